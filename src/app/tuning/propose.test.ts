import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import { createCosts } from './costs.ts';
import type { Observation } from './observe.ts';
import { proposeThresholds } from './propose.ts';

/** Decided by two values: `law` from the first threshold, else `code` from the second, else `none`. */
function observation(expected: string, law: number, code: number): Observation {
  const decide = ([first = 0, second = 0]: readonly number[]) =>
    law >= first ? 'law' : code >= second ? 'code' : 'none';
  return {
    expected,
    decision: decide([0.7, 0.7]),
    recipe: 'default',
    failed: [],
    tunables: [0, 1],
    breakpoints: (at) => [at === 0 ? law : code],
    decide,
  };
}

const present = [0.7, 0.7];
const options = { present, movable: [0, 1], costOf: createCosts([]), folds: 5 };

describe('proposed thresholds', () => {
  it('move where held-out cases are decided better, and only there', () => {
    const random = createRandom(1);
    const cases = Array.from({ length: 120 }, (_, at) => {
      const isLaw = at % 2 === 0;
      return observation(
        isLaw ? 'law' : 'none',
        isLaw ? 0.5 + random() * 0.3 : 0.1 + random() * 0.3,
        random() * 0.3,
      );
    });
    const { thresholds, moved, heldOut } = proposeThresholds(cases, options);
    expect(moved).toEqual([0]);
    expect(thresholds[0]).toBeGreaterThan(0.4);
    expect(thresholds[0]).toBeLessThan(0.52);
    expect(thresholds[1]).toBe(0.7);
    expect(heldOut.proposed.accuracy).toBeGreaterThan(heldOut.present.accuracy);
    expect(heldOut.costChangeInterval[1]).toBeLessThan(0);
  });

  it('stay where the values tell nothing about what is expected', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const random = createRandom(seed);
      const cases = Array.from({ length: 60 }, () =>
        observation(random() < 0.5 ? 'law' : 'none', random(), random()),
      );
      const { moved, heldOut } = proposeThresholds(cases, options);
      const { present: before, proposed } = heldOut;
      // What is proposed by chance has at least to hold for cases that the search did not see.
      if (moved.length === 0) expect(proposed).toEqual(before);
      else expect(proposed.cost).toBeLessThan(before.cost);
    }
  });

  it('stay for cases that are right already', () => {
    const cases = Array.from({ length: 30 }, (_, at) =>
      at % 2 ? observation('law', 0.9, 0) : observation('none', 0.1, 0),
    );
    expect(proposeThresholds(cases, options).thresholds).toEqual(present);
  });

  it('follow what errors cost', () => {
    // Between 0.5 and 0.6 two of three cases are law.
    const cases = Array.from({ length: 150 }, (_, at) =>
      observation(at % 3 === 0 ? 'none' : 'law', 0.5 + (at % 50) / 500, 0),
    );
    const movedBy = (costs: readonly (readonly [string, number])[]) =>
      proposeThresholds(cases, { ...options, costOf: createCosts(costs) }).thresholds[0];
    expect(movedBy([])).toBeLessThan(0.51);
    expect(movedBy([['none->law', 5]])).toBe(0.7);
  });

  it('leave thresholds alone that are no target', () => {
    const cases = Array.from({ length: 40 }, (_, at) =>
      at % 2 ? observation('law', 0.6, 0) : observation('none', 0.1, 0),
    );
    expect(proposeThresholds(cases, { ...options, movable: [1] }).moved).toEqual([]);
    expect(proposeThresholds(cases, { ...options, movable: [0] }).moved).toEqual([0]);
  });
});
