import { describe, expect, it } from 'vitest';
import { SwitchyardError } from '../errors.ts';
import {
  failedResults,
  MATCH,
  NO_MATCH,
  type Outcome,
  SignalResults,
  SignalTable,
  UNKNOWN,
} from '../signals/results.ts';
import type { RuleResult } from '../signals/signal.ts';
import { compileDecisions } from './compile.ts';
import type { RuleTrace } from './decision.ts';
import { neededSignals } from './needed-signals.ts';
import type { Strategy } from './ranking.ts';
import { type Decision, decision } from './schema.ts';

/** What a signal says about `keyword:<name>`: a confidence, no result, or the details. */
type Said = number | 'unknown' | { isMatch: boolean; confidence?: number; value?: number };

const leaf = (name: string, extra: object = {}) => ({ type: 'keyword', name, ...extra });
const and = (...conditions: object[]) => ({ operator: 'AND', conditions });
const or = (...conditions: object[]) => ({ operator: 'OR', conditions });
const not = (condition: object) => ({ operator: 'NOT', conditions: [condition] });

function decisionOf(fields: object): Decision {
  return decision.parse({ name: 'only', modelRefs: [{ model: 'small' }], ...fields });
}

function resultsOfRule(name: string, what: Said): readonly RuleResult[] {
  if (what === 'unknown') return failedResults([name], 'signal_timeout');
  return typeof what === 'number'
    ? [{ name, isMatch: true, confidence: what }]
    : [{ name, confidence: 0, ...what }];
}

function resultsOf(table: SignalTable, said: Record<string, Said>): SignalResults {
  const results = new SignalResults(table);
  for (const [name, what] of Object.entries(said)) {
    results.report('keyword', resultsOfRule(name, what), { durationMs: 1 });
  }
  return results;
}

function run(options: { decisions: object[]; said?: Record<string, Said>; strategy?: Strategy }) {
  const decisions = options.decisions.map(decisionOf);
  const table = new SignalTable(neededSignals(decisions));
  const program = compileDecisions({ decisions, strategy: options.strategy ?? 'priority', table });
  const results = resultsOf(table, options.said ?? {});
  return { evaluate: () => program.evaluate(results), explain: () => program.explain(results) };
}

function runRules(rules: object | undefined, said: Record<string, Said>) {
  const [trace] = run({ decisions: [rules === undefined ? {} : { rules }], said }).explain();
  return { outcome: trace?.outcome, confidence: trace?.confidence };
}

