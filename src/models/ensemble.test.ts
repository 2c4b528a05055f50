import { describe, expect, it } from 'vitest';
import { combine, softmax } from './ensemble.ts';

const flash = Float32Array.from([0.7, 0.2, 0.1]);
const trunk = Float32Array.from([0.1, 0.8, 0.1]);

function rounded(values: Float32Array): readonly number[] {
  return [...values].map((value) => Math.round(value * 1000) / 1000);
}

describe('combine', () => {
  it.each([
    [1, [0.7, 0.2, 0.1]],
    [0, [0.1, 0.8, 0.1]],
  ])('with flash weight %d takes one of them as it is', (flashWeight, expected) => {
    expect(rounded(combine(flash, trunk, { flashWeight, temperature: 1 }))).toEqual(expected);
  });

  it('takes the geometric mean in between, normalised', () => {
    const joint = combine(flash, trunk, { flashWeight: 0.5, temperature: 1 });
    const means = [Math.sqrt(0.07), Math.sqrt(0.16), Math.sqrt(0.01)];
    const total = means.reduce((a, b) => a + b);
    expect(rounded(joint)).toEqual(means.map((mean) => Math.round((mean / total) * 1000) / 1000));
  });

  it('gets surer below a temperature of 1 and less sure above', () => {
    const at = (temperature: number) =>
      combine(flash, trunk, { flashWeight: 0.5, temperature })[1] ?? 0;
    expect(at(0.5)).toBeGreaterThan(at(1));
    expect(at(2)).toBeLessThan(at(1));
  });

  it('survives a probability of 0', () => {
    const joint = combine(Float32Array.from([1, 0]), Float32Array.from([0, 1]), {
      flashWeight: 0.5,
      temperature: 1,
    });
    expect(rounded(joint)).toEqual([0.5, 0.5]);
  });
});

describe('softmax', () => {
  it('does not overflow', () => {
    expect(rounded(softmax(Float32Array.from([1000, 1000])))).toEqual([0.5, 0.5]);
  });
});
