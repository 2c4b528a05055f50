import type { Backend, TargetModel } from '../backends/backend.ts';
import type { BackendPools } from '../backends/pools.ts';
import { dialectOf, providerProfiles } from '../backends/providers.ts';
import type { BackendRef, ProviderModel, Providers } from '../backends/schema.ts';
import { weightedOrder } from '../backends/weighted-order.ts';
import type { ModelCard } from '../config/routing.ts';

interface CompileModelsOptions {
  readonly providers: Providers;
  readonly cards: readonly ModelCard[];
  readonly pools: BackendPools;
  /** Bound of an exchange where the providers say nothing. */
  readonly listenerTimeoutMs: number;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** Every model that has a server, by the names that requests and decisions use. */
export function compileModels(options: CompileModelsOptions): ReadonlyMap<string, TargetModel> {
  const { providers, cards } = options;
  const targets = new Map<string, TargetModel>();
  for (const model of providers.models) {
    if (model.backend_refs.length === 0) continue;
    targets.set(model.name, compileTarget(model.name, model, options));
    const adapters = cards.find(({ name }) => name === model.name)?.loras ?? [];
    for (const adapter of adapters) {
      targets.set(adapter.name, compileTarget(adapter.name, model, options));
    }
  }
  return targets;
}

/** `name` is the model's own, or that of an adapter that its servers serve under this name. */
function compileTarget(
  name: string,
  model: ProviderModel,
  options: CompileModelsOptions,
): TargetModel {
  const backends = model.backend_refs.map((ref, index) =>
    compileBackend({ name, model, ref, index, options }),
  );
  const order = weightedOrder(model.backend_refs.map(({ weight }) => weight));
  const { reasoning_family: family } = model;
  const settings =
    family === undefined ? undefined : options.providers.defaults.reasoning_families[family];
  let turn = 0;
  return {
    name,
    visibleName: Buffer.from(JSON.stringify(name)),
    reasoningFamily:
      family === undefined || settings === undefined ? undefined : { name: family, ...settings },
    nextBackend() {
      const index = order[turn] ?? 0;
      turn = turn + 1 === order.length ? 0 : turn + 1;
      return backends[index] as Backend;
    },
  };
}

interface CompileBackendOptions {
  readonly name: string;
  readonly model: ProviderModel;
  readonly ref: BackendRef;
  readonly index: number;
  readonly options: CompileModelsOptions;
}

function compileBackend({ name, model, ref, index, options }: CompileBackendOptions): Backend {
  const address = addressOf(ref);
  const timeouts = { ...options.providers.defaults.timeouts, ...model.timeouts };
  const refName = ref.name ?? (index === 0 ? 'primary' : `backend-${index + 1}`);
  const upstreamName = name === model.name ? upstreamId(model, ref) : name;
  return {
    name: `${model.name}_${refName}`,
    pool: options.pools.get(address.origin, timeouts.connect ?? 10_000),
    path: address.path,
    headers: headersOf(ref, options.environment),
    dialect: dialectOf(address.hostname),
    upstreamModel: Buffer.from(JSON.stringify(upstreamName)),
    timeouts: {
      firstByteMs: timeouts.first_byte ?? options.listenerTimeoutMs,
      betweenBytesMs: timeouts.between_bytes ?? options.listenerTimeoutMs,
      totalMs: timeouts.total ?? TOTAL_TIMEOUT_MS,
    },
  };
}

/** An hour: the longest answers of reasoning models, and still an end. */
const TOTAL_TIMEOUT_MS = 3_600_000;

interface Address {
  readonly origin: string;
  readonly hostname: string;
  readonly path: string;
}

function addressOf(ref: BackendRef): Address {
  const url = new URL(ref.base_url ?? endpointUrl(ref));
  const basePath = url.pathname.replace(/\/+$/, '');
  const profile = providerProfiles[ref.provider ?? 'vllm'];
  const isBareEndpoint = ref.base_url === undefined && basePath === '';
  const path =
    ref.chat_path ??
    `${isBareEndpoint && ref.provider === undefined ? '/v1' : basePath}${profile.chatPath}`;
  const query =
    ref.api_version === undefined ? '' : `?api-version=${encodeURIComponent(ref.api_version)}`;
  return { origin: url.origin, hostname: url.hostname, path: `${path}${query}` };
}

function endpointUrl({ endpoint = '', protocol }: BackendRef): string {
  return endpoint.includes('://') ? endpoint : `${protocol}://${endpoint}`;
}

function upstreamId(model: ProviderModel, ref: BackendRef): string {
  const ids = model.external_model_ids ?? {};
  const keys = [ref.type, ref.provider, ref.type ?? ref.provider ?? 'vllm', 'default'];
  const key = keys.find((candidate) => candidate !== undefined && ids[candidate] !== undefined);
  return (key === undefined ? undefined : ids[key]) ?? model.provider_model_id ?? model.name;
}

function headersOf(
  ref: BackendRef,
  environment: Readonly<Record<string, string | undefined>>,
): readonly string[] {
  const profile = providerProfiles[ref.provider ?? 'vllm'];
  const headers = Object.entries(ref.extra_headers ?? {}).flatMap(([name, value]) => [
    name.toLowerCase(),
    value,
  ]);
  const key =
    ref.api_key ?? (ref.api_key_env === undefined ? undefined : environment[ref.api_key_env]);
  if (key === undefined || key === '') return headers;
  const prefix = ref.auth_prefix ?? profile.authPrefix;
  return [
    ...headers,
    (ref.auth_header ?? profile.authHeader).toLowerCase(),
    prefix === '' ? key : `${prefix} ${key}`,
  ];
}
