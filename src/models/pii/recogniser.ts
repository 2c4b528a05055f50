import type { PiiType } from './pii-types.ts';

/** A stretch of the text that has the shape of a value and waits for its proof. */
export interface Candidate {
  readonly text: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Where the value really lies, and how sure that is. */
export interface Found {
  readonly start: number;
  readonly end: number;
  readonly confidence: number;
}

/** Finds one type: a shape, and a proof (checksum, range, context) for what has the shape. */
export interface Recogniser {
  readonly type: PiiType;
  /** Global and linear; the value is group 1, which must end the match, or the whole match. */
  readonly pattern: RegExp;
  /** Texts without this sign or digit are not searched. */
  readonly needs?: RegExp;
  /** Undefined or confidence 0: not this type. */
  readonly prove: (candidate: Candidate) => Found | number | undefined;
}

/** Most units before a value in which context words count. */
const CONTEXT_UNITS = 48;

export function before(candidate: Candidate, units = CONTEXT_UNITS): string {
  return candidate.text.slice(Math.max(0, candidate.start - units), candidate.start);
}

export function after(candidate: Candidate, units = 16): string {
  return candidate.text.slice(candidate.end, candidate.end + units);
}

export function digitsOf(value: string): string {
  return value.replace(/\D/g, '');
}

const FILLERS = [
  ...['number', 'numbers', 'no', 'nr', 'num', 'code', 'id', 'is', 'was', 'are', 'of', 'the', 'my'],
  ...['your', 'his', 'her', 'their', 'our', 'for', 'file', 'card', 'key', 'value'],
  ...['numéro', 'numero', 'número', 'núm', 'n°', 'nº', 'est', 'es', 'el', 'la', 'le', 'de', 'du'],
  ...['nummer', 'ist', 'lautet', 'der', 'die', 'das', 'è', 'é', 'to', 'on'],
].join('|');

/**
 * A pattern for a value behind one of the context words; a few small words and signs may stand
 * between them. All repetitions are bounded, so each context word costs a constant.
 */
export function behindWords(words: readonly string[], value: string): RegExp {
  const gap = `(?:[\\s:=#.,"'’()*]{1,4}(?:${FILLERS})(?![\\p{L}\\p{N}])){0,4}[\\s:=#.,"'’(*]{1,5}`;
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${words.join('|')})${gap}(${value})`, 'giu');
}

/** True when one of the words stands before the value with few other words between. */
export function contextPattern(words: readonly string[], gapUnits = 28): RegExp {
  return new RegExp(`(?<![\\p{L}])(?:${words.join('|')})(?![\\p{L}])[^\\n]{0,${gapUnits}}$`, 'iu');
}
