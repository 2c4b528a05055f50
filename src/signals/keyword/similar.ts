import { createNgramMatcher } from '../../lib/ngram.ts';
import { createStemmedMatcher } from '../../lib/stemmed-match.ts';
import type { KeywordMatcher } from './hits.ts';
import { readKeyword, type WordIndexer } from './text.ts';

export interface StemmedRule {
  readonly keywords: readonly {
    /** Number of the keyword among those of all rules. */
    readonly keyword: number;
    readonly text: string;
  }[];
  readonly threshold: number;
}

/** Finds keywords by their stems, `method: bm25`. */
export function createStemMatcher(
  rules: readonly StemmedRule[],
  indexWords: WordIndexer,
): KeywordMatcher {
  const match = createStemmedMatcher(
    rules.map(({ keywords }) => keywords.map(({ text }) => readKeyword(text, indexWords, false))),
  );
  return (text, hits) => {
    for (const [rule, scores] of match(text.words(indexWords, false)).entries()) {
      const { keywords, threshold } = rules[rule] as StemmedRule;
      for (const [index, { keyword }] of keywords.entries()) {
        const score = scores[index] as number;
        if (score > 0 && score >= threshold) hits.add(keyword, { score });
      }
    }
  };
}

export interface SimilarKeyword {
  readonly keyword: number;
  readonly text: string;
  readonly arity: number;
  readonly isCaseSensitive: boolean;
  readonly threshold: number;
}

/** Finds keywords by the n-grams that they share with words of the text, `method: ngram`. */
export function createSimilarityMatcher(
  keywords: readonly SimilarKeyword[],
  indexWords: WordIndexer,
): KeywordMatcher {
  const forms = [true, false].map((isCaseSensitive) => {
    const own = keywords.filter((one) => one.isCaseSensitive === isCaseSensitive);
    const match = createNgramMatcher(
      own.map(({ text, arity, threshold }) => {
        const words = readKeyword(text, indexWords, isCaseSensitive);
        return { words, arity: Math.max(2, arity), threshold };
      }),
    );
    return { isCaseSensitive, own, match };
  });
  return (text, hits) => {
    for (const { isCaseSensitive, own, match } of forms) {
      if (own.length === 0) continue;
      const similarities = match(text.words(indexWords, isCaseSensitive));
      for (const [index, { keyword, threshold }] of own.entries()) {
        const score = similarities[index] as number;
        if (score > 0 && score >= threshold) hits.add(keyword, { score });
      }
    }
  };
}
