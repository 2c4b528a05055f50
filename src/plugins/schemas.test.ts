import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { parse } from 'yaml';
import { inactivePlaces, problemsOf } from '../../test/doubles/problems-of.ts';
import { prepare } from '../config/prepare.ts';
import { type Plugin, pluginList, pluginSchemas, pluginTypeOf } from './schemas.ts';

type Case = readonly [type: string, configuration: unknown];
type BadCase = readonly [...Case, problem: string];

const store = { collection: 'docs' };
const search = { endpoint: 'https://search.test/query', request_format: 'custom' };
const words = { method: 'keyword', keywords: ['draw'] };

const accepted: readonly Case[] = [
  ['system_prompt', { system_prompt: 'costs $5', mode: 'replace' }],
  ['system_prompt', { enabled: false }],
  ['fast_response', { message: 'busy' }],
  ['header_mutation', { delete: ['X-Trace'] }],
  ['header_mutation', { add: [{ name: 'X-Tier', value: '' }], update: [], delete: [] }],
  ['header_mutation', { allow_auth: true, update: [{ name: 'Authorization', value: 'x' }] }],
  ['request_params', {}],
  ['request_params', { blocked_params: ['n'], max_tokens_limit: 1, strip_unknown: false }],
  ['response_cache', {}],
  ['response_cache', { enabled: false, ttl_seconds: 0 }],
  ['response_cache', { similarity_threshold: 0.9, semantic: {}, ttl_seconds: 1 }],
  ['response_cache', { allow_request_controls: true, control_header: 'x-cache' }],
  ['router_replay', { max_tool_trace_bytes: 0, capture_request_body: false }],
  ['response_jailbreak', { threshold: 0, action: 'block' }],
  ['hallucination', { use_nli: false, hallucination_action: 'body' }],
  ['memory', { hybrid_mode: 'rerank', reflection: { algorithm: 'recency_semantic' } }],
  ['rag', { backend: 'milvus', backend_config: { ...store, filter_expression: 'a == "$x"' } }],
  ['rag', { backend: 'qdrant', backend_config: store, top_k: 1 }],
  ['rag', { backend: 'external_api', backend_config: { ...search, headers: { 'X-A': 'b' } } }],
  ['rag', { backend: 'mcp', backend_config: { server_name: 's', tool_name: 't' } }],
  ['rag', { backend: 'openai', backend_config: { vector_store_id: 'v', api_key: '$KEY' } }],
  ['rag', { backend: 'vectorstore', backend_config: { vector_store_id: 'v' } }],
  [
    'rag',
    {
      backend: 'hybrid',
      backend_config: {
        primary: 'milvus',
        fallback: 'external_api',
        primary_config: store,
        fallback_config: search,
        strategy: 'parallel',
      },
    },
  ],
  ['tools', {}],
  ['tools', { mode: 'none', strip_tool_history: true }],
  ['tools', { mode: 'passthrough', allow_tools: [], strip_tool_history: false }],
  ['tools', { mode: 'filtered', block_tools: ['a'] }],
  ['tools', { dynamic_retrieval: { strategy: 'semantic_only', history_window: 0 } }],
  ['tool_selection', { mode: 'filter', relevance_threshold: 0, preserve_count: 0 }],
  ['tool_selection', { advanced_filtering: { hybrid_history: { history_horizon: 8 } } }],
  ['image_gen', { backend: 'vllm_omni', backend_config: { base_url: 'http://i:1', seed: 0 } }],
  [
    'image_gen',
    { backend: 'openai', backend_config: { api_key: '$KEY' }, modality_detection: words },
  ],
  ['context_compression', { budget: { trigger_tokens: 'auto', target_tokens: 0 } }],
  ['context_compression', { scoring: { method: 'bm25', embedding_model_ref: '' } }],
  ['context_compression', { targets: { tool_outputs: { min_tokens: 1001 } } }],
];

