import type { ServerResponse } from 'node:http';
import type { Backend } from '../backends/backend.ts';
import {
  UpstreamCall,
  type UpstreamHead,
  type UpstreamReceiver,
} from '../backends/upstream-call.ts';
import { SwitchyardError } from '../errors.ts';
import type { AfterIo } from '../lib/after-io.ts';
import { replaceJsonMember, scanJsonMembers } from '../lib/json-members.ts';
import type { Lifetime } from '../lib/lifetime.ts';
import { completionToEvents, eventsToCompletion } from '../protocols/openai-chat/convert.ts';
import type { ChatRequest } from '../protocols/openai-chat/decode.ts';
import { StreamTap } from '../protocols/openai-chat/stream-tap.ts';
import { decodeUsage, type Usage } from '../protocols/openai-chat/usage.ts';
import type { ContractOutcome } from '../records/record.ts';
import { errorBody, upstreamErrorBody } from './error-reply.ts';
import { headerText, responseHeaders } from './headers.ts';

export interface ForwardOptions {
  readonly backend: Backend;
  /** Body for the backend. */
  readonly body: Buffer;
  readonly upstreamHeaders: readonly string[];
  readonly request: ChatRequest;
  readonly response: ServerResponse;
  /** Headers of every answer, and those of a successful one. */
  readonly replyHeaders: readonly string[];
  readonly routingHeaders: readonly string[];
  /** The answer's `model` as JSON; undefined keeps the backend's. */
  readonly visibleModel: Buffer | undefined;
  readonly lifetime: Lifetime;
  readonly afterIo: AfterIo;
}

/** How an exchange with a backend ended. */
export interface ForwardResult {
  /** Status that the client saw; 499 when it was gone. */
  readonly status: number;
  /** Status of the backend, absent when it sent none. */
  readonly upstreamStatus: number | undefined;
  readonly usage: Usage | undefined;
  /** `performance.now()` of the first byte of the backend. */
  readonly firstByteAt: number | undefined;
  readonly error: SwitchyardError | undefined;
  /** Omitted: there was one, which is told above. */
  readonly calls?: readonly BackendCall[];
  /** What became of the form that the answer must have; omitted: any will do. */
  readonly contract?: ContractOutcome;
}

/** One of several calls for one answer. */
export interface BackendCall {
  readonly latencyMs: number;
  /** Absent when none arrived. */
  readonly status: number | undefined;
  readonly error: SwitchyardError | undefined;
}

export const MAX_ANSWER_BYTES = 32 * 1024 * 1024;
export const MAX_ERROR_BYTES = 1024 * 1024;

/** Sends a request to a backend and its answer to the client; settles when both are done. */
export function forward(options: ForwardOptions): Promise<ForwardResult> {
  return new Promise((resolve, reject) => {
    new Forwarding(options, resolve, reject).start();
  });
}

type Mode = 'waiting' | 'stream' | 'collect' | 'error';

class Forwarding implements UpstreamReceiver {
  readonly #options: ForwardOptions;
  readonly #done: (result: ForwardResult) => void;
  readonly #broke: (bug: unknown) => void;
  #call: UpstreamCall | undefined;
  #mode: Mode = 'waiting';
  #head: UpstreamHead | undefined;
  #firstByteAt: number | undefined;
  #tap: StreamTap | undefined;
  #collected: Buffer[] = [];
  #collectedBytes = 0;
  #usage: Usage | undefined;
  #isOver = false;

  constructor(
    options: ForwardOptions,
    done: (result: ForwardResult) => void,
    broke: (bug: unknown) => void,
  ) {
    this.#options = options;
    this.#done = done;
    this.#broke = broke;
  }

