import { compileLinearRegex, type LinearRegex } from '../../lib/linear-regex.ts';
import { createLiteralAutomaton } from '../../lib/literal-automaton.ts';
import { createTextUnits } from '../../lib/text-units.ts';
import { hasWordBorders, isAsciiWord, isPartOfWord } from '../../lib/word-border.ts';
import type { KeywordHits, KeywordMatcher } from './hits.ts';

export interface ExactKeyword {
  /** Number of the keyword among those of all rules. */
  readonly keyword: number;
  readonly text: string;
  readonly isRegex: boolean;
  readonly isCaseSensitive: boolean;
}

/** One literal of the automaton and what else has to hold where it stands. */
interface Literal {
  readonly text: string;
  readonly keyword: number;
  /**
   * A word is a literal keyword, sought in the normalised text. The others come from patterns and
   * are sought in the text as it is: a text that the pattern matches, or one that its matches start
   * with.
   */
  readonly kind: 'word' | 'match' | 'start';
  readonly isCaseSensitive: boolean;
  readonly hasBorderBefore: boolean;
  readonly hasBorderAfter: boolean;
}

interface Pattern {
  readonly keyword: number;
  readonly regex: LinearRegex;
}

/**
 * Finds literal keywords and patterns. All literals go through one automaton in one pass, and with
 * them the texts that patterns can match or start with; a pattern runs only where it has no such
 * texts, or from the first place where one stands.
 */
export function createExactMatcher(keywords: readonly ExactKeyword[]): KeywordMatcher {
  const { literals, started, unstarted } = compile(keywords);
  const automaton = createLiteralAutomaton(literals.map(({ text }) => text));
  const hasWords = literals.some(({ kind }) => kind === 'word');
  const encode = createTextUnits();
  const firstStart = new Map<number, number>();

  return (text, hits) => {
    const { raw } = text;
    const normalText = hasWords ? text.normal() : raw;
    const isSame = normalText === raw;
    const units = encode(raw);
    firstStart.clear();
    automaton.scan(units, raw.length, (index, end) => {
      const literal = literals[index] as Literal;
      if (isSame || literal.kind !== 'word') accept(literal, { text: raw, end, hits });
    });
    for (const [keyword, start] of firstStart) {
      const isHit = !hits.has(keyword) && started.get(keyword)?.test(units, raw.length, start);
      if (isHit === true) hits.add(keyword, { score: 1 });
    }
    for (const { keyword, regex } of unstarted) {
      if (regex.test(units, raw.length)) hits.add(keyword, { score: 1 });
    }
    if (isSame) return;
    automaton.scan(encode(normalText), normalText.length, (index, end) => {
      const literal = literals[index] as Literal;
      // Places in the normalised text are none in the text that users know.
      if (literal.kind === 'word')
        accept(literal, { text: normalText, end, hits, isElsewhere: true });
    });
  };

  function accept(literal: Literal, { text, end, hits, isElsewhere = false }: Occurrence): void {
    const { keyword, kind } = literal;
    if (hits.has(keyword)) return;
    const start = end - literal.text.length;
    if (kind === 'start') {
      firstStart.set(keyword, Math.min(firstStart.get(keyword) ?? start, start));
    } else if (stands(literal, text, start)) {
      hits.add(keyword, isElsewhere ? { score: 1 } : { score: 1, start, end });
    }
  }
}

interface Occurrence {
  readonly text: string;
  readonly end: number;
  readonly hits: KeywordHits;
  readonly isElsewhere?: boolean;
}

function stands(literal: Literal, text: string, start: number): boolean {
  const { kind, isCaseSensitive, hasBorderBefore, hasBorderAfter } = literal;
  const end = start + literal.text.length;
  if (isCaseSensitive && !text.startsWith(literal.text, start)) return false;
  if (kind === 'word') return !hasBorderBefore || !isPartOfWord(text, start, end);
  if (hasBorderBefore && !isAsciiBorder(text, start)) return false;
  return !hasBorderAfter || isAsciiBorder(text, end);
}

/** What `\b` means in a pattern. */
function isAsciiBorder(text: string, index: number): boolean {
  return isAsciiWord(text.charCodeAt(index - 1)) !== isAsciiWord(text.charCodeAt(index));
}

interface Compiled {
  readonly literals: readonly Literal[];
  /** Keyword -> pattern with start texts. */
  readonly started: ReadonlyMap<number, LinearRegex>;
  readonly unstarted: readonly Pattern[];
}

function compile(keywords: readonly ExactKeyword[]): Compiled {
  const literals: Literal[] = [];
  const started = new Map<number, LinearRegex>();
  const unstarted: Pattern[] = [];
  for (const one of keywords) {
    if (!one.isRegex) {
      literals.push(...toWords(one));
      continue;
    }
    const { keyword } = one;
    const regex = compileLinearRegex(one.text, one.isCaseSensitive);
    const found = regex.literals;
    if (found === undefined) unstarted.push({ keyword, regex });
    else if (found.kind === 'prefix') {
      started.set(keyword, regex);
      for (const text of found.texts)
        literals.push({ ...bareLiteral, text, keyword, kind: 'start' });
    } else {
      for (const { ignoresCase, ...literal } of found.literals) {
        literals.push({ ...literal, keyword, kind: 'match', isCaseSensitive: !ignoresCase });
      }
    }
  }
  return { literals, started, unstarted };
}

const bareLiteral = { isCaseSensitive: false, hasBorderBefore: false, hasBorderAfter: false };

function toWords({ keyword, text, isCaseSensitive }: ExactKeyword): readonly Literal[] {
  const normal = text.normalize('NFKC');
  const hasBorders = hasWordBorders(normal);
  // The automaton folds character by character; this is the one common fold of one to two.
  const spellings = isCaseSensitive
    ? [normal]
    : new Set([normal, normal.replace(/[ßẞ]/g, 'ss'), normal.replace(/ss/gi, 'ß')]);
  return [...spellings].map((spelling) => ({
    text: spelling,
    keyword,
    kind: 'word',
    isCaseSensitive,
    hasBorderBefore: hasBorders,
    hasBorderAfter: hasBorders,
  }));
}
