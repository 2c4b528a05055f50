import { describe, expect, it } from 'vitest';
import { alignTokens } from './token-offsets.ts';

const utf8 = new TextEncoder();
const lower = (part: string) =>
  part
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '');

function aligned(text: string, tokens: readonly (string | undefined)[], normalise = lower) {
  const surfaces = tokens.map((token) => ({
    bytes: token === undefined ? undefined : utf8.encode(token),
  }));
  const { offsets, mismatches } = alignTokens(surfaces, { text, normalise, unknownCovers: 'word' });
  return { parts: offsets.map(({ start, end }) => text.slice(start, end)), mismatches };
}

describe('aligning tokens with their text', () => {
  it.each([
    ['Hello  world', ['hello', 'world'], ['Hello', 'world']],
    ['ZÜRICH, naïve', ['zur', 'ich', ',', 'naive'], ['ZÜR', 'ICH', ',', 'naïve']],
    // The letter and its mark are two units of the text and one of the token.
    ['Zu\u0308rich', ['zu', 'rich'], ['Zu\u0308', 'rich']],
    ['a 👋 b', ['a', undefined, 'b'], ['a', '👋', 'b']],
    ['xyzzy-a', [undefined, '-', 'a'], ['xyzzy', '-', 'a']],
    ['你好', ['你', '好'], ['你', '好']],
    ['', [], []],
  ])('%j', (text, tokens, parts) => {
    expect(aligned(text, tokens)).toEqual({ parts, mismatches: 0 });
  });

  it('reads characters that normalisation makes longer', () => {
    const compatible = (part: string) => part.normalize('NFKC').toLowerCase();
    expect(aligned('ﬁne ½', ['fi', 'ne', '1', '⁄2'], compatible).parts).toEqual([
      'ﬁ',
      'ne',
      '½',
      '½',
    ]);
  });

  it('gives the pieces of one character the whole of it', () => {
    const [first, second] = [Uint8Array.of(0xf0, 0x9f), Uint8Array.of(0x91, 0x8b)];
    const { offsets } = alignTokens([{ bytes: first }, { bytes: second }], {
      text: ' 👋',
      normalise: (part) => part,
      unknownCovers: 'characters',
    });
    expect(offsets).toEqual([
      { start: 1, end: 3 },
      { start: 1, end: 3 },
    ]);
  });

  it('goes on behind a token that is not there', () => {
    // The sigma at the end of a word is another letter than the one inside.
    const { parts, mismatches } = aligned('ΟΔΟΣ alpha beta', ['οδος', 'alpha', 'beta']);
    expect(parts).toEqual(['ΟΔΟΣ', 'alpha', 'beta']);
    expect(mismatches).toBe(1);
  });

  it.each([
    ['marks', `a${'\u0301'.repeat(1_000_000)}`],
    ['one word', 'x'.repeat(1_000_000)],
    ['spaces', ' '.repeat(1_000_000)],
  ])('takes a megabyte of %s in linear time', (_, text) => {
    const start = performance.now();
    aligned(
      text,
      Array.from({ length: 20_000 }, () => 'zz'),
    );
    expect(performance.now() - start).toBeLessThan(15_000);
  });
});