describe('rules', () => {
  const a = leaf('a');
  const b = leaf('b');
  const c = leaf('c');
  const cases: [
    what: string,
    rules: object | undefined,
    said: Record<string, Said>,
    Outcome,
    number,
  ][] = [
    ['no rules match with confidence 0', undefined, {}, MATCH, 0],
    ['a leaf has the confidence of its match', a, { a: 0.8 }, MATCH, 0.8],
    ['a leaf without a report does not match', a, {}, NO_MATCH, 0],
    [
      'a leaf with a report but no match does not match',
      a,
      { a: { isMatch: false, confidence: 0.4 } },
      NO_MATCH,
      0,
    ],
    ['a leaf of a failed signal is unknown', a, { a: 'unknown' }, UNKNOWN, 0],
    ['confidence above 1 counts as 1', a, { a: 1.0000002 }, MATCH, 1],
    ['confidence below 0 counts as 0', a, { a: -0.1 }, MATCH, 0],
    ['confidence NaN counts as 0', a, { a: Number.NaN }, MATCH, 0],

    ['AND is the mean of its children', and(a, b), { a: 0.8, b: 0.6 }, MATCH, 0.7],
    ['AND: no match wins over unknown', and(a, b), { a: 'unknown' }, NO_MATCH, 0],
    ['AND: no match wins over unknown in any order', and(b, a), { a: 'unknown' }, NO_MATCH, 0],
    ['AND: unknown wins over match', and(a, b), { a: 0.9, b: 'unknown' }, UNKNOWN, 0],

    ['OR is the best child', or(a, b), { a: 0.6, b: 0.8 }, MATCH, 0.8],
    ['OR: match wins over unknown', or(a, b), { a: 'unknown', b: 0.3 }, MATCH, 0.3],
    ['OR: unknown wins over no match', or(a, b), { b: 'unknown' }, UNKNOWN, 0],
    ['OR without a match does not match', or(a, b), {}, NO_MATCH, 0],
    ['OR: a match with confidence 0 is a match', or(a, b), { b: 0 }, MATCH, 0],

    ['NOT of no match is certain', not(a), {}, MATCH, 1],
    ['NOT of a match does not match', not(a), { a: 0.1 }, NO_MATCH, 0],
    ['NOT of unknown stays unknown', not(a), { a: 'unknown' }, UNKNOWN, 0],
    ['NOT NOT is certain', not(not(a)), { a: 0.1 }, MATCH, 1],

    ['nested: (0.9 + 1) / 2', and(or(a, b), not(c)), { a: 0.9 }, MATCH, 0.95],
    [
      'nested: unknown below OR is outvoted',
      and(or(a, b), c),
      { a: 'unknown', b: 0.5, c: 0.7 },
      MATCH,
      0.6,
    ],
    [
      'nested: unknown below NOT holds AND back',
      and(a, not(b)),
      { a: 1, b: 'unknown' },
      UNKNOWN,
      0,
    ],
  ];
  it.each(cases)('%s', (_, rules, said, outcome, confidence) => {
    const found = runRules(rules, said);
    expect(found.outcome).toBe(outcome);
    expect(found.confidence).toBeCloseTo(confidence, 12);
  });

  const predicates: [what: string, bounds: object, said: Said | undefined, Outcome][] = [
    ['gte takes its own bound', { gte: 3 }, { isMatch: false, value: 3 }, MATCH],
    ['gt leaves its own bound out', { gt: 3 }, { isMatch: false, value: 3 }, NO_MATCH],
    ['lte takes its own bound', { lte: 3 }, { isMatch: false, value: 3 }, MATCH],
    ['lt leaves its own bound out', { lt: 3 }, { isMatch: false, value: 3 }, NO_MATCH],
    ['both bounds hold', { gt: 1, lt: 3 }, { isMatch: false, value: 2 }, MATCH],
    ['one bound fails', { gt: 1, lt: 3 }, { isMatch: false, value: 5 }, NO_MATCH],
    [
      'the value wins over the confidence',
      { gte: 0.5 },
      { isMatch: true, confidence: 0.9, value: 0.1 },
      NO_MATCH,
    ],
    [
      'without value the confidence of a match counts',
      { gte: 0.5 },
      { isMatch: true, confidence: 0.9 },
      MATCH,
    ],
    [
      'without value and match there is nothing to compare',
      { lte: 0.5 },
      { isMatch: false, confidence: 0.2 },
      NO_MATCH,
    ],
    [
      'an infinite value never matches',
      { gte: 0.5 },
      { isMatch: true, confidence: 1, value: Number.POSITIVE_INFINITY },
      NO_MATCH,
    ],
    ['no report never matches', { lte: 1 }, undefined, NO_MATCH],
    ['a failed signal is unknown', { gte: 0.5 }, 'unknown', UNKNOWN],
  ];
  it.each(predicates)('predicate: %s', (_, predicate, said, outcome) => {
    const found = runRules(leaf('a', { predicate }), said === undefined ? {} : { a: said });
    expect(found).toEqual({ outcome, confidence: outcome === MATCH ? 1 : 0 });
  });
});

