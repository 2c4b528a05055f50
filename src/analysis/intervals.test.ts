import { describe, expect, it } from 'vitest';
import {
  fromZero,
  intervalOf,
  isEmpty,
  segmentsOf,
  showInterval,
  wholeNumbers,
  without,
} from './intervals.ts';

const show = (parts: readonly ReturnType<typeof intervalOf>[]) =>
  parts.map((part) => showInterval(part, 'x'));

describe('intervals', () => {
  it.each([
    [{ gte: 1, lt: 3 }, [], ['1 <= x < 3']],
    [{ gte: 1, lt: 3 }, [{ gt: 1 }], ['x = 1']],
    [{}, [{ gte: 0, lte: 1 }], ['x < 0', '1 < x']],
    [{}, [{ lt: 0 }, { gt: 0 }], ['x = 0']],
    [{ gte: 0 }, [{ gte: 2, lt: 3 }, { gte: 5 }], ['0 <= x < 2', '3 <= x < 5']],
    [{ gte: 1, lt: 3 }, [{ gte: 0, lte: 3 }], []],
  ])('%j without %j leaves %j', (interval, others, expected) => {
    expect(show(without(intervalOf(interval), others.map(intervalOf)))).toEqual(expected);
  });

  it.each([
    [{ gt: 2, lt: 3 }, true],
    [{ gt: 1, lt: 3 }, false],
    [{ gte: 2, lte: 2 }, false],
    [{ gte: 2.5, lt: 3 }, true],
  ])('%j has no whole number: %j', (interval, expected) => {
    expect(isEmpty(wholeNumbers(intervalOf(interval)))).toBe(expected);
  });

  it('fall into segments at all their ends, within what is possible at all', () => {
    const intervals = [{ lt: 5 }, { gte: 5, lte: 9 }, { gt: 7 }, { lt: -1 }].map(intervalOf);
    expect(show(segmentsOf(fromZero, intervals))).toEqual([
      '0 <= x < 5',
      '5 <= x <= 7',
      '7 < x <= 9',
      '9 < x',
    ]);
  });
});
