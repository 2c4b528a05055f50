import { Worker } from 'node:worker_threads';
import { SwitchyardError } from '../../errors.ts';
import {
  CLOSE_FOLDER,
  type FolderGraph,
  type FolderItem,
  type FolderReply,
  type FolderResult,
  type FolderSetup,
} from './folder-messages.ts';

interface ThreadOptions {
  readonly name: string;
  readonly setup: FolderSetup;
  readonly url: URL;
  readonly maxQueue: number;
}

interface Waiter {
  resolve(result: FolderResult): void;
  reject(reason: unknown): void;
}

/** One text on its way, with everyone who asked for it. */
interface Job extends FolderItem {
  readonly key: string;
  readonly waiters: Set<Waiter>;
}

interface Measurement {
  readonly lengths: readonly number[];
  readonly rounds: number;
  resolve(milliseconds: readonly number[]): void;
  reject(reason: Error): void;
}

type ThreadState = 'starting' | 'ready' | 'failed' | 'closed';

const MAX_BATCH_TEXTS = 32;
/** About 1024 tokens. */
const MAX_BATCH_CHARACTERS = 4096;
const CLOSE_TIMEOUT_MS = 10_000;
const RESTART_DELAY_MS = 500;
/** A worker that dies twice within this time is given up. */
const RESTART_WINDOW_MS = 60_000;

/** The worker thread of one folder and the texts that wait for it; equal texts are one job. */
export class FolderThread {
  readonly #options: ThreadOptions;
  readonly #jobs = new Map<string, Job>();
  readonly #queued = new Set<Job>();
  readonly #starting: { resolve(): void; reject(reason: Error): void }[] = [];
  #running: readonly Job[] = [];
  #measurements: Measurement[] = [];
  #measuring: Measurement | undefined;
  #state: ThreadState = 'starting';
  #error: Error | undefined;
  #graph: FolderGraph | undefined;
  #worker: Worker | undefined;
  #isPumpPlanned = false;
  #lastDeath = Number.NEGATIVE_INFINITY;
  #restart: NodeJS.Timeout | undefined;

  constructor(options: ThreadOptions) {
    this.#options = options;
    this.#start();
  }

  get state(): ThreadState {
    return this.#state;
  }

  get error(): Error | undefined {
    return this.#error;
  }

  get graph(): FolderGraph | undefined {
    return this.#graph;
  }

