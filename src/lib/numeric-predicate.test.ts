import { describe, expect, it } from 'vitest';
import { numericPredicate, testPredicate } from './numeric-predicate.ts';

describe('numeric predicate schema', () => {
  it.each([[{ gt: 0 }], [{ gte: 3, lte: 3 }], [{ gt: -1.5, lt: -1 }], [{ lte: 0 }]])(
    'accepts %j',
    (predicate) => {
      expect(numericPredicate.safeParse(predicate).success).toBe(true);
    },
  );

  it.each([
    [{}, 'at least one'],
    [{ gt: 1, gte: 1 }, '`gt` and `gte`'],
    [{ lt: 1, lte: 2 }, '`lt` and `lte`'],
    [{ gt: 3, lt: 3 }, 'no number fits'],
    [{ gte: 3, lt: 3 }, 'no number fits'],
    [{ gt: 3, lte: 3 }, 'no number fits'],
    [{ gte: 4, lte: 3 }, 'no number fits'],
    [{ gte: Number.POSITIVE_INFINITY }, 'number'],
    [{ lt: Number.NaN }, 'number'],
    [{ gte: '3' }, 'number'],
    [{ equals: 3 }, 'equals'],
  ])('rejects %j', (predicate, part) => {
    const result = numericPredicate.safeParse(predicate);
    expect(result.error?.issues.map(({ message }) => message).join()).toContain(part);
  });
});

describe('numeric predicate test', () => {
  it.each([
    [{ gt: 3 }, 3, false],
    [{ gt: 3 }, 3.1, true],
    [{ gte: 3 }, 3, true],
    [{ lt: 3 }, 3, false],
    [{ lte: 3 }, 3, true],
    [{ gte: 1, lt: 4 }, 4, false],
    [{ gte: 1, lt: 4 }, 1, true],
    [{ gte: 0 }, Number.NaN, false],
    [{ gte: 0 }, Number.POSITIVE_INFINITY, false],
    [{ lte: 0 }, Number.NEGATIVE_INFINITY, false],
  ])('%j on %d is %s', (predicate, value, expected) => {
    expect(testPredicate(predicate, value)).toBe(expected);
  });
});
