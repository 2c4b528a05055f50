import type { BackendPools } from '../backends/pools.ts';
import type { ConfigDocument } from '../config/document.ts';
import { DEFAULT_RECIPE, type Policy, policiesOf } from '../config/policies.ts';
import { compileDecisions } from '../decisions/compile.ts';
import type { DecisionProgram } from '../decisions/decision.ts';
import { neededSignals } from '../decisions/needed-signals.ts';
import { policyOf } from '../gateway/decision-policy.ts';
import type { ListedModel, Recipe, Resolution, Router } from '../gateway/router.ts';
import type { KnowledgeBases } from '../knowledge/knowledge-bases.ts';
import type { ExternalClients } from '../models/external/external-clients.ts';
import type { TextModels } from '../models/text-models.ts';
import { createBoost } from '../projections/boost.ts';
import { createDerivation, type Derivation } from '../projections/derivation.ts';
import { type Composer, findDependencies, resolveInputs } from '../projections/keys.ts';
import type { Projections } from '../projections/schema.ts';
import { createPriceBook } from '../records/cost.ts';
import { createSelector } from '../selection/select.ts';
import { type SignalType, signalCollections } from '../signals/collections.ts';
import { emittedNames } from '../signals/emitted-names.ts';
import { createSignalEngine, type SignalEngine, type SignalRules } from '../signals/engine.ts';
import { guardedRules } from '../signals/jailbreak/guarded-rules.ts';
import { createPreparedBanks, type PreparedBanks } from '../signals/prepared-banks.ts';
import { createReader } from '../signals/reading/reader.ts';
import { createWindows } from '../signals/reading/windows.ts';
import { signalFactories } from '../signals/registry.ts';
import { SignalTable } from '../signals/results.ts';
import { compileModels } from './compile-models.ts';

export interface CompileRouterOptions {
  readonly config: ConfigDocument;
  readonly models: TextModels;
  /** Of this configuration, closed by who opened them. */
  readonly external: ExternalClients;
  readonly knowledge: KnowledgeBases;
  readonly pools: BackendPools;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Unix milliseconds, shown as the creation time of models. */
  readonly loadedAtMs: number;
}

/** A compiled configuration with what only evaluation needs. */
export interface CompiledRouter extends Router {
  /** Those that some name reaches; the default one comes first. */
  readonly recipes: readonly CompiledRecipe[];
  resolve(name: string): CompiledResolution | undefined;
  /** Lets learned signals of every recipe embed their examples; rejects with the first failure. */
  prepare(): Promise<void>;
}

type CompiledResolution =
  | { readonly kind: 'virtual'; readonly recipe: CompiledRecipe }
  | Extract<Resolution, { readonly kind: 'explicit' }>;

export interface CompiledRecipe extends Recipe {
  /** Runs every declared rule, needed or not; built on first use. */
  allSignals(): SignalEngine;
  /** All that are declared. */
  readonly rules: SignalRules;
  readonly strategy: 'priority' | 'confidence';
  readonly derivation: Derivation;
  readonly projections: Projections | undefined;
}

const OWNER = 'switchyard';

/** Configuration -> router. Does all parsing, numbering and building that requests rely on. */
export function compileRouter(options: CompileRouterOptions): CompiledRouter {
  const { config, pools, environment, loadedAtMs } = options;
  const { routing, providers, global } = config;
  const targets = compileModels({
    providers,
    cards: routing.modelCards,
    pools,
    listenerTimeoutMs: Math.max(...config.listeners.map(({ timeout }) => timeout)),
    environment,
  });
  const created = Math.floor(loadedAtMs / 1000);
  const policies = policiesOf(config).filter(({ names }) => names.length > 0);
  const banks = createPreparedBanks(options.models);
  const recipes = policies.map((policy) => compileRecipe(policy, { ...options, banks }));
  const virtuals = new Map<string, CompiledResolution>();
  const virtualModels = policies.flatMap(({ names }, index) => {
    const recipe = recipes[index] as CompiledRecipe;
    return names.map((listed) => {
      virtuals.set(listed.name, { kind: 'virtual', recipe });
      return virtualModel(listed, created, recipe.name);
    });
  });
  const [fallback] = recipes;
  const backendModels = [...targets.keys()].map((id) => backendModel(id, created));
  const known = new Map([...backendModels, ...virtualModels].map((model) => [model.id, model]));
  return {
    recipes,
    async prepare() {
      await Promise.all(recipes.map(({ signals }) => signals.prepare()));
    },
    resolve(name) {
      const virtual = virtuals.get(name);
      if (virtual !== undefined) return virtual;
      if (targets.has(name)) return { kind: 'explicit', model: name };
      return global.router.unknown_model === 'auto' && fallback !== undefined
        ? { kind: 'virtual', recipe: fallback }
        : undefined;
    },
    target: (model) => targets.get(model),
    listedModels: global.router.include_config_models_in_list
      ? [...virtualModels, ...backendModels]
      : virtualModels,
    findModel: (id) => known.get(id),
    prices: createPriceBook(providers.models),
    responseModel: global.router.response_model,
    identity: global.services.authz?.identity ?? {},
  };
}

