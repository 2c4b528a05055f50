import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Encoder } from './encoder.ts';
import { openEncoder } from './open-encoder.ts';
import type { Reading } from './reader.ts';

interface ReferenceVector {
  readonly text: string;
  readonly embedding: readonly number[];
}

const directory = fileURLToPath(new URL('../../models/base', import.meta.url));
const compiled = new URL('../../dist/models/', import.meta.url);
const flashDirectory = fileURLToPath(new URL('../../models/flash', import.meta.url));
/** The vectors to compare with are those of the texts as they are. */
const glossDirectory = mkdtempSync(join(tmpdir(), 'no-glosses-'));
const piiDirectory = fileURLToPath(new URL('../../models/pii', import.meta.url));
const workerUrl = new URL('encoder-worker.js', compiled);
const vectors = JSON.parse(
  readFileSync(new URL('./fixtures/vectors.json', import.meta.url), 'utf8'),
) as readonly ReferenceVector[];

function dot(a: Float32Array, b: ArrayLike<number>): number {
  return a.reduce((sum, value, index) => sum + value * (b[index] ?? 0), 0);
}

function vectorOf({ embedding }: Reading): Float32Array {
  if (embedding === undefined) throw new Error('an embedding was expected');
  return embedding;
}

describe('encoder', () => {
  let encoder: Encoder;

  beforeAll(async () => {
    encoder = openEncoder({
      directory,
      flashDirectory,
      glossDirectory,
      piiDirectory,
      workerUrl,
      cacheEntries: 0,
    });
    await encoder.ready();
  });
  afterAll(() => encoder.close());

  async function domainOf(text: string): Promise<string | undefined> {
    const scores = (await encoder.read(text)).probabilities.domain ?? new Float32Array();
    return encoder.labels('domain')?.[scores.indexOf(Math.max(...scores))];
  }

  it('says what it is', () => {
    expect(encoder.status()).toMatchObject({ name: 'switchyard-base', state: 'ready', queued: 0 });
    expect(encoder.dimension).toBe(384);
    expect(encoder.labels('domain')).toHaveLength(14);
    expect(encoder.labels('no such task')).toBeUndefined();
  });

  it('stays close to the vectors of the float model', async () => {
    const found = await encoder.readAll(vectors.map(({ text }) => text));
    // Of longer texts the product reads another window than the script that wrote the vectors.
    const cosines = found.flatMap((reading, row) =>
      reading.isTruncated ? [] : [dot(vectorOf(reading), vectors[row]?.embedding ?? [])],
    );
    expect(cosines.length).toBeGreaterThan(5);
    expect(Math.min(...cosines)).toBeGreaterThan(0.99);
  });

  it('gives a text the same vector alone and in company', async () => {
    const together = await encoder.readAll(vectors.map(({ text }) => text));
    for (const [row, { text }] of vectors.entries()) {
      const alone = await encoder.read(text);
      expect(dot(vectorOf(alone), together[row]?.embedding ?? [])).toBeCloseTo(1, 5);
    }
  });

  it('normalises embeddings and probabilities, of the empty text too', async () => {
    for (const text of ['', 'What is a writ of certiorari?']) {
      const reading = await encoder.read(text);
      expect(dot(vectorOf(reading), vectorOf(reading))).toBeCloseTo(1, 4);
      expect(reading.probabilities.domain?.reduce((a, b) => a + b)).toBeCloseTo(1, 5);
    }
  });

  it.each([
    ['law', 'Can a landlord evict a tenant without a court order under the lease contract?'],
    ['math', 'Find the derivative of x^3 * sin(x) and evaluate it at zero.'],
    ['computer science', 'Write a Python function that reverses a linked list.'],
    ['chemistry', 'How many moles of HCl neutralise 25 mL of 0.1 M sodium hydroxide?'],
    ['history', 'Which events led to the outbreak of the First World War?'],
    ['health', 'What are the side effects of ibuprofen in older patients?'],
  ])('recognises %s', async (label, text) => {
    expect(await domainOf(text)).toBe(label);
  });

  it('puts paraphrases above, strangers below, on the scale of thresholds', async () => {
    const [a, b, c] = await encoder.readAll([
      'How do I reset my password?',
      'I forgot my password, how can I change it?',
      'The recipe needs two cups of flour.',
    ]);
    if (!a || !b || !c) throw new Error('three encodings expected');
    expect(encoder.calibrate(dot(vectorOf(a), vectorOf(b)))).toBeGreaterThan(0.8);
    expect(encoder.calibrate(dot(vectorOf(a), vectorOf(c)))).toBeLessThan(0.65);
  });

  it('flags what does not fit the window', async () => {
    const long = await encoder.readAll(['word '.repeat(300), 'word '.repeat(3000)]);
    expect(long.map(({ tokens, isTruncated }) => [tokens, isTruncated])).toEqual([
      [72, true],
      [72, true],
    ]);
    expect((await encoder.read('word')).isTruncated).toBe(false);
  });

  it('answers equal texts with one pass', async () => {
    const [a, b] = await encoder.readAll(['the same text', 'the same text']);
    expect(a).toBe(b);
  });

  it('drops an aborted text and leaves the others alone', async () => {
    const abort = new AbortController();
    const dropped = encoder.read('nobody waits for this', { signal: abort.signal });
    const kept = encoder.read('somebody waits for this');
    abort.abort(new Error('changed my mind'));
    expect(encoder.status().queued).toBe(1);
    await expect(dropped).rejects.toThrow('changed my mind');
    await expect(kept).resolves.toMatchObject({ isTruncated: false });
    await expect(encoder.read('late', { signal: abort.signal })).rejects.toThrow('changed');
  });

  it('keeps a shared text alive for those who did not abort', async () => {
    const abort = new AbortController();
    const dropped = encoder.read('wanted twice', { signal: abort.signal });
    const kept = encoder.read('wanted twice');
    abort.abort();
    await expect(dropped).rejects.toThrow();
    await expect(kept).resolves.toMatchObject({ tokens: 4 });
  });

  it('does not hold up the event loop', async () => {
    const texts = Array.from(
      { length: 50 },
      (_, n) => `${n} ${'some words '.repeat(32 + (n % 30))}`,
    );
    const delay = monitorEventLoopDelay({ resolution: 1 });
    delay.enable();
    await Promise.all(texts.map((text) => encoder.read(text)));
    delay.disable();
    // Inference of these texts takes about half a second; blocked, the loop would show it.
    expect(delay.percentile(99) / 1e6).toBeLessThan(25);
  });
});