const refused: readonly BadCase[] = [
  ['system_prompt', {}, 'system_prompt: is missing'],
  ['system_prompt', { system_prompt: ' ' }, 'system_prompt: is missing'],
  ['system_prompt', { system_prompt: 'a', mode: 'last' }, 'mode: `last` is none of'],
  ['system_prompt', { system_promt: 'a', system_prompt: 'b' }, 'system_promt: unknown key'],
  ['fast_response', {}, 'message: is missing'],
  ['fast_response', { message: ' ' }, 'message: is empty'],
  ['header_mutation', {}, 'changes nothing'],
  ['header_mutation', { add: [{ name: 'Host', value: 'a' }] }, 'add.0.name: is written by the ro'],
  ['header_mutation', { update: [{ name: 'content-length', value: '1' }] }, 'update.0.name: is w'],
  ['header_mutation', { delete: ['Transfer-Encoding'] }, 'delete.0: is written by the router'],
  ['header_mutation', { add: [{ name: '', value: 'a' }] }, 'add.0.name: is no header name'],
  ['header_mutation', { add: [{ name: 'A', value: 'b\r\nC: d' }] }, 'add.0.value: has characters'],
  ['header_mutation', { add: [{ name: 'A' }] }, 'add.0.value: is missing'],
  ['header_mutation', { add: [{ name: 'authorization', value: 'b' }] }, 'add.0.name: `authorizati'],
  ['request_params', { max_tokens_limit: 0 }, 'max_tokens_limit: must be at least 1'],
  ['request_params', { max_n: 0 }, 'max_n: must be at least 1'],
  ['request_params', { max_tokens: 5 }, 'max_tokens: unknown key'],
  ['response_cache', { scope: 'all' }, 'scope: `all` is none of'],
  ['response_cache', { semantic: { similarity_threshold: 2 } }, 'semantic.similarity_threshold: m'],
  ['response_cache', { request_controls: { allowed: ['max'] } }, 'request_controls.allowed.0: `ma'],
  ['response_cache', { ttl_seconds: -1 }, 'ttl_seconds: must be at least 0'],
  [
    'response_cache',
    { similarity_threshold: 0.9, semantic: { similarity_threshold: 0.9 } },
    'similarity_threshold: is the old spelling of `semantic.similarity_threshold`',
  ],
  [
    'response_cache',
    { control_header: 'a', request_controls: { enabled: true } },
    'control_header',
  ],
  ['router_replay', { max_records: -1 }, 'max_records: must be at least 0'],
  ['router_replay', { max_body_bytes: 1.5 }, 'max_body_bytes: must be a whole number'],
  ['response_jailbreak', { action: 'drop' }, 'action: `drop` is none of'],
  ['response_jailbreak', { threshold: 1.5 }, 'threshold: must be at most 1'],
  [
    'hallucination',
    { unverified_factual_action: 'block' },
    'unverified_factual_action: `block` is',
  ],
  ['memory', { similarity_threshold: -1 }, 'similarity_threshold: must be at least 0'],
  ['memory', { reflection: { blocked: [] } }, 'reflection.blocked: unknown key'],
  ['rag', {}, 'backend: is missing'],
  ['rag', { backend: 'pinecone' }, 'backend: `pinecone` is none of'],
  ['rag', { backend: 'milvus' }, 'backend_config: is missing'],
  [
    'rag',
    { backend: 'qdrant', backend_config: { ...store, filter: 'a' } },
    'backend_config.filter',
  ],
  ['rag', { backend: 'mcp', backend_config: { server_name: 's' } }, 'backend_config.tool_name: is'],
  [
    'rag',
    { backend: 'openai', backend_config: { vector_store_id: 'v' } },
    'backend_config.api_key',
  ],
  ['rag', { backend: 'milvus', backend_config: store, top_k: 0 }, 'top_k: must be at least 1'],
  [
    'rag',
    { backend: 'external_api', backend_config: { ...search, endpoint: 'search' } },
    'backend_config.endpoint: is no URL',
  ],
  [
    'rag',
    {
      backend: 'hybrid',
      backend_config: { primary: 'qdrant', primary_config: { ...store, endpoint: 'http://a' } },
    },
    'backend_config.primary_config.endpoint: is no setting of `qdrant`',
  ],
  [
    'rag',
    { backend: 'hybrid', backend_config: { primary: 'qdrant' } },
    'backend_config.primary_config.collection: is missing, `qdrant` needs it',
  ],
  [
    'rag',
    {
      backend: 'hybrid',
      backend_config: { primary: 'qdrant', primary_config: store, fallback_config: {} },
    },
    'backend_config.fallback_config: belongs to no backend',
  ],
  ['tools', { mode: 'filtered' }, 'mode: `filtered` needs'],
  ['tools', { allow_tools: ['a'] }, 'allow_tools: is not read with `mode: passthrough`'],
  ['tools', { mode: 'none', block_tools: ['a'] }, 'block_tools: is not read with `mode: none`'],
  ['tools', { strip_tool_history: true }, 'strip_tool_history: is not read with'],
  [
    'tools',
    { dynamic_retrieval: { strategy: 'hybrid_history', history_window: 0 } },
    'dynamic_retrieval.history_window: must be at least 1',
  ],
  ['tool_selection', { preserve_count: -1 }, 'preserve_count: must be at least 0'],
  [
    'tool_selection',
    { advanced_filtering: { weights: { embed: 2 } } },
    'advanced_filtering.weights.embed: must be at most 1',
  ],
  ['image_gen', { backend: 'dalle' }, 'backend: `dalle` is none of'],
  [
    'image_gen',
    { backend: 'vllm_omni', backend_config: {} },
    'backend_config.base_url: is missing',
  ],
  [
    'image_gen',
    { backend: 'openai', backend_config: { api_key: 'k', seed: 1 } },
    'backend_config.seed: unknown key',
  ],
  [
    'image_gen',
    {
      backend: 'openai',
      backend_config: { api_key: 'k' },
      modality_detection: { method: 'keyword' },
    },
    'modality_detection.keywords: is missing',
  ],
  ['context_compression', { budget: { trigger_tokens: 'half' } }, 'budget.trigger_tokens: must be'],
  [
    'context_compression',
    { budget: { trigger_tokens: 10, target_tokens: 10 } },
    'budget.target_tokens: must be below `trigger_tokens`, which is 10',
  ],
  [
    'context_compression',
    { targets: { history: { min_tokens: 5, target_tokens: 5 } } },
    'targets.history.target_tokens: must be below `min_tokens`, which is 5',
  ],
  [
    'context_compression',
    { targets: { tool_outputs: { min_tokens: 1000 } } },
    'targets.tool_outputs.target_tokens: must be below `min_tokens`, which is 1000',
  ],
  ['context_compression', { scoring: { method: 'hybrid' } }, 'scoring.embedding_model_ref: is mis'],
  ['context_compression', { request_controls: { allowed: ['all'] } }, 'request_controls.allowed.0'],
];

