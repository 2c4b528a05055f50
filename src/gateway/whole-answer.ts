import {
  UpstreamCall,
  type UpstreamHead,
  type UpstreamReceiver,
} from '../backends/upstream-call.ts';
import { SwitchyardError } from '../errors.ts';
import { type ForwardOptions, MAX_ANSWER_BYTES, MAX_ERROR_BYTES } from './forward.ts';

/** What a backend sent, read to its end. */
export interface WholeAnswer {
  readonly head: UpstreamHead | undefined;
  readonly body: Buffer;
  readonly firstByteAt: number | undefined;
  readonly latencyMs: number;
  /** Why it did not come to its end; errors that the backend tells are not among them. */
  readonly error: SwitchyardError | undefined;
}

type CallOptions = Pick<ForwardOptions, 'backend' | 'body' | 'upstreamHeaders' | 'lifetime'>;

/** Asks a backend and waits for the whole answer; never rejects. */
export function readWholeAnswer(options: CallOptions): Promise<WholeAnswer> {
  return new Promise((resolve) => {
    new Reading(options, resolve).start();
  });
}

class Reading implements UpstreamReceiver {
  readonly #options: CallOptions;
  readonly #done: (answer: WholeAnswer) => void;
  readonly #startedAt = performance.now();
  readonly #chunks: Buffer[] = [];
  #bytes = 0;
  #call: UpstreamCall | undefined;
  #head: UpstreamHead | undefined;
  #firstByteAt: number | undefined;
  #isOver = false;

  constructor(options: CallOptions, done: (answer: WholeAnswer) => void) {
    this.#options = options;
    this.#done = done;
  }

  start(): void {
    const { backend, body, upstreamHeaders, lifetime } = this.#options;
    this.#call = new UpstreamCall(backend, { body, headers: upstreamHeaders }, this);
    lifetime.onAbort(() => {
      this.#cancel(new SwitchyardError('client_closed', 'the client closed the connection'));
    });
  }

  onHead(head: UpstreamHead): void {
    this.#head = head;
    this.#firstByteAt = performance.now();
  }

  onChunk(chunk: Buffer): boolean {
    this.#bytes += chunk.length;
    const isError = (this.#head?.status ?? 200) >= 300;
    if (this.#bytes <= (isError ? MAX_ERROR_BYTES : MAX_ANSWER_BYTES)) this.#chunks.push(chunk);
    else if (!isError) {
      const message = 'the answer of the backend is too large';
      this.#cancel(new SwitchyardError('upstream_invalid', message));
    }
    return true;
  }

  onEnd(): void {
    this.#finish(undefined);
  }

  onFailure(error: SwitchyardError): void {
    this.#finish(error);
  }

  #cancel(error: SwitchyardError): void {
    if (this.#isOver) return;
    this.#call?.cancel();
    this.#finish(error);
  }

  #finish(error: SwitchyardError | undefined): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#done({
      head: this.#head,
      body: Buffer.concat(this.#chunks),
      firstByteAt: this.#firstByteAt,
      latencyMs: performance.now() - this.#startedAt,
      error,
    });
  }
}
