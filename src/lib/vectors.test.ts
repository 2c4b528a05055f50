import { describe, expect, it } from 'vitest';
import { atUnitLength, dot } from './vectors.ts';

describe('vectors', () => {
  it('multiply component by component', () => {
    expect(dot(Float32Array.of(1, 2, 3), Float32Array.of(4, 5, 6))).toBe(32);
  });

  it.each([
    [[3, 4], undefined, [0.6, 0.8]],
    [[3, 4, 100], 2, [0.6, 0.8]],
    [[0, 0], undefined, [0, 0]],
    [[], undefined, []],
  ])('of %j, first %s components, are %j at length one', (vector, dimension, expected) => {
    const found = Array.from(atUnitLength(vector, dimension));
    expect(found).toHaveLength(expected.length);
    for (const [at, value] of expected.entries()) expect(found[at]).toBeCloseTo(value, 6);
  });
});
