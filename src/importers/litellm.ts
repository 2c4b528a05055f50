import type { Path } from '../config/problem.ts';
import { environmentName, moveApiKey, moveSetting, withReference } from './credentials.ts';
import { pluginAt } from './decisions.ts';
import type { Migration } from './migration.ts';
import { compatibleAnthropic, type PublicApi, providerAt, publicApis } from './public-apis.ts';
import { isPlainMap, type Place } from './source.ts';
import { wholeWeights } from './weights.ts';

const cards: Path = ['routing', 'modelCards'];
const models: Path = ['providers', 'models'];
const store: Path = ['global', 'stores', 'response_cache'];
const defaultPort = 4000;
const maxRetries = 5;
const retryOn = 'connect-failure,refused-stream,5xx';

/** What a deployment's share is taken from, in this order. */
const shares = ['weight', 'rpm', 'tpm'] as const;

/** The configuration of a LiteLLM proxy. */
export function importLiteLlm(root: Place, migration: Migration): void {
  migration.add(['version'], 'v0.3');
  const list = root.get('model_list');
  migration.remark(list, models);
  const groups = groupModels(list, migration);
  for (const [name, deployments] of groups) importGroup(name, deployments, migration);
  importRouter(root.get('router_settings'), groups, migration);
  importLibrary(root.get('litellm_settings'), groups, migration);
  importGeneral(root.get('general_settings'), groups, migration);
  const variables = root.get('environment_variables');
  if (variables !== undefined && variables.entries().length > 0) {
    migration.attention(
      variables,
      'variables come from the environment: set them where the router starts',
    );
  }
  if (!isPlainMap(migration.document.routing)) migration.add(['routing'], {});
}

type Groups = ReadonlyMap<string, readonly Place[]>;

/** Entries with one name are one model with several backends. */
function groupModels(list: Place | undefined, migration: Migration): Groups {
  const groups = new Map<string, Place[]>();
  for (const entry of list?.items() ?? []) {
    const name = entry.get('model_name')?.text;
    const parameters = entry.get('litellm_params');
    if (name === undefined || parameters === undefined) continue;
    const mode = entry.get('model_info')?.get('mode');
    if (name.includes('*') || parameters.get('model')?.text?.includes('*')) {
      migration.attention(entry, 'stands for many models: write an entry for each one');
    } else if (
      mode !== undefined &&
      !['chat', 'completion', 'responses'].includes(mode.text ?? '')
    ) {
      migration.attention(entry, `is no chat model but \`${mode.value}\`, and was left out`);
    } else if (!isReachable(parameters)) {
      const why = 'nobody knows where it is: write the model by hand, with its address';
      migration.attention(entry, `${why}; it was left out`);
    } else groups.set(name, [...(groups.get(name) ?? []), entry]);
  }
  return groups;
}

/** Whether an address is given or known. */
function isReachable(parameters: Place): boolean {
  const { api, id } = upstreamOf(parameters);
  if (id === '') return false;
  if (parameters.get('api_base', 'base_url')?.text !== undefined) return true;
  if (api?.provider === 'azure-openai' || api?.baseUrl !== undefined) return true;
  if (api?.provider === 'bedrock') return parameters.get('aws_region_name')?.text !== undefined;
  return api?.provider === 'vertex-ai' && parameters.get('vertex_project')?.text !== undefined;
}

function importGroup(name: string, deployments: readonly Place[], migration: Migration): void {
  const card = migration.element(cards, name);
  const to = migration.element(models, name);
  const upstream = inOneProtocol(deployments.map((one) => upstreamOf(one.get('litellm_params'))));
  const ids = new Set(upstream.map(({ id }) => id));
  const isMixed = ids.size > 1;
  for (const [index, deployment] of deployments.entries()) {
    if (index === 0) migration.remark(deployment, to);
    migration.move(deployment.get('model_name'), [...to, 'name']);
    const ref = [...to, 'backend_refs', index];
    const { api, id, prefix } = upstream[index] as Upstream;
    const label = backendName(deployment, index);
    migration.add([...ref, 'name'], label);
    if (index > 0) migration.remark(deployment, ref);
    const parameters = deployment.get('litellm_params');
    migration.remark(parameters, ref);
    importBackend(deployment, { ref, api, id, prefix, migration });
    const idPath = isMixed ? [...to, 'external_model_ids', label] : [...to, 'provider_model_id'];
    if (isMixed) migration.add([...ref, 'type'], label);
    const modelId = parameters?.get('model');
    migration.rewrite(modelId, idPath, id, 'is the provider and what it calls the model');
    if (api?.format !== undefined) migration.add([...to, 'api_format'], api.format);
    importReliability(parameters, to, migration);
    importInfo(deployment, { card, to, migration });
  }
  importShares(deployments, to, migration);
}