function hybridRag(primary_config: object) {
  return { backend: 'hybrid', backend_config: { primary: 'mcp', primary_config } };
}

describe('the plugins of a decision', () => {
  it.each(accepted)('may be %s with %j, and keep what is written', (type, configuration) => {
    const written = [{ type, configuration }];
    expect(problemsOf(pluginList, written)).toEqual([]);
    expect(pluginList.parse(written)).toEqual(written);
  });

  it.each(refused)('are refused as %s with %j', (type, configuration, problem) => {
    expect(problemsOf(pluginList, [{ type, configuration }])).toEqual([
      expect.stringContaining(problem),
    ]);
  });

  it('need their configuration, even an empty one', () => {
    expect(problemsOf(pluginList, [{ type: 'tools' }])).toEqual(['0.configuration: is missing']);
  });

  it('are called by names that are known', () => {
    expect(problemsOf(pluginList, [{ type: 'router_reply', configuration: {} }])).toEqual([
      expect.stringContaining('(did you mean `router_replay`?)'),
    ]);
    expect(problemsOf(pluginList, [{ type: 'pii', configuration: {} }])).toEqual([
      expect.stringContaining('0.type: `pii` was removed (use a rule under'),
    ]);
    expect(problemsOf(pluginList, [{ type: 'tools', config: {}, configuration: {} }])).toEqual([
      '0.config: unknown key `config` (known keys are `type`, `configuration`)',
    ]);
  });

  it.each(['semantic-cache', 'semantic_cache', 'response-cache', 'response_cache'])(
    'may write response_cache as %s',
    (type) => {
      expect(pluginList.parse([{ type, configuration: {} }])).toEqual([
        { type: 'response_cache', configuration: {} },
      ]);
      expect(pluginTypeOf(type)).toBe('response_cache');
    },
  );

  it('may be written with hyphens', () => {
    for (const type of Object.keys(pluginSchemas)) {
      expect(pluginTypeOf(type.replaceAll('_', '-'))).toBe(type);
    }
    expect(pluginTypeOf('jailbreak')).toBeUndefined();
  });

  it('are there once, whatever they are called', () => {
    const plugins = [
      { type: 'semantic-cache', configuration: {} },
      { type: 'tools', configuration: {} },
      { type: 'response_cache', configuration: {} },
    ];
    expect(problemsOf(pluginList, plugins)).toEqual([
      expect.stringContaining('2.type: plugin 0 is a `response_cache` already'),
    ]);
  });

  it('are called not active yet by their type', () => {
    const plugins = [
      { type: 'tools', configuration: {} },
      { type: 'response-cache', configuration: {} },
    ];
    expect(inactivePlaces(pluginList, plugins)).toEqual(['0.type', '1.type']);
  });

  it.each([
    ['system_prompt', { system_prompt: 'say $NAME' }, { system_prompt: 'say $NAME' }],
    [
      'header_mutation',
      { add: [{ name: 'X-A', value: '$NAME' }] },
      { add: [{ name: 'X-A', value: '$NAME' }] },
    ],
    ['tool_selection', { tools_db_path: '$NAME' }, { tools_db_path: 'docs' }],
    [
      'rag',
      hybridRag({ server_name: '$NAME', tool_name: 't', tool_arguments: { query: ['$NAME'] } }),
      hybridRag({ server_name: 'docs', tool_name: 't', tool_arguments: { query: ['$NAME'] } }),
    ],
  ])('keep dollar signs of %s in free text and expand its settings', (type, written, expanded) => {
    const { value } = prepare([{ type, configuration: written }], {
      schema: pluginList,
      environment: { NAME: 'docs' },
      mode: 'run',
    });
    expect(value).toEqual([{ type, configuration: expanded }]);
  });

  it.each([
    { backend: 'openai', backend_config: { vector_store_id: 'v', api_key: 'plain' } },
    {
      backend: 'hybrid',
      backend_config: { primary: 'external_api', primary_config: { ...search, api_key: 'plain' } },
    },
    {
      backend: 'external_api',
      backend_config: { ...search, headers: { Authorization: 'plain' } },
    },
  ])('know their credentials: %j', (configuration) => {
    const { problems } = prepare([{ type: 'rag', configuration }], {
      schema: pluginList,
      environment: {},
      mode: 'run',
    });
    expect(problems.map(({ code }) => code)).toContain('plaintext_secret');
  });

  it('tell their configuration by their type', () => {
    type Limits = Extract<Plugin, { type: 'request_params' }>['configuration'];
    expectTypeOf<Limits['max_n']>().toEqualTypeOf<number | undefined>();
  });
});

