import type { Pool } from 'undici';
import { SwitchyardError } from '../../errors.ts';
import { CircuitBreaker } from './circuit-breaker.ts';

export interface EndpointOptions {
  /** How the model is called in messages; they never show the address. */
  readonly name: string;
  readonly baseUrl: string;
  /** Sent as `authorization: Bearer`; in no message and in no log. */
  readonly apiKey?: string;
  readonly timeoutMs?: number;
  /** Further tries after 429, 5xx and time-outs. */
  readonly maxRetries?: number;
  readonly maxResponseBytes?: number;
  /** Of several endpoints of one server; each has its own unless given. */
  readonly breaker?: CircuitBreaker;
  /** For tests; `performance.now` unless given. */
  readonly now?: () => number;
}

interface PostOptions {
  readonly signal?: AbortSignal | undefined;
  /** All tries together; otherwise only each of them is limited. */
  readonly withinMs?: number;
}

/** One path of a server that speaks JSON. */
export interface JsonEndpoint {
  /** The parsed answer; rejects with a `SwitchyardError` of one of the `upstream_` codes. */
  post(body: object, options?: PostOptions): Promise<unknown>;
  /** It failed often and is left alone for a while. */
  readonly isResting: boolean;
  close(): Promise<void>;
}

interface AttemptLimits {
  readonly signal: AbortSignal | undefined;
  readonly limitMs: number;
}

interface Attempt extends AttemptLimits {
  readonly signal: AbortSignal;
}

const MAX_RESPONSE_BYTES = 16 * 1024 * 1024;
const CONNECTIONS = 16;
const BREAKER_FAILURES = 5;
const BREAKER_OPEN_MS = 30_000;
const FIRST_RETRY_MS = 50;
const MAX_RETRY_MS = 500;
/** The request was wrong, not the server. */
const REQUEST_ERRORS = [400, 413, 422];

/** Throws at once where the address or the key cannot be used. */
export function openJsonEndpoint(options: EndpointOptions, path: string): JsonEndpoint {
  const { name, baseUrl, apiKey, timeoutMs = 10_000, maxRetries = 0 } = options;
  const { maxResponseBytes = MAX_RESPONSE_BYTES, now = () => performance.now() } = options;
  const url = addressOf(name, baseUrl, path);
  const headers = headersOf(name, apiKey);
  const breaker = options.breaker ?? createBreaker(now);
  let pool: Promise<Pool> | undefined;
  let isClosed = false;

  async function attempt(body: string, { signal, limitMs }: Attempt): Promise<unknown> {
    pool ??= openPool(url.origin);
    const connected = await pool;
    const { statusCode, body: answer } = await connected.request({
      method: 'POST',
      path: `${url.pathname}${url.search}`,
      headers,
      body,
      signal,
      headersTimeout: limitMs,
      bodyTimeout: limitMs,
    });
    if (statusCode < 200 || statusCode > 299) {
      // Its text may repeat the key or the prompt.
      await answer.dump({ limit: 65_536 }).catch(() => undefined);
      throw new StatusError(name, statusCode);
    }
    const chunks: Buffer[] = [];
    let bytes = 0;
    for await (const chunk of answer) {
      bytes += chunk.length;
      if (bytes > maxResponseBytes) {
        throw invalidAnswer(name, `is longer than ${maxResponseBytes} bytes`);
      }
      chunks.push(chunk);
    }
    try {
      return JSON.parse(Buffer.concat(chunks).toString('utf8'));
    } catch {
      throw invalidAnswer(name, 'is not JSON');
    }
  }

  async function timedAttempt(body: string, { signal, limitMs }: AttemptLimits): Promise<unknown> {
    const control = new AbortController();
    const abort = () => control.abort(signal?.reason);
    const timer = setTimeout(() => control.abort(timedOut(name, limitMs)), limitMs);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      return await attempt(body, { signal: control.signal, limitMs });
    } catch (cause) {
      if (signal?.aborted) throw signal.reason;
      throw upstreamError(name, control.signal.aborted ? control.signal.reason : cause);
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  /** Counts for the breaker what says something about the server. */
  async function guardedAttempt(body: string, limits: AttemptLimits): Promise<unknown> {
    const waitMs = breaker.enter();
    if (waitMs > 0) {
      throw new SwitchyardError(
        'upstream_unavailable',
        `the model \`${name}\` failed ${BREAKER_FAILURES} times in a row and rests for ${Math.ceil(waitMs / 1000)} s`,
      );
    }
    try {
      const answer = await timedAttempt(body, limits);
      breaker.succeed();
      return answer;
    } catch (error) {
      if (limits.signal?.aborted) breaker.withdraw();
      else if (isRefusal(error)) breaker.succeed();
      else breaker.fail();
      throw error;
    }
  }

  return {
    async post(body, { signal, withinMs = Number.POSITIVE_INFINITY } = {}) {
      signal?.throwIfAborted();
      if (isClosed) {
        throw new SwitchyardError('model_unavailable', `the model \`${name}\` is closed`);
      }
      const content = JSON.stringify(body);
      const until = performance.now() + withinMs;
      for (let retry = 0; ; retry += 1) {
        const leftMs = Math.max(1, Math.ceil(until - performance.now()));
        const limits = { signal, limitMs: Math.min(timeoutMs, leftMs) };
        const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** retry, MAX_RETRY_MS);
        try {
          return await guardedAttempt(content, limits);
        } catch (error) {
          const isLast = retry >= maxRetries || performance.now() + pauseMs >= until;
          if (isLast || signal?.aborted || breaker.isOpen || !isPassing(error)) throw error;
          await pause(pauseMs, signal);
        }
      }
    },
    get isResting() {
      return breaker.isOpen;
    },
    async close() {
      isClosed = true;
      await (await pool)?.destroy();
    },
  };
}

