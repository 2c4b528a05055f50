/** What is being served; drain waits for it. */
export class InFlight {
  #requests = 0;
  #streams = 0;
  #onIdle: (() => void) | undefined;

  get requests(): number {
    return this.#requests;
  }

  get streams(): number {
    return this.#streams;
  }

  /** Counts one exchange until the returned function is called. */
  enter(isStream: boolean): () => void {
    this.#requests += 1;
    if (isStream) this.#streams += 1;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#requests -= 1;
      if (isStream) this.#streams -= 1;
      if (this.#requests === 0) this.#onIdle?.();
    };
  }

  /** Resolves when nothing is served any more. */
  idle(): Promise<void> {
    if (this.#requests === 0) return Promise.resolve();
    return new Promise((resolve) => {
      this.#onIdle = resolve;
    });
  }
}
