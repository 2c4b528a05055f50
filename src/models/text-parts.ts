import type { Tokenizer } from './wordpiece.ts';

/** Token ids of one pass of the encoder. */
export interface Sequence {
  readonly ids: Int32Array<ArrayBuffer>;
  readonly isTruncated: boolean;
}

export interface Part {
  readonly start: number;
  readonly end: number;
}

/** The tail is looked for in so many UTF-16 units a token. */
const UNITS_PER_TAIL_TOKEN = 12;
/** Of the window; the rest is its tail. */
const HEAD_SHARE = 0.56;
const CUT_REACH_UNITS = 40;
const CONTENT = /[^\s\p{Cc}\p{Cf}\p{Cs}]/u;

/** False for a text of which nothing can be said: no letter, digit or sign. */
export function hasContent(text: string): boolean {
  return CONTENT.test(text);
}

interface WindowOptions {
  /** A text of so many is read whole. */
  readonly maxTokens: number;
  /** What is read of a longer one: its screening needs time as well. */
  readonly longTokens: number;
}

/** The whole text where it fits; else its first and its last tokens, with the marks of one text. */
export function windowOf(
  tokenizer: Tokenizer,
  text: string,
  { maxTokens, longTokens }: WindowOptions,
): Sequence {
  const { ids, isTruncated } = tokenizer.encode(text, maxTokens);
  if (!isTruncated) return { ids: Int32Array.from(ids), isTruncated };
  const headLength = Math.floor(longTokens * HEAD_SHARE);
  const tailLength = longTokens - headLength;
  const units = text.slice(-tailLength * UNITS_PER_TAIL_TOKEN);
  const tail = tokenizer
    .encode(units, units.length + 2)
    .ids.subarray(1)
    .slice(-tailLength);
  const window = new Int32Array(headLength + tail.length);
  window.set(ids.subarray(0, headLength));
  window.set(tail, headLength);
  return { ids: window, isTruncated };
}

interface PartOptions {
  /** Estimated tokens of a part, and from the start of one part to that of the next. */
  readonly tokens: number;
  readonly stride: number;
  readonly maxParts: number;
}

/**
 * Cuts a text into parts that overlap, at spaces where there are some; `isComplete` is false when the
 * text goes on behind the last part.
 */
export function partsOf(
  text: string,
  { tokens, stride, maxParts }: PartOptions,
): { readonly parts: readonly Part[]; readonly isComplete: boolean } {
  const parts: Part[] = [];
  let start = 0;
  while (start < text.length && parts.length < maxParts) {
    const end = reach(text, start, tokens);
    parts.push({ start, end });
    if (end >= text.length) break;
    start = reach(text, start, stride);
  }
  return { parts, isComplete: (parts.at(-1)?.end ?? 0) >= text.length };
}

/** Where about `tokens` tokens from `start` on end. */
function reach(text: string, start: number, tokens: number): number {
  let cost = 0;
  let at = start;
  while (at < text.length && cost < tokens) {
    cost += costOf(text.charCodeAt(at));
    at += 1;
  }
  if (at >= text.length) return text.length;
  const space = text.lastIndexOf(' ', at);
  return space > Math.max(start, at - CUT_REACH_UNITS) ? space : at;
}

/** Tokens that a UTF-16 unit adds, about. */
function costOf(unit: number): number {
  if (unit === 0x20 || unit === 0x0a) return 0;
  const isAsciiWord =
    (unit >= 0x61 && unit <= 0x7a) ||
    (unit >= 0x41 && unit <= 0x5a) ||
    (unit >= 0x30 && unit <= 0x39);
  if (isAsciiWord) return 0.25;
  return unit > 0x7f && unit < 0x2e80 ? 0.6 : 1;
}
