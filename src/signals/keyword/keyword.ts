import { isUnspaced } from '../../lib/word-border.ts';
import { createWordIndexer } from '../../lib/word-index.ts';
import type { LiteralPool } from '../literal-pool.ts';
import type { CheapSignal, Evidence, RuleResult } from '../signal.ts';
import { createExactMatcher, type ExactKeyword } from './exact.ts';
import { createFuzzyMatcher, type FuzzyKeyword } from './fuzzy.ts';
import type { Hit, KeywordHits, KeywordMatcher } from './hits.ts';
import type { KeywordRule } from './schema.ts';
import {
  createSimilarityMatcher,
  createStemMatcher,
  type SimilarKeyword,
  type StemmedRule,
} from './similar.ts';
import { KeywordText } from './text.ts';

const maxEvidence = 8;

/** Matches rules by the words of the text; all rules share one pass over it. */
export function createKeywordSignal(
  rules: readonly KeywordRule[],
  { literals }: { readonly literals: LiteralPool },
): CheapSignal {
  const { matchers, ...numbering } = compile(rules, literals);
  const tally = createTally(rules.length, numbering);
  const outcomes = rules.map(({ name, operator, keywords }) => ({
    name,
    operator,
    total: keywords.length,
    absent: operator === 'NOR' ? { name, isMatch: true, confidence: 1, value: 0 } : undefined,
  }));

  return {
    cost: 'cheap',
    evaluate({ evaluationText }) {
      tally.clear();
      const text = new KeywordText(evaluationText);
      for (const match of matchers) match(text, tally);
      const results: RuleResult[] = [];
      for (const [rule, { name, operator, total, absent }] of outcomes.entries()) {
        const count = tally.counts[rule] as number;
        if (count > 0) results.push(resultOf({ name, operator, total, rule, count }));
        // Rules that are left out did not match: most of many rules find nothing at all.
        else if (absent !== undefined) results.push(absent);
      }
      return results;
    },
  };

  function resultOf({ name, operator, total, rule, count }: RuleHits): RuleResult {
    const value = count / total;
    const isMatch = operator === 'OR' || (operator === 'AND' && count === total);
    if (!isMatch) return { name, isMatch, confidence: 0, value };
    const confidence = (operator === 'OR' ? tally.best : tally.worst)[rule] as number;
    return { name, isMatch, confidence, value, evidence: tally.evidenceOf(rule) };
  }
}

interface RuleHits {
  readonly name: string;
  readonly operator: KeywordRule['operator'];
  /** How many keywords the rule has, and how many of them the text has. */
  readonly total: number;
  readonly count: number;
  readonly rule: number;
}

interface Tally extends KeywordHits {
  /** Rule -> how many of its keywords the text has. */
  readonly counts: Int32Array;
  /** Rule -> highest and lowest score of the keywords that the text has. */
  readonly best: Float64Array;
  readonly worst: Float64Array;
  evidenceOf(rule: number): readonly Evidence[];
  clear(): void;
}

/** Counts the hits of one request; signals are synchronous, so one tally serves all requests. */
function createTally(ruleCount: number, { ruleOf, textOf }: Numbering): Tally {
  const isHit = new Uint8Array(ruleOf.length);
  const counts = new Int32Array(ruleCount);
  const best = new Float64Array(ruleCount);
  const worst = new Float64Array(ruleCount);
  const evidence: (Evidence[] | undefined)[] = Array.from({ length: ruleCount });
  let hitKeywords: number[] = [];
  return {
    counts,
    best,
    worst,
    has: (keyword) => isHit[keyword] === 1,
    add(keyword, hit) {
      if (isHit[keyword] === 1) return;
      isHit[keyword] = 1;
      hitKeywords.push(keyword);
      const rule = ruleOf[keyword] as number;
      counts[rule] = (counts[rule] as number) + 1;
      best[rule] = Math.max(best[rule] as number, hit.score);
      worst[rule] = Math.min(worst[rule] as number, hit.score);
      const list = evidence[rule] ?? [];
      evidence[rule] = list;
      if (list.length < maxEvidence) list.push(toEvidence(textOf[keyword] as string, hit));
    },
    evidenceOf: (rule) => evidence[rule] ?? [],
    clear() {
      for (const keyword of hitKeywords) isHit[keyword] = 0;
      hitKeywords = [];
      evidence.fill(undefined);
      counts.fill(0);
      best.fill(0);
      worst.fill(1);
    },
  };
}

