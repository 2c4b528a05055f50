import type { WorkerJob, WorkerReply } from './worker-messages.ts';

/** What a worker found out. */
export type Answer = Extract<WorkerReply, { readonly kind: 'read' | 'support' | 'pii' }>;

interface Waiter {
  resolve(answer: Answer): void;
  reject(reason: unknown): void;
}

/** Work on its way, with everyone who asked for it. */
export interface EncodeJob {
  readonly id: number;
  /** Equal jobs have equal keys. */
  readonly key: string;
  readonly job: WorkerJob;
  /** Tokens, about. */
  readonly cost: number;
  readonly waiters: Set<Waiter>;
}

const MAX_BATCH_TEXTS = 32;
const MAX_BATCH_TOKENS = 1024;

/** Jobs that wait for a worker or are being worked on; equal ones are one job. */
export class EncodeQueue {
  readonly #jobs = new Map<string, EncodeJob>();
  readonly #queued = new Set<EncodeJob>();
  #lastId = 0;

  get queued(): number {
    return this.#queued.size;
  }

  find(key: string): EncodeJob | undefined {
    return this.#jobs.get(key);
  }

  add(job: Pick<EncodeJob, 'key' | 'job' | 'cost'>): EncodeJob {
    this.#lastId += 1;
    const added = { ...job, id: this.#lastId, waiters: new Set<Waiter>() };
    this.#jobs.set(job.key, added);
    this.#queued.add(added);
    return added;
  }

  /** When the last one to wait aborts, a job that no worker has yet is forgotten. */
  wait(job: EncodeJob, signal?: AbortSignal): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        resolve: (answer) => {
          signal?.removeEventListener('abort', abort);
          resolve(answer);
        },
        reject: (reason) => {
          signal?.removeEventListener('abort', abort);
          reject(reason);
        },
      };
      const abort = () => {
        job.waiters.delete(waiter);
        if (job.waiters.size === 0 && this.#queued.delete(job)) this.#jobs.delete(job.key);
        reject(signal?.reason);
      };
      job.waiters.add(waiter);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** The oldest jobs, as many as fit one batch. */
  take(): EncodeJob[] {
    const batch: EncodeJob[] = [];
    let tokens = 0;
    for (const job of this.#queued) {
      tokens += job.cost;
      if (batch.length === MAX_BATCH_TEXTS) break;
      if (batch.length > 0 && tokens > MAX_BATCH_TOKENS) break;
      batch.push(job);
    }
    for (const job of batch) this.#queued.delete(job);
    return batch;
  }

  resolve(job: EncodeJob, answer: Answer): void {
    this.#forget(job);
    for (const waiter of job.waiters) waiter.resolve(answer);
  }

  reject(job: EncodeJob, reason: Error): void {
    this.#forget(job);
    for (const waiter of job.waiters) waiter.reject(reason);
  }

  rejectAll(reason: Error): void {
    for (const job of [...this.#jobs.values()]) this.reject(job, reason);
  }

  #forget(job: EncodeJob): void {
    this.#jobs.delete(job.key);
    this.#queued.delete(job);
  }
}
