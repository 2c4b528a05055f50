import { createBackendPools } from '../backends/pools.ts';
import type { ConfigDocument } from '../config/document.ts';
import type { DecisionTrace } from '../decisions/decision.ts';
import { neededSignals } from '../decisions/needed-signals.ts';
import { SwitchyardError } from '../errors.ts';
import { type DecisionDescription, describeDecision } from '../gateway/decision-policy.ts';
import { type Routing, route } from '../gateway/pipeline.ts';
import { Lifetime } from '../lib/lifetime.ts';
import { type ProjectionTrace, traceProjections } from '../projections/trace.ts';
import type { Identity, JsonObject, RequestView } from '../protocols/canonical.ts';
import { checkChatBody } from '../protocols/openai-chat/decode.ts';
import { createRequestView } from '../protocols/openai-chat/view.ts';
import { type SignalType, signalCollections } from '../signals/collections.ts';
import { type SignalReport, type SignalResults, splitKey } from '../signals/results.ts';
import type { RuleResult } from '../signals/signal.ts';
import { type CompiledRecipe, type CompiledRouter, compileRouter } from './compile-router.ts';
import { type Counterfactual, findCounterfactuals } from './counterfactuals.ts';
import { openExternalClients } from './live/open-external.ts';
import { createSharedKnowledge } from './live/open-knowledge.ts';
import { openModels } from './live/open-models.ts';
import { readConfig } from './read-config.ts';
import { signalErrors } from './signal-errors.ts';

/** The answer of the evaluation API: what would happen to a request, and why. */
export interface EvaluationReport {
  readonly original_text: string;
  readonly requested_model: string;
  readonly recipe: string | null;
  readonly decision_result: DecisionReport | null;
  readonly recommended_models: readonly string[];
  readonly selected_model: string | null;
  readonly selection_status: 'selected' | 'fallback' | 'unavailable';
  readonly selection_method: string | null;
  readonly selection_reason: string;
  readonly reasoning_mode: 'on' | 'off' | null;
  readonly reasoning_effort: string | null;
  readonly routing_decision: string | null;
  readonly context_token_count: number;
  readonly metrics: Readonly<
    Record<string, { readonly execution_time_ms: number; readonly confidence: number }>
  >;
  readonly signal_confidences: Readonly<Record<string, number>>;
  readonly signal_values: Readonly<Record<string, number>>;
  readonly signal_errors: Readonly<Record<string, string>>;
  readonly eval_trace?: {
    readonly signals: Readonly<Record<string, readonly RuleResult[]>>;
    readonly decisions: readonly DecisionTrace[];
    readonly projections: ProjectionTrace;
    /** What would have changed the decision, the nearest first. */
    readonly counterfactuals: readonly Counterfactual[];
  };
}

interface DecisionReport {
  readonly decision_name: string;
  readonly confidence: number;
  readonly algorithm: string;
  readonly action: DecisionDescription['action'];
  readonly plugins: readonly string[];
  /** What would be answered without asking a model. */
  readonly fixed_answer: DecisionDescription['fixed_answer'];
  readonly matched_rules: readonly string[];
  /** Boosting and recording decisions that matched before it. */
  readonly passed_decisions: readonly string[];
  readonly used_signals: SignalNames;
  readonly matched_signals: SignalNames;
  readonly unmatched_signals: SignalNames;
}

/** List key of the configuration -> names. */
type SignalNames = Readonly<Record<string, readonly string[]>>;

const MAX_MESSAGES = 4096;

/**
 * Routes a chat body, or `{text}`, without calling a backend and without a record. All declared
 * signals run, needed or not, so that the report shows what every rule would say.
 */
export async function evaluateRequest(
  router: CompiledRouter,
  body: unknown,
  { withTrace }: { readonly withTrace: boolean },
): Promise<EvaluationReport> {
  const routed = await routeBody(router, body);
  if (routed.kind === 'explicit') return explicitReport(routed.model, routed.view);
  const { requestedModel, recipe, routing } = routed;
  const report = routedReport({ requestedModel, recipe, routing });
  if (!withTrace) return report;
  return {
    ...report,
    eval_trace: {
      signals: Object.fromEntries(
        answered(routing.signals).map(({ type, results }) => [type, results]),
      ),
      decisions: recipe.decisions.explain(routing.signals),
      projections: traceProjections(recipe.projections, routing.signals),
      counterfactuals: findCounterfactuals({ ...recipe, results: routing.signals }),
    },
  };
}

