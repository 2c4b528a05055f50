import type { Encoding } from './encoder.ts';

interface Waiter {
  resolve(encoding: Encoding): void;
  reject(reason: unknown): void;
}

/** A text on its way, with everyone who asked for it. */
export interface EncodeJob {
  readonly id: number;
  readonly text: string;
  readonly input: Int32Array | string;
  /** Tokens, or their upper bound where the text is not tokenised yet. */
  readonly cost: number;
  readonly isTruncated: boolean;
  readonly waiters: Set<Waiter>;
}

const MAX_BATCH_TEXTS = 32;
const MAX_BATCH_TOKENS = 1024;

/** Texts that wait for a worker or are being worked on; equal texts are one job. */
export class EncodeQueue {
  readonly #jobs = new Map<string, EncodeJob>();
  readonly #queued = new Set<EncodeJob>();
  #lastId = 0;

  get queued(): number {
    return this.#queued.size;
  }

  find(text: string): EncodeJob | undefined {
    return this.#jobs.get(text);
  }

  add(job: Pick<EncodeJob, 'text' | 'input' | 'cost' | 'isTruncated'>): EncodeJob {
    this.#lastId += 1;
    const added = { ...job, id: this.#lastId, waiters: new Set<Waiter>() };
    this.#jobs.set(job.text, added);
    this.#queued.add(added);
    return added;
  }

  /** When the last one to wait aborts, a job that no worker has yet is forgotten. */
  wait(job: EncodeJob, signal?: AbortSignal): Promise<Encoding> {
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        resolve: (encoding) => {
          signal?.removeEventListener('abort', abort);
          resolve(encoding);
        },
        reject: (reason) => {
          signal?.removeEventListener('abort', abort);
          reject(reason);
        },
      };
      const abort = () => {
        job.waiters.delete(waiter);
        if (job.waiters.size === 0 && this.#queued.delete(job)) this.#jobs.delete(job.text);
        reject(signal?.reason);
      };
      job.waiters.add(waiter);
      signal?.addEventListener('abort', abort, { once: true });
    });
  }

  /** The oldest texts, as many as fit one batch. */
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

  resolve(job: EncodeJob, encoding: Encoding): void {
    this.#forget(job);
    for (const waiter of job.waiters) waiter.resolve(encoding);
  }

  reject(job: EncodeJob, reason: Error): void {
    this.#forget(job);
    for (const waiter of job.waiters) waiter.reject(reason);
  }

  rejectAll(reason: Error): void {
    for (const job of [...this.#jobs.values()]) this.reject(job, reason);
  }

  #forget(job: EncodeJob): void {
    this.#jobs.delete(job.text);
    this.#queued.delete(job);
  }
}
