import { describe, expect, it } from 'vitest';
import { createPreparedBanks, onceItWorks } from './prepared-banks.ts';
import type { PrototypeScoring } from './prototype-bank.ts';

const scoring: PrototypeScoring = {
  enabled: false,
  cluster_similarity_threshold: 0.9,
  max_prototypes: 8,
  best_weight: 1,
  top_m: 1,
};

function countingModels(failures = 0) {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    calibrate: (cosine: number) => cosine,
    async embedAll(texts: readonly string[]) {
      asked.push(texts);
      if (asked.length <= failures) throw new Error('not yet');
      return texts.map(() => ({
        vector: Float32Array.of(1, 0),
        tier: 'trunk' as const,
        tokens: 1,
        isTruncated: false,
      }));
    },
  };
}

describe('prepared banks', () => {
  it('embeds the same examples once, each text once', async () => {
    const models = countingModels();
    const banks = createPreparedBanks(models);
    const [a, b] = await Promise.all([1, 2].map(() => banks.bankOf(['x', 'y', 'x'], scoring)));
    expect(a).toBe(b);
    expect(models.asked).toEqual([['x', 'y']]);
    expect(a?.examples.map(({ text }) => text)).toEqual(['x', 'y']);
  });

  it('makes another bank for other examples, and for another way to score', async () => {
    const banks = createPreparedBanks(countingModels());
    const bank = await banks.bankOf(['x'], scoring);
    expect(await banks.bankOf(['x', 'y'], scoring)).not.toBe(bank);
    expect(await banks.bankOf(['x'], { ...scoring, best_weight: 0.5 })).not.toBe(bank);
    expect(await banks.bankOf(['x'], { ...scoring, top_m: 2 })).not.toBe(bank);
    expect(await banks.bankOf(['x'], { ...scoring, enabled: true })).not.toBe(bank);
  });

  it('tries again after a failure', async () => {
    const banks = createPreparedBanks(countingModels(1));
    await expect(banks.bankOf(['x'], scoring)).rejects.toThrow('not yet');
    expect((await banks.bankOf(['x'], scoring)).prototypes).toHaveLength(1);
  });
});

describe('what is prepared once', () => {
  it('is prepared by the first who asks, and again only after a failure', async () => {
    const models = countingModels(1);
    const prepare = onceItWorks(() => models.embedAll(['x']));
    const failed = await Promise.allSettled([prepare(), prepare()]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    const [a, b] = await Promise.all([prepare(), prepare()]);
    expect(a).toBe(b);
    expect(models.asked).toHaveLength(2);
  });
});
