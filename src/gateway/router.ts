import type { TargetModel } from '../backends/backend.ts';
import type { DecisionMatch, DecisionProgram } from '../decisions/decision.ts';
import type { PriceBook } from '../records/cost.ts';
import type { Selection } from '../selection/select.ts';
import type { SignalEngine } from '../signals/engine.ts';
import type { IdentitySettings } from './identity.ts';

/** An isolated routing policy. */
export interface Recipe {
  readonly name: string;
  readonly signals: SignalEngine;
  readonly decisions: DecisionProgram;
  /**
   * Undefined: nothing matched and there is no default model. A decision that keeps the model of a
   * session takes `currentModel` where that is one of its candidates.
   */
  select(match: DecisionMatch | undefined, currentModel?: string): Selection | undefined;
}

/** What a name in `model` means. */
export type Resolution =
  | { readonly kind: 'virtual'; readonly recipe: Recipe }
  | { readonly kind: 'explicit'; readonly model: string };

/** One entry of `GET /v1/models`. */
export interface ListedModel {
  readonly id: string;
  readonly object: 'model';
  /** Unix seconds of the configuration's load. */
  readonly created: number;
  readonly owned_by: string;
  readonly description?: string;
  readonly routing: {
    readonly resolution: 'virtual' | 'passthrough';
    readonly selectable: boolean;
    readonly default_route?: boolean;
    readonly recipe?: string;
  };
}

/** A compiled configuration: immutable, swapped as a whole on reload. */
export interface Router {
  /** Which headers tell who asks. */
  readonly identity: IdentitySettings;
  /** Undefined: no such model. */
  resolve(name: string): Resolution | undefined;
  /** Undefined: the model has no backend. */
  target(model: string): TargetModel | undefined;
  readonly listedModels: readonly ListedModel[];
  /** Also names that are not listed. */
  findModel(id: string): ListedModel | undefined;
  readonly prices: PriceBook;
  /** Which name an answer's `model` carries. */
  readonly responseModel: 'requested' | 'routed' | 'upstream';
}
