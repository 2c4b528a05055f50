import { describe, expect, it } from 'vitest';
import { createPrototypeBank, type Example, type PrototypeScoring } from './prototype-bank.ts';

const scoring: PrototypeScoring = {
  enabled: true,
  cluster_similarity_threshold: 0.9,
  max_prototypes: 8,
  best_weight: 0.75,
  top_m: 2,
};
const calibrate = (cosine: number) => cosine;

/** A unit vector whose cosine to (1, 0) is given. */
function example(text: string, cosine: number): Example {
  return { text, embedding: Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine)) };
}

const query = Float32Array.of(1, 0);

describe('prototype bank', () => {
  it('blends the best similarity with the mean of the best two', async () => {
    const bank = await createPrototypeBank({
      examples: [
        example('a', 0.9),
        { text: 'b', embedding: Float32Array.of(0.7, -Math.sqrt(0.51)) },
      ],
      scoring,
      calibrate,
    });
    expect(bank.score([query])?.score).toBeCloseTo(0.75 * 0.9 + 0.25 * 0.8);
    expect(bank.score([query])?.nearest.text).toBe('a');
  });

  it.each([1, 2, 3, 4, 5, 9])('compares with each of %d examples', async (count) => {
    for (let nearest = 0; nearest < count; nearest += 1) {
      const examples = Array.from({ length: count }, (_, index) =>
        example(`${index}`, index === nearest ? -0.1 : -0.2),
      );
      const bank = await createPrototypeBank({
        examples,
        scoring: { ...scoring, enabled: false, top_m: 0 },
        calibrate,
      });
      const score = bank.score([query]);
      expect(score?.nearest.text).toBe(`${nearest}`);
      expect(score?.best).toBeCloseTo(-0.1);
      expect(score?.mean).toBeCloseTo((-0.1 - 0.2 * (count - 1)) / count);
    }
  });

  it('collapses nearly identical examples to one prototype', async () => {
    const examples = [example('a', 0.99), example('b', 0.995), example('c', 0)];
    const { prototypes } = await createPrototypeBank({ examples, scoring, calibrate });
    expect(prototypes.map(({ text }) => text)).toEqual(['a', 'c']);
  });

  it('keeps every example when clustering is off', async () => {
    const examples = [example('a', 0.99), example('b', 0.995), example('b', 0.995)];
    const bank = await createPrototypeBank({
      examples,
      scoring: { ...scoring, enabled: false },
      calibrate,
    });
    expect(bank.prototypes).toHaveLength(2);
  });

  it('keeps at most so many prototypes, largest clusters first', async () => {
    const examples = [example('lone', 0), example('x', 0.99), example('y', 0.995)];
    const bank = await createPrototypeBank({
      examples,
      scoring: { ...scoring, max_prototypes: 1 },
      calibrate,
    });
    expect(bank.prototypes.map(({ text }) => text)).toEqual(['x']);
  });

  it('keeps what is least alike where there are more clusters than prototypes', async () => {
    const examples = [
      example('common', 0.99),
      example('common again', 0.995),
      example('like it', 0.9),
      example('rare', -0.5),
    ];
    const bank = await createPrototypeBank({
      examples,
      scoring: { ...scoring, cluster_similarity_threshold: 0.98, max_prototypes: 2 },
      calibrate,
    });
    expect(bank.prototypes.map(({ text }) => text)).toEqual(['common', 'rare']);
  });

  it('takes of several windows the one that is nearest to each prototype', async () => {
    const bank = await createPrototypeBank({
      examples: [example('a', 1), example('b', 0)],
      scoring: { ...scoring, best_weight: 0, top_m: 0 },
      calibrate,
    });
    expect(bank.score([Float32Array.of(0, 1)])?.score).toBeCloseTo(0.5);
    expect(bank.score([Float32Array.of(0, 1), Float32Array.of(1, 0)])?.score).toBeCloseTo(1);
  });

  it('gives scores on the scale of thresholds, and the evidence as it was measured', async () => {
    const bank = await createPrototypeBank({
      examples: [
        example('a', 0.8),
        { text: 'b', embedding: Float32Array.of(0.2, -Math.sqrt(0.96)) },
      ],
      scoring: { ...scoring, top_m: 0 },
      calibrate: (cosine) => cosine / 2,
    });
    const found = bank.score([query]);
    expect(found?.best).toBeCloseTo(0.4);
    expect(found?.support).toBeCloseTo(0.25);
    expect(found?.mean).toBeCloseTo(0.25);
    expect(found?.nearest.text).toBe('a');
    expect(found?.nearest.score).toBeCloseTo(0.8);
  });

  it('has no score without examples', async () => {
    const bank = await createPrototypeBank({ examples: [], scoring, calibrate });
    expect(bank.score([query])).toBeUndefined();
  });
});
