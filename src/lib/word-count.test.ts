import { describe, expect, it } from 'vitest';
import { createTextUnits } from './text-units.ts';
import { createWordCounter } from './word-count.ts';

describe('word count', () => {
  const count = createWordCounter();
  const encode = createTextUnits();

  it.each([
    ['', 0],
    [' .,!? ', 0],
    ['one two, three', 3],
    ["it's 42", 3],
    ['退款 now', 3],
    ['カード', 3],
    ['안녕 세계', 4],
    ['abc汉def', 3],
    ['पानी चाहिए', 2],
    ['e\u0301te\u0301', 1],
    ['❤\ufe0f 🙂', 0],
    ['𠀀𠀁', 2],
    ['𝒳𝒴 𝒵', 2],
    ['\ud800a\udc00b', 2],
    ['naïve привет', 2],
    ['\u{11099}\u{110ba}\u{11099}', 1],
  ])('of %j is %d', (text, expected) => {
    expect(count(encode(text), text.length)).toBe(expected);
  });
});
