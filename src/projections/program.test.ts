import { describe, expect, it } from 'vitest';
import {
  failedResults,
  MATCH,
  NO_MATCH,
  PENDING,
  SignalResults,
  SignalTable,
  UNKNOWN,
} from '../signals/results.ts';
import type { RuleNode } from '../signals/rule-tree.ts';
import type { RuleResult } from '../signals/signal.ts';
import { createDerivation, type Derivation } from './derivation.ts';
import { findDependencies, resolveInputs } from './keys.ts';
import { projections as schema } from './schema.ts';
import { traceProjections } from './trace.ts';

const bands = [
  { name: 'low', lt: 0.3 },
  { name: 'mid', gte: 0.3, lt: 0.7 },
  { name: 'high', gte: 0.7 },
];

function setUp(written: object, composers: readonly { rule: string; tree: RuleNode }[] = []) {
  const projections = resolveInputs(schema.parse(written));
  const { derivedKeys, sources } = findDependencies(projections, composers);
  const keys = [...derivedKeys.flatMap((key) => [...sources(key)]), ...composerKeys(composers)];
  const table = new SignalTable([...keys, ...derivedKeys]);
  const derivation = createDerivation({ projections, composers, table, topK: 1, derivedKeys });
  const results = new SignalResults(
    table,
    table.keys.map(() => PENDING),
  );
  return { projections, derivation, results, sources };
}

function composerKeys(composers: readonly { rule: string; tree: RuleNode }[]): readonly string[] {
  const { sources } = findDependencies(undefined, composers);
  return composers.flatMap(({ rule }) => [
    ...sources(`complexity:${rule}:hard`),
    `complexity:${rule}:easy`,
  ]);
}

function report(results: SignalResults, type: string, ...said: readonly RuleResult[]): void {
  results.report(type, said, { durationMs: 0 });
}

const matched = (name: string, confidence = 1, value?: number): RuleResult => ({
  name,
  isMatch: true,
  confidence,
  ...(value === undefined ? {} : { value }),
});
const missed = (name: string, value?: number): RuleResult => ({
  name,
  isMatch: false,
  confidence: 0,
  ...(value === undefined ? {} : { value }),
});

function outcome(results: SignalResults, key: string) {
  const slot = results.table.slotOfKey(key) as number;
  return [results.outcomes[slot], results.confidences[slot]] as const;
}

