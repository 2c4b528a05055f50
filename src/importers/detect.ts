import { flatSignalKeys } from './signals.ts';
import { isPlainMap, type Place, placeOf } from './source.ts';

/** The layouts that can be imported, and `v0.3`, which needs no import. */
export const sourceShapes = [
  'v0.1',
  'v0.2',
  'v0.3-mixed',
  'gateway-v1',
  'tools',
  'litellm',
  'portkey',
  'openclaw',
] as const;

export type SourceShape = (typeof sourceShapes)[number];

const newerSignals = ['language', 'context', 'complexity', 'jailbreak', 'pii'] as const;

const routerKeys: readonly string[] = [
  ...['vllm_endpoints', 'model_config', 'categories', 'decisions', 'signals', 'provider_profiles'],
  ...['default_model', 'model_reasoning_configs'],
  ...flatSignalKeys,
];

/** Which layout a plain document has; undefined when it is none that is known. */
export function layoutOf(document: unknown): SourceShape | undefined {
  return detectShape(placeOf(document));
}

/** Which layout a document has; undefined when it is none that is known. */
export function detectShape(root: Place): SourceShape | undefined {
  const keys = root.entries().map(([key]) => key);
  const has = (key: string) => keys.includes(key);
  const routes = root.get('router')?.get('routes');
  if (Array.isArray(root.get('backends')?.value) && routes !== undefined) return 'gateway-v1';
  const list = root.get('model_list');
  if (list?.items().some((model) => model.get('litellm_params') !== undefined)) return 'litellm';
  if (has('litellm_settings')) return 'litellm';
  const isCanonical = root.get('version')?.value === 'v0.3' && !isOnlyTools(keys);
  if (isCanonical || has('routing') || has('setup') || isCanonicalGlobal(root.get('global'))) {
    return 'v0.3-mixed';
  }
  if (routerKeys.some(has)) return isNewer(root) ? 'v0.2' : 'v0.1';
  if (isPortkey(root)) return 'portkey';
  if (isPlainMap(root.get('models')?.get('providers')?.value)) return 'openclaw';
  if (isOnlyTools(keys)) return 'tools';
  return has('providers') && has('version') ? 'v0.3-mixed' : undefined;
}

function isOnlyTools(keys: readonly string[]): boolean {
  return keys.includes('tools') && keys.every((key) => key === 'tools' || key === 'version');
}

/** `global` alone does not make a document canonical while routing still stands beside it. */
function isCanonicalGlobal(global: Place | undefined): boolean {
  if (global === undefined) return false;
  const parts = ['router', 'services', 'stores', 'integrations', 'model_catalog'];
  return parts.some((key) => global.get(key) !== undefined);
}

function isNewer(root: Place): boolean {
  const signals = root.get('signals');
  const hasSignal = newerSignals.some(
    (key) => signals?.get(key) !== undefined || root.get(`${key}_rules`) !== undefined,
  );
  const hasAlgorithm = root
    .get('decisions')
    ?.items()
    .some((one) => one.get('algorithm') ?? one.get('modelSelectionAlgorithm'));
  return hasSignal || hasAlgorithm === true || root.get('vector_store') !== undefined;
}

function isPortkey(root: Place): boolean {
  if (root.get('strategy')?.get('mode') !== undefined) return true;
  const access = [
    ...['api_key', 'virtual_key', 'custom_host', 'override_params'],
    ...['apiKey', 'virtualKey', 'customHost', 'overrideParams'],
  ];
  const hasAccess = access.some((key) => root.get(key) !== undefined);
  if (root.get('provider')?.text !== undefined && hasAccess) return true;
  if (root.get('virtual_key')?.text !== undefined) return true;
  const targets = root.get('targets');
  return Array.isArray(targets?.value) && targets.items().every(({ value }) => isPlainMap(value));
}
