import { describe, expect, it } from 'vitest';
import { sentencesOf } from './sentences.ts';

const split = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

describe('sentences', () => {
  it.each([
    ['One. Two! Three?', ['One.', 'Two!', 'Three?']],
    ['Pi is 3.14 or so. Ask J. Smith.', ['Pi is 3.14 or so.', 'Ask J. Smith.']],
    ['see example.com/a.b now', ['see example.com/a.b now']],
    ['第一句。第二句！第三句？', ['第一句。', '第二句！', '第三句？']],
    ['क्या? हाँ। ठीक॥', ['क्या?', 'हाँ।', 'ठीक॥']],
    ['a line\n\nanother', ['a line', 'another']],
    ['', []],
    ['  \n ', []],
  ])('of `%s`', (text, expected) => {
    expect(split(text)).toEqual(expected);
  });

  it('cuts what never ends at a blank, and not within a character', () => {
    const words = 'word '.repeat(1000);
    for (const part of split(words)) expect(part).toMatch(/^word( word)*$/);
    const emoji = `a${'😀'.repeat(2000)}`;
    expect(split(emoji).join('')).toBe(emoji);
    for (const part of split(emoji)) expect(part).toBe(Buffer.from(part).toString());
  });
});
