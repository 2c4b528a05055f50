import { describe, expect, it } from 'vitest';
import { modelsThatSay } from '../../../test/doubles/said-models.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import { evidenceRequest } from './evidence-requests.ts';
import { createFactCheckSignal } from './fact-check.ts';
import { factCheckRule } from './schema.ts';

const both = [{ name: 'needs_fact_check' }, { name: 'no_fact_check_needed' }];

interface Settings {
  readonly need?: number;
  readonly margin?: number;
  readonly rules?: readonly object[];
}

async function evaluate(text: string, { need = 0, margin = 0, rules = both }: Settings = {}) {
  const { models, asked } = modelsThatSay({
    fact_check: { fact_check_needed: need, no_fact_check_needed: 1 - need },
  });
  const signal = createFactCheckSignal({
    rules: rules.map((rule) => factCheckRule.parse(rule)),
    models,
    settings: { threshold: 0.6, margin },
  });
  const view = { evaluationText: text } as RequestView;
  const results = await signal.evaluate(view, new AbortController().signal);
  return { results, asked, matched: results.filter((r) => r.isMatch).map(({ name }) => name) };
}

describe('the fact check signal', () => {
  it.each([
    [0.9, 0, ['needs_fact_check']],
    [0.59, 0, ['no_fact_check_needed']],
    [0.65, 0.1, []],
    [0.55, 0.1, []],
    [0.71, 0.1, ['needs_fact_check']],
    [0.49, 0.1, ['no_fact_check_needed']],
  ])('with probability %d and margin %d matches %j', async (need, margin, names) => {
    expect((await evaluate('How tall is it?', { need, margin })).matched).toEqual(names);
  });

  it('gives each label its own probability and threshold', async () => {
    const { results } = await evaluate('How tall is it?', { need: 0.75 });
    expect(results.map(({ value, threshold }) => [value, threshold])).toEqual([
      [0.75, 0.6],
      [0.25, 0.4],
    ]);
  });

  it('counts a request for sources as a need, whatever the model says', async () => {
    const { matched } = await evaluate('Explain tides and cite your sources.', { need: 0 });
    expect(matched).toEqual(['needs_fact_check']);
  });

  it.each([
    ['by its field', { name: 'needs_fact_check', when: 'asked' }],
    ['by its description', { name: 'needs_fact_check', description: 'Users ask for evidence.' }],
  ])('asks no model for a rule that is about requests, %s', async (_, rule) => {
    const plain = await evaluate('How tall is it?', { need: 1, rules: [rule] });
    expect(plain).toMatchObject({ matched: [], asked: [] });
    const asking = await evaluate('Bitte nenne deine Quellen.', { rules: [rule] });
    expect(asking.matched).toEqual(['needs_fact_check']);
  });

  it('says nothing of a blank text', async () => {
    expect((await evaluate('  ')).results).toEqual([]);
  });
});

describe('requests for evidence', () => {
  it.each([
    'Fact-check this number for me.',
    'Where is the study? Show me the evidence.',
    'Please verify that claim.',
    'Is it true that goldfish forget?',
    'According to current guidelines, how much?',
    '请核实并给出处',
    '根据文献说明',
    '出典を教えて',
    '출처를 알려줘',
    'Dame fuentes fiables',
    'Explique, en citant des sources fiables',
    'Gib bitte drei Quellen an',
    'Приведи ссылки на источники',
  ])('hears one in `%s`', (text) => {
    expect(evidenceRequest(text)).toBeGreaterThanOrEqual(0.6);
  });

  it.each([
    'What is the capital of Peru?',
    'Give me a proof that there are infinitely many primes.',
    'Write a poem about open source.',
    'Verify my email address, it never arrived',
    '写一首关于春天的诗',
  ])('hears none in `%s`', (text) => {
    expect(evidenceRequest(text)).toBe(0);
  });

  it('takes time that grows with the text, not with its square', () => {
    const text = 'give me with a verify the what is '.repeat(1000);
    const startedAt = performance.now();
    evidenceRequest(text);
    expect(performance.now() - startedAt).toBeLessThan(5000);
  });
});
