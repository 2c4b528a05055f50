import { isAscii, isUtf8 } from 'node:buffer';
import { SwitchyardError } from '../../errors.ts';
import { type JsonMember, scanJsonMembers } from '../../lib/json-members.ts';
import type { JsonObject } from '../canonical.ts';

/** A chat completion request as it came: parsed once, its bytes kept for splicing. */
export interface ChatRequest {
  readonly bytes: Buffer;
  readonly members: readonly JsonMember[];
  readonly body: JsonObject;
  readonly model: string;
  readonly isStream: boolean;
  /** The client asked for the usage chunk of a stream. */
  readonly wantsUsage: boolean;
}

export interface DecodeLimits {
  readonly maxDepth: number;
  readonly maxMessages: number;
}

type Check = (value: unknown, param: string) => void;

/** Checks of the fields that the router or every backend relies on; `null` means absent. */
const optionalFields: ReadonlyMap<string, Check> = new Map([
  ['stream', isOf('boolean')],
  ['stream_options', isObject],
  ['temperature', isOf('number')],
  ['top_p', isOf('number')],
  ['n', isCount],
  ['max_tokens', isCount],
  ['max_completion_tokens', isCount],
  ['presence_penalty', isOf('number')],
  ['frequency_penalty', isOf('number')],
  ['seed', isOf('number')],
  ['logprobs', isOf('boolean')],
  ['top_logprobs', isCount],
  ['user', isOf('string')],
  ['tools', isObjectArray],
  ['functions', isObjectArray],
  ['parallel_tool_calls', isOf('boolean')],
  ['reasoning_effort', isOf('string')],
  ['chat_template_kwargs', isObject],
  ['response_format', isObject],
  ['logit_bias', isObject],
  ['metadata', isMetadata],
]);

const roles = new Set(['system', 'developer', 'user', 'assistant', 'tool', 'function']);

const OPEN_BRACE = 0x7b;
const MAX_METADATA_ENTRIES = 32;
const MAX_METADATA_KEY_BYTES = 128;
const MAX_METADATA_VALUE_BYTES = 1024;

/** Reads and checks a body; throws `SwitchyardError` with `param` for whatever is wrong with it. */
export function decodeChatRequest(bytes: Buffer, limits: DecodeLimits): ChatRequest {
  const ascii = isAscii(bytes);
  if (!ascii && !isUtf8(bytes)) {
    throw new SwitchyardError('invalid_utf8', 'the request body is not valid UTF-8');
  }
  const members = scanJsonMembers(bytes, { maxDepth: limits.maxDepth });
  const body = parse(bytes, ascii, members === undefined);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new SwitchyardError('invalid_type', 'the request body must be a JSON object');
  }
  if (members === undefined) {
    throw new SwitchyardError(
      'body_too_deep',
      `the request body nests deeper than ${limits.maxDepth} levels`,
    );
  }
  const { model, isStream, wantsUsage } = checkChatBody(body as JsonObject, limits);
  return { bytes, members, body: body as JsonObject, model, isStream, wantsUsage };
}

/** The checks of `decodeChatRequest` for a body that was parsed elsewhere. */
export function checkChatBody(
  body: JsonObject,
  limits: Pick<DecodeLimits, 'maxMessages'>,
): Omit<ChatRequest, 'bytes' | 'members'> {
  const { model } = body;
  if (model === undefined) throw missing('model');
  if (typeof model !== 'string') throw wrongType('model', 'a string');
  if (model === '')
    throw new SwitchyardError('invalid_value', '`model` is empty', { param: 'model' });
  checkMessages(body.messages, limits.maxMessages);
  for (const key in body) {
    const check = optionalFields.get(key);
    const value = body[key];
    if (check !== undefined && value !== null) check(value, key);
  }
  const isStream = body.stream === true;
  const streamOptions = body.stream_options as JsonObject | null | undefined;
  return { body, model, isStream, wantsUsage: streamOptions?.include_usage === true };
}

/** Too deep bodies are not parsed, but a body that is no object at all is named as such. */
function parse(bytes: Buffer, ascii: boolean, isRefused: boolean): unknown {
  if (isRefused && firstByte(bytes) === OPEN_BRACE) return {};
  const text = ascii ? bytes.toString('latin1') : bytes.toString('utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new SwitchyardError('invalid_json', 'malformed JSON body', { cause });
  }
}

