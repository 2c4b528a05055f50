import type { Path } from '../config/problem.ts';
import { pluginAt } from './decisions.ts';
import { addGuard, leaf } from './guards.ts';
import type { ImportProblem } from './import-error.ts';
import type { Migration } from './migration.ts';
import { moveOllamaAddress } from './ollama.ts';
import type { Place } from './source.ts';

const cards: Path = ['routing', 'modelCards'];
const models: Path = ['providers', 'models'];
const decisions: Path = ['routing', 'decisions'];
const defaultTtlSeconds = 3600;
const defaultSimilarity = 0.95;
const routeThreshold = 0.6;
const routeTemperature = 0.1;
const guardThreshold = 0.7;

const providerTypes: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  openai: {},
  vllm: {},
  ollama: {},
  anthropic: { provider: 'anthropic' },
  'azure-openai': { provider: 'azure-openai' },
};

const embeddingModels = [
  [/^all-minilm/i, 'bert', 'bert_model_path'],
  [/mmbert/i, 'mmbert', 'mmbert_model_path'],
  [/qwen3-embedding/i, 'qwen3', 'qwen3_model_path'],
  [/embeddinggemma/i, 'gemma', 'gemma_model_path'],
] as const;

/** The layout of `version: v1` with `backends`, `router.routes` and `middleware`. */
export function importGateway(root: Place, migration: Migration): void {
  const router = root.get('router');
  const routes = router?.get('routes')?.items() ?? [];
  const backends = root.get('backends')?.items() ?? [];
  migration.rewrite(root.get('version'), ['version'], 'v0.3', 'is the version of the result');
  const listener = { name: 'http-8080', address: '0.0.0.0', port: 8080 };
  migration.add(['listeners'], [listener], 'clients call port 8080');
  const names = ['router-gateway', 'vllm-sr/auto', 'auto'];
  migration.add(
    ['global', 'router', 'auto_model_names'],
    names,
    'clients ask for `router-gateway`',
  );
  const port: Path = ['global', 'services', 'management_api', 'port'];
  migration.add(port, 8081, 'port 8080 belongs to the clients');
  migration.remark(root.get('backends'), models);
  for (const backend of backends) importBackend(backend, migration);
  chooseDefault(backends, routes, migration);
  importEmbeddingModel(router?.get('embedding_model'), migration);
  migration.remark(router, ['routing']);
  importRoutes(router, routes, migration);
  importMiddleware(root.get('middleware'), routes, migration);
}

/** What could not be put right in the result either. */
export function findGatewayProblems(root: Place): readonly ImportProblem[] {
  const router = root.get('router');
  const routes = router?.get('routes')?.items() ?? [];
  const backends = root.get('backends')?.items() ?? [];
  const problems: ImportProblem[] = [];
  const say = (place: Place | undefined, message: string) =>
    problems.push({ path: place?.path ?? [], message });
  const names = new Set<string>();
  for (const backend of backends) {
    const name = backend.get('name')?.text;
    if (name === undefined) say(backend, 'has no `name`');
    else if (names.has(name)) say(backend, `another backend is called \`${name}\` too`);
    else names.add(name);
    if (backend.get('url')?.text === undefined) say(backend, 'has no `url`');
    const type = backend.get('type')?.text ?? 'openai';
    if (!Object.hasOwn(providerTypes, type)) {
      const known = Object.keys(providerTypes).map((one) => `\`${one}\``);
      say(backend, `type \`${type}\` is not known, only ${known.join(', ')} are`);
    }
  }
  const mode = router?.get('mode')?.text ?? 'semantic';
  if (mode !== 'semantic' && mode !== 'keyword') {
    say(
      router?.get('mode'),
      `mode \`${mode}\` is not known, only \`semantic\` and \`keyword\` are`,
    );
  }
  const routeNames = new Set<string>();
  for (const route of routes) {
    const name = route.get('name')?.text;
    if (name === undefined) say(route, 'has no `name`');
    else if (routeNames.has(name)) say(route, `another route is called \`${name}\` too`);
    else routeNames.add(name);
    const backend = route.get('backend')?.text;
    if (backend === undefined || !names.has(backend)) {
      say(route, `no backend is called \`${backend ?? ''}\``);
    }
    const samples = route.get('samples')?.items() ?? [];
    if (samples.length === 0 && !isFallback(route)) say(route, 'has no `samples`');
  }
  return problems;
}

