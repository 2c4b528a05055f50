import { describe, expect, it } from 'vitest';
import { modelsThatSay } from '../../../test/doubles/said-models.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import { createPreparedBanks } from '../prepared-banks.ts';
import type { DomainSettings } from '../signal.ts';
import { createDomainSignal } from './domain.ts';
import { domainCategories, domainRule } from './schema.ts';

const scoring = {
  enabled: true,
  cluster_similarity_threshold: 0.9,
  max_prototypes: 8,
  best_weight: 0.75,
  top_m: 2,
};

/** Texts with `tax` point one way, all others another. */
function embedded(text: string) {
  return { vector: text.includes('tax') ? Float32Array.of(1, 0) : Float32Array.of(0, 1) };
}

interface Case {
  readonly said: Readonly<Record<string, number>>;
  readonly rules: readonly object[];
  readonly settings?: Partial<DomainSettings>;
}

async function evaluate({ said, rules, settings = {} }: Case) {
  const rest = 1 - Object.values(said).reduce((sum, value) => sum + value, 0);
  const others = domainCategories.filter((label) => said[label] === undefined);
  const distribution = Object.fromEntries(
    domainCategories.map((label) => [label, said[label] ?? rest / others.length]),
  );
  const models = {
    ...modelsThatSay({ domain: distribution }).models,
    embed: async (text: string) => embedded(text),
    embedAll: async (texts: readonly string[]) => texts.map(embedded),
  } as unknown as ReturnType<typeof modelsThatSay>['models'];
  const signal = createDomainSignal({
    ...{ models, scoring, banks: createPreparedBanks(models), windowsOf: (text) => [text] },
    rules: rules.map((rule) => domainRule.parse(rule)),
    settings: { enabled: true, threshold: 0.5, ...settings },
  });
  const view = { evaluationText: 'my tax return' } as RequestView;
  const results = await signal.evaluate(view, new AbortController().signal);
  return { results, matched: results.filter((r) => r.isMatch).map(({ name }) => name) };
}

const math = { name: 'math' };
const other = { name: 'other' };
const science = { name: 'science', mmlu_categories: ['physics', 'chemistry'] };

describe('the domain signal', () => {
  it.each<[string, Case, readonly string[]]>([
    ['its threshold', { said: { math: 0.51 }, rules: [math, other] }, ['math']],
    ['nothing below it', { said: { math: 0.4, law: 0.4 }, rules: [math] }, []],
    ['the fallback instead', { said: { math: 0.4, law: 0.4 }, rules: [math, other] }, ['other']],
    [
      'another fallback',
      {
        said: { law: 0.4, physics: 0.4 },
        rules: [math, other],
        settings: { fallback_category: 'math' },
      },
      ['math'],
    ],
    ['no fallback beside an undeclared subject', { said: { law: 0.9 }, rules: [math, other] }, []],
    [
      'categories together',
      { said: { physics: 0.3, chemistry: 0.3 }, rules: [science] },
      ['science'],
    ],
    [
      'several where the model is unsure',
      {
        said: { math: 0.35, law: 0.3 },
        rules: [math, { name: 'law' }],
        settings: { threshold: 0.25 },
      },
      ['math', 'law'],
    ],
    [
      'the first one where it is sure',
      {
        said: { math: 0.79, law: 0.21 },
        rules: [math, { name: 'law' }],
        settings: { threshold: 0.2 },
      },
      ['math'],
    ],
    [
      'a domain from its own probability',
      { said: { math: 0.8, law: 0.2 }, rules: [math, { name: 'law', min_probability: 0.1 }] },
      ['math', 'law'],
    ],
    [
      'nothing when it is off',
      { said: { math: 1 }, rules: [math], settings: { enabled: false } },
      [],
    ],
  ])('matches %s', async (_, given, names) => {
    expect((await evaluate(given)).matched).toEqual(names);
  });

  it('gives the whole distribution as values, with thresholds', async () => {
    const { results } = await evaluate({
      said: { math: 0.2, physics: 0.5, chemistry: 0.1 },
      rules: [math, science],
    });
    expect(results.map(({ name, threshold }) => [name, threshold])).toEqual([
      ['math', 0.5],
      ['science', 0.5],
      ['physics', undefined],
    ]);
    // A distribution to the power of 1.5, for thresholds; the evidence tells the probability.
    expect(results[0]?.value).toBeCloseTo(0.178);
    expect(results[1]?.value).toBeCloseTo(0.768);
    expect(results[0]?.evidence).toEqual([{ text: 'physics', score: 0.5 }]);
  });

  it('tells domains of the user by their examples', async () => {
    const rules = [
      { name: 'tax', description: 'tax matters', examples: ['when is tax due'] },
      { name: 'gardening', examples: ['how to grow roses'] },
    ];
    const { results } = await evaluate({ said: { math: 0.1 }, rules });
    expect(results.slice(0, 2)).toMatchObject([
      { name: 'tax', isMatch: true, value: 1, threshold: 0.75 },
      { name: 'gardening', isMatch: false, value: 0 },
    ]);
  });
});
