// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are part of documents
import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { loadConfig, readConfigFile } from './load.ts';

const fixture = new URL('../../test/fixtures/config/full.yaml', import.meta.url);

function load(text: string, environment: Readonly<Record<string, string>> = {}) {
  return loadConfig({ text, environment, mode: 'run' });
}

/** Findings as `severity code line`, which is what the tables compare. */
function summary(text: string, environment?: Readonly<Record<string, string>>): readonly string[] {
  return load(text, environment).findings.map(
    ({ severity, code, line }) => `${severity} ${code} ${line}`,
  );
}

const minimal = `version: v0.3
providers:
  defaults: { default_model: a }
  models:
    - name: a
      backend_refs: [{ endpoint: localhost:8000 }]
routing:
  modelCards: [{ name: a }]
`;

describe('a document without errors', () => {
  it('gets its defaults', () => {
    const { config, findings } = load(minimal);
    expect(findings).toEqual([]);
    expect(config).toMatchObject({
      listeners: [
        {
          name: 'listener_0',
          address: '127.0.0.1',
          port: 8899,
          timeout: 300_000,
          max_body_bytes: 33_554_432,
          max_messages: 4096,
        },
      ],
      providers: {
        defaults: { default_reasoning_effort: 'medium', reasoning_families: {}, timeouts: {} },
        models: [{ api_format: 'openai', backend_refs: [{ protocol: 'http', weight: 1 }] }],
      },
      routing: { decisions: [], signals: { keywords: [], domains: [] } },
      global: {
        router: {
          auto_model_names: ['auto', 'MoM', 'vllm-sr/auto', 'switchyard/auto'],
          unknown_model: 'error',
          response_model: 'routed',
        },
        services: {
          router_replay: { enabled: true, store_backend: 'sqlite', ttl_seconds: 2_592_000 },
          management_api: { bind_address: '127.0.0.1', port: 8080 },
          observability: { metrics: { enabled: true, port: 9190 } },
          signals: { deadline_ms: 2000, per_type_deadline_ms: {} },
        },
        model_catalog: {
          embeddings: {
            semantic: {
              embedding_config: {
                top_k: 1,
                min_score_threshold: 0.5,
                prototype_scoring: { enabled: true, max_prototypes: 8, top_m: 2 },
              },
            },
          },
          modules: { classifier: { domain: { threshold: 0.5 } } },
        },
      },
    });
  });

  it('keeps every value that it gives', () => {
    const environment = {
      CLIENT_KEY: 'client',
      SPARE_HOST: '10.0.0.8',
      SPARE_KEY: 'a$b${c}',
      LARGE_KEY: 'large',
      TENANT: 'blue',
      HOME: '/home/me',
      MONEY: 'none',
    };
    const { config, findings } = load(readFileSync(fixture, 'utf8'), environment);
    expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'not_active routing.decisions[0:expensive].modelRefs[1].weight',
      'not_active routing.decisions[0:expensive].modelRefs[1].reasoning_description',
    ]);
    expect(config).toMatchSnapshot();
  });

  it('is JSON as well', () => {
    const json = JSON.stringify({
      version: 'v0.3',
      providers: { models: [{ name: 'a', backend_refs: [{ endpoint: 'h:1' }] }] },
      routing: {
        modelCards: [{ name: 'a' }],
        decisions: [{ name: 'd', modelRefs: [{ model: 'a' }] }],
      },
    });
    expect(load(json).findings).toEqual([]);
  });

  it('may have anchors, merge keys, empty values and extensions', () => {
    const text = `${minimal}  decisions:
    - &first
      name: one
      description:
      x-ticket: { id: 7 }
      rules: { type: context, name: small }
      modelRefs: [{ model: a, lora_name: null }]
    - <<: *first
      name: two
      priority: 1
  signals:
    context: [{ name: small, max_tokens: 100 }]
x-anything: [1, 2]
`;
    const { config, findings } = load(text);
    expect(findings).toEqual([]);
    expect(config?.routing.decisions).toEqual([
      expect.objectContaining({ name: 'one', priority: 0 }),
      expect.objectContaining({ name: 'two', priority: 1 }),
    ]);
    expect(config).not.toHaveProperty('x-anything');
  });

  it('has a hash of its bytes', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'switchyard-config-'));
    const path = join(folder, 'config.yaml');
    await writeFile(path, minimal);
    const { config, hash } = await readConfigFile(path, { environment: {}, mode: 'run' });
    await rm(folder, { recursive: true });
    expect(config).toBeDefined();
    expect(hash).toBe(load(minimal).hash);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });
});