describe('on_error', () => {
  const careful = (onError: string) => leaf('a', { on_error: onError });
  const failing: [what: string, rules: object, said: Record<string, Said>][] = [
    ['alone', careful('fail'), { a: 'unknown' }],
    ['below NOT', not(careful('fail')), { a: 'unknown' }],
    ['in AND with matches', and(leaf('b'), careful('fail')), { a: 'unknown', b: 1 }],
    [
      'in AND with another unknown',
      and(leaf('b'), careful('fail')),
      { a: 'unknown', b: 'unknown' },
    ],
    ['in OR without a match', or(careful('fail'), leaf('b')), { a: 'unknown' }],
    ['with a predicate', leaf('a', { on_error: 'fail', predicate: { gt: 0 } }), { a: 'unknown' }],
  ];
  it.each(failing)('`fail` ends the request: %s', (_, rules, said) => {
    const { evaluate } = run({ decisions: [{ name: 'guard', rules }], said });
    expect(evaluate).toThrow(SwitchyardError);
    expect(evaluate).toThrow('decision `guard`: signal `keyword:a` has no result (signal_timeout)');
  });

  const irrelevant: [what: string, rules: object, said: Record<string, Said>, Outcome][] = [
    ['the signal has a result', careful('fail'), {}, NO_MATCH],
    ['AND is decided without it', and(careful('fail'), leaf('b')), { a: 'unknown' }, NO_MATCH],
    ['OR is decided without it', or(careful('fail'), leaf('b')), { a: 'unknown', b: 0.1 }, MATCH],
  ];
  it.each(irrelevant)('`fail` does nothing when %s', (_, rules, said, outcome) => {
    const { evaluate } = run({ decisions: [{ rules }], said });
    expect(evaluate() === undefined ? NO_MATCH : MATCH).toBe(outcome);
  });

  it('`fail` does nothing in a decision that could not win', () => {
    const decisions = [
      { name: 'winner', priority: 10, rules: leaf('b') },
      { name: 'guard', priority: 5, rules: careful('fail') },
    ];
    const said: Record<string, Said> = { a: 'unknown', b: 0.2 };
    expect(run({ decisions, said }).evaluate()?.decision.name).toBe('winner');
    expect(run({ decisions, said, strategy: 'confidence' }).evaluate).toThrow('`guard`');
  });

  it('`match` takes the failed signal for a certain match, also below NOT', () => {
    expect(runRules(careful('match'), { a: 'unknown' })).toEqual({ outcome: MATCH, confidence: 1 });
    expect(runRules(not(careful('match')), { a: 'unknown' }).outcome).toBe(NO_MATCH);
  });

  it('`no_match` keeps the decision from matching, also below NOT', () => {
    expect(
      run({ decisions: [{ rules: careful('no_match') }], said: { a: 'unknown' } }).evaluate(),
    ).toBeUndefined();
    expect(
      run({ decisions: [{ rules: not(careful('no_match')) }], said: { a: 'unknown' } }).evaluate(),
    ).toBeUndefined();
  });
});

