import { describe, expect, it } from 'vitest';
import { createPriceBook, type TokenUsage } from './cost.ts';

const book = createPriceBook([
  {
    name: 'large',
    provider_model_id: 'vendor/large-2026',
    external_model_ids: { openrouter: 'router/large' },
    pricing: {
      currency: 'USD',
      prompt_per_1m: 10,
      completion_per_1m: 30,
      cached_input_per_1m: 1,
      cache_write_per_1m: 12.5,
    },
  },
  { name: 'small', pricing: { currency: 'USD', prompt_per_1m: 0.5, completion_per_1m: 1.5 } },
  { name: 'chatty', pricing: { currency: 'USD', prompt_per_1m: 20, completion_per_1m: 1 } },
  { name: 'free', pricing: { currency: 'USD' } },
  { name: 'euro', pricing: { currency: 'EUR', prompt_per_1m: 100, completion_per_1m: 100 } },
  { name: 'unpriced' },
  { name: 'empty', pricing: {} },
]);

function usage(counts: Partial<TokenUsage>): TokenUsage {
  return {
    promptTokens: 0,
    cachedPromptTokens: 0,
    completionTokens: 0,
    totalTokens: 0,
    ...counts,
  };
}

const million = usage({ promptTokens: 1e6, completionTokens: 1e6 });

describe('cost of an exchange', () => {
  it.each<[string, string, Partial<TokenUsage>, number]>([
    ['prompt and completion', 'large', { promptTokens: 1000, completionTokens: 100 }, 0.013],
    ['cached part', 'large', { promptTokens: 1000, cachedPromptTokens: 400 }, 0.0064],
    ['part written to the cache', 'large', { promptTokens: 1000, cacheWriteTokens: 400 }, 0.011],
    [
      'all three parts of a prompt',
      'large',
      { promptTokens: 1000, cachedPromptTokens: 300, cacheWriteTokens: 200 },
      0.0078,
    ],
    [
      'cached tokens beyond the prompt',
      'large',
      { promptTokens: 10, cachedPromptTokens: 99 },
      1e-5,
    ],
    [
      'written tokens beyond what is left',
      'large',
      { promptTokens: 10, cachedPromptTokens: 6, cacheWriteTokens: 99 },
      0.000056,
    ],
    [
      'no cached price: as the prompt',
      'small',
      { promptTokens: 1000, cachedPromptTokens: 500 },
      0.0005,
    ],
    [
      'no write price: as the prompt',
      'small',
      { promptTokens: 1000, cacheWriteTokens: 500 },
      0.0005,
    ],
    ['currency alone: priced at nothing', 'free', { promptTokens: 1000, completionTokens: 9 }, 0],
    ['one token, without binary noise', 'small', { promptTokens: 3 }, 0.0000015],
  ])('%s', (_, model, counts, cost) => {
    expect(book.quote(model, usage(counts))?.cost).toBe(cost);
  });

  it.each(['unpriced', 'empty', 'unknown'])(
    'is unknown for `%s`, a model without price',
    (model) => {
      expect(book.quote(model, million)).toBeUndefined();
    },
  );

  it.each(['vendor/large-2026', 'router/large'])('is found under the provider id %s', (id) => {
    expect(book.quote(id, million)?.cost).toBe(40);
  });

  it('prefers a configured name over the same provider id of another model', () => {
    const ambiguous = createPriceBook([
      { name: 'a', provider_model_id: 'b', pricing: { prompt_per_1m: 1 } },
      { name: 'b', pricing: { prompt_per_1m: 2 } },
    ]);
    expect(ambiguous.quote('b', million)?.cost).toBe(2);
  });

  it('takes US dollars when no currency is given', () => {
    const priced = createPriceBook([{ name: 'a', pricing: { prompt_per_1m: 1 } }]);
    expect(priced.quote('a', million)?.currency).toBe('USD');
  });
});

describe('baseline', () => {
  it('is the dearest model of the same currency, by prompt or cache-write price plus completion', () => {
    expect(book.quote('small', million)).toEqual({
      cost: 2,
      currency: 'USD',
      baselineModel: 'large',
      baselineCost: 40,
      savings: 38,
    });
    expect(book.quote('euro', million)?.baselineModel).toBe('euro');
  });

  it('saves nothing when the dearest model itself answered', () => {
    expect(book.quote('large', million)).toMatchObject({ baselineModel: 'large', savings: 0 });
  });

  it('may have been cheaper for a particular mix of tokens', () => {
    const quote = book.quote('chatty', usage({ promptTokens: 1e6 }));
    expect(quote).toMatchObject({ cost: 20, baselineCost: 10, savings: -10 });
  });
});
