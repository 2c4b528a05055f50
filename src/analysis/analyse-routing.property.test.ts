import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compileDecisions } from '../decisions/compile.ts';
import { type Decision, decision as decisionSchema } from '../decisions/schema.ts';
import { SwitchyardError } from '../errors.ts';
import { failedResults, SignalResults, SignalTable } from '../signals/results.ts';
import type { RuleResult } from '../signals/signal.ts';
import { analyseRouting } from './analyse-routing.ts';
import { routingOf } from './fixtures/routing-of.ts';
import type { DecisionInput, RuleNode } from './routing-input.ts';

type Word = 'yes' | 'no' | 'unknown';

/** One kind of request: everything that the leaves below ask for. */
interface World {
  readonly a: boolean;
  readonly b: boolean;
  readonly language: 'de' | 'en' | 'other';
  readonly tokens: number;
  readonly cohort: string | undefined;
  /** Undefined: the projection has no result. */
  readonly score: number | undefined;
  readonly attack: Word;
}

const said = (holds: boolean): Word => (holds ? 'yes' : 'no');
const scored =
  (test: (score: number) => boolean) =>
  ({ score }: World) =>
    score === undefined ? 'unknown' : said(test(score));

/** What each leaf says of a world, written down without any of the analysis. */
const leaves: Readonly<Record<string, (world: World) => Word>> = {
  'keyword:a': ({ a }) => said(a),
  'keyword:b': ({ b }) => said(b),
  'language:de': ({ language }) => said(language === 'de'),
  'language:en': ({ language }) => said(language === 'en'),
  'context:short': ({ tokens }) => said(tokens <= 100),
  'context:long': ({ tokens }) => said(tokens > 100),
  'context:huge': ({ tokens }) => said(tokens >= 5000),
  'metadata:beta': ({ cohort }) => said(cohort === 'beta'),
  'metadata:known': ({ cohort }) => said(cohort === 'beta' || cohort === 'staff'),
  'metadata:absent': ({ cohort }) => said(cohort === undefined),
  'projection:low': scored((score) => score < 0.25),
  'projection:mid': scored((score) => score >= 0.25 && score < 0.6),
  'projection:high': scored((score) => score >= 0.6),
  'projection:warm': scored((score) => score >= 0.3),
  'projection:hot': scored((score) => score >= 0.7),
  'jailbreak:attack': ({ attack }) => attack,
};

const declared = {
  signals: {
    language: ['de', 'en'].map((name) => ({ name, multi: false })),
    context: [
      { name: 'short', min_tokens: 0, max_tokens: 100, max_exclusive: false },
      { name: 'long', min_tokens: 101, max_exclusive: false },
      { name: 'huge', min_tokens: 5000, max_exclusive: false },
    ],
    metadata: [
      { name: 'beta', key: 'cohort', predicate: { equals: 'beta' } },
      { name: 'known', key: 'cohort', predicate: { in: ['staff', 'beta'] } },
      { name: 'absent', key: 'cohort', predicate: { exists: false } },
    ],
  },
  projections: {
    scores: [{ name: 's', inputs: [{ type: 'keyword', name: 'a' }] }],
    mappings: [
      {
        name: 'bands',
        source: 's',
        outputs: [
          { name: 'high', gte: 0.6 },
          { name: 'mid', gte: 0.25 },
          { name: 'low', lt: 0.25 },
        ],
      },
      {
        name: 'all',
        source: 's',
        method: 'multi_emit' as const,
        outputs: [
          { name: 'warm', gte: 0.3 },
          { name: 'hot', gte: 0.7 },
        ],
      },
    ],
  },
};

const worlds: World[] = [];
for (const a of [false, true])
  for (const b of [false, true])
    for (const language of ['de', 'en', 'other'] as const)
      for (const tokens of [50, 200, 6000])
        for (const cohort of [undefined, 'beta', 'staff', 'guest'])
          for (const score of [undefined, 0, 0.27, 0.4, 0.65, 0.8])
            for (const attack of ['yes', 'no', 'unknown'] as const)
              worlds.push({ a, b, language, tokens, cohort, score, attack });

function judge(node: RuleNode | undefined, world: World): Word {
  if (node === undefined) return 'yes';
  if ('type' in node) {
    const word = leaves[`${node.type}:${node.name}`]?.(world) ?? 'no';
    return word === 'unknown' && node.on_error === 'match' ? 'yes' : word;
  }
  const words = node.conditions.map((child) => judge(child, world));
  if (node.operator === 'NOT') return words[0] === 'unknown' ? 'unknown' : said(words[0] === 'no');
  const [strong, weak] =
    node.operator === 'AND' ? (['no', 'yes'] as const) : (['yes', 'no'] as const);
  if (words.includes(strong)) return strong;
  return words.includes('unknown') ? 'unknown' : weak;
}

const isWorking = ({ score, attack }: World) => score !== undefined && attack !== 'unknown';