const cases: readonly (readonly [
  name: string,
  text: string,
  expected: readonly string[],
  environment?: Readonly<Record<string, string>>,
])[] = [
  ['an empty text', '', ['error not_canonical 1']],
  ['a list', '- a', ['error not_canonical 1']],
  [
    'a document without routing and global',
    'version: v0.3',
    ['error not_canonical 1', 'error missing_field 1'],
  ],
  ['text that is no YAML', 'version: v0.3\nrouting: {', ['error yaml_syntax 2']],
  ['two documents', `${minimal}---\na: b`, ['error yaml_syntax 9']],
  ['an alias to nothing', `${minimal}x-a: *b`, ['error yaml_syntax 9']],
  ['a missing version', minimal.replace('version: v0.3', ''), ['error missing_field 2']],
  ['an old version', minimal.replace('v0.3', 'v0.2'), ['error invalid_value 1']],
  ['a key twice', `${minimal}  modelCards: [{ name: a }]`, ['error duplicate_key 9']],
  [
    'unknown keys',
    `${minimal}  strategies: priority\nlistner: []`,
    ['error unknown_key 9', 'error unknown_key 10'],
  ],
  [
    'parts that nothing acts on yet, each once',
    `${minimal}  signals:
    embeddings: [{ name: e, threshold: 0.9, candidates: [x], query_modality: image }]
  decisions:
    - { name: c, modelRefs: [{ model: a }], adaptations: { mode: observe } }
    - { name: d, modelRefs: [{ model: a }], adaptations: { mode: observe } }`,
    ['warning not_active 10', 'warning not_active 12'],
  ],
  [
    'a value that nothing acts on yet',
    minimal.replace('{ endpoint', '{ provider: anthropic, endpoint'),
    ['warning not_active 6'],
  ],
  [
    'old keys',
    `${minimal}  models: []\nvllm_endpoints: []\nglobal: { modules: {} }`,
    ['error deprecated_key 9', 'error deprecated_key 10', 'error deprecated_key 11'],
  ],
  [
    'keys moved to the card',
    minimal.replace('- name: a', '- name: a\n      param_size: 8b'),
    ['error deprecated_key 6'],
  ],
  [
    'wrong kinds',
    `${minimal}  strategy: 1\n  decisions: {}\nlisteners: text`,
    ['error invalid_type 9', 'error invalid_type 10', 'error invalid_type 11'],
  ],
  [
    'values out of range',
    `${minimal}listeners:
  - { name: a, address: 127.0.0.1, port: 70000 }
  - { name: b, address: 127.0.0.1, port: 1.5 }
  - { name: c, address: "", port: 1, timeout: fast }
  - { name: d, address: ::1, port: 2, timeout: 30d }
  - { name: e, address: ::1, port: 3, api_keys: [] }`,
    [
      'error invalid_value 10',
      'error invalid_type 11',
      'error invalid_value 12',
      'error invalid_value 12',
      'error invalid_value 13',
      'error invalid_value 14',
    ],
  ],
  [
    'listeners that collide',
    `${minimal}listeners:
  - { name: a, address: 127.0.0.1, port: 8000 }
  - { name: a, address: 127.0.0.1, port: 0 }
  - { name: b, address: 0.0.0.0, port: 8000 }
  - { name: c, address: 127.0.0.1, port: 0 }
global: { services: { management_api: { port: 8000 }, observability: { metrics: { port: 8000 } } } }`,
    [
      'error duplicate_name 11',
      'error listener_conflict 12',
      'error listener_conflict 14',
      'error listener_conflict 14',
    ],
  ],
  [
    'an exposed management API',
    `${minimal}global: { services: { management_api: { bind_address: 0.0.0.0 } } }`,
    ['warning kept_local 9'],
  ],
  ['no cards', 'version: v0.3\nrouting: {}', ['error missing_field 2']],
  [
    'models that do not exist',
    `version: v0.3
providers:
  defaults: { default_model: b }
  models:
    - { name: c, reasoning_family: d, backend_refs: [{ endpoint: h }] }
routing:
  modelCards: [{ name: a }]
  decisions:
    - name: one
      modelRefs: [{ model: e }, { model: a, lora_name: f }, { model: a }, { model: a }]
    - { name: two, modelRefs: [] }
    - { name: three }`,
    [
      'error unknown_model 3',
      'error unknown_model 5',
      'error unknown_reasoning_family 5',
      'error unknown_model 10',
      'error no_backend 10',
      'error unknown_adapter 10',
      'error no_backend 10',
      'warning duplicate_model 10',
      'error no_backend 10',
      'error no_models 11',
      'error no_models 12',
    ],
  ],
  [
    'names that occur twice',
    `version: v0.3
providers:
  models:
    - { name: a, backend_refs: [{ endpoint: h }, { endpoint: h, name: primary }] }
    - { name: a, backend_refs: [{ endpoint: h }] }
routing:
  modelCards:
    - { name: a, loras: [{ name: x }, { name: x }] }
    - { name: a }
    - { name: b, loras: [{ name: x }, { name: a }] }
  signals:
    context: [{ name: k, max_tokens: 9 }, { name: k, min_tokens: 9 }]
    metadata:
      - { name: M, key: m, predicate: { exists: true } }
      - { name: m, key: m, predicate: { exists: true } }
  decisions:
    - { name: d, modelRefs: [{ model: a }] }
    - { name: d, modelRefs: [{ model: a }] }`,
    [
      'error duplicate_name 4',
      'error duplicate_name 5',
      'error duplicate_name 8',
      'error duplicate_name 9',
      'warning duplicate_name 10',
      'warning duplicate_name 10',
      'error duplicate_name 12',
      'error duplicate_name 15',
      'error duplicate_name 18',
    ],
  ],
  [
    'a model that is also a routed name',
    `${minimal.replaceAll('a }', 'auto }').replace('name: a\n', 'name: auto\n')}`,
    ['error name_collision 8'],
  ],
  [
    'backends without a usable address',
    `version: v0.3
providers:
  models:
    - name: a
      backend_refs:
        - { name: none }
        - { name: a, base_url: ftp://h }
        - { name: b, base_url: nonsense }
        - { name: c, base_url: "https://me:word@h/v1" }
        - { name: d, base_url: "https://h/v1?api_key=5" }
        - { name: e, base_url: "https://h/v1#x" }
        - { name: f, endpoint: "h:port" }
        - { name: g, endpoint: "h:0" }
        - { name: h, endpoint: h, provider: opnai, weight: -1 }
        - { name: i, endpoint: h, chat_path: v1, extra_headers: { Host: h, "a b": c } }
        - { name: j, endpoint: "::1", api_key_env: sk-secret-itself }
routing: { modelCards: [{ name: a }] }`,
    [
      'error missing_field 6',
      'error invalid_value 7',
      'error invalid_value 8',
      'error secret_in_url 9',
      'error secret_in_url 10',
      'error invalid_value 11',
      'error invalid_value 12',
      'error invalid_value 13',
      'error invalid_value 14',
      'error invalid_value 14',
      'error invalid_value 15',
      'error invalid_value 15',
      'error invalid_value 15',
      'error invalid_value 16',
    ],
  ],
  [
    'backends that hardly work',
    `version: v0.3
providers:
  defaults: { default_model: a }
  models:
    - name: a
      external_model_ids: { vllm: x, chat: y }
      pricing: { currency: EUR }
      backend_refs:
        - { base_url: https://h/v1, chat_path: /chat, api_key: secret, extra_headers: { X-Api-Key: plain, X-Team: blue } }
    - { name: b, backend_refs: [{ endpoint: h, weight: 0 }], pricing: { prompt_per_1m: 1 } }
    - { name: c }
routing: { modelCards: [{ name: a }, { name: b }, { name: c }] }`,
    [
      'warning unused_model_id 6',
      'warning dropped_path 9',
      'warning plaintext_secret 9',
      'warning plaintext_secret 9',
      'error no_backend 10',
      'warning mixed_currencies 10',
      'error missing_field 11',
    ],
  ],
  [
    'rule trees that make no sense',
    `${minimal}  signals:
    context: [{ name: k, max_tokens: 9 }]
  decisions:
    - { name: a, modelRefs: [{ model: a }], rules: { operator: XOR, conditions: [] } }
    - { name: b, modelRefs: [{ model: a }], rules: { operator: NOT, conditions: [] } }
    - { name: c, modelRefs: [{ model: a }], rules: { operator: OR, conditions: [] } }
    - { name: d, modelRefs: [{ model: a }], rules: { type: context, name: k, operator: AND } }
    - { name: e, modelRefs: [{ model: a }], rules: { operator: AND, conditions: [{}], name: k } }
    - { name: f, modelRefs: [{ model: a }], rules: { operator: or, conditions: [{ operator: AND }] } }
    - { name: g, modelRefs: [{ model: a }], rules: { type: context } }
    - { name: h, modelRefs: [{ model: a }], rules: { type: kontext, name: k } }
    - { name: i, modelRefs: [{ model: a }], rules: { type: context, name: k, predicate: {} } }
    - { name: j, modelRefs: [{ model: a }], rules: { type: context, name: k, on_error: retry } }
    - { name: k, modelRefs: [{ model: a }], rules: { type: kb, name: k } }
    - { name: l, modelRefs: [{ model: a }], rules: { type: context, name: K } }
    - { name: m, modelRefs: [{ model: a }], rules: { type: language, name: k } }
    - { name: n, modelRefs: [{ model: a }], rules: [] }`,
    [
      'error invalid_value 12',
      'error invalid_value 13',
      'error invalid_value 14',
      'error misplaced_key 15',
      'error missing_field 16',
      'error missing_field 16',
      'error misplaced_key 16',
      'error invalid_value 17',
      'error missing_field 18',
      'error invalid_value 19',
      'error invalid_value 20',
      'error invalid_value 21',
      'error unknown_signal 22',
      'error unknown_signal 23',
      'error unknown_signal 24',
    ],
  ],
  [
    'decisions out of bounds',
    `${minimal}  decisions:
    - name: a
      priority: -1
      tier: 0.5
      annotations: { note: "${'x'.repeat(5000)}" }
      algorithm: { type: elo }
      modelSelectionAlgorithm: static
      plugins: []
      modelRefs: [{ model: a, weight: -1, reasoning_effort: maximum }]`,
    [
      'error invalid_value 11',
      'error invalid_type 12',
      'error invalid_value 13',
      'error deprecated_value 14',
      'error deprecated_key 15',
      'warning not_active 17',
      'error invalid_value 17',
      'error invalid_value 17',
    ],
  ],
  [
    'rules of signals that are wrong',
    `${minimal}  signals:
    keywords: [{ name: a, operator: ANY, keywords: [] }]
    embeddings:
      - { name: b, threshold: 2, candidates: [" "], query_modality: image }
    domains: [{ name: c, mmlu_categories: [maths, physics] }]
    structure: [{ name: d, feature: { type: count, source: { type: words } } }]
    classifiers: []`,
    [
      'error invalid_value 10',
      'error invalid_value 10',
      'error invalid_value 12',
      'error invalid_value 12',
      'warning not_active 12',
      'error invalid_value 13',
      'error invalid_value 14',
    ],
  ],
  [
    'variables that are not set',
    `version: v0.3
listeners: [{ name: a, address: 127.0.0.1, port: "\${PORT}", timeout: "\${TIMEOUT}" }]
providers:
  models:
    - name: a
      backend_refs:
        - { endpoint: "$HOST:8000", api_key: "$KEY", api_key_env: KEY }
        - { base_url: "\${URL}", weight: "\${WEIGHT}", type: "\${1x}" }
routing: { modelCards: [{ name: a, description: "$NONE" }] }
global: { router: { strategy: "\${STRATEGY}" } }`,
    [
      'error env_missing 2',
      'warning env_missing 2',
      'error env_missing 7',
      'warning env_missing 7',
      'warning env_missing 7',
      'error env_missing 8',
      'warning env_missing 8',
      'error invalid_reference 8',
      'warning env_missing 10',
    ],
  ],
  [
    'variables of the wrong kind',
    `version: v0.3
listeners: [{ name: a, address: 127.0.0.1, port: $PORT }]
routing: { modelCards: [{ name: a }] }
global: { router: { include_config_models_in_list: $FLAG } }`,
    ['error invalid_type 2', 'error invalid_type 4'],
    { PORT: 'http', FLAG: 'yes' },
  ],
  [
    'models that nobody uses, and subjects that nothing detects',
    `${minimal.replace('{ name: a }]', '{ name: a }, { name: b }]')}  signals:
    context: [{ name: k, max_tokens: 9 }]
    domains: [{ name: stem }]
  decisions:
    - { name: all, modelRefs: [{ model: a }], priority: 5 }
    - { name: low, modelRefs: [{ model: a }], rules: { type: domain, name: stem } }
    - { name: twin, modelRefs: [{ model: a }], priority: 5, rules: { operator: AND } }
    - { name: high, modelRefs: [{ model: a }], priority: 9, rules: { type: domain, name: stem } }
    - { name: tie, modelRefs: [{ model: a }], priority: 9, rules: { type: domain, name: stem } }`,
    ['warning unused_model 8', 'warning empty_domain 11'],
  ],
  [
    'a margin that scores hardly reach',
    `${minimal}  signals:
    complexity:
      - { name: wide, threshold: 0.41, hard: { candidates: [x] }, easy: { candidates: [y] } }
      - { name: usual, threshold: 0.4, hard: { candidates: [x] }, easy: { candidates: [y] } }`,
    ['warning no_effect 11'],
  ],
  [
    'decisions without a tier among others',
    `${minimal}  signals:
    context: [{ name: k, max_tokens: 9 }]
  decisions:
    - { name: a, modelRefs: [{ model: a }], tier: 1, rules: { type: context, name: k } }
    - { name: b, modelRefs: [{ model: a }], priority: 9, rules: { type: context, name: k } }
    - { name: c, modelRefs: [{ model: a }] }`,
    ['warning unranked_decision 13'],
  ],
  [
    'domains that are used without being declared',
    `${minimal}  decisions:
    - name: d
      modelRefs: [{ model: a }]
      rules:
        operator: OR
        conditions: [{ type: domain, name: Computer_Science }, { type: domain, name: cooking }]`,
    ['warning undeclared_domain 14', 'warning undeclared_domain 14'],
  ],
];

