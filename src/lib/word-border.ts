const unspacedLetters =
  '(?=[\\p{L}\\p{N}])[\\p{scx=Han}\\p{scx=Hiragana}\\p{scx=Katakana}\\p{scx=Thai}\\p{scx=Lao}\\p{scx=Khmer}\\p{scx=Myanmar}]';
const unspaced = new RegExp(unspacedLetters, 'u');
const wordCharacter = /[\p{L}\p{N}_]/u;
const spacedWordCharacter = new RegExp(`(?!${unspacedLetters})[\\p{L}\\p{N}_]`, 'u');

/** Whether the text has letters of a script without spaces: Han, kana, Thai, Lao, Khmer, Burmese. */
export function isUnspaced(text: string): boolean {
  return unspaced.test(text);
}

/** Whether a literal has word borders at all: it is made of words, of a script with spaces. */
export function hasWordBorders(literal: string): boolean {
  return wordCharacter.test(literal) && !unspaced.test(literal);
}

/**
 * Whether `start` to `end` is only a part of a longer word. Neighbours of a script without spaces
 * do not count: the word in `用python写` stands alone.
 */
export function isPartOfWord(text: string, start: number, end: number): boolean {
  return isWordBefore(text, start) || isWordAt(text, end);
}

function isWordAt(text: string, index: number): boolean {
  if (index >= text.length) return false;
  const unit = text.charCodeAt(index);
  return unit < 128 ? isAsciiWord(unit) : isSpacedWord(text.codePointAt(index) as number);
}

function isWordBefore(text: string, index: number): boolean {
  if (index <= 0) return false;
  const unit = text.charCodeAt(index - 1);
  if (unit < 128) return isAsciiWord(unit);
  const isSecondHalf = (unit & 0xfc00) === 0xdc00 && index > 1;
  return isSpacedWord(isSecondHalf ? (text.codePointAt(index - 2) as number) : unit);
}

function isSpacedWord(codePoint: number): boolean {
  return spacedWordCharacter.test(String.fromCodePoint(codePoint));
}

/** Whether the UTF-16 unit is one of `[0-9A-Za-z_]`. */
export function isAsciiWord(unit: number): boolean {
  return (
    (unit >= 97 && unit <= 122) ||
    (unit >= 65 && unit <= 90) ||
    (unit >= 48 && unit <= 57) ||
    unit === 95
  );
}
