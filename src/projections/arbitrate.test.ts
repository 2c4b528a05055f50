import { describe, expect, it } from 'vitest';
import type { RuleResult } from '../signals/signal.ts';
import { createArbitration } from './arbitrate.ts';
import type { Partition } from './schema.ts';

const partition = (changes: Partial<Partition> = {}): Partition => ({
  name: 'group',
  semantics: 'exclusive',
  members: ['a', 'b', 'c'],
  default: 'c',
  ...changes,
});

const rule = (name: string, confidence: number, extra: Partial<RuleResult> = {}): RuleResult => ({
  name,
  isMatch: confidence > 0,
  confidence,
  ...extra,
});

function standing(results: readonly RuleResult[]) {
  return results.filter(({ isMatch }) => isMatch).map(({ name, confidence }) => [name, confidence]);
}

describe('a partition', () => {
  const settle = (said: RuleResult[], changes: Partial<Partition> = {}) =>
    createArbitration({ partitions: [partition(changes)], topK: 0 })('domain', said);

  it('keeps the most confident member, and tells the others to whom they lost', () => {
    const results = settle([rule('a', 0.6), rule('b', 0.7), rule('x', 0.5), rule('c', 0)]);
    expect(standing(results)).toEqual([
      ['b', 0.7],
      ['x', 0.5],
    ]);
    expect(results[0]).toMatchObject({ isMatch: false, lostTo: 'b' });
  });

  it('keeps the first one of a tie', () => {
    expect(standing(settle([rule('a', 0.7), rule('b', 0.7)]))).toEqual([['a', 0.7]]);
  });

  it('keeps the member that a head over all examples prefers, of those that match', () => {
    const said = [
      rule('a', 0.82, { preference: 0.3 }),
      rule('b', 0.8, { preference: 0.6 }),
      rule('c', 0, { preference: 0.9 }),
    ];
    expect(standing(settle(said))).toEqual([['b', 0.8]]);
    const known = said.map(({ preference, ...rest }, index) =>
      index === 1 ? rest : { ...rest, preference: preference as number },
    );
    expect(standing(settle(known))).toEqual([['a', 0.82]]);
  });

  it('gives the winner its share of the softmax', () => {
    const soft = { semantics: 'softmax_exclusive', temperature: 0.1 } as const;
    const [[name, share]] = standing(settle([rule('a', 0.82), rule('b', 0.8)], soft)) as [
      [string, number],
    ];
    expect(name).toBe('a');
    expect(share).toBeCloseTo(0.5498, 4);
  });

  it('lets its default count, without confidence, when nothing matches', () => {
    const results = settle([rule('a', 0), rule('b', 0), rule('c', 0)]);
    expect(standing(results)).toEqual([['c', 0]]);
    expect(results[2]).toMatchObject({ isSynthesized: true });
  });

  it('changes nothing for one contender, one live member or a signal without result', () => {
    const cases: RuleResult[][] = [
      [rule('a', 0.4), rule('b', 0)],
      [rule('a', 0)],
      [rule('a', 0.5), rule('b', 0, { error: 'signal_failed' })],
    ];
    for (const said of cases) expect(settle(said)).toEqual(said);
  });
});

describe('the cap of embedding rules', () => {
  it('keeps the best ones of those that no partition settles', () => {
    const arbitrate = createArbitration({ partitions: [partition()], topK: 1 });
    const said = [rule('a', 0.9), rule('b', 0.95), rule('x', 0.6), rule('y', 0.7)];
    expect(standing(arbitrate('embedding', said))).toEqual([
      ['b', 0.95],
      ['y', 0.7],
    ]);
    expect(standing(arbitrate('domain', said)).map(([name]) => name)).toEqual(['b', 'x', 'y']);
  });

  it('prefers what the head prefers, then confidence, then the name', () => {
    const arbitrate = createArbitration({ partitions: [], topK: 1 });
    const preferred = [rule('x', 0.6, { preference: 0.9 }), rule('y', 0.7, { preference: 0.1 })];
    expect(standing(arbitrate('embedding', preferred))).toEqual([['x', 0.6]]);
    expect(standing(arbitrate('embedding', [rule('y', 0.7), rule('x', 0.7)]))).toEqual([
      ['x', 0.7],
    ]);
  });

  it('keeps all where it is 0', () => {
    const arbitrate = createArbitration({ partitions: [], topK: 0 });
    expect(standing(arbitrate('embedding', [rule('x', 0.6), rule('y', 0.7)]))).toHaveLength(2);
  });
});
