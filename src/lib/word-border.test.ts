import { describe, expect, it } from 'vitest';
import { hasWordBorders, isPartOfWord, isUnspaced } from './word-border.ts';

describe('word borders', () => {
  it.each([
    ['a cat sat', 'cat', false],
    ['concatenate', 'cat', true],
    ['cats', 'cat', true],
    ['cat_food', 'cat', true],
    ['cat2', 'cat', true],
    ['(cat)', 'cat', false],
    ['Привет, мир', 'Привет', false],
    ['Приветствие', 'Привет', true],
    ['naïveté', 'naïvet', true],
    ['𝒳cat', 'cat', true],
    ['🙂cat🙂', 'cat', false],
    ['用cat写', 'cat', false],
    ['ใช้cat', 'cat', false],
    ['환불해', '환불', true],
  ])('in %j the word %j is part of another: %s', (text, word, expected) => {
    const start = text.indexOf(word);
    expect(isPartOfWord(text, start, start + word.length)).toBe(expected);
  });

  it.each([
    ['退款', true],
    ['カタカナー', true],
    ['々', true],
    ['ภาษา', true],
    ['ພາສາ', true],
    ['ភាសា', true],
    ['ဘာသာ', true],
    ['환불', false],
    ['привет', false],
    ['、。', false],
  ])('%s is of a script without spaces: %s', (text, expected) => {
    expect(isUnspaced(text)).toBe(expected);
  });

  it('asks for no borders around signs', () => {
    expect(hasWordBorders('??')).toBe(false);
    expect(hasWordBorders('c++')).toBe(true);
  });
});
