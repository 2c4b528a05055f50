import { arrayOf, memberOf } from '../../lib/loose-json.ts';
import type { JsonObject } from '../canonical.ts';

const bytesPerToken = 4;
const tokensPerImage = 8192;
const tokensPerMessage = 4;
const tokensPerToolExchange = 8;
const tokensPerToolDefinition = 8;

interface Sizes {
  textBytes: number;
  /** JSON counts a token a byte: schemas and arguments pack badly. */
  structuredBytes: number;
  images: number;
  toolExchanges: number;
}

/** Never below what the prompt needs by a simple count of bytes, plus the output that it reserves. */
export function estimateTokens(body: JsonObject): number {
  const messages = arrayOf(body.messages);
  const sizes: Sizes = { textBytes: 0, structuredBytes: 0, images: 0, toolExchanges: 0 };
  for (const message of messages) addMessage(message, sizes);
  for (const key of ['tools', 'functions', 'tool_choice', 'function_call', 'response_format']) {
    sizes.structuredBytes += jsonBytes(body[key]);
  }
  const toolDefinitions = arrayOf(body.tools).length + arrayOf(body.functions).length;
  const tokens =
    Math.ceil(sizes.textBytes / bytesPerToken) +
    sizes.structuredBytes +
    tokensPerImage * sizes.images +
    tokensPerMessage * messages.length +
    tokensPerToolExchange * sizes.toolExchanges +
    tokensPerToolDefinition * toolDefinitions +
    outputReserve(body);
  return Math.min(tokens, Number.MAX_SAFE_INTEGER);
}

function addMessage(message: unknown, sizes: Sizes): void {
  const role = memberOf(message, 'role');
  const isToolResult = role === 'tool' || role === 'function';
  sizes.textBytes +=
    textBytes(role) +
    textBytes(memberOf(message, 'name')) +
    textBytes(memberOf(message, 'tool_call_id')) +
    textBytes(memberOf(message, 'refusal')) +
    textBytes(memberOf(message, 'reasoning_content')) +
    textBytes(memberOf(message, 'reasoning'));
  if (isToolResult) sizes.toolExchanges += 1;
  addContent(memberOf(message, 'content'), isToolResult, sizes);
  for (const call of arrayOf(memberOf(message, 'tool_calls'))) addToolCall(call, sizes);
  const legacyCall = memberOf(message, 'function_call');
  if (typeof legacyCall === 'object' && legacyCall !== null) addToolCall(legacyCall, sizes);
}

function addContent(content: unknown, isToolResult: boolean, sizes: Sizes): void {
  if (isToolResult) {
    sizes.structuredBytes += typeof content === 'string' ? textBytes(content) : jsonBytes(content);
    return;
  }
  if (typeof content === 'string') {
    sizes.textBytes += Buffer.byteLength(content);
    return;
  }
  for (const part of arrayOf(content)) addPart(part, sizes);
}

function addPart(part: unknown, sizes: Sizes): void {
  const type = memberOf(part, 'type');
  if (type === 'image_url' || type === 'input_image' || type === 'image') {
    sizes.images += 1;
    return;
  }
  if (type === 'tool_result' || type === 'tool_use') sizes.toolExchanges += 1;
  const text = memberOf(part, type === 'refusal' ? 'refusal' : 'text');
  const isText = type === undefined || type === 'text' || type === 'refusal';
  if (isText && typeof text === 'string') sizes.textBytes += Buffer.byteLength(text);
  else sizes.structuredBytes += jsonBytes(part);
}

/** The call is `{function: {name, arguments}}`, or that inner object alone in its older form. */
function addToolCall(call: unknown, sizes: Sizes): void {
  sizes.toolExchanges += 1;
  const tool = memberOf(call, 'function') ?? memberOf(call, 'custom') ?? call;
  sizes.textBytes += textBytes(memberOf(tool, 'name')) + textBytes(memberOf(call, 'id'));
  const argument = memberOf(tool, 'arguments') ?? memberOf(tool, 'input');
  sizes.structuredBytes += typeof argument === 'string' ? textBytes(argument) : jsonBytes(argument);
}

/** A reserve that is no count of tokens is left out, as if it were absent. */
function outputReserve(body: JsonObject): number {
  for (const key of ['max_completion_tokens', 'max_tokens']) {
    const reserve = body[key];
    if (typeof reserve === 'number' && Number.isInteger(reserve) && reserve >= 0) return reserve;
  }
  return 0;
}

function textBytes(value: unknown): number {
  return typeof value === 'string' ? Buffer.byteLength(value) : 0;
}

function jsonBytes(value: unknown): number {
  if (value === undefined || value === null) return 0;
  return Buffer.byteLength(JSON.stringify(value));
}