type Routed =
  | { readonly kind: 'explicit'; readonly model: string; readonly view: RequestView }
  | ({ readonly kind: 'virtual' } & RoutedReportOptions);

/** Routes a chat body, or `{text}`, with all declared signals. */
export async function routeBody(router: CompiledRouter, body: unknown): Promise<Routed> {
  const chat = asChatBody(body);
  const { model } = checkChatBody(chat, { maxMessages: MAX_MESSAGES });
  const view = createRequestView(chat, { identity: identityOf(body) });
  const resolution = router.resolve(model);
  if (resolution === undefined) {
    throw new SwitchyardError(
      'model_not_found',
      `model \`${model.slice(0, 200)}\` is not available`,
      {
        param: 'model',
      },
    );
  }
  if (resolution.kind === 'explicit') return { ...resolution, view };
  const { recipe } = resolution;
  const routing = await route({ ...recipe, signals: recipe.allSignals() }, view, new Lifetime());
  return { kind: 'virtual', requestedModel: model, recipe, routing };
}

/** Who would ask: whoever may call this API may also say that. */
function identityOf(body: unknown): Identity | undefined {
  const { identity } = body as JsonObject;
  if (identity === undefined || identity === null) return undefined;
  const { user_id: userId, groups = [] } = identity as JsonObject;
  if (typeof userId !== 'string' || userId === '') {
    throw new SwitchyardError('invalid_value', 'must be a non-empty string', {
      param: 'identity.user_id',
    });
  }
  if (!Array.isArray(groups) || groups.some((group) => typeof group !== 'string')) {
    throw new SwitchyardError('invalid_type', 'must be a list of texts', {
      param: 'identity.groups',
    });
  }
  return { userId, groups };
}

/** `{text}` is short for one user message to the default virtual model. */
function asChatBody(body: unknown): JsonObject {
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new SwitchyardError('invalid_type', 'the request body must be a JSON object');
  }
  const { text, identity: _, ...rest } = body as JsonObject;
  const chat: JsonObject = { model: 'auto', ...rest };
  if (text === undefined) return chat;
  if (typeof text !== 'string' || text === '') {
    throw new SwitchyardError('invalid_value', '`text` must be a non-empty string', {
      param: 'text',
    });
  }
  return { ...chat, messages: [{ role: 'user', content: text }] };
}

function explicitReport(model: string, view: RequestView): EvaluationReport {
  return {
    original_text: view.evaluationText,
    requested_model: model,
    recipe: null,
    decision_result: null,
    recommended_models: [model],
    selected_model: model,
    selection_status: 'selected',
    selection_method: 'explicit',
    selection_reason: 'the request names a model of the configuration',
    reasoning_mode: null,
    reasoning_effort: null,
    routing_decision: null,
    context_token_count: view.tokenEstimate(),
    metrics: {},
    signal_confidences: {},
    signal_values: {},
    signal_errors: {},
  };
}

interface RoutedReportOptions {
  readonly requestedModel: string;
  readonly recipe: CompiledRecipe;
  readonly routing: Routing;
}

function routedReport({ requestedModel, recipe, routing }: RoutedReportOptions): EvaluationReport {
  const { view, signals, match, selection } = routing;
  const results = signals.reports.flatMap(({ type, results: ofType }) =>
    ofType.map((result) => ({ key: `${type}:${result.name}`, ...result })),
  );
  const matched = results.filter(({ isMatch }) => isMatch);
  const { reasoning } = selection;
  return {
    original_text: view.evaluationText,
    requested_model: requestedModel,
    recipe: recipe.name,
    decision_result: match === undefined ? null : decisionReport(match, signals),
    recommended_models:
      match === undefined ? [selection.model] : match.decision.modelRefs.map(({ model }) => model),
    selected_model: selection.model === '' ? null : selection.model,
    selection_status: selection.fallbackReason === undefined ? 'selected' : 'fallback',
    selection_method: selection.method,
    selection_reason:
      selection.fallbackReason ?? `decision ${match?.decision.name}: first of its models`,
    reasoning_mode: reasoning === undefined ? null : reasoning.isOn ? 'on' : 'off',
    reasoning_effort: reasoning?.isOn ? reasoning.effort : null,
    routing_decision: match?.decision.name ?? null,
    context_token_count: view.tokenEstimate(),
    metrics: Object.fromEntries(
      signals.reports.map(({ type, results: ofType, durationMs }) => [
        type,
        { execution_time_ms: durationMs, confidence: bestConfidence(ofType) },
      ]),
    ),
    signal_confidences: Object.fromEntries(matched.map(({ key, confidence }) => [key, confidence])),
    signal_values: Object.fromEntries(
      results.flatMap(({ key, value, values = {} }) => [
        ...(value === undefined ? [] : [[key, value] as const]),
        ...Object.entries(values),
      ]),
    ),
    signal_errors: signalErrors(signals.reports),
  };
}

