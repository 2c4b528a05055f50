import { BlockList, isIP } from 'node:net';

/** What answers at an address; the names are those of `backend_refs[].provider`. */
type ProviderKind =
  | 'vllm'
  | 'sglang'
  | 'llamacpp'
  | 'ollama'
  | 'openai'
  | 'openrouter'
  | 'deepseek'
  | 'mistral'
  | 'groq'
  | 'together'
  | 'openai-compatible'
  | 'anthropic';

export interface FoundModel {
  readonly id: string;
  /** Tokens. */
  readonly contextWindow?: number;
  /** E.g. `8b`. */
  readonly parameterSize?: string;
}

export interface FoundProvider {
  /** As it was asked for. */
  readonly url: string;
  /** Everything before `/chat/completions`. */
  readonly baseUrl: string;
  readonly kind: ProviderKind;
  /** Answers from this machine or its own network. */
  readonly isLocal: boolean;
  readonly apiKeyEnv?: string;
  /** Those that chat. */
  readonly models: readonly FoundModel[];
}

export interface FailedProbe {
  readonly url: string;
  readonly problem: string;
  /** Asks for a key, or refuses the one that was sent. */
  readonly isUnauthorized: boolean;
}

export type ProbeResult =
  | { readonly provider: FoundProvider; readonly failure?: undefined }
  | { readonly provider?: undefined; readonly failure: FailedProbe };

export interface ProbeTarget {
  readonly url: string;
  readonly apiKeyEnv?: string;
  /** The value of that variable; sent, and kept nowhere. */
  readonly apiKey?: string | undefined;
}

interface ProbeOptions {
  readonly timeoutMs: number;
}

const MAX_ANSWER_BYTES = 8 * 2 ** 20;
const MAX_MODELS = 5000;
const MAX_NAME_CHARACTERS = 256;
const ANTHROPIC_VERSION = '2023-06-01';

/** Ports of Ollama, vLLM, LM Studio and SGLang. */
const wellKnownPorts = [11434, 8000, 1234, 30000] as const;

const publicHosts: Readonly<Record<string, ProviderKind>> = {
  'api.openai.com': 'openai',
  'openrouter.ai': 'openrouter',
  'api.deepseek.com': 'deepseek',
  'api.mistral.ai': 'mistral',
  'api.groq.com': 'groq',
  'api.together.xyz': 'together',
  'api.anthropic.com': 'anthropic',
};

/** `owned_by` of a list of models -> what lists them so. */
const owners: Readonly<Record<string, ProviderKind>> = {
  vllm: 'vllm',
  sglang: 'sglang',
  llamacpp: 'llamacpp',
  library: 'ollama',
};

/** Model servers on this machine, at the ports that they use by themselves. */
export async function discoverProviders({
  timeoutMs,
  ports = wellKnownPorts,
}: ProbeOptions & { readonly ports?: readonly number[] }): Promise<readonly FoundProvider[]> {
  const results = await Promise.all(
    ports.map((port) => probeProvider({ url: `http://127.0.0.1:${port}` }, { timeoutMs })),
  );
  return results.flatMap(({ provider }) => (provider === undefined ? [] : [provider]));
}

/** Asks an address which models it serves and finds out what it is. */
export async function probeProvider(
  target: ProbeTarget,
  options: ProbeOptions,
): Promise<ProbeResult> {
  const url = parseAddress(target.url);
  if (url === undefined) return failed(target, { problem: 'is no address of a server' });
  if (url.username !== '' || url.password !== '') {
    const problem = 'carries a credential, name the variable of a key with `--api-key-env`';
    return failed({ url: `${url.protocol}//${url.host}` }, { problem });
  }
  if (url.search !== '') {
    const problem = 'has a query, which no base URL has';
    return failed({ url: url.origin + url.pathname }, { problem });
  }
  let last: Failure = { problem: 'lists no models' };
  for (const baseUrl of candidateBases(url)) {
    const listed = await listModels(baseUrl, target, options);
    if (listed.problem === undefined) {
      const provider = await describe({ target, url, baseUrl, listed }, options);
      if (provider.models.length > 0) return { provider };
      last = { problem: 'serves no model that chats' };
      continue;
    }
    last = listed;
    if (listed.isFinal) return failed(target, listed);
  }
  const tags = await listOllamaTags(url, options);
  if (tags.length === 0) return failed(target, last);
  const baseUrl = `${rootOf(url)}/v1`;
  return { provider: providerOf({ target, url, baseUrl, kind: 'ollama', models: tags }) };
}

interface Failure {
  readonly problem: string;
  readonly isUnauthorized?: boolean;
  /** Another path of the same server would answer no better. */
  readonly isFinal?: boolean;
}

function failed({ url }: ProbeTarget, { problem, isUnauthorized = false }: Failure): ProbeResult {
  return { failure: { url, problem, isUnauthorized } };
}

