import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse, stringify } from 'yaml';
import { loadConfig } from '../config/load.ts';
import { type ImportFrom, importConfig } from './import-config.ts';
import { ImportError } from './import-error.ts';

const folder = fileURLToPath(new URL('../../test/fixtures/importers', import.meta.url));
const names = readdirSync(folder);
const reference = fileURLToPath(new URL('../../../shared/reference/config', import.meta.url));

function sample(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

function errorsOf(yaml: string): readonly string[] {
  return loadConfig({ text: yaml, environment: {}, mode: 'validate' })
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code, path }) => `${code} ${path}`);
}

/** What a sample leaves for a person, so that its result is not valid as it stands. */
const openErrors: Readonly<Record<string, readonly string[]>> = {
  'tools.yaml': ['missing_field routing.modelCards'],
  'v01-everything.yaml': [
    'no_backend routing.decisions[4:unknown].modelRefs[0].model',
    'no_backend routing.decisions[5:pictures].modelRefs[1].model',
  ],
};

describe('every sample', () => {
  it.each([
    ['v01-minimal.yaml', 'v0.1'],
    ['v01-typical.yaml', 'v0.1'],
    ['v01-everything.yaml', 'v0.1'],
    ['v02-typical.yaml', 'v0.2'],
    ['v03-mixed.yaml', 'v0.3-mixed'],
    ['gateway-v1.yaml', 'gateway-v1'],
    ['gateway-v1-minimal.yaml', 'gateway-v1'],
    ['tools.yaml', 'tools'],
    ['litellm.yaml', 'litellm'],
    ['litellm-minimal.yaml', 'litellm'],
    ['litellm-everything.yaml', 'litellm'],
    ['openclaw.json', 'openclaw'],
    ['portkey-single.json', 'portkey'],
    ['portkey-loadbalance.json', 'portkey'],
    ['portkey-fallback.json', 'portkey'],
    ['portkey-conditional.json', 'portkey'],
  ] as const)('%s is recognised as %s', (name, from) => {
    expect(importConfig(sample(name)).from).toBe(from);
    expect(importConfig(sample(name), { from: from as ImportFrom }).yaml).toBe(
      importConfig(sample(name)).yaml,
    );
  });

  it.each(names)('%s gives a valid document, but for what it names itself', (name) => {
    const { yaml, document, report } = importConfig(sample(name));
    expect(parse(yaml)).toEqual(document);
    expect(errorsOf(yaml)).toEqual(openErrors[name] ?? []);
    if (openErrors[name] === undefined) return;
    expect(report.some(({ action }) => action === 'needs-attention')).toBe(true);
  });

  it.each(names)('%s is imported once: the result is canonical and stays as it is', (name) => {
    const { yaml } = importConfig(sample(name));
    const again = importConfig(yaml);
    expect([again.from, again.yaml]).toEqual(['v0.3', yaml]);
    expect(again.report.every(({ action }) => action === 'kept')).toBe(true);
  });

  it.each(names)('%s loses no comment without a word', (name) => {
    const text = sample(name);
    const { yaml, report } = importConfig(text);
    const lost = report.flatMap(({ why }) => (why?.startsWith('only its comment') ? [why] : []));
    const comments = [...text.matchAll(/(?:^|\s)# (.+)$/gm)].map(([, comment]) => comment ?? '');
    const unsaid = comments.filter(
      (comment) => !yaml.includes(`# ${comment}`) && !lost.some((line) => line.includes(comment)),
    );
    expect(unsaid).toEqual([]);
  });

  it.each(names)('%s with something strange in any place gives a result or a reason', (name) => {
    const text = sample(name);
    const { from } = importConfig(text);
    const original: unknown = parse(text);
    const paths = valuesOf(original, []).slice(1);
    const step = Math.ceil(paths.length / 10);
    for (const [index, path] of paths.entries()) {
      if (index % step !== 0) continue;
      const copy = structuredClone(original);
      replace(copy, path, strange[(index / step) % strange.length]);
      try {
        const { yaml, document } = importConfig(stringify(copy), { from: from as ImportFrom });
        expect(parse(yaml)).toEqual(document);
      } catch (error) {
        expect(error).toBeInstanceOf(ImportError);
      }
    }
  });

  // The readers report what they do not know by themselves; this plants something unknown everywhere.
  it.each(names)('%s with an unheard key in each of its maps says so of all', (name) => {
    const { from } = importConfig(sample(name));
    const planted: unknown = parse(sample(name));
    const paths = mapsOf(planted, []);
    for (const path of paths) plant(planted, path);
    const { report, document } = importConfig(stringify(planted), { from: from as ImportFrom });
    const told = report.filter(({ action }) => ['needs-attention', 'dropped'].includes(action));
    const result = JSON.stringify(document);
    const silent = paths.filter(
      (path) =>
        !told.some((line) => isPart(line.path, path)) &&
        !result.includes(JSON.stringify(keyOf(path))),
    );
    expect(paths.length).toBeGreaterThan(1);
    expect(silent.map((path) => path.join('.'))).toEqual([]);
  });
});

type Path = readonly (string | number)[];

function mapsOf(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [];
  const below = Array.isArray(value)
    ? value.flatMap((child, index) => mapsOf(child, [...path, index]))
    : Object.entries(value).flatMap(([key, child]) => mapsOf(child, [...path, key]));
  return Array.isArray(value) ? below : [path, ...below];
}

const strange: readonly unknown[] = [7, [], 'word', {}, [1, 'a', [[]]], { a: { b: [] } }, true];

function valuesOf(value: unknown, path: Path): readonly Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const children = Array.isArray(value) ? [...value.entries()] : Object.entries(value);
  return [path, ...children.flatMap(([key, child]) => valuesOf(child, [...path, key]))];
}

function replace(value: unknown, path: Path, by: unknown): void {
  let target = value as Record<string | number, unknown>;
  for (const part of path.slice(0, -1)) target = target[part] as Record<string | number, unknown>;
  target[path.at(-1) ?? ''] = by;
}

function keyOf(path: Path): string {
  return `unheard ${path.join(' ')}`;
}

function plant(value: unknown, path: Path): void {
  let target = value as Record<string | number, unknown>;
  for (const part of path) target = target[part] as Record<string | number, unknown>;
  target[keyOf(path)] = 'word';
}

/** Whether a shown path is that of the planted key, or of something that it is part of. */
function isPart(shown: string, path: Path): boolean {
  const bare = shown
    .replaceAll(/\["([^"]*)"\]/g, '.$1')
    .replaceAll(/\[(\d+)(?::[^\]]*)?\]/g, '.$1');
  const full = [...path, keyOf(path)].join('.');
  const clean = bare.startsWith('.') ? bare.slice(1) : bare;
  return full === clean || full.startsWith(`${clean}.`);
}

