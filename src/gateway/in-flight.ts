/** What is being served; drain waits for it. */
export class InFlight {
  #requests = 0;
  #streams = 0;
  #onIdle: (() => void) | undefined;
  readonly #countOfModel: (model: string, change: 1 | -1) => void;

  /** `countOfModel` hears of every exchange that a model begins or ends to work on. */
  constructor(countOfModel: (model: string, change: 1 | -1) => void) {
    this.#countOfModel = countOfModel;
  }

  get requests(): number {
    return this.#requests;
  }

  get streams(): number {
    return this.#streams;
  }

  /** Counts one exchange until the returned function is called. */
  enter(model: string, isStream: boolean): () => void {
    this.#countOfModel(model, 1);
    this.#requests += 1;
    if (isStream) this.#streams += 1;
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      this.#countOfModel(model, -1);
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
