import { describe, expect, it } from 'vitest';
import { createCosts, parseCost } from './costs.ts';
import { bootstrapMean, stratifiedFolds, wilson } from './statistics.ts';

describe('intervals', () => {
  it.each([
    [0, 10, 0, 0.2775],
    [10, 10, 0.7225, 1],
    [45, 50, 0.7864, 0.9565],
    [0, 0, 0, 1],
  ])('of %i in %i are %f to %f', (hits, total, low, high) => {
    const [from, to] = wilson(hits, total);
    expect(from).toBeCloseTo(low, 3);
    expect(to).toBeCloseTo(high, 3);
  });

  it('of a mean hold it and narrow with more values', () => {
    const few = bootstrapMean([0, 1, 0, 1, 1, 0, 0, 1]);
    const many = bootstrapMean(Array.from({ length: 800 }, (_, at) => at % 2));
    expect(few[0]).toBeLessThan(0.5);
    expect(few[1]).toBeGreaterThan(0.5);
    expect(many[1] - many[0]).toBeLessThan((few[1] - few[0]) / 4);
    expect(bootstrapMean([2, 2])).toEqual([2, 2]);
  });
});

describe('folds', () => {
  it('hold each kind evenly', () => {
    const kinds = [...Array(40).fill('a'), ...Array(11).fill('b')] as string[];
    const folds = stratifiedFolds(kinds, (kind) => kind, 5);
    for (let fold = 0; fold < 5; fold += 1) {
      const members = kinds.filter((_, at) => folds[at] === fold);
      expect(members.filter((kind) => kind === 'a')).toHaveLength(8);
      expect(members.filter((kind) => kind === 'b').length).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('costs of errors', () => {
  it('are those of the most special kind', () => {
    const costOf = createCosts(['a->b=5', '*->b=3', 'a->*=0.5'].map(parseCost));
    expect([
      costOf('a', 'a'),
      costOf('a', 'b'),
      costOf('a', 'c'),
      costOf('c', 'b'),
      costOf('c', 'd'),
    ]).toEqual([0, 5, 0.5, 3, 1]);
  });

  it.each(['a=5', 'a->b', 'a->b=', 'a->b=-1', 'a->b=x'])('cannot be %s', (text) => {
    expect(() => parseCost(text)).toThrow('is no cost');
  });
});
