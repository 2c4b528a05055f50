import { expect, it } from 'vitest';
import { wholeWeights } from './weights.ts';

it.each([
  [
    [0.75, 0.25],
    [3, 1],
  ],
  [
    [0.7, 0.3],
    [7, 3],
  ],
  [
    [600, 300],
    [2, 1],
  ],
  [[1], [1]],
  [
    [0, 0],
    [0, 0],
  ],
  [
    [1, 0],
    [1, 0],
  ],
  [
    [0.333, 0.667],
    [333, 667],
  ],
  [
    [10_000_001, 1],
    [1_000_000, 1],
  ],
  [
    [-1, 2],
    [0, 1],
  ],
])('shares %j are %j in whole numbers', (weights, expected) => {
  expect(wholeWeights(weights)).toEqual(expected);
});
