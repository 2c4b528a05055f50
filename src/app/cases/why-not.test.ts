import { describe, expect, it } from 'vitest';
import type { RuleTrace } from '../../decisions/decision.ts';
import { failingLeaf } from './why-not.ts';

const leaf = (rule: string, outcome: 0 | 1 | 2 = 0, value?: number): RuleTrace => ({
  kind: 'leaf',
  outcome,
  confidence: 0,
  rule,
  ...(value === undefined ? {} : { value }),
});
const group = (kind: 'and' | 'or' | 'not', ...children: RuleTrace[]): RuleTrace => ({
  kind,
  outcome: 0,
  confidence: 0,
  children,
});

const signals = {
  embedding: [
    { name: 'legal', isMatch: false, confidence: 0.69, value: 0.69, threshold: 0.71 },
    { name: 'code', isMatch: false, confidence: 0.2, value: 0.2, threshold: 0.7 },
    { name: 'lost', isMatch: false, confidence: 0.9, value: 0.9, threshold: 0.7, lostTo: 'legal' },
  ],
};

describe('the leaf that failed a decision', () => {
  it.each([
    [
      'of all, the first that says no',
      group('and', leaf('a:b', 1), leaf('embedding:legal')),
      'embedding:legal 0.69 < 0.71',
    ],
    ['a no before what is unknown', group('and', leaf('a:b', 2), leaf('a:c')), 'a:c'],
    ['without a result', group('and', leaf('a:b', 1), leaf('a:c', 2)), 'a:c (no result)'],
    [
      'of several, the nearest',
      group('or', leaf('embedding:code'), leaf('embedding:legal')),
      'embedding:legal 0.69 < 0.71',
    ],
    ['of several that cannot be measured, all', group('or', leaf('a:b'), leaf('a:c')), 'a:b, a:c'],
    [
      'of very many, some',
      group('or', ...['a', 'b', 'c', 'd', 'e'].map((name) => leaf(`k:${name}`))),
      'k:a, k:b, k:c and 2 more',
    ],
    ['what must not hold', group('not', group('or', leaf('a:b'), leaf('a:c', 1))), 'not a:c'],
    ['what gave way', leaf('embedding:lost'), 'embedding:lost (gave way to legal)'],
    ['a number that a predicate compares', leaf('context:long', 0, 12), 'context:long 12'],
  ])('is %s', (_case, rules, expected) => {
    expect(failingLeaf({ rules }, signals)).toBe(expected);
  });
});
