import { describe, expect, it } from 'vitest';
import { createStemmedMatcher, scatteredWeight } from './stemmed-match.ts';
import { createWordIndexer } from './word-index.ts';

const index = createWordIndexer();

function scores(keywords: readonly string[], text: string): readonly number[] {
  const words = keywords.map((keyword) => index(keyword.toLowerCase()).words);
  const [own] = createStemmedMatcher([words])(index(text.toLowerCase()));
  return [...(own as Float64Array)];
}

describe('stemmed matching', () => {
  it('finds other forms of a word', () => {
    expect(scores(['debug', 'refactor', 'function'], 'Refactoring helps debugging.')).toEqual([
      1, 1, 0,
    ]);
  });

  it('gives the full score to a phrase only', () => {
    expect(scores(['machine learning'], 'learn about learning machines')).toEqual([
      scatteredWeight,
    ]);
    expect(scores(['machine learning'], 'Machines learned it')).toEqual([1]);
    expect(scores(['cost of living'], 'the living cost')).toEqual([scatteredWeight]);
  });

  it('gives a part of the score to a part of the phrase, more for the rarer word', () => {
    const [card, number] = scores(['card number', 'card holder'], 'number') as [number, number];
    expect(card).toBeGreaterThan(scatteredWeight / 2);
    expect(card).toBeLessThan(scatteredWeight);
    expect(number).toBe(0);
    expect(scores(['card number'], 'a card')[0]).toBeCloseTo(scatteredWeight / 2, 12);
  });

  it('ignores stop words, but not in a keyword that has nothing else', () => {
    expect(scores(['root of the cause'], 'root cause')).toEqual([1]);
    expect(scores(['who'], 'who are you')).toEqual([1]);
    expect(scores(['the cause'], 'the the the')).toEqual([0]);
  });

  it('ignores case and the accents of Latin letters', () => {
    expect(scores(['résumé'], 'RESUME')).toEqual([1]);
    expect(scores(['привет'], 'Привет, мир')).toEqual([1]);
  });

  it('finds irregular forms', () => {
    expect(scores(['die', 'sky'], 'dying skies')).toEqual([1, 1]);
  });

  it('finds nothing in nothing', () => {
    expect(scores(['word', '??'], '')).toEqual([0, 0]);
  });
});