describe('scores', () => {
  const inputs = (...list: object[]) => ({
    scores: [{ name: 'score', inputs: list }],
    mappings: [{ name: 'bands', source: 'score', outputs: bands, calibration: { slope: 10 } }],
  });

  it('map 0.65 to the middle of three bands with the confidence of its distance', () => {
    const { derivation, results } = setUp(
      inputs({ type: 'structure', name: 'size', weight: 1, value_source: 'raw' }),
    );
    report(results, 'structure', missed('size', 0.65));
    derivation.run(results);
    expect(outcome(results, 'projection:low')[0]).toBe(NO_MATCH);
    expect(outcome(results, 'projection:mid')).toEqual([MATCH, expect.closeTo(0.6225, 4)]);
    expect(outcome(results, 'projection:high')[0]).toBe(NO_MATCH);
  });

  const sums: readonly (readonly [string, object, RuleResult, number])[] = [
    ['a match counts 1', { weight: 0.4 }, matched('x', 0.2), 0.4],
    ['no match counts 0', { weight: 0.4 }, missed('x'), 0],
    ['a match counts what is written', { weight: 1, match: 0, miss: 0.5 }, matched('x'), 0],
    ['no match counts what is written', { weight: 1, match: 0, miss: 0.5 }, missed('x'), 0.5],
    ['confidence', { weight: 2, value_source: 'confidence' }, matched('x', 0.25), 0.5],
    ['no confidence', { weight: 2, value_source: 'confidence' }, missed('x', 0.9), 0],
    ['zero confidence', { weight: 1, value_source: 'confidence' }, matched('x', 0), 1],
    ['raw values, matched or not', { weight: -1, value_source: 'raw' }, missed('x', 3), -3],
    ['no raw value', { weight: 1, value_source: 'raw' }, matched('x'), 0],
    ['no weight', {}, matched('x'), 0],
  ];
  it.each(sums)('%s', (_, input, said, total) => {
    const { derivation, results } = setUp(inputs({ type: 'keyword', name: 'x', ...input }));
    report(results, 'keyword', said);
    derivation.run(results);
    expect(derivation.scores(results).get('score')).toBe(total);
  });

  it('meet the bounds that people write, whatever binary fractions make of them', () => {
    const { derivation, results } = setUp(
      inputs(
        { type: 'keyword', name: 'x', weight: 0.1 },
        { type: 'keyword', name: 'y', weight: 0.2 },
      ),
    );
    report(results, 'keyword', matched('x'), matched('y'));
    derivation.run(results);
    expect(outcome(results, 'projection:mid')[0]).toBe(MATCH);
  });

  it('read other scores and the confidences of bands in whatever order they stand', () => {
    const { derivation, results } = setUp({
      scores: [
        {
          name: 'second',
          inputs: [
            { type: 'projection', name: 'first', weight: 10 },
            { type: 'projection', name: 'big', weight: 1 },
          ],
        },
        { name: 'first', inputs: [{ type: 'keyword', name: 'x', weight: 0.8 }] },
      ],
      mappings: [{ name: 'bands', source: 'first', outputs: [{ name: 'big', gt: 0.5 }] }],
    });
    report(results, 'keyword', matched('x'));
    derivation.run(results);
    const confidence = 1 / (1 + Math.exp(-12 * 0.3));
    expect(derivation.scores(results).get('second')).toBeCloseTo(8 + confidence, 6);
  });

  it('are computed without mappings', () => {
    const { derivation, results } = setUp({
      scores: [{ name: 'alone', inputs: [{ type: 'keyword', name: 'x', weight: 0.5 }] }],
    });
    report(results, 'keyword', matched('x'));
    derivation.run(results);
    derivation.finish(results);
    expect(derivation.scores(results).get('alone')).toBe(0.5);
  });

  it('emit every band that holds under multi_emit, and the first one otherwise', () => {
    const outputs = [
      { name: 'some', gt: 0 },
      { name: 'much', gte: 0.5 },
    ];
    for (const [method, both] of [
      ['multi_emit', MATCH],
      ['threshold_bands', NO_MATCH],
    ] as const) {
      const { derivation, results } = setUp({
        scores: [{ name: 's', inputs: [{ type: 'keyword', name: 'x', weight: 0.9 }] }],
        mappings: [{ name: 'm', source: 's', method, outputs }],
      });
      report(results, 'keyword', matched('x'));
      derivation.run(results);
      expect(outcome(results, 'projection:some')[0]).toBe(MATCH);
      expect(outcome(results, 'projection:much')[0]).toBe(both);
    }
  });
});

describe('scores of which something is missing', () => {
  const written = {
    scores: [
      {
        name: 'score',
        inputs: [
          { type: 'keyword', name: 'x', weight: 0.4 },
          { type: 'embedding', name: 'y', weight: 0.2 },
        ],
      },
    ],
    mappings: [{ name: 'bands', source: 'score', outputs: bands }],
  };

  it('decide the bands that whatever comes cannot change', () => {
    const { derivation, results } = setUp(written);
    report(results, 'keyword', matched('x'));
    derivation.run(results);
    expect(outcome(results, 'projection:low')[0]).toBe(NO_MATCH);
    expect(outcome(results, 'projection:mid')[0]).toBe(MATCH);
    expect(outcome(results, 'projection:high')[0]).toBe(NO_MATCH);
    const { table, inexact } = results;
    expect([...inexact].map((slot) => table.keys[slot])).toEqual(['projection:mid']);
  });

  it('leave the others pending, and unknown when the signal fails', () => {
    const { derivation, results } = setUp({
      ...written,
      mappings: [{ name: 'bands', source: 'score', outputs: [{ name: 'half', gte: 0.5 }] }],
    });
    report(results, 'keyword', matched('x'));
    derivation.run(results);
    expect(outcome(results, 'projection:half')[0]).toBe(PENDING);
    results.report('embedding', failedResults(['y'], 'signal_timeout'), { durationMs: 1 });
    derivation.run(results);
    expect(outcome(results, 'projection:half')[0]).toBe(UNKNOWN);
    expect(derivation.scores(results).get('score')).toBe(0.4);
  });
});

