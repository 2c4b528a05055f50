interface BatchWindowOptions<Result> {
  /** Milliseconds that the first text of a batch waits for others. */
  readonly windowMs: number;
  readonly maxTexts: number;
  /** One result per text, in order. */
  readonly send: (texts: readonly string[], signal: AbortSignal) => Promise<readonly Result[]>;
}

interface Waiter<Result> {
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

interface Batch<Result> {
  readonly waiters: Map<string, Set<Waiter<Result>>>;
  readonly control: AbortController;
}

/** Gathers texts for one request, because the way to a server costs more than the work there. */
export class BatchWindow<Result> {
  readonly #options: BatchWindowOptions<Result>;
  /** Text -> the batch it travels with, until the answer is there. */
  readonly #travelling = new Map<string, Batch<Result>>();
  #open: Batch<Result> | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: BatchWindowOptions<Result>) {
    this.#options = options;
  }

  /** Rejects when aborted; a request that nobody waits for any more is aborted too. */
  ask(text: string, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    const batch = this.#batchOf(text);
    return new Promise((resolve, reject) => {
      const waiters = batch.waiters.get(text) ?? new Set();
      batch.waiters.set(text, waiters);
      const abort = () => {
        waiters.delete(waiter);
        if (waiters.size === 0) this.#forget(batch, text);
        reject(signal?.reason);
      };
      const settled = () => signal?.removeEventListener('abort', abort);
      const waiter: Waiter<Result> = {
        resolve: (result) => {
          settled();
          resolve(result);
        },
        reject: (reason) => {
          settled();
          reject(reason);
        },
      };
      waiters.add(waiter);
      signal?.addEventListener('abort', abort, { once: true });
      if (batch === this.#open && batch.waiters.size >= this.#options.maxTexts) this.#send();
    });
  }

  #batchOf(text: string): Batch<Result> {
    const travelling = this.#travelling.get(text);
    if (travelling !== undefined) return travelling;
    if (this.#open === undefined) {
      this.#open = { waiters: new Map(), control: new AbortController() };
      this.#timer = setTimeout(() => this.#send(), this.#options.windowMs);
    }
    this.#travelling.set(text, this.#open);
    return this.#open;
  }

  #send(): void {
    clearTimeout(this.#timer);
    const batch = this.#open;
    this.#open = undefined;
    if (batch === undefined || batch.waiters.size === 0) return;
    const texts = [...batch.waiters.keys()];
    const finish = (settle: (waiter: Waiter<Result>, index: number) => void) => {
      for (const [index, text] of texts.entries()) {
        if (this.#travelling.get(text) === batch) this.#travelling.delete(text);
        for (const waiter of batch.waiters.get(text) ?? []) settle(waiter, index);
      }
    };
    this.#options.send(texts, batch.control.signal).then(
      (results) => finish((waiter, index) => waiter.resolve(results[index] as Result)),
      (error) => finish((waiter) => waiter.reject(error)),
    );
  }

  #forget(batch: Batch<Result>, text: string): void {
    this.#travelling.delete(text);
    batch.waiters.delete(text);
    if (batch.waiters.size === 0 && batch !== this.#open) {
      batch.control.abort(new Error('nobody waits for the answer'));
    }
  }
}
