import { describe, expect, it } from 'vitest';
import { analyseRouting } from './analyse-routing.ts';
import { and, decision, not, or, routingOf } from './fixtures/routing-of.ts';
import type { RoutingInput, RuleNode } from './routing-input.ts';

const codesOf = (routing: RoutingInput, maxSteps?: number) =>
  analyseRouting(routing, {
    strategy: 'priority',
    defaultModel: 'm',
    ...(maxSteps !== undefined && { budget: { maxNodes: 50_000, maxSteps } }),
  }).map(({ code }) => code);

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index);

/** Always the same numbers, below `limit`. */
function createRandom(): (limit: number) => number {
  let state = 7;
  return (limit) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % limit;
  };
}

function conjunctions(count: number, signals: number, size: number): RoutingInput {
  const random = createRandom();
  const part = () => {
    const name = `keyword:k${random(signals)}`;
    return random(3) === 0 ? not(name) : name;
  };
  return routingOf(
    numbers(count).map((index) =>
      decision(`d${index}`, count - index, and(...numbers(size + random(2)).map(part))),
    ),
  );
}

function pigeonsInHoles(holes: number): RuleNode {
  const sits = (pigeon: number, hole: number) => `keyword:p${pigeon}h${hole}`;
  const pigeons = numbers(holes + 1);
  return and(
    ...pigeons.map((pigeon) => or(...numbers(holes).map((hole) => sits(pigeon, hole)))),
    ...numbers(holes).flatMap((hole) =>
      pigeons.flatMap((one) =>
        numbers(one).map((other) => not(and(sits(one, hole), sits(other, hole)))),
      ),
    ),
  );
}

function nested(levels: number): RuleNode {
  let tree = and('keyword:k0');
  for (const level of numbers(levels)) {
    const more = [`keyword:k${level}`, not(`keyword:k${(level * 7) % levels}`)];
    tree = level % 2 === 0 ? or(tree, ...more) : and(tree, ...more);
  }
  return tree;
}

// Conditions about which a decision diagram in the order of the text has 2^500 nodes.
const interleaved = or(
  ...numbers(500).map((index) => and(`keyword:a${index}`, `keyword:b${index}`)),
);

describe('the analysis is complete for', () => {
  it.each<[string, RoutingInput, readonly string[]]>([
    [
      'an order of signals that is bad for diagrams',
      routingOf([
        decision('a', 3, and(...numbers(500).map((index) => `keyword:a${index}`))),
        decision('b', 2, interleaved),
        decision('c', 1, interleaved),
      ]),
      ['unreachable_decision'],
    ],
    ['64 levels', routingOf([decision('a', 2, nested(64))]), []],
    [
      '1,000 conditions',
      routingOf([
        decision('a', 2, or(...numbers(1000).map((index) => `keyword:k${index}`))),
        decision('b', 1, and(...numbers(1000).map((index) => `keyword:k${index}`))),
      ]),
      ['shadowed_decision'],
    ],
  ])('%s', (_, routing, expected) => {
    expect(codesOf(routing).filter((code) => code !== 'redundant_condition')).toEqual(expected);
  });

  it('200 decisions with 100 signals, in time', () => {
    const routing = conjunctions(200, 100, 2);
    const start = performance.now();
    const codes = codesOf(routing);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(codes).not.toContain('analysis_incomplete');
    expect(codes).toContain('shadowed_decision');
  });
});

describe('an analysis that takes too many steps', () => {
  const hard = routingOf([
    decision('hard', 9, pigeonsInHoles(10)),
    decision('a', 8, 'keyword:a'),
    decision('b', 7, and('keyword:a', 'keyword:b')),
    decision('c', 6, 'keyword:a'),
  ]);

  it('says so once, and still finds what can be seen at first sight', () => {
    const codes = codesOf(hard);
    expect(codes.filter((code) => code === 'analysis_incomplete')).toHaveLength(1);
    expect(codes).toContain('unreachable_decision');
    expect(codes).toContain('shadowed_decision');
    expect(codes).not.toContain('never_matches');
  });

  it('finds the same each time', () => {
    for (const maxSteps of [0, 100, 10_000]) {
      expect(codesOf(hard, maxSteps)).toEqual(codesOf(hard, maxSteps));
    }
  });

  it('never claims more than with all the steps that it needs', () => {
    const routing = conjunctions(60, 12, 2);
    const all = new Set(claimsOf(routing, 10_000_000));
    for (const maxSteps of [0, 100, 1000, 5000, 20_000]) {
      const some = claimsOf(routing, maxSteps);
      expect(some.filter((claim) => !all.has(claim))).toEqual([]);
    }
  });

  it('leaves out decisions behind the largest number that it looks at', () => {
    const many = routingOf(numbers(3000).map((index) => decision(`d${index}`, index, 'keyword:k')));
    expect(codesOf(many)).toContain('analysis_incomplete');
  });
});

/** Decisions that are called dead, whatever the reason. */
function claimsOf(routing: RoutingInput, maxSteps: number): readonly string[] {
  const budget = { maxNodes: 50_000, maxSteps };
  return analyseRouting(routing, { strategy: 'priority', defaultModel: 'm', budget })
    .filter(({ severity }) => severity === 'warning')
    .map(({ path }) => path.slice(0, 3).join());
}
