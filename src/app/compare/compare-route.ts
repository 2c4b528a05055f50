import { isDeepStrictEqual } from 'node:util';
import { createBackendPools } from '../../backends/pools.ts';
import type { ConfigDocument } from '../../config/document.ts';
import { type Policy, policiesOf } from '../../config/policies.ts';
import { compileDecisions } from '../../decisions/compile.ts';
import { neededSignals } from '../../decisions/needed-signals.ts';
import { SwitchyardError } from '../../errors.ts';
import { route } from '../../gateway/pipeline.ts';
import { Lifetime } from '../../lib/lifetime.ts';
import type { JsonObject } from '../../protocols/canonical.ts';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import type { ReplayRecord } from '../../records/record.ts';
import { createSelector } from '../../selection/select.ts';
import { type SignalType, signalCollections } from '../../signals/collections.ts';
import { signalFactories } from '../../signals/registry.ts';
import { SignalResults, SignalTable } from '../../signals/results.ts';
import { compileRouter } from '../compile-router.ts';
import type { SharedModels } from '../live/open-models.ts';

/** Where one request goes under one configuration. */
export interface RouteOutcome {
  readonly recipe: string | null;
  readonly decision: string | null;
  readonly model: string | null;
  /** Code of the error that the client gets instead of an answer. */
  readonly error: string | null;
  /** Signal types that had no result -> why. */
  readonly signal_errors: Readonly<Record<string, string>>;
}

/** One of the configurations that are compared. */
export interface ComparedConfig {
  readonly config: ConfigDocument;
  readonly models: SharedModels;
}

export interface TextRouting {
  /** Sends the request through signals and decisions, to no backend. */
  route(body: JsonObject): Promise<RouteOutcome>;
  close(): Promise<void>;
}

/** Nobody waits for an answer, so no signal is cut off for being slow. */
const SIGNAL_DEADLINE_MS = 600_000;

