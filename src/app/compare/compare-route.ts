import { isDeepStrictEqual } from 'node:util';
import { createBackendPools } from '../../backends/pools.ts';
import type { ConfigDocument } from '../../config/document.ts';
import { type Policy, policiesOf } from '../../config/policies.ts';
import { compileDecisions } from '../../decisions/compile.ts';
import { neededSignals } from '../../decisions/needed-signals.ts';
import { SwitchyardError } from '../../errors.ts';
import { route } from '../../gateway/pipeline.ts';
import { Lifetime } from '../../lib/lifetime.ts';
import { createBoost } from '../../projections/boost.ts';
import { createDerivation } from '../../projections/derivation.ts';
import type { JsonObject } from '../../protocols/canonical.ts';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import type { ReplayRecord } from '../../records/record.ts';
import { createSelector } from '../../selection/select.ts';
import { type SignalType, signalCollections } from '../../signals/collections.ts';
import { emittedNames } from '../../signals/emitted-names.ts';
import { signalFactories } from '../../signals/registry.ts';
import { PENDING, SignalResults, SignalTable, splitKey } from '../../signals/results.ts';
import type { RuleOf } from '../../signals/schemas.ts';
import type { RuleResult } from '../../signals/signal.ts';
import { compileRouter, computedParts } from '../compile-router.ts';
import { openExternalClients } from '../live/open-external.ts';
import type { SharedKnowledge } from '../live/open-knowledge.ts';
import type { SharedModels } from '../live/open-models.ts';
import { signalErrors } from '../signal-errors.ts';

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
  readonly knowledge: SharedKnowledge;
  readonly configPath: string;
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
  { config, models, knowledge, configPath }: ComparedConfig,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<TextRouting> {
  const patient = withoutHurry(config);
  const textModels = await models.open(patient);
  const bases = await knowledge
    .open(patient, textModels, { isWatched: false })
    .catch(async (error) => {
      await textModels.close();
      throw error;
    });
  const pools = createBackendPools();
  const external = openExternalClients({ config: patient, environment, configPath });
  const router = compileRouter({
    config: patient,
    models: textModels,
    external,
    knowledge: bases,
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
          signal_errors: signalErrors(signals.reports),
        };
      } catch (error) {
        return failed(codeOf(error), recipe.name);
      }
    },
    async close() {
      await Promise.all([textModels.close(), pools.close(), external.close()]);
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
    const [type, name] = splitKey(key);
    if (!independentTypes.has(type)) {
      return (
        areModelsEqual &&
        isDeepStrictEqual(rulesRead(policy, type), rulesRead(source, type)) &&
        isDeepStrictEqual(partitionsOf(policy), partitionsOf(source))
      );
    }
    const wasEvaluated = neededKeys(source).has(key);
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
      const [type] = splitKey(key);
      if (record.signal_durations_ms[type] === undefined) continue;
      if (!isWithoutResult(key, record) && !isSameRule(policy, source, key)) {
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
  /** A text tells why the route is unknown. */
  route(record: ReplayRecord): RouteOutcome | string;
}

function compilePolicy(policy: Policy, { global, providers }: ConfigDocument): CompiledPolicy {
  const { decisions, strategy = global.router.strategy ?? 'priority' } = policy.routing;
  const { projections, composers, dependencies } = computedParts(policy.routing);
  const { derivedKeys } = dependencies;
  const asked = neededSignals(decisions);
  const needed = neededKeys(policy);
  const table = new SignalTable([...needed, ...asked, ...derivedKeys]);
  const topK = 0; // What a record says matched has stood the contest.
  const derivation = createDerivation({ projections, composers, table, topK, derivedKeys });
  const boost = createBoost(derivation);
  const program = compileDecisions({ decisions, strategy, table, boost });
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
        const results = resultsOf(record, table);
        derivation.run(results);
        const [open] = program.pending(results);
        if (open !== undefined) {
          const [key] = dependencies.sources(table.keys[open] as string);
          return `\`${key}\` was not evaluated, and its text is not kept`;
        }
        const match = program.evaluate(results);
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

/** The signals of a request as its record has them; what was not evaluated is pending. */
function resultsOf(record: ReplayRecord, table: SignalTable): SignalResults {
  const results = new SignalResults(
    table,
    table.keys.map(() => PENDING),
  );
  const types = new Set(table.keys.map((key) => splitKey(key)[0]));
  for (const type of types) {
    const slots = table.slotsOf(type) ?? new Map<string, number>();
    const isEvaluated = record.signal_durations_ms[type] !== undefined;
    if (!isEvaluated && (type === 'projection' || Object.hasOwn(signalFactories, type))) continue;
    const matched = new Set(record.signals[type]);
    const rules = [...slots.keys()].map((name): RuleResult => {
      const key = `${type}:${name}`;
      if (isWithoutResult(key, record)) {
        return { name, isMatch: false, confidence: 0, error: 'signal_failed' };
      }
      const value = record.signal_values[key];
      return {
        name,
        isMatch: matched.has(name),
        confidence: record.signal_confidences[key] ?? 0,
        ...(value === undefined ? {} : { value }),
      };
    });
    results.report(type, rules, { durationMs: 0 });
  }
  return results;
}

/** Whether a rule failed when the request was recorded, or is of a type that nothing evaluates. */
function isWithoutResult(key: string, { signal_errors: errors }: ReplayRecord): boolean {
  const [type] = splitKey(key);
  // Records of older versions name the type only.
  if (errors[key] !== undefined || errors[type] !== undefined) return true;
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
  const needed = neededKeys(policy);
  return rulesOf(policy, type).filter((rule) =>
    emittedNames(type as SignalType, rule as RuleOf<SignalType>).some((name) =>
      needed.has(`${type}:${name}`),
    ),
  );
}

function partitionsOf({ routing }: Policy): unknown {
  return routing.projections?.partitions ?? [];
}

/** Keys of the signals that decisions read, directly or through what is computed from them. */
function neededKeys({ routing }: Policy): ReadonlySet<string> {
  const { dependencies } = computedParts(routing);
  return new Set(
    [...neededSignals(routing.decisions)].flatMap((key) => [...dependencies.sources(key)]),
  );
}
