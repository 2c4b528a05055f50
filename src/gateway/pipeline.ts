import type { Backend, TargetModel } from '../backends/backend.ts';
import { type ReasoningMode, reasoningEdits } from '../backends/reasoning.ts';
import type { DecisionMatch } from '../decisions/decision.ts';
import { SwitchyardError } from '../errors.ts';
import { editJsonMembers, replaceJsonMember } from '../lib/json-members.ts';
import type { Lifetime } from '../lib/lifetime.ts';
import type { JsonObject, RequestView } from '../protocols/canonical.ts';
import type { ChatRequest } from '../protocols/openai-chat/decode.ts';
import { editMessages } from '../protocols/openai-chat/edit-messages.ts';
import type { Selection } from '../selection/select.ts';
import type { SignalResults } from '../signals/results.ts';
import type { Recipe, Router } from './router.ts';

/** What routing decided about a request under a virtual name. */
export interface Routing {
  readonly recipe: Recipe;
  readonly view: RequestView;
  readonly signals: SignalResults;
  readonly match: DecisionMatch | undefined;
  readonly selection: Selection;
  readonly signalsMs: number;
  readonly decisionMs: number;
}

/** What signals said of a request, whatever becomes of it. */
export type Heard = Pick<Routing, 'recipe' | 'signals' | 'signalsMs'>;

/**
 * Signals -> decision -> model; synchronous unless a learned signal runs. Throws, or rejects with,
 * what a signal or decision refuses the request for, and `no_route` when no model is left to take.
 */
export function route(
  recipe: Recipe,
  view: RequestView,
  lifetime: Lifetime,
  onHeard: (heard: Heard) => void = () => {},
): Routing | Promise<Routing> {
  const startedAt = performance.now();
  const heard = (signals: SignalResults) => {
    const signalsMs = performance.now() - startedAt;
    onHeard({ recipe, signals, signalsMs });
    return decide({ recipe, view, signals, signalsMs });
  };
  const signals = recipe.signals.evaluate(view, lifetime);
  if (!(signals instanceof Promise)) return heard(signals);
  return signals.then((results) => {
    if (lifetime.isAborted) throw new SwitchyardError('client_closed', 'the client went away');
    return heard(results);
  });
}

function decide(given: Heard & Pick<Routing, 'view'>): Routing {
  const { recipe, signals } = given;
  if (signals.refusal !== undefined) throw signals.refusal;
  const decidingAt = performance.now();
  const match = recipe.decisions.evaluate(signals);
  const selection = recipe.select(match);
  if (selection === undefined) {
    throw new SwitchyardError(
      'no_route',
      'unable to route request: no model selected and no default model configured',
    );
  }
  return { ...given, match, selection, decisionMs: performance.now() - decidingAt };
}

/** A model's next server, ready to be sent to. */
export interface Plan {
  readonly target: TargetModel;
  readonly backend: Backend;
}

export function plan(router: Router, model: string): Plan {
  const target = router.target(model);
  if (target === undefined) {
    throw new SwitchyardError('model_not_found', `model \`${model}\` has no backend`, {
      param: 'model',
    });
  }
  return { target, backend: target.nextBackend() };
}

const INCLUDE_USAGE = Buffer.from('{"include_usage":true}');

interface UpstreamBodyOptions extends Plan {
  readonly request: ChatRequest;
  readonly reasoning: ReasoningMode | undefined;
  /** Added to the system message. */
  readonly instruction?: string | undefined;
  /** Added behind the messages of the client. */
  readonly appended?: readonly JsonObject[] | undefined;
  /** The answer is read before it is sent on, so that it need not be streamed. */
  readonly isWhole?: boolean;
}

/** The client's bytes with the few members replaced that the plan changes. */
export function upstreamBody({
  request,
  target,
  backend,
  reasoning,
  instruction,
  appended,
  isWhole = false,
}: UpstreamBodyOptions): Buffer {
  const { bytes, members } = request;
  const isUnstreamed = isWhole && request.isStream;
  const isToldUsage = request.isStream && !isWhole && !request.wantsUsage;
  const isToldReasoning = reasoning !== undefined && target.reasoningFamily !== undefined;
  const isToldMore = instruction !== undefined || appended !== undefined;
  if (!isUnstreamed && !isToldUsage && !isToldReasoning && !isToldMore) {
    return replaceJsonMember(bytes, members, { key: 'model', value: backend.upstreamModel });
  }
  const edits = new Map<string, Buffer | undefined>([['model', backend.upstreamModel]]);
  if (isUnstreamed) edits.set('stream', undefined).set('stream_options', undefined);
  if (isToldUsage) {
    const given = request.body.stream_options ?? undefined;
    edits.set(
      'stream_options',
      given === undefined ? INCLUDE_USAGE : json({ ...(given as object), include_usage: true }),
    );
  }
  if (isToldReasoning) {
    const fields = reasoningEdits({
      family: target.reasoningFamily,
      dialect: backend.dialect,
      mode: reasoning,
      body: request.body,
    });
    for (const [key, value] of Object.entries(fields)) {
      edits.set(key, value === undefined ? undefined : json(value));
    }
  }
  if (isToldMore) edits.set('messages', editMessages(request, { instruction, appended }));
  return editJsonMembers(bytes, members, edits);
}

function json(value: unknown): Buffer {
  return Buffer.from(JSON.stringify(value));
}
