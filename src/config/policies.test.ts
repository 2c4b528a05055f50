import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { loadConfig } from './load.ts';
import { policiesOf } from './policies.ts';

const models = [
  { name: 'small', backend_refs: [{ endpoint: 'localhost:1' }] },
  { name: 'large', backend_refs: [{ endpoint: 'localhost:2' }] },
];

const base = {
  version: 'v0.3',
  providers: { defaults: { default_model: 'small' }, models },
  routing: { modelCards: [{ name: 'small' }, { name: 'large', loras: [{ name: 'adapter' }] }] },
};

function load(parts: object) {
  return loadConfig({ text: stringify({ ...base, ...parts }), environment: {}, mode: 'run' });
}

/** `code path` of what is wrong; what is not active yet is no news here. */
function findingsOf(parts: object): readonly string[] {
  return load(parts)
    .findings.filter(({ code }) => code !== 'not_active')
    .map(({ code, path }) => `${code} ${path}`);
}

const lane = { name: 'lane', modelRefs: [{ model: 'large' }] };

function recipe(name: string, rest: object = {}) {
  return { name, routing: { decisions: [lane], ...rest } };
}

/** A default policy of these signals and one decision. */
function policy(signals: object, rules?: object, projections?: object) {
  return {
    routing: {
      ...base.routing,
      signals,
      ...(projections === undefined ? {} : { projections }),
      decisions: [{ ...lane, ...(rules === undefined ? {} : { rules }) }],
    },
  };
}

const keyword = { name: 'k', operator: 'OR', keywords: ['word'] };
const context = { name: 'long', min_tokens: '8K' };
const rule = (type: string, name: string, rest: object = {}) => ({ type, name, ...rest });

describe('recipes and entrypoints', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'may be reached by several names',
      {
        recipes: [recipe('a'), recipe('b')],
        entrypoints: [
          { model_names: ['acme/a', 'acme/a', 'acme/a2'], recipe: 'a' },
          { model_names: ['acme/b'], recipe: 'b' },
          { model_names: ['acme/default'], recipe: 'default' },
        ],
      },
      [],
    ],
    [
      'without a name that leads to them are pointed out',
      { recipes: [recipe('a')] },
      ['unused_recipe recipes[0:a].name'],
    ],
    [
      'must have names of their own',
      { recipes: [recipe('a'), recipe(' a ')], entrypoints: [{ model_names: ['x'], recipe: 'a' }] },
      ['duplicate_name recipes[1: a ].name'],
    ],
    [
      'must exist',
      { recipes: [recipe('a')], entrypoints: [{ model_names: ['x'], recipe: 'aa' }] },
      ['unused_recipe recipes[0:a].name', 'unknown_recipe entrypoints[0].recipe'],
    ],
    [
      'cannot take names that mean something else',
      {
        recipes: [recipe('a')],
        entrypoints: [
          { model_names: ['small', 'adapter', 'auto', 'vllm-sr/fusion', 'x', ' '], recipe: 'a' },
          { model_names: ['x'], recipe: 'default' },
        ],
      },
      [
        'name_collision entrypoints[0].model_names[0]',
        'name_collision entrypoints[0].model_names[1]',
        'name_collision entrypoints[0].model_names[2]',
        'name_collision entrypoints[0].model_names[3]',
        'invalid_value entrypoints[0].model_names[5]',
        'name_collision entrypoints[1].model_names[0]',
      ],
    ],
    [
      'see no signals of each other',
      {
        ...policy({ keywords: [keyword] }, rule('keyword', 'k')),
        recipes: [recipe('a', { decisions: [{ ...lane, rules: rule('keyword', 'k') }] })],
        entrypoints: [{ model_names: ['x'], recipe: 'a' }],
      },
      ['unknown_signal recipes[0:a].routing.decisions[0:lane].rules.name'],
    ],
    [
      'declare no models',
      {
        recipes: [recipe('a', { modelCards: [] })],
        entrypoints: [{ model_names: ['x'], recipe: 'a' }],
      },
      ['misplaced_key recipes[0:a].routing.modelCards'],
    ],
    [
      'may be the default one, which must then not stand under `routing`',
      { ...policy({}), recipes: [recipe('default')] },
      ['duplicate_name recipes[0:default].name'],
    ],
    [
      'have a default model that exists',
      {
        recipes: [{ ...recipe('a'), default_model: 'smal' }],
        entrypoints: [{ model_names: ['x'], recipe: 'a' }],
      },
      ['unknown_model recipes[0:a].default_model'],
    ],
  ])('%s', (_, parts, expected) => {
    expect(findingsOf(parts)).toEqual(expected);
  });

  it('become policies, the default one first', () => {
    const { config } = load({
      recipes: [{ ...recipe('fast'), default_model: 'large' }, recipe('default')],
      entrypoints: [{ model_names: ['acme/fast'], recipe: 'fast', owned_by: 'acme' }],
    });
    const found = config === undefined ? [] : policiesOf(config);
    expect(found.map(({ name, defaultModel }) => [name, defaultModel])).toEqual([
      ['default', 'small'],
      ['fast', 'large'],
    ]);
    expect(found[0]?.routing.decisions).toHaveLength(1);
    expect(found[0]?.names.map(({ name }) => name)).toContain('auto');
    expect(found[1]?.names).toEqual([
      { name: 'acme/fast', description: undefined, ownedBy: 'acme' },
    ]);
  });
});