describe('encoder limits and failures', () => {
  const open = new Set<Encoder>();
  const folders = new Set<string>();

  function start(options: Partial<Parameters<typeof openEncoder>[0]> = {}): Encoder {
    const encoder = openEncoder({
      directory,
      flashDirectory,
      glossDirectory,
      piiDirectory,
      workerUrl,
      ...options,
    });
    open.add(encoder);
    return encoder;
  }

  function temporaryFolder(): string {
    const folder = mkdtempSync(join(tmpdir(), 'switchyard-'));
    folders.add(folder);
    return folder;
  }

  /** The compiled worker where every other package is installed. */
  function workerWithoutRuntime(): URL {
    const folder = temporaryFolder();
    cpSync(fileURLToPath(new URL('..', compiled)), join(folder, 'dist'), { recursive: true });
    writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
    mkdirSync(join(folder, 'node_modules'));
    for (const name of ['zod', 'libphonenumber-js']) {
      const installed = fileURLToPath(new URL(`../../node_modules/${name}`, import.meta.url));
      symlinkSync(installed, join(folder, 'node_modules', name));
    }
    return pathToFileURL(join(folder, 'dist', 'models', 'encoder-worker.js'));
  }

  function workerOf(code: string): URL {
    const imports = "import { parentPort } from 'node:worker_threads';";
    return new URL(`data:text/javascript,${encodeURIComponent(imports + code)}`);
  }

  afterEach(async () => {
    await Promise.all([...open].map((encoder) => encoder.close()));
    for (const folder of folders) rmSync(folder, { recursive: true });
    open.clear();
    folders.clear();
  });

  it('answers a known text from the cache', async () => {
    const encoder = start();
    const first = await encoder.read('remember me');
    const again = encoder.read('remember me');
    expect(encoder.status().queued).toBe(0);
    expect(await again).toBe(first);
  });

  it('rejects what does not fit the queue, at once', async () => {
    const encoder = start({ maxQueue: 2 });
    const kept = [encoder.read('one'), encoder.read('two')];
    await expect(encoder.read('three')).rejects.toThrow('full (2 texts)');
    await expect(Promise.all(kept)).resolves.toHaveLength(2);
  });

  it('encodes lists that are longer than the queue, several at a time', async () => {
    const encoder = start({ maxQueue: 4 });
    const list = (name: string) => Array.from({ length: 10 }, (_, n) => `${name} ${n}`);
    const found = await Promise.all(['a', 'b', 'c'].map((name) => encoder.readAll(list(name))));
    expect(found.map(({ length }) => length)).toEqual([10, 10, 10]);
  });

  it('shares the work among workers', async () => {
    const encoder = start({ workers: 2, verify: true });
    const texts = Array.from({ length: 80 }, (_, n) => `text number ${n}`);
    expect(await encoder.readAll(texts)).toHaveLength(80);
  });

  it('names a truncated file and the remedy', async () => {
    const folder = temporaryFolder();
    cpSync(directory, folder, { recursive: true });
    truncateSync(join(folder, 'encoder.onnx'), 1000);
    const encoder = start({ directory: folder });
    await expect(encoder.ready()).rejects.toThrow(/encoder\.onnx` has 1000 bytes.*reinstall/);
    await expect(encoder.read('text')).rejects.toThrow('encoder.onnx');
    expect(encoder.status()).toMatchObject({ state: 'failed' });
  });

  it('finds changed bytes when asked to verify', async () => {
    const folder = temporaryFolder();
    cpSync(directory, folder, { recursive: true });
    const vocabulary = readFileSync(join(folder, 'vocab.txt'), 'utf8');
    writeFileSync(join(folder, 'vocab.txt'), vocabulary.replace('house', 'hosue'));
    await expect(start({ directory: folder, verify: true }).ready()).rejects.toThrow(
      'vocab.txt` is damaged',
    );
  });

  it('names the manifest when the folder has none', async () => {
    const encoder = start({ directory: temporaryFolder() });
    await expect(encoder.ready()).rejects.toThrow('manifest.json');
    expect(encoder.labels('domain')).toBeUndefined();
  });

  it('names the package to install when the runtime is missing, and reads with the flash tier', async () => {
    const encoder = start({ workerUrl: workerWithoutRuntime() });
    await expect(encoder.ready()).rejects.toThrow('npm install onnxruntime-node');
    expect(encoder.status().state).toBe('degraded');
    const reading = await encoder.read('What is the derivative of x squared?');
    expect(reading.tier).toBe('flash');
    expect(reading.embedding).toHaveLength(384);
    expect(reading.probabilities.domain).toHaveLength(14);
    await expect(
      encoder.findUnsupported({ context: 'c', question: 'q', answer: 'a' }),
    ).rejects.toThrow('no encoder');
    expect((await encoder.findPii('mail me at jo@example.com')).entities).toMatchObject([
      { type: 'EMAIL_ADDRESS', start: 11, end: 25 },
    ]);
  });

  it('rejects the work of a worker that dies, and starts another one', async () => {
    const dying = workerOf(
      "parentPort.on('message', () => process.exit(3)); parentPort.postMessage({ kind: 'ready' });",
    );
    const encoder = start({ workerUrl: dying });
    await encoder.ready();
    await expect(encoder.read('first')).rejects.toThrow('ended with code 3');
    expect(encoder.status().state).toBe('starting');
    await encoder.ready();
    await expect(encoder.read('second')).rejects.toThrow('ended with code 3');
    expect(encoder.status()).toMatchObject({ state: 'failed', error: expect.any(String) });
    await expect(encoder.ready()).rejects.toThrow('ended with code 3');
  });

  it('fails rather than mix the vectors of workers with and without the runtime', async () => {
    const changing = workerOf(
      `import { existsSync, writeFileSync } from 'node:fs';
      const seen = ${JSON.stringify(join(temporaryFolder(), 'seen'))};
      const isSecond = existsSync(seen);
      writeFileSync(seen, '');
      parentPort.on('message', () => process.exit(3));
      parentPort.postMessage({ kind: 'ready', ...(isSecond && { problem: 'no runtime' }) });`,
    );
    const encoder = start({ workerUrl: changing });
    await encoder.ready();
    await expect(encoder.read('first')).rejects.toThrow('ended with code 3');
    await expect(encoder.ready()).rejects.toThrow('vectors');
    expect(encoder.status().state).toBe('failed');
  });

  it('closes in the middle of work without taking the process along', async () => {
    for (let round = 0; round < 4; round += 1) {
      const encoder = start({ workers: 2 });
      if (round > 0) await encoder.ready();
      const texts = Array.from({ length: 60 }, (_, n) => `${round} ${n} ${'word '.repeat(120)}`);
      const pending = Promise.allSettled(texts.map((text) => encoder.read(text)));
      await new Promise((resolve) => setTimeout(resolve, round * 15));
      await encoder.close();
      expect((await pending).at(-1)).toMatchObject({ status: 'rejected' });
    }
  });

  it('rejects everything once it is closed', async () => {
    const encoder = start();
    const pending = encoder.read('too late');
    const ready = encoder.ready();
    const outcomes = Promise.allSettled([pending, ready]);
    await encoder.close();
    expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    await expect(encoder.read('later')).rejects.toThrow('closed');
    expect(encoder.status().state).toBe('closed');
  });
});