describe('ranking', () => {
  const cases: [
    what: string,
    Strategy,
    decisions: object[],
    said: Record<string, Said>,
    winner: string | undefined,
  ][] = [
    [
      'the highest priority wins',
      'priority',
      [
        { name: 'low', priority: 145, rules: leaf('a') },
        { name: 'high', priority: 150, rules: leaf('b') },
      ],
      { a: 1, b: 0.1 },
      'high',
    ],
    [
      'confidence decides between equal priorities',
      'priority',
      [
        { name: 'a', priority: 145, rules: leaf('a') },
        { name: 'b', priority: 145, rules: leaf('b') },
      ],
      { a: 0.7, b: 0.9 },
      'b',
    ],
    [
      'the name decides between equal priorities and confidences',
      'priority',
      [
        { name: 'b', rules: leaf('a') },
        { name: 'a', rules: leaf('b') },
      ],
      { a: 0.7, b: 0.7 },
      'a',
    ],
    [
      'an unmatched decision of higher priority does not hide a lower one',
      'priority',
      [
        { name: 'high', priority: 9, rules: leaf('a') },
        { name: 'low', rules: leaf('b') },
      ],
      { b: 0.5 },
      'low',
    ],
    [
      'the highest confidence wins',
      'confidence',
      [
        { name: 'high', priority: 150, rules: leaf('a') },
        { name: 'low', priority: 5, rules: leaf('b') },
      ],
      { a: 0.7, b: 0.9 },
      'low',
    ],
    [
      'priority decides between equal confidences',
      'confidence',
      [
        { name: 'a', priority: 5, rules: leaf('a') },
        { name: 'b', priority: 150, rules: leaf('b') },
      ],
      { a: 0.7, b: 0.7 },
      'b',
    ],
    [
      'an unconditional decision loses to any confidence',
      'confidence',
      [
        { name: 'catch-all', priority: 100 },
        { name: 'sure', rules: leaf('a') },
      ],
      { a: 0.01 },
      'sure',
    ],
    [
      'an unconditional decision of low priority catches the rest',
      'priority',
      [{ name: 'sure', priority: 1, rules: leaf('a') }, { name: 'catch-all' }],
      {},
      'catch-all',
    ],
    [
      'the lower tier wins',
      'priority',
      [
        { name: 'second', tier: 2, priority: 9, rules: leaf('a') },
        { name: 'first', tier: 1, rules: leaf('b') },
      ],
      { a: 1, b: 0.1 },
      'first',
    ],
    [
      'a tier wins over no tier',
      'priority',
      [
        { name: 'none', priority: 999, rules: leaf('a') },
        { name: 'third', tier: 3, rules: leaf('b') },
      ],
      { a: 1, b: 0.1 },
      'third',
    ],
    [
      'confidence comes before priority within a tier',
      'priority',
      [
        { name: 'prior', tier: 1, priority: 9, rules: leaf('a') },
        { name: 'sure', tier: 1, rules: leaf('b') },
      ],
      { a: 0.5, b: 0.6 },
      'sure',
    ],
    [
      'priority decides between equal confidences of a tier',
      'confidence',
      [
        { name: 'a', tier: 1, rules: leaf('a') },
        { name: 'b', tier: 1, priority: 9, rules: leaf('b') },
      ],
      { a: 0.5, b: 0.5 },
      'b',
    ],
    [
      'the strategy counts when no matched decision has a tier',
      'priority',
      [
        { name: 'tiered', tier: 1, rules: leaf('c') },
        { name: 'prior', priority: 9, rules: leaf('a') },
        { name: 'sure', rules: leaf('b') },
      ],
      { a: 0.5, b: 0.6 },
      'prior',
    ],
    ['nothing wins when nothing matches', 'priority', [{ rules: leaf('a') }], {}, undefined],
    [
      'an undecided decision does not win',
      'priority',
      [{ rules: leaf('a') }],
      { a: 'unknown' },
      undefined,
    ],
    ['nothing wins without decisions', 'priority', [], {}, undefined],
  ];
  it.each(cases)('%s', (_, strategy, decisions, said, winner) => {
    const forward = run({ decisions, said, strategy });
    const backward = run({ decisions: decisions.toReversed(), said, strategy });
    expect(forward.evaluate()?.decision.name).toBe(winner);
    expect(backward.evaluate()?.decision.name).toBe(winner);
    expect(forward.explain().find(({ isWinner }) => isWinner)?.name).toBe(winner);
  });
});

describe('matched rules of the winner', () => {
  const cases: [
    what: string,
    rules: object | undefined,
    said: Record<string, Said>,
    rules: string[],
  ][] = [
    ['none without rules', undefined, {}, []],
    ['the leaf', leaf('a'), { a: 1 }, ['keyword:a']],
    [
      'every child of AND, in order',
      and(leaf('b'), leaf('a')),
      { a: 1, b: 1 },
      ['keyword:b', 'keyword:a'],
    ],
    ['the best child of OR only', or(leaf('a'), leaf('b')), { a: 0.6, b: 0.8 }, ['keyword:b']],
    [
      'the first of equal children of OR',
      or(leaf('a'), leaf('b')),
      { a: 0.8, b: 0.8 },
      ['keyword:a'],
    ],
    ['nothing below NOT', and(leaf('a'), not(leaf('b'))), { a: 1 }, ['keyword:a']],
    ['each leaf once', and(leaf('a'), or(leaf('a'), leaf('b'))), { a: 1 }, ['keyword:a']],
    [
      'a leaf whose predicate holds',
      leaf('a', { predicate: { gt: 1 } }),
      { a: { isMatch: false, value: 2 } },
      ['keyword:a'],
    ],
  ];
  it.each(cases)('%s', (_, rules, said, matched) => {
    const decisions = [rules === undefined ? {} : { rules }];
    expect(run({ decisions, said }).evaluate()?.matchedRules).toEqual(matched);
  });
});

