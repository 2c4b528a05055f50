import { isJsonObject, type JsonObject } from '../../lib/json-value.ts';
import { withoutThoughts } from '../plugins/chat-verdict.ts';

/** More is no answer but an essay. */
const MAX_CHARACTERS = 16_384;

/**
 * The JSON object that an answer is, or undefined. Thoughts in front of it and a code fence around
 * it do not count; prose does, since an object inside it may be quoted from the text under judgement.
 */
export function answerObject(answer: string): JsonObject | undefined {
  const content = withoutFence(withoutThoughts(answer).trim());
  if (content.length > MAX_CHARACTERS) return undefined;
  return jsonObject(content) ?? jsonObject(doubleQuoted(content));
}

function jsonObject(text: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Small models write objects the way Python prints them. */
function doubleQuoted(text: string): string {
  return text.includes('"') ? text : text.replaceAll("'", '"');
}

function withoutFence(text: string): string {
  if (!text.startsWith('```') || !text.endsWith('```')) return text;
  const firstBreak = text.indexOf('\n');
  return firstBreak < 0 ? text : text.slice(firstBreak + 1, -3).trim();
}
