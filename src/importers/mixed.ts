import type { Path } from '../config/problem.ts';
import { keyAdvice } from './credentials.ts';
import { importDecisions } from './decisions.ts';
import {
  flatGlobalKeys,
  importFlatGlobals,
  importModules,
  moveExternalModels,
} from './flat-globals.ts';
import { createMigration, type Migration } from './migration.ts';
import { moveNamedList } from './names.ts';
import { importRouterParts, routerShapeKeys } from './router-shape.ts';
import { importSignals } from './signals.ts';
import { isPlainMap, type Place, placeOf } from './source.ts';

const cardKeys = [
  'param_size',
  'context_window_size',
  'description',
  'capabilities',
  'loras',
  'quality_score',
  'modality',
  'tags',
] as const;

const defaultsKeys = ['default_model', 'reasoning_families', 'default_reasoning_effort'] as const;
const backendKeys = ['model_targets', 'backends', 'auth_profiles'] as const;
const modelKeys = ['access', 'endpoints', 'access_key', ...cardKeys] as const;
const cards: Path = ['routing', 'modelCards'];
const models: Path = ['providers', 'models'];

/** A document of version v0.3 in which some parts are still where they were before. */
export function importMixed(root: Place, migration: Migration): void {
  const special = [
    'providers',
    'routing',
    'global',
    'recipes',
    ...flatGlobalKeys,
    ...routerShapeKeys,
  ];
  for (const [key, part] of root.entries()) {
    if (!special.includes(key) || part.value === null) migration.keep(part);
  }
  // What is canonical comes first, so that it wins.
  const global = root.get('global');
  if (global !== undefined) keepGlobal(global, migration);
  const routing = root.get('routing');
  if (routing !== undefined) importRouting(routing, migration);
  const providers = root.get('providers');
  if (providers !== undefined) importProviders(providers, migration);
  const recipes = root.get('recipes');
  if (recipes !== undefined) importRecipes(recipes, migration);
  if (global !== undefined) importOldGlobal(global, migration);
  importFlatGlobals(root, migration);
  if (routerShapeKeys.some((key) => root.get(key) !== undefined))
    importRouterParts(root, migration);
}

function importRouting(routing: Place, migration: Migration): void {
  const to = routing.path;
  const signals = routing.get('signals');
  const decisions = routing.get('decisions');
  migration.move(routing, to, { except: ['models', ...signalKeys(signals), ...keyOf(decisions)] });
  moveNamedList(routing.get('models'), [...to, 'modelCards'], migration);
  importPolicy(routing, to, migration);
}

/** Collections are looked into only where something in them is old. */
function signalKeys(signals: Place | undefined): readonly string[] {
  return signals === undefined ? [] : ['signals'];
}

function keyOf(decisions: Place | undefined): readonly string[] {
  return decisions === undefined ? [] : ['decisions'];
}

function importPolicy(routing: Place, to: Path, migration: Migration): void {
  const signals = routing.get('signals');
  if (signals !== undefined) {
    migration.remark(signals, [...to, 'signals']);
    if (signals.entries().length === 0) migration.move(signals, [...to, 'signals']);
    importSignals(signals, to, migration);
  }
  importDecisions(routing.get('decisions'), to, migration);
}

function importRecipes(recipes: Place, migration: Migration): void {
  const isOld = (routing: Place | undefined) => {
    if (routing === undefined) return false;
    const trial = placeOf(routing.value, routing.path);
    return changes((probe) => importPolicy(trial, trial.path, probe));
  };
  if (!recipes.items().some((recipe) => isOld(recipe.get('routing')))) {
    migration.keep(recipes);
    return;
  }
  migration.remark(recipes, recipes.path);
  for (const recipe of recipes.items()) {
    migration.keep(recipe, { except: ['routing'] });
    const routing = recipe.get('routing');
    if (routing === undefined) continue;
    migration.keep(routing, { except: ['signals', 'decisions'] });
    importPolicy(routing, routing.path, migration);
  }
}

/** Whether an import of a part does anything but keep it. */
function changes(run: (probe: Migration) => void): boolean {
  const probe = createMigration();
  run(probe);
  return probe.entries.some(({ action }) => action !== 'kept');
}

