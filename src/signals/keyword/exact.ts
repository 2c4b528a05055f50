import { compileLinearRegex, type LinearRegex } from '../../lib/linear-regex.ts';
import { isAsciiWord } from '../../lib/word-border.ts';
import type { LiteralPool, SoughtLiteral } from '../literal-pool.ts';
import type { Hit, KeywordMatcher } from './hits.ts';

export interface ExactKeyword {
  /** Number of the keyword among those of all rules. */
  readonly keyword: number;
  readonly text: string;
  readonly isRegex: boolean;
  readonly isCaseSensitive: boolean;
}

interface Pattern {
  readonly keyword: number;
  readonly regex: LinearRegex;
}

/**
 * Finds literal keywords and patterns. All literals go through the pool in one pass, and with them the
 * texts that patterns can match or start with; a pattern runs only where it has no such texts, or
 * from the first place where one stands.
 */
export function createExactMatcher(
  keywords: readonly ExactKeyword[],
  pool: LiteralPool,
): KeywordMatcher {
  const firstStart = new Map<number, number>();
  const found = new Map<number, Hit>();
  let scanned = '';
  const { literals, started, unstarted } = compile(keywords, {
    onWord(keyword, start, end, isElsewhere) {
      if (found.has(keyword)) return;
      // Places in the normalised text are none in the text that users know.
      found.set(keyword, isElsewhere ? { score: 1 } : { score: 1, start, end });
    },
    onMatch({ keyword, hasBorderBefore, hasBorderAfter }, start, end) {
      if (found.has(keyword)) return;
      if (hasBorderBefore && !isAsciiBorder(scanned, start)) return;
      if (hasBorderAfter && !isAsciiBorder(scanned, end)) return;
      found.set(keyword, { score: 1, start, end });
    },
    onStart(keyword, start) {
      firstStart.set(keyword, Math.min(firstStart.get(keyword) ?? start, start));
    },
  });
  pool.add({
    literals,
    reset(text) {
      scanned = text;
      found.clear();
      firstStart.clear();
    },
  });

  return ({ raw }, hits) => {
    const units = pool.scan(raw);
    for (const [keyword, hit] of found) hits.add(keyword, hit);
    for (const [keyword, start] of firstStart) {
      const isHit = !hits.has(keyword) && started.get(keyword)?.test(units, raw.length, start);
      if (isHit === true) hits.add(keyword, { score: 1 });
    }
    for (const { keyword, regex } of unstarted) {
      if (regex.test(units, raw.length)) hits.add(keyword, { score: 1 });
    }
  };
}

/** What `\b` means in a pattern. */
function isAsciiBorder(text: string, index: number): boolean {
  return isAsciiWord(text.charCodeAt(index - 1)) !== isAsciiWord(text.charCodeAt(index));
}

interface Compiled {
  readonly literals: readonly SoughtLiteral[];
  /** Keyword -> pattern with start texts. */
  readonly started: ReadonlyMap<number, LinearRegex>;
  readonly unstarted: readonly Pattern[];
}

interface Listeners {
  /** A literal keyword stands there. */
  onWord(keyword: number, start: number, end: number, isElsewhere: boolean): void;
  /** A text that a pattern matches, borders aside. */
  onMatch(literal: MatchLiteral, start: number, end: number): void;
  /** A text that the matches of a pattern start with. */
  onStart(keyword: number, start: number): void;
}

interface MatchLiteral {
  readonly keyword: number;
  readonly hasBorderBefore: boolean;
  readonly hasBorderAfter: boolean;
}

function compile(keywords: readonly ExactKeyword[], listeners: Listeners): Compiled {
  const literals: SoughtLiteral[] = [];
  const started = new Map<number, LinearRegex>();
  const unstarted: Pattern[] = [];
  for (const one of keywords) {
    if (!one.isRegex) {
      literals.push(...toWords(one, listeners));
      continue;
    }
    const { keyword } = one;
    const regex = compileLinearRegex(one.text, one.isCaseSensitive);
    const found = regex.literals;
    if (found === undefined) unstarted.push({ keyword, regex });
    else if (found.kind === 'prefix') {
      started.set(keyword, regex);
      const onHit = (start: number) => listeners.onStart(keyword, start);
      for (const text of found.texts) {
        literals.push({ text, isCaseSensitive: false, place: 'raw', onHit });
      }
    } else {
      for (const { text, ignoresCase, hasBorderBefore, hasBorderAfter } of found.literals) {
        const literal = { keyword, hasBorderBefore, hasBorderAfter };
        literals.push({
          text,
          isCaseSensitive: !ignoresCase,
          place: 'raw',
          onHit: (start, end) => listeners.onMatch(literal, start, end),
        });
      }
    }
  }
  return { literals, started, unstarted };
}

function toWords(
  { keyword, text, isCaseSensitive }: ExactKeyword,
  { onWord }: Listeners,
): readonly SoughtLiteral[] {
  const normal = text.normalize('NFKC');
  // The automaton folds character by character; this is the one common fold of one to two.
  const spellings = isCaseSensitive
    ? [normal]
    : new Set([normal, normal.replace(/[ßẞ]/g, 'ss'), normal.replace(/ss/gi, 'ß')]);
  return [...spellings].map((spelling) => ({
    text: spelling,
    isCaseSensitive,
    place: 'word',
    onHit: (start, end, isElsewhere) => onWord(keyword, start, end, isElsewhere),
  }));
}
