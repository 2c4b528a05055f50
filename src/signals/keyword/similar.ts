import { createNgramMatcher } from '../../lib/ngram.ts';
import { createStemmedMatcher } from '../../lib/stemmed-match.ts';
import type { KeywordMatcher } from './hits.ts';

export interface StemmedRule {
  /** Numbers of its keywords among those of all rules. */
  readonly keywords: readonly number[];
  readonly texts: readonly string[];
  readonly threshold: number;
}

/** Finds keywords by their stems, `method: bm25`. */
export function createStemMatcher(rules: readonly StemmedRule[]): KeywordMatcher {
  const match = createStemmedMatcher(rules.map(({ texts }) => texts));
  return (text, hits) => {
    for (const [rule, scores] of match(text.normal()).entries()) {
      const { keywords, threshold } = rules[rule] as StemmedRule;
      for (const [index, score] of scores.entries()) {
        if (score > 0 && score >= threshold) hits.add(keywords[index] as number, { score });
      }
    }
  };
}

export interface NgramKeyword {
  readonly keyword: number;
  readonly text: string;
  readonly arity: number;
  readonly isCaseSensitive: boolean;
  readonly threshold: number;
}

/** Finds keywords by the n-grams that they share with words of the text, `method: ngram`. */
export function createSimilarityMatcher(keywords: readonly NgramKeyword[]): KeywordMatcher {
  const forms = [true, false].map((isCaseSensitive) => {
    const own = keywords.filter((one) => one.isCaseSensitive === isCaseSensitive);
    const match = createNgramMatcher(
      own.map(({ text, arity, threshold }) => {
        const normal = text.normalize('NFKC');
        const form = isCaseSensitive ? normal : normal.toLowerCase();
        return { text: form, arity: Math.max(2, arity), threshold };
      }),
    );
    return { isCaseSensitive, own, match };
  });
  return (text, hits) => {
    for (const { isCaseSensitive, own, match } of forms) {
      if (own.length === 0) continue;
      const similarities = match(isCaseSensitive ? text.normal() : text.folded());
      for (const [index, { keyword, threshold }] of own.entries()) {
        const similarity = similarities[index] as number;
        if (similarity > 0 && similarity >= threshold) hits.add(keyword, { score: similarity });
      }
    }
  };
}
