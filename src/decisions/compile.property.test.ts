import fc from 'fast-check';
import { expect, it } from 'vitest';
import { SwitchyardError } from '../errors.ts';
import { failedResults, SignalResults, SignalTable } from '../signals/results.ts';
import type { RuleNode } from '../signals/rule-tree.ts';
import type { RuleResult } from '../signals/signal.ts';
import { compileDecisions } from './compile.ts';
import type { Strategy } from './ranking.ts';
import { type Decision, decision } from './schema.ts';

// The naive evaluator: every rule of the specification written down once more, by recursion over
// the trees, all decisions evaluated, all matches sorted.

type Word = 'no_match' | 'match' | 'unknown' | 'failed';
interface Verdict {
  readonly word: Word;
  readonly confidence: number;
  readonly rules: readonly string[];
}
interface Said {
  readonly word: 'no_match' | 'match' | 'unknown';
  readonly confidence: number;
  readonly value: number;
}
type Saying = Readonly<Record<string, Said>>;

const names = ['a', 'b', 'c', 'd', 'e'];
const words: readonly Word[] = ['no_match', 'match', 'unknown'];
const verdictOf = (word: Word): Verdict => ({ word, confidence: 0, rules: [] });

function judge(node: RuleNode | undefined, saying: Saying): Verdict {
  if (node === undefined) return verdictOf('match');
  if ('type' in node) return judgeLeaf(node, saying);
  const children = node.conditions.map((child) => judge(child, saying));
  const undecided = (['failed', 'unknown'] as const).find((word) =>
    children.some((child) => child.word === word),
  );
  const matches = children.filter(({ word }) => word === 'match');
  if (node.operator === 'NOT') {
    if (undecided !== undefined) return verdictOf(undecided);
    return matches.length > 0 ? verdictOf('no_match') : { word: 'match', confidence: 1, rules: [] };
  }
  if (node.operator === 'AND') {
    if (children.some(({ word }) => word === 'no_match')) return verdictOf('no_match');
    if (undecided !== undefined) return verdictOf(undecided);
    const sum = children.reduce((total, { confidence }) => total + confidence, 0);
    return {
      word: 'match',
      confidence: sum / children.length,
      rules: children.flatMap(({ rules }) => rules),
    };
  }
  if (matches.length === 0) return verdictOf(undecided ?? 'no_match');
  const best = Math.max(...matches.map(({ confidence }) => confidence));
  return matches.find(({ confidence }) => confidence === best) as Verdict;
}

function judgeLeaf(leaf: Extract<RuleNode, { type: string }>, saying: Saying): Verdict {
  const { word, confidence, value } = saying[leaf.name] as Said;
  const rules = [`${leaf.type}:${leaf.name}`];
  if (word === 'unknown') {
    if (leaf.on_error === 'match') return { word: 'match', confidence: 1, rules };
    return verdictOf(leaf.on_error === 'fail' ? 'failed' : 'unknown');
  }
  if (leaf.predicate === undefined) return { word, confidence, rules };
  const number = Number.isNaN(value) && word === 'match' ? confidence : value;
  const { gt = -Infinity, gte = -Infinity, lt = Infinity, lte = Infinity } = leaf.predicate;
  const holds = number > gt && number >= gte && number < lt && number <= lte;
  return holds ? { word: 'match', confidence: 1, rules } : verdictOf('no_match');
}

interface Contender extends Verdict {
  readonly decision: Decision;
}

/** The best of the matches and of what failed, had it matched for certain; that one then ends the request. */
function pick(decisions: readonly Decision[], strategy: Strategy, saying: Saying) {
  const contenders = decisions
    .map((one): Contender => ({ decision: one, ...judge(one.rules, saying) }))
    .filter(({ word }) => word === 'match' || word === 'failed')
    .map((one) => (one.word === 'failed' ? { ...one, confidence: 1 } : one));
  const isTiered = contenders.some((one) => one.decision.tier > 0);
  const tierOf = ({ decision: { tier } }: Contender) => (tier === 0 ? 1e9 : tier);
  const byTier = (x: Contender, y: Contender) => tierOf(x) - tierOf(y);
  const byConfidence = (x: Contender, y: Contender) => y.confidence - x.confidence;
  const byPriority = (x: Contender, y: Contender) => y.decision.priority - x.decision.priority;
  const byName = (x: Contender, y: Contender) => (x.decision.name < y.decision.name ? -1 : 1);
  const strategies = {
    priority: [byPriority, byConfidence],
    confidence: [byConfidence, byPriority],
  };
  const order = isTiered
    ? [byTier, byConfidence, byPriority, byName]
    : [...strategies[strategy], byName];
  return contenders.sort(
    (x, y) => order.map((compare) => compare(x, y)).find((sign) => sign !== 0) ?? 0,
  )[0];
}

// Few names, confidences and priorities, so that ties and shared leaves are common.

const bound = fc.constantFrom(0, 0.25, 0.5, 1, 3);
const predicate = fc.oneof(
  fc.record({ gt: bound }),
  fc.record({ gte: bound }),
  fc.record({ lt: bound }),
  fc.record({ lte: bound }),
  fc.constantFrom({ gt: 0.25, lte: 1 }, { gte: 0.5, lt: 3 }),
);

