import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTokenizer } from './vocabulary.ts';
import { createWordPiece } from './wordpiece.ts';

interface ReferenceCase {
  readonly text: string;
  /** Without the start and end marks. */
  readonly ids: readonly number[];
  readonly offsets: readonly (readonly [number, number])[];
}

const cases = JSON.parse(
  readFileSync(new URL('./fixtures/wordpiece.json', import.meta.url), 'utf8'),
) as readonly ReferenceCase[];
const tokenizer = openTokenizer(fileURLToPath(new URL('../../models/base', import.meta.url)));
const [START, END] = [101, 102];

describe('WordPiece tokenizer', () => {
  it('gives the ids of the reference on every text of the fixture', () => {
    const different = cases.filter(({ text, ids }) => {
      const found = tokenizer.encode(text, 100_000).ids;
      return found.join() !== [START, ...ids, END].join();
    });
    expect(cases.length).toBeGreaterThan(200);
    expect(different.map(({ text }) => text)).toEqual([]);
  });

  it('gives the offsets of the reference on every text of the fixture', () => {
    const different = cases.filter(({ text, ids, offsets }) => {
      const found = tokenizer.encodeWithOffsets(text, 100_000);
      const spans = Array.from(found.starts, (start, index) => [start, found.ends[index]]);
      const expected = [[0, 0], ...offsets, [0, 0]];
      return (
        found.ids.join() !== [START, ...ids, END].join() || spans.join(' ') !== expected.join(' ')
      );
    });
    expect(different.map(({ text }) => text)).toEqual([]);
  });

  it('gives the same ids with and without offsets, and spans that ascend within the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const found = tokenizer.encodeWithOffsets(text, 40);
        expect(found.ids).toEqual(tokenizer.encode(text, 40).ids);
        let last = 0;
        for (let at = 1; at < found.ids.length - 1; at += 1) {
          expect(found.starts[at]).toBeGreaterThanOrEqual(last);
          expect(found.ends[at]).toBeGreaterThan(found.starts[at] as number);
          expect(found.ends[at]).toBeLessThanOrEqual(text.length);
          last = found.starts[at] as number;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same ids when every word comes from the cache', () => {
    const ids = cases.map(({ text }) => tokenizer.encode(text, 512).ids);
    expect(cases.map(({ text }) => tokenizer.encode(text, 512).ids)).toEqual(ids);
  });

  it('cuts at the right end, keeps the end mark and says so', () => {
    const whole = tokenizer.encode('one two three four five', 7);
    expect(whole.isTruncated).toBe(false);
    const cut = tokenizer.encode('one two three four five', 6);
    expect(cut).toEqual({ ids: Int32Array.of(...whole.ids.slice(0, 5), END), isTruncated: true });
  });

  it('treats spaces behind a full window as nothing to cut', () => {
    expect(tokenizer.encode('one two three  \n', 5).isTruncated).toBe(false);
  });

  it('keeps literal marks of the vocabulary as ordinary text', () => {
    expect([...tokenizer.encode('a [SEP] b', 20).ids].filter((id) => id === END)).toHaveLength(1);
  });

  it('drops halves of surrogate pairs', () => {
    expect(tokenizer.encode('a\ud83d b\udc00', 20)).toEqual(tokenizer.encode('a b', 20));
  });

  it.each([
    ['letters without a space', 'a'.repeat(1_000_000)],
    ['ideographs', '漢'.repeat(1_000_000)],
    ['spaces', ' '.repeat(1_000_000)],
    ['words', 'word '.repeat(200_000)],
  ])('fills the window from a megabyte of %s in bounded time', (_, text) => {
    const before = performance.now();
    expect(tokenizer.encode(text, 256).ids.length).toBeLessThanOrEqual(256);
    expect(performance.now() - before).toBeLessThan(2500);
  });

  it('refuses a vocabulary without the marks', () => {
    expect(() => createWordPiece(['[UNK]', 'a'])).toThrow('`[CLS]`');
  });
});
