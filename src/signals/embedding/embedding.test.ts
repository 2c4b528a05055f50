import { describe, expect, it } from 'vitest';
import type { TextModels } from '../../models/text-models.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import { createPreparedBanks } from '../prepared-banks.ts';
import type { EmbeddingSettings } from '../signal.ts';
import { createEmbeddingSignal } from './embedding.ts';
import { type EmbeddingRule, embeddingRule } from './schema.ts';

/** Texts are numbers: the cosine to the prompt `1`. */
function vectorOf(text: string): Float32Array {
  const cosine = Number(text);
  return Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine));
}

const embedded = (text: string) => ({
  vector: vectorOf(text),
  tier: 'trunk' as const,
  tokens: 1,
  isTruncated: false,
});
const models = {
  embed: async (text: string) => embedded(text),
  embedAll: async (texts: readonly string[]) => texts.map(embedded),
  calibrate: (cosine: number) => cosine,
} as unknown as TextModels;

const plain: EmbeddingSettings = {
  top_k: 0,
  min_score_threshold: 0.5,
  enable_soft_matching: false,
  prototype_scoring: {
    enabled: true,
    cluster_similarity_threshold: 1,
    max_prototypes: 8,
    best_weight: 0.75,
    top_m: 2,
  },
};

type Written = Partial<EmbeddingRule> & Pick<EmbeddingRule, 'name' | 'candidates'>;

async function evaluate(
  rules: readonly Written[],
  settings: Partial<EmbeddingSettings> = {},
  text = '1',
  partitions: readonly ReadonlySet<string>[] = [],
) {
  const signal = createEmbeddingSignal({
    rules: rules.map((rule) => embeddingRule.parse({ threshold: 0.75, ...rule })),
    models,
    banks: createPreparedBanks(models),
    windowsOf: (whole) => whole.split(' '),
    settings: { ...plain, ...settings },
    partitions,
  });
  const view = { evaluationText: text } as RequestView;
  return await signal.evaluate(view, new AbortController().signal);
}

describe('embedding signal', () => {
  it('reports the score, its threshold and the raw cosine of the nearest example', async () => {
    const [result] = await evaluate([{ name: 'code', candidates: ['0.9', '0.7'] }]);
    expect(result).toMatchObject({ name: 'code', isMatch: true, threshold: 0.75 });
    expect(result?.value).toBeCloseTo(0.75 * 0.9 + 0.25 * 0.8);
    expect(result?.confidence).toBeCloseTo(0.875);
    expect(result?.values?.['embedding:code:best']).toBeCloseTo(0.9);
    expect(result?.values?.['embedding:code:support']).toBeCloseTo(0.8);
    expect(result?.values?.['embedding:code:raw']).toBeCloseTo(0.9);
    expect(result?.evidence?.[0]?.text).toBe('0.9');
  });

  it.each([
    ['max', 0.85],
    ['any', 0.9],
    ['mean', 0.6],
  ] as const)('aggregates by `%s`', async (aggregation_method, value) => {
    const candidates = ['0.9', '0.5', '0.4'];
    const [result] = await evaluate([{ name: 'a', candidates, aggregation_method }]);
    expect(result?.value).toBeCloseTo(value);
  });

  it('matches softly by itself only in a partition, of which nothing matches', async () => {
    const rules = [
      { name: 'near', candidates: ['0.7'] },
      { name: 'far', candidates: ['0.2'] },
      { name: 'alone', candidates: ['0.7'] },
      { name: 'right', candidates: ['0.9'] },
    ];
    const unset = { enable_soft_matching: undefined };
    const softOf = async (partitions: readonly ReadonlySet<string>[]) =>
      (await evaluate(rules, unset, '1', partitions)).filter((r) => r.isSoft).map((r) => r.name);
    expect(await softOf([])).toEqual([]);
    expect(await softOf([new Set(['near', 'far'])])).toEqual(['near']);
    expect(await softOf([new Set(['near', 'right'])])).toEqual([]);
  });

  it('matches softly only what says nothing better, above the lower of both thresholds', async () => {
    const settings = { enable_soft_matching: true, min_score_threshold: 0.6 };
    const rules = [
      { name: 'near', candidates: ['0.7'] },
      { name: 'strict', candidates: ['0.7'], strict: true },
      { name: 'low', candidates: ['0.55'], threshold: 0.58 },
      { name: 'far', candidates: ['0.5'] },
    ];
    const soft = await evaluate(rules, settings);
    expect(soft.map(({ isMatch, isSoft }) => [isMatch, isSoft])).toEqual([
      [true, true],
      [false, undefined],
      [false, undefined],
      [false, undefined],
    ]);
    const hard = await evaluate([...rules, { name: 'hit', candidates: ['0.8'] }], settings);
    expect(hard.filter(({ isMatch }) => isMatch).map(({ name }) => name)).toEqual(['hit']);
  });

  it('takes off how much more an excluded example is like the prompt than unrelated texts', async () => {
    const [result] = await evaluate([
      { name: 'a', candidates: ['0.9'], exclude_candidates: ['0.3', '0.2'] },
    ]);
    expect(result?.value).toBeCloseTo(0.6);
    expect(result?.isMatch).toBe(false);
    expect(result?.values?.['embedding:a:excluded']).toBeCloseTo(0.3);
    const [far] = await evaluate([
      { name: 'a', candidates: ['0.9'], exclude_candidates: ['-0.3'] },
    ]);
    expect(far?.value).toBeCloseTo(0.9);
  });

  it('matches nothing where the best does not lead by the margin', async () => {
    const rules = [
      { name: 'a', candidates: ['0.9'] },
      { name: 'b', candidates: ['0.85'] },
    ];
    const with_margin = (margin_threshold: number) => ({
      prototype_scoring: { ...plain.prototype_scoring, margin_threshold },
    });
    const names = async (margin: number) =>
      (await evaluate(rules, with_margin(margin)))
        .filter(({ isMatch }) => isMatch)
        .map(({ name }) => name);
    expect(await names(0)).toEqual(['a', 'b']);
    expect(await names(0.04)).toEqual(['a']);
    expect(await names(0.1)).toEqual([]);
  });

  it('lets the window of a long text count that is nearest', async () => {
    const [result] = await evaluate([{ name: 'a', candidates: ['1'] }], {}, '0 0.2 0.95');
    expect(result?.value).toBeCloseTo(0.95);
  });

  it('says nothing of a blank text', async () => {
    expect(await evaluate([{ name: 'a', candidates: ['1'] }], {}, '  ')).toEqual([]);
  });
});
