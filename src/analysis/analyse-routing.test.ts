import { describe, expect, it } from 'vitest';
import { analyseRouting } from './analyse-routing.ts';
import { analysisCodes } from './finding-codes.ts';
import { and, decision, leaf, not, or, outlineOf, routingOf } from './fixtures/routing-of.ts';
import type { OutputInput, RoutingInput } from './routing-input.ts';

interface Case {
  readonly what: string;
  readonly routing: RoutingInput;
  readonly finds?: readonly string[];
  readonly strategy?: 'priority' | 'confidence';
  /** Unset: there is one. */
  readonly hasDefault?: boolean;
}

function outline({ routing, strategy = 'priority', hasDefault = true }: Case): readonly string[] {
  const options = { strategy, defaultModel: hasDefault ? 'm' : undefined };
  return outlineOf(analyseRouting(routing, options), routing);
}

function messages({ routing, strategy = 'priority', hasDefault = true }: Case): readonly string[] {
  const options = { strategy, defaultModel: hasDefault ? 'm' : undefined };
  return analyseRouting(routing, options).map(({ message }) => message);
}

const mood = {
  classifiers: [{ name: 'mood', type: 'llm', labels: ['calm', 'angry'] }],
};
const moodIs = (label: string) => leaf('classifier:mood', { label, predicate: { gte: 0.7 } });

const sizes = {
  context: [
    { name: 'short', min_tokens: 0, max_tokens: 100, max_exclusive: false },
    { name: 'long', min_tokens: 101, max_exclusive: false },
    { name: 'huge', min_tokens: 5000, max_tokens: 0, max_exclusive: false },
    { name: 'any', min_tokens: 0, max_exclusive: false },
  ],
};
const used = (...names: readonly (keyof typeof sizes | string)[]) => ({
  context: sizes.context.filter(({ name }) => names.includes(name)),
});

const question = (name: string, predicate?: object) => ({
  name,
  feature: { type: 'count', source: { type: 'regex', pattern: '[?]' } },
  ...(predicate && { predicate }),
});

const users = (name: string, predicate: object) => ({
  name,
  feature: { type: 'count', source: { type: 'message', role: 'user' } },
  predicate,
});

const cohort = (name: string, predicate: object) => ({ name, key: 'cohort', predicate });

const effort = (outputs: readonly OutputInput[], method?: 'multi_emit') => ({
  scores: [{ name: 'effort', inputs: [{ type: 'keyword', name: 'k' }] }],
  mappings: [{ name: 'band', source: 'effort', outputs, ...(method && { method }) }],
});
const bands = [
  { name: 'high', gte: 0.6 },
  { name: 'mid', gte: 0.25, lt: 0.6 },
  { name: 'low', lt: 0.25 },
];
const byBand = (...names: readonly string[]) =>
  names.map((name, index) => decision(name, 90 - index, `projection:${name}`));

const topic = (members: readonly string[]) => ({ partitions: [{ name: 'topic', members }] });