function firstByte(bytes: Buffer): number | undefined {
  let at = 0;
  while (at < bytes.length && (bytes[at] as number) <= 0x20) at += 1;
  return bytes[at];
}

function checkMessages(messages: unknown, maxMessages: number): void {
  if (messages === undefined) throw missing('messages');
  if (!Array.isArray(messages)) throw wrongType('messages', 'an array');
  if (messages.length === 0) {
    throw new SwitchyardError('invalid_value', '`messages` is empty', { param: 'messages' });
  }
  if (messages.length > maxMessages) {
    throw new SwitchyardError(
      'too_many_messages',
      `\`messages\` has ${messages.length} entries, at most ${maxMessages} are allowed`,
      { param: 'messages' },
    );
  }
  for (let index = 0; index < messages.length; index += 1) checkMessage(messages[index], index);
}

function checkMessage(message: unknown, index: number): void {
  if (typeof message !== 'object' || message === null || Array.isArray(message)) {
    throw wrongType(`messages[${index}]`, 'an object');
  }
  const { role, content } = message as JsonObject;
  if (role === undefined) throw missing(`messages[${index}].role`);
  if (typeof role !== 'string') throw wrongType(`messages[${index}].role`, 'a string');
  if (!roles.has(role)) {
    throw new SwitchyardError(
      'invalid_value',
      `unknown role \`${role.slice(0, 40)}\`, allowed are ${[...roles].map((name) => `\`${name}\``).join(', ')}`,
      { param: `messages[${index}].role` },
    );
  }
  if (typeof content === 'string' || content === undefined || content === null) return;
  if (!Array.isArray(content)) {
    throw wrongType(`messages[${index}].content`, 'a string or an array of parts');
  }
  content.forEach((part, at) => {
    if (typeof part !== 'object' || part === null || Array.isArray(part)) {
      throw wrongType(`messages[${index}].content[${at}]`, 'an object');
    }
  });
}

function isOf(type: 'boolean' | 'number' | 'string'): Check {
  return (value, param) => {
    if (typeof value !== type) throw wrongType(param, `a ${type}`);
  };
}

function isCount(value: unknown, param: string): void {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) {
    throw wrongType(param, 'a non-negative integer');
  }
}

function isObject(value: unknown, param: string): void {
  if (typeof value !== 'object' || Array.isArray(value)) throw wrongType(param, 'an object');
}

function isObjectArray(value: unknown, param: string): void {
  if (!Array.isArray(value)) throw wrongType(param, 'an array');
  value.forEach((item, index) => {
    if (item === null) throw wrongType(`${param}[${index}]`, 'an object');
    isObject(item, `${param}[${index}]`);
  });
}

function isMetadata(value: unknown, param: string): void {
  isObject(value, param);
  const entries = Object.entries(value as JsonObject);
  if (entries.length > MAX_METADATA_ENTRIES) {
    throw new SwitchyardError(
      'invalid_value',
      `\`metadata\` has ${entries.length} entries, at most ${MAX_METADATA_ENTRIES} are allowed`,
      { param },
    );
  }
  for (const [key, entry] of entries) {
    const keyBytes = Buffer.byteLength(key);
    if (keyBytes === 0 || keyBytes > MAX_METADATA_KEY_BYTES) {
      throw new SwitchyardError('invalid_value', 'a key of `metadata` must have 1 to 128 bytes', {
        param,
      });
    }
    if (typeof entry !== 'string') throw wrongType(`metadata.${key}`, 'a string');
    if (Buffer.byteLength(entry) > MAX_METADATA_VALUE_BYTES) {
      throw new SwitchyardError('invalid_value', 'a value of `metadata` has at most 1024 bytes', {
        param: `metadata.${key}`,
      });
    }
  }
}

function missing(param: string): SwitchyardError {
  return new SwitchyardError('missing_field', `\`${param}\` is missing`, { param });
}

function wrongType(param: string, expected: string): SwitchyardError {
  return new SwitchyardError('invalid_type', `\`${param}\` must be ${expected}`, { param });
}