/** Where not all speak it, Anthropic is asked at its own OpenAI-compatible address. */
function inOneProtocol(upstream: readonly Upstream[]): readonly Upstream[] {
  const formats = new Set(upstream.map(({ api }) => api?.format));
  if (formats.size === 1) return upstream;
  return upstream.map((one) =>
    one.api?.format === 'anthropic' ? { ...one, api: compatibleAnthropic } : one,
  );
}

function backendName(deployment: Place, index: number): string {
  const id = deployment.get('model_info')?.get('id')?.text;
  return id ?? (index === 0 ? 'primary' : `backend-${index + 1}`);
}

interface Upstream {
  /** Undefined: nobody knows the provider. */
  readonly api: PublicApi | undefined;
  readonly id: string;
  readonly prefix: string;
}

function upstreamOf(parameters: Place | undefined): Upstream {
  const model = parameters?.get('model')?.text ?? '';
  const given = parameters?.get('custom_llm_provider')?.text;
  const slash = model.indexOf('/');
  const prefix = slash < 0 ? '' : model.slice(0, slash);
  if (given !== undefined) return { api: publicApis[given], id: model, prefix: given };
  if (Object.hasOwn(publicApis, prefix)) {
    return { api: publicApis[prefix], id: model.slice(slash + 1), prefix };
  }
  const isBare = prefix === '' || parameters?.get('api_base') !== undefined;
  const guess = model.startsWith('claude') ? 'anthropic' : 'openai';
  return {
    api: isBare ? publicApis[guess] : undefined,
    id: model,
    prefix: isBare ? guess : prefix,
  };
}

type AddressMove = Omit<BackendMove, 'prefix'>;

interface BackendMove {
  readonly ref: Path;
  readonly api: PublicApi | undefined;
  readonly id: string;
  readonly prefix: string;
  readonly migration: Migration;
}

function importBackend(deployment: Place, { ref, api, id, prefix, migration }: BackendMove): void {
  const parameters = deployment.get('litellm_params');
  if (parameters === undefined) return;
  const base = parameters.get('api_base') ?? parameters.get('base_url');
  const provider = api === undefined ? 'openai-compatible' : providerAt(api, base?.text);
  migration.add([...ref, 'provider'], provider);
  const guess = parameters.get('custom_llm_provider');
  migration.rewrite(guess, [...ref, 'provider'], provider, 'is the provider of the backend');
  importAddress(parameters, { ref, api, id, migration });
  importKey(parameters, { ref, api, migration });
  moveSetting(parameters.get('api_version'), [...ref, 'api_version'], migration);
  migration.move(parameters.get('extra_headers'), [...ref, 'extra_headers']);
  const organization = parameters.get('organization');
  const header = [...ref, 'extra_headers', 'OpenAI-Organization'];
  moveSetting(organization, header, migration);
  if (api === undefined) {
    migration.attention(
      parameters.get('model'),
      `provider \`${prefix}\` is not known; it is called as an OpenAI-compatible server`,
      ref,
    );
  }
}

function importKey(
  parameters: Place,
  { ref, api, migration }: Pick<BackendMove, 'ref' | 'api' | 'migration'>,
): void {
  const key = parameters.get('api_key');
  moveApiKey(key, ref, migration);
  const isElsewhere = parameters.get('api_base', 'base_url') !== undefined;
  const isPublic = !isElsewhere || api?.provider === 'azure-openai';
  if (key !== undefined || api?.keyVariable === undefined || !isPublic) return;
  const why = 'the other program looked for the key there';
  migration.add([...ref, 'api_key_env'], api.keyVariable, why);
}