function keepGlobal(global: Place, migration: Migration): void {
  const old = ['modules', 'runtime', 'models', ...flatGlobalKeys];
  const catalog = global.get('model_catalog');
  const hasOldCatalog = ['classifiers'].some((key) => catalog?.get(key) !== undefined);
  const hasOldEmbeddings = catalog?.get('embeddings')?.get('bert') !== undefined;
  const stores = global.get('stores');
  const hasOldCache = stores?.get('semantic_cache') !== undefined;
  const selection = global.get('router')?.get('model_selection');
  const isReshaped = hasOldCatalog || hasOldEmbeddings;
  migration.move(global, global.path, {
    except: [
      ...old,
      ...(isReshaped ? ['model_catalog'] : []),
      ...(hasOldCache ? ['stores'] : []),
      ...(selection === undefined ? [] : ['router']),
    ],
  });
  if (isReshaped && catalog !== undefined) importCatalog(catalog, migration);
  if (hasOldCache) {
    migration.keep(stores, { except: ['semantic_cache'] });
    migration.move(stores?.get('semantic_cache'), ['global', 'stores', 'response_cache']);
  }
  if (selection === undefined) return;
  const probe = createMigration();
  importFlatGlobals(placeOf({ model_selection: selection.value }), probe);
  if (probe.entries.some(({ action }) => action === 'needs-attention')) {
    migration.keep(global.get('router'), { except: ['model_selection'] });
    importFlatGlobals(holderOf(selection), migration);
  } else migration.keep(global.get('router'));
}

/** A map with one block, which stays at its own path. */
function holderOf(block: Place): Place {
  const key = String(block.path.at(-1));
  const holder = placeOf({ [key]: block.value }, block.path.slice(0, -1));
  return holder;
}

function importCatalog(catalog: Place, migration: Migration): void {
  const embeddings = catalog.get('embeddings');
  const hasOldEmbeddings = embeddings?.get('bert') !== undefined;
  const old = ['classifiers', ...(hasOldEmbeddings ? ['embeddings'] : [])];
  migration.keep(catalog, { except: old });
  const why =
    'classifiers are signals now (`routing.signals.classifiers`) or modules; write them there';
  migration.attention(catalog.get('classifiers'), why);
  if (!hasOldEmbeddings) return;
  migration.keep(embeddings, { except: ['bert'] });
  const bert = embeddings?.get('bert');
  if (bert === undefined) return;
  if (bert.text === undefined) importFlatGlobals(renamed(bert, 'bert_model'), migration);
  else migration.move(bert, [...(embeddings?.path ?? []), 'semantic', 'bert_model_path']);
}

/** A map with one block under the name that it is known by. */
function renamed(block: Place, name: string): Place {
  const holder = placeOf({ [name]: block.value }, block.path.slice(0, -1));
  return { ...holder, entries: () => [[name, block]] };
}

function importOldGlobal(global: Place, migration: Migration): void {
  importFlatGlobals(global, migration);
  for (const key of ['runtime', 'models']) {
    const holder = global.get(key);
    if (holder !== undefined) importFlatGlobals(holder, migration);
  }
  const modules = global.get('modules');
  if (modules !== undefined) importModules(modules, migration);
}

function importProviders(providers: Place, migration: Migration): void {
  const list = providers.get('models');
  const hasOldModel = list?.items().some((model) => modelKeys.some((key) => model.get(key)));
  const old = [...defaultsKeys, ...backendKeys, 'external_models'];
  migration.keep(providers, { except: hasOldModel ? [...old, 'models'] : old });
  for (const key of defaultsKeys) {
    migration.move(providers.get(key), [...providers.path, 'defaults', key]);
  }
  const external = providers.get('external_models');
  if (external !== undefined) moveExternalModels(external, migration);
  if (hasOldModel) {
    migration.remark(list, models);
    for (const model of list?.items() ?? []) importModel(model, migration);
  }
  importTargets(providers, migration);
}