const planted: readonly Case[] = [
  {
    what: 'the five routes of the specification',
    routing: routingOf([
      decision('hi', 10, 'keyword:a'),
      decision('lo', 5, and('keyword:a', 'keyword:b')),
      decision('dead', 4, and('keyword:a', not('keyword:a'))),
      decision('all', 3),
      decision('never', 2, 'keyword:b'),
    ]),
    finds: [
      'warning never_matches dead',
      'warning shadowed_decision lo',
      'warning unreachable_decision never',
    ],
  },
  {
    what: 'a contradiction across brackets',
    routing: routingOf([
      decision('x', 1, and(or('keyword:a', 'keyword:b'), not('keyword:a'), not('keyword:b'))),
    ]),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two languages at once',
    routing: routingOf([decision('x', 1, and('language:de', 'language:en'))]),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two languages that differ in script and family',
    routing: routingOf([decision('x', 1, and('language:zh-Hans', 'language:ja'))]),
    finds: ['warning never_matches x'],
  },
  {
    what: 'bands of the context that have no number in common',
    routing: routingOf([decision('x', 1, and('context:short', 'context:huge'))], {
      signals: used('short', 'huge'),
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'bands of the context that meet without a number between them',
    routing: routingOf([decision('x', 1, and(not('context:short'), not('context:long')))], {
      signals: used('short', 'long'),
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'counts of the same thing that exclude each other',
    routing: routingOf([decision('x', 1, and('structure:many', 'structure:one'))], {
      signals: { structure: [question('many', { gte: 4 }), question('one', { lte: 1 })] },
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'a count that exists and is 0',
    routing: routingOf([decision('x', 1, and('conversation:some', 'conversation:none'))], {
      signals: {
        conversation: [
          { name: 'some', feature: { type: 'exists', source: { type: 'tool_definition' } } },
          {
            name: 'none',
            feature: { type: 'count', source: { type: 'tool_definition' } },
            predicate: { lt: 1 },
          },
        ],
      },
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'whole numbers between which there is none',
    routing: routingOf([decision('x', 1, and('conversation:over', 'conversation:under'))], {
      signals: { conversation: [users('over', { gt: 2 }), users('under', { lt: 3 })] },
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two values of one key of the metadata',
    routing: routingOf([decision('x', 1, and('metadata:beta', 'metadata:staff'))], {
      signals: {
        metadata: [cohort('beta', { equals: 'beta' }), cohort('staff', { in: ['staff', 'guest'] })],
      },
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'a key of the metadata that has a value and is absent',
    routing: routingOf([decision('x', 1, and('metadata:beta', 'metadata:absent'))], {
      signals: {
        metadata: [cohort('beta', { prefix: 'be' }), cohort('absent', { exists: false })],
      },
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two levels of one complexity rule',
    routing: routingOf([decision('x', 1, and('complexity:size:easy', 'complexity:size:hard'))]),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two verdicts about facts',
    routing: routingOf([
      decision('x', 1, and('fact_check:needs_fact_check', 'fact_check:no_fact_check_needed')),
    ]),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two best groups of a knowledge base',
    routing: routingOf([decision('x', 1, and('kb:p', 'kb:q'))], {
      signals: {
        kb: ['p', 'q'].map((name) => ({
          name,
          kb: 'base',
          target: { kind: 'group', value: name },
          match: 'best',
        })),
      },
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two labels of a chat model',
    routing: routingOf([decision('x', 1, and(moodIs('calm'), moodIs('angry')))], { signals: mood }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two labels of a local model that share a score of 1',
    routing: routingOf([decision('x', 1, and(moodIs('calm'), moodIs('angry')))], {
      signals: { classifiers: [{ name: 'mood', type: 'local', labels: ['calm', 'angry'] }] },
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two bands of a score',
    routing: routingOf([decision('x', 1, and('projection:high', 'projection:low'))], {
      projections: effort(bands),
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'none of the bands that cover every score',
    routing: routingOf(
      [decision('x', 1, and(not('projection:high'), not('projection:mid'), not('projection:low')))],
      { projections: effort(bands) },
    ),
    finds: ['warning never_matches x'],
  },
  {
    what: 'bands of two mappings of one score',
    routing: routingOf([decision('x', 1, and('projection:high', 'projection:small'))], {
      projections: {
        scores: effort(bands).scores,
        mappings: [
          ...effort(bands).mappings,
          { name: 'size', source: 'effort', outputs: [{ name: 'small', lte: 0.5 }] },
        ],
      },
    }),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two subjects, of which one is detected',
    routing: routingOf([decision('x', 1, and('domain:law', 'domain:math'))]),
    finds: ['warning never_matches x'],
  },
  {
    what: 'two members of a partition',
    routing: routingOf([decision('x', 1, and('embedding:a', 'embedding:b', 'keyword:k'))], {
      projections: topic(['a', 'b']),
    }),
    finds: ['warning exclusive_members x'],
  },
  {
    what: 'two members of a partition in one of the alternatives',
    routing: routingOf([decision('x', 1, or('keyword:k', and('domain:law', 'domain:math')))], {
      projections: topic(['law', 'math']),
    }),
    finds: ['warning exclusive_members x.conditions.1'],
  },
  {
    what: 'decisions that let others decide, which take nothing from them',
    routing: routingOf(
      [
        { ...decision('notes', 9), action: { type: 'fallthrough' } },
        {
          ...decision('lift', 8, 'keyword:b'),
          action: { type: 'boost', signals: { 'domain:z': 0.2 } },
        },
        decision('x', 7, 'keyword:a'),
        decision('y', 6, and('keyword:a', 'keyword:b')),
        decision('rest', 0),
      ],
      { signals: { domains: [{ name: 'z', mmlu_categories: ['law'] }] } },
    ),
    finds: [],
  },
  {
    what: 'a written condition that is always true, before others',
    routing: routingOf([
      decision('x', 2, or('keyword:a', not('keyword:a'))),
      decision('y', 1, 'keyword:b'),
    ]),
    finds: ['warning always_matches x', 'warning unreachable_decision y'],
  },
  {
    what: 'a band of the context that takes everything',
    routing: routingOf([decision('x', 2, 'context:any'), decision('y', 1)], {
      signals: used('any'),
    }),
    finds: ['warning always_matches x', 'warning unreachable_decision y'],
  },
  {
    what: 'a bracket that is always true',
    routing: routingOf(
      [decision('x', 1, and('keyword:k', or('metadata:beta', not('metadata:beta'))))],
      { signals: { metadata: [cohort('beta', { in: ['beta'] })] } },
    ),
    finds: ['info redundant_condition x.conditions.1'],
  },
  {
    what: 'an alternative that is never true',
    routing: routingOf([decision('x', 1, or('keyword:k', and('language:de', 'language:en')))]),
    finds: ['info redundant_condition x.conditions.1'],
  },
  {
    what: 'a condition that is said twice',
    routing: routingOf([decision('x', 1, and('keyword:k', 'keyword:l', 'keyword:k'))]),
    finds: ['info redundant_condition x.conditions.2'],
  },
  {
    what: 'a special case behind the general one',
    routing: routingOf([
      decision('general', 9, or('keyword:a', 'keyword:b')),
      decision('special', 3, and('keyword:b', 'language:de')),
    ]),
    finds: ['warning shadowed_decision special'],
  },
  {
    what: 'a narrower number behind a wider one',
    routing: routingOf([decision('long', 2, 'context:long'), decision('huge', 1, 'context:huge')], {
      signals: used('long', 'huge'),
    }),
    finds: ['warning shadowed_decision huge'],
  },
  {
    what: 'an output that implies another one, as all are emitted',
    routing: routingOf(byBand('warm', 'hot'), {
      projections: effort(
        [
          { name: 'warm', gte: 0.3 },
          { name: 'hot', gte: 0.7 },
        ],
        'multi_emit',
      ),
    }),
    finds: ['warning shadowed_decision hot'],
  },
  {
    what: 'a decision that several others take everything from',
    routing: routingOf([
      decision('a', 9, 'keyword:a'),
      decision('b', 8, 'keyword:b'),
      decision('c', 7, 'keyword:c'),
      decision('x', 1, or('keyword:a', 'keyword:b')),
    ]),
    finds: ['warning unreachable_decision x'],
  },
  {
    what: 'a decision behind both sides of a condition',
    routing: routingOf([
      decision('yes', 9, 'keyword:a'),
      decision('no', 8, not('keyword:a')),
      decision('x', 1, 'keyword:b'),
    ]),
    finds: ['warning unreachable_decision x'],
  },
  {
    what: 'a decision behind both sides of what may be unknown',
    routing: routingOf([
      decision('yes', 9, 'jailbreak:a'),
      decision('no', 8, not('jailbreak:a')),
      decision('outage', 1, 'keyword:b'),
    ]),
    finds: ['info unreachable_decision outage'],
  },
  {
    what: 'a fallback behind bands that cover every score',
    routing: routingOf([...byBand('high', 'mid', 'low'), decision('rest', 1)], {
      projections: effort(bands),
    }),
    finds: ['info unreachable_decision rest'],
  },
  {
    what: 'a decision behind all members of a partition',
    routing: routingOf(
      [
        decision('a', 9, 'embedding:a'),
        decision('b', 8, 'embedding:b'),
        decision('x', 1, 'embedding:c'),
      ],
      { projections: topic(['a', 'b']) },
    ),
    finds: ['info unreachable_decision x'],
  },
  {
    what: 'the same condition with less priority and another effect',
    routing: routingOf([
      decision('first', 2, and('keyword:a', 'keyword:b')),
      decision('second', 1, and('keyword:b', 'keyword:a')),
    ]),
    finds: ['warning unreachable_decision second'],
  },
  {
    what: 'a decision that repeats another one',
    routing: routingOf([
      decision('first', 2, 'keyword:a', { model: 'm' }),
      decision('second', 1, 'keyword:a', { model: 'm' }),
    ]),
    finds: ['warning duplicate_decision second'],
  },
  {
    what: 'a decision of the same rank that repeats another one in other words',
    routing: routingOf([
      decision('first', 1, and('keyword:a', 'keyword:b'), { model: 'm' }),
      decision('second', 1, and('keyword:b', 'keyword:a'), { model: 'm' }),
    ]),
    finds: ['info duplicate_decision second'],
  },
  {
    what: 'two fallbacks',
    routing: routingOf([decision('first', 1), decision('second', 0)]),
    finds: ['warning unreachable_decision second'],
  },
  {
    what: 'two fallbacks where confidence decides',
    strategy: 'confidence',
    routing: routingOf([decision('first', 1), decision('second', 1)]),
    finds: ['warning unreachable_decision second'],
  },
  {
    what: 'one priority for two decisions that can meet',
    routing: routingOf([decision('a', 5, 'keyword:a'), decision('b', 5, not('language:de'))]),
    finds: ['warning priority_tie b'],
  },
  {
    what: 'one priority and one condition for two effects',
    routing: routingOf([decision('a', 5, 'keyword:a'), decision('b', 5, 'keyword:a')]),
    finds: ['warning priority_tie b'],
  },
  {
    what: 'one tier and priority for two decisions that can meet',
    routing: routingOf([
      decision('a', 5, 'keyword:a', { tier: 2 }),
      decision('b', 5, 'keyword:b', { tier: 2 }),
    ]),
    finds: ['warning priority_tie b'],
  },
  {
    what: 'a tier that stands before any priority',
    routing: routingOf([
      decision('tiered', 1, 'keyword:a', { tier: 1 }),
      decision('high', 99, and('keyword:a', 'keyword:b')),
    ]),
    finds: ['warning shadowed_decision high'],
  },
  {
    what: 'a decision without tier behind one that always matches',
    routing: routingOf([
      decision('tiered', 1, undefined, { tier: 3 }),
      decision('high', 99, 'keyword:a'),
    ]),
    finds: ['warning unreachable_decision high'],
  },
  {
    what: 'the same tree twice where confidence decides',
    strategy: 'confidence',
    routing: routingOf([decision('a', 9, 'keyword:a'), decision('b', 5, 'keyword:a')]),
    finds: ['warning unreachable_decision b'],
  },
  {
    what: 'a match that is always certain before another one of that tier',
    routing: routingOf(
      [
        decision('long', 9, 'context:long', { tier: 1 }),
        decision('huge', 5, and('context:huge', 'keyword:k'), { tier: 1 }),
      ],
      { signals: used('long', 'huge') },
    ),
    finds: ['warning shadowed_decision huge'],
  },
  {
    what: 'no fallback',
    hasDefault: false,
    routing: routingOf([decision('a', 5, 'keyword:a'), decision('b', 4, not('language:de'))]),
    finds: ['info no_fallback decisions'],
  },
  {
    what: 'no decision and no default',
    hasDefault: false,
    routing: routingOf([]),
    finds: ['info no_fallback decisions'],
  },
  {
    what: 'a band that earlier ones hide',
    routing: routingOf(byBand('wide', 'top'), {
      projections: effort([
        { name: 'wide', gte: 0 },
        { name: 'hidden', gte: 0.4, lt: 0.6 },
        { name: 'top', lt: 0 },
      ]),
    }),
    finds: ['warning band_hidden projections.mappings.0.outputs.1'],
  },
  {
    what: 'a decision that waits for a hidden band',
    routing: routingOf(byBand('wide', 'hidden'), {
      projections: effort([
        { name: 'wide', gte: 0 },
        { name: 'hidden', gte: 0.4 },
      ]),
    }),
    finds: ['warning band_hidden projections.mappings.0.outputs.1', 'warning never_matches hidden'],
  },
  {
    what: 'bands that overlap',
    routing: routingOf(byBand('low', 'high'), {
      projections: effort([
        { name: 'low', lt: 0.5 },
        { name: 'high', gte: 0.4 },
      ]),
    }),
    finds: ['warning band_overlap projections.mappings.0.outputs.1'],
  },
  {
    what: 'bands in the order of their bounds, each wider than the one before',
    routing: routingOf(byBand('high', 'low'), {
      projections: effort([
        { name: 'high', gte: 0.8 },
        { name: 'low', gte: 0.4 },
      ]),
    }),
    finds: ['info band_overlap projections.mappings.0.outputs.1'],
  },
  {
    what: 'a hole between bands',
    routing: routingOf(byBand('low', 'high'), {
      projections: effort([
        { name: 'low', lt: 0.5 },
        { name: 'high', gt: 0.5 },
      ]),
    }),
    finds: ['warning band_gap projections.mappings.0.outputs'],
  },
  {
    what: 'a band without a number',
    routing: routingOf(byBand('low'), {
      projections: effort([
        { name: 'low', lt: 0.5 },
        { name: 'turned', gt: 0.9, lt: 0.6 },
      ]),
    }),
    finds: ['warning band_inverted projections.mappings.0.outputs.1'],
  },
  {
    what: 'two domains for one subject',
    routing: routingOf([decision('a', 2, 'domain:stem'), decision('b', 1, 'domain:sums')], {
      signals: {
        domains: [
          { name: 'stem', mmlu_categories: ['math', 'physics'] },
          { name: 'sums', mmlu_categories: ['math', 'economics'] },
        ],
      },
    }),
    finds: ['warning shared_category signals.domains.1'],
  },
  {
    what: 'a signal that nothing uses',
    routing: routingOf([decision('a', 1, 'keyword:a')], {
      signals: { embeddings: [{ name: 'b' }] },
    }),
    finds: ['info unused_signal signals.embeddings.0.name'],
  },
  {
    what: 'a role that nothing uses',
    routing: routingOf([decision('a', 1, 'authz:gold')], {
      signals: {
        role_bindings: [
          { name: 'x', role: 'gold' },
          { name: 'y', role: 'silver' },
        ],
      },
    }),
    finds: ['info unused_signal signals.role_bindings.1.name'],
  },
  {
    what: 'a mapping that nothing uses',
    routing: routingOf([decision('a', 1, 'keyword:k')], { projections: effort(bands) }),
    finds: ['info unused_projection projections.mappings.0.name'],
  },
  {
    what: 'a score that nothing uses',
    routing: routingOf([decision('a', 1, 'keyword:k')], {
      projections: { scores: effort(bands).scores },
    }),
    finds: ['info unused_projection projections.scores.0.name'],
  },
  {
    what: 'a partition that nothing uses',
    routing: routingOf([decision('a', 1, 'keyword:k')], {
      signals: { embeddings: [{ name: 'p' }, { name: 'q', threshold: 1 } as { name: string }] },
      projections: topic(['p', 'q']),
    }),
    finds: ['info unused_projection projections.partitions.0.name'],
  },
  {
    what: 'two signals that ask the same',
    routing: routingOf([decision('x', 1, and('context:long', 'context:copy'))], {
      signals: {
        context: [...used('long').context, { name: 'copy', min_tokens: 101, max_exclusive: false }],
      },
    }),
    finds: ['info duplicate_signal signals.context.1', 'info redundant_condition x.conditions.1'],
  },
];

const clean: readonly Case[] = [
  { what: 'nothing', routing: routingOf([]) },
  { what: 'a fallback alone', hasDefault: false, routing: routingOf([decision('all', 0)]) },
  {
    what: 'one decision and a default',
    routing: routingOf([decision('a', 1, 'keyword:a')]),
  },
  {
    what: 'the special case before the general one',
    routing: routingOf([
      decision('special', 9, and('keyword:a', 'keyword:b')),
      decision('general', 5, 'keyword:a'),
      decision('rest', 0),
    ]),
  },
  {
    what: 'an explicit fallback of the last rank',
    hasDefault: false,
    routing: routingOf([decision('a', 5, 'keyword:a'), decision('rest', 0, and())]),
  },
  {
    what: 'a condition that is always true, as the last',
    hasDefault: false,
    routing: routingOf([
      decision('a', 5, 'keyword:a'),
      decision('rest', 0, or('keyword:b', not('keyword:b'))),
    ]),
  },
  {
    what: 'both sides of a condition',
    hasDefault: false,
    routing: routingOf([decision('a', 5, 'keyword:a'), decision('b', 4, not('keyword:a'))]),
  },
  {
    what: 'a lower decision that overlaps a higher one',
    routing: routingOf([
      decision('a', 5, or('keyword:a', 'keyword:b')),
      decision('b', 4, or('keyword:b', 'keyword:c')),
    ]),
  },
  {
    what: 'one priority for languages',
    routing: routingOf(['de', 'en', 'fr'].map((name) => decision(name, 5, `language:${name}`))),
  },
  {
    what: 'one priority for bands of the context',
    hasDefault: false,
    routing: routingOf([decision('s', 5, 'context:short'), decision('l', 5, 'context:long')], {
      signals: used('short', 'long'),
    }),
  },
  {
    what: 'one priority for counts that exclude each other',
    routing: routingOf([decision('m', 5, 'structure:many'), decision('o', 5, 'structure:one')], {
      signals: { structure: [question('many', { gte: 4 }), question('one', { lte: 3 })] },
    }),
    hasDefault: false,
  },
  {
    what: 'counts of different things',
    routing: routingOf([decision('x', 5, and('structure:many', 'structure:few'))], {
      signals: {
        structure: [
          question('many', { gte: 4 }),
          {
            name: 'few',
            feature: { type: 'density', source: { type: 'regex', pattern: '[?]' } as never },
            predicate: { lt: 0.1 },
          },
        ],
      },
    }),
  },
  {
    what: 'numbers that meet in one point',
    routing: routingOf([decision('x', 5, and('conversation:over', 'conversation:under'))], {
      signals: { conversation: [users('over', { gte: 2 }), users('under', { lte: 2 })] },
    }),
  },
  {
    what: 'a density between two whole numbers',
    routing: routingOf([decision('x', 5, and('structure:a', 'structure:b'))], {
      signals: {
        structure: [
          {
            name: 'a',
            feature: { type: 'density', source: { type: 'regex' } },
            predicate: { gt: 0 },
          },
          {
            name: 'b',
            feature: { type: 'density', source: { type: 'regex' } },
            predicate: { lt: 1 },
          },
        ],
      },
    }),
  },
  {
    what: 'one priority for values of one key of the metadata, and for none',
    hasDefault: false,
    routing: routingOf(
      ['beta', 'staff', 'absent', 'named'].map((name, index) =>
        decision(name, index < 3 ? 5 : 4, `metadata:${name}`),
      ),
      {
        signals: {
          metadata: [
            cohort('beta', { equals: 'beta' }),
            cohort('staff', { in: ['staff', 'guest'] }),
            cohort('absent', { exists: false }),
            cohort('named', { exists: true }),
          ],
        },
      },
    ),
  },
  {
    what: 'a prefix that values of the key have',
    routing: routingOf([decision('x', 5, and('metadata:be', 'metadata:beta'))], {
      signals: { metadata: [cohort('be', { prefix: 'be' }), cohort('beta', { equals: 'beta' })] },
    }),
  },
  {
    what: 'a pattern beside a value of the key',
    routing: routingOf([decision('x', 5, and('metadata:be', 'metadata:beta'))], {
      signals: { metadata: [cohort('be', { regex: 'be' }), cohort('beta', { equals: 'beta' })] },
    }),
  },
  {
    what: 'values of different keys',
    routing: routingOf([decision('x', 5, and('metadata:a', 'metadata:b'))], {
      signals: {
        metadata: [
          { name: 'a', key: 'one', predicate: { equals: 'x' } },
          { name: 'b', key: 'two', predicate: { equals: 'y' } },
        ],
      },
    }),
  },
  {
    what: 'one priority for the levels of a complexity rule',
    routing: routingOf(
      ['easy', 'medium', 'hard'].map((level) => decision(level, 5, `complexity:size:${level}`)),
    ),
  },
  {
    what: 'levels of two complexity rules',
    routing: routingOf([decision('x', 5, and('complexity:a:easy', 'complexity:b:hard'))]),
  },
  {
    what: 'one priority for verdicts about facts, feedback and modality',
    routing: routingOf([
      decision('needs', 9, 'fact_check:needs_fact_check'),
      decision('none', 9, 'fact_check:no_fact_check_needed'),
      decision('wrong', 8, 'user_feedback:wrong_answer'),
      decision('unclear', 8, 'user_feedback:need_clarification'),
      decision('text', 7, 'modality:AR'),
      decision('image', 7, 'modality:DIFFUSION'),
    ]),
  },
  {
    what: 'one priority for subjects',
    routing: routingOf(['law', 'math'].map((name) => decision(name, 5, `domain:${name}`))),
  },
  {
    what: 'one priority for members of a partition',
    routing: routingOf(
      ['a', 'b'].map((name) => decision(name, 5, `embedding:${name}`)),
      {
        projections: topic(['a', 'b']),
      },
    ),
    hasDefault: false,
  },
  {
    what: 'members of different partitions',
    routing: routingOf([decision('x', 5, and('embedding:a', 'embedding:c'))], {
      signals: { embeddings: [{ name: 'b' }, { name: 'd', n: 1 } as { name: string }] },
      projections: {
        partitions: [
          { name: 'p', members: ['a', 'b'] },
          { name: 'q', members: ['c', 'd'] },
        ],
      },
    }),
  },
  {
    what: 'a member of two partitions beside another one',
    routing: routingOf([decision('x', 5, and('embedding:a', 'embedding:b'))], {
      signals: { embeddings: [{ name: 'c', n: 1 } as { name: string }] },
      projections: {
        partitions: [
          { name: 'p', members: ['a', 'b'] },
          { name: 'q', members: ['a', 'c'] },
        ],
      },
    }),
  },
  {
    what: 'a partition of one member, which is none',
    routing: routingOf([decision('x', 5, not('embedding:a')), decision('y', 4)], {
      projections: topic(['a']),
    }),
  },
  {
    what: 'bands that cover every score, without a default',
    hasDefault: false,
    routing: routingOf(byBand('high', 'mid', 'low'), { projections: effort(bands) }),
  },
  {
    what: 'one priority for bands',
    routing: routingOf(
      ['high', 'mid', 'low'].map((name) => decision(name, 5, `projection:${name}`)),
      { projections: effort(bands) },
    ),
  },
  {
    what: 'outputs that are emitted together',
    routing: routingOf([decision('x', 5, and('projection:warm', 'projection:hot'))], {
      projections: effort(
        [
          { name: 'warm', gte: 0.3 },
          { name: 'hot', gte: 0.7 },
        ],
        'multi_emit',
      ),
    }),
  },
  {
    what: 'a single band, below which nothing is meant to happen',
    routing: routingOf(byBand('urgent'), { projections: effort([{ name: 'urgent', gte: 0.7 }]) }),
  },
  {
    what: 'bands of different scores',
    routing: routingOf([decision('x', 5, and('projection:a', 'projection:b'))], {
      projections: {
        scores: ['s', 't'].map((name) => ({ name, inputs: [{ type: 'keyword', name: 'k' }] })),
        mappings: [
          { name: 'm', source: 's', outputs: [{ name: 'a', lt: 0.5 }] },
          { name: 'n', source: 't', outputs: [{ name: 'b', gte: 0.5 }] },
        ],
      },
    }),
  },
  {
    what: 'a score that another score reads',
    routing: routingOf(byBand('up'), {
      projections: {
        scores: [
          { name: 'base', inputs: [{ type: 'keyword', name: 'k' }] },
          { name: 'effort', inputs: [{ type: 'projection', name: 'base' }] },
        ],
        mappings: [{ name: 'band', source: 'effort', outputs: [{ name: 'up', gte: 0.5 }] }],
      },
    }),
  },
  {
    what: 'one priority for labels of a chat model',
    routing: routingOf([decision('c', 5, moodIs('calm')), decision('a', 5, moodIs('angry'))], {
      signals: mood,
    }),
  },
  {
    what: 'scores of two labels below a bound',
    routing: routingOf(
      [
        decision(
          'x',
          5,
          and(
            leaf('classifier:mood', { label: 'calm', predicate: { lt: 0.6 } }),
            leaf('classifier:mood', { label: 'angry', predicate: { lt: 0.6 } }),
          ),
        ),
      ],
      { signals: { classifiers: [{ name: 'mood', type: 'local', labels: ['calm', 'angry'] }] } },
    ),
  },
  {
    what: 'a language and its script',
    routing: routingOf([
      decision('x', 5, and('language:zh', 'language:zh-Hans')),
      decision('y', 4, and('language:zh', not('language:zh-Hans'))),
    ]),
  },
  {
    what: 'a rule for mixed texts beside another language',
    routing: routingOf([decision('x', 5, and('language:de', 'language:en'))], {
      signals: {
        language: [
          { name: 'de', multi: true },
          { name: 'en', multi: false },
        ],
      },
    }),
  },
  {
    what: 'a lower priority where confidence decides',
    strategy: 'confidence',
    routing: routingOf([
      decision('a', 9, 'keyword:a'),
      decision('b', 5, and('keyword:a', 'keyword:b')),
    ]),
  },
  {
    what: 'equal priorities where confidence decides',
    strategy: 'confidence',
    routing: routingOf([decision('a', 0, 'keyword:a'), decision('b', 0, 'embedding:b')]),
  },
  {
    what: 'a fallback of high priority where confidence decides',
    strategy: 'confidence',
    routing: routingOf([decision('rest', 9), decision('a', 5, 'keyword:a')]),
  },
  {
    what: 'a fallback of the same rank as conditions',
    routing: routingOf([decision('a', 0, 'keyword:a'), decision('rest', 0)]),
  },
  {
    what: 'a special case in the tier of the general one, since confidence decides in a tier',
    routing: routingOf([
      decision('general', 9, 'keyword:a', { tier: 1 }),
      decision('special', 5, and('keyword:a', 'keyword:b'), { tier: 1 }),
    ]),
  },
  {
    what: 'the special case in the better tier',
    routing: routingOf([
      decision('general', 9, 'keyword:a', { tier: 2 }),
      decision('special', 5, and('keyword:a', 'keyword:b'), { tier: 1 }),
    ]),
  },
  {
    what: 'one rank for the same effect',
    routing: routingOf([
      decision('a', 5, 'keyword:a', { model: 'm' }),
      decision('b', 5, 'keyword:b', { model: 'm' }),
    ]),
  },
  {
    what: 'one rank for decisions of which a higher one takes the common part',
    routing: routingOf([
      decision('both', 9, and('keyword:a', 'keyword:b')),
      decision('a', 5, 'keyword:a'),
      decision('b', 5, 'keyword:b'),
    ]),
  },
  {
    what: 'what counts as a match without a result',
    routing: routingOf([
      decision('safe', 9, not('jailbreak:a')),
      decision('unsafe', 8, leaf('jailbreak:a', { on_error: 'match' })),
    ]),
  },
  {
    what: 'a member of a partition that only competes',
    routing: routingOf([decision('a', 5, 'embedding:a')], {
      signals: { embeddings: [{ name: 'b' }] },
      projections: topic(['a', 'b']),
    }),
  },
  {
    what: 'a signal that only a composer reads',
    routing: routingOf([decision('a', 5, 'complexity:size:hard')], {
      signals: {
        keywords: [{ name: 'k' }],
        complexity: [{ name: 'size', composer: { type: 'keyword', name: 'k' } }],
      },
    }),
  },
  {
    what: 'verdicts about facts that only the check of answers reads',
    routing: routingOf([decision('a', 5, 'keyword:a', { plugins: [{ type: 'hallucination' }] })], {
      signals: { fact_check: [{ name: 'needs_fact_check' }] },
    }),
  },
  {
    what: 'a binding and its role',
    routing: routingOf([decision('a', 5, 'authz:gold'), decision('b', 4, 'authz:silver')], {
      signals: {
        role_bindings: [
          { name: 'paying', role: 'gold' },
          { name: 'silver', role: 'other' },
        ],
      },
    }),
  },
];

describe('the analysis of a policy finds', () => {
  it.each(planted)('$what', (one) => {
    expect([...outline(one)].sort()).toEqual([...(one.finds ?? [])].sort());
  });

  it('enough that is planted', () => {
    expect(planted.length).toBeGreaterThanOrEqual(40);
  });
});

describe('the analysis of a policy has nothing to say about', () => {
  it.each(clean)('$what', (one) => {
    expect(outline(one)).toEqual([]);
  });

  it('enough that is clean', () => {
    expect(clean.length).toBeGreaterThanOrEqual(40);
  });
});

describe('a finding', () => {
  const messageOf = (routing: RoutingInput, more: Partial<Case> = {}) =>
    messages({ what: '', routing, ...more });

  it('shows a request with which two decisions of one rank meet', () => {
    const routing = routingOf([
      decision('a', 5, 'keyword:a'),
      decision('b', 5, and(or('keyword:b', 'keyword:c'), not('language:de'))),
    ]);
    expect(messageOf(routing)[0]).toMatch(
      /together with `a` .* with keyword:a = on, keyword:[bc] = on, language:de = off;/,
    );
  });

  it('names only decisions that are needed to cover another one', () => {
    const routing = routingOf([
      decision('u', 9, 'keyword:u'),
      decision('a', 8, 'keyword:a'),
      decision('v', 7, 'keyword:v'),
      decision('b', 6, 'keyword:b'),
      decision('x', 1, or('keyword:a', 'keyword:b')),
    ]);
    expect(messageOf(routing)).toEqual([
      'never wins: whenever it matches, one of `a` and `b` does, which rank higher',
    ]);
  });

  it('says which leaves exclude each other', () => {
    const rules = and('keyword:k', or('keyword:l', 'keyword:m'), 'language:de', 'language:en');
    expect(messageOf(routingOf([decision('x', 1, rules)]))).toEqual([
      'never matches: `language:de` and `language:en` are never true together',
    ]);
  });

  it('shows a request that nobody takes', () => {
    const routing = routingOf([
      decision('a', 5, 'keyword:a'),
      decision('b', 4, not('language:de')),
    ]);
    expect(messageOf(routing, { hasDefault: false })[0]).toContain(
      'e.g. with keyword:a = off, language:de = on;',
    );
  });

  it('gives the numbers of bands that overlap, and of holes', () => {
    const outputs = [
      { name: 'low', lt: 0.5 },
      { name: 'high', gte: 0.4, lte: 0.9 },
      { name: 'top', gt: 1 },
    ];
    const routing = routingOf(byBand('low', 'high', 'top'), { projections: effort(outputs) });
    expect(messageOf(routing)).toEqual([
      '`high` overlaps `low`, which is first and takes `0.4 <= effort < 0.5`',
      'have no band for `0.9 < effort <= 1`',
    ]);
  });

  it('has the path of its recipe', () => {
    const routing = routingOf([decision('x', 1, and('keyword:a', not('keyword:a')))]);
    const path = ['recipes', 3, 'routing'];
    const [finding] = analyseRouting(routing, { strategy: 'priority', defaultModel: 'm', path });
    expect(finding?.path).toEqual([...path, 'decisions', 0, 'rules']);
  });

  it('is never an error, and has a code of the language', () => {
    const findings = planted.flatMap(({ routing }) =>
      analyseRouting(routing, { strategy: 'priority' }),
    );
    expect(new Set(findings.map(({ severity }) => severity))).toEqual(new Set(['warning', 'info']));
    const codes = new Set(findings.map(({ code }) => code));
    expect([...codes].filter((code) => !(code in analysisCodes))).toEqual([]);
  });
});
