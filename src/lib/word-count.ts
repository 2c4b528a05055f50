const NONE = 0;
const LETTER = 1;
const CJK = 2;
const SPECIAL = 4;

const letters = /[\p{L}\p{N}]+/gu;
const marks = /\p{M}+/gu;
const cjkLetters = /(?:(?=[\p{L}\p{N}])[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])+/gu;
const cjk = new RegExp(cjkLetters, 'u');
const letter = new RegExp(letters, 'u');

/**
 * Counts words: each Chinese, Japanese or Korean character is one, and each run of other letters
 * and digits with their marks.
 */
export function createWordCounter(): (units: Uint16Array, length: number) => number {
  const kinds = classifyUnits();
  return (units, length) => countWords(kinds, units, length);
}

function countWords(kinds: Uint8Array, units: Uint16Array, length: number): number {
  let count = 0;
  let last = NONE;
  for (let index = 0; index < length; index++) {
    let kind = kinds[units[index] as number] as number;
    if (kind === SPECIAL) {
      const [special, width] = resolve(units, length, index);
      kind = special === SPECIAL ? last & LETTER : special;
      index += width - 1;
    }
    // Without branches: 1 where a run of letters starts, 1 for every CJK character.
    count += (kind & ~last & LETTER) + (kind >> 1);
    last = kind;
  }
  return count;
}

/** A surrogate pair is what its character is; a mark goes with what stands before it. */
function resolve(units: Uint16Array, length: number, index: number): readonly [number, number] {
  const unit = units[index] as number;
  if ((unit & 0xf800) !== 0xd800) return [SPECIAL, 1];
  const next = index + 1 < length ? (units[index + 1] as number) : 0;
  if ((unit & 0xfc00) !== 0xd800 || (next & 0xfc00) !== 0xdc00) return [NONE, 1];
  const character = String.fromCharCode(unit, next);
  if (cjk.test(character)) return [CJK, 2];
  return [letter.test(character) ? LETTER : NONE, 2];
}

function classifyUnits(): Uint8Array {
  const kinds = new Uint8Array(0x10000);
  const below = charactersBetween(0, 0xd800);
  const above = charactersBetween(0xe000, 0x10000);
  for (const [kind, pattern] of [
    [LETTER, letters],
    [SPECIAL, marks],
    [CJK, cjkLetters],
  ] as const) {
    for (const [text, offset] of [
      [below, 0],
      [above, 0xe000],
    ] as const) {
      for (const { 0: run, index } of text.matchAll(pattern)) {
        kinds.fill(kind, offset + index, offset + index + run.length);
      }
    }
  }
  return kinds.fill(SPECIAL, 0xd800, 0xe000);
}

function charactersBetween(first: number, end: number): string {
  let text = '';
  for (let unit = first; unit < end; unit++) text += String.fromCharCode(unit);
  return text;
}
