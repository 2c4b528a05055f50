import { describe, expect, it } from 'vitest';
import { splitWords, windowsOf } from './words.ts';

describe('words', () => {
  it('are runs of letters and digits with their marks', () => {
    expect(splitWords("it's 2 naïve पानी, e\u0301t\u0301e")).toEqual([
      'it',
      's',
      '2',
      'naïve',
      'पानी',
      'e\u0301t\u0301e',
    ]);
    expect(splitWords('')).toEqual([]);
  });

  it('come in windows of any width, each once', () => {
    expect([...windowsOf(['a', 'b', 'a', 'b'], 2)]).toEqual(['a b', 'b a']);
    expect([...windowsOf(['a', 'b', 'a'], 1)]).toEqual(['a', 'b']);
    expect([...windowsOf(['a'], 2)]).toEqual([]);
  });
});
