import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { partsOf, windowOf } from './text-parts.ts';
import { openTokenizer } from './vocabulary.ts';

const tokenizer = openTokenizer(fileURLToPath(new URL('../../models/base', import.meta.url)));

const sizes = { maxTokens: 128, longTokens: 72 };

describe('windowOf', () => {
  it('is the whole text where it fits', () => {
    const { ids, isTruncated } = windowOf(tokenizer, 'a short text', sizes);
    expect([...ids]).toEqual([...tokenizer.encode('a short text', 128).ids]);
    expect(isTruncated).toBe(false);
  });

  it('is the head and the tail of a long text, with one start and one end mark', () => {
    const text = `${'alpha '.repeat(500)}${'beta '.repeat(500)}omega`;
    const { ids, isTruncated } = windowOf(tokenizer, text, sizes);
    const [start, alpha, end] = tokenizer.encode('alpha', 8).ids;
    const omega = tokenizer.encode('omega', 8).ids[1];
    expect(isTruncated).toBe(true);
    expect(ids).toHaveLength(72);
    expect([ids[0], ids[1], ids[70], ids[71]]).toEqual([start, alpha, omega, end]);
    expect([...ids].filter((id) => id === start || id === end)).toHaveLength(2);
  });

  it.each([
    ['a million letters without a space', 'x'.repeat(1_000_000)],
    ['ideographs', '漢字'.repeat(300)],
    ['lone surrogates', '\ud800 a '.repeat(500)],
  ])('never exceeds its size: %s', (_, text) => {
    expect(windowOf(tokenizer, text, sizes).ids.length).toBeLessThanOrEqual(128);
  });
});

describe('partsOf', () => {
  const options = { tokens: 112, stride: 84, maxParts: 64 };

  it.each([
    ['words', 'some words of a text, '.repeat(200)],
    ['no spaces', 'z'.repeat(5000)],
    ['ideographs', '中文没有空格'.repeat(200)],
  ])('covers every unit and goes on: %s', (_, text) => {
    const { parts, isComplete } = partsOf(text, options);
    expect(isComplete).toBe(true);
    expect(parts[0]?.start).toBe(0);
    expect(parts.at(-1)?.end).toBe(text.length);
    for (const [index, part] of parts.entries()) {
      const next = parts[index + 1];
      if (next === undefined) continue;
      expect(next.start).toBeLessThan(part.end);
      expect(next.start).toBeGreaterThan(part.start);
    }
  });

  it('keeps parts near the wanted number of tokens', () => {
    const text = 'The quick brown fox jumps over the lazy dog near the old river bank. '.repeat(60);
    for (const { start, end } of partsOf(text, options).parts.slice(0, -1)) {
      const count = tokenizer.encode(text.slice(start, end), 1024).ids.length;
      expect(count).toBeGreaterThan(70);
      expect(count).toBeLessThanOrEqual(128);
    }
  });

  it('says when it stopped early', () => {
    const { parts, isComplete } = partsOf('word '.repeat(10_000), { ...options, maxParts: 3 });
    expect(parts).toHaveLength(3);
    expect(isComplete).toBe(false);
  });

  it('finds no part in an empty text', () => {
    expect(partsOf('', options)).toEqual({ parts: [], isComplete: true });
  });
});
