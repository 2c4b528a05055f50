interface BreakerOptions {
  /** Failures in a row that open it. */
  readonly failures: number;
  readonly openMs: number;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
}

/** Keeps calls from a server that fails again and again; after a while one call may try. */
export class CircuitBreaker {
  readonly #options: BreakerOptions;
  #failures = 0;
  #openUntil = 0;
  #isTrying = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#failures >= this.#options.failures;
  }

  /** Milliseconds until a call may try, 0 where one may go now; that call must report how it went. */
  enter(): number {
    if (!this.isOpen) return 0;
    const wait = this.#openUntil - this.#options.now();
    if (wait > 0) return wait;
    if (this.#isTrying) return this.#options.openMs;
    this.#isTrying = true;
    return 0;
  }

  succeed(): void {
    this.#failures = 0;
    this.#isTrying = false;
  }

  fail(): void {
    this.#failures += 1;
    this.#isTrying = false;
    if (this.isOpen) this.#openUntil = this.#options.now() + this.#options.openMs;
  }

  /** The call ended without saying anything about the server. */
  withdraw(): void {
    this.#isTrying = false;
  }
}
