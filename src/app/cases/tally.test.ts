import { describe, expect, it } from 'vitest';
import type { CaseResult } from './run-cases.ts';
import { createTally, unmetOf } from './tally.ts';

function result(expected: string | null, decision: string | null, tags: string[] = []): CaseResult {
  const isExpected = expected === decision;
  return {
    id: 'x',
    place: 'c:1',
    title: '',
    tags,
    expected_decision: expected,
    decision,
    model: null,
    recipe: 'default',
    problems: isExpected ? [] : ['other'],
    is_error: false,
    passed: isExpected,
    duration_ms: 1,
  };
}

describe('figures of a run', () => {
  const tally = createTally();
  for (const one of [
    result('law', 'law', ['en']),
    result('law', 'code', ['en', 'near']),
    result('law', null),
    result(null, null),
  ]) {
    tally.add(one);
  }
  const summary = tally.summary();

  it('count by decision, with where the others went', () => {
    expect(summary.decisions).toEqual({
      law: { total: 3, passed: 1, taken: { code: 1, none: 1 } },
      none: { total: 1, passed: 1, taken: {} },
    });
  });

  it('count by recipe and tag', () => {
    expect(summary.recipes).toEqual({ default: { total: 4, passed: 2 } });
    expect(summary.tags).toEqual({ en: { total: 2, passed: 1 }, near: { total: 1, passed: 0 } });
  });

  it('keep the slowest ones only', () => {
    const many = createTally();
    for (let at = 0; at < 20; at += 1) many.add({ ...result('a', 'a'), duration_ms: at });
    expect(many.summary().slowest.map((one) => one.duration_ms)).toEqual([19, 18, 17, 16, 15]);
  });

  it.each([
    ['without a rate, all', {}, ['all cases: 50 % passed, 100 % are needed']],
    ['a rate that is met', { all: 0.5 }, []],
    [
      'a rate of decisions',
      { all: 0.5, decision: 0.5 },
      ['decision law: 33.3 % passed, 50 % are needed'],
    ],
    [
      'a rate of a tag',
      { all: 0, tags: { near: 0.1, other: 1 } },
      ['tag near: 0 % passed, 10 % are needed'],
    ],
  ])('are accepted by %s', (_case, acceptance, unmet) => {
    expect(unmetOf(summary, acceptance)).toEqual(unmet);
  });
});
