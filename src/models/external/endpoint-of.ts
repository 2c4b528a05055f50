import { SwitchyardError } from '../../errors.ts';
import type { CircuitBreaker } from '../plugins/circuit-breaker.ts';
import { createBreaker, type EndpointOptions } from '../plugins/json-endpoint.ts';

/** What is read of an entry of `global.model_catalog.external[]`. */
interface ExternalEntry {
  readonly name: string;
  readonly llm_endpoint?:
    | {
        readonly address?: string | undefined;
        readonly port?: number | undefined;
        readonly protocol?: 'http' | 'https' | undefined;
      }
    | undefined;
  readonly base_url?: string | undefined;
  readonly llm_model_name?: string | undefined;
  readonly llm_timeout_seconds?: number | undefined;
  readonly access_key?: string | undefined;
  readonly api_key_env?: string | undefined;
  readonly max_tokens?: number | undefined;
  readonly temperature?: number | undefined;
}

/** One server and the model to ask there. What is missing, each client sets by its own defaults. */
export interface ModelEndpoint {
  readonly name: string;
  /** As it was written; chats add `/v1` where there is no path. */
  readonly baseUrl: string;
  /** As the server calls it; chats need it. */
  readonly model?: string;
  readonly apiKey?: string;
  readonly timeoutMs?: number;
  readonly maxTokens?: number;
  readonly temperature?: number;
  readonly breaker: CircuitBreaker;
}

/** Longer answers are no verdicts. */
const MAX_RESPONSE_BYTES = 1024 * 1024;

/**
 * Throws `model_unavailable` where the entry has no address or the variable of its key no value.
 * @public
 */
export function endpointOf(
  entry: ExternalEntry,
  environment: Readonly<Record<string, string | undefined>>,
): ModelEndpoint {
  const { name, llm_model_name: model, llm_timeout_seconds: seconds } = entry;
  const { max_tokens: maxTokens, temperature } = entry;
  const apiKey = keyOf(entry, environment);
  return {
    name,
    baseUrl: entry.base_url ?? addressOf(entry),
    breaker: createBreaker(() => performance.now()),
    ...(model !== undefined && { model }),
    ...(apiKey !== undefined && { apiKey }),
    ...(seconds !== undefined && seconds > 0 && { timeoutMs: seconds * 1000 }),
    ...(maxTokens !== undefined && maxTokens > 0 && { maxTokens }),
    ...(temperature !== undefined && { temperature }),
  };
}

function addressOf({ name, llm_endpoint: endpoint }: ExternalEntry): string {
  const { address, port, protocol = 'http' } = endpoint ?? {};
  if (address === undefined) {
    throw new SwitchyardError(
      'model_unavailable',
      `the external model \`${name}\` has no address, set \`base_url\` or \`llm_endpoint.address\``,
    );
  }
  const isBareIpv6 = address.includes(':') && !address.startsWith('[');
  const host = isBareIpv6 ? `[${address}]` : address;
  return `${protocol}://${host}${port === undefined ? '' : `:${port}`}`;
}

function keyOf(
  { name, access_key: key, api_key_env: variable }: ExternalEntry,
  environment: Readonly<Record<string, string | undefined>>,
): string | undefined {
  if (variable === undefined || variable === '') return key || undefined;
  const value = Object.hasOwn(environment, variable) ? environment[variable] : undefined;
  if (value) return value;
  throw new SwitchyardError(
    'model_unavailable',
    `the external model \`${name}\`: the variable \`${variable}\` of its key has no value`,
  );
}

/** The options of one path of the server. */
export function pathOptions(endpoint: ModelEndpoint, timeoutMs: number): EndpointOptions {
  const { name, baseUrl, apiKey, breaker } = endpoint;
  return {
    name,
    baseUrl,
    breaker,
    timeoutMs,
    maxRetries: 1,
    maxResponseBytes: MAX_RESPONSE_BYTES,
    ...(apiKey !== undefined && { apiKey }),
  };
}