function importAddress(parameters: Place, { ref, api, id, migration }: AddressMove): void {
  const to = [...ref, 'base_url'];
  const base = parameters.get('api_base') ?? parameters.get('base_url');
  const isAzure = api?.provider === 'azure-openai';
  const address = withReference(base?.value);
  if (isAzure && base === undefined) {
    const url = `\${AZURE_API_BASE}/openai/deployments/${id}`;
    migration.add(to, url, 'the other program looked for the address there');
    return;
  }
  if (typeof address === 'string') {
    const root = address.replace(/\/+$/, '');
    if (isAzure) {
      const url = root.includes('/deployments/') ? root : `${root}/openai/deployments/${id}`;
      migration.rewrite(base, to, url, 'the address of a deployment');
    } else if (api?.provider === 'ollama' && !/\/v1$/.test(root)) {
      migration.rewrite(base, to, `${root}/v1`, 'the OpenAI-compatible part of Ollama');
    } else moveSetting(base, to, migration);
    return;
  }
  const region = parameters.get('aws_region_name');
  if (api?.provider === 'bedrock' && region?.text !== undefined) {
    const url = `https://bedrock-runtime.${withReference(region.text)}.amazonaws.com/openai/v1`;
    migration.add(to, url);
    const why =
      'is called through its OpenAI-compatible address, which takes a Bedrock API key: set `api_key_env`';
    migration.attention(region, why, to);
    return;
  }
  if (api?.provider === 'vertex-ai') {
    importVertex(parameters, to, migration);
    return;
  }
  if (api?.baseUrl !== undefined) migration.add(to, api.baseUrl);
}

function importVertex(parameters: Place, to: Path, migration: Migration): void {
  const project = parameters.get('vertex_project');
  const location = parameters.get('vertex_location');
  const where = String(withReference(location?.text ?? 'us-central1'));
  const path = `projects/${withReference(project?.value)}/locations/${where}/endpoints/openapi`;
  const url = `https://${where}-aiplatform.googleapis.com/v1/${path}`;
  migration.rewrite(location, to, url, 'is part of the address');
  migration.add(to, url);
  const why = 'is part of the address, which takes an access token: set `api_key_env`';
  migration.attention(project, why, to);
}

function importReliability(parameters: Place | undefined, model: Path, migration: Migration): void {
  for (const key of ['num_retries', 'max_retries']) {
    importRetries(parameters?.get(key), model, migration);
  }
  const timeout = parameters?.get('timeout') ?? parameters?.get('request_timeout');
  importTimeout(timeout, [...model, 'timeouts', 'total'], migration);
  const first = parameters?.get('stream_timeout');
  importTimeout(first, [...model, 'timeouts', 'first_byte'], migration);
}

function importTimeout(timeout: Place | undefined, to: Path, migration: Migration): void {
  if (timeout?.number === undefined) return;
  migration.rewrite(timeout, to, `${timeout.number}s`, 'is a duration with its unit');
}

/** Retries of a model that has none yet. */
function importRetries(retries: Place | undefined, model: Path, migration: Migration): void {
  const count = retries?.number;
  if (count === undefined) return;
  const to = [...model, 'reliability', 'retry_count'];
  const present = migration.read(to);
  if (present !== undefined && present !== count) {
    migration.drop(retries, 'the model has its own number');
    return;
  }
  if (count <= maxRetries) migration.move(retries, to);
  else migration.rewrite(retries, to, maxRetries, `at most ${maxRetries} are made`);
  if (count > 0) migration.add([...model, 'reliability', 'retry_on'], retryOn);
}

interface InfoMove {
  readonly card: Path;
  readonly to: Path;
  readonly migration: Migration;
}

const prices = {
  input_cost_per_token: 'prompt_per_1m',
  output_cost_per_token: 'completion_per_1m',
  cache_read_input_token_cost: 'cached_input_per_1m',
  cache_creation_input_token_cost: 'cache_write_per_1m',
} as const;

const abilities = {
  supports_function_calling: 'tools',
  supports_vision: 'vision',
  supports_reasoning: 'reasoning',
} as const;

