// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are part of documents
import { describe, expect, it } from 'vitest';
import { loadConfig } from './load.ts';

const routing = { modelCards: [{ name: 'a' }] };
const base = {
  version: 'v0.3',
  providers: {
    defaults: { default_model: 'a' },
    models: [{ name: 'a', backend_refs: [{ endpoint: 'localhost:1' }] }],
  },
  routing,
};

/** `code path` of what is wrong; what is not active yet is no news here. */
function findingsOf(parts: object): readonly string[] {
  const text = JSON.stringify({ ...base, ...parts });
  return loadConfig({ text, environment: { KEY: 'key' }, mode: 'run' })
    .findings.filter(({ code }) => code !== 'not_active')
    .map(({ code, path }) => `${code} ${path}`);
}

/** A document with these signals, and one decision that asks for a rule. */
function asking(signals: object, rules: object, rest: object = {}) {
  const decisions = [{ name: 'd', rules, modelRefs: [{ model: 'a' }] }];
  return { routing: { ...routing, signals, decisions, ...rest } };
}

const word = { name: 'k', operator: 'OR', keywords: ['x'] };
const local = { name: 'c', type: 'local', model_path: 'm', labels: ['A', 'B'] };
const judge = { name: 'c', type: 'llm', model: 'judge', instructions: 'i', labels: ['A'] };
const label = (predicate: object) => ({ type: 'classifier', name: 'c', label: 'A', predicate });
const server = { llm_endpoint: { address: 'h' }, llm_model_name: 'm' };
const catalog = (model_catalog: object) => ({ global: { model_catalog } });
const group = (kb: string, value: string) => ({ name: 'r', kb, target: { kind: 'group', value } });
const metric = (name: string) => ({
  projections: {
    scores: [{ name: 's', inputs: [{ type: 'kb_metric', kb: 'privacy_kb', metric: name }] }],
  },
});
const softmax = {
  projections: {
    partitions: [
      {
        name: 'p',
        semantics: 'softmax_exclusive',
        temperature: 0.1,
        members: ['cooking', 'law'],
        default: 'law',
      },
    ],
  },
};
const recipe = { name: 'r', routing: { decisions: [{ name: 'd', modelRefs: [{ model: 'a' }] }] } };
const guarded = (rule: object, enabled: boolean) => ({
  ...asking({ jailbreak: [rule] }, { type: 'jailbreak', name: 'j' }),
  ...catalog({ modules: { prompt_guard: { enabled } } }),
});

