import type { Answer, ToolCall } from './answer.ts';
import type { ChatRequest } from './chat-request.ts';

/** A constant, so that the same request gets the same bytes. */
const CREATED = 1_767_225_600;
const ARGUMENT_FRAGMENT_CHARACTERS = 12;

/** The body of a plain answer. */
export function encodeCompletion(request: ChatRequest, answer: Answer, isUsageOmitted: boolean) {
  const model = JSON.stringify(request.model);
  const reasoning =
    answer.reasoningText === undefined
      ? ''
      : `,"reasoning_content":${JSON.stringify(answer.reasoningText)}`;
  const message =
    answer.toolCalls.length === 0
      ? `"content":${JSON.stringify(answer.text)},"refusal":null${reasoning}`
      : `"content":null,"refusal":null${reasoning},"tool_calls":${encodeToolCalls(answer.toolCalls)}`;
  const usage = isUsageOmitted ? '' : `,"usage":${encodeUsage(answer)}`;
  return (
    `{"id":"chatcmpl-mock-${answer.id}","object":"chat.completion","created":${CREATED},` +
    `"model":${model},"choices":[{"index":0,"message":{"role":"assistant",${message}},` +
    `"logprobs":null,"finish_reason":"${answer.finishReason}"}]${usage},` +
    `"system_fingerprint":"mock","mock":${encodeEcho(request, model)}}`
  );
}

/** Every event of a streamed answer, `[DONE]` included. */
export function encodeEvents(
  request: ChatRequest,
  answer: Answer,
  options: { readonly chunks: number | undefined; readonly isUsageOmitted: boolean },
): string[] {
  const model = JSON.stringify(request.model);
  const hasUsageEvent = request.isUsageEventWanted && !options.isUsageOmitted;
  const head =
    `data: {"id":"chatcmpl-mock-${answer.id}","object":"chat.completion.chunk",` +
    `"created":${CREATED},"model":${model},"system_fingerprint":"mock",`;
  const tail = hasUsageEvent ? ',"usage":null}\n\n' : '}\n\n';
  const choice = (delta: string, finish: string, extra = '') =>
    `${head}"choices":[{"index":0,"delta":{${delta}},"logprobs":null,"finish_reason":${finish}}]${extra}${tail}`;

  const opening = answer.toolCalls.length === 0 ? '"content":""' : '"content":null';
  const events = [
    choice(`"role":"assistant",${opening}`, 'null', `,"mock":${encodeEcho(request, model)}`),
  ];
  if (answer.reasoningText !== undefined) {
    events.push(choice(`"reasoning_content":${JSON.stringify(answer.reasoningText)}`, 'null'));
  }
  for (const piece of pieces(answer.text, options.chunks)) {
    events.push(choice(`"content":${JSON.stringify(piece)}`, 'null'));
  }
  answer.toolCalls.forEach((call, at) => {
    for (const delta of toolCallDeltas(call, at)) {
      events.push(choice(`"tool_calls":[${delta}]`, 'null'));
    }
  });
  events.push(choice('', `"${answer.finishReason}"`));
  if (hasUsageEvent) events.push(`${head}"choices":[],"usage":${encodeUsage(answer)}}\n\n`);
  events.push('data: [DONE]\n\n');
  return events;
}

function encodeToolCalls(calls: readonly ToolCall[]): string {
  return JSON.stringify(
    calls.map((call) => ({
      id: call.id,
      type: 'function',
      function: { name: call.name, arguments: call.argumentsText },
    })),
  );
}

/** The first delta names the call, the others carry pieces of its arguments. */
function toolCallDeltas(call: ToolCall, index: number): string[] {
  const deltas = [
    `{"index":${index},"id":"${call.id}","type":"function","function":{"name":${JSON.stringify(call.name)},"arguments":""}}`,
  ];
  for (let at = 0; at < call.argumentsText.length; at += ARGUMENT_FRAGMENT_CHARACTERS) {
    const fragment = call.argumentsText.slice(at, at + ARGUMENT_FRAGMENT_CHARACTERS);
    deltas.push(`{"index":${index},"function":{"arguments":${JSON.stringify(fragment)}}}`);
  }
  return deltas;
}

/** A piece a word, or exactly `count` pieces of about the same number of words. */
function pieces(text: string, count: number | undefined): string[] {
  if (text === '') return [];
  const words = text.split(' ');
  const wanted = count ?? words.length;
  const result: string[] = [];
  for (let at = 0; at < wanted; at += 1) {
    const from = Math.floor((at * words.length) / wanted);
    const to = Math.floor(((at + 1) * words.length) / wanted);
    const piece = words.slice(from, to).join(' ');
    result.push(at === 0 || from === 0 ? piece : ` ${piece}`);
  }
  return result;
}

function encodeUsage({ usage }: Answer): string {
  const { promptTokens, cachedTokens, completionTokens, reasoningTokens } = usage;
  return (
    `{"prompt_tokens":${promptTokens},"completion_tokens":${completionTokens},` +
    `"total_tokens":${promptTokens + completionTokens},` +
    `"prompt_tokens_details":{"cached_tokens":${cachedTokens}},` +
    `"completion_tokens_details":{"reasoning_tokens":${reasoningTokens}}}`
  );
}

/** Which model served, and what arrived of the fields that a router sets. */
function encodeEcho({ reasoningFields }: ChatRequest, model: string): string {
  if (reasoningFields === undefined) return `{"served_by":${model}}`;
  return `{"served_by":${model},${JSON.stringify(reasoningFields).slice(1)}`;
}
