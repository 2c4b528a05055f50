/**
 * The life of one exchange: ends early when the client goes away. The `AbortSignal` is made only
 * when somebody needs one, since most exchanges never do.
 */
export class Lifetime {
  #controller: AbortController | undefined;
  #isAborted = false;
  #onAbort: (() => void) | undefined;

  get isAborted(): boolean {
    return this.#isAborted;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#isAborted) this.#controller.abort();
    return this.#controller.signal;
  }

  /** Sets what runs on abort, replacing what was set before; at once when it is too late. */
  onAbort(run: () => void): void {
    this.#onAbort = run;
    if (this.#isAborted) run();
  }

  abort(): void {
    if (this.#isAborted) return;
    this.#isAborted = true;
    this.#controller?.abort();
    this.#onAbort?.();
  }
}