describe('the validation catalogue', () => {
  it.each<[string, object, readonly string[]]>([
    [
      'V2: names are not blank',
      { routing: { modelCards: [{ name: 'a' }, { name: ' ' }] } },
      ['invalid_value routing.modelCards[1: ].name'],
    ],
    [
      'V15: a local classifier tells its likeliest label only',
      asking(
        { classifiers: [local] },
        {
          operator: 'OR',
          conditions: [label({ gte: 0.5 }), label({ gte: 0.3 }), label({ gt: 0.9 })],
        },
      ),
      [
        'invalid_value routing.decisions[0:d].rules.conditions[1:c].predicate.gte',
        'invalid_value routing.decisions[0:d].rules.conditions[2:c].predicate.gt',
      ],
    ],
    [
      'V17: models of the language only warn',
      {
        routing: {
          ...routing,
          decisions: [
            {
              name: 'd',
              modelRefs: [{ model: 'a' }],
              candidateIterations: [
                { variable: 'm', source: 'models', models: [{ model: 'nobody' }, { model: 'a' }] },
              ],
            },
          ],
        },
      },
      ['unknown_model routing.decisions[0:d].candidateIterations[0].models[0].model'],
    ],
    [
      'V23: a group of a knowledge base exists',
      {
        ...asking(
          { kb: [{ ...group('mine', 'nobody'), name: 'x' }, group('mine', 'g')] },
          { type: 'kb', name: 'r' },
        ),
        ...catalog({ kbs: [{ name: 'mine', source: { path: 'p' }, groups: { g: ['l'] } }] }),
      },
      ['unknown_group routing.signals.kb[0:x].target.value'],
    ],
    [
      'V23: and so does one of a knowledge base that comes with the product',
      asking(
        { kb: [group('privacy_kb', 'private'), { ...group('mmlu_kb', 'keeps'), name: 'x' }] },
        { type: 'kb', name: 'r' },
      ),
      ['unknown_group routing.signals.kb[1:x].target.value'],
    ],
    ['V23: a metric exists', { routing: { ...routing, ...metric('private_vs_public') } }, []],
    [
      'V23: some metrics are always there',
      { routing: { ...routing, ...metric('best_score') } },
      [],
    ],
    [
      'V23: other metrics do not exist',
      { routing: { ...routing, ...metric('worst_score') } },
      ['unknown_metric routing.projections.scores[0:s].inputs[0].metric'],
    ],
    [
      'V24: a softmax compares domains that have a subject',
      {
        routing: {
          ...routing,
          signals: { domains: [{ name: 'cooking' }, { name: 'law' }] },
          ...softmax,
        },
      },
      ['empty_domain routing.projections.partitions[0:p].members[0]'],
    ],
    [
      'V25: names of recipes are not blank',
      { recipes: [{ ...recipe, name: '  ' }] },
      ['invalid_value recipes[0:  ].name'],
    ],
    [
      'V26: the names of ways to call several models may be others',
      {
        recipes: [recipe],
        entrypoints: [
          { model_names: ['my/fusion', 'vllm-sr/fusion', 'vllm-sr/flow'], recipe: 'r' },
        ],
        global: { integrations: { looper: { fusion: { model_names: ['my/fusion'] } } } },
      },
      [
        'name_collision entrypoints[0].model_names[0]',
        'name_collision entrypoints[0].model_names[2]',
      ],
    ],
    [
      'V27: a classifier asks a model that classifies',
      {
        ...asking({ classifiers: [judge] }, label({ gte: 0.5 })),
        ...catalog({ external: [{ name: 'judge', model_role: 'scoring', ...server }] }),
      },
      ['missing_backend routing.signals.classifiers[0:c].model'],
    ],
    [
      'V27: which has an address and a model',
      {
        ...asking({ classifiers: [judge] }, label({ gte: 0.5 })),
        ...catalog({ external: [{ name: 'judge', model_role: 'classification' }] }),
      },
      ['missing_backend routing.signals.classifiers[0:c].model'],
    ],
    [
      'V28: a rule asks a guard that is on',
      guarded({ name: 'j' }, false),
      ['disabled_module routing.decisions[0:d].rules.name'],
    ],
    [
      'V28: or needs none',
      guarded({ name: 'j', method: 'contrastive', jailbreak_patterns: ['x'] }, false),
      [],
    ],
    [
      'V28: a rule asks for personal data where nothing looks for it',
      {
        ...asking({ pii: [{ name: 'p' }] }, { type: 'pii', name: 'p' }),
        ...catalog({ modules: { classifier: { pii: { enabled: false } } } }),
      },
      ['disabled_module routing.decisions[0:d].rules.name'],
    ],
    ['V28: a guard that is on', guarded({ name: 'j' }, true), []],
    [
      'V30: a threshold of 0 would match everything',
      asking({ jailbreak: [{ name: 'j', threshold: 0 }], pii: [{ name: 'p', threshold: 0 }] }, {}),
      [
        'invalid_value routing.signals.jailbreak[0:j].threshold',
        'invalid_value routing.signals.pii[0:p].threshold',
      ],
    ],
    [
      'V35: a default of a credential is plain text',
      {
        providers: {
          models: [{ name: 'a', backend_refs: [{ endpoint: 'h', api_key: '${KEY:-sk-secret}' }] }],
        },
      },
      ['plaintext_secret providers.models[0:a].backend_refs[0].api_key'],
    ],
    [
      'what one way of looking for words does not read is named',
      asking(
        {
          keywords: [
            { ...word, bm25_threshold: 0, ngram_arity: 3, fuzzy_threshold: 2 },
            { ...word, name: 'b', method: 'bm25', bm25_threshold: 0, ngram_threshold: 0.5 },
            { ...word, name: 'f', fuzzy_match: true, fuzzy_threshold: 1 },
            { ...word, name: 'g', method: 'fuzzy', fuzzy_threshold: 90 },
          ],
        },
        { type: 'keyword', name: 'k' },
      ),
      [
        'no_effect routing.signals.keywords[0:k].bm25_threshold',
        'no_effect routing.signals.keywords[0:k].ngram_arity',
        'no_effect routing.signals.keywords[0:k].fuzzy_threshold',
        'no_effect routing.signals.keywords[1:b].ngram_threshold',
      ],
    ],
    [
      'of two ways to say the same, the one that loses is named',
      {
        providers: {
          models: [
            {
              name: 'a',
              backend_refs: [
                {
                  ...{ base_url: 'https://h/v1', endpoint: 'h:1', protocol: 'https' },
                  ...{ api_key: '$KEY', api_key_env: 'KEY' },
                },
                { name: 'b', endpoint: 'http://h:1', protocol: 'http' },
                { name: 'c', endpoint: 'h:1', protocol: 'http', api_key_env: 'KEY' },
              ],
            },
          ],
        },
        global: { router: { auto_model_name: 'mine', auto_model_names: ['theirs'] } },
      },
      [
        'no_effect providers.models[0:a].backend_refs[0].endpoint',
        'no_effect providers.models[0:a].backend_refs[0].protocol',
        'no_effect providers.models[0:a].backend_refs[0].api_key_env',
        'no_effect providers.models[0:a].backend_refs[1:b].protocol',
        'no_effect global.router.auto_model_name',
      ],
    ],
    [
      'a name that is listed is no news',
      { global: { router: { auto_model_name: 'mine', auto_model_names: ['mine'] } } },
      [],
    ],
    [
      'what cannot fail has no way to fail',
      {
        routing: {
          ...routing,
          decisions: [
            {
              name: 'd',
              modelRefs: [{ model: 'a' }],
              algorithm: { type: 'static', on_error: 'fail' },
            },
          ],
        },
      },
      ['no_effect routing.decisions[0:d].algorithm.on_error'],
    ],
    [
      'names of rules are the same with dollar signs in them',
      asking(
        { keywords: [{ ...word, name: 'costs $HOME' }] },
        { type: 'keyword', name: 'costs $HOME' },
      ),
      [],
    ],
    [
      'one list that cannot be read is one finding',
      {
        routing: {
          modelCards: { name: 'a' },
          decisions: [{ name: 'd', modelRefs: [{ model: 'a' }] }],
        },
      },
      ['invalid_type routing.modelCards'],
    ],
    [
      'an old key of a feature has a successor',
      asking(
        {
          structure: [
            {
              name: 's',
              feature: {
                type: 'count',
                normalize_by: 'length',
                source: { type: 'regex', pattern: 'x' },
              },
            },
          ],
        },
        { type: 'structure', name: 's' },
      ),
      ['deprecated_key routing.signals.structure[0:s].feature.normalize_by'],
    ],
  ])('%s', (_, parts, expected) => {
    expect(findingsOf(parts)).toEqual(expected);
  });

  it('keeps the words of an answer as they are written', () => {
    const spec = { type: 'choice', choice_set: { values: ['$HOME', '$PATH'] } };
    const text = JSON.stringify({
      ...base,
      routing: {
        ...routing,
        decisions: [{ name: 'd', modelRefs: [{ model: 'a' }], output_contract_spec: spec }],
      },
    });
    const { config } = loadConfig({ text, environment: {}, mode: 'run' });
    expect(config?.routing.decisions[0]?.output_contract_spec).toMatchObject(spec);
  });

  it('names what each candidate carries without effect', () => {
    const text = JSON.stringify({
      ...base,
      routing: {
        ...routing,
        decisions: [
          { name: 'd', modelRefs: [{ model: 'a', weight: 2, reasoning_description: 'r' }] },
        ],
      },
    });
    const { findings } = loadConfig({ text, environment: {}, mode: 'run' });
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'not_active routing.decisions[0:d].modelRefs[0].weight',
      'not_active routing.decisions[0:d].modelRefs[0].reasoning_description',
    ]);
  });
});
