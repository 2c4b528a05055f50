import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editDistance, toCodePoints } from './edit-distance.ts';

const distance = (left: string, right: string, limit = 10) =>
  editDistance(toCodePoints(left), toCodePoints(right), limit);

/** The recurrence as the definition has it. */
function distanceByDefinition(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [left.length, right.length];
  if (a === 0 || b === 0) return Math.max(a, b);
  const cost = left[a - 1] === right[b - 1] ? 0 : 1;
  const isSwap = a > 1 && b > 1 && left[a - 1] === right[b - 2] && left[a - 2] === right[b - 1];
  return Math.min(
    distanceByDefinition(left.slice(0, -1), right) + 1,
    distanceByDefinition(left, right.slice(0, -1)) + 1,
    distanceByDefinition(left.slice(0, -1), right.slice(0, -1)) + cost,
    isSwap ? distanceByDefinition(left.slice(0, -2), right.slice(0, -2)) + 1 : Number.MAX_VALUE,
  );
}

describe('edit distance', () => {
  it.each([
    ['urgent', 'urgent', 0],
    ['urgent', 'urgnet', 1],
    ['urgent', 'urgen', 1],
    ['urgent', 'urrgent', 1],
    ['urgent', 'argent', 1],
    ['asap', 'as', 2],
    ['', 'abc', 3],
    ['🙂a', '🙃a', 1],
    ['привет', 'превит', 2],
  ])('%j to %j is %d', (left, right, expected) => {
    expect(distance(left, right)).toBe(expected);
  });

  it('agrees with its definition, and stops at the limit', () => {
    const word = fc.array(fc.constantFrom(1, 2, 3), { maxLength: 6 });
    fc.assert(
      fc.property(word, word, fc.nat(6), (left, right, limit) => {
        const expected = Math.min(distanceByDefinition(left, right), limit + 1);
        expect(editDistance(left, right, limit)).toBe(expected);
      }),
    );
  });
});