function isFallback(route: Place): boolean {
  return ['default', 'fallback'].includes(route.get('name')?.text ?? '');
}

function importBackend(backend: Place, migration: Migration): void {
  const name = backend.get('name')?.text as string;
  migration.add(migration.element(cards, name), {});
  const to = migration.element(models, name);
  migration.move(backend.get('name'), [...to, 'name']);
  migration.remark(backend, to);
  migration.move(backend.get('model'), [...to, 'provider_model_id']);
  const ref = [...to, 'backend_refs', 0];
  migration.add([...ref, 'name'], 'primary');
  const type = backend.get('type')?.text ?? 'openai';
  const url = backend.get('url');
  if (type === 'ollama' && url !== undefined) {
    moveOllamaAddress(url, [...ref, 'base_url'], migration);
  } else migration.move(url, [...ref, 'base_url']);
  migration.move(backend.get('type'), [...ref, 'type']);
  for (const [key, value] of Object.entries(providerTypes[type] ?? {})) {
    migration.add([...ref, key], value);
  }
  if (type === 'anthropic') migration.add([...to, 'api_format'], 'anthropic');
  for (const key of ['api_key', 'api_key_env']) migration.move(backend.get(key), [...ref, key]);
}

/** The backend of a route that is called so, else of the first route, which was the cheap lane. */
function chooseDefault(
  backends: readonly Place[],
  routes: readonly Place[],
  migration: Migration,
): void {
  const to: Path = ['providers', 'defaults', 'default_model'];
  const fallback = routes.find(isFallback);
  const chosen = fallback ?? routes[0];
  const name = chosen?.get('backend')?.text ?? backends[0]?.get('name')?.text;
  if (name === undefined) return;
  const why =
    fallback !== undefined
      ? `takes what no route does, as the route \`${fallback.get('name')?.text}\` did`
      : 'takes what no route does: the backend of the first route, since none is called `default`';
  migration.add(to, name, why);
}