/** `localhost:11434` is an address too. */
function parseAddress(text: string): URL | undefined {
  const address = text.includes('://') ? text : `http://${text}`;
  if (!URL.canParse(address)) return undefined;
  const url = new URL(address);
  // People copy whole addresses of calls.
  url.pathname = url.pathname.replace(/\/(models|chat\/completions)\/?$/, '');
  return url.protocol === 'http:' || url.protocol === 'https:' ? url : undefined;
}

/** Paths before `/models`; what is written is taken at its word when it ends like an API version. */
function candidateBases(url: URL): readonly string[] {
  const written = url.origin + url.pathname.replace(/\/+$/, '');
  return /\/v\d+[a-z0-9]*$/.test(written) ? [written] : [`${written}/v1`, written];
}

function rootOf(url: URL): string {
  return url.origin + url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
}

interface Listed {
  readonly problem?: undefined;
  readonly entries: readonly JsonMap[];
  readonly isAnthropic: boolean;
}

type JsonMap = Readonly<Record<string, unknown>>;

async function listModels(
  baseUrl: string,
  target: ProbeTarget,
  options: ProbeOptions,
): Promise<Listed | Failure> {
  const { apiKey } = target;
  const bearer = apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` };
  const own = {
    'anthropic-version': ANTHROPIC_VERSION,
    ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
  };
  const isKnown = publicHosts[new URL(baseUrl).hostname] === 'anthropic';
  const path = `${baseUrl}/models`;
  let answer = await getJson(path, { headers: isKnown ? own : bearer, ...options });
  // Anthropic wraps errors in its own way; servers that speak like it want its own headers.
  if (!isKnown && isMap(answer.body) && answer.body.type === 'error') {
    answer = await getJson(path, { headers: own, ...options });
  }
  if (answer.problem !== undefined) return answer;
  const problem = problemOfStatus(answer.status, target);
  if (problem !== undefined) return problem;
  const { body } = answer;
  const list = isMap(body) ? body.data : body;
  if (!Array.isArray(list)) return { problem: 'answers, but not with a list of models' };
  const entries = list.slice(0, MAX_MODELS).filter(isMap);
  const isAnthropic = entries.some(
    ({ type, display_name: name }) => type === 'model' && typeof name === 'string',
  );
  return { entries, isAnthropic };
}

function problemOfStatus(status: number, { apiKey, apiKeyEnv }: ProbeTarget): Failure | undefined {
  if (status === 401 || status === 403) {
    const problem =
      apiKey !== undefined
        ? `refuses the key of \`${apiKeyEnv}\``
        : apiKeyEnv === undefined
          ? 'wants a key, name its variable with `--api-key-env`'
          : `wants a key, and \`${apiKeyEnv}\` is not set`;
    return { problem, isUnauthorized: true, isFinal: true };
  }
  if (status >= 300 && status < 400) {
    return { problem: 'redirects to another address, give that one', isFinal: true };
  }
  return status === 200 ? undefined : { problem: `answers with status ${status}` };
}

interface Description {
  readonly target: ProbeTarget;
  readonly url: URL;
  readonly baseUrl: string;
  readonly listed: Listed;
}

async function describe(
  { target, url, baseUrl, listed }: Description,
  options: ProbeOptions,
): Promise<FoundProvider> {
  const kind = kindOf(url, listed);
  const models = listed.entries.flatMap(modelOf);
  if (kind !== 'ollama') return providerOf({ target, url, baseUrl, kind, models });
  // Only its own list knows sizes.
  const sizes = new Map((await listOllamaTags(url, options)).map((tag) => [tag.id, tag]));
  const sized = models.map((model) => sizes.get(model.id) ?? model);
  return providerOf({ target, url, baseUrl, kind, models: sized });
}

function kindOf({ hostname }: URL, { entries, isAnthropic }: Listed): ProviderKind {
  const known = publicHosts[hostname];
  if (known !== undefined) return known;
  if (isAnthropic) return 'anthropic';
  const owner = entries.map(({ owned_by: name }) => owners[String(name)]).find(Boolean);
  return owner ?? 'openai-compatible';
}

function providerOf(
  found: Omit<Description, 'listed'> & Pick<FoundProvider, 'kind' | 'models'>,
): FoundProvider {
  const { target, url, baseUrl, kind, models } = found;
  return {
    url: target.url,
    baseUrl,
    kind,
    isLocal: isLocalHost(url.hostname),
    ...(target.apiKeyEnv === undefined ? {} : { apiKeyEnv: target.apiKeyEnv }),
    models: models.filter(({ id }, at) => models.findIndex((other) => other.id === id) === at),
  };
}

/** Names of models that answer with something else than a conversation. */
const noChat =
  /embed|rerank|whisper|\btts|-tts|dall-e|image|moderation|realtime|transcribe|audio|sora|stable-diffusion|bge-/i;

