import type { Dispatcher } from 'undici';
import { SwitchyardError } from '../errors.ts';
import type { Backend } from './backend.ts';

/** Head of a backend's answer. */
export interface UpstreamHead {
  readonly status: number;
  /** Lower-case media type without parameters. */
  readonly contentType: string;
  readonly retryAfter: string | undefined;
  /** The backend's own id of this request. */
  readonly requestId: string | undefined;
}

/** Receives one answer; exactly one of `onEnd` and `onFailure` is called, and nothing after it. */
export interface UpstreamReceiver {
  onHead(head: UpstreamHead): void;
  /** False pauses the backend until `resume`. */
  onChunk(chunk: Buffer): boolean;
  onEnd(): void;
  onFailure(error: SwitchyardError): void;
}

interface CallOptions {
  readonly body: Buffer;
  /** Flat list of names and values, added to those of the backend. */
  readonly headers: readonly string[];
}

type LegacyHandler = Dispatcher.DispatchHandler;

/** One request to one backend over `undici`'s dispatch interface: no streams, no promises. */
export class UpstreamCall implements LegacyHandler {
  readonly #receiver: UpstreamReceiver;
  #abort: ((reason: Error) => void) | undefined;
  #resume: (() => void) | undefined;
  #deadline: NodeJS.Timeout | undefined;
  #ending: SwitchyardError | undefined;
  #isOver = false;

  constructor(backend: Backend, options: CallOptions, receiver: UpstreamReceiver) {
    this.#receiver = receiver;
    const { totalMs, firstByteMs, betweenBytesMs } = backend.timeouts;
    this.#deadline = setTimeout(() => this.#end(timedOut(totalMs)), totalMs);
    backend.pool.dispatch(
      {
        method: 'POST',
        path: backend.path,
        headers: [
          'content-type',
          'application/json',
          'accept-encoding',
          'identity',
          ...backend.headers,
          ...options.headers,
        ],
        body: options.body,
        headersTimeout: firstByteMs,
        bodyTimeout: betweenBytesMs,
      },
      this,
    );
  }

  /** Stops the exchange: the socket to the backend is closed, the receiver hears no more. */
  cancel(): void {
    this.#finish();
    this.#abort?.(new Error('cancelled'));
  }

  resume(): void {
    this.#resume?.();
  }

  onConnect(abort: (reason?: Error) => void): void {
    if (this.#isOver) abort(new Error('cancelled'));
    else this.#abort = abort;
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void): boolean {
    if (status < 200 || this.#isOver) return true;
    this.#resume = resume;
    this.#receiver.onHead(readHead(status, raw));
    return true;
  }

  onData(chunk: Buffer): boolean {
    return this.#isOver || this.#receiver.onChunk(chunk);
  }

  onComplete(): void {
    if (this.#isOver) return;
    this.#finish();
    this.#receiver.onEnd();
  }

  onError(cause: Error): void {
    if (this.#isOver) return;
    this.#finish();
    this.#receiver.onFailure(this.#ending ?? asUpstreamError(cause));
  }

  #end(error: SwitchyardError): void {
    this.#ending = error;
    if (this.#abort !== undefined) this.#abort(error);
    else this.onError(error); // still waiting for a connection
  }

  #finish(): void {
    this.#isOver = true;
    clearTimeout(this.#deadline);
    this.#deadline = undefined;
  }
}

function readHead(status: number, raw: readonly Buffer[]): UpstreamHead {
  let contentType = '';
  let retryAfter: string | undefined;
  let requestId: string | undefined;
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] as Buffer;
    // Three names of three lengths: compare the length before making strings.
    if (name.length !== 12 && name.length !== 11) continue;
    const value = (raw[at + 1] as Buffer).toString('latin1');
    switch (name.toString('latin1').toLowerCase()) {
      case 'content-type':
        contentType = mediaType(value);
        break;
      case 'retry-after':
        retryAfter = value;
        break;
      case 'x-request-id':
        requestId = value;
        break;
    }
  }
  return { status, contentType, retryAfter, requestId };
}

function mediaType(value: string): string {
  const end = value.indexOf(';');
  return (end < 0 ? value : value.slice(0, end)).trim().toLowerCase();
}

function timedOut(totalMs: number): SwitchyardError {
  return new SwitchyardError('upstream_timeout', `the backend did not finish within ${totalMs} ms`);
}

/** Errors of `undici` and of the socket; the text names no address. */
function asUpstreamError(cause: Error & { readonly code?: string }): SwitchyardError {
  switch (cause.code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
      return new SwitchyardError('upstream_timeout', 'connecting to the backend timed out', {
        cause,
      });
    case 'UND_ERR_HEADERS_TIMEOUT':
      return new SwitchyardError(
        'upstream_timeout',
        'the backend did not begin to answer in time',
        {
          cause,
        },
      );
    case 'UND_ERR_BODY_TIMEOUT':
      return new SwitchyardError(
        'upstream_timeout',
        'the backend stopped in the middle of its answer',
        {
          cause,
        },
      );
    case 'ECONNREFUSED':
    case 'ENOTFOUND':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
    case 'EAI_AGAIN':
      return new SwitchyardError('upstream_unavailable', 'the backend cannot be reached', {
        cause,
      });
    default:
      return new SwitchyardError('upstream_unavailable', 'the connection to the backend broke', {
        cause,
      });
  }
}
