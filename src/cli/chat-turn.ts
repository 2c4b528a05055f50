import { setTimeout as sleep } from 'node:timers/promises';
import { SseFramer, sseData } from '../lib/sse.ts';
import { callServer, errorOfCall, type ServerAddress } from './server-client.ts';

export interface ChatMessage {
  readonly role: 'system' | 'user' | 'assistant';
  readonly content: string;
}

export interface ChatTarget {
  readonly address: ServerAddress;
  readonly management: ServerAddress;
  readonly model: string;
  readonly maxTokens: number | undefined;
  readonly timeoutMs: number;
}

interface ToolCall {
  readonly name: string;
  /** JSON text. */
  readonly arguments: string;
}

interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
}

/** One answer and what the router says about it; the object that `chat --json` prints. */
export interface ChatAnswer {
  readonly text: string;
  readonly tool_calls: readonly ToolCall[];
  readonly finish_reason: string | null;
  readonly model: string | null;
  readonly decision: string | null;
  readonly confidence: number | null;
  readonly latency_ms: number;
  readonly usage: Usage | null;
  readonly cost: number | null;
  readonly currency: string | null;
  readonly replay_id: string | null;
  /** The stream ended with this message. */
  readonly error?: string;
}

const RECORD_TRIES = 4;
const RECORD_WAIT_MS = 120;
const RECORD_TIMEOUT_MS = 1000;

/** Sends one turn and hands out the text as it arrives. */
export async function sendChat(
  target: ChatTarget,
  messages: readonly ChatMessage[],
  onText: (text: string) => void,
): Promise<ChatAnswer> {
  const startedAt = performance.now();
  const { address, model, maxTokens, timeoutMs } = target;
  const response = await callServer(address, {
    path: '/v1/chat/completions',
    body: {
      model,
      messages,
      stream: true,
      stream_options: { include_usage: true },
      ...(maxTokens === undefined ? {} : { max_tokens: maxTokens }),
    },
    timeoutMs,
  });
  const heard = createListener(onText);
  try {
    await readEvents(response, heard.listen);
  } catch (error) {
    throw errorOfCall(error, address.url);
  }
  const latencyMs = performance.now() - startedAt;
  const header = (name: string) => response.headers.get(name);
  const confidence = header('x-vsr-selected-confidence');
  const replayId = header('x-vsr-replay-id');
  const { actual_cost: cost = null, currency = null } = await findCosts(target, replayId);
  return {
    ...heard.result(),
    model: header('x-vsr-selected-model') ?? heard.servedModel(),
    decision: header('x-vsr-selected-decision'),
    confidence: confidence === null ? null : Number(confidence),
    latency_ms: Math.round(latencyMs * 10) / 10,
    cost,
    currency,
    replay_id: replayId,
  };
}

async function readEvents(response: Response, listen: (data: string) => void): Promise<void> {
  const framer = new SseFramer();
  for await (const chunk of response.body ?? []) {
    for (const event of framer.push(Buffer.from(chunk))) {
      const data = sseData(event);
      if (data !== undefined) listen(data.toString());
    }
  }
}

interface Chunk {
  readonly model?: string;
  readonly error?: { readonly message?: string };
  readonly usage?: Usage | null;
  readonly choices?: readonly {
    readonly finish_reason?: string | null;
    readonly delta?: {
      readonly content?: string | null;
      readonly tool_calls?: readonly {
        readonly index: number;
        readonly function?: { readonly name?: string; readonly arguments?: string };
      }[];
    };
  }[];
}

/** Gathers what the events of a stream say. */
function createListener(onText: (text: string) => void) {
  const toolCalls: { name: string; arguments: string }[] = [];
  let text = '';
  let finishReason: string | null = null;
  let usage: Usage | null = null;
  let model: string | null = null;
  let error: string | undefined;
  return {
    listen(data: string): void {
      if (data === '[DONE]') return;
      const chunk: Chunk = JSON.parse(data);
      model ??= chunk.model ?? null;
      usage = chunk.usage ?? usage;
      if (chunk.error) error = chunk.error.message ?? 'the answer ended with an error';
      const choice = chunk.choices?.[0];
      finishReason = choice?.finish_reason ?? finishReason;
      const content = choice?.delta?.content ?? '';
      if (content !== '') onText(content);
      text += content;
      for (const { index, function: part } of choice?.delta?.tool_calls ?? []) {
        toolCalls[index] ??= { name: '', arguments: '' };
        toolCalls[index].name += part?.name ?? '';
        toolCalls[index].arguments += part?.arguments ?? '';
      }
    },
    servedModel: () => model,
    result: () => ({
      text,
      tool_calls: toolCalls,
      finish_reason: finishReason,
      usage,
      ...(error === undefined ? {} : { error }),
    }),
  };
}

interface Costs {
  readonly actual_cost?: number | null;
  readonly currency?: string | null;
}

/** The cost of a stream is known when it ends, so it is in the record; records are written in batches. */
async function findCosts(target: ChatTarget, replayId: string | null): Promise<Costs> {
  if (replayId === null) return {};
  const path = `/v1/router_replay/${encodeURIComponent(replayId)}`;
  for (let tries = 0; tries < RECORD_TRIES; tries += 1) {
    try {
      const response = await callServer(target.management, { path, timeoutMs: RECORD_TIMEOUT_MS });
      return (await response.json()) as Costs;
    } catch (error) {
      // Without the management port the footer has no cost; that is no reason to fail.
      if ((error as { code?: string }).code === 'not_running') return {};
      await sleep(RECORD_WAIT_MS);
    }
  }
  return {};
}