describe('comments', () => {
  it.each([
    ['v01-typical.yaml', '# Where models run.\n  models:'],
    ['v01-typical.yaml', '# the old box\n        - name: box'],
    ['v01-typical.yaml', '# cheap and quick\n    - name: small'],
    ['v01-typical.yaml', '# Subjects and their models, best score first.\n    domains:'],
    ['v01-typical.yaml', '- model: qwen3-large # wins'],
    ['v01-typical.yaml', 'backend_type: memory # redis comes later'],
    ['v02-typical.yaml', '# words\n    keywords:'],
    ['v03-mixed.yaml', '# takes the rest\n    default_model: small'],
    ['v03-mixed.yaml', 'endpoint: 127.0.0.1:8001 # in the rack'],
    ['v03-mixed.yaml', '# first\n    - name: urgent'],
    ['gateway-v1.yaml', '# the expensive ones\n    - name: coding'],
    ['gateway-v1.yaml', 'ttl_seconds: 600 # ten minutes'],
    ['litellm.yaml', '# two regions, one name\n    - name: chat # Europe'],
    ['litellm.yaml', '- fast # what the app asks for'],
    ['tools.yaml', 'enabled: true # on'],
  ])('of %s stay with what they are about: %j', (name, text) => {
    expect(importConfig(sample(name)).yaml).toContain(text);
  });

  it('at the top and at the end stay there', () => {
    const { yaml } = importConfig(sample('v01-typical.yaml'));
    expect(yaml).toMatch(/^# Routes by subject; see the wiki before editing\.\n/);
    expect(yaml).toMatch(/# the end\n$/);
  });

  it('of what has no place are named in the report', () => {
    const { report } = importConfig('wishes: # why not\n  a: 1\ndefault_model: x\n');
    expect(report.at(-1)).toMatchObject({
      action: 'dropped',
      why: expect.stringContaining('why not'),
    });
  });
});

describe('an import', () => {
  it('keeps environment references and `$` as they are written', () => {
    const { yaml } = importConfig(sample('v01-typical.yaml'));
    expect(yaml).toMatch(/api_key: \$\{CLUSTER_KEY\}/);
    expect(yaml).toContain('Fees are quoted in $.');
    expect(importConfig(sample('v01-everything.yaml')).yaml).toMatch(/Answer in \$\{tone\}\./);
  });

  it('takes the models of an agent, and names those that it skips', () => {
    const { document, report } = importConfig(sample('openclaw.json'));
    expect(document).toMatchObject({
      providers: {
        models: [
          {
            name: 'qwen3',
            provider_model_id: 'qwen3',
            pricing: { prompt_per_1m: 0.1, completion_per_1m: 0.4 },
            backend_refs: [
              { provider: 'openai-compatible', extra_headers: { 'X-Team': 'agents' } },
            ],
          },
          { name: 'gpt-oss' },
          { name: 'qwen3_2', provider_model_id: 'qwen3', backend_refs: [{ provider: 'openai' }] },
        ],
      },
      routing: {
        modelCards: [
          { modality: 'multimodal', capabilities: ['reasoning'], context_window_size: 32000 },
          {},
          {},
        ],
      },
    });
    expect(report).toContainEqual(
      expect.objectContaining({ action: 'dropped', path: 'models.providers.other' }),
    );
  });

  it('lets the canonical value win and names the other one', () => {
    const { document, report } = importConfig(sample('v03-mixed.yaml'));
    expect(document).toMatchObject({ global: { stores: { response_cache: { enabled: false } } } });
    expect(report).toContainEqual({
      action: 'needs-attention',
      path: 'semantic_cache.enabled',
      to: 'global.stores.response_cache.enabled',
      why: 'another value stands there already, and wins',
    });
  });

  it('goes into a document whose comments and values stay', () => {
    const into =
      '# mine\nversion: v0.3\nproviders: { models: [{ name: a }] }\nrouting: {}\n' +
      'global:\n  integrations:\n    tools:\n      top_k: 9 # mine too\n';
    const { yaml, report } = importConfig(sample('tools.yaml'), { into });
    expect(yaml).toMatch(/^# mine\n/);
    expect(yaml).toContain('top_k: 9 # mine too');
    expect(parse(yaml).global.integrations.tools).toMatchObject({ top_k: 9, enabled: true });
    expect(report).toContainEqual(
      expect.objectContaining({ action: 'needs-attention', path: 'tools.top_k' }),
    );
  });

  it('writes out what anchors and merge keys stand for', () => {
    const { yaml } = importConfig(`
vllm_endpoints:
  - &box { name: box, address: 127.0.0.1, port: 8001 }
  - { <<: *box, name: other } # the same box
model_config:
  a: &both
    preferred_endpoints: [box, other]
  b: *both
`);
    expect(yaml).not.toMatch(/[&*]b|<</);
    const refs = [
      { name: 'box', endpoint: '127.0.0.1:8001' },
      { name: 'other', endpoint: '127.0.0.1:8001' },
    ];
    expect(parse(yaml).providers.models).toEqual([
      { name: 'a', backend_refs: refs },
      { name: 'b', backend_refs: refs },
    ]);
  });

  it.each([
    [
      'a gateway of version v1',
      'version: v1\nbackends: [{ name: a, type: ollama, url: "http://127.0.0.1:11434/" }]\n' +
        'router: { mode: semantic, routes: [{ name: r, backend: a, samples: [hello] }] }\n',
    ],
    [
      'Portkey',
      '{"provider":"ollama","custom_host":"http://127.0.0.1:11434","override_params":{"model":"a"}}',
    ],
    [
      'LiteLLM',
      'model_list: [{ model_name: a, litellm_params: { model: ollama/a, api_base: "http://127.0.0.1:11434" } }]',
    ],
  ])('calls the Ollama of %s where it speaks as OpenAI does', (_source, text) => {
    const [model] = parse(importConfig(text).yaml).providers.models;
    expect(model.backend_refs[0].base_url).toBe('http://127.0.0.1:11434/v1');
  });

  it('says where the cache of LiteLLM is, which the file does not', () => {
    const { yaml, report } = importConfig(`
model_list: [{ model_name: a, litellm_params: { model: ollama/a } }]
litellm_settings: { cache: true }
`);
    expect(errorsOf(yaml)).toEqual([]);
    const { connection } = parse(yaml).global.stores.response_cache.redis;
    expect(connection.host).toBe(`\${REDIS_HOST:-localhost}`);
    expect(report).toContainEqual(
      expect.objectContaining({
        action: 'needs-attention',
        to: 'global.stores.response_cache.redis.connection',
      }),
    );
  });

  it('takes settings out again that do not exist any more, and says so', () => {
    const text = 'default_model: a\nsemantic_cache: { enabled: true, use_hnsw: true }\n';
    const { document, report } = importConfig(text);
    expect(document).toMatchObject({ global: { stores: { response_cache: { enabled: true } } } });
    expect(JSON.stringify(document)).not.toContain('use_hnsw');
    expect(report).toContainEqual(
      expect.objectContaining({ action: 'needs-attention', path: 'semantic_cache.use_hnsw' }),
    );
  });

  it.each([
    ['a: [', 'yaml_syntax'],
    ['- 1', 'is no map'],
    ['hello: world', 'has a layout that is not known'],
    [
      'backends: [{ name: a, url: "http://x", type: carrier-pigeon }]\nrouter: { routes: [] }',
      'type `carrier-pigeon` is not known',
    ],
    [
      'backends: [{ name: a, url: "http://x" }]\nrouter: { routes: [{ name: r, backend: b, samples: [x] }] }',
      'no backend is called `b`',
    ],
    [
      'backends: [{ name: a, url: "http://x" }]\nrouter: { routes: [{ name: r, backend: a, samples: [] }] }',
      'has no `samples`',
    ],
    [
      'backends: [{ name: a, url: "http://x" }]\nrouter: { mode: magic, routes: [] }',
      'mode `magic` is not known',
    ],
  ])('refuses %j', (text, expected) => {
    let thrown: unknown;
    try {
      importConfig(text);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(ImportError);
    const shown = (thrown as ImportError).findings.map(({ code, message }) => `${code} ${message}`);
    expect(shown.join('\n')).toContain(expected);
  });

  it.each([
    ['version: v0.3\nsetup: { mode: true, state: bootstrap }\n'],
    ['version: v0.3\nrouting: {}\nglobal: { router: { auto_model_names: [] } }\n'],
    ['version: v0.3\n# empty on purpose\nrouting:\nentrypoints: []\nrecipes: []\n'],
    ['version: v0.3\nrouting: { signals: {}, decisions: [] }\nx-own: { a: 1 }\n'],
  ])('leaves the canonical document %j alone', (text) => {
    const { from, yaml } = importConfig(text);
    expect([from, yaml]).toEqual(['v0.3', text]);
  });
});

const configs = existsSync(reference)
  ? readdirSync(reference, { recursive: true, encoding: 'utf8' }).filter((path) =>
      /(^|\/)config\.yaml$/.test(path),
    )
  : [];

describe.skipIf(configs.length === 0)('the documents of the reference', () => {
  it.each(configs)('%s are canonical and stay as they are', (path) => {
    const text = readFileSync(join(reference, path), 'utf8');
    const { from, yaml } = importConfig(text);
    expect([from, yaml === text]).toEqual(['v0.3', true]);
  });
});
