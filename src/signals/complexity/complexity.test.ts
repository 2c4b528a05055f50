import { describe, expect, it } from 'vitest';
import type { TextModels } from '../../models/text-models.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import { createPreparedBanks } from '../prepared-banks.ts';
import { createComplexitySignal } from './complexity.ts';
import { complexityRule } from './schema.ts';

/** Texts are numbers: the cosine to the prompt `1`. */
function embedded(text: string) {
  const cosine = Number(text);
  const vector = Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine));
  return { vector, tier: 'trunk' as const, tokens: 1, isTruncated: false };
}

const models = {
  embed: async (text: string) => embedded(text),
  embedAll: async (texts: readonly string[]) => texts.map(embedded),
  classify: async () => ({
    complexity: {
      labels: ['easy', 'medium', 'hard'],
      probabilities: Float32Array.of(0.125, 0.125, 0.75),
    },
  }),
  calibrate: (cosine: number) => cosine,
} as unknown as TextModels;

async function evaluate(rule: object, text = '1', head_weight = 0) {
  const signal = createComplexitySignal({
    rules: [complexityRule.parse({ name: 'code', threshold: 0.12, ...rule })],
    models,
    banks: createPreparedBanks(models),
    windowsOf: (whole) => [whole],
    settings: {
      prototype_scoring: {
        enabled: true,
        cluster_similarity_threshold: 0.9,
        max_prototypes: 8,
        best_weight: 0.75,
        top_m: 2,
      },
      head_weight,
    },
  });
  const view = { evaluationText: text } as RequestView;
  return await signal.evaluate(view, new AbortController().signal);
}

const sides = (hard: string, easy: string) => ({
  hard: { candidates: [hard] },
  easy: { candidates: [easy] },
});

describe('complexity signal', () => {
  it.each([
    ['0.63', '0.5', 'hard', 0.13 / 0.24],
    ['0.9', '0.5', 'hard', 1],
    ['0.5', '0.5', 'medium', 1],
    ['0.53', '0.5', 'medium', 0.75],
    ['0.5', '0.63', 'easy', 0.13 / 0.24],
  ])('takes %s to hard and %s to easy examples for %s', async (hard, easy, level, confidence) => {
    const matched = (await evaluate(sides(hard, easy))).filter(({ isMatch }) => isMatch);
    expect(matched.map(({ name }) => name)).toEqual([`code:${level}`]);
    expect(matched[0]?.confidence).toBeCloseTo(confidence);
  });

  it('explains each level by the margin, and gives a difficulty under the name of the rule', async () => {
    const results = await evaluate(sides('0.7', '0.4'));
    const [rule, easy, , hard] = results;
    expect(rule).toMatchObject({ name: 'code', isMatch: false });
    expect(rule?.value).toBeCloseTo(0.65);
    expect(rule?.values?.['complexity:code:text_hard_score']).toBeCloseTo(0.7);
    expect(rule?.values?.['complexity:code:text_easy_score']).toBeCloseTo(0.4);
    expect(rule?.values?.['complexity:code:margin']).toBeCloseTo(0.3);
    expect(easy).toMatchObject({ name: 'code:easy', isMatch: false, threshold: 0.12 });
    expect(easy?.value).toBeCloseTo(-0.3);
    expect(hard).toMatchObject({ name: 'code:hard', isMatch: true, threshold: 0.12 });
    expect(hard?.value).toBeCloseTo(0.3);
  });

  it('adds what the trained head thinks, as far as it is asked to', async () => {
    const results = await evaluate(sides('0.55', '0.5'), '1', 0.2);
    expect(results.filter(({ isMatch }) => isMatch).map(({ name }) => name)).toEqual(['code:hard']);
    expect(results[0]?.values?.['complexity:code:text_margin']).toBeCloseTo(0.05);
    expect(results[0]?.values?.['complexity:code:margin']).toBeCloseTo(0.05 + 0.2 * 0.625);
  });

  it('says nothing where one side has images only, and of a blank text', async () => {
    const images = { hard: { image_candidates: ['a.png'] }, easy: { candidates: ['0.5'] } };
    expect(await evaluate(images)).toEqual([]);
    expect(await evaluate(sides('0.6', '0.5'), ' ')).toEqual([]);
  });

  it('needs no threshold', () => {
    expect(complexityRule.parse({ name: 'x', ...sides('1', '0') }).threshold).toBe(0.1);
  });
});
