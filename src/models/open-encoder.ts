import { createHash } from 'node:crypto';
import { createCalibration } from './calibration.ts';
import { type Answer, type EncodeJob, EncodeQueue } from './encode-queue.ts';
import type { Encoder, EncoderStatus } from './encoder.ts';
import { type Manifest, readManifest, verifyFiles } from './manifest.ts';
import type { Reading } from './reader.ts';
import { RecentMap } from './recent-map.ts';
import type { SupportInput } from './support.ts';
import type { Cancellable, ModelState, PiiFinding, UnsupportedSpan } from './text-models.ts';
import type { WorkerJob, WorkerReply } from './worker-messages.ts';
import { WorkerSlot } from './worker-slot.ts';

interface OpenEncoderOptions {
  /** A folder with `manifest.json`, `encoder.onnx` and `vocab.txt`. */
  readonly directory: string;
  /** The folder of the flash heads, which read along. */
  readonly flashDirectory: string;
  readonly glossDirectory: string;
  readonly piiDirectory: string;
  /** `flash`: the graph stays closed, the flash tier answers. */
  readonly engine?: 'auto' | 'flash';
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
  readonly calibrate: Readonly<Record<EmbeddingTier, (cosine: number) => number>>;
}

type EmbeddingTier = Reading['tier'];

interface Waiting {
  resolve(): void;
  reject(reason: Error): void;
}

/** Longer texts are not worth the time of hashing them. */
const MAX_CACHED_LENGTH = 65_536;
const TEXTS_AT_ONCE = 32;
const UNITS_PER_TOKEN = 3;
/** What takes long travels alone. */
const LONE_COST = 1024;

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
  readonly #cache: RecentMap<Reading>;
  readonly #queue = new EncodeQueue();
  readonly #waiting = new Set<Waiting>();
  #slots: readonly WorkerSlot[] = [];
  #loaded: Loaded | undefined;
  #state: ModelState = 'starting';
  #error: Error | undefined;
  /** Whose vectors there are, from the first worker that was ready on. */
  #tier: EmbeddingTier | undefined;
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
    return this.#loaded?.calibrate[this.#tier ?? 'trunk'](cosine) ?? cosine;
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

  async read(text: string, options: Cancellable = {}): Promise<Reading> {
    const key = cacheKey(text);
    const known = key === undefined ? undefined : this.#cache.get(key);
    if (known) return known;
    const reading = await this.#ask({ kind: 'read', text }, text, options);
    if (key !== undefined) this.#cache.set(key, reading);
    return reading;
  }

  async readAll(texts: readonly string[], options: Cancellable = {}): Promise<readonly Reading[]> {
    const readings: Reading[] = [];
    const step = Math.min(TEXTS_AT_ONCE * this.#workers, this.#maxQueue);
    for (let start = 0; start < texts.length; start += step) {
      const part = texts.slice(start, start + step);
      readings.push(...(await this.#readPart(part, options)));
    }
    return readings;
  }

  async findUnsupported(
    input: SupportInput,
    options: Cancellable = {},
  ): Promise<readonly UnsupportedSpan[]> {
    const { context, question, answer } = input;
    const text = JSON.stringify([context, question, answer]);
    return (await this.#ask({ kind: 'support', input }, text, options)).spans;
  }

  async findPii(text: string, options: Cancellable = {}): Promise<PiiFinding> {
    return (await this.#ask({ kind: 'pii', text }, text, options)).finding;
  }

  /** Equal jobs share one answer; the text stands for what a job is about. */
  async #ask<J extends WorkerJob>(
    job: J,
    text: string,
    { signal }: Cancellable,
  ): Promise<Extract<Answer, { readonly kind: J['kind'] }>> {
    const { manifest } = this.#loadedOrThrow(signal);
    const key = `${job.kind} ${text}`;
    const cost =
      job.kind === 'read'
        ? Math.min(manifest.tokenizer.maxTokens, Math.ceil(text.length / UNITS_PER_TOKEN))
        : LONE_COST;
    const known = this.#queue.find(key) ?? this.#enqueue({ key, job, cost });
    const answer = await this.#queue.wait(known, signal);
    // A worker answers in kind.
    return answer as Extract<Answer, { readonly kind: J['kind'] }>;
  }

  #loadedOrThrow(signal: AbortSignal | undefined): Loaded {
    signal?.throwIfAborted();
    if (!this.#loaded || this.#state === 'failed' || this.#state === 'closed') {
      throw this.#error ?? new Error('the encoder is not available');
    }
    return this.#loaded;
  }

  /** Long lists take turns, one part each, so that they leave room in the queue for requests. */
  #readPart(texts: readonly string[], options: Cancellable): Promise<readonly Reading[]> {
    const turn = this.#lists.then(() => Promise.all(texts.map((text) => this.read(text, options))));
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
    const {
      directory,
      flashDirectory,
      piiDirectory,
      glossDirectory,
      engine = 'auto',
      workerUrl = new URL('./encoder-worker.js', import.meta.url),
    } = this.#options;
    const open = () =>
      new WorkerSlot({
        url: workerUrl,
        setup: { directory, flashDirectory, piiDirectory, glossDirectory, engine, manifest },
        onReady: (problem) => this.#becomeReady(problem),
        onFree: () => this.#pump(),
        onReply: (job, reply) => this.#receive(job, reply),
        onDeath: (lost, error) => this.#slotDied(lost, error),
      });
    this.#slots = Array.from({ length: this.#workers }, open);
    for (const slot of this.#slots) slot.start();
  }

  #enqueue(job: { readonly key: string; readonly job: WorkerJob; readonly cost: number }) {
    if (this.#queue.queued >= this.#maxQueue) {
      throw new Error(`the queue of the encoder is full (${this.#maxQueue} texts)`);
    }
    this.#planPump();
    return this.#queue.add(job);
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

  #becomeReady(problem: string | undefined): void {
    const isFlash = this.#options.engine === 'flash' || problem !== undefined;
    const tier: EmbeddingTier = isFlash ? 'flash' : 'trunk';
    this.#tier ??= tier;
    if (tier !== this.#tier) {
      const reason = problem ?? 'another worker has none';
      this.#fail(
        new Error(`the encoders of two workers differ, as would their vectors (${reason})`),
      );
      return;
    }
    if (this.#state === 'starting') {
      this.#state = problem === undefined ? 'ready' : 'degraded';
      this.#error = problem === undefined ? undefined : new Error(problem);
      for (const { resolve, reject } of this.#waiting) {
        if (this.#error === undefined) resolve();
        else reject(this.#error);
      }
      this.#waiting.clear();
    }
  }

  #receive(job: EncodeJob, reply: Extract<WorkerReply, { readonly id: number }>): void {
    if (reply.kind === 'rejected') this.#queue.reject(job, new Error(reply.message));
    else this.#queue.resolve(job, reply);
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
  const calibrate = {
    trunk: createCalibration(manifest.similarity.knots),
    flash: createCalibration(manifest.static.similarity.knots),
  };
  return { manifest, calibrate };
}

function cacheKey(text: string): string | undefined {
  if (text.length <= 64) return text;
  if (text.length > MAX_CACHED_LENGTH) return undefined;
  return createHash('sha1').update(text).digest('base64');
}
