import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTokenCounter } from './token-count.ts';
import { createWindows } from './windows.ts';

const tokensIn = createTokenCounter();
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) => `This is sentence number ${index}.`).join(' ');

describe('windows of a long prompt', () => {
  it.each(['head_mid_tail', 'max_pool', 'first'] as const)(
    '%s: a text that fits is one',
    (strategy) => {
      expect(createWindows({ strategy, max_tokens: 100 })('  a short text. ')).toEqual([
        'a short text.',
      ]);
      expect(createWindows({ strategy })('')).toEqual(['']);
    },
  );

  it('takes head, middle and tail of whole sentences, a third of the budget each', () => {
    const [head, middle, tail, ...rest] = createWindows({ max_tokens: 60 })(numbered(101));
    expect(rest).toEqual([]);
    expect(head).toMatch(/^This is sentence number 0\. .*number \d\.$/);
    expect(middle).toMatch(/^This is sentence number (49|50|51)\..*\.$/);
    expect(tail).toMatch(/^This is .*number 100\.$/);
  });

  it('takes the beginning only where the strategy is `first`', () => {
    const windows = createWindows({ strategy: 'first', max_tokens: 60 })(numbered(100));
    expect(windows).toHaveLength(1);
    expect(windows[0]).toMatch(/^This is sentence number 0\..*\.$/);
  });

  it('covers the text with `max_pool`, and samples one that is far too long', () => {
    const text = numbered(100);
    const windows = createWindows({ strategy: 'max_pool', max_tokens: 60 })(text);
    expect(windows.join(' ')).toBe(text);
    const many = createWindows({ strategy: 'max_pool', max_tokens: 60 })(numbered(2000));
    expect(many).toHaveLength(16);
    expect(many[0]).toContain('number 0.');
    expect(many.at(-1)).toContain('number 1999.');
  });

  it.each(['head_mid_tail', 'max_pool', 'first'] as const)(
    '%s: parts of the text, in order, within the budget',
    (strategy) => {
      const windowsOf = createWindows({ strategy, max_tokens: 120 });
      const piece = fc.constantFrom('one ', 'two. ', '三。', 'four\n', 'five! ', 'six ');
      fc.assert(
        fc.property(fc.array(piece, { minLength: 1, maxLength: 300 }), (pieces) => {
          const text = pieces.join('').trim();
          let from = 0;
          for (const window of windowsOf(text)) {
            const at = text.indexOf(window, from);
            expect(at).toBeGreaterThanOrEqual(from);
            from = at + window.length;
            expect(window).not.toBe('');
          }
        }),
        { numRuns: 30 },
      );
      for (const window of createWindows({ strategy, max_tokens: 60 })(numbered(300))) {
        expect(tokensIn(window, 0, window.length)).toBeLessThanOrEqual(60);
      }
    },
  );
});
