import { createHash } from 'node:crypto';
import { createCalibration } from './calibration.ts';
import { type EncodeJob, EncodeQueue } from './encode-queue.ts';
import type { Encoder, EncoderState, EncoderStatus, Encoding } from './encoder.ts';
import { type Manifest, readManifest, verifyFiles } from './manifest.ts';
import { RecentMap } from './recent-map.ts';
import { openTokenizer } from './vocabulary.ts';
import type { Tokenizer } from './wordpiece.ts';
import type { BatchReply, WorkerReply } from './worker-messages.ts';
import { WorkerSlot } from './worker-slot.ts';

interface OpenEncoderOptions {
  /** A folder with `manifest.json`, `encoder.onnx` and `vocab.txt`. */
  readonly directory: string;
  readonly workers?: number;
  /** Texts that may wait; more are rejected at once. */
  readonly maxQueue?: number;
  readonly cacheEntries?: number;
  /** The compiled entry of the worker thread. */
  readonly workerUrl?: URL;
  /** Compare checksums, not only sizes. */
  readonly verify?: boolean;
  readonly logger?: { warn(details: object, message: string): void };
}

interface Loaded {
  readonly manifest: Manifest;
  readonly tokenizer: Tokenizer;
  readonly calibrate: (cosine: number) => number;
}

interface Waiting {
  resolve(): void;
  reject(reason: Error): void;
}

/** Longer texts are tokenised in the worker. */
const MAX_MAIN_THREAD_LENGTH = 2048;
/** Longer texts are not worth the time of hashing them. */
const MAX_CACHED_LENGTH = 65_536;
const TEXTS_AT_ONCE = 32;

/** Starts the workers and returns at once; a model that cannot be loaded shows in `ready()` and `status()`. */
export function openEncoder(options: OpenEncoderOptions): Encoder {
  const encoder = new WorkerEncoder(options);
  encoder.start();
  return encoder;
}

class WorkerEncoder implements Encoder {
  readonly #options: OpenEncoderOptions;
  readonly #maxQueue: number;
  readonly #workers: number;
  readonly #cache: RecentMap<Encoding>;
  readonly #queue = new EncodeQueue();
  readonly #waiting = new Set<Waiting>();
  #slots: readonly WorkerSlot[] = [];
  #loaded: Loaded | undefined;
  #state: EncoderState = 'starting';
  #error: Error | undefined;
  #isPumpPlanned = false;
  /** Settles when the list whose turn it is has its answers. */
  #lists: Promise<void> = Promise.resolve();

  constructor(options: OpenEncoderOptions) {
    const { workers = 1, maxQueue = 256, cacheEntries = 4096 } = options;
    this.#options = options;
    this.#workers = workers;
    this.#maxQueue = maxQueue;
    this.#cache = new RecentMap(cacheEntries);
  }

  get dimension(): number {
    return this.#loaded?.manifest.dimension ?? 0;
  }

  labels(task: string): readonly string[] | undefined {
    return this.#loaded?.manifest.tasks.find(({ name }) => name === task)?.labels;
  }

  calibrate(cosine: number): number {
    return this.#loaded?.calibrate(cosine) ?? cosine;
  }

