import { Worker } from 'node:worker_threads';
import type { EncodeJob } from './encode-queue.ts';
import { type BatchItem, CLOSE, type WorkerReply, type WorkerSetup } from './worker-messages.ts';

/** A model that is still loading closes only when it has loaded. */
const CLOSE_TIMEOUT_MS = 10_000;
const RESTART_DELAY_MS = 500;
/** A worker that dies twice within this time is given up. */
const RESTART_WINDOW_MS = 60_000;

interface WorkerSlotOptions {
  readonly url: URL;
  readonly setup: WorkerSetup;
  /** Loaded; `problem` says why the flash heads have to answer alone. */
  onReady(problem: string | undefined): void;
  /** Ready for a batch: after the start and after the last answer of a batch. */
  onFree(): void;
  onReply(job: EncodeJob, reply: Extract<WorkerReply, { readonly id: number }>): void;
  /** The thread died with these jobs; it comes back unless `state` is `failed`. */
  onDeath(lost: readonly EncodeJob[], error: Error): void;
}

/** One worker thread and the batch it works on. */
export class WorkerSlot {
  readonly #options: WorkerSlotOptions;
  readonly #jobs = new Map<number, EncodeJob>();
  #state: 'starting' | 'ready' | 'failed' = 'starting';
  #worker: Worker | undefined;
  #lastDeath = Number.NEGATIVE_INFINITY;
  #restart: NodeJS.Timeout | undefined;

  constructor(options: WorkerSlotOptions) {
    this.#options = options;
  }

  get state(): 'starting' | 'ready' | 'failed' {
    return this.#state;
  }

  get isFree(): boolean {
    return this.#state === 'ready' && this.#jobs.size === 0;
  }

  start(): void {
    const worker = new Worker(this.#options.url, {
      name: 'switchyard-encoder',
      workerData: this.#options.setup,
      execArgv: [],
    });
    this.#worker = worker;
    worker.on('message', (reply: WorkerReply) => this.#receive(worker, reply));
    worker.on('error', (cause) => this.#died(worker, `the encoder worker died (${cause.message})`));
    worker.on('exit', (code) => this.#died(worker, `the encoder worker ended with code ${code}`));
  }

  send(jobs: readonly EncodeJob[]): void {
    for (const job of jobs) this.#jobs.set(job.id, job);
    this.#worker?.postMessage(jobs.map(({ id, job }): BatchItem => ({ id, job })));
  }

  async close(): Promise<void> {
    clearTimeout(this.#restart);
    const worker = this.#worker;
    this.#worker = undefined;
    if (!worker) return;
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    const killed = setTimeout(() => void worker.terminate(), CLOSE_TIMEOUT_MS);
    worker.postMessage(CLOSE);
    await ended;
    clearTimeout(killed);
  }

  #receive(worker: Worker, reply: WorkerReply): void {
    if (this.#worker !== worker) return;
    if (reply.kind === 'failed') {
      this.#lose('failed', new Error(reply.message));
      return;
    }
    if (reply.kind === 'ready') {
      this.#state = 'ready';
      this.#options.onReady(reply.problem);
    } else {
      const job = this.#jobs.get(reply.id);
      this.#jobs.delete(reply.id);
      if (job) this.#options.onReply(job, reply);
    }
    if (this.isFree) this.#options.onFree();
  }

  /** Both `error` and `exit` of one thread arrive here; the second finds another worker or none. */
  #died(worker: Worker, message: string): void {
    if (this.#worker !== worker) return;
    const now = performance.now();
    if (now - this.#lastDeath < RESTART_WINDOW_MS) {
      this.#lose('failed', new Error(message));
      return;
    }
    this.#lastDeath = now;
    this.#restart = setTimeout(() => this.start(), RESTART_DELAY_MS);
    this.#lose('starting', new Error(message));
  }

  #lose(state: 'starting' | 'failed', error: Error): void {
    this.#worker = undefined;
    this.#state = state;
    const lost = [...this.#jobs.values()];
    this.#jobs.clear();
    this.#options.onDeath(lost, error);
  }
}
