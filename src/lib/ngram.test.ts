import { describe, expect, it } from 'vitest';
import { createNgramMatcher, type NgramKeyword } from './ngram.ts';
import { createWordIndexer } from './word-index.ts';

const index = createWordIndexer('_-');

function keyword(text: string, arity = 3, threshold = 0): NgramKeyword {
  return { words: index(text).words, arity, threshold };
}

function similarity(text: string, other: string, arity = 3): number {
  return createNgramMatcher([keyword(text, arity)])(index(other))[0] as number;
}

describe('n-gram similarity', () => {
  it('is 1 for the same word and 0 for words without a common gram', () => {
    expect(similarity('urgent', 'an urgent case')).toBe(1);
    expect(similarity('urgent', 'boils')).toBe(0);
    expect(similarity('urgent', '')).toBe(0);
  });

  it('follows the formula', () => {
    // Padded with two spaces: 8 grams each, 5 of them shared, 11 in all.
    expect(similarity('urgent', 'urgant')).toBeCloseTo(1 - (6 / 11) ** 2, 12);
    // Arity 2: 5 and 4 grams, 3 shared, 6 in all.
    expect(similarity('asap', 'asa', 2)).toBeCloseTo(1 - (3 / 6) ** 2, 12);
  });

  it('compares phrases with as many words in a row', () => {
    expect(similarity('credit card', 'my credit card number')).toBe(1);
    expect(similarity('credit card', 'my credti card number')).toBeGreaterThan(0.6);
    expect(similarity('credit card', 'credit')).toBe(0);
  });

  it('keeps words with underscore and hyphen together', () => {
    expect(similarity('fact-check', 'a fact-check')).toBe(1);
    expect(similarity('api_key', 'api key')).toBeLessThan(1);
  });

  it('counts repeated grams as often as both have them', () => {
    expect(similarity('aaaa', 'aaaaaaaa', 2)).toBeCloseTo(1 - (4 / 9) ** 2, 12);
  });

  it('never finds a keyword without words', () => {
    expect(similarity('??', 'what??')).toBe(0);
  });

  it('reports every similarity from the threshold on', () => {
    const words = ['urgent', 'urgently', 'urg', 'u', 'urgenturgenturgenturgent', 'gent', 'turgent'];
    const thresholds = [0, 0.1, 0.3, 0.5, 0.7, 0.9, 1];
    for (const word of words) {
      const full = similarity('urgent', word);
      for (const threshold of thresholds.filter((one) => one <= full)) {
        const matcher = createNgramMatcher([keyword('urgent', 3, threshold)]);
        expect([word, threshold, matcher(index(word))[0]]).toEqual([word, threshold, full]);
      }
    }
  });

  it('scores every keyword of a set', () => {
    const matcher = createNgramMatcher([
      keyword('urgent'),
      keyword('asap', 2),
      keyword('one by two'),
    ]);
    expect([...matcher(index('asap, one by two'))]).toEqual([0, 1, 1]);
    expect([...matcher(index('urgent'))]).toEqual([1, 0, 0]);
  });
});