const reference = fileURLToPath(new URL('../../../shared/reference/config/', import.meta.url));
const files = existsSync(reference)
  ? readdirSync(reference, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /^fragments.plugin.*\.yaml$|config\.yaml$/.test(path),
    )
  : [];

interface Policy {
  readonly decisions?: readonly { readonly plugins?: readonly Case[] }[];
}

describe.skipIf(files.length === 0)('the plugins of the reference', () => {
  it('are all there', () => {
    expect(files.filter((path) => path.startsWith('fragments'))).toHaveLength(18);
  });

  it.each(files)('%s is taken as it is', (path) => {
    const content = parse(readFileSync(`${reference}${path}`, 'utf8'));
    const policies: readonly (Policy | undefined)[] = [
      content.routing,
      ...(content.recipes ?? []).map(({ routing }: { routing: Policy }) => routing),
    ];
    const lists = [
      ...(content.plugin === undefined ? [] : [[content.plugin]]),
      ...(content.plugins === undefined ? [] : [content.plugins]),
      ...policies
        .flatMap((policy) => policy?.decisions ?? [])
        .flatMap(({ plugins }) => (plugins ? [plugins] : [])),
    ];
    for (const list of lists) {
      expect(problemsOf(pluginList, list)).toEqual([]);
      expect(pluginList.parse(list)).toEqual(list);
    }
  });
});
