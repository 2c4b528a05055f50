import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { tinyFolder } from '../../test/doubles/onnx-folder.ts';
import { composeTextModels } from './compose-text-models.ts';
import { openPlugins } from './plugins/open-plugins.ts';
import { modelSources } from './plugins/schema.ts';
import type { Classification, Task, TextModels } from './text-models.ts';

const workerUrl = new URL('../../dist/models/plugins/folder-worker.js', import.meta.url);
const closers: (() => unknown)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

const labels: Readonly<Record<Task, readonly string[]>> = {
  domain: ['law', 'math', 'other'],
  jailbreak: ['benign', 'jailbreak', 'injection', 'harmful'],
  fact_check: ['fact_check_needed', 'no_fact_check_needed'],
  feedback: ['satisfied', 'wrong_answer', 'none'],
  modality: ['text', 'image', 'both'],
  complexity: ['easy', 'medium', 'hard'],
};
const built = ['mom-similarity-flash', 'mom-brain-flash', 'mom-jailbreak-flash'];

/** Knows one answer to everything and remembers what it was asked. */
function openBuiltIn() {
  const asked: (readonly Task[])[] = [];
  const first = (task: Task): Classification => ({
    labels: labels[task],
    probabilities: Float32Array.from(labels[task], (_, at) => (at === 0 ? 1 : 0)),
    tier: 'trunk',
    isDegraded: false,
    isTruncated: false,
  });
  const embedding = { vector: Float32Array.of(0, 1), tier: 'trunk', tokens: 3, isTruncated: false };
  const builtIn = {
    labels: (task) => labels[task],
    async classify(_text, tasks, { signal } = {}) {
      signal?.throwIfAborted();
      asked.push(tasks);
      return Object.fromEntries(tasks.map((task) => [task, first(task)])) as never;
    },
    dimension: 2,
    embed: async () => embedding as never,
    embedAll: async (texts) => texts.map(() => embedding as never),
    scoreReasks: async (_text, earlier) => earlier.map(() => 0.25),
    async findPii(text) {
      const at = text.indexOf('gold@berlin');
      const found = { confidence: 0.9, start: at, end: at + 11 };
      return {
        entities: [
          { type: 'NRP', start: 0, end: 5, confidence: 0.5, source: 'tagger' },
          ...(at < 0
            ? []
            : [{ ...found, type: 'EMAIL_ADDRESS' as const, source: 'pattern' as const }]),
        ],
        isComplete: true,
      };
    },
    findUnsupported: async () => [{ start: 0, end: 1, score: 0.5 }],
    calibrate: (cosine) => cosine / 2,
    status: () =>
      built.map((name) => ({
        ...{ name, kind: 'sequence', tier: 'trunk', state: 'ready', version: '1', path: '' },
      })),
    ready: async () => {},
    close: async () => {},
  } satisfies TextModels;
  return { builtIn, asked };
}

type Answer = (path: string, body: Record<string, unknown>) => unknown;