function treeOf(names: readonly string[], onErrors: readonly string[]): fc.Arbitrary<RuleNode> {
  const leaf = fc
    .tuple(fc.constantFrom(...names), fc.constantFrom(...onErrors))
    .map(([key, on_error]) => {
      const [type = '', name = ''] = key.split(':');
      return { type, name, on_error } as RuleNode;
    });
  return fc.letrec<{ tree: RuleNode }>((tie) => ({
    tree: fc.oneof(
      { maxDepth: 3, depthSize: 'small' },
      leaf,
      fc.record({
        operator: fc.constantFrom('AND' as const, 'OR' as const),
        conditions: fc.array(tie('tree'), { minLength: 1, maxLength: 3 }),
      }),
      fc.record({ operator: fc.constant('NOT' as const), conditions: fc.tuple(tie('tree')) }),
    ),
  })).tree;
}

const neverWins = ['unreachable_decision', 'shadowed_decision', 'duplicate_decision'];
const neverMatches = ['never_matches', 'exclusive_members'];

it('says of each decision what all requests say', () => {
  const rules = fc.option(treeOf(Object.keys(leaves), ['no_match', 'no_match', 'match']), {
    nil: undefined,
    freq: 8,
  });
  fc.assert(
    fc.property(fc.array(rules, { maxLength: 6 }), (trees) => {
      const decisions = trees.map(
        (tree, index): DecisionInput => ({
          name: `d${index}`,
          priority: 100 - index,
          tier: 0,
          ...(tree && { rules: tree }),
        }),
      );
      const found = analyseRouting(routingOf(decisions, declared), { strategy: 'priority' });
      const matching = worlds.map((world) =>
        decisions.map(({ rules: tree }) => judge(tree, world) === 'yes'),
      );
      const working = matching.filter((_, at) => isWorking(worlds[at] as World));
      const severityOf = (codes: readonly string[], index: number) =>
        found.find(({ code, path }) => codes.includes(code) && path[2] === index && path.length < 5)
          ?.severity;
      // What no request does is a warning, what none does while signals work is a note.
      const graded = (isSo: (matches: readonly boolean[]) => boolean) => {
        if (!working.every(isSo)) return undefined;
        return matching.every(isSo) ? 'warning' : 'info';
      };
      for (const [index, { rules: tree }] of decisions.entries()) {
        const isNever = (matches: readonly boolean[]) => matches[index] === false;
        const never = tree && graded(isNever);
        expect(severityOf(neverMatches, index)).toBe(never);

        const isAlways = (matches: readonly boolean[]) => matches[index] === true;
        const isLast = index === decisions.length - 1;
        expect(severityOf(['always_matches'], index)).toBe(
          tree === undefined || isLast ? undefined : graded(isAlways),
        );

        const loses = (matches: readonly boolean[]) => matches.indexOf(true) !== index;
        expect(severityOf(neverWins, index)).toBe(never === undefined ? graded(loses) : undefined);
      }
      const isOpen = working.some((matches) => !matches.includes(true));
      expect(found.some(({ code }) => code === 'no_fallback')).toBe(isOpen);
    }),
    { numRuns: 300 },
  );
});

const names = ['a', 'b', 'c', 'd'];
const table = new SignalTable(names.map((name) => `embedding:${name}`));
const outcome = fc.record({
  word: fc.constantFrom('no_match', 'match', 'match', 'unknown'),
  confidence: fc.constantFrom(0, 0.25, 0.5, 0.5, 1),
});
const outcomes = fc.array(fc.tuple(outcome, outcome, outcome, outcome), {
  minLength: 30,
  maxLength: 60,
});

it('never calls a decision dead that wins with some confidences, under any order', () => {
  const rules = fc.option(
    treeOf(
      names.map((name) => `embedding:${name}`),
      ['no_match', 'no_match', 'match', 'fail'],
    ),
    { nil: undefined, freq: 5 },
  );
  const one = fc.record({
    rules,
    priority: fc.constantFrom(0, 1, 2),
    tier: fc.constantFrom(0, 0, 1, 2),
  });
  const strategies = fc.constantFrom('priority' as const, 'confidence' as const);
  fc.assert(
    fc.property(fc.array(one, { maxLength: 5 }), strategies, outcomes, (list, strategy, saying) => {
      const decisions: Decision[] = list.map(({ rules: tree, ...rest }, index) =>
        decisionSchema.parse({
          name: `d${index}`,
          ...rest,
          modelRefs: [{ model: `m${index}` }],
          ...(tree && { rules: tree }),
        }),
      );
      const routing = routingOf(decisions);
      const found = analyseRouting(routing, { strategy, defaultModel: 'm' });
      const dead = found.filter(
        ({ code, severity }) =>
          severity === 'warning' && [...neverWins, ...neverMatches].includes(code),
      );
      const deadNames = dead.map(({ path }) => decisions[path[2] as number]?.name);
      const program = compileDecisions({ decisions, strategy, table });
      for (const words of saying) {
        const results = new SignalResults(table);
        for (const [index, { word, confidence }] of words.entries()) {
          const name = names[index] as string;
          const said: RuleResult = { name, isMatch: word === 'match', confidence };
          const failed = failedResults([name], 'signal_failed');
          results.report('embedding', word === 'unknown' ? failed : [said], { durationMs: 1 });
        }
        expect(deadNames).not.toContain(winnerOf(() => program.evaluate(results)?.decision.name));
      }
    }),
    { numRuns: 500 },
  );
});

function winnerOf(evaluate: () => string | undefined): string | undefined {
  try {
    return evaluate();
  } catch (error) {
    if (error instanceof SwitchyardError) return undefined; // a leaf with `on_error: fail`
    throw error;
  }
}
