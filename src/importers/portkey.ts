import type { Path } from '../config/problem.ts';
import { moveApiKey } from './credentials.ts';
import { pluginAt } from './decisions.ts';
import type { Migration } from './migration.ts';
import { freeName } from './names.ts';
import { moveOllamaAddress } from './ollama.ts';
import { createQueryReader, type QueryResult } from './portkey-query.ts';
import { type PublicApi, providerAt, publicApis } from './public-apis.ts';
import { isPlainMap, type Place } from './source.ts';
import { wholeWeights } from './weights.ts';

const cards: Path = ['routing', 'modelCards'];
const models: Path = ['providers', 'models'];
const decisions: Path = ['routing', 'decisions'];
const metadataRules: Path = ['routing', 'signals', 'metadata'];
const topPriority = 1000;
const maxRetries = 5;
/** A week; what is longer may be meant as milliseconds. */
const longestPlainAge = 604_800;

/** A gateway config of Portkey: one target, or a tree of strategies over targets. */
export function importPortkey(root: Place, migration: Migration): void {
  migration.add(['version'], 'v0.3');
  const why = 'clients name any model, and the document chooses';
  migration.add(['global', 'router', 'unknown_model'], 'auto', why);
  const mode = modeOf(root);
  if (mode === 'conditional') importConditions(root, migration);
  else importRoot(root, mode, migration);
  importCache(root, migration);
}

function modeOf(node: Place): string {
  return node.get('strategy')?.get('mode')?.text ?? 'single';
}

function targetsOf(node: Place): readonly Place[] {
  return node.get('targets')?.items() ?? [];
}

/** Settings around targets, which hold for each that does not say otherwise. */
interface Inherited {
  readonly retry?: Place | undefined;
  readonly timeout?: Place | undefined;
}

function inheritedFrom(node: Place, above: Inherited): Inherited {
  return {
    retry: node.get('retry') ?? above.retry,
    timeout: node.get('request_timeout', 'requestTimeout') ?? above.timeout,
  };
}

function importRoot(root: Place, mode: string, migration: Migration): void {
  const names = importNode(root, 'target', {}, migration);
  const [first] = names;
  if (first === undefined) return;
  if (names.length === 1 && root.get('cache') === undefined) {
    const strategy = root.get('strategy')?.get('mode');
    const to: Path = ['providers', 'defaults', 'default_model'];
    migration.add(to, first, 'takes every request');
    if (mode === 'single') migration.absorb(strategy, to, 'one target takes every request');
    return;
  }
  const to = migration.element(decisions, 'every request');
  const references = names.map((model) => ({ model }));
  migration.add([...to, 'modelRefs'], references, 'takes every request');
  migration.add(['providers', 'defaults', 'default_model'], first);
}

/** Imports a target or a strategy; the models that it stands for, best first. */
function importNode(
  node: Place,
  name: string,
  above: Inherited,
  migration: Migration,
): readonly string[] {
  const targets = targetsOf(node);
  const below = inheritedFrom(node, above);
  const label = node.get('name')?.text ?? name;
  if (targets.length === 0) {
    return isReachable(node, migration) ? [importTarget(node, label, above, migration)] : [];
  }
  const strategy = node.get('strategy');
  const mode = strategy?.get('mode');
  switch (modeOf(node)) {
    case 'loadbalance':
      return importBalanced(node, label, below, migration);
    case 'fallback': {
      migration.attention(
        mode,
        'the first target takes the requests; the others are written as candidates, and failing over to them is not there yet',
        decisions,
      );
      const codes = strategy?.get('on_status_codes', 'onStatusCodes');
      migration.attention(codes, 'belongs to failing over, which is not there yet');
      return targets.flatMap((target, index) =>
        importNode(target, nameOf(target, label, index), below, migration),
      );
    }
    case 'conditional':
      migration.attention(node, 'conditions inside of targets cannot be expressed: write recipes');
      return [];
    default: {
      const [first, ...others] = targets;
      for (const other of others)
        migration.attention(other, 'only the first target of `single` is used');
      if (strategy !== undefined) migration.drop(mode, 'one target needs no strategy');
      return first === undefined
        ? []
        : importNode(first, nameOf(first, label, 0), below, migration);
    }
  }
}

