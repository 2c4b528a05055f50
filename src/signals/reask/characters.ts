const LETTER_OF_A_WORD = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/gu;
const DIGITS = /\p{N}+/gu;
/** Fewer characters are alike by chance. */
const FEWEST = 6;
const LONGEST = 2000;
/** Share of pairs from which two questions are the same one, which is told as `SAME`. */
const ALIKE = 0.7;
const SAME = 0.8;

/**
 * Likeness of texts in scripts without spaces, where words say nothing: pairs of neighbouring
 * characters in common. 0 in other scripts, and where the numbers differ.
 */
export function likenessOfCharacters(a: string, b: string): number {
  if (Math.max(a.length, b.length) > LONGEST || !isWritten(a) || !isWritten(b)) return 0;
  if (numbersOf(a) !== numbersOf(b)) return 0;
  const [own, other] = [pairsOf(a), pairsOf(b)];
  let shared = 0;
  for (const pair of own) if (other.has(pair)) shared += 1;
  const share = (2 * shared) / (own.size + other.size);
  return share < ALIKE
    ? (share / ALIKE) * SAME
    : SAME + ((share - ALIKE) / (1 - ALIKE)) * (1 - SAME);
}

function isWritten(text: string): boolean {
  const characters = text.match(LETTER_OF_A_WORD)?.length ?? 0;
  return characters >= FEWEST && characters * 2 > text.length;
}

function numbersOf(text: string): string {
  return (text.match(DIGITS) ?? []).join(' ');
}

function pairsOf(text: string): ReadonlySet<string> {
  return new Set(Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2)));
}