describe('what the parser of YAML says', () => {
  it.each([
    'api_key: *sk-secret',
    'api_key: !sk-secret x',
    'api_key: |sk-secret',
    'api_key: "a" sk-secret',
    'api_key: sk-secret: b',
    "api_key: 'sk-secret",
    'api_key: [sk-secret',
    'api_key: &sk-secret &sk-secret x',
    'api_key: @sk-secret',
    'api_key: "\\sk-secret"',
    '{ api_key: sk-secret ] }',
  ])('repeats nothing of `%s`', (line) => {
    const { findings } = load(`version: v0.3\nx-notes:\n  ${line}\n`);
    expect(findings).not.toEqual([]);
    expect(JSON.stringify(findings)).not.toContain('sk-secret');
  });
});

describe('the findings of', () => {
  for (const [name, text, expected, environment] of cases) {
    it(name, () => {
      expect(summary(text, environment)).toEqual(expected);
    });
  }
});

describe('a finding', () => {
  it('names its place by file, line, column, index and name', () => {
    const text = `${minimal}  decisions:
    - name: billing
      modelRefs: [{ model: a }]
      rules: { operator: OR, conditions: [{ type: keyword, name: invoce }] }
  signals:
    keywords: [{ name: invoice, operator: OR, keywords: [invoice] }]
`;
    const { findings } = loadConfig({ text, file: 'my.yaml', environment: {}, mode: 'run' });
    expect(findings).toEqual([
      {
        code: 'unknown_signal',
        severity: 'error',
        file: 'my.yaml',
        line: 12,
        column: 66,
        path: 'routing.decisions[0:billing].rules.conditions[0:invoce].name',
        message: 'unknown signal `keyword:invoce`',
        suggestion: 'did you mean `invoice`?',
      },
    ]);
  });

  it.each([
    ['rotuing: {}', 'did you mean `routing`?'],
    ['signals: {}', 'use `routing.signals`'],
    ['global: { routr: {} }', 'did you mean `router`?'],
    ['global: { stroes: {} }', 'did you mean `stores`?'],
    ['global: { router: { strategy: priorty } }', 'did you mean `priority`?'],
    ['global: { router: { auto_model_name: 5 } }', 'put it in quotes'],
  ])('about `%s` says what to do', (line, suggestion) => {
    const text = line.startsWith('rotuing') ? `${minimal}${line}` : `${minimal}${line}\n`;
    expect(load(text).findings).toEqual([expect.objectContaining({ line: 9, suggestion })]);
  });

  it('never shows a credential', () => {
    const text = minimal.replace(
      '{ endpoint: localhost:8000 }',
      '{ base_url: "htps//u:hunter2@h", api_key: "hunter2\\n", api_key_env: hunter2-x }',
    );
    const { findings } = load(text, { KEY: 'hunter2' });
    expect(findings.length).toBeGreaterThan(2);
    expect(JSON.stringify(findings)).not.toContain('hunter2');
  });

  it('about something else does not hide this one', () => {
    const text = `${minimal}  signals:
    keywords: [{ name: broken, operator: OR, keywords: [] }]
  decisions:
    - { name: d, priority: high, modelRefs: [{ model: a }], rules: { type: keyword, name: broken } }
    - { name: e, modelRefs: [{ model: b }], rules: { type: keyword, name: brokn } }
`;
    expect(summary(text)).toEqual([
      'error invalid_value 10',
      'error invalid_type 12',
      'error unknown_model 13',
      'error unknown_signal 13',
    ]);
  });
});