function nameOf(target: Place, above: string, index: number): string {
  return target.get('name')?.text ?? target.get('provider')?.text ?? `${above}-${index + 1}`;
}

interface TargetOptions {
  readonly to: Path;
  readonly ref: Path;
  /** Where the model's id goes. */
  readonly idPath: Path;
  readonly migration: Migration;
}

function importTarget(
  target: Place,
  wanted: string,
  above: Inherited,
  migration: Migration,
): string {
  const name = freeName(cards, wanted.replace(/^@/, ''), migration);
  migration.element(cards, name);
  const to = migration.element(models, name);
  migration.remark(target, to);
  migration.move(target.get('name'), [...to, 'name']);
  const ref = [...to, 'backend_refs', 0];
  migration.add([...ref, 'name'], 'primary');
  importAccess(target, { to, ref, idPath: [...to, 'provider_model_id'], migration });
  importLimits(target, to, above, migration);
  migration.drop(target.get('weight'), 'there is nothing to share');
  return name;
}

function usableTargets(node: Place, migration: Migration): readonly Place[] {
  return targetsOf(node).filter((target) => {
    if (targetsOf(target).length === 0) return isReachable(target, migration);
    const why = 'a strategy among backends cannot be expressed: write its targets here';
    migration.attention(target, why);
    return false;
  });
}

/** Targets that share the requests are backends of one model. */
function importBalanced(
  node: Place,
  wanted: string,
  above: Inherited,
  migration: Migration,
): readonly string[] {
  const targets = usableTargets(node, migration);
  if (targets.length === 0) return [];
  const name = freeName(cards, wanted.replace(/^@/, ''), migration);
  migration.element(cards, name);
  const to = migration.element(models, name);
  migration.remark(node.get('targets'), to);
  migration.move(node.get('name'), [...to, 'name']);
  const mode = node.get('strategy')?.get('mode');
  migration.absorb(mode, to, 'targets that share the requests are backends of one model');
  const ids = targets.map((target) => overrides(target)?.get('model')?.text);
  const isMixed = new Set(ids).size > 1;
  const weights = wholeWeights(targets.map((target) => target.get('weight')?.number ?? 1));
  for (const [index, target] of targets.entries()) {
    const label = target.get('name')?.text ?? `backend-${index + 1}`;
    const ref = migration.element([...to, 'backend_refs'], label);
    migration.remark(target, ref);
    migration.move(target.get('name'), [...ref, 'name']);
    if (isMixed) migration.add([...ref, 'type'], label);
    const idPath = isMixed ? [...to, 'external_model_ids', label] : [...to, 'provider_model_id'];
    importAccess(target, { to, ref, idPath, migration });
    importLimits(target, to, index === 0 ? above : {}, migration);
    const weight = target.get('weight');
    const share = weights[index] ?? 1;
    if (weight?.number === share) migration.move(weight, [...ref, 'weight']);
    else migration.rewrite(weight, [...ref, 'weight'], share, 'shares are whole numbers');
    migration.add([...ref, 'weight'], share);
  }
  return [name];
}

/** Whether an address is given or known; a target without one is left to a person. */
function isReachable(target: Place, migration: Migration): boolean {
  const api = apiOf(target).api;
  const isGiven = target.get('custom_host', 'customHost')?.text !== undefined;
  const isAzure = azureResource(target) !== undefined && azureDeployment(target) !== undefined;
  if (isGiven || isAzure || api?.baseUrl !== undefined) return true;
  const why = 'nobody knows where it is: write the model by hand, with its address';
  migration.attention(target, `${why}; it was left out`);
  return false;
}

function azureResource(target: Place): Place | undefined {
  return target.get('azure_resource_name', 'azureResourceName', 'resource_name');
}

function azureDeployment(target: Place): Place | undefined {
  return target.get('azure_deployment_id', 'azureDeploymentId', 'deployment_id');
}

interface KnownApi {
  readonly api: PublicApi | undefined;
  /** Its name in the table. */
  readonly known: string | undefined;
  readonly slug: string;
}

function apiOf(target: Place): KnownApi {
  const named = target.get('provider')?.text ?? target.get('virtual_key', 'virtualKey')?.text ?? '';
  const slug = named.replace(/^@/, '');
  const known = Object.hasOwn(publicApis, slug) ? slug : guessProvider(slug);
  return { api: known === undefined ? undefined : publicApis[known], known, slug };
}

