import { describe, expect, it } from 'vitest';
import { parseScaledNumber } from './scaled-number.ts';

describe('parseScaledNumber', () => {
  it.each([
    ['0', 0],
    ['7999', 7999],
    ['32K', 32_000],
    ['1.5K', 1500],
    ['1.1k', 1100],
    ['.5K', 500],
    ['2M', 2_000_000],
    ['0.25m', 250_000],
    [' 16 K ', 16_000],
    ['2147483647', 2_147_483_647],
  ])('reads %j as %d', (text, expected) => {
    expect(parseScaledNumber(text)).toBe(expected);
  });

  it.each(['', 'K', '-1', '+1', '1e3', '1,5K', '1.K', '1KB', '1G', '0x10', 'Infinity', 'NaN'])(
    'refuses %j',
    (text) => {
      expect(parseScaledNumber(text)).toBeUndefined();
    },
  );

  it('refuses a number that does not fit', () => {
    expect(parseScaledNumber('9'.repeat(400))).toBeUndefined();
  });
});