  ready(): Promise<void> {
    if (this.#state === 'ready') return Promise.resolve();
    if (this.#error && this.#state !== 'starting') return Promise.reject(this.#error);
    return new Promise((resolve, reject) => this.#starting.push({ resolve, reject }));
  }

  async run(item: FolderItem, signal?: AbortSignal): Promise<FolderResult> {
    signal?.throwIfAborted();
    if (this.#state === 'failed' || this.#state === 'closed') throw this.#unavailable();
    const key = item.pair === undefined ? item.text : JSON.stringify([item.text, item.pair]);
    const job = this.#jobs.get(key) ?? this.#enqueue(item, key);
    return this.#wait(job, signal);
  }

  /** Median milliseconds of the bare graph at each length. */
  measure(lengths: readonly number[], rounds: number): Promise<readonly number[]> {
    if (this.#state === 'failed' || this.#state === 'closed') {
      return Promise.reject(this.#unavailable());
    }
    return new Promise((resolve, reject) => {
      this.#measurements.push({ lengths, rounds, resolve, reject });
      this.#planPump();
    });
  }

  async close(): Promise<void> {
    if (this.#state === 'closed') return;
    clearTimeout(this.#restart);
    const worker = this.#worker;
    this.#worker = undefined;
    this.#end('closed', new Error(`the model \`${this.#options.name}\` is closed`));
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    const killed = setTimeout(() => void worker.terminate(), CLOSE_TIMEOUT_MS);
    worker.postMessage(CLOSE_FOLDER);
    await ended;
    clearTimeout(killed);
  }

  #start(): void {
    const { url, setup, name } = this.#options;
    const worker = new Worker(url, {
      name: `switchyard-${name}`,
      workerData: setup,
      execArgv: [],
    });
    this.#worker = worker;
    worker.on('message', (reply: FolderReply) => {
      if (this.#worker === worker) this.#receive(reply);
    });
    worker.on('error', (cause) => this.#died(worker, `died (${cause.message})`));
    worker.on('exit', (code) => this.#died(worker, `ended with code ${code}`));
  }

  #enqueue(item: FolderItem, key: string): Job {
    const { maxQueue, name } = this.#options;
    if (this.#queued.size >= maxQueue) {
      throw new SwitchyardError(
        'model_unavailable',
        `the queue of the model \`${name}\` is full (${maxQueue} texts)`,
      );
    }
    const job: Job = { ...item, key, waiters: new Set() };
    this.#jobs.set(key, job);
    this.#queued.add(job);
    this.#planPump();
    return job;
  }

  #wait(job: Job, signal: AbortSignal | undefined): Promise<FolderResult> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        job.waiters.delete(waiter);
        // A text that nobody waits for and that is not at work yet is forgotten.
        if (job.waiters.size === 0 && this.#queued.delete(job)) this.#jobs.delete(job.key);
        reject(signal?.reason);
      };
      const waiter: Waiter = {
        resolve: (result) => {
          signal?.removeEventListener('abort', abort);
          resolve(result);
        },
        reject: (reason) => {
          signal?.removeEventListener('abort', abort);
          reject(reason);
        },
      };
      job.waiters.add(waiter);
      signal?.addEventListener('abort', abort, { once: true });
    });
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
    if (this.#state !== 'ready' || this.#running.length > 0 || this.#measuring) return;
    if (this.#queued.size > 0) {
      this.#running = this.#takeBatch();
      const items = this.#running.map(({ text, pair }) => ({
        text,
        ...(pair !== undefined && { pair }),
      }));
      this.#worker?.postMessage({ kind: 'run', id: 0, items });
      return;
    }
    this.#measuring = this.#measurements.shift();
    if (!this.#measuring) return;
    const { lengths, rounds } = this.#measuring;
    this.#worker?.postMessage({ kind: 'measure', id: 0, lengths, rounds });
  }

  #takeBatch(): readonly Job[] {
    const batch: Job[] = [];
    let characters = 0;
    for (const job of this.#queued) {
      characters += job.text.length;
      if (batch.length === MAX_BATCH_TEXTS) break;
      if (batch.length > 0 && characters > MAX_BATCH_CHARACTERS) break;
      batch.push(job);
    }
    for (const job of batch) this.#queued.delete(job);
    return batch;
  }

  #receive(reply: FolderReply): void {
    switch (reply.kind) {
      case 'ready':
        this.#graph = reply.graph;
        this.#state = 'ready';
        for (const { resolve } of this.#starting.splice(0)) resolve();
        break;
      case 'failed':
        this.#worker = undefined;
        this.#end('failed', new Error(reply.message));
        return;
      case 'result':
        for (const [index, job] of this.#running.entries()) {
          const result = reply.results[index];
          if (result) this.#settle(job, (waiter) => waiter.resolve(result));
        }
        this.#running = [];
        break;
      case 'measured':
        this.#measuring?.resolve(reply.milliseconds);
        this.#measuring = undefined;
        break;
      case 'rejected':
        this.#rejectWork(new Error(`the model \`${this.#options.name}\` failed: ${reply.message}`));
        break;
    }
    this.#pump();
  }

  /** Both `error` and `exit` of one thread arrive here; the second finds another worker or none. */
  #died(worker: Worker, how: string): void {
    if (this.#worker !== worker) return;
    this.#worker = undefined;
    const error = new Error(`the worker of the model \`${this.#options.name}\` ${how}`);
    const now = performance.now();
    if (now - this.#lastDeath < RESTART_WINDOW_MS) {
      this.#end('failed', error);
      return;
    }
    this.#lastDeath = now;
    this.#state = 'starting';
    this.#rejectWork(error);
    // Callers should not wait as long as a restart takes.
    for (const job of this.#queued) this.#reject(job, error);
    this.#restart = setTimeout(() => this.#start(), RESTART_DELAY_MS);
  }

  #end(state: 'failed' | 'closed', error: Error): void {
    this.#state = state;
    this.#error = error;
    this.#rejectWork(error);
    for (const job of this.#queued) this.#reject(job, error);
    for (const { reject } of this.#measurements.splice(0)) reject(error);
    for (const { reject } of this.#starting.splice(0)) reject(error);
  }

  #rejectWork(error: Error): void {
    for (const job of this.#running) this.#reject(job, error);
    this.#running = [];
    this.#measuring?.reject(error);
    this.#measuring = undefined;
  }

  #reject(job: Job, cause: Error): void {
    const error = new SwitchyardError('model_unavailable', cause.message, { cause });
    this.#settle(job, (waiter) => waiter.reject(error));
  }

  #settle(job: Job, settle: (waiter: Waiter) => void): void {
    this.#jobs.delete(job.key);
    this.#queued.delete(job);
    for (const waiter of job.waiters) settle(waiter);
  }

  #unavailable(): SwitchyardError {
    const message = this.#error?.message ?? `the model \`${this.#options.name}\` is not available`;
    return new SwitchyardError('model_unavailable', message, { cause: this.#error });
  }
}
