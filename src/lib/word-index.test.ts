import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { characterMask, createWordIndexer } from './word-index.ts';

const index = createWordIndexer();
const wordsOf = (text: string) => {
  const { words, sequence } = index(text);
  return sequence.map((word) => words[word]);
};

describe('word index', () => {
  it.each([
    ['', []],
    [" it's, 2  naïve!", ['it', 's', '2', 'naïve']],
    ['पानी e\u0301te\u0301', ['पानी', 'e\u0301te\u0301']],
    ['\u0301a', ['a']],
    ['𝒳𝒴🙂𠀀a', ['𝒳𝒴', '𠀀a']],
    ['a\ud800b', ['a', 'b']],
    ['汉字 привет_мир', ['汉字', 'привет', 'мир']],
  ])('of %j', (text, expected) => {
    expect(wordsOf(text)).toEqual(expected);
  });

  it('has every word once', () => {
    const { words, sequence } = index('a rose is a rose is a rose');
    expect(words).toEqual(['a', 'rose', 'is']);
    expect(sequence).toEqual([0, 1, 2, 0, 1, 2, 0, 1]);
  });

  it('takes extra characters as parts of words', () => {
    const { words } = createWordIndexer('_-')('api_key fact-check a.b');
    expect(words).toEqual(['api_key', 'fact-check', 'a', 'b']);
  });

  it('agrees with a regular expression on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        const expected = text.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? [];
        expect(wordsOf(text)).toEqual([...expected]);
        const { words, masks, lengths } = index(text);
        expect(lengths).toEqual(words.map((word) => [...word].length));
        expect(masks).toEqual(words.map(characterMask));
      }),
    );
  });

  it('keeps words apart whose hashes are equal', () => {
    // 31 * 'A' + 'a' = 31 * 'B' + 'B'
    expect(wordsOf('Aa BB Aa')).toEqual(['Aa', 'BB', 'Aa']);
  });
});
