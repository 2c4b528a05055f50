import { describe, expect, it } from 'vitest';
import { printName, printNumber, printString } from './print.ts';

describe('names', () => {
  it.each([
    ['local/qwen3.5-9b', 'local/qwen3.5-9b'],
    ['_x', '_x'],
    ['name', 'name'],
    ['NAME', '"NAME"'],
    ['true', '"true"'],
    ['9b', '"9b"'],
    ['a:b', '"a:b"'],
    ['two words', '"two words"'],
    ['', '""'],
    ['größe', '"größe"'],
  ])('%s is written as %s', (name, written) => {
    expect(printName(name)).toBe(written);
  });
});

describe('strings', () => {
  it.each([
    ['say "hi"\n', String.raw`"say \"hi\"\n"`],
    ['a\\d', String.raw`"a\\d"`],
    ['\u0000\u0085\ud800x\ufeff', String.raw`"\u0000\u0085\uD800x\uFEFF"`],
    ['naïve 🙂', '"naïve 🙂"'],
  ])('%j is written with escapes only where it needs them', (text, written) => {
    expect(printString(text)).toBe(written);
  });
});

describe('numbers', () => {
  it.each([
    [0, '0'],
    [-0, '-0'],
    [0.1, '0.1'],
    [1e21, '1000000000000000000000'],
    [1.5e-7, '0.00000015'],
    [-1.25e22, '-12500000000000000000000'],
  ])('%d is written as %s', (value, written) => {
    expect(printNumber(value)).toBe(written);
  });

  it('keeps every finite number and never writes an exponent', () => {
    const bytes = new DataView(new ArrayBuffer(8));
    let seed = 1;
    for (let round = 0; round < 20_000; round++) {
      for (const offset of [0, 4]) {
        seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
        bytes.setUint32(offset, seed);
      }
      const value = bytes.getFloat64(0);
      if (!Number.isFinite(value)) continue;
      const written = printNumber(value);
      expect(written).toMatch(/^-?\d+(\.\d+)?$/);
      expect(Number(written)).toBe(value);
    }
  });

  it('has none that are not finite', () => {
    expect(() => printNumber(Number.NaN)).toThrow(RangeError);
  });
});
