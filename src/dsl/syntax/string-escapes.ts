import type { Range } from '../ast.ts';

const named: ReadonlyMap<string, string> = new Map([
  ['\\', '\\'],
  ['"', '"'],
  ['n', '\n'],
  ['t', '\t'],
  ['r', '\r'],
  ['a', '\u0007'],
  ['b', '\b'],
  ['f', '\f'],
  ['v', '\v'],
]);

const hexDigits: ReadonlyMap<string, number> = new Map([
  ['x', 2],
  ['u', 4],
  ['U', 8],
]);

interface StringContent {
  readonly value: string;
  /** Escapes that the language does not have, as offsets into the image; they stay as written. */
  readonly mistakes: readonly Range[];
}

/** What a string token says: `image` starts with its quote, and ends with one where it is closed. */
export function readString(image: string, isClosed: boolean): StringContent {
  const end = isClosed ? image.length - 1 : image.length;
  let backslash = image.indexOf('\\');
  if (backslash === -1 || backslash >= end) return { value: image.slice(1, end), mistakes: [] };

  let value = '';
  let copied = 1;
  const mistakes: Range[] = [];
  while (backslash !== -1 && backslash < end) {
    const { character, length } = readEscape(
      image.slice(backslash + 1, Math.min(backslash + 10, end)),
    );
    if (character === undefined) {
      mistakes.push({ start: backslash, end: backslash + length });
    } else {
      value += image.slice(copied, backslash) + character;
      copied = backslash + length;
    }
    backslash = image.indexOf('\\', backslash + length);
  }
  return { value: value + image.slice(copied, end), mistakes };
}

/** Reads what follows a backslash; `length` counts the backslash. */
function readEscape(rest: string): { character: string | undefined; length: number } {
  const letter = rest[0] ?? '';
  const plain = named.get(letter);
  if (plain !== undefined) return { character: plain, length: 2 };

  const octal = /^[0-3][0-7]{2}/.exec(rest)?.[0];
  if (octal !== undefined) {
    return { character: String.fromCharCode(Number.parseInt(octal, 8)), length: 4 };
  }

  const digits = hexDigits.get(letter) ?? 0;
  const hex = /^[0-9A-Fa-f]*/.exec(rest.slice(1, 1 + digits))?.[0] ?? '';
  const code = Number.parseInt(hex, 16);
  if (digits > 0 && hex.length === digits && code <= 0x10ffff) {
    return { character: String.fromCodePoint(code), length: digits + 2 };
  }
  const isPair = /^[\ud800-\udbff][\udc00-\udfff]/.test(rest);
  return { character: undefined, length: 1 + (isPair ? 2 : letter.length) };
}
