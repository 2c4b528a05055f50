import { createLiteralAutomaton } from '../../lib/literal-automaton.ts';
import { toNormalForm } from '../../lib/normal-form.ts';
import { createTextUnits } from '../../lib/text-units.ts';
import { hasWordBorders, isPartOfWord } from '../../lib/word-border.ts';

export interface SoughtLiteral {
  readonly text: string;
  readonly isCaseSensitive: boolean;
  /**
   * `word`: with word borders, `part`: anywhere, both in the normalised text;
   * `raw`: anywhere in the text as it is.
   */
  readonly place: 'word' | 'part' | 'raw';
  /** Called for every occurrence, in order of their ends. */
  readonly onHit: (start: number, end: number) => void;
}

/** Looks for the literals of all rules in one pass; `units` are those of the text. */
export type LiteralScan = (text: string, units: Uint16Array) => void;

export function createLiteralScan(sought: readonly SoughtLiteral[]): LiteralScan {
  if (sought.length === 0) return () => {};
  const literals = sought.map((one) => {
    const text = one.place === 'raw' ? one.text : one.text.normalize('NFKC');
    return { ...one, text, hasBorders: one.place === 'word' && hasWordBorders(text) };
  });
  const automaton = createLiteralAutomaton(literals.map(({ text }) => text));
  const isRawOnly = literals.every(({ place }) => place === 'raw');
  const encode = createTextUnits();

  return (text, units) => {
    const normal = isRawOnly ? text : toNormalForm(text);
    const isSame = normal === text;
    run(text, units, (place) => isSame || place === 'raw');
    if (!isSame) run(normal, encode(normal), (place) => place !== 'raw');
  };

  function run(
    text: string,
    units: Uint16Array,
    isSoughtHere: (place: SoughtLiteral['place']) => boolean,
  ): void {
    automaton.scan(units, text.length, (index, end) => {
      const literal = literals[index] as (typeof literals)[number];
      if (!isSoughtHere(literal.place)) return;
      const start = end - literal.text.length;
      if (literal.isCaseSensitive && !text.startsWith(literal.text, start)) return;
      if (literal.hasBorders && isPartOfWord(text, start, end)) return;
      literal.onHit(start, end);
    });
  }
}
