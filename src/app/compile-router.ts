import type { BackendPools } from '../backends/pools.ts';
import type { ConfigDocument } from '../config/document.ts';
import { compileDecisions } from '../decisions/compile.ts';
import { neededSignals } from '../decisions/needed-signals.ts';
import type { ListedModel, Recipe, Resolution, Router } from '../gateway/router.ts';
import type { TextModels } from '../models/text-models.ts';
import { createPriceBook } from '../records/cost.ts';
import { createSelector } from '../selection/select.ts';
import { createSignalEngine, type SignalEngine } from '../signals/engine.ts';
import { signalFactories } from '../signals/registry.ts';
import { SignalTable } from '../signals/results.ts';
import { type SignalType, signalCollections } from '../signals/schemas.ts';
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
  readonly defaultRecipe: CompiledRecipe;
}

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
  const recipe = compileRecipe(options);
  const virtualNames = new Set(global.router.auto_model_names);
  const created = Math.floor(loadedAtMs / 1000);
  const virtualModels = [...virtualNames].map((id) => virtualModel(id, created, recipe.name));
  const backendModels = [...targets.keys()].map((id) => backendModel(id, created));
  const known = new Map([...backendModels, ...virtualModels].map((model) => [model.id, model]));
  const virtual: Resolution = { kind: 'virtual', recipe };
  return {
    defaultRecipe: recipe,
    resolve(name) {
      if (virtualNames.has(name)) return virtual;
      if (targets.has(name)) return { kind: 'explicit', model: name };
      return global.router.unknown_model === 'auto' ? virtual : undefined;
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

function compileRecipe({ config, models }: CompileRouterOptions): CompiledRecipe {
  const { routing, providers, global } = config;
  const types = Object.keys(signalCollections) as SignalType[];
  const declared = types.flatMap((type) =>
    routing.signals[signalCollections[type]].map(({ name }) => `${type}:${name}`),
  );
  const table = new SignalTable(declared);
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
    name: 'default',
    strategy,
    signals: engineFor(neededSignals(routing.decisions)),
    allSignals() {
      all ??= engineFor(new Set(declared));
      return all;
    },
    decisions: compileDecisions({ decisions: routing.decisions, strategy, table }),
    select: createSelector({
      decisions: routing.decisions,
      defaultModel: providers.defaults.default_model,
      defaultEffort: providers.defaults.default_reasoning_effort,
    }),
  };
}

function virtualModel(id: string, created: number, recipe: string): ListedModel {
  return {
    id,
    object: 'model',
    created,
    owned_by: OWNER,
    routing: { resolution: 'virtual', selectable: true, default_route: true, recipe },
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
