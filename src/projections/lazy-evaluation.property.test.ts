import { expect, it } from 'vitest';
import { compileDecisions } from '../decisions/compile.ts';
import { neededSignals } from '../decisions/needed-signals.ts';
import { type Decision, decision } from '../decisions/schema.ts';
import { SwitchyardError } from '../errors.ts';
import { Lifetime } from '../lib/lifetime.ts';
import { createRandom } from '../lib/random.ts';
import type { RequestView } from '../protocols/canonical.ts';
import { createSignalEngine, type SignalFactories, type SignalRules } from '../signals/engine.ts';
import { SignalTable } from '../signals/results.ts';
import type { RuleNode } from '../signals/rule-tree.ts';
import type { RuleResult, Signal } from '../signals/signal.ts';
import { createBoost } from './boost.ts';
import { createDerivation } from './derivation.ts';
import { findDependencies, resolveInputs } from './keys.ts';
import { type Projections, projections as projectionsSchema } from './schema.ts';

// Random policies over signals of every cost, with all that is computed between them and decisions.
// A request is what each rule says of it. The lazy engine must choose what the full one chooses.

const CONFIGS = 2000;
const REQUESTS = 50;

type Random = () => number;
type Saying = ReadonlyMap<string, RuleResult>;

const names = ['a', 'b', 'c'];
const costs = {
  keyword: 'cheap',
  context: 'cheap',
  domain: 'model',
  embedding: 'model',
  fact_check: 'model',
  complexity: 'model',
  classifier: 'remote',
} as const;
const types = Object.keys(costs) as (keyof typeof costs)[];
const levels = ['easy', 'medium', 'hard'];

const namesOf = (type: string) =>
  type === 'complexity'
    ? names.flatMap((name) => levels.map((level) => `${name}:${level}`))
    : names;

function oneOf<T>(random: Random, items: readonly T[]): T {
  return items[Math.floor(random() * items.length)] as T;
}

function several<T>(random: Random, count: number, make: () => T): T[] {
  return Array.from({ length: 1 + Math.floor(random() * count) }, make);
}

function leafOf(random: Random, kinds: readonly string[], outputs: readonly string[]): object {
  const type = oneOf(random, kinds);
  const name = type === 'projection' ? oneOf(random, outputs) : oneOf(random, namesOf(type));
  const predicate = random() < 0.15 ? { predicate: { gte: oneOf(random, [0.2, 0.5, 0.8]) } } : {};
  const onError = oneOf(random, ['no_match', 'no_match', 'match', 'fail']);
  return { type, name, on_error: onError, ...predicate };
}

function treeOf(random: Random, leaf: () => object, depth = 3): object {
  if (depth === 0 || random() < 0.35) return leaf();
  const operator = oneOf(random, ['AND', 'OR', 'NOT']);
  const child = () => treeOf(random, leaf, depth - 1);
  const conditions = operator === 'NOT' ? [child()] : several(random, 3, child);
  return { operator, conditions };
}

function projectionsOf(random: Random): Projections {
  const partitions =
    random() < 0.5
      ? [oneOf(random, ['domain', 'embedding'])].map(() => ({
          name: 'group',
          semantics: oneOf(random, ['exclusive', 'softmax_exclusive']),
          temperature: 0.2,
          members: ['a', 'b'],
          default: 'b',
        }))
      : [];
  const scores = ['one', 'two'].map((name, index) => ({
    name,
    inputs: several(random, 4, () => {
      if (index === 1 && random() < 0.3) {
        return random() < 0.5
          ? { type: 'projection', name: 'one', weight: 1 }
          : { type: 'projection', name: 'one_0', value_source: 'confidence', weight: 0.7 };
      }
      const type = oneOf(random, types.slice(0, -1));
      return {
        type,
        name: oneOf(random, namesOf(type)),
        weight: oneOf(random, [-0.5, 0.1, 0.2, 0.3, 1]),
        value_source: oneOf(random, ['binary', 'binary', 'confidence', 'raw']),
      };
    }),
  }));
  const mappings = scores.map(({ name }) => ({
    name: `${name}_bands`,
    source: name,
    method: oneOf(random, ['threshold_bands', 'multi_emit']),
    outputs: [
      { name: `${name}_0`, lt: 0.3 },
      { name: `${name}_1`, gte: 0.3, lt: 0.6 },
      { name: `${name}_2`, gte: oneOf(random, [0.4, 0.6]) },
    ],
  }));
  return projectionsSchema.parse({ partitions, scores, mappings });
}

const outputs = ['one_0', 'one_1', 'one_2', 'two_0', 'two_1', 'two_2'];