function importModel(model: Place, migration: Migration): void {
  const name = model.get('name')?.text;
  if (name === undefined) return;
  const to = migration.element(models, name);
  migration.move(model, to, { except: [...modelKeys] });
  const access = model.get('access');
  if (access !== undefined) {
    migration.move(access, to, { except: ['endpoints', 'access_key'] });
    importEndpoints(access, to, migration);
  }
  importEndpoints(model, to, migration);
  const card = cardKeys.some((key) => model.get(key) !== undefined);
  if (!card) return;
  const cardPath = migration.element(cards, name);
  for (const key of cardKeys) migration.move(model.get(key), [...cardPath, key]);
}

function importEndpoints(holder: Place, model: Path, migration: Migration): void {
  const key = holder.get('access_key');
  const refs: Path = [...model, 'backend_refs'];
  const endpoints = holder.get('endpoints');
  migration.remark(endpoints, refs);
  for (const [index, endpoint] of (endpoints?.items() ?? []).entries()) {
    if (endpoint.get('endpoint') === undefined && endpoint.get('base_url') === undefined) {
      migration.attention(endpoint, 'has no address, so that it is no backend');
      continue;
    }
    const to = endpointPath(refs, endpoint.get('name')?.text, index, migration);
    migration.move(endpoint, to);
    if (key !== undefined) migration.add([...to, 'api_key'], key.value);
  }
  moveKey(key, refs, migration);
}

function endpointPath(
  refs: Path,
  name: string | undefined,
  index: number,
  migration: Migration,
): Path {
  return migration.element(refs, name ?? (index === 0 ? 'primary' : `backend-${index + 1}`));
}

/** One key of a model becomes the key of each of its backends. */
function moveKey(key: Place | undefined, refs: Path, migration: Migration): void {
  if (key === undefined) return;
  const list = migration.read(refs);
  const backends = Array.isArray(list) ? list : [];
  if (backends.length === 0) {
    migration.attention(key, 'belongs to a backend, and this model has none');
    return;
  }
  const why = keyAdvice(key.value);
  for (const index of backends.keys()) migration.move(key, [...refs, index, 'api_key'], { why });
}

function importTargets(providers: Place, migration: Migration): void {
  const targets = providers.get('model_targets');
  const backends = namedPlaces(providers.get('backends'));
  const profiles = namedPlaces(providers.get('auth_profiles'));
  const usedProfiles = new Set<string>();
  const usedBackends = new Set<string>();
  for (const [name, target] of namedPlaces(targets)) {
    const to = migration.element(models, name);
    migration.move(target, to, { except: ['backend_refs', 'auth_ref', 'name'] });
    migration.move(target.get('name'), [...to, 'name']);
    const refs = target.get('backend_refs');
    migration.remark(refs, [...to, 'backend_refs']);
    for (const ref of refs?.items() ?? []) {
      const refName = ref.text ?? ref.get('name')?.text ?? '';
      const backend = backends.get(refName);
      if (backend === undefined) {
        migration.attention(ref, `no backend is called \`${refName}\``);
        continue;
      }
      usedBackends.add(refName);
      const at = migration.element([...to, 'backend_refs'], refName);
      migration.absorb(ref, at, 'what the name stood for is written here');
      migration.move(backend, at, { except: ['auth_ref', 'name'] });
      migration.drop(backend.get('name'), 'names the backend of each model');
      const auth = ref.get('auth_ref') ?? backend.get('auth_ref') ?? target.get('auth_ref');
      const profile = profiles.get(auth?.text ?? '');
      if (auth === undefined) continue;
      if (profile === undefined) {
        migration.attention(auth, `no profile is called \`${auth.text}\``);
        continue;
      }
      usedProfiles.add(auth.text ?? '');
      migration.drop(auth, 'the credential is written at the backend');
      migration.move(profile, at, { except: ['name'], why: 'belongs to the backend' });
      migration.drop(profile.get('name'), 'the credential is written at the backend');
    }
  }
  for (const [name, place] of [...backends, ...profiles]) {
    if (usedBackends.has(name) || usedProfiles.has(name)) continue;
    migration.attention(place, 'no model uses it, so that it was left out');
  }
}

/** The entries of a map, or of a list of named ones. */
function namedPlaces(place: Place | undefined): ReadonlyMap<string, Place> {
  if (place === undefined) return new Map();
  if (isPlainMap(place.value)) return new Map(place.entries());
  return new Map(place.items().map((item) => [item.get('name')?.text ?? '', item] as const));
}
