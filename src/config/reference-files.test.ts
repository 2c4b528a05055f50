import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { signalCollections } from '../signals/collections.ts';
import { loadConfig } from './load.ts';
import { readWritten, writeDocument } from './written.ts';

/** The conformance set lies beside the checkout and is no part of it. */
const folder = fileURLToPath(new URL('../../../shared/reference/config/', import.meta.url));
const isPresent = existsSync(folder);

const files = isPresent
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((path) => /\.(yaml|json)$/.test(path))
      .sort()
  : [];

interface Json {
  readonly [key: string]: unknown;
}

function read(path: string): string {
  return readFileSync(`${folder}${path}`, 'utf8');
}

/** Errors of a document, with what they are about. */
function errorsOf(text: string): readonly string[] {
  const { findings } = loadConfig({ text, environment: {}, mode: 'run' });
  return findings
    .filter(({ severity }) => severity === 'error')
    .map(({ code, path, message }) => `${code} ${path}: ${message}`);
}

/** Every value under a key, at any depth. */
function valuesOf(value: unknown, key: string): readonly unknown[] {
  if (typeof value !== 'object' || value === null) return [];
  const own = Object.entries(value).flatMap(([name, content]) => (name === key ? [content] : []));
  return [...own, ...Object.values(value).flatMap((content) => valuesOf(content, key))];
}

const stubs: Readonly<Record<string, Json>> = {
  keyword: { operator: 'OR', keywords: ['word'] },
  embedding: { threshold: 0.5, candidates: ['word'] },
  complexity: { hard: { candidates: ['prove it'] }, easy: { candidates: ['greet me'] } },
  context: { min_tokens: 1 },
};

/** What a fragment needs around it: models with backends, and the signals that it asks for. */
function documentAround(fragment: Json): Json {
  const routing = (fragment.routing ?? {}) as Json;
  const models = [
    ...valuesOf(routing, 'model'),
    ...valuesOf(routing, 'models').flat(),
    ...valuesOf(routing, 'analysis_models').flat(),
    ...valuesOf(routing, 'synthesis_model'),
  ].filter((name) => typeof name === 'string');
  const names = [...new Set(['small', 'large', ...models])];
  const adapters = [...new Set(valuesOf(routing, 'lora_name'))];
  const signals: Record<string, readonly Json[]> = { ...(routing.signals as object) };
  for (const leaf of valuesOf(routing, 'conditions').flat() as Json[]) {
    const type = leaf.type as keyof typeof signalCollections | undefined;
    if (type === undefined || !(type in signalCollections)) continue;
    const name = String(leaf.name).replace(/:(easy|medium|hard)$/, '');
    const list = signals[signalCollections[type]] ?? [];
    if (list.some((rule) => rule.name === name)) continue;
    signals[signalCollections[type]] = [...list, { name, ...stubs[type] }];
  }
  return {
    version: 'v0.3',
    ...fragment,
    providers: {
      defaults: { default_model: 'small' },
      models: names.map((name) => ({ name, backend_refs: [{ endpoint: 'localhost:1' }] })),
    },
    routing: {
      ...routing,
      signals,
      modelCards: names.map((name) => ({
        name,
        modality: name === 'large' ? 'omni' : 'text',
        loras: adapters.map((adapter) => ({ name: adapter })),
      })),
    },
  };
}

/** A decision with two models and more in it. */
function decisionWith(rest: Json): Json {
  const own = { name: 'lane', modelRefs: [{ model: 'small' }, { model: 'large' }], ...rest };
  return { routing: { decisions: [own] } };
}

/** Settings of one store, which belong under `global.stores` and `global.services`. */
function storeWith(kind: string, engine: string, settings: unknown): Json {
  if (kind === 'response-api') {
    return { services: { response_api: { store_backend: engine, redis: settings } } };
  }
  if (kind === 'memory') return { stores: { memory: { backend: engine, [engine]: settings } } };
  return { stores: { response_cache: { backend_type: engine, [engine]: settings } } };
}

/** How a file is put to the test; undefined: it says nothing to the configuration. */
function documentOf(path: string): Json | undefined {
  const content = parse(read(path)) as Json;
  const [area, kind = '', name = ''] = path.split('/');
  if (path.endsWith('config.yaml')) return content;
  if (area === 'fragments') {
    const { algorithm, plugin, plugins, ...rest } = content;
    if (algorithm !== undefined) return documentAround(decisionWith({ algorithm }));
    if (plugin !== undefined) return documentAround(decisionWith({ plugins: [plugin] }));
    if (plugins !== undefined) return documentAround(decisionWith({ plugins }));
    return documentAround(rest);
  }
  if (area !== 'runtime' || path.endsWith('.json')) return undefined;
  const engine = name.replace(/(-.*)?\.yaml$/, '');
  const isWhole = 'global' in content;
  return documentAround(isWhole ? content : { global: storeWith(kind, engine, content) });
}

const loadable = files.filter((path) => documentOf(path) !== undefined);

describe.skipIf(!isPresent)('the reference files', () => {
  it('are all there, and each is a document, a fragment or data of another kind', () => {
    const whole = loadable.filter((path) => path.endsWith('config.yaml'));
    const fragments = loadable.filter((path) => path.startsWith('fragments/'));
    const stores = loadable.filter((path) => path.startsWith('runtime/'));
    expect([files.length, whole.length, fragments.length, stores.length]).toEqual([94, 9, 62, 9]);
    expect(files.filter((path) => !loadable.includes(path))).toEqual([
      'knowledge_bases/mmlu/labels.json',
      'knowledge_bases/privacy/labels.json',
      'recipes/accuracy/metadata.yaml',
      'recipes/agent/metadata.yaml',
      'recipes/balance/metadata.yaml',
      'recipes/built-in/latest/catalog.yaml',
      'recipes/built-in/latest/mom-v1/metadata.yaml',
      'recipes/feedback/metadata.yaml',
      'recipes/knowledge/metadata.yaml',
      'recipes/multi-objective/metadata.yaml',
      'recipes/privacy/metadata.yaml',
      'runtime/tools/tools_db.json',
      'schemas/recipe-metadata-v1.contract.yaml',
      'schemas/recipe-metadata-v1.schema.json',
    ]);
  });

  it.each(loadable)('%s loads without an error', (path) => {
    const text = path.endsWith('config.yaml') ? read(path) : JSON.stringify(documentOf(path));
    expect(errorsOf(text)).toEqual([]);
  });

  it.each(loadable)('%s is the same after it was written and read again', (path) => {
    const before = readWritten(JSON.stringify(documentOf(path)));
    const text = writeDocument(before ?? null);
    const after = readWritten(text);
    expect(after).toEqual(before);
    expect(writeDocument(after ?? null)).toBe(text);
  });
});

if (!isPresent) {
  describe('the reference files', () => {
    it.skip('are not checked: no folder ../shared/reference is beside this checkout', () => {});
  });
}