function importInfo(deployment: Place, { card, to, migration }: InfoMove): void {
  const info = deployment.get('model_info');
  for (const holder of [info, deployment.get('litellm_params')]) {
    for (const [key, price] of Object.entries(prices)) {
      const cost = holder?.get(key);
      if (cost?.number === undefined) continue;
      const perMillion = Number((cost.number * 1e6).toPrecision(12));
      migration.rewrite(
        cost,
        [...to, 'pricing', price],
        perMillion,
        'prices are per million tokens',
      );
    }
  }
  migration.drop(info?.get('id'), 'names the backend');
  migration.drop(info?.get('mode'), 'chat models are the only ones');
  migration.move(info?.get('description'), [...card, 'description']);
  migration.move(info?.get('max_input_tokens'), [...card, 'context_window_size']);
  migration.drop(info?.get('base_model'), 'served to look up prices, which stand in `pricing`');
  for (const [key, ability] of Object.entries(abilities)) {
    const flag = info?.get(key);
    if (flag?.isTrue !== true) {
      migration.drop(flag, 'is off');
      continue;
    }
    const list = migration.read([...card, 'capabilities']);
    const known = Array.isArray(list) ? list : [];
    const at = known.indexOf(ability);
    const path = [...card, 'capabilities', at < 0 ? known.length : at];
    migration.rewrite(flag, path, ability, 'is a capability of the card');
  }
}

/** One kind of number decides how backends share the requests: the first that the first one has. */
function importShares(deployments: readonly Place[], model: Path, migration: Migration): void {
  const parameters = deployments.map((one) => one.get('litellm_params'));
  const kind = shares.find((key) => parameters[0]?.get(key)?.number !== undefined);
  const isShared = kind !== undefined && deployments.length > 1;
  const weights = isShared
    ? wholeWeights(parameters.map((one) => one?.get(kind)?.number ?? 0))
    : undefined;
  for (const [index, one] of parameters.entries()) {
    const to = [...model, 'backend_refs', index, 'weight'];
    const weight = weights?.[index];
    const own = one?.get('weight');
    if (kind !== 'weight') migration.drop(own, 'is not read, since the first deployment has none');
    else if (weight === undefined) migration.drop(own, 'there is nothing to share');
    else if (own?.number === weight) migration.move(own, to);
    else migration.rewrite(own, to, weight, 'shares are whole numbers');
    if (weight !== undefined) migration.add(to, weight);
    for (const limit of ['rpm', 'tpm'] as const) {
      const why = 'limits of a backend are not kept; limit users with `global.services.ratelimit`';
      const isShare = limit === kind && isShared;
      const said = isShare ? `is the share of the backend now; ${why}` : why;
      migration.attention(one?.get(limit), said, isShare ? to : undefined);
    }
  }
}

function importRouter(settings: Place | undefined, groups: Groups, migration: Migration): void {
  if (settings === undefined) return;
  const strategy = settings.get('routing_strategy');
  if (strategy?.text === 'simple-shuffle') {
    migration.drop(strategy, 'backends share the requests by weight in any case');
  } else if (strategy?.text === 'least-busy') {
    eachModel(groups, migration, (model) =>
      migration.rewrite(
        strategy,
        [...model, 'reliability', 'lb_policy'],
        'least_request',
        'is a setting of each model',
      ),
    );
  } else {
    migration.attention(
      strategy,
      `\`${strategy?.value}\` has no counterpart; backends share the requests by weight`,
    );
  }
  importAliases(settings.get('model_group_alias'), groups, migration);
  importFallbacks(settings, migration);
  importAllRetries(settings.get('num_retries'), groups, migration);
  const total: Path = ['providers', 'defaults', 'timeouts', 'total'];
  importTimeout(settings.get('timeout'), total, migration);
  const first: Path = ['providers', 'defaults', 'timeouts', 'first_byte'];
  importTimeout(settings.get('stream_timeout'), first, migration);
  importCooldown(settings, groups, migration);
  for (const [key, place] of settings.entries()) {
    if (!key.startsWith('redis_')) continue;
    migration.attention(place, 'several instances do not share their state this way');
  }
}

function eachModel(groups: Groups, migration: Migration, run: (model: Path) => void): void {
  for (const name of groups.keys()) run(migration.element(models, name));
}

function importAllRetries(retries: Place | undefined, groups: Groups, migration: Migration): void {
  let isUsed = false;
  eachModel(groups, migration, (model) => {
    if (migration.read([...model, 'reliability', 'retry_count']) !== undefined) return;
    importRetries(retries, model, migration);
    isUsed = true;
  });
  if (!isUsed) migration.drop(retries, 'the models have their number from another setting');
}

