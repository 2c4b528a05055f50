import { SwitchyardError } from '../../errors.ts';
import type { JsonObject } from '../../protocols/canonical.ts';
import { checkChatBody } from '../../protocols/openai-chat/decode.ts';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import type { TokenUsage } from '../../records/cost.ts';
import type { ReplayRecord } from '../../records/record.ts';
import type { ReplayStore } from '../../stores/replay/replay-store.ts';

/** A request to route under two configurations, with as much of it as is known. */
export interface ReplayRequest {
  /** Of the record, or of the place where the request was given. */
  readonly id: string;
  /** A chat body that can be routed. */
  readonly body?: JsonObject | undefined;
  /** What is left of a request whose body was not kept. */
  readonly record?: ReplayRecord | undefined;
  /** Why it cannot be routed. */
  readonly problem?: string | undefined;
  /** Undefined: unknown, as of an exchange that failed. */
  readonly usage?: TokenUsage | undefined;
  readonly isUsageEstimated: boolean;
}

const MAX_MESSAGES = 1_000_000;
const PAGE_SIZE = 100;
/** What an answer is taken to have where nobody knows. */
const EXPECTED_COMPLETION_TOKENS = 300;

/** The last requests of a store, newest first. */
export async function recordedRequests(
  store: Pick<ReplayStore, 'list'>,
  limit: number,
): Promise<readonly ReplayRequest[]> {
  const requests: ReplayRequest[] = [];
  while (requests.length < limit) {
    const pageSize = Math.min(PAGE_SIZE, limit - requests.length);
    const { records } = await store.list({ limit: pageSize, offset: requests.length });
    requests.push(...records.map(requestOfRecord));
    if (records.length < pageSize) break;
  }
  return requests;
}

/** What a record holds where bodies are captured. */
interface CapturedBody {
  readonly request_body?: unknown;
  readonly request_body_truncated?: boolean;
}

export function requestOfRecord(record: ReplayRecord & CapturedBody): ReplayRequest {
  const { id, request_body: captured, request_body_truncated: isCut = false } = record;
  const known = { id, usage: usageOf(record), isUsageEstimated: false };
  if (record.original_model === '') return { ...known, problem: 'was never understood' };
  if (captured === undefined || captured === null || isCut) return { ...known, record };
  const body = typeof captured === 'string' ? parseObject(captured) : captured;
  const checked = requestOfBody({ model: record.original_model, ...(body as JsonObject) }, id);
  return checked.body === undefined ? { ...known, record } : { ...known, body: checked.body };
}

/** A chat body, or `{"prompt"}` or `{"text"}` for one user message; the model is `auto` unless named. */
export function requestOfBody(given: unknown, id: string): ReplayRequest {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    return { id, problem: 'is no JSON object', isUsageEstimated: true };
  }
  const { prompt, text = prompt, ...rest } = given as JsonObject;
  const messages = typeof text === 'string' ? [{ role: 'user', content: text }] : undefined;
  const body: JsonObject = { model: 'auto', ...rest, ...(messages && { messages }) };
  try {
    checkChatBody(body, { maxMessages: MAX_MESSAGES });
  } catch (error) {
    if (!(error instanceof SwitchyardError)) throw error;
    return { id, problem: error.message, isUsageEstimated: true };
  }
  return { id, body, usage: estimatedUsage(body), isUsageEstimated: true };
}

/** One body a line; empty lines say nothing. */
export function requestsOfLines(text: string): readonly ReplayRequest[] {
  return text.split('\n').flatMap((line, index) => {
    if (line.trim() === '') return [];
    return [requestOfBody(parseObject(line), `line ${index + 1}`)];
  });
}

function parseObject(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // reported as no object
  }
}

function usageOf(record: ReplayRecord): TokenUsage | undefined {
  const { prompt_tokens: promptTokens, completion_tokens: completionTokens } = record;
  if (promptTokens === null || completionTokens === null) return undefined;
  return {
    promptTokens,
    completionTokens,
    cachedPromptTokens: record.cached_prompt_tokens ?? 0,
    cacheWriteTokens: record.cache_write_tokens ?? 0,
    totalTokens: record.total_tokens ?? promptTokens + completionTokens,
  };
}

function estimatedUsage(body: JsonObject): TokenUsage {
  const { max_tokens, max_completion_tokens, ...prompt } = body;
  const promptTokens = createRequestView(prompt).tokenEstimate();
  const limit = max_completion_tokens ?? max_tokens;
  const completionTokens = Math.min(
    EXPECTED_COMPLETION_TOKENS,
    typeof limit === 'number' ? limit : EXPECTED_COMPLETION_TOKENS,
  );
  const totalTokens = promptTokens + completionTokens;
  return { promptTokens, cachedPromptTokens: 0, completionTokens, totalTokens };
}
