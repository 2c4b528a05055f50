import type { Path } from '../config/problem.ts';
import { compileLinearRegex } from '../lib/linear-regex.ts';
import { importCategories } from './categories.ts';
import { keyAdvice } from './credentials.ts';
import { importDecisions, moduleThreshold, pluginAt } from './decisions.ts';
import { flatGlobalKeys, importFlatGlobals, importModules } from './flat-globals.ts';
import { addGuard, leaf } from './guards.ts';
import type { Migration } from './migration.ts';
import { flatSignalKeys, importCollection, importSignals } from './signals.ts';
import { isPlainMap, type Place } from './source.ts';

const cards: Path = ['routing', 'modelCards'];
const models: Path = ['providers', 'models'];
const defaults: Path = ['providers', 'defaults'];
const guardThreshold = 0.7;

const cardKeys = [
  'param_size',
  'context_window_size',
  'description',
  'capabilities',
  'quality_score',
  'modality',
  'tags',
] as const;
const modelKeys = [
  'reasoning_family',
  'pricing',
  'reliability',
  'api_format',
  'external_model_ids',
  'provider_model_id',
] as const;

/** The layouts before v0.3: `vllm_endpoints`, `model_config`, `categories`, flat blocks. */
export function importRouterShape(root: Place, migration: Migration): void {
  const version = root.get('version');
  if (version === undefined) migration.add(['version'], 'v0.3');
  else if (version.value === 'v0.3') migration.keep(version);
  else migration.rewrite(version, ['version'], 'v0.3', 'is the version of the result');
  migration.keep(root.get('listeners'));
  const global = root.get('global');
  if (global !== undefined) {
    const modules = global.get('modules');
    migration.keep(global, { except: ['modules', ...flatGlobalKeys] });
    importFlatGlobals(global, migration);
    if (modules !== undefined) importModules(modules, migration);
  }
  importFlatGlobals(root, migration);
  importRouterParts(root, migration);
}

/** Keys of these layouts that are no block of `global`. */
export const routerShapeKeys: readonly string[] = [
  ...['vllm_endpoints', 'provider_profiles', 'model_config', 'default_model', 'reasoning_families'],
  ...[
    'default_reasoning_effort',
    'model_reasoning_configs',
    'categories',
    'signals',
    'projections',
  ],
  ...['decisions', 'image_gen_backends', ...flatSignalKeys],
];

/** Models, signals and decisions of these layouts. */
export function importRouterParts(root: Place, migration: Migration): void {
  importModels(root, migration);
  for (const key of ['default_model', 'reasoning_families', 'default_reasoning_effort']) {
    migration.move(root.get(key), [...defaults, key]);
  }
  importReasoning(root.get('model_reasoning_configs'), migration);
  const to = ['routing', 'signals'];
  for (const key of flatSignalKeys) {
    const rules = root.get(key);
    if (rules !== undefined) importCollection(rules, { key, to, migration });
  }
  const signals = root.get('signals');
  if (signals !== undefined) {
    migration.remark(signals, to);
    importSignals(signals, ['routing'], migration);
  }
  const decided = domainsOf(root.get('decisions'));
  importCategories(root.get('categories'), decided, { root, migration });
  migration.move(root.get('projections'), ['routing', 'projections']);
  importDecisions(root.get('decisions'), ['routing'], migration);
  importPiiPolicies(root.get('model_config'), migration);
  importImageModels(root, migration);
  guardEverything(root, migration);
  declareModels(root, migration);
}

/** Domains that a decision asks for. */
function domainsOf(decisions: Place | undefined): ReadonlySet<string> {
  const names = new Set<string>();
  const visit = (node: Place): void => {
    if (node.get('type')?.text?.toLowerCase() === 'domain') {
      const name = node.get('name')?.text;
      if (name !== undefined) names.add(name);
    }
    for (const condition of node.get('conditions')?.items() ?? []) visit(condition);
  };
  for (const decision of decisions?.items() ?? []) {
    const rules = decision.get('rules');
    if (rules !== undefined) visit(rules);
  }
  return names;
}

