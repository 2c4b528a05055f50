import type { ListedModel } from '../gateway/router.ts';
import type { TextModels } from '../models/text-models.ts';
import type { ReplayStore } from '../stores/replay/replay-store.ts';
import type { RoutingReport } from './classify/intent.ts';
import type { ConfigControl } from './config/config-control.ts';
import type { KnowledgeControl } from './kbs/knowledge-control.ts';
import type { SignalStatus } from './signals.ts';

export type CheckState = 'ok' | 'degraded' | 'down';

/** Whether the product can do its work now, and what is missing. */
export interface Readiness {
  readonly ready: boolean;
  readonly phase: 'starting' | 'initializing_models' | 'ready' | 'draining' | 'error';
  readonly message: string;
  readonly checks: Readonly<Record<string, CheckState>>;
  readonly pendingModels: readonly string[];
  readonly readyModels: number;
  readonly totalModels: number;
}

/** What the management API reads from the running product. */
export interface ManagementServices {
  readonly replay: ReplayStore | undefined;
  /** Undefined: the configuration can be neither read nor changed here. */
  readonly config?: ConfigControl;
  /** Undefined: there are no files of knowledge bases here. */
  readonly knowledge?: KnowledgeControl;
  /** Keeps the models of now open until the returned function is called. */
  enter?(): () => void;
  readiness(): Readiness;
  listModels(): readonly ListedModel[];
  textModels(): TextModels;
  /** Every declared rule, by recipe. */
  signals?(): ReadonlyMap<string, readonly SignalStatus[]>;
  /** The eval answer; throws `SwitchyardError` for bodies that cannot be routed. */
  evaluate(body: unknown, options: { readonly withTrace: boolean }): Promise<RoutingReport>;
  /** A bug was met; the client got a 500 without detail. */
  onBug(error: unknown, requestId: string): void;
}
