import { describe, expect, it } from 'vitest';
import { weightedOrder } from './weighted-order.ts';

describe('weighted order', () => {
  it.each([
    [[1], [0]],
    [[80], [0]],
    [
      [3, 1],
      [0, 0, 1, 0],
    ],
    [
      [80, 20],
      [0, 0, 1, 0, 0],
    ],
    [[1, 0], [0]],
    [
      [5, 1, 1],
      [0, 0, 1, 0, 2, 0, 0],
    ],
  ])('of %j is %j', (weights, order) => {
    expect(weightedOrder(weights)).toEqual(order);
  });

  it('keeps proportions of fractions and of large weights', () => {
    const shares = (weights: readonly number[]) => {
      const order = weightedOrder(weights);
      return weights.map((_, index) => order.filter((at) => at === index).length / order.length);
    };
    expect(shares([0.5, 0.25, 0.25])).toEqual([0.5, 0.25, 0.25]);
    expect(shares([99_991, 100_003])[0]).toBeCloseTo(0.5, 2);
  });
});