interface Endpoints {
  readonly named: ReadonlyMap<string, Place>;
  readonly used: Set<string>;
  readonly profiles: Place | undefined;
}

function importModels(root: Place, migration: Migration): void {
  const list = root.get('vllm_endpoints');
  const config = root.get('model_config');
  const endpoints: Endpoints = {
    named: new Map(list?.items().map((one, index) => [endpointName(one, index), one])),
    used: new Set(),
    profiles: root.get('provider_profiles'),
  };
  migration.remark(config, models);
  migration.remark(list, models);
  migration.remark(endpoints.profiles, models);
  for (const [name, model] of config?.entries() ?? []) {
    importModel(model, { name, endpoints, migration });
  }
  for (const endpoint of list?.items() ?? []) {
    const served = endpoint.get('models');
    const why = 'a model lists its backends now';
    for (const one of served?.items() ?? []) {
      const name = one.text;
      if (name === undefined) continue;
      if (config?.get(name) === undefined) importServedModel(name, { endpoints, migration });
      migration.remark(served, [...models, indexOf(name, migration), 'backend_refs']);
      migration.absorb(one, [...models, indexOf(name, migration), 'backend_refs'], why);
    }
  }
  for (const [name, endpoint] of endpoints.named) {
    if (endpoints.used.has(name)) continue;
    migration.attention(endpoint, 'no model runs there, so that it was left out');
  }
}

function endpointName(endpoint: Place, index: number): string {
  return endpoint.get('name')?.text ?? (index === 0 ? 'primary' : `backend-${index + 1}`);
}

function indexOf(name: string, migration: Migration): number {
  return Number(migration.element(models, name).at(-1));
}

interface ModelMove {
  readonly name: string;
  readonly endpoints: Endpoints;
  readonly migration: Migration;
}

function importServedModel(name: string, { endpoints, migration }: ModelMoveOf): void {
  migration.element(cards, name);
  const to = migration.element(models, name);
  for (const [endpoint, place] of endpoints.named) {
    if (!serves(place, name)) continue;
    importEndpoint(place, { name: endpoint, model: to, endpoints, migration });
  }
}

type ModelMoveOf = Pick<ModelMove, 'endpoints' | 'migration'>;

function serves(endpoint: Place, model: string): boolean {
  return (
    endpoint
      .get('models')
      ?.items()
      .some(({ text }) => text === model) ?? false
  );
}

function importModel(model: Place, { name, endpoints, migration }: ModelMove): void {
  const card = migration.element(cards, name);
  const to = migration.element(models, name);
  migration.remark(model, to);
  for (const key of cardKeys) migration.move(model.get(key), [...card, key]);
  importLoras(model.get('loras'), card, migration);
  for (const key of modelKeys) migration.move(model.get(key), [...to, key]);
  migration.move(model.get('model_id'), [...to, 'provider_model_id']);
  const preferred = model.get('preferred_endpoints');
  const names =
    preferred?.items().map(({ text }) => text ?? '') ??
    [...endpoints.named].filter(([, place]) => serves(place, name)).map(([one]) => one);
  for (const [index, endpoint] of names.entries()) {
    const place = endpoints.named.get(endpoint);
    const reference = preferred?.items()[index];
    if (place === undefined) {
      migration.attention(reference, `no endpoint is called \`${endpoint}\``);
      continue;
    }
    const at = importEndpoint(place, { name: endpoint, model: to, endpoints, migration });
    migration.absorb(reference, at, 'what the name stood for is written here');
  }
  const key = model.get('access_key');
  let isKeyUsed = false;
  const references = migration.read([...to, 'backend_refs']);
  const refs = Array.isArray(references) ? references : [];
  for (const [index, ref] of refs.entries()) {
    if (!isPlainMap(ref) || ref.api_key !== undefined || ref.api_key_env !== undefined) continue;
    const why = keyAdvice(key?.value);
    migration.move(key, [...to, 'backend_refs', index, 'api_key'], { why });
    isKeyUsed = true;
  }
  if (!isKeyUsed && refs.length > 0) migration.drop(key, 'each endpoint has a key of its own');
  if (refs.length === 0) {
    migration.attention(preferred ?? model.get('pii_policy') ?? model, noBackend, to);
    if (Object.keys(migration.read(to) as object).length === 1) {
      migration.add([...to, 'provider_model_id'], name);
    }
  }
}