describe('explain', () => {
  it('shows every branch of every decision, also those that a request skips', () => {
    const decisions = [
      { name: 'fallback' },
      { name: 'maths', priority: 5, rules: and(leaf('a'), leaf('b', { predicate: { gt: 3 } })) },
    ];
    const said: Record<string, Said> = { b: { isMatch: false, value: 7 } };
    const [maths, fallback] = run({ decisions, said }).explain();
    expect(maths).toEqual({
      name: 'maths',
      tier: 0,
      action: 'route',
      priority: 5,
      outcome: NO_MATCH,
      confidence: 0,
      isWinner: false,
      rules: {
        kind: 'and',
        outcome: NO_MATCH,
        confidence: 0,
        children: [
          { kind: 'leaf', outcome: NO_MATCH, confidence: 0, rule: 'keyword:a' },
          { kind: 'leaf', outcome: MATCH, confidence: 1, rule: 'keyword:b', value: 7 },
        ],
      } satisfies RuleTrace,
    });
    expect(fallback).toMatchObject({ name: 'fallback', isWinner: true, rules: { kind: 'always' } });
  });

  it('reports a request that fails as undecided, without a winner and without throwing', () => {
    const decisions = [{ name: 'guard', priority: 1, rules: leaf('a', { on_error: 'fail' }) }, {}];
    const [guard, fallback] = run({ decisions, said: { a: 'unknown' } }).explain();
    expect(guard).toMatchObject({ outcome: UNKNOWN, isWinner: false });
    expect(fallback).toMatchObject({ outcome: MATCH, isWinner: false });
  });
});

describe('compiling', () => {
  it('refuses a leaf that the table does not know', () => {
    const decisions = [decisionOf({ rules: leaf('a') })];
    const compile = () =>
      compileDecisions({ decisions, strategy: 'priority', table: new SignalTable([]) });
    expect(compile).toThrow('keyword:a');
  });

  it('refuses results of another table', () => {
    const table = new SignalTable([]);
    const program = compileDecisions({ decisions: [], strategy: 'priority', table });
    expect(() => program.evaluate(new SignalResults(new SignalTable([])))).toThrow('table');
  });
});

describe('a predicate on a label of a classifier', () => {
  const rules = {
    ...{ type: 'classifier', name: 'toxicity', label: 'hate' },
    ...{ predicate: { gte: 0.8 }, on_error: 'match' },
  };
  const name = 'toxicity:hate';
  const score = (value: number) => ({ name, isMatch: false, confidence: value, value });
  it.each<[what: string, said: readonly RuleResult[], outcome: Outcome]>([
    ['holds from its bound on', [score(0.81)], MATCH],
    ['does not hold below it', [score(0.79)], NO_MATCH],
    ['without a value obeys `on_error`', failedResults([name], 'signal_timeout'), MATCH],
    ['without value and error does not hold', [], NO_MATCH],
  ])('%s', (_, said, outcome) => {
    const decisions = [decisionOf({ rules })];
    const table = new SignalTable(neededSignals(decisions));
    const results = new SignalResults(table);
    results.report('classifier', said, { durationMs: 1 });
    const program = compileDecisions({ decisions, strategy: 'priority', table });
    expect(program.explain(results)[0]?.outcome).toBe(outcome);
  });
});
