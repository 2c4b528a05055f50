import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import { tinyFolder } from '../../../test/doubles/onnx-folder.ts';
import { readFolder } from './folder-contract.ts';
import { openEmbeddingFolder, openSequenceFolder, openTokenFolder } from './open-onnx-folder.ts';

const compiled = new URL('../../../dist/models/plugins/', import.meta.url);
const workerUrl = new URL('folder-worker.js', compiled);
const folders = new Set<string>();
const open = new Set<{ close(): Promise<void> }>();

function folder(options: Parameters<typeof tinyFolder>[0]): string {
  const directory = tinyFolder(options);
  folders.add(directory);
  return directory;
}

function opened<T extends { close(): Promise<void> }>(model: T): T {
  open.add(model);
  return model;
}

afterEach(async () => {
  await Promise.all([...open].map((model) => model.close()));
  for (const directory of folders) rmSync(directory, { recursive: true });
  open.clear();
  folders.clear();
});

/** Three directions, so that every expected vector can be worked out by hand. */
const rows = {
  hello: [3, 0, 0],
  world: [0, 4, 0],
  berlin: [0, 0, 2],
  '[CLS]': [0, 0, 1],
  '[SEP]': [1, 0, 0],
};

describe('an embedding folder', () => {
  it.each([
    // [CLS] hello world [SEP]: the mean is (4, 4, 1) / 4.
    ['mean', [4, 4, 1].map((value) => value / Math.sqrt(33))],
    ['cls', [0, 0, 1]],
    ['last', [1, 0, 0]],
  ] as const)('pools by %s and normalises', async (pooling, expected) => {
    const model = opened(
      openEmbeddingFolder({ directory: folder({ kind: 'hidden', rows }), workerUrl, pooling }),
    );
    const { vector, tokens, isTruncated } = await model.embed('Hello world');
    expect([...vector]).toEqual(expected.map((value) => expect.closeTo(value, 6)));
    expect({ tokens, isTruncated }).toEqual({ tokens: 4, isTruncated: false });
    expect(model.dimension).toBe(3);
  });

  it('gives a text the same vector alone and beside a longer one', async () => {
    const directory = folder({ kind: 'hidden', rows: { ...rows, '[PAD]': [9, 9, 9] } });
    const model = opened(openEmbeddingFolder({ directory, workerUrl }));
    const alone = await model.embed('hello');
    const [beside] = await model.embedAll(['hello', 'hello world world world', 'world hello']);
    expect(beside?.vector).toEqual(alone.vector);
  });

  it.each([
    [{ pooling_mode_cls_token: true }, [0, 0, 1]],
    [{ pooling_mode_lasttoken: true }, [1, 0, 0]],
    [{ pooling_mode_mean_tokens: true }, [4, 0, 1].map((value) => value / Math.sqrt(17))],
  ])('reads the pooling from 1_Pooling/config.json: %j', async (pooling, expected) => {
    const files = { '1_Pooling/config.json': pooling };
    const directory = folder({ kind: 'hidden', rows, files });
    const { vector } = await opened(openEmbeddingFolder({ directory, workerUrl })).embed('hello');
    expect([...vector]).toEqual(expected.map((value) => expect.closeTo(value, 6)));
  });

  it('takes an output that is pooled already', async () => {
    const directory = folder({ kind: 'pooled', rows, modelFile: 'onnx/model_quantized.onnx' });
    const { vector } = await opened(openEmbeddingFolder({ directory, workerUrl })).embed('world');
    expect([...vector]).toEqual([1, 4, 1].map((value) => expect.closeTo(value / Math.sqrt(18), 6)));
  });

  it('cuts to a Matryoshka dimension and normalises again', async () => {
    const directory = folder({ kind: 'hidden', rows });
    const model = opened(openEmbeddingFolder({ directory, workerUrl, dimension: 2 }));
    const { vector } = await model.embed('hello world');
    expect([...vector]).toEqual(
      [Math.SQRT1_2, Math.SQRT1_2].map((value) => expect.closeTo(value, 6)),
    );
    expect(model.dimension).toBe(2);
  });

  it('leaves the length of vectors alone when told to', async () => {
    const directory = folder({ kind: 'pooled', rows });
    const model = opened(openEmbeddingFolder({ directory, workerUrl, normalize: false }));
    expect([...(await model.embed('hello')).vector]).toEqual([4, 0, 1]);
  });

  it('puts the prefix of the purpose in front', async () => {
    const directory = folder({ kind: 'pooled', rows });
    const prefixes = { queryPrefix: 'world ', documentPrefix: 'berlin ' };
    const model = opened(
      openEmbeddingFolder({ directory, workerUrl, normalize: false, ...prefixes }),
    );
    expect([...(await model.embed('hello')).vector]).toEqual([4, 4, 1]);
    const [document] = await model.embedAll(['hello'], { purpose: 'document' });
    expect([...(document?.vector ?? [])]).toEqual([4, 0, 3]);
  });

  it('says what it had to cut, and keeps the last special token', async () => {
    const directory = folder({ kind: 'pooled', rows });
    const model = opened(
      openEmbeddingFolder({ directory, workerUrl, maxTokens: 5, normalize: false }),
    );
    const { vector, tokens, isTruncated } = await model.embed('hello '.repeat(100_000));
    expect({ tokens, isTruncated, vector: [...vector] }).toEqual({
      tokens: 5,
      isTruncated: true,
      vector: [10, 0, 1],
    });
    expect((await model.embed('hello hello hello')).isTruncated).toBe(false);
  });

  it.each([
    [{}, {}, 32],
    [{}, { 'sentence_bert_config.json': { max_seq_length: 9 } }, 9],
    [{}, { 'tokenizer_config.json': { model_max_length: 1e30 } }, 32],
    [{}, { 'tokenizer_config.json': { model_max_length: 12 } }, 12],
    [{ model_type: 'roberta', max_position_embeddings: 34 }, {}, 32],
    [{ max_position_embeddings: 8192 }, {}, 512],
    [{ max_position_embeddings: null }, {}, 512],
  ])('takes as many tokens as the model says: %j %j', (config, files, expected) => {
    const directory = folder({ kind: 'hidden', rows, config, files });
    expect(readFolder({ directory }).setup?.maxTokens).toBe(expected);
  });

  it.each(['', '   ', '\ud800', '\u0000', '[SEP]'])('has a vector for %j', async (text) => {
    const directory = folder({ kind: 'hidden', rows });
    const { vector } = await opened(openEmbeddingFolder({ directory, workerUrl })).embed(text);
    expect(Math.hypot(...vector)).toBeCloseTo(1, 5);
  });

  it('feeds token types and positions where the graph asks for them', async () => {
    const extraInputs = ['token_type_ids', 'position_ids'];
    const model = opened(
      openEmbeddingFolder({ directory: folder({ kind: 'pooled', rows, extraInputs }), workerUrl }),
    );
    await expect(model.embed('hello')).resolves.toMatchObject({ tokens: 3 });
  });

  it.each([[[1, 8]], [[4, 8]], [[2, 'tokens']]])(
    'fills a graph that is made for the shape %j',
    async (inputShape) => {
      const directory = folder({ kind: 'hidden', rows, inputShape });
      const model = opened(openEmbeddingFolder({ directory, workerUrl, maxTokens: 8 }));
      const found = await model.embedAll(['hello', 'world', 'hello', 'hello world', 'world']);
      const alone = await Promise.all(['hello', 'world'].map((text) => model.embed(text)));
      expect(found.map(({ vector }) => vector).slice(0, 2)).toEqual(
        alone.map(({ vector }) => vector),
      );
      expect(found[4]?.vector).toEqual(found[1]?.vector);
    },
  );

  it('refuses more tokens than a graph is made for', async () => {
    const directory = folder({ kind: 'hidden', rows, inputShape: [1, 8] });
    const model = opened(openEmbeddingFolder({ directory, workerUrl }));
    await expect(model.ready()).rejects.toThrow('exactly 8 tokens; set `max_tokens` to 8');
  });

  it('takes lists that are longer than its queue', async () => {
    const directory = folder({ kind: 'pooled', rows });
    const model = opened(openEmbeddingFolder({ directory, workerUrl, maxQueue: 4 }));
    const texts = Array.from({ length: 50 }, (_, n) => 'hello '.repeat(1 + (n % 7)));
    expect(await model.embedAll(texts)).toHaveLength(50);
    await model.ready();
    const crowd = await Promise.allSettled(
      Array.from({ length: 6 }, (_, n) => model.embed(`world ${n}`)),
    );
    expect(crowd.map(({ status }) => status)).toEqual([
      ...['fulfilled', 'fulfilled', 'fulfilled', 'fulfilled'],
      ...['rejected', 'rejected'],
    ]);
  });

  it('drops an aborted text and keeps those who share it', async () => {
    const model = opened(
      openEmbeddingFolder({ directory: folder({ kind: 'pooled', rows }), workerUrl }),
    );
    const abort = new AbortController();
    const dropped = model.embed('hello', { signal: abort.signal });
    const kept = model.embed('hello');
    abort.abort(new Error('changed my mind'));
    await expect(dropped).rejects.toThrow('changed my mind');
    await expect(kept).resolves.toMatchObject({ tokens: 3 });
  });

  it('rejects what waits when it is closed', async () => {
    const model = openEmbeddingFolder({ directory: folder({ kind: 'pooled', rows }), workerUrl });
    const waiting = Promise.allSettled([model.embed('hello'), model.ready()]);
    await model.close();
    expect((await waiting).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(model.embed('late')).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(model.status().state).toBe('closed');
  });
});

const sides = { buy: [2, 0], sell: [0, 2] };

describe('a sequence folder', () => {
  it('classifies with the labels of config.json', async () => {
    const directory = folder({ kind: 'sequence', rows: sides, labels: ['BUY', 'SELL'] });
    const model = opened(
      openSequenceFolder({
        directory,
        workerUrl,
        labelNames: { BUY: 'buy', SELL: 'sell' },
        expectLabels: ['sell', 'buy'],
      }),
    );
    const { labels, probabilities, tier } = await model.classify('buy gold');
    expect(labels).toEqual(['buy', 'sell']);
    expect(probabilities[0]).toBeCloseTo(Math.exp(2) / (Math.exp(2) + 1), 5);
    expect(probabilities[0] ?? 0).toBeCloseTo(1 - (probabilities[1] ?? 0), 5);
    expect(tier).toBe('plugin');
  });

  it('sees both texts of a pair', async () => {
    const directory = folder({ kind: 'sequence', rows: sides, labels: ['BUY', 'SELL'] });
    const model = opened(openSequenceFolder({ directory, workerUrl }));
    const [one, both] = [
      await model.classify('buy'),
      await model.classify('buy', { pair: 'sell sell' }),
    ];
    expect(one.probabilities[0]).toBeGreaterThan(0.8);
    expect(both.probabilities[0]).toBeLessThan(0.2);
    const long = await model.classify('buy '.repeat(50), { pair: 'sell' });
    expect(long.isTruncated).toBe(true);
  });

  it('gives each label its own probability where they do not exclude each other', async () => {
    const config = { problem_type: 'multi_label_classification' };
    const directory = folder({ kind: 'sequence', rows: sides, labels: ['BUY', 'SELL'], config });
    const { probabilities } = await opened(openSequenceFolder({ directory, workerUrl })).classify(
      'buy sell',
    );
    expect([...probabilities].every((value) => value > 0.85)).toBe(true);
  });
});

const tags = {
  alice: [0, 5, 0, 0],
  müller: [0, 0, 5, 0],
  berlin: [0, 0, 0, 5],
  '##s': [1, 0, 0, 0],
  hello: [5, 0, 0, 0],
  ',': [5, 0, 0, 0],
  '[UNK]': [5, 0, 0, 0],
};

describe('a token folder', () => {
  const labels = ['O', 'B-PER', 'I-PER', 'B-GPE'];

  it('finds spans where they stand in the text', async () => {
    const directory = folder({ kind: 'token', rows: tags, labels });
    const model = opened(
      openTokenFolder({
        ...{ directory, workerUrl, expectLabels: ['PERSON', 'GPE'] },
        labelNames: { PER: 'PERSON' },
      }),
    );
    const text = '👋 Hello, Alice MÜLLER!\n\tsomewhere — Berlins';
    const { spans, isTruncated } = await model.findSpans(text);
    expect(spans.map(({ label, start, end }) => [label, text.slice(start, end)])).toEqual([
      ['PERSON', 'Alice MÜLLER'],
      ['GPE', 'Berlins'],
    ]);
    expect(spans[0]?.score).toBeGreaterThan(0.9);
    expect(isTruncated).toBe(false);
    expect(model.labels).toEqual(['PERSON', 'GPE']);
  });

  it('finds spans behind its window, once each', async () => {
    const directory = folder({ kind: 'token', rows: tags, labels });
    const model = opened(openTokenFolder({ directory, workerUrl, maxTokens: 16 }));
    const text = `${'hello alice, '.repeat(40)}hello berlin`;
    const { spans, isTruncated } = await model.findSpans(text);
    expect(spans.filter(({ label }) => label === 'PER')).toHaveLength(40);
    expect(spans.at(-1)).toMatchObject({ label: 'GPE', end: text.length });
    expect(isTruncated).toBe(false);
    expect((await model.findSpans('hello '.repeat(100_000))).isTruncated).toBe(true);
  });

  it('has nothing to say about the empty text', async () => {
    const directory = folder({ kind: 'token', rows: tags, labels });
    const model = opened(openTokenFolder({ directory, workerUrl }));
    expect(await model.findSpans('')).toEqual({ spans: [], tokens: 0, isTruncated: false });
  });
});

describe('a folder that is not right', () => {
  const sequence = { kind: 'sequence', rows: sides, labels: ['BUY', 'SELL'] } as const;

  it('names a folder that is not there', () => {
    expect(() => openSequenceFolder({ directory: '/no/such/model', workerUrl })).toThrow(
      '`/no/such/model` is no folder',
    );
  });

  it.each([
    ['model.onnx', /model\.onnx` is missing.*optimum-cli export onnx/],
    ['tokenizer.json', /tokenizer\.json` is missing.*save_pretrained/],
    ['config.json', /config\.json` is missing; copy it/],
  ])('names the missing %s and the remedy', (name, message) => {
    const directory = folder(sequence);
    rmSync(join(directory, name));
    expect(() => openSequenceFolder({ directory, workerUrl })).toThrow(message);
  });

  it('tells everything that is wrong at once', () => {
    const directory = folder({ ...sequence, labels: [] });
    rmSync(join(directory, 'tokenizer.json'));
    const { problems } = readFolder({ directory, kind: 'sequence', maxTokens: 64 });
    expect(problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('tokenizer.json` is missing'),
      expect.stringContaining('allows 32 tokens; set `max_tokens` to 32 or less'),
      expect.stringContaining('no `id2label`'),
    ]);
  });

  it.each([
    ['{', /is not JSON/],
    ['{"id2label": {"zero": "a"}}', /not valid at `id2label/],
    ['{"id2label": {"0": "a", "2": "b"}}', /no `id2label` with the numbers from 0/],
  ])('refuses the config.json %s', (content, message) => {
    const directory = folder({ ...sequence, files: { 'config.json': content } });
    expect(() => openSequenceFolder({ directory, workerUrl })).toThrow(message);
  });

  it('refuses labels other than those expected', () => {
    const directory = folder(sequence);
    const expectLabels = ['BUY', 'HOLD'];
    expect(() => openSequenceFolder({ directory, workerUrl, expectLabels })).toThrow(
      /lacks the labels HOLD and has the unexpected labels SELL; map the names/,
    );
  });

  it.each([
    ['more labels than numbers', { labels: ['A', 'B', 'C'] }, /names 3 labels, but .* gives 2/],
    ['a graph of another kind', { kind: 'token' }, /shape \[1, 4, 2\].*set `kind`/],
    ['a table with too few rows', { tableRows: 4 }, /ids up to 14, but .* has 4 rows/],
    ['inputs that nothing fills', { extraInputs: ['pixel_values'] }, /wants .*`pixel_values`/],
    ['a damaged graph', { files: { 'model.onnx': 'no graph' } }, /cannot be loaded.*download/],
    ['a damaged tokenizer', { files: { 'tokenizer.json': '{}' } }, /tokenizer\.json` cannot be/],
    ['a tokenizer that is no JSON', { files: { 'tokenizer.json': '{' } }, /is not JSON/],
  ] as const)('refuses %s', async (_, change, message) => {
    const model = opened(
      openSequenceFolder({ directory: folder({ ...sequence, ...change }), workerUrl }),
    );
    await expect(model.ready()).rejects.toThrow(message);
    await expect(model.classify('buy')).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(model.status()).toMatchObject({
      state: 'failed',
      error: expect.stringMatching(message),
    });
  });

  it.each([
    ['a dimension that it has not', { dimension: 4 }, {}, /dimension 4 is more than the 3/],
    [
      'a dense layer outside the graph',
      {},
      { 'modules.json': [{ type: 'sentence_transformers.models.Dense' }] },
      /dense layer .* `sentence_embedding`/,
    ],
  ])('refuses %s', async (_, options, files, message) => {
    const directory = folder({ kind: 'hidden', rows, files });
    const model = opened(openEmbeddingFolder({ directory, workerUrl, ...options }));
    await expect(model.ready()).rejects.toThrow(message);
  });

  it('names the package to install when the runtime is missing', async () => {
    const copy = mkdtempSync(join(tmpdir(), 'switchyard-'));
    folders.add(copy);
    cpSync(fileURLToPath(new URL('../..', compiled)), join(copy, 'dist'), { recursive: true });
    const tokenizers = join(copy, 'node_modules/@huggingface/tokenizers');
    cpSync(
      fileURLToPath(new URL('../../../node_modules/@huggingface/tokenizers', import.meta.url)),
      tokenizers,
      { recursive: true },
    );
    writeFileSync(join(copy, 'package.json'), '{"type":"module"}');
    const url = new URL(`file://${join(copy, 'dist/models/plugins/folder-worker.js')}`);
    const model = opened(openSequenceFolder({ directory: folder(sequence), workerUrl: url }));
    await expect(model.ready()).rejects.toThrow('npm install onnxruntime-node');
  });

  it('comes back once when its worker dies, and is given up after that', async () => {
    const code = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => process.exit(3));
      parentPort.postMessage({ kind: 'ready', graph: { dimension: 2 } });`;
    const dying = new URL(`data:text/javascript,${encodeURIComponent(code)}`);
    const model = opened(openSequenceFolder({ directory: folder(sequence), workerUrl: dying }));
    await model.ready();
    await expect(model.classify('first')).rejects.toThrow('ended with code 3');
    await model.ready();
    await expect(model.classify('second')).rejects.toThrow('ended with code 3');
    expect(model.status().state).toBe('failed');
  });
});