function decisionsOf(random: Random): Decision[] {
  const leaf = () => leafOf(random, [...types, 'projection'], outputs);
  return several(random, 6, () => 0).map((_, index) =>
    decision.parse({
      name: `d${index}`,
      priority: Math.floor(random() * 3),
      tier: oneOf(random, [0, 0, 1, 2]),
      modelRefs: [{ model: 'small' }],
      action: oneOf(random, [
        'route',
        'route',
        'route',
        'fallthrough',
        { type: 'boost', signals: { 'domain:a': 0.3, 'embedding:b': -0.3 } },
      ]),
      ...(random() < 0.1 ? {} : { rules: treeOf(random, leaf) }),
    }),
  );
}

function sayingOf(random: Random): Saying {
  return new Map(
    types.flatMap((type) =>
      namesOf(type).map((name): [string, RuleResult] => {
        if (random() < 0.06) {
          return [
            `${type}:${name}`,
            { name, isMatch: false, confidence: 0, error: 'signal_failed' },
          ];
        }
        const value = oneOf(random, [0, 0.2, 0.45, 0.5, 0.8, 1]);
        const isMatch = value >= 0.5;
        const confidence = isMatch ? value : 0;
        return [`${type}:${name}`, { name, isMatch, confidence, value, threshold: 0.5 }];
      }),
    ),
  );
}

function compile(random: Random) {
  const projections = resolveInputs(projectionsOf(random));
  const composerLeaf = () => leafOf(random, ['keyword', 'domain', 'classifier'], outputs);
  const composers =
    random() < 0.5 ? [{ rule: 'a', tree: treeOf(random, composerLeaf, 1) as RuleNode }] : [];
  const decisions = decisionsOf(random);
  const { derivedKeys, sources } = findDependencies(projections, composers);
  const asked = neededSignals(decisions);
  const needed = new Set([...asked].flatMap((key) => [...sources(key)]));
  const declared = types.flatMap((type) => namesOf(type).map((name) => `${type}:${name}`));
  const table = new SignalTable([...declared, ...needed, ...asked, ...derivedKeys]);
  const topK = oneOf(random, [0, 1]);
  const derivation = createDerivation({ projections, composers, table, topK, derivedKeys });
  const program = compileDecisions({
    decisions,
    strategy: oneOf(random, ['priority', 'confidence']),
    table,
    boost: createBoost(derivation),
  });
  const calls = { lazy: 0, full: 0 };
  const engineOf = (kind: keyof typeof calls) =>
    createSignalEngine({
      rules: Object.fromEntries(
        types.map((type) => [type, names.map((name) => ({ name, labels: [] }))]),
      ) as unknown as SignalRules,
      // Both know the same rules: which ones compete is not what is tested.
      needed,
      table,
      factories: Object.fromEntries(
        types.map((type) => [type, () => signalOf(type, () => (calls[kind] += 1))]),
      ) as unknown as SignalFactories,
      services: {} as never,
      derivation,
      ...(kind === 'lazy'
        ? { demand: { pending: (results) => program.pending(results), sources } }
        : {}),
      deadlineMs: 60_000,
      typeDeadlinesMs: {},
    });

  function signalOf(type: keyof typeof costs, count: () => void): Signal {
    const say = (view: RequestView) => {
      const saying = view as unknown as Saying;
      const isNeeded = (name: string) => needed.has(`${type}:${name}`);
      return namesOf(type)
        .filter(isNeeded)
        .map((name) => saying.get(`${type}:${name}`) as RuleResult);
    };
    const cost = costs[type];
    if (cost === 'cheap') return { cost, evaluate: say };
    return {
      cost,
      prepare: async () => {},
      async evaluate(view) {
        count();
        return say(view);
      },
    };
  }

  async function choose(kind: keyof typeof calls, saying: Saying): Promise<string> {
    const results = await engines[kind].evaluate(saying as unknown as RequestView, new Lifetime());
    try {
      const match = program.evaluate(results);
      return match === undefined ? 'none' : [match.decision.name, ...match.passed].join(' ');
    } catch (error) {
      if (error instanceof SwitchyardError) return error.code;
      throw error;
    }
  }
  const engines = { lazy: engineOf('lazy'), full: engineOf('full') };
  return { choose, calls };
}

it('chooses the decision of full evaluation, with fewer calls of models', async () => {
  const random = createRandom(6);
  let lazyCalls = 0;
  let fullCalls = 0;
  for (let config = 0; config < CONFIGS; config++) {
    const { choose, calls } = compile(random);
    for (let request = 0; request < REQUESTS; request++) {
      const saying = sayingOf(random);
      const lazy = await choose('lazy', saying);
      const full = await choose('full', saying);
      if (lazy !== full) {
        expect.fail(`config ${config}, request ${request}: lazy ${lazy}, full ${full}`);
      }
    }
    lazyCalls += calls.lazy;
    fullCalls += calls.full;
  }
  expect(lazyCalls).toBeLessThan(fullCalls * 0.9);
}, 300_000);