/** Opens after failures in a row, for a while. */
export function createBreaker(now: () => number): CircuitBreaker {
  return new CircuitBreaker({ failures: BREAKER_FAILURES, openMs: BREAKER_OPEN_MS, now });
}

/** The server understood the request and did not want it so. */
export function isRefusal(error: unknown): boolean {
  return error instanceof StatusError && REQUEST_ERRORS.includes(error.upstreamStatus);
}

/** An answer that is no answer to the question. */
export function invalidAnswer(name: string, how: string): SwitchyardError {
  return new SwitchyardError('upstream_invalid', `the answer of the model \`${name}\` ${how}`);
}

class StatusError extends SwitchyardError {
  readonly upstreamStatus: number;

  constructor(name: string, status: number) {
    super('upstream_error', `the model \`${name}\` answered with status ${status}`);
    this.upstreamStatus = status;
  }
}

/** Tells whether the same request may go well a moment later. */
function isPassing(error: unknown): boolean {
  if (error instanceof StatusError)
    return error.upstreamStatus === 429 || error.upstreamStatus > 499;
  return error instanceof SwitchyardError && error.code !== 'upstream_invalid';
}

function addressOf(name: string, baseUrl: string, path: string): URL {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  if (url === undefined || !['http:', 'https:'].includes(url.protocol)) {
    throw new SwitchyardError(
      'model_unavailable',
      `\`base_url\` of the model \`${name}\` is no http or https address`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    throw new SwitchyardError(
      'model_unavailable',
      `\`base_url\` of the model \`${name}\` contains a password; name the key with \`api_key_env\``,
    );
  }
  const given = url.pathname.replace(/\/$/, '');
  url.pathname = given.endsWith(path) ? given : `${given}${path}`;
  return url;
}

function headersOf(name: string, apiKey: string | undefined): Record<string, string> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' };
  if (apiKey === undefined) return headers;
  if (!/^[\x21-\x7e]{1,8192}$/.test(apiKey)) {
    throw new SwitchyardError(
      'model_unavailable',
      `the key of the model \`${name}\` is empty or has characters that no header takes`,
    );
  }
  return { ...headers, authorization: `Bearer ${apiKey}` };
}

/** Loaded when the first remote model is used: the package takes 8 MiB. */
async function openPool(origin: string): Promise<Pool> {
  const { Pool: UndiciPool } = await import('undici');
  return new UndiciPool(origin, { connections: CONNECTIONS, pipelining: 1 });
}

function timedOut(name: string, timeoutMs: number): SwitchyardError {
  return new SwitchyardError(
    'upstream_timeout',
    `the model \`${name}\` did not answer within ${timeoutMs} ms`,
  );
}

function upstreamError(name: string, cause: unknown): SwitchyardError {
  if (cause instanceof SwitchyardError) return cause;
  const code = (cause as { readonly code?: string } | undefined)?.code ?? '';
  if (code.includes('TIMEOUT')) {
    return new SwitchyardError('upstream_timeout', `the model \`${name}\` did not answer in time`);
  }
  return new SwitchyardError('upstream_unavailable', `the model \`${name}\` cannot be reached`, {
    cause,
  });
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', abort);
      resolve();
    }, milliseconds);
    signal?.addEventListener('abort', abort, { once: true });
  });
}