describe('environment references', () => {
  const text = `version: v0.3
listeners: [{ name: a, address: $ADDRESS, port: "\${PORT}" }]
providers:
  models:
    - name: a
      backend_refs:
        - { endpoint: "\${HOST}:8000", api_key: "\${KEY}", weight: "\${WEIGHT:-7}", api_key_env: OTHER }
routing:
  modelCards: [{ name: a, description: "\${KEY} costs $100" }]
  decisions: [{ name: d, modelRefs: [{ model: a, use_reasoning: "\${THINK:-false}" }] }]
`;

  it('become values of the kind that a field has', () => {
    const { config } = load(text, { ADDRESS: '::1', PORT: '8000', HOST: 'h', KEY: 'a$b' });
    expect(config).toMatchObject({
      listeners: [{ address: '::1', port: 8000 }],
      providers: {
        models: [{ backend_refs: [{ endpoint: 'h:8000', api_key: 'a$b', weight: 7 }] }],
      },
      routing: {
        modelCards: [{ description: '${KEY} costs $100' }],
        decisions: [{ modelRefs: [{ use_reasoning: false }] }],
      },
    });
  });

  it('that lead nowhere leave out a field that can do without', () => {
    const { config } = load(text, { ADDRESS: '::1', PORT: '8000', HOST: 'h' });
    expect(config?.providers.models[0]?.backend_refs[0]).not.toHaveProperty('api_key');
  });

  it('are listed, not required, when a document is only validated', () => {
    const { config, findings } = loadConfig({ text, environment: {}, mode: 'validate' });
    expect(config).toBeDefined();
    expect(findings.map(({ severity, message }) => `${severity}: ${message}`)).toEqual([
      'info: needs env ADDRESS',
      'info: needs env PORT',
      'info: needs env HOST',
      'info: needs env KEY',
      'info: needs env OTHER',
    ]);
  });
});