const noBackend = 'has no backend: add `backend_refs`';

function importLoras(loras: Place | undefined, card: Path, migration: Migration): void {
  if (loras === undefined) return;
  const to = [...card, 'loras'];
  if (!loras.items().some(({ text }) => text !== undefined)) {
    migration.move(loras, to);
    return;
  }
  const adapters = loras
    .items()
    .map(({ text, value }) => (text === undefined ? value : { name: text }));
  migration.rewrite(loras, to, adapters, 'an adapter is a map with a `name`');
}

interface EndpointMove {
  readonly name: string;
  readonly model: Path;
  readonly endpoints: Endpoints;
  readonly migration: Migration;
}

function importEndpoint(
  endpoint: Place,
  { name, model, endpoints, migration }: EndpointMove,
): Path {
  endpoints.used.add(name);
  const to = migration.element([...model, 'backend_refs'], name);
  migration.remark(endpoint, to);
  migration.move(endpoint.get('name'), [...to, 'name']);
  const profileName = endpoint.get('provider_profile');
  const profile = endpoints.profiles?.get(profileName?.text ?? '');
  const hasUrl = profile?.get('base_url') !== undefined;
  importAddress(endpoint, { to, hasUrl, migration });
  for (const key of ['protocol', 'weight', 'type', 'api_key_env']) {
    migration.move(endpoint.get(key), [...to, key]);
  }
  const key = endpoint.get('api_key');
  migration.move(key, [...to, 'api_key'], { why: keyAdvice(key?.value) });
  migration.move(endpoint.get('health_check_path'), [...model, 'reliability', 'health_check_path']);
  if (profileName === undefined) return to;
  if (profile === undefined) {
    migration.attention(profileName, `no profile is called \`${profileName.text}\``);
    return to;
  }
  migration.absorb(profileName, to, 'what the profile says is written here');
  migration.move(profile, to, { except: ['type'] });
  migration.move(profile.get('type'), [...to, 'provider']);
  return to;
}

interface AddressMove {
  readonly to: Path;
  readonly hasUrl: boolean;
  readonly migration: Migration;
}

function importAddress(endpoint: Place, { to, hasUrl, migration }: AddressMove): void {
  const address = endpoint.get('address');
  const port = endpoint.get('port');
  if (hasUrl) {
    const why = 'the `base_url` of the profile says where it is';
    migration.drop(address, why);
    migration.drop(port, why);
    return;
  }
  const host = address?.text;
  if (host === undefined) {
    migration.move(endpoint.get('endpoint'), [...to, 'endpoint']);
    migration.move(endpoint.get('base_url'), [...to, 'base_url']);
    return;
  }
  const isBareIpv6 = host.split(':').length > 2 && !host.startsWith('[');
  const shown = isBareIpv6 ? `[${host}]` : host;
  const value = port === undefined ? shown : `${shown}:${port.value}`;
  const at = [...to, 'endpoint'];
  migration.rewrite(address, at, value, 'address and port are one text');
  migration.rewrite(port, at, value, 'address and port are one text');
}

/** Families were matched by patterns of model names; now each model names its family. */
function importReasoning(configs: Place | undefined, migration: Migration): void {
  const families: Path = [...defaults, 'reasoning_families'];
  migration.remark(configs, families);
  for (const config of configs?.items() ?? []) {
    const name = config.get('name')?.text;
    if (name === undefined) continue;
    migration.absorb(config.get('name'), [...families, name], 'is the name of a family');
    migration.move(config.get('reasoning_syntax'), [...families, name]);
    const patterns = config.get('patterns')?.items() ?? [];
    for (const pattern of patterns) assignFamily(pattern, { family: name, migration });
  }
}

