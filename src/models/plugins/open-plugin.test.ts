import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { tinyFolder } from '../../../test/doubles/onnx-folder.ts';
import { openClassifier, openEmbedder, openTagger } from './open-plugin.ts';
import { classifierModel, embedderModel, taggerModel } from './schema.ts';

const workerUrl = new URL('../../../dist/models/plugins/folder-worker.js', import.meta.url);
const labels = ['benign', 'jailbreak'];
const closers = new Set<() => unknown>();

afterEach(async () => {
  for (const close of closers) await close();
  closers.clear();
});

function folder(options: Parameters<typeof tinyFolder>[0]) {
  const path = tinyFolder(options);
  closers.add(() => rmSync(path, { recursive: true }));
  return { name: 'mine', directory: dirname(path), path: `./${basename(path)}`, workerUrl };
}

function opened<T extends { close(): Promise<void> } | undefined>(model: T) {
  if (model === undefined) throw new Error('a model expected');
  // Models before their folders.
  const before = [...closers];
  closers.clear();
  closers.add(() => model.close());
  for (const close of before) closers.add(close);
  return model as NonNullable<T>;
}

const here = { name: 'mine', directory: '/nowhere', environment: {} };

describe('models that the configuration names', () => {
  it('are built in where it says so', () => {
    const config = { kind: 'builtin' };
    expect(openEmbedder(embedderModel.parse(config), here)).toBeUndefined();
    expect(openClassifier(classifierModel.parse(config), { ...here, labels })).toBeUndefined();
    expect(openTagger(taggerModel.parse(config), { ...here, labels })).toBeUndefined();
  });

  it('are folders beside the file', async () => {
    const { path, ...place } = folder({ kind: 'hidden', rows: { hello: [3, 4], '[CLS]': [1, 0] } });
    const config = { kind: 'onnx', path, pooling: 'cls', dimension: 1, query_prefix: 'hello ' };
    const model = opened(openEmbedder(embedderModel.parse(config), { ...place, environment: {} }));
    const { vector, tokens } = await model.embed('hello');
    expect({ vector: [...vector], tokens }).toEqual({ vector: [1], tokens: 4 });
    expect(model.status()).toMatchObject({ name: 'mine', state: 'ready' });
  });

  it('are folders with labels of their own', async () => {
    const rows = { hello: [2, 0] };
    const { path, ...place } = folder({ kind: 'sequence', rows, labels: ['SAFE', 'UNSAFE'] });
    const environment = {};
    const config = { kind: 'onnx', path, label_names: { SAFE: 'benign', UNSAFE: 'jailbreak' } };
    const model = opened(
      openClassifier(classifierModel.parse(config), { ...place, environment, labels }),
    );
    expect((await model.classify('hello')).labels).toEqual(labels);
    const unnamed = classifierModel.parse({ kind: 'onnx', path });
    expect(() => openClassifier(unnamed, { ...place, environment, labels })).toThrow(
      /lacks the labels benign, jailbreak and has the unexpected labels SAFE, UNSAFE/,
    );
  });

  it('may know fewer types of spans than there are, but no others', () => {
    const rows = { alice: [0, 5, 0], hello: [5, 0, 0] };
    const { path, ...place } = folder({ kind: 'token', rows, labels: ['O', 'B-PER', 'I-PER'] });
    const environment = {};
    const open = (label_names: object) =>
      openTagger(taggerModel.parse({ kind: 'onnx', path, label_names }), {
        ...{ ...place, environment, labels: ['PERSON', 'GPE'] },
      });
    expect(opened(open({ PER: 'PERSON' })).labels).toEqual(['PERSON']);
    expect(() => open({})).toThrow('has the unexpected labels PER');
  });

  it('are servers with a key out of the environment', async () => {
    const headers: unknown[] = [];
    const server = createServer((request, response) => {
      headers.push([request.url, request.headers.authorization]);
      const content = '{"label":"jailbreak"}';
      const vector = { data: [{ embedding: [1, 0] }], choices: [{ message: { content } }] };
      const isClassify = request.url?.endsWith('/classify');
      response.end(JSON.stringify(isClassify ? { labels, scores: [0.5, 0.5] } : vector));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closers.add(() => server.close());
    const base_url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const remote = { kind: 'remote', base_url, api_key_env: 'GUARD_KEY' };
    const place = { ...here, environment: { GUARD_KEY: 'secret' }, labels };
    const embedder = opened(openEmbedder(embedderModel.parse({ ...remote, model: 'm' }), place));
    await embedder.embed('a');
    for (const protocol of ['http_classify', 'http_chat']) {
      const config = classifierModel.parse({
        ...{ ...remote, protocol },
        ...(protocol === 'http_chat' && { model: 'm' }),
      });
      await opened(openClassifier(config, place)).classify('a');
    }
    expect(headers).toEqual([
      ['/embeddings', 'Bearer secret'],
      ['/classify', 'Bearer secret'],
      ['/chat/completions', 'Bearer secret'],
    ]);
  });

  it('need their key', () => {
    const config = { kind: 'remote', base_url: 'http://127.0.0.1:1', api_key_env: 'GUARD_KEY' };
    expect(() => openTagger(taggerModel.parse(config), { ...here, labels })).toThrow(
      'the environment variable `GUARD_KEY` of the model `mine` is not set',
    );
  });

  it.each([
    [embedderModel, { kind: 'remote', base_url: 'http://a.test' }],
    [embedderModel, { kind: 'onnx', path: 'a', poling: 'cls' }],
    [embedderModel, { kind: 'onnx', path: 'a', dimension: -1 }],
    [classifierModel, { kind: 'remote', base_url: 'ftp://a.test', protocol: 'http_classify' }],
    [classifierModel, { kind: 'remote', base_url: 'http://a.test', protocol: 'grpc' }],
    [taggerModel, { kind: 'onnx' }],
  ])('are refused where the file is wrong (%#)', (schema, config) => {
    expect(schema.safeParse(config).success).toBe(false);
  });
});
