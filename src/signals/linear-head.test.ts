import { describe, expect, it } from 'vitest';
import { trainLinearHead } from './linear-head.ts';

/** Unit vectors of three classes that share a strong common direction. */
function vectorOf(label: number, noise: number): Float32Array {
  const vector = new Float32Array(16);
  vector[0] = 2;
  vector[1 + label] = 0.6;
  vector[5 + (noise % 11)] = 0.7;
  const norm = Math.hypot(...vector);
  return vector.map((value) => value / norm);
}

const examples = [0, 1, 2].flatMap((label) =>
  Array.from({ length: 6 }, (_, n) => ({ label, vector: vectorOf(label, n * 3 + label) })),
);

describe('trainLinearHead', () => {
  it('tells classes apart whose vectors are nearly the same', async () => {
    const head = await trainLinearHead({ examples, labelCount: 3 });
    for (let noise = 20; noise < 40; noise += 1) {
      for (const label of [0, 1, 2]) {
        const found = head.classify(vectorOf(label, noise));
        expect(found.indexOf(Math.max(...found))).toBe(label);
        expect(found.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
      }
    }
  });

  it('is the same for the same examples', async () => {
    const [a, b] = await Promise.all(
      [1, 2].map(() => trainLinearHead({ examples, labelCount: 3 })),
    );
    expect(a?.classify(vectorOf(1, 4))).toEqual(b?.classify(vectorOf(1, 4)));
  });

  it('learns from one example a class, and knows a class without any', async () => {
    const few = examples.filter(({ label }, index) => label < 2 && index % 6 === 0);
    const found = (await trainLinearHead({ examples: few, labelCount: 3 })).classify(
      vectorOf(1, 9),
    );
    expect(found.indexOf(Math.max(...found))).toBe(1);
    expect(found).toHaveLength(3);
  });

  it('lets the event loop run in between', async () => {
    const many = Array.from({ length: 4000 }, (_, n) => ({
      label: n % 3,
      vector: vectorOf(n % 3, n),
    }));
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
    }, 1);
    await trainLinearHead({ examples: many, labelCount: 3 });
    clearInterval(timer);
    expect(turns).toBeGreaterThan(2);
  });
});