function answered({ reports }: SignalResults): readonly SignalReport[] {
  return reports.filter(({ error }) => error === undefined);
}

function decisionReport(
  { decision, confidence, matchedRules, passed }: NonNullable<Routing['match']>,
  signals: SignalResults,
): DecisionReport {
  const used = [...neededSignals([decision])];
  const isMatched = (key: string) => {
    const [type, rule] = splitKey(key);
    const results = signals.reportOf(type)?.results ?? [];
    return results.some(({ name, isMatch }) => isMatch && name === rule);
  };
  return {
    decision_name: decision.name,
    confidence,
    algorithm: decision.algorithm.type,
    ...describeDecision(decision),
    matched_rules: matchedRules,
    passed_decisions: passed,
    used_signals: byCollection(used),
    matched_signals: byCollection(used.filter(isMatched)),
    unmatched_signals: byCollection(used.filter((key) => !isMatched(key))),
  };
}

function byCollection(keys: readonly string[]): SignalNames {
  const names: Record<string, string[]> = {};
  for (const key of keys) {
    const [type, rule] = splitKey(key);
    const collection =
      type === 'projection' ? 'projections' : signalCollections[type as SignalType];
    names[collection] = [...(names[collection] ?? []), rule];
  }
  return names;
}

function bestConfidence(results: readonly RuleResult[]): number {
  return Math.max(
    0,
    ...results.filter(({ isMatch }) => isMatch).map(({ confidence }) => confidence),
  );
}

export interface OfflineEvaluator {
  /** Leads to the default recipe. */
  readonly defaultModel: string;
  evaluate(body: unknown): Promise<EvaluationReport>;
  close(): Promise<void>;
}

interface OfflineOptions {
  readonly configPath: string;
  /** Taken instead of the file's content. */
  readonly configText?: string | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Evaluates against a configuration file in this process; no server, no store, no backend. */
export async function openOfflineEvaluator(options: OfflineOptions): Promise<OfflineEvaluator> {
  const { defaultModel, router, close } = await openOfflineRouter(options);
  return {
    defaultModel,
    evaluate: (body) => evaluateRequest(router, body, { withTrace: true }),
    close,
  };
}

/** What is asked here is how requests are routed, not how fast this machine is. */
const OFFLINE_DEADLINE_MS = 60_000;

function withoutHaste(config: ConfigDocument): ConfigDocument {
  const { services } = config.global;
  const signals = {
    ...services.signals,
    deadline_ms: Math.max(services.signals.deadline_ms, OFFLINE_DEADLINE_MS),
    per_type_deadline_ms: {},
  };
  return { ...config, global: { ...config.global, services: { ...services, signals } } };
}

export interface OfflineRouter {
  readonly config: ConfigDocument;
  /** Leads to the default recipe. */
  readonly defaultModel: string;
  readonly router: CompiledRouter;
  close(): Promise<void>;
}

/** Compiles a configuration file with the models that its signals ask. */
export async function openOfflineRouter({
  configPath,
  configText,
  environment,
}: OfflineOptions): Promise<OfflineRouter> {
  const config = await readConfig({ configPath, configText, environment });
  const models = await openModels({ config, configPath, environment, warn: () => {} });
  const shared = createSharedKnowledge({ configPath, environment, warn: () => {} });
  const knowledge = await shared.open(config, models).catch(async (error) => {
    await models.close();
    throw error;
  });
  const pools = createBackendPools();
  const external = openExternalClients({ config, environment, configPath });
  const router = compileRouter({
    config: withoutHaste(config),
    models,
    external,
    knowledge,
    pools,
    environment,
    loadedAtMs: Date.now(),
  });
  // Rules whose model cannot be loaded are unknown, and the report says so.
  await Promise.all(
    router.recipes.map((recipe) =>
      recipe
        .allSignals()
        .prepare()
        .catch(() => {}),
    ),
  );
  return {
    config,
    defaultModel: config.global.router.auto_model_names[0] ?? 'auto',
    router,
    async close() {
      await Promise.all([models.close(), pools.close(), external.close()]);
    },
  };
}
