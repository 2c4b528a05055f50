import type { z } from 'zod';
import { compileDecisions } from '../../src/decisions/compile.ts';
import type { DecisionProgram } from '../../src/decisions/decision.ts';
import type { Strategy } from '../../src/decisions/ranking.ts';
import { type Decision, decision } from '../../src/decisions/schema.ts';
import type { SignalType } from '../../src/signals/collections.ts';
import {
  createSignalEngine,
  type SignalEngine,
  type SignalRules,
} from '../../src/signals/engine.ts';
import { signalFactories } from '../../src/signals/registry.ts';
import { SignalTable } from '../../src/signals/results.ts';
import { signalSchemas } from '../../src/signals/schemas.ts';
import type { SignalServices } from '../../src/signals/signal.ts';
import { createRandom } from './prompts.ts';

/** Rules as a configuration file writes them. */
export type RuleSet = {
  readonly [T in SignalType]?: readonly z.input<(typeof signalSchemas)[T]>[];
};

/** What a small fleet's configuration has: 8 keyword rules, 2 context bands, 3 structure rules. */
export const fleetRules: RuleSet = {
  keyword: [
    {
      name: 'code',
      operator: 'OR',
      keywords: ['function', 'compile', 'stack trace', 'refactor', 'unit test', 'regex'],
    },
    {
      name: 'maths',
      operator: 'OR',
      keywords: ['integral', 'theorem', 'prove', 'equation', 'matrix', 'derivative'],
    },
    {
      name: 'physics',
      operator: 'OR',
      keywords: ['momentum', 'quantum', 'velocity', 'entropy', 'wavelength'],
    },
    {
      name: 'creative',
      operator: 'OR',
      keywords: ['poem', 'short story', 'lyrics', 'novel', 'screenplay'],
    },
    { name: 'urgent', operator: 'OR', keywords: ['urgent', 'asap', 'immediately', 'deadline'] },
    {
      name: 'jailbreak',
      operator: 'OR',
      keywords: ['ignore all previous instructions', 'developer mode', 'no restrictions'],
    },
    { name: 'legal', operator: 'AND', keywords: ['contract', 'liability'] },
    { name: 'no-thanks', operator: 'NOR', keywords: ['thank you', 'thanks', 'bye'] },
  ],
  context: [
    { name: 'short', max_tokens: 2000, max_exclusive: true },
    { name: 'long', min_tokens: 2000 },
  ],
  structure: [
    {
      name: 'many-questions',
      feature: { type: 'count', source: { type: 'regex', pattern: '[?？]' } },
      predicate: { gte: 3 },
    },
    {
      name: 'steps',
      feature: {
        type: 'sequence',
        source: {
          type: 'sequence',
          sequences: [
            ['first', 'then'],
            ['first', 'finally'],
          ],
        },
      },
    },
    {
      name: 'large',
      feature: { type: 'count', source: { type: 'text_bytes' } },
      predicate: { gte: 8192 },
    },
  ],
};

export const languageRules: RuleSet = { language: [{ name: 'en' }, { name: 'zh' }] };

/** So many keywords, spread evenly over the rules. */
export function keywordRules(keywords: readonly string[], ruleCount: number): RuleSet {
  const size = keywords.length / ruleCount;
  return {
    keyword: Array.from({ length: ruleCount }, (_, index) => ({
      name: `rule-${index}`,
      operator: 'OR' as const,
      keywords: keywords.slice(index * size, (index + 1) * size),
    })),
  };
}

interface SignalStage {
  readonly engine: SignalEngine;
  readonly table: SignalTable;
}

/** Cheap rules only: there is no encoder behind the engine. */
export function createStage(rules: RuleSet): SignalStage {
  const parsed = Object.fromEntries(
    Object.entries(signalSchemas).map(([type, schema]) => {
      const written: readonly unknown[] = rules[type as SignalType] ?? [];
      return [type, written.map((rule) => schema.parse(rule))];
    }),
  ) as unknown as SignalRules;
  const keys = Object.entries(parsed).flatMap(([type, list]) =>
    list.map(({ name }) => `${type}:${name}`),
  );
  const table = new SignalTable(keys);
  const engine = createSignalEngine({
    rules: parsed,
    needed: new Set(keys),
    table,
    factories: signalFactories,
    services: {} as Omit<SignalServices, 'literals'>,
    deadlineMs: 1000,
    typeDeadlinesMs: {},
  });
  return { engine, table };
}

interface DecisionOptions {
  readonly count: number;
  readonly table: SignalTable;
  readonly strategy: Strategy;
}

/** Decisions of four leaves, `(a OR b) AND c AND NOT d`, over rules of the table. */
export function createDecisions({ count, table, strategy }: DecisionOptions): DecisionProgram {
  const random = createRandom(count);
  const leaf = () => {
    const key = table.keys[Math.floor(random() * table.keys.length)] ?? '';
    const colon = key.indexOf(':');
    return { type: key.slice(0, colon), name: key.slice(colon + 1) };
  };
  const decisions = Array.from({ length: count }, (_, index): Decision => {
    const either = { operator: 'OR', conditions: [leaf(), leaf()] };
    const notThis = { operator: 'NOT', conditions: [leaf()] };
    return decision.parse({
      name: `decision-${index}`,
      priority: count - index,
      rules: { operator: 'AND', conditions: [either, leaf(), notThis] },
      modelRefs: [{ model: 'small' }],
    });
  });
  return compileDecisions({ decisions, strategy, table });
}