function assignFamily(
  pattern: Place,
  { family, migration }: { readonly family: string; readonly migration: Migration },
): void {
  const list = migration.read(models);
  const matched: number[] = [];
  const matches = pattern.text === undefined ? undefined : nameTest(pattern.text);
  if (matches === undefined) {
    migration.attention(pattern, 'cannot be read as a pattern of model names');
    return;
  }
  for (const [index, model] of (Array.isArray(list) ? list : []).entries()) {
    if (!isPlainMap(model) || !matches(String(model.name))) continue;
    if (model.reasoning_family === undefined) matched.push(index);
  }
  for (const index of matched) {
    migration.rewrite(
      pattern,
      [...models, index, 'reasoning_family'],
      family,
      'each model names its family',
    );
  }
  if (matched.length === 0) migration.drop(pattern, 'matches no model that has no family yet');
}

/** `*`: all; `qwen-`: a prefix; with metacharacters: a regular expression; else a part of the name. */
function nameTest(pattern: string): ((name: string) => boolean) | undefined {
  if (pattern === '*') return () => true;
  const wanted = pattern.toLowerCase();
  if (/[\\^$.*+?()[\]{}|]/.test(pattern)) {
    try {
      const regex = compileLinearRegex(pattern, false);
      return (name) => {
        const units = Uint16Array.from(name, (character) => character.charCodeAt(0));
        return regex.test(units, units.length);
      };
    } catch {
      return undefined; // the pattern is not valid
    }
  }
  if (wanted.endsWith('-')) return (name) => name.toLowerCase().startsWith(wanted);
  return (name) => name.toLowerCase().includes(wanted);
}

/** Models that must not see personal data: decisions that know no other model let none through. */
function importPiiPolicies(config: Place | undefined, migration: Migration): void {
  for (const [model, settings] of config?.entries() ?? []) {
    const policy = settings.get('pii_policy');
    if (policy === undefined) continue;
    const allow = policy.get('allow_by_default');
    if (allow?.value !== false) {
      migration.drop(policy, 'allows everything, as without a policy');
      continue;
    }
    const name = `pii_not_allowed_${model}`;
    const signal = migration.element(['routing', 'signals', 'pii'], name);
    migration.add([...signal, 'threshold'], moduleThreshold('pii', migration) ?? guardThreshold);
    migration.move(policy.get('pii_types_allowed'), [...signal, 'pii_types_allowed']);
    const count = addConditions(model, name, migration);
    const which =
      count === 0
        ? 'no decision has only this model'
        : `it became a condition of ${count} decision${count === 1 ? '' : 's'}`;
    migration.attention(allow, `is the signal \`pii:${name}\` now; ${which}: review`, signal);
  }
}

function addConditions(model: string, signal: string, migration: Migration): number {
  const list = migration.read(['routing', 'decisions']);
  let count = 0;
  for (const decision of Array.isArray(list) ? list : []) {
    if (!isPlainMap(decision) || !Array.isArray(decision.modelRefs)) continue;
    const references: readonly unknown[] = decision.modelRefs;
    const isOnly = references.every((one) => isPlainMap(one) && one.model === model);
    if (references.length === 0 || !isOnly) continue;
    const condition = { operator: 'NOT', conditions: [leaf('pii', signal)] };
    const { rules } = decision;
    const isOpen = !isPlainMap(rules) || Object.keys(rules).length === 0;
    decision.rules = isOpen ? condition : { operator: 'AND', conditions: [rules, condition] };
    count += 1;
  }
  return count;
}

/** Models that draw: decisions that choose them answer with a picture. */
function importImageModels(root: Place, migration: Migration): void {
  const backends = root.get('image_gen_backends');
  const used = new Set<string>();
  for (const [model, settings] of root.get('model_config')?.entries() ?? []) {
    const reference = settings.get('image_gen_backend');
    const backend = backends?.get(reference?.text ?? '');
    if (reference === undefined) continue;
    if (backend === undefined) {
      migration.attention(reference, `no image backend is called \`${reference.text}\``);
      continue;
    }
    const list = migration.read(['routing', 'decisions']);
    const chosen = (Array.isArray(list) ? list : []).flatMap((decision, index) =>
      isPlainMap(decision) && namesModel(decision, model) ? [index] : [],
    );
    if (chosen.length === 0) {
      migration.attention(reference, 'no decision chooses this model, so that nothing draws');
      continue;
    }
    used.add(reference.text ?? '');
    for (const index of chosen) importImageBackend(backend, index, migration);
    const at: Path = ['routing', 'decisions', chosen[0] ?? 0];
    migration.absorb(reference, at, 'is the `image_gen` plugin of the decisions that choose it');
  }
  for (const [name, backend] of backends?.entries() ?? []) {
    if (!used.has(name)) migration.attention(backend, 'no model that a decision chooses uses it');
  }
}

