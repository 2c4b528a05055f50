import type { BackendPools } from '../backends/pools.ts';
import type { ConfigDocument } from '../config/document.ts';
import { DEFAULT_RECIPE, type Policy, policiesOf } from '../config/policies.ts';
import { compileDecisions } from '../decisions/compile.ts';
import { neededSignals } from '../decisions/needed-signals.ts';
import type { ListedModel, Recipe, Resolution, Router } from '../gateway/router.ts';
import type { TextModels } from '../models/text-models.ts';
import { createPriceBook } from '../records/cost.ts';
import { createSelector } from '../selection/select.ts';
import { type ActiveSignalType, signalCollections } from '../signals/collections.ts';
import { createSignalEngine, type SignalEngine } from '../signals/engine.ts';
import { signalFactories } from '../signals/registry.ts';
import { SignalTable } from '../signals/results.ts';
import { compileModels } from './compile-models.ts';

export interface CompileRouterOptions {
  readonly config: ConfigDocument;
  readonly models: TextModels;
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
  readonly strategy: 'priority' | 'confidence';
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
  const recipes = policies.map((policy) => compileRecipe(policy, options));
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
  };
}

function compileRecipe(
  { name, routing, defaultModel }: Policy,
  { config, models }: CompileRouterOptions,
): CompiledRecipe {
  const { providers, global } = config;
  const types = Object.keys(signalFactories) as ActiveSignalType[];
  const declared = types.flatMap((type) =>
    routing.signals[signalCollections[type]].map((rule) => `${type}:${rule.name}`),
  );
  const needed = neededSignals(routing.decisions);
  const table = new SignalTable([...declared, ...needed]);
  const rules = {
    keyword: routing.signals.keywords,
    context: routing.signals.context,
    structure: routing.signals.structure,
    language: routing.signals.language,
    conversation: routing.signals.conversation,
    metadata: routing.signals.metadata,
    embedding: routing.signals.embeddings,
    domain: routing.signals.domains,
  };
  const { deadline_ms, per_type_deadline_ms } = global.services.signals;
  const engineFor = (needed: ReadonlySet<string>): SignalEngine =>
    createSignalEngine({
      rules,
      needed,
      table,
      factories: signalFactories,
      services: {
        models,
        embedding: global.model_catalog.embeddings.semantic.embedding_config,
        domain: global.model_catalog.modules.classifier.domain,
      },
      deadlineMs: deadline_ms,
      typeDeadlinesMs: per_type_deadline_ms,
    });
  const strategy = routing.strategy ?? global.router.strategy ?? 'priority';
  let all: SignalEngine | undefined;
  return {
    name,
    strategy,
    signals: engineFor(needed),
    allSignals() {
      all ??= engineFor(new Set([...declared, ...needed]));
      return all;
    },
    decisions: compileDecisions({ decisions: routing.decisions, strategy, table }),
    select: createSelector({
      decisions: routing.decisions,
      defaultModel,
      defaultEffort: providers.defaults.default_reasoning_effort,
    }),
  };
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
