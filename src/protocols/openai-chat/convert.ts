import { SseFramer, sseData } from '../../lib/sse.ts';
import type { JsonObject } from '../canonical.ts';

/**
 * Answers of one kind where the other was asked for: backends that ignore `stream`, and caches or
 * guards that need a whole answer.
 */

/** A whole completion as the events of a stream. */
export function completionToEvents(
  completion: JsonObject,
  { wantsUsage }: { readonly wantsUsage: boolean },
): string {
  const { id, created, model, system_fingerprint, service_tier, usage } = completion;
  const envelope = {
    id,
    object: 'chat.completion.chunk',
    created,
    model,
    ...(system_fingerprint === undefined ? {} : { system_fingerprint }),
    ...(service_tier === undefined ? {} : { service_tier }),
  };
  const choices = asArray(completion.choices).map(asObject);
  const chunks = choices.flatMap((choice) => {
    const { message, finish_reason, index, logprobs = null } = choice;
    const delta = { ...asObject(message) };
    if (Array.isArray(delta.tool_calls)) {
      delta.tool_calls = delta.tool_calls.map((call, at) => ({ index: at, ...asObject(call) }));
    }
    return [
      { ...envelope, choices: [{ index, delta, logprobs, finish_reason: null }] },
      { ...envelope, choices: [{ index, delta: {}, logprobs: null, finish_reason }] },
    ];
  });
  const usageChunk = wantsUsage && usage ? [{ ...envelope, choices: [], usage }] : [];
  const events = [...chunks, ...usageChunk].map((chunk) => JSON.stringify(chunk));
  return [...events, '[DONE]'].map((data) => `data: ${data}\n\n`).join('');
}

/** The events of a whole stream as one completion; undefined when it holds no chunk. */
export function eventsToCompletion(stream: Buffer): JsonObject | undefined {
  const framer = new SseFramer();
  const events = [...framer.push(stream), framer.takeRest() ?? Buffer.alloc(0)];
  const chunks = events.map(chunkOf).filter((chunk) => chunk !== undefined);
  const failure = chunks.find((chunk) => chunk.error !== undefined);
  if (failure !== undefined) return failure;
  const [first] = chunks;
  if (first === undefined) return undefined;
  const choices = new Map<number, Choice>();
  let usage: unknown;
  for (const chunk of chunks) {
    usage = chunk.usage ?? usage;
    for (const choice of asArray(chunk.choices).map(asObject)) gather(choices, choice);
  }
  const { choices: _, usage: __, ...envelope } = first;
  return {
    ...envelope,
    object: 'chat.completion',
    choices: [...choices.values()].sort((a, b) => a.index - b.index),
    ...(usage === undefined ? {} : { usage }),
  };
}

interface Choice {
  readonly index: number;
  readonly message: Record<string, unknown>;
  logprobs: unknown;
  finish_reason: unknown;
}

function chunkOf(event: Buffer): JsonObject | undefined {
  const data = sseData(event);
  if (data === undefined || data[0] !== 0x7b) return undefined;
  try {
    return JSON.parse(data.toString()) as JsonObject;
  } catch {
    return undefined; // a broken event is skipped, as clients do
  }
}

function gather(choices: Map<number, Choice>, choice: JsonObject): void {
  const index = typeof choice.index === 'number' ? choice.index : 0;
  const gathered = choices.get(index) ?? {
    index,
    message: { role: 'assistant', content: null },
    logprobs: null,
    finish_reason: null,
  };
  choices.set(index, gathered);
  gathered.finish_reason = choice.finish_reason ?? gathered.finish_reason;
  gathered.logprobs = mergeLogprobs(gathered.logprobs, choice.logprobs);
  for (const [key, value] of Object.entries(asObject(choice.delta))) {
    if (value === null || value === undefined) continue;
    if (key === 'tool_calls') gathered.message[key] = mergeToolCalls(gathered.message[key], value);
    else if (key !== 'role' && typeof value === 'string') {
      gathered.message[key] = `${gathered.message[key] ?? ''}${value}`;
    } else gathered.message[key] = value;
  }
}

function mergeLogprobs(gathered: unknown, added: unknown): unknown {
  if (added === null || added === undefined) return gathered;
  if (gathered === null) return added;
  const content = [...asArray(asObject(gathered).content), ...asArray(asObject(added).content)];
  return { ...asObject(gathered), content };
}

function mergeToolCalls(gathered: unknown, fragments: unknown): readonly unknown[] {
  const calls = [...asArray(gathered)].map(asObject);
  for (const fragment of asArray(fragments).map(asObject)) {
    const { index, ...rest } = fragment;
    const at =
      typeof index === 'number' && index >= 0 && index <= calls.length ? index : calls.length;
    const call = calls[at] ?? {};
    const before = asObject(call.function);
    const added = asObject(rest.function);
    calls[at] = {
      ...call,
      ...rest,
      function: {
        ...before,
        ...added,
        arguments: `${before.arguments ?? ''}${added.arguments ?? ''}`,
      },
    };
  }
  return calls;
}

function asArray(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function asObject(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