function namesModel(decision: Readonly<Record<string, unknown>>, model: string): boolean {
  const { modelRefs } = decision;
  return (
    Array.isArray(modelRefs) && modelRefs.some((one) => isPlainMap(one) && one.model === model)
  );
}

const imageKeys = ['default_width', 'default_height', 'max_inference_steps', 'timeout_seconds'];

function importImageBackend(backend: Place, decision: number, migration: Migration): void {
  const plugin = pluginAt(['routing', 'decisions', decision], 'image_gen', migration);
  const to = [...plugin, 'configuration'];
  migration.add([...to, 'enabled'], true);
  migration.move(backend.get('type'), [...to, 'backend']);
  for (const key of imageKeys) migration.move(backend.get(key), [...to, key]);
  migration.move(backend, [...to, 'backend_config'], { except: ['type', ...imageKeys] });
}

/** A guard that was on refused every prompt that it found bad, whatever decisions said. */
function guardEverything(root: Place, migration: Migration): void {
  const holder =
    root.get('prompt_guard') ?? root.get('global')?.get('modules')?.get('prompt_guard');
  const enabled = holder?.get('enabled');
  const hasSignals = [root.get('signals'), root].some((one) => one?.get('jailbreak') !== undefined);
  const plugins = migration.read(['routing', 'signals', 'jailbreak']);
  const isGuarded = Array.isArray(plugins) && plugins.some((one) => !isOfCategory(one));
  if (enabled?.isTrue !== true || hasSignals || isGuarded) return;
  const guard = addGuard({
    kind: 'jailbreak',
    name: 'prompt_guard',
    decision: 'block_jailbreak',
    settings: { threshold: moduleThreshold('jailbreak', migration) },
    migration,
  });
  migration.absorb(enabled, guard.decision, 'a guard that is on refuses by a decision now');
}

/** Guards of one category do not stand for the guard of all. */
function isOfCategory(rule: unknown): boolean {
  return (
    isPlainMap(rule) && String(rule.name).endsWith('_guard') && rule.name !== 'jailbreak_guard'
  );
}

/** Models that only decisions, categories or the default name become cards too. */
function declareModels(root: Place, migration: Migration): void {
  const named = new Map<string, Place>();
  const note = (place: Place | undefined) => {
    if (place?.text !== undefined && !named.has(place.text)) named.set(place.text, place);
  };
  note(root.get('default_model'));
  for (const decision of root.get('decisions')?.items() ?? []) {
    for (const one of decision.get('modelRefs')?.items() ?? []) note(one.get('model'));
  }
  for (const category of root.get('categories')?.items() ?? []) {
    const scores = category.get('model_scores');
    for (const one of scores?.items() ?? []) note(one.get('model'));
    for (const [name, place] of scores?.entries() ?? []) {
      if (!named.has(name)) named.set(name, place);
    }
  }
  const known = migration.read(cards);
  const adapters = (Array.isArray(known) ? known : []).flatMap((card) =>
    isPlainMap(card) && Array.isArray(card.loras)
      ? card.loras.map((lora: unknown) => (isPlainMap(lora) ? lora.name : undefined))
      : [],
  );
  const before = new Set(
    (Array.isArray(known) ? known : []).map((card) => (isPlainMap(card) ? card.name : undefined)),
  );
  for (const [name, place] of named) {
    if (before.has(name) || adapters.includes(name)) continue;
    migration.element(cards, name);
    const to = migration.element(models, name);
    migration.add([...to, 'provider_model_id'], name);
    migration.attention(place, `the model \`${name}\` ${noBackend}`, to);
  }
}