describe('composers', () => {
  const composers = [{ rule: 'task', tree: leaf('keyword', 'code') }];

  function leaf(type: string, name: string): RuleNode {
    return { type, name, on_error: 'no_match' } as RuleNode;
  }

  it('take back a level whose tree does not hold, also from its report', () => {
    const { derivation, results } = setUp({}, composers);
    report(results, 'complexity', matched('task:hard', 0.8), missed('task:easy'));
    derivation.run(results);
    expect(outcome(results, 'complexity:task:hard')[0]).toBe(PENDING);
    expect(outcome(results, 'complexity:task:easy')[0]).toBe(NO_MATCH);
    report(results, 'keyword', missed('code'));
    derivation.run(results);
    derivation.finish(results);
    expect(outcome(results, 'complexity:task:hard')[0]).toBe(NO_MATCH);
    expect(results.reportOf('complexity')?.results[0]).toMatchObject({
      isMatch: false,
      lostTo: 'composer',
    });
  });

  it('let a level stand whose tree holds', () => {
    const { derivation, results } = setUp({}, composers);
    report(results, 'keyword', matched('code'));
    report(results, 'complexity', matched('task:hard', 0.8));
    derivation.run(results);
    expect(outcome(results, 'complexity:task:hard')).toEqual([MATCH, 0.8]);
  });
});

describe('what is computed from what', () => {
  it('is followed through bands, scores, composers and the members of partitions', () => {
    const { sources } = setUp(
      {
        partitions: [
          { name: 'p', semantics: 'exclusive', members: ['law', 'math'], default: 'math' },
        ],
        scores: [
          {
            name: 'one',
            inputs: [
              { type: 'domain', name: 'law', weight: 1 },
              { type: 'complexity', name: 'task:hard', weight: 1 },
              { type: 'kb_metric', kb: 'docs', metric: 'gap', weight: 1 },
            ],
          },
          { name: 'two', inputs: [{ type: 'projection', name: 'one', weight: 1 }] },
        ],
        mappings: [{ name: 'm', source: 'two', outputs: [{ name: 'out', gt: 0 }] }],
      },
      [{ rule: 'task', tree: { type: 'keyword', name: 'code', on_error: 'no_match' } as RuleNode }],
    );
    expect([...sources('projection:out')].sort()).toEqual(
      [
        'complexity:task:hard',
        'domain:law',
        'domain:math',
        'keyword:code',
        'kb_metric:docs:gap',
      ].sort(),
    );
    expect([...sources('keyword:code')]).toEqual(['keyword:code']);
  });
});

describe('a trace', () => {
  it('tells contenders, contributions and distances', () => {
    const { projections, derivation, results } = setUp({
      partitions: [
        {
          name: 'subject',
          semantics: 'softmax_exclusive',
          temperature: 0.1,
          members: ['law', 'math', 'art'],
          default: 'art',
        },
      ],
      scores: [
        {
          name: 'score',
          inputs: [
            { type: 'domain', name: 'law', weight: 0.5 },
            { type: 'domain', name: 'math', weight: 0.5, value_source: 'confidence' },
          ],
        },
      ],
      mappings: [{ name: 'bands', source: 'score', outputs: bands }],
    });
    const said = [matched('law', 0.82), matched('math', 0.8), missed('art')];
    reportContest(derivation, results, said);
    derivation.run(results);
    expect(traceProjections(projections, results)).toEqual({
      schema_version: '1',
      partitions: [
        {
          group_name: 'subject',
          signal_type: 'domain',
          semantics: 'softmax_exclusive',
          temperature: 0.1,
          contenders: [
            { name: 'law', raw_score: 0.82, normalized_score: expect.closeTo(0.5498, 4) },
            { name: 'math', raw_score: 0.8, normalized_score: expect.closeTo(0.4502, 4) },
          ],
          winner: 'law',
          winner_score: expect.closeTo(0.5498, 4),
          raw_winner_score: 0.82,
          margin: expect.closeTo(0.0997, 4),
          default_used: false,
        },
      ],
      scores: [
        {
          name: 'score',
          total: 0.5,
          inputs: [
            { type: 'domain', name: 'law', weight: 0.5, value: 1, contribution: 0.5 },
            { type: 'domain', name: 'math', weight: 0.5, value: 0, contribution: 0 },
          ],
        },
      ],
      mappings: [
        {
          mapping_name: 'bands',
          source_score: 'score',
          score_value: 0.5,
          selected_output: 'mid',
          selected_outputs: ['mid'],
          confidence: expect.closeTo(1 / (1 + Math.exp(-12 * 0.2)), 6),
          boundary_distance: expect.closeTo(0.2, 6),
          slope: 12,
          outputs: [
            { name: 'low', matched: false, boundary_distance: expect.closeTo(0.2, 6) },
            { name: 'mid', matched: true, boundary_distance: expect.closeTo(0.2, 6) },
            { name: 'high', matched: false, boundary_distance: expect.closeTo(0.2, 6) },
          ],
        },
      ],
    });
  });

  function reportContest(
    { arbitrate }: Derivation,
    results: SignalResults,
    said: readonly RuleResult[],
  ): void {
    results.report('domain', arbitrate('domain', said), { durationMs: 0, said });
  }
});