/** A server on a free port; undefined as answer is status 500. */
async function serve(answer: Answer) {
  const paths: string[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    paths.push(request.url ?? '');
    const content = answer(request.url ?? '', JSON.parse(Buffer.concat(chunks).toString()));
    response.writeHead(content === undefined ? 500 : 200);
    response.end(JSON.stringify(content ?? {}));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  const { port } = server.address() as AddressInfo;
  return { base_url: `http://127.0.0.1:${port}/v1`, paths };
}

function folder(options: Parameters<typeof tinyFolder>[0]): string {
  const path = tinyFolder(options);
  closers.push(() => rmSync(path, { recursive: true }));
  return path;
}

/** Text models with what a configuration would say under `models`. */
async function compose(models: object) {
  const { builtIn, asked } = openBuiltIn();
  const { plugins, problems } = await openPlugins({
    sources: modelSources.parse(models),
    directory: '/',
    environment: {},
    labels: builtIn.labels,
    workerUrl,
  });
  expect(problems).toEqual([]);
  const composed = composeTextModels({ builtIn, plugins });
  closers.push(() => composed.close());
  return { composed, builtIn, asked };
}

function domainFolder() {
  return folder({
    kind: 'sequence',
    // Another order than that of the built-in labels.
    rows: { gold: [0, 9, 0], world: [9, 0, 0] },
    labels: ['math', 'LEGAL', 'other'],
  });
}

const domain = () => ({ kind: 'onnx', path: domainFolder(), label_names: { LEGAL: 'law' } });
const remote = { kind: 'remote', protocol: 'http_classify' };

describe('classification by models of one’s own', () => {
  it('leaves the built-in models as they are where nothing is named', async () => {
    const { composed, builtIn } = await compose({});
    expect(composed).toBe(builtIn);
  });

  it('asks them for their tasks and the built-in models once for the rest', async () => {
    const { composed, asked } = await compose({ domain: domain() });
    const found = await composed.classify('gold', ['jailbreak', 'domain', 'complexity']);
    expect(Object.keys(found)).toEqual(['jailbreak', 'domain', 'complexity']);
    expect(asked).toEqual([['jailbreak', 'complexity']]);
    expect(found.jailbreak.tier).toBe('trunk');
    expect(found.domain).toMatchObject({ tier: 'plugin', isDegraded: false, isTruncated: false });
  });

  it('keeps the labels and their order', async () => {
    const { composed } = await compose({ domain: domain() });
    const { domain: found } = await composed.classify('gold', ['domain']);
    expect(found.labels).toEqual(labels.domain);
    expect(composed.labels('domain')).toEqual(labels.domain);
    expect([...found.probabilities].map((value) => Math.round(value))).toEqual([1, 0, 0]);
  });

  it('gives kinds of attacks that a model does not know no probability', async () => {
    const path = folder({
      kind: 'sequence',
      rows: { buy: [0, 9], '[CLS]': [2, 0] },
      labels: ['benign', 'jailbreak'],
    });
    const { composed } = await compose({ jailbreak: { kind: 'onnx', path } });
    const { jailbreak } = await composed.classify('buy gold', ['jailbreak']);
    expect([...jailbreak.probabilities].map((value) => Math.round(value))).toEqual([0, 1, 0, 0]);
  });

  it('sees an attack wherever it stands in a text longer than its window', async () => {
    const path = folder({
      kind: 'sequence',
      rows: { buy: [0, 9], '[CLS]': [4, 0] },
      labels: ['benign', 'jailbreak'],
    });
    const { composed } = await compose({ jailbreak: { kind: 'onnx', path } });
    const filler = 'hello world, '.repeat(16);
    for (const text of [`buy ${filler}`, `${filler} buy ${filler}`, `${filler} buy`]) {
      const { jailbreak } = await composed.classify(text, ['jailbreak']);
      expect(jailbreak.probabilities[1]).toBeGreaterThan(0.9);
    }
    const { jailbreak } = await composed.classify('hello '.repeat(100_000), ['jailbreak']);
    expect(jailbreak.probabilities[0]).toBeGreaterThan(0.9);
    expect(jailbreak.isTruncated).toBe(true);
  });

  it.each(['', ' \n', '\u200b'])('does not ask about %j', async (text) => {
    const { base_url, paths } = await serve(() => undefined);
    const { composed } = await compose({ domain: { ...remote, base_url, on_error: 'fail' } });
    await composed.classify(text, ['domain']);
    expect(paths).toEqual([]);
  });

  it.each([
    ['builtin', { tier: 'trunk', isDegraded: true, probabilities: Float32Array.of(1, 0, 0) }],
    [
      'no_match',
      { tier: 'plugin', isDegraded: true, probabilities: new Float32Array(3).fill(1 / 3) },
    ],
  ])('with on_error %s does without a server that fails', async (on_error, expected) => {
    const { base_url } = await serve(() => undefined);
    const { composed } = await compose({ domain: { ...remote, base_url, on_error } });
    const { domain: found } = await composed.classify('gold', ['domain']);
    expect(found).toMatchObject(expected);
    expect(composed.status()[0]).toMatchObject({
      name: 'remote-domain',
      state: 'degraded',
      error: 'the model `remote-domain` answered with status 500',
    });
  });

  it('with on_error fail rejects', async () => {
    const { base_url } = await serve(() => undefined);
    const { composed } = await compose({ domain: { ...remote, base_url, on_error: 'fail' } });
    const answer = composed.classify('gold', ['domain', 'jailbreak']);
    await expect(answer).rejects.toMatchObject({ code: 'upstream_error' });
  });

  it('obeys an abort signal, whatever on_error says', async () => {
    const { base_url } = await serve(() => undefined);
    const { composed } = await compose({ domain: { ...remote, base_url } });
    const abort = new AbortController();
    const answer = composed.classify('gold', ['domain'], { signal: abort.signal });
    abort.abort(new Error('changed my mind'));
    await expect(answer).rejects.toThrow('changed my mind');
  });
});

describe('embeddings by a model of one’s own', () => {
  const rows = { hello: [3, 4], '[CLS]': [1, 0] };

  it('come from a folder at length one, on its own scale', async () => {
    const path = folder({ kind: 'pooled', rows });
    const embedder = { kind: 'onnx', path, normalize: false };
    const { composed } = await compose({ embedder });
    const { vector, tier } = await composed.embed('hello');
    expect([...vector]).toEqual([Math.SQRT1_2, Math.SQRT1_2].map((x) => expect.closeTo(x, 6)));
    expect(tier).toBe('plugin');
    expect(composed.dimension).toBe(2);
    expect(composed.calibrate(0.6)).toBe(0.6);
    expect(await composed.embedAll(['hello', 'hello'])).toHaveLength(2);
  });

  it('never come from another model when the server fails', async () => {
    const { base_url } = await serve(() => undefined);
    const { composed } = await compose({ embedder: { kind: 'remote', base_url, model: 'm' } });
    await composed.ready();
    await expect(composed.embed('hello')).rejects.toMatchObject({ code: 'upstream_error' });
    await expect(composed.embedAll(['hello'])).rejects.toMatchObject({ code: 'upstream_error' });
    expect(composed.status()[0]).toMatchObject({ name: 'm', kind: 'embedding', state: 'degraded' });
  });

  it('leave the comparison of questions to the built-in encoder', async () => {
    const { composed } = await compose({
      embedder: { kind: 'onnx', path: folder({ kind: 'pooled', rows }) },
    });
    expect(await composed.scoreReasks('hello', ['world'])).toEqual([0.25]);
  });

  it('stay the built-in ones when only another task has a model', async () => {
    const { composed } = await compose({ domain: domain() });
    expect((await composed.embed('hello')).tier).toBe('trunk');
    expect([composed.dimension, composed.calibrate(0.6)]).toEqual([2, 0.3]);
  });
});

describe('personal data by a model of one’s own', () => {
  const text = 'alice müller, gold@berlin';
  const tagger = {
    kind: 'token',
    labels: ['O', 'B-PER', 'I-PER', 'B-LOC'],
    rows: {
      ...{ alice: [0, 9, 0, 0], müller: [0, 0, 9, 0], berlin: [0, 0, 0, 9] },
      ...{ ',': [9, 0, 0, 0], gold: [9, 0, 0, 0], '[UNK]': [9, 0, 0, 0] },
    },
  } as const;
  const label_names = { PER: 'PERSON', LOC: 'GPE' };

  it('is joined with the recognisers, which win', async () => {
    const { composed } = await compose({
      pii: { kind: 'onnx', path: folder(tagger), label_names },
    });
    const { entities, isComplete } = await composed.findPii(text);
    expect(entities.map(({ type, start, end }) => [type, text.slice(start, end)])).toEqual([
      ['PERSON', 'alice müller'],
      ['EMAIL_ADDRESS', 'gold@berlin'],
    ]);
    expect(isComplete).toBe(true);
  });

  it.each([
    ['builtin', ['NRP', 'EMAIL_ADDRESS']],
    ['no_match', ['EMAIL_ADDRESS']],
  ])('with on_error %s comes from those who can', async (on_error, expected) => {
    const { base_url } = await serve(() => undefined);
    const { composed } = await compose({ pii: { kind: 'remote', base_url, on_error } });
    const { entities } = await composed.findPii(text);
    expect(entities.map(({ type }) => type)).toEqual(expected);
  });
});

describe('unsupported parts of an answer by a model of one’s own', () => {
  /** Labels every `gold` that no `berlin` goes before. */
  function spansIn(inputs: string) {
    return [...inputs.matchAll(/gold/g)].flatMap(({ index }) =>
      inputs.slice(0, index).includes('berlin')
        ? []
        : [{ entity_group: 'X', score: 0.8, start: index, end: index + 4 }],
    );
  }
  const label_names = { X: 'unsupported' };

  it('are those that no part of the context supports', async () => {
    const { base_url } = await serve((_, { inputs }) => spansIn(String(inputs)));
    const { composed } = await compose({
      hallucination: { kind: 'remote', base_url, label_names },
    });
    const question = 'where is the gold?';
    const answer = 'the gold';
    const far = `${'hello world, '.repeat(300)}berlin${' hello world,'.repeat(300)}`;
    const ask = (context: string) => composed.findUnsupported({ context, question, answer });
    expect(await ask('gold is far')).toEqual([{ start: 4, end: 8, score: expect.closeTo(0.8, 5) }]);
    expect(await ask(far)).toEqual([]);
    expect(await composed.findUnsupported({ context: 'x', question, answer: '' })).toEqual([]);
  });

  it('come from the built-in model while a server fails', async () => {
    const { base_url } = await serve(() => undefined);
    const { composed } = await compose({ hallucination: { kind: 'remote', base_url } });
    const input = { context: 'a', question: 'b', answer: 'c' };
    expect(await composed.findUnsupported(input)).toEqual([{ start: 0, end: 1, score: 0.5 }]);
  });
});

describe('the status', () => {
  it('shows each model of one’s own in place of the built-in one', async () => {
    const { base_url } = await serve(() => ({ data: [{ embedding: [1, 0] }] }));
    const { composed } = await compose({
      embedder: { kind: 'remote', base_url, model: 'my-embedder' },
      domain: domain(),
    });
    await composed.ready();
    expect(composed.status().map(({ name, tier, state }) => [name, tier, state])).toEqual([
      ['my-embedder', 'plugin', 'ready'],
      [expect.stringMatching(/^switchyard-onnx-/), 'plugin', 'ready'],
      ['mom-jailbreak-flash', 'trunk', 'ready'],
    ]);
    await composed.close();
    expect(composed.status().map(({ state }) => state)).toEqual(['closed', 'closed', 'ready']);
  });
});
