import { createCharacterKinds, kindOfPair, MARK, SURROGATE } from './character-kinds.ts';
import { createTextUnits } from './text-units.ts';

/** The words of a text, each different one once. */
export interface WordIndex {
  readonly words: readonly string[];
  /** Word -> a bit for each of its characters; several characters share one, see `characterMask`. */
  readonly masks: readonly number[];
  /** Word -> its characters, surrogate pairs counted once. */
  readonly lengths: readonly number[];
  /** The text as numbers of its words. */
  readonly sequence: readonly number[];
}

// Roles of units: between words, in a word, and what takes a closer look.
const BETWEEN = 0;
const INSIDE = 1;
const SPECIAL = 2;

/** Splits texts into runs of letters and digits with their marks, and of the extra characters. */
export function createWordIndexer(extraCharacters = ''): (text: string) => WordIndex {
  const roles = createCharacterKinds().map((kind) => {
    if (kind === MARK || kind === SURROGATE) return SPECIAL;
    return kind === 0 ? BETWEEN : INSIDE;
  });
  for (const character of extraCharacters) roles[character.charCodeAt(0)] = INSIDE;
  const encode = createTextUnits();
  return (text) => indexWords(roles, text, encode(text));
}

/** What `masks` says of a word; one edit of a word changes at most two bits. */
export function characterMask(word: string): number {
  let mask = 0;
  for (let index = 0; index < word.length; index++) {
    const unit = word.charCodeAt(index);
    if (!isSurrogate(unit)) mask |= 1 << (unit & 31);
  }
  return mask;
}

// Halves of surrogate pairs have no bit: two of them would change with one character.
function isSurrogate(unit: number): boolean {
  return (unit & 0xf800) === 0xd800;
}

function indexWords(roles: Uint8Array, text: string, units: Uint16Array): WordIndex {
  const table = new WordTable(text, units);
  const { length } = text;
  for (let index = 0; index < length; ) {
    const start = index;
    let mask = 0;
    let hash = 0;
    let pairs = 0;
    for (; index < length; index++) {
      const unit = units[index] as number;
      const role = roles[unit];
      if (role === BETWEEN) break;
      if (role === SPECIAL) {
        const width = specialWidth(units, length, index, start);
        if (width === 0) break;
        index += width - 1;
        if (width === 1) mask |= 1 << (unit & 31);
        else pairs++;
        hash = (Math.imul(hash, 31) + (units[index] as number)) | 0;
        continue;
      }
      mask |= 1 << (unit & 31);
      hash = (Math.imul(hash, 31) + unit) | 0;
    }
    if (index > start) table.add({ start, end: index, mask, hash, pairs });
    else index++;
  }
  return table;
}

/** How many units of a mark or a surrogate pair belong to the word that starts at `start`. */
function specialWidth(units: Uint16Array, length: number, index: number, start: number): number {
  const unit = units[index] as number;
  const isFirst = index === start;
  if (!isSurrogate(unit)) return isFirst ? 0 : 1;
  const next = index + 1 < length ? (units[index + 1] as number) : 0;
  const kind = kindOfPair(unit, next);
  return kind === 0 || (kind === MARK && isFirst) ? 0 : 2;
}

interface Occurrence {
  readonly start: number;
  readonly end: number;
  readonly mask: number;
  readonly hash: number;
  readonly pairs: number;
}

/** Numbers words through a hash table, so that a repeated word costs no string. */
class WordTable implements WordIndex {
  readonly words: string[] = [];
  readonly masks: number[] = [];
  readonly lengths: number[] = [];
  readonly sequence: number[] = [];
  readonly #text: string;
  readonly #units: Uint16Array;
  readonly #starts: number[] = [];
  readonly #hashes: number[] = [];
  /** Open addressing, a power of two in size, at most half full; word + 1, 0 is free. */
  #slots = new Int32Array(256);

  constructor(text: string, units: Uint16Array) {
    this.#text = text;
    this.#units = units;
  }

  add({ start, end, mask, hash, pairs }: Occurrence): void {
    const slots = this.#slots;
    const last = slots.length - 1;
    let slot = (hash ^ (hash >>> 15)) & last;
    for (; slots[slot] !== 0; slot = (slot + 1) & last) {
      const known = (slots[slot] as number) - 1;
      if (this.#hashes[known] !== hash || !this.#isSame(known, start, end)) continue;
      this.sequence.push(known);
      return;
    }
    slots[slot] = this.words.push(this.#text.slice(start, end));
    this.sequence.push(this.words.length - 1);
    this.masks.push(mask);
    this.lengths.push(end - start - pairs);
    this.#starts.push(start);
    this.#hashes.push(hash);
    if (this.words.length * 2 > slots.length) this.#grow();
  }

  #isSame(known: number, start: number, end: number): boolean {
    const { length } = this.words[known] as string;
    if (length !== end - start) return false;
    const knownStart = this.#starts[known] as number;
    for (let offset = 0; offset < length; offset++) {
      if (this.#units[knownStart + offset] !== this.#units[start + offset]) return false;
    }
    return true;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const last = slots.length - 1;
    for (const [word, hash] of this.#hashes.entries()) {
      let slot = (hash ^ (hash >>> 15)) & last;
      while (slots[slot] !== 0) slot = (slot + 1) & last;
      slots[slot] = word + 1;
    }
    this.#slots = slots;
  }
}
