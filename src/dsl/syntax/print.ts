/** Reserved words; as a name they are written in quotes. */
export const KEYWORDS = [
  'ROUTING',
  'ENTRYPOINT',
  'RECIPE',
  'SIGNAL',
  'PROJECTION',
  'ROUTE',
  'DECISION',
  'DECISION_TREE',
  'IF',
  'ELSE',
  'NAME',
  'MODEL',
  'PLUGIN',
  'TEST',
  'PRIORITY',
  'TIER',
  'WHEN',
  'ALGORITHM',
  'DESCRIPTION',
  'FOR',
  'IN',
  'EMIT',
  'WITH',
  'AND',
  'OR',
  'NOT',
] as const;

export type Keyword = (typeof KEYWORDS)[number];

const keywords: ReadonlySet<string> = new Set(KEYWORDS);
const literals: ReadonlySet<string> = new Set(['true', 'false', 'null']);

/** Whether a word is reserved by the language. */
export function isKeyword(word: string): word is Keyword {
  return keywords.has(word);
}

/** Whether a text can stand where a name is expected without quotes. */
export function isBareName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_./-]*$/.test(text) && !keywords.has(text) && !literals.has(text);
}

/** A name as it is written: in quotes unless it reads back as the same word. */
export function printName(name: string): string {
  return isBareName(name) ? name : printString(name);
}

const namedEscapes: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['"', '\\"'],
  ['\n', '\\n'],
  ['\t', '\\t'],
  ['\r', '\\r'],
]);

// What no editor shows, or what breaks or turns a line: controls, line separators, direction marks,
// byte order marks, and halves of surrogate pairs (the flag `u` leaves whole pairs alone).
const ESCAPED = /["\\\p{Cc}\u2028-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/gu;

/** A text in double quotes that reads back as the same text. */
export function printString(text: string): string {
  return `"${text.replace(
    ESCAPED,
    (character) =>
      namedEscapes.get(character) ??
      `\\u${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
  )}"`;
}

/** A finite number in plain decimals, without exponent, that reads back as the same number. */
export function printNumber(value: number): string {
  if (!Number.isFinite(value)) throw new RangeError(`no number of the language: ${value}`);
  if (Object.is(value, -0)) return '-0';
  const [, sign = '', whole = '', fraction = '', exponent] =
    /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value)) ?? [];
  if (exponent === undefined) return String(value);
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}