  start(): void {
    const { backend, body, upstreamHeaders, lifetime } = this.#options;
    this.#call = new UpstreamCall(backend, { body, headers: upstreamHeaders }, this);
    lifetime.onAbort(() => this.#clientGone());
  }

  onHead(head: UpstreamHead): void {
    this.#head = head;
    this.#firstByteAt = performance.now();
    if (head.status >= 300) this.#mode = 'error';
    else if (this.#options.request.isStream && head.contentType === 'text/event-stream') {
      this.#startStream();
    } else this.#mode = 'collect';
  }

  onChunk(chunk: Buffer): boolean {
    if (this.#mode === 'stream') return this.#pass(this.#tap?.push(chunk));
    this.#collectedBytes += chunk.length;
    if (this.#mode === 'error') {
      // The head of a long error text is enough to tell what went wrong.
      if (this.#collectedBytes <= MAX_ERROR_BYTES) this.#collected.push(chunk);
      return true;
    }
    if (this.#collectedBytes > MAX_ANSWER_BYTES) {
      this.#call?.cancel();
      this.#refuse('the answer of the backend is too large');
      return true;
    }
    this.#collected.push(chunk);
    return true;
  }

  onEnd(): void {
    this.#options.afterIo(() => this.#reply());
  }

  #reply(): void {
    if (this.#isOver) return;
    try {
      switch (this.#mode) {
        case 'stream':
          this.#endStream();
          break;
        case 'error':
          this.#replyWithUpstreamError();
          break;
        default:
          this.#replyWithAnswer();
      }
    } catch (bug) {
      this.#isOver = true;
      this.#broke(bug);
    }
  }

  onFailure(error: SwitchyardError): void {
    if (this.#isOver) return;
    const { response } = this.#options;
    const body = JSON.stringify(errorBody(error));
    if (response.headersSent) {
      // The status is gone: clients learn of the failure from an event and the missing `[DONE]`.
      response.end(`data: ${body}\n\n`);
    } else this.#send(error.status, Buffer.from(body), { isSuccess: false, extra: [] });
    this.#finish(error);
  }

  #refuse(message: string): void {
    this.onFailure(new SwitchyardError('upstream_invalid', message));
  }

  #startStream(): void {
    const { request, response, visibleModel } = this.#options;
    this.#mode = 'stream';
    this.#tap = new StreamTap({ visibleModel, dropsUsageChunk: !request.wantsUsage });
    response.on('drain', () => this.#call?.resume());
    startStream(this.#options, this.#upstreamId());
  }

  #endStream(): void {
    const tap = this.#tap as StreamTap;
    this.#pass(tap.end());
    if (!tap.isComplete) {
      this.onFailure(
        new SwitchyardError('upstream_unavailable', 'the backend ended its answer early'),
      );
      return;
    }
    if (tap.isDone) this.#options.response.end();
    else this.#options.response.end('data: [DONE]\n\n');
    this.#finish(undefined);
  }

  #pass(bytes: Buffer | undefined): boolean {
    return bytes === undefined || this.#options.response.write(bytes);
  }

  #replyWithAnswer(): void {
    const body = this.#takeCollected();
    const { request, response, visibleModel } = this.#options;
    const isEvents = this.#head?.contentType === 'text/event-stream';
    const answer = isEvents ? fromEvents(body) : body;
    const members = answer === undefined ? undefined : scanJsonMembers(answer);
    if (answer === undefined || members === undefined || !isClosed(answer)) {
      this.#refuse('the backend answered with something else than a JSON object');
      return;
    }
    const usage = members.find(({ key }) => key === 'usage');
    if (usage !== undefined) {
      this.#usage = parseUsage(answer.subarray(usage.valueStart, usage.valueEnd));
    }
    const visible =
      visibleModel === undefined
        ? answer
        : replaceJsonMember(answer, members, { key: 'model', value: visibleModel });
    if (!request.isStream) this.#send(200, visible, { isSuccess: true, extra: this.#upstreamId() });
    else {
      const completion = parseObject(visible);
      if (completion === undefined) {
        this.#refuse('the backend answered with broken JSON');
        return;
      }
      this.#startStream();
      response.end(completionToEvents(completion, { wantsUsage: request.wantsUsage }));
    }
    this.#finish(undefined);
  }

  #replyWithUpstreamError(): void {
    this.#finish(sendUpstreamError(this.#options, this.#head, this.#takeCollected()));
  }

  #send(status: number, body: Buffer, kind: AnswerKind): void {
    sendJson(this.#options, status, body, kind);
  }

