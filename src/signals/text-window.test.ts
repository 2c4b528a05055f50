import { describe, expect, it } from 'vitest';
import { learnedText } from './text-window.ts';

describe('text for learned signals', () => {
  it('is the whole text, without blanks around it', () => {
    const text = 'word '.repeat(6000).trim();
    expect(learnedText(`  ${text}\n`)).toBe(text);
  });

  it('is the beginning and the end of a huge text', () => {
    const text = `first ${'word '.repeat(100_000)}last`;
    const read = learnedText(text);
    expect(read.length).toBeLessThanOrEqual(32_769);
    expect(read.startsWith('first word')).toBe(true);
    expect(read.endsWith('word last')).toBe(true);
  });

  it.each([0, 1])('parts no character, with %d units before', (shift) => {
    const read = learnedText('a'.repeat(shift) + '😀'.repeat(30_000));
    expect(Buffer.from(read).toString()).toBe(read);
  });
});