/** Compiles a configuration for requests whose text is known. */
export async function openTextRouting(
  { config, models }: ComparedConfig,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<TextRouting> {
  const patient = withoutHurry(config);
  const textModels = await models.open(patient);
  const pools = createBackendPools();
  const router = compileRouter({
    config: patient,
    models: textModels,
    pools,
    environment,
    loadedAtMs: Date.now(),
  });
  // Rules whose model cannot be loaded are unknown, and the outcome says so.
  await router.prepare().catch(() => {});
  return {
    async route(body) {
      const resolution = router.resolve(String(body.model));
      if (resolution === undefined) return failed('model_not_found');
      if (resolution.kind === 'explicit') return explicit(resolution.model);
      const { recipe } = resolution;
      try {
        const routing = await route(recipe, createRequestView(body), new Lifetime());
        const { match, selection, signals } = routing;
        return {
          recipe: recipe.name,
          decision: match?.decision.name ?? null,
          model: selection.model,
          error: null,
          signal_errors: Object.fromEntries(
            signals.reports.flatMap(({ type, error }) =>
              error === undefined ? [] : [[type, error]],
            ),
          ),
        };
      } catch (error) {
        return failed(codeOf(error), recipe.name);
      }
    },
    async close() {
      await Promise.all([textModels.close(), pools.close()]);
    },
  };
}

function withoutHurry(config: ConfigDocument): ConfigDocument {
  const { services } = config.global;
  const signals = {
    ...services.signals,
    deadline_ms: SIGNAL_DEADLINE_MS,
    per_type_deadline_ms: {},
  };
  return { ...config, global: { ...config.global, services: { ...services, signals } } };
}

function explicit(model: string): RouteOutcome {
  return { recipe: null, decision: null, model, error: null, signal_errors: {} };
}

function failed(error: string, recipe: string | null = null): RouteOutcome {
  return { recipe, decision: null, model: null, error, signal_errors: {} };
}

/** A bug is none of the things that can be compared. */
function codeOf(error: unknown): string {
  if (error instanceof SwitchyardError) return error.code;
  throw error;
}

interface RecordedRouting {
  /** Where the request goes on what its record says of its signals; a text tells why that is unknown. */
  route(record: ReplayRecord): RouteOutcome | string;
}

/** Rules of these types say the same whatever other rules there are. */
const independentTypes: ReadonlySet<string> = new Set<SignalType>([
  'keyword',
  'context',
  'structure',
  'language',
  'conversation',
  'metadata',
]);

/**
 * Compiles a configuration for requests of which only a record is left. Such a request can be routed
 * as long as the rules that are read now are those that `recording` had when it was recorded.
 */
export function createRecordedRouting(
  config: ConfigDocument,
  recording: ConfigDocument,
): RecordedRouting {
  const recorded = new Map(policiesOf(recording).map((policy) => [policy.name, policy]));
  const policies = policiesOf(config).map((policy) => compilePolicy(policy, config));
  const byModel = new Map(
    policies.flatMap((compiled) =>
      compiled.policy.names.map(({ name }) => [name, compiled] as const),
    ),
  );
  const explicitModels = namesOfModels(config);
  const fallback =
    config.global.router.unknown_model === 'auto'
      ? policies.find(({ policy }) => policy.names.length > 0)
      : undefined;
  const areModelsEqual = isDeepStrictEqual(modelSettings(config), modelSettings(recording));

  /** By both recipes and the key: records are many, rules are few. */
  const sameRules = new Map<string, boolean>();
  function isSameRule(policy: Policy, source: Policy, key: string): boolean {
    const pair = JSON.stringify([policy.name, source.name, key]);
    const isSame = sameRules.get(pair) ?? compareRules(policy, source, key);
    sameRules.set(pair, isSame);
    return isSame;
  }

  function compareRules(policy: Policy, source: Policy, key: string): boolean {
    const { type, name } = splitKey(key);
    if (!independentTypes.has(type)) {
      return areModelsEqual && isDeepStrictEqual(rulesRead(policy, type), rulesRead(source, type));
    }
    const wasEvaluated = neededSignals(source.routing.decisions).has(key);
    return (
      wasEvaluated && isDeepStrictEqual(ruleOf(policy, type, name), ruleOf(source, type, name))
    );
  }

  function whyUnknown(
    record: ReplayRecord,
    { policy, needed }: CompiledPolicy,
  ): string | undefined {
    const source = record.recipe === null ? undefined : recorded.get(record.recipe);
    if (source === undefined) return 'its signals were not evaluated, and its text is not kept';
    for (const key of needed) {
      const { type } = splitKey(key);
      if (isWithoutResult(type, record)) continue;
      if (record.signal_durations_ms[type] === undefined) {
        return `\`${key}\` was not evaluated, and its text is not kept`;
      }
      if (!isSameRule(policy, source, key)) {
        return `\`${key}\` is not the rule that was evaluated, and its text is not kept`;
      }
    }
    return undefined;
  }

  return {
    route(record) {
      const { original_model: name } = record;
      const virtual = byModel.get(name);
      if (virtual === undefined && explicitModels.has(name)) return explicit(name);
      const compiled = virtual ?? fallback;
      if (compiled === undefined) return failed('model_not_found');
      return whyUnknown(record, compiled) ?? compiled.route(record);
    },
  };
}

/** Models and adapters that clients can ask for by name. */
function namesOfModels({ providers, routing }: ConfigDocument): ReadonlySet<string> {
  const served = providers.models.filter(({ backend_refs }) => backend_refs.length > 0);
  return new Set(
    served.flatMap((model) => {
      const card = routing.modelCards.find(({ name }) => name === model.name);
      return [model.name, ...(card?.loras ?? []).map((adapter) => adapter.name)];
    }),
  );
}

interface CompiledPolicy {
  readonly policy: Policy;
  readonly needed: ReadonlySet<string>;
  route(record: ReplayRecord): RouteOutcome;
}

function compilePolicy(policy: Policy, { global, providers }: ConfigDocument): CompiledPolicy {
  const { decisions, strategy = global.router.strategy ?? 'priority' } = policy.routing;
  const needed = neededSignals(decisions);
  const table = new SignalTable(needed);
  const program = compileDecisions({ decisions, strategy, table });
  const select = createSelector({
    decisions,
    defaultModel: policy.defaultModel,
    defaultEffort: providers.defaults.default_reasoning_effort,
  });
  return {
    policy,
    needed,
    route(record) {
      try {
        const match = program.evaluate(resultsOf(record, table));
        const selection = select(match);
        if (selection === undefined) return failed('no_route', policy.name);
        return {
          recipe: policy.name,
          decision: match?.decision.name ?? null,
          model: selection.model,
          error: null,
          signal_errors: record.signal_errors,
        };
      } catch (error) {
        return failed(codeOf(error), policy.name);
      }
    },
  };
}

/** The signals of a request as its record has them. */
function resultsOf(record: ReplayRecord, table: SignalTable): SignalResults {
  const results = new SignalResults(table);
  const types = new Set(table.keys.map((key) => splitKey(key).type));
  for (const type of types) {
    const names = [...(table.slotsOf(type)?.keys() ?? [])];
    if (isWithoutResult(type, record)) {
      results.fail(type, names, 'signal_inactive', 0);
      continue;
    }
    const matched = new Set(record.signals[type]);
    const rules = names.map((name) => {
      const value = record.signal_values[`${type}:${name}`];
      return {
        name,
        isMatch: matched.has(name),
        confidence: record.signal_confidences[`${type}:${name}`] ?? 0,
        ...(value === undefined ? {} : { value }),
      };
    });
    results.report(type, rules, 0);
  }
  return results;
}

/** Whether a type failed when the request was recorded, or is one that this version does not evaluate. */
function isWithoutResult(type: string, record: ReplayRecord): boolean {
  if (record.signal_errors[type] !== undefined) return true;
  return type !== 'projection' && !Object.hasOwn(signalFactories, type);
}

/** What learned signals depend on besides their rules. */
function modelSettings({ inference, models, global }: ConfigDocument): unknown {
  return { engine: inference.engine, models, catalog: global.model_catalog };
}

function rulesOf({ routing }: Policy, type: string): readonly { readonly name: string }[] {
  return Object.hasOwn(signalCollections, type)
    ? routing.signals[signalCollections[type as SignalType]]
    : [];
}

function ruleOf(policy: Policy, type: string, name: string): unknown {
  return rulesOf(policy, type).find((rule) => rule.name === name);
}

/** The rules of a type that some decision reads; those that nobody reads are never evaluated. */
function rulesRead(policy: Policy, type: string): unknown {
  const needed = neededSignals(policy.routing.decisions);
  return rulesOf(policy, type).filter(({ name }) => needed.has(`${type}:${name}`));
}

/** `type:name`; names may contain colons. */
function splitKey(key: string): { readonly type: string; readonly name: string } {
  const colon = key.indexOf(':');
  return { type: key.slice(0, colon), name: key.slice(colon + 1) };
}