const judge = { name: 'judge', type: 'llm', model: 'm', labels: ['calm'], instructions: 'Say it.' };

describe('conditions', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'name a level of complexity',
      policy(
        {
          complexity: [
            { name: 'task', hard: { candidates: ['prove'] }, easy: { candidates: ['greet'] } },
          ],
        },
        {
          operator: 'OR',
          conditions: [rule('complexity', 'task:hard'), rule('complexity', 'task')],
        },
      ),
      ['unknown_signal routing.decisions[0:lane].rules.conditions[1:task].name'],
    ],
    [
      'name an output of a mapping',
      policy(
        { context: [context] },
        { operator: 'OR', conditions: [rule('projection', 'high'), rule('projection', 'effort')] },
        {
          scores: [{ name: 'effort', inputs: [{ type: 'context', name: 'long', weight: 1 }] }],
          mappings: [{ name: 'band', source: 'effort', outputs: [{ name: 'high', gte: 0.5 }] }],
        },
      ),
      ['unknown_signal routing.decisions[0:lane].rules.conditions[1:effort].name'],
    ],
    [
      'name a role or its binding',
      policy(
        {
          role_bindings: [
            { name: 'staff', role: 'admin', subjects: [{ kind: 'Group', name: 'x' }] },
          ],
        },
        { operator: 'AND', conditions: [rule('authz', 'admin'), rule('authz', 'staff')] },
      ),
      [],
    ],
    [
      'ask a classifier for a label, with a bound',
      {
        ...policy(
          { classifiers: [judge] },
          {
            operator: 'OR',
            conditions: [
              rule('classifier', 'judge', { label: 'calm', predicate: { gte: 0.5 } }),
              rule('classifier', 'judge', { label: 'calm' }),
              rule('classifier', 'judge', { label: 'clam', predicate: { gte: 0.5 } }),
            ],
          },
        ),
        global: {
          model_catalog: {
            external: [
              {
                name: 'm',
                model_role: 'classification',
                llm_endpoint: { address: 'localhost', port: 1 },
                llm_model_name: 'x',
              },
            ],
          },
        },
      },
      [
        'missing_field routing.decisions[0:lane].rules.conditions[1:judge]',
        'unknown_label routing.decisions[0:lane].rules.conditions[2:judge].label',
      ],
    ],
    [
      'on text and image need models for both',
      policy({ modality: [{ name: 'BOTH' }] }, rule('modality', 'BOTH')),
      ['missing_modality routing.decisions[0:lane].rules'],
    ],
  ])('%s', (_, parts, expected) => {
    expect(findingsOf(parts)).toEqual(expected);
  });
});