const windowFields = ['max_model_len', 'context_length', 'context_window', 'max_context_length'];

/** One entry of a list, in the words of whoever made it; empty when it does not chat. */
function modelOf(entry: JsonMap): readonly FoundModel[] {
  const id = entry.id;
  if (!isName(id) || noChat.test(id)) return [];
  const { type, capabilities, meta } = entry;
  const kinds = ['model', 'chat', 'language', 'llm', 'vlm'];
  if (typeof type === 'string' && !kinds.includes(type)) return [];
  if (isMap(capabilities) && capabilities.completion_chat === false) return [];
  const inMeta = isMap(meta) ? meta : {};
  const windows = [...windowFields.map((field) => entry[field]), inMeta.n_ctx_train];
  const contextWindow = windows.find((value) => Number.isSafeInteger(value) && Number(value) > 0);
  const parameters = Number(inMeta.n_params);
  return [
    {
      id,
      ...(contextWindow === undefined ? {} : { contextWindow: Number(contextWindow) }),
      ...(parameters >= 1e6
        ? { parameterSize: `${Number((parameters / 1e9).toPrecision(2))}b` }
        : {}),
    },
  ];
}

async function listOllamaTags(url: URL, options: ProbeOptions): Promise<readonly FoundModel[]> {
  const { body, status } = await getJson(`${rootOf(url)}/api/tags`, { headers: {}, ...options });
  if (status !== 200 || !isMap(body) || !Array.isArray(body.models)) return [];
  return body.models.slice(0, MAX_MODELS).flatMap((entry): readonly FoundModel[] => {
    const id = isMap(entry) ? entry.name : undefined;
    if (!isMap(entry) || !isName(id) || noChat.test(id)) return [];
    const size = isMap(entry.details) ? entry.details.parameter_size : undefined;
    const isSize = typeof size === 'string' && /^\d{1,4}(\.\d{1,3})?[MB]$/i.test(size);
    return [{ id, ...(isSize ? { parameterSize: size.toLowerCase() } : {}) }];
  });
}

/** What may stand in a file and on a terminal. */
function isName(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= MAX_NAME_CHARACTERS &&
    !/[\p{Cc}\p{Cf}]/u.test(value)
  );
}

interface JsonAnswer {
  readonly status: number;
  readonly body?: unknown;
  readonly problem?: undefined;
}

interface NoAnswer extends Failure {
  readonly status?: undefined;
  readonly body?: undefined;
}

/** GET within bounds of time and size; redirects are not followed, so a key stays with its host. */
async function getJson(
  url: string,
  { headers, timeoutMs }: ProbeOptions & { readonly headers: Readonly<Record<string, string>> },
): Promise<JsonAnswer | NoAnswer> {
  const signal = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, { headers, redirect: 'manual', signal });
    const bytes: Uint8Array[] = [];
    let size = 0;
    for await (const part of response.body ?? []) {
      size += part.length;
      if (size > MAX_ANSWER_BYTES)
        return { problem: 'answers with more than 8 MiB', isFinal: true };
      bytes.push(part);
    }
    return { status: response.status, body: parseJson(Buffer.concat(bytes).toString()) };
  } catch (error) {
    return { problem: problemOfFetch(error, timeoutMs), isFinal: true };
  }
}

function problemOfFetch(error: unknown, timeoutMs: number): string {
  const { name, cause } = error as Error;
  if (name === 'TimeoutError') return `gives no answer within ${timeoutMs / 1000} s`;
  switch ((cause as NodeJS.ErrnoException | undefined)?.code) {
    case 'ECONNREFUSED':
      return 'has nothing that listens there';
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'has a host name that nobody knows';
    default:
      // Also a key with characters that no header can carry; the message could hold it.
      return 'cannot be reached';
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // The caller reports that it is no list.
  }
}

function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const ownNetworks: readonly (readonly [string, number, 'ipv4' | 'ipv6'])[] = [
  ['127.0.0.0', 8, 'ipv4'],
  ['10.0.0.0', 8, 'ipv4'],
  ['172.16.0.0', 12, 'ipv4'],
  ['192.168.0.0', 16, 'ipv4'],
  ['169.254.0.0', 16, 'ipv4'],
  ['100.64.0.0', 10, 'ipv4'],
  ['::1', 128, 'ipv6'],
  ['fc00::', 7, 'ipv6'],
  ['fe80::', 10, 'ipv6'],
];

/** Whether a host is this machine, or on a network that is not public. */
export function isLocalHost(hostname: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  const family = isIP(host);
  if (family === 0) return !host.includes('.') || /\.(local|localhost|internal|lan)$/.test(host);
  const list = new BlockList();
  for (const network of ownNetworks) list.addSubnet(...network);
  return list.check(host, family === 4 ? 'ipv4' : 'ipv6');
}