function overrides(target: Place): Place | undefined {
  return target.get('override_params', 'overrideParams');
}

function importAccess(target: Place, { to, ref, idPath, migration }: TargetOptions): void {
  const provider = target.get('provider');
  const virtual = target.get('virtual_key', 'virtualKey');
  const { api, known, slug } = apiOf(target);
  const host = target.get('custom_host', 'customHost');
  const word = api === undefined ? 'openai-compatible' : providerAt(api, host?.text);
  if (api === undefined || known !== slug) {
    migration.add([...ref, 'provider'], word);
    const reason =
      known === undefined ? 'is no provider that is known' : `was read as \`${known}\``;
    migration.attention(provider, `\`${slug}\` ${reason}: check the address and the key`, ref);
  } else if (provider?.text === word) migration.move(provider, [...ref, 'provider']);
  else migration.rewrite(provider, [...ref, 'provider'], word, `is called \`${word}\` here`);
  migration.add([...ref, 'provider'], word);
  importHost(target, { ref, address: api?.baseUrl, provider: word, migration });
  moveApiKey(target.get('api_key', 'apiKey'), ref, migration);
  if (virtual !== undefined) {
    const variable = `${(known ?? (slug || 'provider')).toUpperCase().replace(/[^A-Z0-9]+/g, '_')}_API_KEY`;
    migration.add([...ref, 'api_key_env'], variable);
    const why = `stands for a key that is stored elsewhere: set ${variable} to the key of the provider`;
    migration.attention(virtual, why, [...ref, 'api_key_env']);
  }
  if (api?.format !== undefined) migration.add([...to, 'api_format'], api.format);
  importOverrides(target, idPath, migration);
}

/** `openai-prod-1a2b3c` names a key of OpenAI. */
function guessProvider(slug: string): string | undefined {
  const lower = slug.toLowerCase();
  return Object.keys(publicApis)
    .filter((name) => lower.startsWith(name))
    .sort((a, b) => b.length - a.length)[0];
}

interface HostOptions {
  readonly ref: Path;
  readonly address: string | undefined;
  readonly provider: string;
  readonly migration: Migration;
}

function importHost(target: Place, { ref, address, provider, migration }: HostOptions): void {
  const to = [...ref, 'base_url'];
  const host = target.get('custom_host', 'customHost');
  const resource = azureResource(target);
  const deployment = azureDeployment(target);
  const version = target.get('azure_api_version', 'azureApiVersion', 'api_version');
  if (
    provider === 'azure-openai' &&
    resource?.text !== undefined &&
    deployment?.text !== undefined
  ) {
    const url = `https://${resource.text}.openai.azure.com/openai/deployments/${deployment.text}`;
    migration.rewrite(resource, to, url, 'is part of the address');
    migration.rewrite(deployment, to, url, 'is part of the address');
  } else if (host !== undefined) {
    if (provider === 'ollama') moveOllamaAddress(host, to, migration);
    else migration.move(host, to);
  } else if (address !== undefined) migration.add(to, address);
  else {
    const place = target.get('provider') ?? target.get('virtual_key', 'virtualKey') ?? target;
    migration.attention(place, 'no address is given: set `base_url`', to);
  }
  migration.move(version, [...ref, 'api_version']);
}

function importOverrides(target: Place, idPath: Path, migration: Migration): void {
  const override = overrides(target);
  const model = override?.get('model');
  if (model === undefined) {
    const why = 'names no model, so that clients chose it: set `provider_model_id`';
    migration.attention(
      override ?? target.get('provider') ?? target.get('virtual_key') ?? target,
      why,
      idPath,
    );
  }
  migration.move(model, idPath);
  for (const [key, place] of override?.entries() ?? []) {
    if (key === 'model') continue;
    migration.attention(place, `\`${key}\` of requests is not set by the router`);
  }
}

