import { createLiteralAutomaton, type LiteralAutomaton } from '../lib/literal-automaton.ts';
import { toNormalForm } from '../lib/normal-form.ts';
import { createTextUnits } from '../lib/text-units.ts';
import { hasWordBorders, isPartOfWord } from '../lib/word-border.ts';

export interface SoughtLiteral {
  readonly text: string;
  readonly isCaseSensitive: boolean;
  /**
   * `word`: with word borders, `part`: anywhere, both in the normalised text;
   * `raw`: anywhere in the text as it is.
   */
  readonly place: 'word' | 'part' | 'raw';
  /**
   * Called for every occurrence, in order of their ends; `isElsewhere` when the offsets are those of
   * the normalised text and that is another than the text as it came.
   */
  readonly onHit: (start: number, end: number, isElsewhere: boolean) => void;
}

/** The literals of one signal. */
interface LiteralGroup {
  readonly literals: readonly SoughtLiteral[];
  /** Called before the occurrences in another text. */
  reset(text: string): void;
}

interface Literal extends SoughtLiteral {
  readonly hasBorders: boolean;
}

const NO_UNITS = new Uint16Array();

/**
 * Looks for the literals of all signals in one pass over a text, which the first signal that asks
 * starts. Signals are synchronous, so what they gather from it is that of one request.
 */
export class LiteralPool {
  readonly #groups: LiteralGroup[] = [];
  readonly #encode = createTextUnits();
  readonly #encodeNormal = createTextUnits();
  #literals: readonly Literal[] = [];
  #automaton: LiteralAutomaton | undefined;
  #isRawOnly = true;
  #text: string | undefined;
  #units: Uint16Array = NO_UNITS;

  add(group: LiteralGroup): void {
    this.#groups.push(group);
  }

  /** Called once, when all signals have added what they look for. */
  compile(): void {
    this.#literals = this.#groups
      .flatMap(({ literals }) => literals)
      .map((one) => {
        const text = one.place === 'raw' ? one.text : one.text.normalize('NFKC');
        return { ...one, text, hasBorders: one.place === 'word' && hasWordBorders(text) };
      });
    this.#isRawOnly = this.#literals.every(({ place }) => place === 'raw');
    if (this.#literals.length === 0) return;
    this.#automaton = createLiteralAutomaton(this.#literals.map(({ text }) => text));
  }

  /** Reports the occurrences, unless it just did for this text; returns the UTF-16 units of the text. */
  scan(text: string): Uint16Array {
    if (text === this.#text) return this.#units;
    this.#text = text;
    this.#units = this.#encode(text);
    for (const group of this.#groups) group.reset(text);
    if (this.#automaton === undefined) return this.#units;
    const normal = this.#isRawOnly ? text : toNormalForm(text);
    const isSame = normal === text;
    this.#run(this.#automaton, { text, units: this.#units, isSought: isSame ? isAny : isRaw });
    if (!isSame) {
      const units = this.#encodeNormal(normal);
      this.#run(this.#automaton, { text: normal, units, isSought: isNormal, isElsewhere: true });
    }
    return this.#units;
  }

  /** Lets go of the text: what is scanned next is another request's, even where it says the same. */
  forget(): void {
    this.#text = undefined;
    this.#units = NO_UNITS;
  }

  #run(
    automaton: LiteralAutomaton,
    { text, units, isSought, isElsewhere = false }: ScanOptions,
  ): void {
    automaton.scan(units, text.length, (index, end) => {
      const literal = this.#literals[index] as Literal;
      if (!isSought(literal.place)) return;
      const start = end - literal.text.length;
      if (literal.isCaseSensitive && !text.startsWith(literal.text, start)) return;
      if (literal.hasBorders && isPartOfWord(text, start, end)) return;
      literal.onHit(start, end, isElsewhere);
    });
  }
}

interface ScanOptions {
  readonly text: string;
  readonly units: Uint16Array;
  readonly isSought: (place: SoughtLiteral['place']) => boolean;
  readonly isElsewhere?: boolean;
}

const isAny = () => true;
const isRaw = (place: SoughtLiteral['place']) => place === 'raw';
const isNormal = (place: SoughtLiteral['place']) => place !== 'raw';