function toEvidence(text: string, { score, start, end, isFuzzy }: Hit): Evidence {
  const named = isFuzzy === true ? `${text} (fuzzy)` : text;
  if (start === undefined || end === undefined) return { text: named, score };
  return { text: named, score, start, end };
}

/** Keywords of all rules are numbered through: number -> rule, and the text as configured. */
interface Numbering {
  readonly ruleOf: readonly number[];
  readonly textOf: readonly string[];
}

interface Compiled extends Numbering {
  readonly matchers: readonly KeywordMatcher[];
}

function compile(rules: readonly KeywordRule[], literals: LiteralPool): Compiled {
  const ruleOf: number[] = [];
  const textOf: string[] = [];
  const numbered = rules.map((rule, index) => ({
    rule,
    keywords: rule.keywords.map((text) => {
      ruleOf.push(index);
      return { keyword: textOf.push(text) - 1, text };
    }),
  }));
  return { ruleOf, textOf, matchers: createMatchers(numbered, literals) };
}

interface NumberedRule {
  readonly rule: KeywordRule;
  readonly keywords: StemmedRule['keywords'];
}

function createMatchers(
  rules: readonly NumberedRule[],
  literals: LiteralPool,
): readonly KeywordMatcher[] {
  const exact: ExactKeyword[] = [];
  const fuzzy: FuzzyKeyword[] = [];
  const stemmed: StemmedRule[] = [];
  const similar: SimilarKeyword[] = [];
  for (const { rule, keywords } of rules) {
    const { method, case_sensitive: isCaseSensitive } = rule;
    const isRegex = method === 'regex' || method === 'fuzzy';
    const isByWords = method === 'bm25' || method === 'ngram';
    // Without spaces there are no words to compare, so such keywords are looked for as they stand.
    const literal = keywords.filter(({ text }) => !isByWords || isUnspaced(text));
    const worded = keywords.filter(({ text }) => isByWords && !isUnspaced(text));
    for (const one of literal) exact.push({ ...one, isRegex, isCaseSensitive });
    if (method === 'bm25') {
      stemmed.push({ keywords: worded, threshold: rule.bm25_threshold });
    } else if (method === 'ngram') {
      const { ngram_arity: arity, ngram_threshold: threshold } = rule;
      for (const one of worded) similar.push({ ...one, arity, isCaseSensitive, threshold });
    } else if (rule.fuzzy_match || method === 'fuzzy') {
      const words = keywords.filter(({ text }) => !isRegex || !isPattern(text));
      const threshold = rule.fuzzy_threshold;
      for (const one of words) fuzzy.push({ ...one, isCaseSensitive, threshold });
    }
  }
  const matchers: KeywordMatcher[] = [];
  if (exact.length > 0) matchers.push(createExactMatcher(exact, literals));
  if (fuzzy.length + stemmed.length > 0) {
    const indexWords = createWordIndexer();
    if (fuzzy.length > 0) matchers.push(createFuzzyMatcher(fuzzy, indexWords));
    if (stemmed.length > 0) matchers.push(createStemMatcher(stemmed, indexWords));
  }
  if (similar.length > 0) matchers.push(createSimilarityMatcher(similar, createWordIndexer('_-')));
  return matchers;
}

/** Whether a text says more to a regular expression than its letters. */
function isPattern(text: string): boolean {
  return /[\\^$.|?*+()[\]{}]/.test(text);
}