function importLimits(target: Place, model: Path, above: Inherited, migration: Migration): void {
  const { retry, timeout } = inheritedFrom(target, above);
  const total = [...model, 'timeouts', 'total'];
  if (timeout?.number !== undefined) {
    migration.rewrite(timeout, total, `${timeout.number}ms`, 'is a duration with its unit');
  }
  const attempts = retry?.get('attempts');
  const count = attempts?.number;
  if (count === undefined) return;
  const to = [...model, 'reliability', 'retry_count'];
  if (count <= maxRetries) migration.move(attempts, to);
  else migration.rewrite(attempts, to, maxRetries, `at most ${maxRetries} are made`);
  if (count === 0) return;
  const codes = retry?.get('on_status_codes', 'onStatusCodes');
  const conditions = retryConditions(codes);
  const on = [...model, 'reliability', 'retry_on'];
  migration.rewrite(codes, on, conditions, 'retries have conditions instead of status codes');
  migration.add(on, conditions);
}

/** Without a list: 429 and the usual failures of a gateway. */
function retryConditions(codes: Place | undefined): string {
  const list = codes?.items().map(({ number }) => number ?? 0) ?? [429, 500, 502, 503, 504];
  const failures = list.filter((code) => code >= 500);
  const isGateway = failures.every((code) => code >= 502 && code <= 504);
  return [
    'connect-failure',
    'refused-stream',
    ...(failures.length === 0 ? [] : [isGateway ? 'gateway-error' : '5xx']),
    ...(list.includes(409) ? ['retriable-4xx'] : []),
    ...(list.some((code) => code < 500 && code !== 409) ? ['retriable-status-codes'] : []),
  ].join(',');
}

/** The first condition that holds chooses a target: decisions from high to low. */
function importConditions(root: Place, migration: Migration): void {
  const strategy = root.get('strategy');
  const why = 'conditions are decisions, the first one the highest';
  migration.absorb(strategy?.get('mode'), decisions, why);
  migration.remark(strategy?.get('conditions'), decisions);
  const below = inheritedFrom(root, {});
  const targets = new Map<string, readonly string[]>();
  for (const [index, target] of targetsOf(root).entries()) {
    const name = nameOf(target, 'target', index);
    targets.set(name, importNode(target, name, below, migration));
  }
  const readQuery = createQueryReader(migration);
  const conditions = strategy?.get('conditions')?.items() ?? [];
  for (const [index, condition] of conditions.entries()) {
    const then = condition.get('then');
    const chosen = targets.get(then?.text ?? '');
    const query = condition.get('query');
    if (chosen === undefined || query === undefined) {
      migration.attention(condition, `no target is called \`${then?.text ?? ''}\``);
      continue;
    }
    const result = readQuery(query);
    if (result.kind === 'none') {
      migration.attention(condition, result.why);
      continue;
    }
    const references = chosen.map((model) => ({ model, use_reasoning: false }));
    importCondition(condition, { index, references, result, migration });
  }
  importDefault(strategy?.get('default'), targets, migration);
  if (migration.read(metadataRules) !== undefined) {
    const source = 'clients send `metadata` in the body, not in a header of its own';
    migration.add(['routing', 'signals'], {}, source);
  }
}

interface ConditionMove {
  readonly index: number;
  readonly references: readonly unknown[];
  readonly result: Exclude<QueryResult, { readonly kind: 'none' }>;
  readonly migration: Migration;
}

function importCondition(
  condition: Place,
  { index, references, result, migration }: ConditionMove,
): void {
  const then = condition.get('then');
  const label = then?.text ?? '';
  const query = condition.get('query');
  if (result.kind === 'names') {
    importNames(condition, { names: result.names, references, migration });
    return;
  }
  const to = migration.element(decisions, freeName(decisions, label, migration));
  migration.remark(condition, to);
  migration.add([...to, 'priority'], Math.max(1, topPriority - index));
  migration.rewrite(
    query,
    [...to, 'rules'],
    result.rules,
    'a query is a rule over `metadata` signals',
  );
  migration.rewrite(then, [...to, 'modelRefs'], references, 'the models of a decision');
}

interface NamesMove {
  readonly names: readonly string[];
  readonly references: readonly unknown[];
  readonly migration: Migration;
}

