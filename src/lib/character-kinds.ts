/** Kinds of UTF-16 units; a letter that is Chinese, Japanese or Korean has both bits. */
export const LETTER = 1;
export const CJK = 2;
export const MARK = 4;
export const SURROGATE = 8;

const letters = /[\p{L}\p{N}]+/gu;
const marks = /\p{M}+/gu;
const cjkLetters = /(?:(?=[\p{L}\p{N}])[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}])+/gu;
const letter = new RegExp(letters, 'u');
const mark = new RegExp(marks, 'u');
const cjkLetter = new RegExp(cjkLetters, 'u');

/** A table of the kinds of all units: letters with digits, CJK letters, marks, surrogates. */
export function createCharacterKinds(): Uint8Array {
  const kinds = new Uint8Array(0x10000);
  const halves = [0, 0xe000].map((first) => ({
    first,
    text: charactersBetween(first, first === 0 ? 0xd800 : 0x10000),
  }));
  const patterns: readonly (readonly [number, RegExp])[] = [
    [LETTER, letters],
    [LETTER | CJK, cjkLetters],
    [MARK, marks],
  ];
  for (const [kind, pattern] of patterns) {
    for (const { first, text } of halves) {
      for (const { 0: run, index } of text.matchAll(pattern)) {
        kinds.fill(kind, first + index, first + index + run.length);
      }
    }
  }
  return kinds.fill(SURROGATE, 0xd800, 0xe000);
}

/** Kind of the character that two units make, 0 when they are no pair. */
export function kindOfPair(high: number, low: number): number {
  if ((high & 0xfc00) !== 0xd800 || (low & 0xfc00) !== 0xdc00) return 0;
  const character = String.fromCharCode(high, low);
  if (letter.test(character)) return cjkLetter.test(character) ? LETTER | CJK : LETTER;
  return mark.test(character) ? MARK : 0;
}

function charactersBetween(first: number, end: number): string {
  let text = '';
  for (let unit = first; unit < end; unit++) text += String.fromCharCode(unit);
  return text;
}