/** Failures that put a deployment aside, and for how long. */
function importCooldown(settings: Place, groups: Groups, migration: Migration): void {
  const fails = settings.get('allowed_fails');
  const pause = settings.get('cooldown_time');
  eachModel(groups, migration, (model) => {
    if (fails?.number !== undefined) {
      const to = [...model, 'reliability', 'consecutive_5xx'];
      migration.rewrite(
        fails,
        to,
        fails.number + 1,
        'failures in a row count, not those of a minute',
      );
    }
    if (pause?.number !== undefined) {
      const to = [...model, 'reliability', 'base_ejection_time'];
      migration.rewrite(pause, to, `${pause.number}s`, 'is a duration with its unit');
    }
  });
}

/** An alias is a virtual model of its own whose only decision always chooses the model. */
function importAliases(aliases: Place | undefined, groups: Groups, migration: Migration): void {
  migration.remark(aliases, ['entrypoints']);
  for (const [alias, place] of aliases?.entries() ?? []) {
    const target = place.text ?? place.get('model')?.text;
    if (target === undefined || !groups.has(target)) {
      migration.attention(place, `no model is called \`${target ?? ''}\``);
      continue;
    }
    if (groups.has(alias)) {
      migration.attention(place, `a model is called \`${alias}\` too, and clients reach that one`);
      continue;
    }
    const recipe = migration.element(['recipes'], `alias ${target}`);
    const decision = migration.element([...recipe, 'routing', 'decisions'], target);
    migration.add([...decision, 'modelRefs'], [{ model: target }]);
    const entry = entryOf(`alias ${target}`, migration);
    const names = migration.read([...entry, 'model_names']);
    const at = [...entry, 'model_names', Array.isArray(names) ? names.length : 0];
    const named = place.get('model') ?? place;
    migration.rewrite(named, at, alias, `is an entrypoint that leads to \`${target}\``);
    migration.remark(place, at);
    migration.drop(place.get('hidden'), 'entrypoints are listed in any case');
  }
}

function entryOf(recipe: string, migration: Migration): Path {
  const list = migration.read(['entrypoints']);
  const entries = Array.isArray(list) ? list : [];
  const found = entries.findIndex((entry) => isPlainMap(entry) && entry.recipe === recipe);
  if (found >= 0) return ['entrypoints', found];
  const at: Path = ['entrypoints', entries.length];
  migration.add(at, { model_names: [], recipe });
  return at;
}

/** Our models do not fail over to other ones. */
function importFallbacks(settings: Place, migration: Migration): void {
  const why = {
    fallbacks:
      'a model does not fail over to another one yet; several backends of one model do, with `retry_count`',
    default_fallbacks:
      'a model does not fail over to another one yet; several backends of one model do',
    context_window_fallbacks:
      'route by length instead: a `context` signal and a decision for the larger model',
    content_policy_fallbacks: 'a refusal of a model does not lead to another one',
  } as const;
  for (const [key, reason] of Object.entries(why)) migration.attention(settings.get(key), reason);
}

const talk: readonly string[] = ['set_verbose', 'json_logs', 'force_ipv4', 'telemetry'];

function importLibrary(settings: Place | undefined, groups: Groups, migration: Migration): void {
  if (settings === undefined) return;
  importFallbacks(settings, migration);
  importAllRetries(settings.get('num_retries'), groups, migration);
  importCooldown(settings, groups, migration);
  const total: Path = ['providers', 'defaults', 'timeouts', 'total'];
  importTimeout(settings.get('request_timeout'), total, migration);
  importCache(settings, migration);
  importAliases(settings.get('model_group_alias'), groups, migration);
  for (const key of talk) migration.drop(settings.get(key), 'is about the other program itself');
  const parameters = settings.get('drop_params');
  if (parameters?.isTrue) {
    const why =
      'requests are passed on as they are; a `request_params` plugin with `strip_unknown` removes fields';
    migration.attention(parameters, why);
  } else migration.drop(parameters, 'is off');
  for (const key of ['callbacks', 'success_callback', 'failure_callback', 'service_callbacks']) {
    const why = 'records, metrics and traces have their own settings under `global.services`';
    migration.attention(settings.get(key), why);
  }
}

const engines: Readonly<Record<string, readonly [engine: string, mode: string]>> = {
  local: ['memory', 'exact'],
  redis: ['redis', 'exact'],
  'redis-semantic': ['redis', 'semantic'],
  'qdrant-semantic': ['qdrant', 'semantic'],
};