describe('domains that decisions use without declaring any', () => {
  it('stand for the subject of the same name, else for other', () => {
    const { config } = load(`${minimal}  decisions:
    - { name: d, modelRefs: [{ model: a }], rules: { type: domain, name: Computer_Science } }
    - { name: e, modelRefs: [{ model: a }], rules: { type: domain, name: cooking } }
`);
    expect(config?.routing.signals.domains).toMatchObject([
      { name: 'Computer_Science', mmlu_categories: ['computer science'] },
      { name: 'cooking', mmlu_categories: ['other'] },
    ]);
  });
});

describe('hostile documents', () => {
  const manyAliases = Array.from({ length: 30 }, (_, level) =>
    level === 0 ? 'x-0: &a0 [x, x]' : `x-${level}: &a${level} [*a${level - 1}, *a${level - 1}]`,
  ).join('\n');

  it.each([
    ['endless nesting', '['.repeat(200_000), 'too_deep'],
    ['deep nesting', `x-a: ${'['.repeat(400)}${']'.repeat(400)}`, 'too_deep'],
    ['aliases that explode', manyAliases, 'too_many_aliases'],
    ['too much text', ' '.repeat(17 * 2 ** 20), 'too_large'],
    ['keys that are maps', '{ { a: b }: c }', 'invalid_key'],
  ])('with %s are refused', (_, text, code) => {
    const { config, findings } = load(text);
    expect(config).toBeUndefined();
    expect(findings.map((finding) => finding.code)).toContain(code);
  });

  it('with fifty thousand unknown keys are checked, and some of them reported', () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `  k${index}: 1`).join('\n');
    expect(load(`${minimal}global:\n${keys}`).findings).toHaveLength(500);
  }, 10_000);

  it('with thousands of misspelt references are checked, and some of them reported', () => {
    const numbers = Array.from({ length: 3000 }, (_, index) => index);
    const rule = (index: number) => `{ name: rule-number-${index}, operator: OR, keywords: [x] }`;
    const lane = (index: number) =>
      `{ name: d${index}, modelRefs: [{ model: a }], rules: { type: keyword, name: rolenummer${index} } }`;
    const text = `${minimal}  signals:
    keywords:
${numbers.map((index) => `      - ${rule(index)}`).join('\n')}
  decisions:
${numbers.map((index) => `    - ${lane(index)}`).join('\n')}
`;
    const { config, findings } = load(text);
    expect(config).toBeUndefined();
    expect(findings).toHaveLength(500);
    expect(findings[0]?.suggestion).toMatch(/^did you mean/);
    // Without a bound on what is looked for this takes most of a minute.
  }, 20_000);

  it('cannot reach the prototype of objects', () => {
    const { findings } = load(`${minimal}__proto__: { polluted: true }\nconstructor: {}`);
    expect(findings.map(({ code }) => code)).toEqual(['unknown_key', 'unknown_key']);
    expect({}).not.toHaveProperty('polluted');
  });

  it('that are not UTF-8 are refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'switchyard-config-'));
    const path = join(folder, 'config.yaml');
    await writeFile(path, Buffer.from([0x61, 0x3a, 0x20, 0xff, 0xfe]));
    const { config, findings } = await readConfigFile(path, { environment: {}, mode: 'run' });
    await rm(folder, { recursive: true });
    expect(config).toBeUndefined();
    expect(findings).toEqual([expect.objectContaining({ code: 'invalid_utf8', file: path })]);
  });
});

describe('a document of a thousand decisions', () => {
  it('loads within a second of processor time', () => {
    const lines = Array.from(
      { length: 1000 },
      (_, index) => `
    - name: decision-${index}
      priority: ${index}
      rules:
        operator: AND
        conditions:
          - { type: keyword, name: rule-${index} }
          - operator: NOT
            conditions:
              - type: context
                name: long
      modelRefs:
        - model: a
          use_reasoning: false`,
    );
    const rules = Array.from(
      { length: 1000 },
      (_, index) => `
      - name: rule-${index}
        operator: OR
        keywords: [one${index}, two${index}, "three ${index}"]`,
    );
    const text = `${minimal}  signals:
    context: [{ name: long, min_tokens: 8K }]
    keywords:${rules.join('')}
  decisions:${lines.join('')}
`;
    const before = process.cpuUsage();
    const { config, findings } = load(text);
    const durationMs = process.cpuUsage(before).user / 1000;
    expect(findings).toEqual([]);
    expect(config?.routing.decisions).toHaveLength(1000);
    expect(durationMs).toBeLessThan(10_000);
  });
});
