// biome-ignore-all lint/suspicious/noTemplateCurlyInString: references are part of documents
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadConfig } from './load.ts';
import { redact } from './redact.ts';

const minimal = `version: v0.3
providers:
  defaults: { default_model: a }
  models: [{ name: a, backend_refs: [{ endpoint: "localhost:8000" }] }]
routing: { modelCards: [{ name: a }] }
`;

function load(section: string, environment: Readonly<Record<string, string>> = {}) {
  return loadConfig({ text: minimal + section, environment, mode: 'run' });
}

function sectionOf(key: string, content: object): string {
  return `${key}: ${JSON.stringify(content)}\n`;
}

const folder = { kind: 'onnx', path: './mine' };
const server = { kind: 'remote', base_url: 'http://127.0.0.1:9/v1' };

describe('the sections `inference` and `models`', () => {
  it('mean the built-in models where they are left out', () => {
    const { config, findings } = load('');
    expect(findings).toEqual([]);
    expect(config?.inference).toEqual({
      engine: 'auto',
      workers: 0,
      max_queue: 256,
      lru_entries: 4096,
    });
    expect(Object.entries(config?.models ?? {})).toEqual(
      [
        ...['embedder', 'domain', 'jailbreak', 'fact_check', 'feedback', 'modality'],
        ...['complexity', 'pii', 'hallucination'],
      ].map((key) => [key, { kind: 'builtin' }]),
    );
  });

  it.each([
    [{ intra_op_threads: 2, window: { max_tokens: 512 } }, []],
    [{ intra_op_threads: 0 }, ['inference.intra_op_threads']],
    [{ max_batch: 0, max_batch_tokens: 0 }, ['inference.max_batch', 'inference.max_batch_tokens']],
    [{ batch_wait_ms: -1 }, ['inference.batch_wait_ms']],
    [{ window: { max_tokens: 513 } }, ['inference.window.max_tokens']],
  ])('check %j, which has no effect yet', (content, wrong) => {
    const { findings } = load(sectionOf('inference', content));
    const errors = findings.filter(({ severity }) => severity === 'error');
    expect(errors.map(({ path }) => path)).toEqual(wrong);
    expect(findings.filter(({ code }) => code === 'not_active')).toHaveLength(
      Object.keys(content).length,
    );
  });

  it('take folders and servers', () => {
    const { config, findings } = load(
      sectionOf('models', {
        embedder: { ...server, model: 'm', api_key_env: 'KEY' },
        domain: { ...folder, path: '${MODELS}/domain', label_names: { A: '$5' } },
        jailbreak: {
          ...{ ...server, protocol: 'http_chat', model: 'guard', parser_type: 'qwen3guard' },
          on_error: 'fail',
        },
        feedback: { ...server, protocol: 'http_classify' },
        pii: server,
      }),
      { KEY: 'value', MODELS: '/models' },
    );
    expect(findings).toEqual([]);
    expect(config?.models).toMatchObject({
      embedder: { timeout_seconds: 10, query_prefix: '', on_error: 'fail' },
      domain: { path: '/models/domain', label_names: { A: '$5' }, on_error: 'builtin' },
      jailbreak: { timeout_seconds: 30, on_error: 'fail' },
      feedback: { timeout_seconds: 5, max_retries: 0 },
    });
  });

  it('are as docs/own-models.md shows them', () => {
    const page = readFileSync(new URL('../../docs/own-models.md', import.meta.url), 'utf8');
    const [, example = ''] = /^```yaml\n(.*?)^```$/ms.exec(page) ?? [];
    const { config, findings } = load(example, { PII_MODEL_KEY: 'key' });
    expect(findings).toEqual([]);
    expect(config?.models).toMatchObject({ pii: { kind: 'remote' }, domain: { kind: 'onnx' } });
    expect(config?.inference).toEqual(load('').config?.inference);
  });

  it.each([
    ['inference', { engine: 'wasm' }, 'deprecated_value inference.engine: use `auto`'],
    ['inference', { engine: 'onnx' }, 'deprecated_value inference.engine: use `auto`'],
    ['inference', { engine: 'static' }, 'deprecated_value inference.engine: use `flash`'],
    [
      'inference',
      { engine: 'remote' },
      'deprecated_value inference.engine: use `auto` here, and `kind: remote` for a task under `models`',
    ],
    ['inference', { engine: 'flsh' }, 'invalid_value inference.engine: did you mean `flash`?'],
    ['inference', { worker: 2 }, 'unknown_key inference.worker: did you mean `workers`?'],
    ['inference', { max_queue: 0 }, 'invalid_value inference.max_queue: undefined'],
    ['models', { domian: folder }, 'unknown_key models.domian: did you mean `domain`?'],
    [
      'models',
      { domain: { ...folder, max_token: 9 } },
      'unknown_key models.domain.max_token: did you mean `max_tokens`?',
    ],
    ['models', { domain: { path: 'a' } }, 'missing_field models.domain.kind: undefined'],
    [
      'models',
      { domain: { kind: 'onx', path: 'a' } },
      'invalid_value models.domain.kind: did you mean `onnx`?',
    ],
    ['models', { domain: server }, 'missing_field models.domain.protocol: undefined'],
    ['models', { pii: { kind: 'onnx' } }, 'missing_field models.pii.path: undefined'],
    [
      'models',
      { embedder: { ...server, model: 'm', api_key_env: 'UNSET' } },
      'env_missing models.embedder.api_key_env: set it, or remove what names it',
    ],
    [
      'models',
      { embedder: { ...folder, on_error: 'builtin' } },
      'invalid_value models.embedder.on_error: undefined',
    ],
    [
      'models',
      { embedder: { ...folder, document_prefix: 'passage: ' } },
      'not_implemented models.embedder.document_prefix: undefined',
    ],
    [
      'models',
      {
        fact_check: {
          ...{ ...server, protocol: 'http_chat', model: 'g', parser_type: 'qwen3guard' },
        },
      },
      'invalid_value models.fact_check.parser_type: undefined',
    ],
  ])('are refused: %s %j', (key, content, expected) => {
    const { config, findings } = load(sectionOf(key, content));
    expect(config).toBeUndefined();
    expect(findings.map(({ code, path, suggestion }) => `${code} ${path}: ${suggestion}`)).toEqual([
      expected,
    ]);
  });

  it.each([
    { ...server, model: 'm', base_url: 'https://me:hunter2@host.test/v1' },
    { ...server, model: 'm', base_url: 'https://host.test/v1?api_key=hunter2' },
    { ...server, model: 'm', api_key: 'hunter2' },
    { ...server, model: 'm', api_key_env: 'hunter-2' },
  ])('never show a credential: %j', (embedder) => {
    const section = sectionOf('models', { embedder });
    const { config, findings } = load(section);
    expect(config).toBeUndefined();
    expect(findings.length).toBeGreaterThan(0);
    expect(JSON.stringify(findings)).not.toMatch(/hunter-?2/);
  });

  it('are shown without what looks like a credential', () => {
    const embedder = { ...server, base_url: 'https://me:hunter2@host.test', api_key: 'hunter2' };
    const shown = redact(parse(sectionOf('models', { embedder })));
    expect(JSON.stringify(shown)).not.toContain('hunter2');
    expect(shown).toMatchObject({ models: { embedder: { kind: 'remote' } } });
  });
});