function importEmbeddingModel(model: Place | undefined, migration: Migration): void {
  if (model === undefined) return;
  const known = embeddingModels.find(([pattern]) => pattern.test(baseName(model.text ?? '')));
  const semantic: Path = ['global', 'model_catalog', 'embeddings', 'semantic'];
  if (known === undefined) {
    migration.attention(model, 'is no embedding model that is known; the built-in one is used');
    return;
  }
  const [, type, key] = known;
  migration.add([...semantic, 'embedding_config', 'model_type'], type);
  migration.rewrite(model, [...semantic, key], model.value, `is a model of type \`${type}\``);
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

function importRoutes(
  router: Place | undefined,
  routes: readonly Place[],
  migration: Migration,
): void {
  const isSemantic = router?.get('mode')?.text !== 'keyword';
  const why = isSemantic
    ? 'routes are embedding signals and decisions'
    : 'routes are keyword signals and decisions';
  migration.absorb(router?.get('mode'), ['routing'], why);
  migration.remark(router?.get('routes'), decisions);
  for (const route of routes) {
    const samples = route.get('samples');
    if ((samples?.items().length ?? 0) > 0) importRoute(route, { isSemantic, migration });
    else migration.drop(route, 'is `providers.defaults.default_model`');
  }
  const names = routes
    .filter((route) => (route.get('samples')?.items().length ?? 0) > 0)
    .map((route) => route.get('name')?.text as string);
  if (!isSemantic || names.length < 2) return;
  const fallback = routes.find(isFallback)?.get('name')?.text ?? '';
  const partition = {
    name: 'routes',
    semantics: 'softmax_exclusive',
    temperature: routeTemperature,
    members: names,
    default: names.includes(fallback) ? fallback : names[0],
  };
  const to: Path = ['routing', 'projections', 'partitions'];
  migration.add(to, [partition], 'the nearest route wins, and no other');
}

function importRoute(
  route: Place,
  { isSemantic, migration }: { readonly isSemantic: boolean; readonly migration: Migration },
): void {
  const name = route.get('name')?.text as string;
  const kind = isSemantic ? 'embedding' : 'keyword';
  const signal = migration.element(['routing', 'signals', `${kind}s`], name);
  const samples = route.get('samples');
  if (isSemantic) {
    const threshold = route.get('threshold') ?? route.get('similarity_threshold');
    migration.move(threshold, [...signal, 'threshold']);
    migration.add([...signal, 'threshold'], routeThreshold);
    migration.move(samples, [...signal, 'candidates']);
    migration.add([...signal, 'aggregation_method'], 'max');
  } else {
    migration.add([...signal, 'operator'], 'OR');
    migration.move(samples, [...signal, 'keywords']);
  }
  const to = migration.element(decisions, name);
  migration.remark(route, to);
  migration.move(route.get('name'), [...to, 'name']);
  migration.move(route.get('description'), [...to, 'description']);
  migration.add([...to, 'priority'], 100);
  migration.add([...to, 'rules'], leaf(kind, name));
  const reference = [...to, 'modelRefs', 0];
  migration.move(route.get('backend'), [...reference, 'model']);
  migration.add([...reference, 'use_reasoning'], false);
}

function importMiddleware(
  middleware: Place | undefined,
  routes: readonly Place[],
  migration: Migration,
): void {
  importCache(middleware?.get('sem_cache'), routes, migration);
  const guardrails = middleware?.get('guardrails');
  const jailbreak = guardrails?.get('jailbreak_detection');
  if (jailbreak?.isTrue) {
    const guard = addGuard({
      kind: 'jailbreak',
      name: 'jailbreak_guard',
      decision: 'block_jailbreak',
      settings: { threshold: guardThreshold },
      migration,
    });
    migration.absorb(jailbreak, guard.decision, 'is a signal and a decision that refuses');
  } else migration.drop(jailbreak, 'is off');
  const masking = guardrails?.get('pii_masking');
  if (masking?.isTrue) {
    const guard = addGuard({
      kind: 'pii',
      name: 'pii_guard',
      decision: 'block_pii',
      settings: { threshold: guardThreshold },
      migration,
    });
    migration.attention(
      masking,
      'masked personal data; there is no masking yet, so that such requests are refused: review',
      guard.decision,
    );
  } else migration.drop(masking, 'is off');
}

const enginePorts: Readonly<Record<string, number>> = { redis: 6379, valkey: 6379, milvus: 19530 };

/** The old layout took the address of the cache from its surroundings. */
function importEngine(engine: Place, store: Path, migration: Migration): void {
  const name = engine.text ?? '';
  const to = [...store, 'backend_type'];
  const port = enginePorts[name];
  if (port === undefined) {
    migration.add(to, 'memory');
    migration.attention(
      engine,
      `\`${engine.value}\` is no engine that is known, memory stands for it`,
      to,
    );
    return;
  }
  const connection = [...store, name, 'connection'];
  migration.add(to, name);
  migration.add(connection, { host: 'localhost', port });
  const why = `its address is not in the old layout: check \`localhost:${port}\``;
  migration.attention(engine, why, connection);
}

function importCache(
  cache: Place | undefined,
  routes: readonly Place[],
  migration: Migration,
): void {
  if (cache === undefined) return;
  const store: Path = ['global', 'stores', 'response_cache'];
  migration.remark(cache, store);
  migration.move(cache.get('enabled'), [...store, 'enabled']);
  migration.move(cache.get('ttl'), [...store, 'ttl_seconds']);
  migration.move(cache.get('similarity_threshold'), [...store, 'similarity_threshold']);
  const isOn = cache.get('enabled')?.isTrue === true;
  migration.add([...store, 'enabled'], isOn);
  migration.add([...store, 'ttl_seconds'], defaultTtlSeconds);
  migration.add([...store, 'similarity_threshold'], defaultSimilarity);
  const engine = cache.get('backend');
  const to = [...store, 'backend_type'];
  if (engine?.text === 'memory' || !isOn) migration.move(engine, to);
  else if (engine !== undefined) importEngine(engine, store, migration);
  if (!isOn) return;
  for (const route of routes) {
    const name = route.get('name')?.text;
    if (name === undefined || (route.get('samples')?.items().length ?? 0) === 0) continue;
    const decision = migration.element(decisions, name);
    const plugin = pluginAt(decision, 'response_cache', migration);
    migration.add([...plugin, 'configuration'], { enabled: true, mode: 'semantic' });
  }
}