function compileRecipe(
  { name, routing, defaultModel }: Policy,
  {
    config,
    models,
    external,
    knowledge,
    banks,
  }: CompileRouterOptions & { readonly banks: PreparedBanks },
): CompiledRecipe {
  const { providers, global } = config;
  const { embedding_config: embedding } = global.model_catalog.embeddings.semantic;
  const { modules } = global.model_catalog;
  const rules = rulesOf(routing, modules.prompt_guard.on_error);
  const { projections, composers, dependencies } = computedParts(routing);
  const asked = neededSignals(routing.decisions);
  const needed = new Set([...asked].flatMap((key) => [...dependencies.sources(key)]));
  const declared = declaredKeys(rules, dependencies.derivedKeys, dependencies.sources);
  const table = new SignalTable([...declared, ...needed, ...asked, ...dependencies.derivedKeys]);
  const strategy = routing.strategy ?? global.router.strategy ?? 'priority';
  const derivation = createDerivation({
    projections,
    composers,
    table,
    topK: embedding.top_k,
    derivedKeys: dependencies.derivedKeys,
  });
  // Compiles what answers must look like, so that what is wrong with it is found now.
  for (const decision of routing.decisions) policyOf(decision);
  const decisions: DecisionProgram = compileDecisions({
    decisions: routing.decisions,
    strategy,
    table,
    boost: createBoost(derivation),
  });
  const { deadline_ms, per_type_deadline_ms } = global.services.signals;
  const shared = {
    rules,
    table,
    derivation,
    factories: signalFactories,
    services: {
      models,
      external,
      knowledge,
      banks,
      windowsOf: createWindows(routing.signals_input?.window),
      embedding,
      partitions: (projections?.partitions ?? []).map(({ members }) => new Set(members)),
      complexity: global.model_catalog.modules.complexity,
      domain: modules.classifier.domain,
      guard: modules.prompt_guard,
      pii: modules.classifier.pii,
      factCheck: modules.hallucination_mitigation.fact_check,
      userFeedback: modules.feedback_detector,
      modality: modules.modality_detector,
      preference: modules.classifier.preference,
      authz: { fail_open: global.services.authz?.fail_open ?? false },
    },
    deadlineMs: deadline_ms,
    typeDeadlinesMs: per_type_deadline_ms,
    read: createReader({
      input: routing.signals_input,
      compression: global.model_catalog.modules.prompt_compression,
    }),
  };
  let all: SignalEngine | undefined;
  return {
    name,
    rules,
    strategy,
    derivation,
    projections,
    signals: createSignalEngine({
      ...shared,
      needed,
      demand: { pending: (results) => decisions.pending(results), sources: dependencies.sources },
    }),
    allSignals() {
      all ??= createSignalEngine({ ...shared, needed: new Set([...declared, ...needed]) });
      return all;
    },
    decisions,
    select: createSelector({
      decisions: routing.decisions,
      defaultModel,
      defaultEffort: providers.defaults.default_reasoning_effort,
    }),
  };
}

/** What a policy computes between signals and decisions. */
export function computedParts({ projections: written, signals }: Policy['routing']) {
  const projections = resolveInputs(written);
  const composers: readonly Composer[] = signals.complexity.flatMap(
    ({ name: rule, composer: tree }) => (tree === undefined ? [] : [{ rule, tree }]),
  );
  return { projections, composers, dependencies: findDependencies(projections, composers) };
}

function rulesOf({ signals }: Policy['routing'], guardOnError: 'allow' | 'block'): SignalRules {
  const types = Object.keys(signalFactories) as SignalType[];
  const lists = types.map((type) => [type, signals[signalCollections[type]]] as const);
  return {
    ...(Object.fromEntries(lists) as unknown as SignalRules),
    jailbreak: guardedRules(signals.jailbreak, guardOnError),
  };
}

/** Keys of all that a policy declares and that is evaluated, not computed. */
function declaredKeys(
  rules: SignalRules,
  derivedKeys: readonly string[],
  sources: (key: string) => ReadonlySet<string>,
): readonly string[] {
  const types = Object.keys(rules) as SignalType[];
  return [
    ...types.flatMap((type) =>
      rules[type].flatMap((rule) =>
        emittedNames(type, rule).map((emitted) => `${type}:${emitted}`),
      ),
    ),
    ...derivedKeys.flatMap((key) => [...sources(key)]),
  ];
}

function virtualModel(
  { name, description, ownedBy = OWNER }: Policy['names'][number],
  created: number,
  recipe: string,
): ListedModel {
  return {
    id: name,
    object: 'model',
    created,
    owned_by: ownedBy,
    ...(description === undefined ? {} : { description }),
    routing: {
      resolution: 'virtual',
      selectable: true,
      default_route: recipe === DEFAULT_RECIPE,
      recipe,
    },
  };
}

function backendModel(id: string, created: number): ListedModel {
  return {
    id,
    object: 'model',
    created,
    owned_by: 'upstream-endpoint',
    routing: { resolution: 'passthrough', selectable: true },
  };
}
