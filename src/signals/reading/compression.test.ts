import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createCompressor } from './compression.ts';
import { sentencesOf } from './sentences.ts';
import { createTokenCounter } from './token-count.ts';

const tokensIn = createTokenCounter();
const tokens = (text: string) => tokensIn(text, 0, text.length);
const parts = (text: string) => sentencesOf(text).map(({ start, end }) => text.slice(start, end));

function compress(text: string, settings: object = {}): string {
  const compressor = createCompressor({ max_tokens: 60, ...settings });
  return compressor === undefined ? text : compressor(text);
}

const sentence = fc
  .array(fc.constantFrom('rain', 'market', 'tensor', 'budget', 'queue', '天气', '模型', 'x1'), {
    minLength: 2,
    maxLength: 12,
  })
  .map((words) => words.join(' '));
const border = fc.constantFrom('. ', '! ', '。', '\n', '? ');
const prose = fc
  .array(fc.tuple(sentence, border), { minLength: 1, maxLength: 60 })
  .map((pieces) => pieces.flat().join(''));

describe('prompt compression', () => {
  it('counts a CJK character as 1.5 tokens and a word as 1.3', () => {
    expect(tokens('two words')).toBeCloseTo(2.6);
    expect(tokens('天气，很好。')).toBeCloseTo(6);
    expect(tokens('用python写')).toBeCloseTo(4.3);
  });

  it.each([
    ['no budget', { max_tokens: 0 }],
    ['a text within the budget', { max_tokens: 100_000 }],
    ['a text of few bytes', { max_tokens: 1, min_length: 100_000 }],
  ])('leaves the text alone: %s', (_, settings) => {
    const text = 'One thing. Another thing. '.repeat(40);
    expect(compress(text, settings)).toBe(text);
  });

  const short60 = createCompressor({ max_tokens: 60 }) as (text: string) => string;
  const short200 = createCompressor({ max_tokens: 200 }) as (text: string) => string;

  it('never lengthens a text and keeps whole sentences in their order', () => {
    fc.assert(
      fc.property(prose, (text) => {
        const short = short60(text);
        expect(short.length).toBeLessThanOrEqual(text.length);
        const all = parts(text);
        let from = 0;
        for (const part of parts(short)) {
          const at = all.indexOf(part, from);
          expect(at).toBeGreaterThanOrEqual(from);
          from = at + 1;
        }
      }),
    );
  });

  it('keeps the first sentences always and the last ones where they fit', () => {
    fc.assert(
      fc.property(prose, (text) => {
        const all = parts(text);
        const kept = parts(short200(text));
        expect(kept.slice(0, 3)).toEqual(all.slice(0, 3));
        // Three first and two last sentences of at most twelve words fit.
        expect(kept.slice(-2)).toEqual(all.slice(-2));
      }),
    );
  });

  it('keeps to its budget but for the first sentences', () => {
    fc.assert(
      fc.property(prose, (text) => {
        const first = parts(text)
          .slice(0, 3)
          .reduce((sum, part) => sum + tokens(part), 0);
        expect(tokens(short60(text))).toBeLessThan(Math.max(61, first + 1));
      }),
    );
  });

  it('lets a sentence stand that the others turn about, before one that says nothing', () => {
    const filler = (index: number) => `Item ${index} lists colour shade number ${index} again.`;
    const text = [
      ...Array.from({ length: 30 }, (_, index) => filler(index)),
      'The reactor coolant pump lost pressure after the valve update.',
      ...Array.from({ length: 30 }, (_, index) => filler(index + 30)),
    ].join(' ');
    expect(compress(text, { max_tokens: 80, tfidf_weight: 5, novelty_weight: 5 })).toContain(
      'coolant pump',
    );
  });

  it.each(['default', 'coding', 'medical', 'security', 'multi_turn', 'multi-turn'])(
    'knows the profile %s',
    (profile) => {
      const text = Array.from({ length: 50 }, (_, index) => `Line ${index} of the text.`).join(' ');
      const short = compress(text, { profile });
      expect(tokens(short)).toBeLessThanOrEqual(61);
      expect(short.startsWith('Line 0 of the text. Line 1 of the text.')).toBe(true);
      expect(short.endsWith('Line 49 of the text.')).toBe(true);
    },
  );

  it('copes with texts of many sentences and of none', () => {
    const many = Array.from({ length: 5000 }, (_, index) => `Sentence ${index} speaks.`).join(' ');
    const short = compress(many, { max_tokens: 500 });
    expect(tokens(short)).toBeLessThanOrEqual(501);
    expect(short.startsWith('Sentence 0 speaks. Sentence 1 speaks. Sentence 2 speaks.')).toBe(true);
    expect(short.endsWith('Sentence 4998 speaks. Sentence 4999 speaks.')).toBe(true);
    expect(compress('word '.repeat(20_000)).length).toBeLessThan(20_000);
    expect(compress('', { max_tokens: 1 })).toBe('');
  });
});
