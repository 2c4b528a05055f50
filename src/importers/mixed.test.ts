import { describe, expect, it } from 'vitest';
import { importConfig } from './import-config.ts';

const refs = [{ endpoint: '127.0.0.1:1' }];
const known = {
  version: 'v0.3',
  providers: { models: [{ name: 'a', backend_refs: refs }] },
  routing: { modelCards: [{ name: 'a' }] },
};

/** Old keys of version v0.3 -> what the document has instead. */
const replacements: readonly (readonly [what: string, old: object, expected: object])[] = [
  [
    'routing.models',
    { routing: { models: [{ name: 'a' }] } },
    { routing: { modelCards: [{ name: 'a' }] } },
  ],
  [
    'providers.default_model',
    { providers: { default_model: 'a' } },
    { providers: { defaults: { default_model: 'a' } } },
  ],
  [
    'providers.default_reasoning_effort',
    { providers: { default_reasoning_effort: 'low' } },
    { providers: { defaults: { default_reasoning_effort: 'low' } } },
  ],
  [
    'access',
    {
      providers: {
        models: [
          { name: 'a', access: { provider_model_id: 'x', backend_refs: refs, pricing: {} } },
        ],
      },
    },
    {
      providers: {
        models: [{ name: 'a', provider_model_id: 'x', backend_refs: refs, pricing: {} }],
      },
    },
  ],
  [
    'endpoints and access_key',
    {
      providers: {
        models: [{ name: 'a', access_key: 'k', endpoints: refs, reliability: { retry_count: 0 } }],
      },
    },
    {
      providers: {
        models: [
          {
            name: 'a',
            reliability: { retry_count: 0 },
            backend_refs: [{ name: 'primary', endpoint: '127.0.0.1:1', api_key: 'k' }],
          },
        ],
      },
    },
  ],
  [
    'what belongs to a card',
    {
      providers: {
        models: [
          { name: 'a', backend_refs: refs, param_size: '8b', tags: ['t'], loras: [{ name: 'l' }] },
        ],
      },
      routing: { modelCards: [{ name: 'a', tags: ['t'] }] },
    },
    {
      providers: { models: [{ name: 'a', backend_refs: refs }] },
      routing: {
        modelCards: [{ name: 'a', tags: ['t'], param_size: '8b', loras: [{ name: 'l' }] }],
      },
    },
  ],
  [
    'model_targets, backends and auth_profiles',
    {
      providers: {
        model_targets: [{ name: 'a', backend_refs: ['b'], auth_ref: 'p', pricing: {} }],
        backends: [{ name: 'b', endpoint: '127.0.0.1:1' }],
        auth_profiles: [{ name: 'p', api_key: 'k' }],
      },
    },
    {
      providers: {
        models: [
          {
            name: 'a',
            pricing: {},
            backend_refs: [{ name: 'b', endpoint: '127.0.0.1:1', api_key: 'k' }],
          },
        ],
      },
    },
  ],
  [
    'providers.external_models',
    { ...known, providers: { ...known.providers, external_models: [{ name: 'g' }] } },
    { global: { model_catalog: { external: [{ name: 'g' }] } } },
  ],
  [
    'modelSelectionAlgorithm',
    {
      routing: {
        decisions: [{ name: 'd', modelSelectionAlgorithm: { type: 'static' } }],
      },
    },
    { routing: { decisions: [{ name: 'd', algorithm: { type: 'static' } }] } },
  ],
  [
    'tool_scope',
    { routing: { decisions: [{ name: 'd', tool_scope: 'none' }] } },
    {
      routing: {
        decisions: [
          { plugins: [{ type: 'tools', configuration: { enabled: true, mode: 'none' } }] },
        ],
      },
    },
  ],
  [
    'normalize_by',
    {
      routing: {
        signals: { structure: [{ name: 's', feature: { type: 'count', normalize_by: 'x' } }] },
      },
    },
    { routing: { signals: { structure: [{ name: 's', feature: { type: 'density' } }] } } },
  ],
  [
    'old keys inside of a recipe',
    {
      ...known,
      recipes: [
        {
          name: 'r',
          description: 'kept',
          routing: {
            strategy: 'priority',
            decisions: [{ name: 'd', modelSelectionAlgorithm: { type: 'static' } }],
          },
        },
      ],
    },
    {
      recipes: [
        {
          name: 'r',
          description: 'kept',
          routing: {
            strategy: 'priority',
            decisions: [{ name: 'd', algorithm: { type: 'static' } }],
          },
        },
      ],
    },
  ],
  [
    'global.modules',
    { routing: {}, global: { modules: { classifier: { domain: { threshold: 0.4 } } } } },
    { global: { model_catalog: { modules: { classifier: { domain: { threshold: 0.4 } } } } } },
  ],
  [
    'embeddings.bert',
    { routing: {}, global: { model_catalog: { embeddings: { bert: { model_id: 'm' } } } } },
    { global: { model_catalog: { embeddings: { semantic: { bert_model_path: 'm' } } } } },
  ],
  [
    'keys of the layouts before',
    {
      routing: { modelCards: [{ name: 'a' }] },
      default_model: 'a',
      keyword_rules: [{ name: 'k', operator: 'OR', keywords: ['x'] }],
    },
    {
      providers: { defaults: { default_model: 'a' } },
      routing: { signals: { keywords: [{ name: 'k' }] } },
    },
  ],
];

describe('a document half way to v0.3', () => {
  it.each(replacements)('with %s gets what took its place', (_, old, expected) => {
    const { from, document } = importConfig(JSON.stringify({ version: 'v0.3', ...old }));
    expect(from).toBe('v0.3-mixed');
    expect(document).toMatchObject(expected);
    const again = importConfig(JSON.stringify(document));
    expect(again.from).toBe('v0.3');
  });

  it.each([
    ['classifiers', { routing: {}, global: { model_catalog: { classifiers: { a: 1 } } } }],
    ['taxonomy', { routing: { signals: { taxonomy: [{ name: 'a' }] } } }],
    ['category_kb', { routing: { signals: { category_kb: [{ name: 'a' }] } } }],
  ])('with %s leaves it to a person', (key, old) => {
    const { report, yaml } = importConfig(JSON.stringify({ version: 'v0.3', ...old }));
    const paths = report
      .filter(({ action }) => action === 'needs-attention')
      .map(({ path }) => path);
    expect(paths).toEqual([expect.stringMatching(new RegExp(`${key}$`))]);
    expect(yaml).not.toContain(key);
  });
});