describe('projections', () => {
  const embedding = { name: 'e', threshold: 0.5, candidates: ['hello'] };
  const signals = { domains: [{ name: 'law' }], embeddings: [embedding], keywords: [keyword] };
  const partition = { name: 'p', semantics: 'exclusive', members: ['law'], default: 'law' };
  const input = { type: 'keyword', name: 'k', weight: 1 };
  it.each<[string, object, readonly string[]]>([
    [
      'partition signals that exist and are of one kind',
      {
        partitions: [
          { ...partition, members: ['law', 'e'] },
          { ...partition, name: 'q', members: ['law', 'lwa'] },
        ],
      },
      [
        'mixed_members routing.projections.partitions[0:p].members',
        'unknown_signal routing.projections.partitions[1:q].members[1]',
      ],
    ],
    [
      'partition with a default that is a member, and a temperature where it is needed',
      {
        partitions: [
          { ...partition, default: 'tax' },
          { ...partition, name: 'q', semantics: 'softmax_exclusive' },
        ],
      },
      [
        'invalid_value routing.projections.partitions[0:p].default',
        'missing_field routing.projections.partitions[1:q].temperature',
      ],
    ],
    [
      'sum up what exists',
      {
        scores: [
          { name: 's', inputs: [input, { ...input, name: 'kk' }] },
          {
            name: 't',
            inputs: [
              { type: 'projection', name: 's' },
              { type: 'projection', name: 'u' },
            ],
          },
          { name: 'u2', inputs: [{ type: 'kb_metric', kb: 'privacy_kb', metric: 'best_score' }] },
          { name: 'u3', inputs: [{ type: 'kb_metric', kb: 'privacy', metric: 'best_score' }] },
          { name: 'u4', inputs: [{ type: 'kb_metric', name: 'x', kb: 'privacy_kb' }] },
          { name: 'u5', inputs: [{ ...input, value_source: 'score' }] },
        ],
      },
      [
        'unknown_signal routing.projections.scores[0:s].inputs[1:kk].name',
        'unknown_score routing.projections.scores[1:t].inputs[1:u].name',
        'unknown_knowledge_base routing.projections.scores[3:u3].inputs[0].kb',
        'missing_field routing.projections.scores[4:u4].inputs[0:x].metric',
        'invalid_value routing.projections.scores[4:u4].inputs[0:x].name',
        'invalid_value routing.projections.scores[5:u5].inputs[0:k].value_source',
      ],
    ],
    [
      'do not depend on themselves, also not through their bands',
      {
        scores: [
          { name: 's', inputs: [{ type: 'projection', name: 'high', value_source: 'confidence' }] },
          { name: 't', inputs: [{ type: 'projection', name: 's' }] },
        ],
        mappings: [{ name: 'm', source: 't', outputs: [{ name: 'high', gt: 1 }] }],
      },
      ['cyclic_projection routing.projections.scores[1:t].inputs[0:s]'],
    ],
    [
      'map scores that exist to names that differ',
      {
        scores: [{ name: 's', inputs: [input] }],
        mappings: [
          {
            name: 'm',
            source: 's',
            outputs: [
              { name: 'high', gt: 1 },
              { name: 'low', lte: 1 },
            ],
          },
          { name: 'n', source: 'z', outputs: [{ name: 'high', gt: 1 }] },
          { name: 'o', source: 's', outputs: [{ name: 'x', gt: 1, lt: 0 }, { name: 'y' }] },
          { name: 'v', source: 's', method: 'multi_emit', outputs: [{ name: 'w', gt: 1 }] },
        ],
      },
      [
        'unknown_score routing.projections.mappings[1:n].source',
        'duplicate_name routing.projections.mappings[1:n].outputs[0:high].name',
        'invalid_value routing.projections.mappings[2:o].outputs[0:x]',
        'invalid_value routing.projections.mappings[2:o].outputs[1:y]',
        'invalid_value routing.projections.mappings[3:v].outputs',
      ],
    ],
  ])('%s', (_, projections, expected) => {
    const found = findingsOf(policy(signals, undefined, projections));
    expect(found.filter((line) => !line.startsWith('unused_'))).toEqual(expected);
  });
});