/** Names of models are entrypoints, whose recipe has the conditions above and then the target. */
function importNames(condition: Place, { names, references, migration }: NamesMove): void {
  const query = condition.get('query');
  const then = condition.get('then');
  const taken = new Set([...entrypointNames(migration), ...namesIn(cards, migration)]);
  const free = names.filter((name) => !taken.has(name));
  if (free.length < names.length) {
    const lost = names.filter((name) => taken.has(name)).map((name) => `\`${name}\``);
    const why = `${lost.join(', ')} leads elsewhere already: a target, or a condition above`;
    migration.attention(free.length === 0 ? condition : query, why);
    if (free.length === 0) return;
  }
  const label = then?.text ?? '';
  const recipe = migration.element(['recipes'], freeName(['recipes'], label, migration));
  const routing = [...recipe, 'routing'];
  const above = migration.read(decisions);
  const kept: readonly unknown[] = Array.isArray(above) ? above : [];
  const used = JSON.stringify(kept);
  const rules = migration.read(metadataRules);
  const needed = (Array.isArray(rules) ? rules : []).filter(
    (rule) => isPlainMap(rule) && used.includes(JSON.stringify(rule.name)),
  );
  if (needed.length > 0) migration.add([...routing, 'signals', 'metadata'], needed);
  if (kept.length > 0) migration.add([...routing, 'decisions'], kept);
  const list = [...routing, 'decisions'];
  const to = migration.element(list, freeName(list, label, migration));
  migration.add([...to, 'priority'], 0);
  const entrypoints = migration.read(['entrypoints']);
  const at: Path = ['entrypoints', Array.isArray(entrypoints) ? entrypoints.length : 0];
  migration.add(at, { model_names: free, recipe: migration.read([...recipe, 'name']) });
  const named = [...at, 'model_names'];
  migration.rewrite(query, named, free, 'a name of a model is an entrypoint');
  migration.rewrite(then, [...to, 'modelRefs'], references, 'the models of a decision');
}

function namesIn(list: Path, migration: Migration): readonly unknown[] {
  const elements = migration.read(list);
  return (Array.isArray(elements) ? elements : []).map((one) => isPlainMap(one) && one.name);
}

function entrypointNames(migration: Migration): readonly unknown[] {
  const list = migration.read(['entrypoints']);
  return (Array.isArray(list) ? list : []).flatMap((one) =>
    isPlainMap(one) && Array.isArray(one.model_names) ? one.model_names : [],
  );
}

function importDefault(
  fallback: Place | undefined,
  targets: ReadonlyMap<string, readonly string[]>,
  migration: Migration,
): void {
  const [model] = targets.get(fallback?.text ?? '') ?? [];
  const to: Path = ['providers', 'defaults', 'default_model'];
  if (model === undefined) {
    migration.attention(fallback, `no target is called \`${fallback?.text ?? ''}\``);
  } else if (model === fallback?.text) migration.move(fallback, to);
  else migration.rewrite(fallback, to, model, 'is the model of that target');
}

function importCache(root: Place, migration: Migration): void {
  const holders = [root, ...targetsOf(root)];
  const holder = holders.find((one) => one.get('cache') !== undefined);
  const cache = holder?.get('cache');
  if (cache === undefined) return;
  const store: Path = ['global', 'stores', 'response_cache'];
  migration.add([...store, 'enabled'], true);
  migration.add([...store, 'backend_type'], 'memory');
  const age = cache.get('max_age', 'maxAge');
  migration.move(age, [...store, 'ttl_seconds']);
  if ((age?.number ?? 0) > longestPlainAge) {
    const why =
      'is read as seconds, as the hosted gateway does; the one to install reads milliseconds';
    migration.attention(age, why, [...store, 'ttl_seconds']);
  }
  const mode = cache.get('mode');
  const word = mode?.text === 'semantic' ? 'semantic' : 'exact';
  const recipes = namesIn(['recipes'], migration);
  const lists = [
    decisions,
    ...[...recipes.keys()].map((at): Path => ['recipes', at, ...decisions]),
  ];
  const paths = lists.flatMap((list) =>
    namesIn(list, migration).map((_, index): Path => [...list, index]),
  );
  for (const path of paths) {
    const plugin = pluginAt(path, 'response_cache', migration);
    migration.add([...plugin, 'configuration'], { enabled: true, mode: word });
  }
  const count = paths.length;
  if (count > 0 && holder === root) {
    migration.absorb(
      mode,
      store,
      `each decision has a \`response_cache\` plugin of mode \`${word}\``,
    );
    return;
  }
  const reason =
    count > 0 ? 'the cache of one target is used for all' : 'only decisions can use the cache';
  migration.attention(mode, `${reason}: review`, store);
}
