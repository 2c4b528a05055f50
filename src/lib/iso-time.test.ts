import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createIsoTime } from './iso-time.ts';

describe('ISO time', () => {
  it('writes what a date writes, for moments near and far', () => {
    const isoTime = createIsoTime();
    const near = fc.integer({ min: Date.UTC(2026, 5, 1), max: Date.UTC(2026, 5, 1, 0, 0, 3) });
    const far = fc.integer({ min: -8.6e15, max: 8.6e15 });
    fc.assert(
      fc.property(fc.oneof(near, far), (at) => {
        expect(isoTime(at)).toBe(new Date(at).toISOString());
      }),
      { numRuns: 2_000 },
    );
  });

  it('cuts fractions of a millisecond off', () => {
    expect(createIsoTime()(1_000.9)).toBe('1970-01-01T00:00:01.000Z');
  });

  it('refuses what is no moment, and goes on', () => {
    const isoTime = createIsoTime();
    expect(() => isoTime(Number.NaN)).toThrow(RangeError);
    expect(isoTime(0)).toBe('1970-01-01T00:00:00.000Z');
  });
});
