import { describe, expect, it } from 'vitest';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import { createContextSignal } from './context.ts';
import { contextRule } from './schema.ts';

/** A request whose estimate is exactly `tokens`: five for its one empty message, the rest reserved. */
function requestOf(tokens: number) {
  const messages = [{ role: 'user', content: '' }];
  return createRequestView({ messages, max_tokens: tokens - 5 });
}

function evaluate(rule: object, tokens: number) {
  const signal = createContextSignal([contextRule.parse({ name: 'band', ...rule })]);
  return signal.evaluate(requestOf(tokens))[0];
}

function problemOf(rule: object): string | undefined {
  return contextRule.safeParse({ name: 'band', ...rule }).error?.issues[0]?.message;
}

describe('context signal', () => {
  it.each([
    [{ min_tokens: '32K', max_tokens: '256K' }, 31_999, false],
    [{ min_tokens: '32K', max_tokens: '256K' }, 32_000, true],
    [{ min_tokens: '32K', max_tokens: '256K' }, 256_000, true],
    [{ min_tokens: '32K', max_tokens: '256K' }, 256_001, false],
    [{ max_tokens: 100, max_exclusive: true }, 99, true],
    [{ max_tokens: 100, max_exclusive: true }, 100, false],
    [{ min_tokens: '1M' }, 10_000_000, true],
    [{ min_tokens: '1M', max_tokens: '' }, 10_000_000, true],
    [{ min_tokens: '1M', max_tokens: 0 }, 10_000_000, true],
    [{ min_tokens: '', max_tokens: '1.5K' }, 1500, true],
    [{}, 5, true],
  ])('%j holds %d tokens: %s', (rule, tokens, isMatch) => {
    expect(evaluate(rule, tokens)).toEqual({
      name: 'band',
      isMatch,
      confidence: isMatch ? 1 : 0,
      value: tokens,
    });
  });

  it('reports every band, matched or not, in declared order', () => {
    const rules = [
      { name: 'small', max_tokens: '1K' },
      { name: 'all' },
      { name: 'large', min_tokens: '1K' },
    ];
    const signal = createContextSignal(rules.map((rule) => contextRule.parse(rule)));
    const results = signal.evaluate(requestOf(10));
    expect(results.map(({ name, isMatch }) => [name, isMatch])).toEqual([
      ['small', true],
      ['all', true],
      ['large', false],
    ]);
  });
});

describe('context rule', () => {
  it.each(['lots', '1.5G', '-1', '1e3', -1, Number.POSITIVE_INFINITY])(
    'refuses %s as a token count',
    (count) => {
      expect(problemOf({ min_tokens: count })).toBeDefined();
      expect(problemOf({ max_tokens: count })).toBeDefined();
    },
  );

  it('names the text that is no token count', () => {
    expect(problemOf({ min_tokens: '32KB' })).toContain('`32KB` is no token count');
  });

  it('refuses a band that holds no count', () => {
    expect(problemOf({ min_tokens: '2K', max_tokens: '1K' })).toContain('no count fits');
    expect(problemOf({ min_tokens: 5, max_tokens: 5, max_exclusive: true })).toContain('no count');
    expect(problemOf({ min_tokens: 5, max_tokens: 5 })).toBeUndefined();
  });

  it('refuses unknown keys', () => {
    expect(problemOf({ max_token: 5 })).toContain('max_token');
  });
});