function treeOf(onErrors: readonly string[]): fc.Arbitrary<object> {
  const leaf = fc.record(
    {
      type: fc.constant('keyword'),
      name: fc.constantFrom(...names),
      on_error: fc.constantFrom(...onErrors),
      predicate,
    },
    { requiredKeys: ['type', 'name', 'on_error'] },
  );
  return fc.letrec<{ tree: object }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 4, depthSize: 'small' },
      leaf,
      fc.record({
        operator: fc.constantFrom('AND', 'OR'),
        conditions: fc.array(tie('tree'), { minLength: 1, maxLength: 4 }),
      }),
      fc.record({ operator: fc.constant('NOT'), conditions: fc.tuple(tie('tree')) }),
    ),
  })).tree;
}

const decisionsOf = (tree: fc.Arbitrary<object>): fc.Arbitrary<Decision[]> =>
  fc
    .uniqueArray(
      fc.record(
        {
          name: fc.string({
            minLength: 1,
            maxLength: 2,
            unit: fc.constantFrom('a', 'B', 'é', 'z'),
          }),
          priority: fc.constantFrom(0, 1, 2),
          tier: fc.constantFrom(0, 0, 0, 1, 2),
          modelRefs: fc.constant([{ model: 'small' }]),
          rules: tree,
        },
        { requiredKeys: ['name', 'priority', 'tier', 'modelRefs'] },
      ),
      { selector: ({ name }) => name, maxLength: 8 },
    )
    .map((list) => list.map((one) => decision.parse(one)));

const said: fc.Arbitrary<Said> = fc.record({
  word: fc.constantFrom('no_match', 'match', 'match', 'unknown'),
  confidence: fc.constantFrom(0, 0.25, 0.5, 0.7, 1),
  value: fc.constantFrom(Number.NaN, Number.NaN, 0, 0.5, 2, 7),
});
const saying: fc.Arbitrary<Saying> = fc.record({ a: said, b: said, c: said, d: said, e: said });
const strategy = fc.constantFrom<Strategy>('priority', 'confidence');

const table = new SignalTable(names.map((name) => `keyword:${name}`));

function resultsOf(what: Saying): SignalResults {
  const results = new SignalResults(table);
  for (const [name, { word, confidence, value }] of Object.entries(what)) {
    const said: RuleResult = { name, isMatch: word === 'match', confidence, value };
    const failed = failedResults([name], 'signal_failed');
    results.report('keyword', word === 'unknown' ? failed : [said], { durationMs: 1 });
  }
  return results;
}

it('picks the winner of the naive evaluator, or fails where it does', () => {
  const decisions = decisionsOf(treeOf(['no_match', 'match', 'fail']));
  fc.assert(
    fc.property(decisions, strategy, saying, (list, how, what) => {
      const program = compileDecisions({ decisions: list, strategy: how, table });
      const expected = pick(list, how, what);
      if (expected?.word === 'failed') {
        expect(() => program.evaluate(resultsOf(what))).toThrow(SwitchyardError);
        return;
      }
      const winner = program.evaluate(resultsOf(what));
      expect(winner).toEqual(
        expected && {
          decision: expected.decision,
          confidence: expected.confidence,
          matchedRules: [...new Set(expected.rules)],
          passed: [],
        },
      );
    }),
    { numRuns: 5000 },
  );
});

it('explains each decision with the outcome of the naive evaluator', () => {
  const decisions = decisionsOf(treeOf(['no_match', 'match', 'fail']));
  fc.assert(
    fc.property(decisions, strategy, saying, (list, how, what) => {
      const program = compileDecisions({ decisions: list, strategy: how, table });
      const winner = pick(list, how, what);
      for (const trace of program.explain(resultsOf(what))) {
        const naive = judge(list.find(({ name }) => name === trace.name)?.rules, what);
        expect(words[trace.outcome]).toBe(naive.word === 'failed' ? 'unknown' : naive.word);
        expect(trace.confidence).toBe(naive.word === 'match' ? naive.confidence : 0);
        const isWinner = winner?.word === 'match' && winner.decision.name === trace.name;
        expect(trace.isWinner).toBe(isWinner);
      }
    }),
    { numRuns: 2000 },
  );
});

it('never contradicts a decided outcome when an unknown rule becomes known', () => {
  const decisions = decisionsOf(treeOf(['no_match', 'fail']));
  const known = said.map((one) =>
    one.word === 'unknown' ? { ...one, word: 'match' as const } : one,
  );
  const resolution = fc.record({ a: known, b: known, c: known, d: known, e: known });
  fc.assert(
    fc.property(decisions, saying, resolution, (list, before, learned) => {
      const after = Object.fromEntries(
        names.map((name) => {
          const one = before[name] as Said;
          return [name, one.word === 'unknown' ? (learned[name as 'a'] as Said) : one];
        }),
      );
      const program = compileDecisions({ decisions: list, strategy: 'priority', table });
      const outcomes = new Map(
        program.explain(resultsOf(after)).map((one) => [one.name, one.outcome]),
      );
      for (const { name, outcome } of program.explain(resultsOf(before))) {
        if (words[outcome] !== 'unknown') expect(outcomes.get(name)).toBe(outcome);
        expect(words[outcomes.get(name) as number]).not.toBe('unknown');
      }
    }),
    { numRuns: 2000 },
  );
});