function importCache(settings: Place, migration: Migration): void {
  const cache = settings.get('cache');
  const parameters = settings.get('cache_params');
  if (cache?.isTrue !== true) {
    migration.drop(cache, 'is off');
    if (cache === undefined || cache.value === false) {
      migration.drop(parameters, 'belongs to a cache that is off');
    }
    return;
  }
  migration.remark(parameters, store);
  migration.move(cache, [...store, 'enabled']);
  const type = parameters?.get('type');
  const known = engines[type?.text ?? 'redis'];
  const [engine, mode] = known ?? ['memory', 'exact'];
  migration.add([...store, 'backend_type'], engine);
  if (known === undefined) {
    migration.attention(type, `there is no cache in \`${type?.value}\`; it is kept in memory`);
  } else
    migration.rewrite(type, [...store, 'backend_type'], engine, 'names the engine of the cache');
  migration.move(parameters?.get('ttl'), [...store, 'ttl_seconds']);
  migration.move(parameters?.get('similarity_threshold'), [...store, 'similarity_threshold']);
  importCacheServer(cache, parameters, { engine, migration });
  const list = migration.read(['recipes']);
  const count = Array.isArray(list) ? list.length : 0;
  for (let index = 0; index < count; index += 1) {
    const plugin = pluginAt(
      ['recipes', index, 'routing', 'decisions', 0],
      'response_cache',
      migration,
    );
    migration.add([...plugin, 'configuration'], { enabled: true, mode });
  }
  const why =
    'decisions use the cache with a `response_cache` plugin; models asked for by name do not';
  migration.attention(cache, why, store);
}

function importCacheServer(
  cache: Place,
  parameters: Place | undefined,
  { engine, migration }: { readonly engine: string; readonly migration: Migration },
): void {
  const block = engine === 'qdrant' ? [...store, 'qdrant'] : [...store, 'redis', 'connection'];
  if (engine === 'memory') return;
  for (const key of ['host', 'password']) {
    moveSetting(parameters?.get(key), [...block, key], migration);
  }
  const port = parameters?.get('port');
  const number = typeof port?.value === 'string' ? Number(port.value) : port?.value;
  if (typeof number === 'number' && Number.isInteger(number)) {
    if (number === port?.value) migration.move(port, [...block, 'port']);
    else migration.rewrite(port, [...block, 'port'], number, 'is a number');
  }
  migration.move(parameters?.get('db'), [...block, 'database']);
  if (engine === 'qdrant') {
    migration.move(parameters?.get('qdrant_collection_name'), [...block, 'collection_name']);
  } else {
    migration.move(parameters?.get('ssl'), [...block, 'tls', 'enabled']);
  }
  if (parameters?.get('host') === undefined) {
    const host = engine === 'redis' ? `\${REDIS_HOST:-localhost}` : 'localhost';
    migration.add([...block, 'host'], host);
    migration.attention(
      parameters?.get('type') ?? cache,
      `the address of ${engine} came from the environment: check \`${host}\``,
      block,
    );
  }
}

function importGeneral(settings: Place | undefined, groups: Groups, migration: Migration): void {
  const key = settings?.get('master_key');
  const listener: Path = ['listeners', 0];
  const address = key === undefined ? '127.0.0.1' : '0.0.0.0';
  migration.add([...listener, 'name'], `http-${defaultPort}`);
  migration.add([...listener, 'address'], address);
  migration.add([...listener, 'port'], defaultPort);
  const where =
    key === undefined ? 'only from this machine, since there is no master key' : 'as before';
  migration.add(listener, {}, `clients call port ${defaultPort}, ${where}`);
  const name = environmentName(key?.value);
  if (name !== undefined) {
    migration.rewrite(key, [...listener, 'api_keys_env', 0], name, 'requests need this key');
  } else {
    const why = 'requests need this key; better name a variable with `api_keys_env`';
    migration.move(key, [...listener, 'api_keys', 0], { why });
  }
  const model = settings?.get('completion_model');
  const to: Path = ['providers', 'defaults', 'default_model'];
  if (model?.text !== undefined && groups.has(model.text)) migration.move(model, to);
  else if (model !== undefined) migration.attention(model, `no model is called \`${model.value}\``);
  const first = [...groups.keys()][0];
  if (model === undefined && first !== undefined) {
    migration.add(to, first, 'takes requests for `auto`; the other program had no such name');
  }
  for (const [name_, place] of settings?.entries() ?? []) {
    if (!name_.startsWith('database_')) continue;
    migration.attention(
      place,
      'keys, users and spend of that database stay there; records have their own store',
    );
  }
}
