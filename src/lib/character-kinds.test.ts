import { describe, expect, it } from 'vitest';
import {
  CJK,
  createCharacterKinds,
  kindOfPair,
  LETTER,
  MARK,
  SURROGATE,
} from './character-kinds.ts';

describe('character kinds', () => {
  const kinds = createCharacterKinds();

  it.each([
    ['a', LETTER],
    ['7', LETTER],
    ['é', LETTER],
    ['ж', LETTER],
    ['ا', LETTER],
    ['ส', LETTER],
    ['ﬁ', LETTER],
    ['汉', LETTER | CJK],
    ['々', LETTER | CJK],
    ['カ', LETTER | CJK],
    ['한', LETTER | CJK],
    ['\u0301', MARK],
    ['ी', MARK],
    [' ', 0],
    ['_', 0],
    ['、', 0],
    ['\ud800', SURROGATE],
    ['\udfff', SURROGATE],
    ['\ue000', 0],
  ])('of %j', (character, kind) => {
    expect(kinds[character.charCodeAt(0)]).toBe(kind);
  });

  it.each([
    ['𝒳', LETTER],
    ['𠀀', LETTER | CJK],
    ['\u{110ba}', MARK],
    ['🙂', 0],
    ['\udc00\ud800', 0],
    ['\ud800a', 0],
  ])('of the pair %j', (pair, kind) => {
    expect(kindOfPair(pair.charCodeAt(0), pair.charCodeAt(1))).toBe(kind);
  });
});
