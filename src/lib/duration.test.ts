import { describe, expect, it } from 'vitest';
import { parseDuration } from './duration.ts';

describe('duration', () => {
  it.each([
    ['300s', 300_000],
    ['500ms', 500],
    ['1m', 60_000],
    ['1.5m', 90_000],
    ['1h30m', 5_400_000],
    ['2d', 172_800_000],
    [' 10s ', 10_000],
    ['0s', 0],
  ])('reads %j', (text, milliseconds) => {
    expect(parseDuration(text)).toBe(milliseconds);
  });

  it.each(['', '300', 's', '-1s', '1 s', '1s2', '1w', '1e3s', `${'9'.repeat(30)}s`])(
    'refuses %j',
    (text) => {
      expect(parseDuration(text)).toBeUndefined();
    },
  );

  it('takes time in proportion to hostile text', () => {
    const startedAt = performance.now();
    expect(parseDuration(`${'1'.repeat(20_000)}x`)).toBeUndefined();
    expect(parseDuration(`${'1s'.repeat(20_000)}x`)).toBeUndefined();
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