  #upstreamId(): readonly string[] {
    return upstreamId(this.#head);
  }

  #takeCollected(): Buffer {
    const [only, ...others] = this.#collected;
    const body = only !== undefined && others.length === 0 ? only : Buffer.concat(this.#collected);
    this.#collected = [];
    return body;
  }

  #clientGone(): void {
    if (this.#isOver) return;
    this.#call?.cancel();
    this.#finish(new SwitchyardError('client_closed', 'the client closed the connection'));
  }

  #finish(error: SwitchyardError | undefined): void {
    this.#isOver = true;
    this.#done({
      status: this.#statusSeen(error),
      upstreamStatus: this.#head?.status,
      usage: this.#tap?.usage ?? this.#usage,
      firstByteAt: this.#firstByteAt,
      error,
    });
  }

  /** A stream that broke after its head was sent was a 200 for the client. */
  #statusSeen(error: SwitchyardError | undefined): number {
    if (error === undefined) return 200;
    return error.code !== 'client_closed' && this.#tap !== undefined ? 200 : error.status;
  }
}

type ReplyOptions = Pick<ForwardOptions, 'response' | 'replyHeaders' | 'routingHeaders'>;

interface AnswerKind {
  readonly isSuccess: boolean;
  readonly extra: readonly string[];
}

export function sendJson(
  { response, replyHeaders, routingHeaders }: ReplyOptions,
  status: number,
  body: Buffer,
  { isSuccess, extra }: AnswerKind,
): void {
  response.writeHead(status, [
    'content-type',
    'application/json',
    'content-length',
    String(body.length),
    ...extra,
    ...replyHeaders,
    responseHeaders.responsePath,
    isSuccess ? 'upstream' : 'error',
    ...(isSuccess ? routingHeaders : []),
  ]);
  // As a string of bytes the body joins the head in one buffer: one write instead of a vectored one.
  response.end(body.toString('latin1'), 'latin1');
}

export function startStream(
  { response, replyHeaders, routingHeaders }: ReplyOptions,
  extra: readonly string[],
): void {
  response.writeHead(200, [
    'content-type',
    'text/event-stream; charset=utf-8',
    'cache-control',
    'no-cache',
    ...extra,
    ...replyHeaders,
    responseHeaders.responsePath,
    'upstream',
    ...routingHeaders,
  ]);
}

/** Sends an error of a backend on, in our envelope; what the record tells of it. */
export function sendUpstreamError(
  reply: ReplyOptions,
  head: UpstreamHead | undefined,
  body: Buffer,
): SwitchyardError {
  const upstreamStatus = head?.status ?? 502;
  // A redirect is an answer that clients of this API cannot use.
  const status = upstreamStatus < 400 ? 502 : upstreamStatus;
  const retryAfter = head?.retryAfter;
  sendJson(reply, status, Buffer.from(upstreamErrorBody({ status, body })), {
    isSuccess: false,
    extra: [
      ...upstreamId(head),
      ...(retryAfter === undefined ? [] : ['retry-after', headerText(retryAfter)]),
    ],
  });
  return new SwitchyardError(
    'upstream_error',
    `the backend answered with status ${upstreamStatus}`,
    { status },
  );
}

export function upstreamId(head: UpstreamHead | undefined): readonly string[] {
  const id = head?.requestId;
  return id === undefined ? [] : [responseHeaders.upstreamRequestId, headerText(id)];
}

/** An answer that was cut off has no closing brace. */
function isClosed(answer: Buffer): boolean {
  let at = answer.length - 1;
  while (at > 0 && (answer[at] as number) <= 0x20) at -= 1;
  return answer[at] === 0x7d;
}

function fromEvents(body: Buffer): Buffer | undefined {
  const completion = eventsToCompletion(body);
  return completion === undefined ? undefined : Buffer.from(JSON.stringify(completion));
}

function parseUsage(bytes: Buffer): Usage | undefined {
  return decodeUsage(parseObject(bytes));
}

function parseObject(bytes: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined; // the caller decides what a broken answer means
  }
}