  status(): EncoderStatus {
    return {
      name: this.#loaded?.manifest.name ?? '',
      version: this.#loaded?.manifest.version ?? '',
      state: this.#state,
      ...(this.#error && { error: this.#error.message }),
      queued: this.#queue.queued,
    };
  }

  start(): void {
    try {
      this.#loaded = load(this.#options.directory);
    } catch (cause) {
      this.#fail(cause as Error);
      return;
    }
    const { manifest } = this.#loaded;
    const verified = this.#options.verify
      ? verifyFiles(this.#options.directory, manifest)
      : Promise.resolve();
    verified.then(
      () => this.#startWorkers(manifest),
      (cause: Error) => this.#fail(cause),
    );
  }

  ready(): Promise<void> {
    if (this.#state === 'ready') return Promise.resolve();
    if (this.#error) return Promise.reject(this.#error);
    return new Promise((resolve, reject) => this.#waiting.add({ resolve, reject }));
  }

  async encode(text: string, options: { readonly signal?: AbortSignal } = {}): Promise<Encoding> {
    options.signal?.throwIfAborted();
    if (!this.#loaded || this.#state === 'failed' || this.#state === 'closed') {
      throw this.#error ?? new Error('the encoder is not available');
    }
    const key = cacheKey(text);
    const known = key === undefined ? undefined : this.#cache.get(key);
    if (known) return known;
    const job = this.#queue.find(text) ?? this.#enqueue(text, this.#loaded);
    return this.#queue.wait(job, options.signal);
  }

  async encodeAll(
    texts: readonly string[],
    options: { readonly signal?: AbortSignal } = {},
  ): Promise<readonly Encoding[]> {
    const encodings: Encoding[] = [];
    const step = Math.min(TEXTS_AT_ONCE * this.#workers, this.#maxQueue);
    for (let start = 0; start < texts.length; start += step) {
      const part = texts.slice(start, start + step);
      encodings.push(...(await this.#encodePart(part, options)));
    }
    return encodings;
  }

  /** Long lists take turns, one part each, so that they leave room in the queue for requests. */
  #encodePart(
    texts: readonly string[],
    options: { readonly signal?: AbortSignal },
  ): Promise<readonly Encoding[]> {
    const turn = this.#lists.then(() =>
      Promise.all(texts.map((text) => this.encode(text, options))),
    );
    const done = () => undefined;
    this.#lists = turn.then(done, done);
    return turn;
  }

  async close(): Promise<void> {
    if (this.#state !== 'closed') this.#end('closed', new Error('the encoder is closed'));
    await Promise.all(this.#slots.map((slot) => slot.close()));
  }

  #startWorkers(manifest: Manifest): void {
    if (this.#state === 'closed') return;
    const { directory, workerUrl = new URL('./encoder-worker.js', import.meta.url) } =
      this.#options;
    const open = () =>
      new WorkerSlot({
        url: workerUrl,
        setup: { directory, manifest },
        onFree: () => this.#becomeReady(),
        onReply: (jobs, reply) => this.#receive(jobs, reply),
        onDeath: (lost, error) => this.#slotDied(lost, error),
      });
    this.#slots = Array.from({ length: this.#workers }, open);
    for (const slot of this.#slots) slot.start();
  }

  #enqueue(text: string, { tokenizer, manifest }: Loaded): EncodeJob {
    if (this.#queue.queued >= this.#maxQueue) {
      throw new Error(`the queue of the encoder is full (${this.#maxQueue} texts)`);
    }
    const { maxTokens } = manifest.tokenizer;
    this.#planPump();
    if (text.length > MAX_MAIN_THREAD_LENGTH) {
      return this.#queue.add({ text, input: text, cost: maxTokens, isTruncated: false });
    }
    const { ids, isTruncated } = tokenizer.encode(text, maxTokens);
    return this.#queue.add({ text, input: ids, cost: ids.length, isTruncated });
  }

  /** At the end of the current turn, so that texts asked for together travel together. */
  #planPump(): void {
    if (this.#isPumpPlanned) return;
    this.#isPumpPlanned = true;
    queueMicrotask(() => {
      this.#isPumpPlanned = false;
      this.#pump();
    });
  }

  #pump(): void {
    for (const slot of this.#slots) {
      if (this.#queue.queued === 0) return;
      if (slot.isFree) slot.send(this.#queue.take());
    }
  }

  #becomeReady(): void {
    if (this.#state === 'starting') {
      this.#state = 'ready';
      this.#error = undefined;
      for (const { resolve } of this.#waiting) resolve();
      this.#waiting.clear();
    }
    this.#pump();
  }

  #receive(jobs: ReadonlyMap<number, EncodeJob>, reply: WorkerReply): void {
    if (reply.kind === 'result') this.#receiveResult(jobs, reply);
    if (reply.kind !== 'rejected') return;
    for (const id of reply.ids) {
      const job = jobs.get(id);
      if (job) this.#queue.reject(job, new Error(reply.message));
    }
  }

  #receiveResult(jobs: ReadonlyMap<number, EncodeJob>, reply: BatchReply): void {
    for (const [row, id] of reply.ids.entries()) {
      const job = jobs.get(id);
      if (!job) continue;
      const encoding: Encoding = {
        embedding: rowOf(reply.embeddings, row, reply.ids.length),
        probabilities: Object.fromEntries(
          Object.entries(reply.probabilities).map(([task, rows]) => [
            task,
            rowOf(rows, row, reply.ids.length),
          ]),
        ),
        tokens: reply.tokens[row] ?? 0,
        isTruncated: job.isTruncated || reply.truncated.includes(id),
      };
      const key = cacheKey(job.text);
      if (key !== undefined) this.#cache.set(key, encoding);
      this.#queue.resolve(job, encoding);
    }
  }

  #slotDied(lost: readonly EncodeJob[], error: Error): void {
    if (this.#state === 'closed') return;
    this.#options.logger?.warn({ error: error.message, lost: lost.length }, 'encoder worker died');
    if (this.#slots.every(({ state }) => state === 'failed')) {
      this.#fail(error);
      return;
    }
    for (const job of lost) this.#queue.reject(job, error);
    if (this.#slots.some(({ state }) => state === 'ready')) return;
    // Nobody works on the rest before the restart, and callers should not wait that long.
    this.#state = 'starting';
    this.#queue.rejectAll(error);
  }

  #fail(error: Error): void {
    if (this.#state !== 'closed') this.#end('failed', error);
  }

  #end(state: 'failed' | 'closed', error: Error): void {
    this.#state = state;
    this.#error = error;
    this.#queue.rejectAll(error);
    for (const { reject } of this.#waiting) reject(error);
    this.#waiting.clear();
  }
}

function load(directory: string): Loaded {
  const manifest = readManifest(directory);
  const calibrate = createCalibration(manifest.similarity.knots);
  return { manifest, calibrate, tokenizer: openTokenizer(directory) };
}

function cacheKey(text: string): string | undefined {
  if (text.length <= 64) return text;
  if (text.length > MAX_CACHED_LENGTH) return undefined;
  return createHash('sha1').update(text).digest('base64');
}

/** A copy: a view would keep the whole batch in memory for as long as the row is cached. */
function rowOf(rows: Float32Array, row: number, count: number): Float32Array {
  const width = rows.length / count;
  return rows.slice(row * width, (row + 1) * width);
}
