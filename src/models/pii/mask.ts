import type { PiiEntity } from './pii-types.ts';

/** A text without its entities, and the way back for what a model writes about it. @public */
export interface Mask {
  readonly text: string;
  /** Puts the values back for the placeholders of this mask, also where a model respelled them. */
  readonly restore: (answer: string) => string;
}

/** A bracket that may hold a placeholder; models change case, spaces and escapes inside it. */
const BRACKETS = /\[([A-Za-z][A-Za-z0-9\s_\\*-]{2,48})\]/g;

/** The same for all spellings of one placeholder. */
function keyOf(inside: string): string {
  return inside.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
}

/** Replaces entities (sorted by start) by placeholders such as `[PERSON_1]`. @public */
export function createMask(text: string, entities: readonly PiiEntity[]): Mask {
  const foreign = new Set(Array.from(text.matchAll(BRACKETS), (match) => keyOf(match[1] ?? '')));
  const placeholders = new Map<string, string>();
  const values = new Map<string, string>();
  const counts = new Map<string, number>();
  const placeholderOf = (type: string, value: string) => {
    const known = placeholders.get(`${type} ${value}`);
    if (known !== undefined) return known;
    let count = (counts.get(type) ?? 0) + 1;
    // A placeholder that the user wrote is the user's, so its number is left out.
    while (foreign.has(keyOf(`${type}${count}`))) count++;
    counts.set(type, count);
    const placeholder = `[${type}_${count}]`;
    placeholders.set(`${type} ${value}`, placeholder);
    values.set(keyOf(`${type}${count}`), value);
    return placeholder;
  };
  const parts: string[] = [];
  let copied = 0;
  for (const { type, start, end } of entities) {
    if (start < copied) continue;
    parts.push(text.slice(copied, start), placeholderOf(type, text.slice(start, end)));
    copied = end;
  }
  parts.push(text.slice(copied));
  return {
    text: parts.join(''),
    restore: (answer) =>
      answer.replace(BRACKETS, (bracket, inside: string) => values.get(keyOf(inside)) ?? bracket),
  };
}
