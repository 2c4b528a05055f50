import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { SwitchyardError } from '../errors.ts';
import { asSwitchyardError, errorBody } from './error-reply.ts';
import { clientRequestId, responseHeaders, SCHEMA_VERSION } from './headers.ts';

/** One request at the door of the data plane. */
export interface EdgeRequest {
  readonly id: string;
  /** `performance.now()` when the head arrived. */
  readonly startedAt: number;
  readonly incoming: IncomingMessage;
  readonly response: ServerResponse;
  /** What the last, variable part of the path says, percent-decoded. */
  readonly pathRest: string;
  /** Headers that every answer carries: request id, schema version. */
  readonly replyHeaders: readonly string[];
}

export type EdgeHandler = (request: EdgeRequest) => void | Promise<void>;

interface EdgeRoute {
  readonly method: 'GET' | 'POST';
  /** Exact path, or a prefix that ends in `/*`. */
  readonly path: string;
  readonly isPublic?: boolean;
  readonly handle: EdgeHandler;
}

export interface EdgeOptions {
  readonly name: string;
  /** Undefined: open to everybody. Empty: nobody has a key. */
  readonly apiKeys: readonly string[] | undefined;
  readonly routes: readonly EdgeRoute[];
  /** New requests are turned away while this says so; `/health` and `/ready` still answer. */
  readonly isDraining: () => boolean;
  /** A bug was met: the client got a 500 without detail. */
  readonly onBug: (error: unknown, requestId: string) => void;
  /** An answer is over; `route` is the pattern of the path, 499 stands for a client that left. */
  readonly onReply: (route: string, status: number) => void;
}

/** Route of requests that match none: paths that clients make up must not become metrics. */
const NO_ROUTE = 'other';
const CLIENT_GONE_STATUS = 499;

const DRAIN_RETRY_SECONDS = '5';

/** Path and method matching, keys, request ids; everything a request meets before its handler. */
export function createEdge(options: EdgeOptions): RequestListener {
  const exact = new Map<string, EdgeRoute[]>();
  const prefixes: { readonly prefix: string; readonly routes: EdgeRoute[] }[] = [];
  for (const route of options.routes) {
    if (!route.path.endsWith('/*')) {
      exact.set(route.path, [...(exact.get(route.path) ?? []), route]);
    } else prefixes.push({ prefix: route.path.slice(0, -1), routes: [route] });
  }
  const isAllowed = createKeyCheck(options.apiKeys);

  return (incoming, response) => {
    const id = clientRequestId(incoming.headers) ?? randomUUID();
    const replyHeaders = [
      responseHeaders.requestId,
      id,
      responseHeaders.schemaVersion,
      SCHEMA_VERSION,
    ];
    const startedAt = performance.now();
    let pattern = NO_ROUTE;
    const done = () => {
      options.onReply(pattern, response.headersSent ? response.statusCode : CLIENT_GONE_STATUS);
    };
    const fail = (thrown: unknown) => {
      const error = asSwitchyardError(thrown);
      if (error.code === 'internal_error') options.onBug(thrown, id);
      replyWithError(response, error, replyHeaders);
      done();
    };
    try {
      const path = pathOf(incoming.url ?? '/');
      const { routes, rest } = find(path);
      pattern = routes[0]?.path ?? NO_ROUTE;
      const route = routes.find(({ method }) => method === incoming.method);
      if (route === undefined) {
        throw routes.length === 0
          ? new SwitchyardError('not_found', 'endpoint not found')
          : new SwitchyardError('method_not_allowed', 'method not allowed', {
              headers: { allow: routes.map(({ method }) => method).join(', ') },
            });
      }
      if (!route.isPublic) {
        if (options.isDraining()) throw draining();
        if (!isAllowed(incoming)) throw unauthorized(options.name);
      }
      const handled = route.handle({
        id,
        startedAt,
        incoming,
        response,
        pathRest: rest,
        replyHeaders,
      });
      if (handled instanceof Promise) handled.then(done, fail);
      else done();
    } catch (thrown) {
      incoming.resume();
      fail(thrown);
    }
  };

  function find(path: string): { readonly routes: readonly EdgeRoute[]; readonly rest: string } {
    const routes = exact.get(path);
    if (routes !== undefined) return { routes, rest: '' };
    const match = prefixes.find(({ prefix }) => path.startsWith(prefix) && path !== prefix);
    if (match === undefined) return { routes: [], rest: '' };
    return { routes: match.routes, rest: decodePath(path.slice(match.prefix.length)) };
  }
}

/** Answers with the error envelope; does nothing when an answer has begun already. */
export function replyWithError(
  response: ServerResponse,
  error: SwitchyardError,
  replyHeaders: readonly string[],
): void {
  if (response.headersSent || response.destroyed) {
    response.destroy();
    return;
  }
  const body = Buffer.from(JSON.stringify(errorBody(error)));
  response.writeHead(error.status, [
    'content-type',
    'application/json',
    'content-length',
    String(body.length),
    ...replyHeaders,
    responseHeaders.responsePath,
    'error',
    ...Object.entries(error.headers).flat(),
  ]);
  response.end(body);
}

/** Answers with a JSON body of our own. */
export function replyWithJson(
  { response, replyHeaders }: Pick<EdgeRequest, 'response' | 'replyHeaders'>,
  status: number,
  value: unknown,
): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(status, [
    'content-type',
    'application/json',
    'content-length',
    String(body.length),
    ...replyHeaders,
  ]);
  response.end(body);
}

function pathOf(url: string): string {
  const query = url.indexOf('?');
  const path = query < 0 ? url : url.slice(0, query);
  return path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
}

function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new SwitchyardError('not_found', 'the path is not valid percent-encoding');
  }
}

/** Keys are compared as hashes of one length, so that time tells nothing about them. */
function createKeyCheck(
  apiKeys: readonly string[] | undefined,
): (incoming: IncomingMessage) => boolean {
  if (apiKeys === undefined) return () => true;
  const digests = apiKeys.map(digest);
  return ({ headers }) => {
    const given = bearer(headers.authorization) ?? headers['x-api-key'];
    if (typeof given !== 'string') return false;
    const candidate = digest(given);
    return digests.filter((known) => timingSafeEqual(known, candidate)).length > 0;
  };
}

function digest(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

function bearer(authorization: string | undefined): string | undefined {
  return /^bearer +(\S+)$/i.exec(authorization ?? '')?.[1];
}

function unauthorized(listener: string): SwitchyardError {
  return new SwitchyardError('invalid_api_key', 'Unauthorized: missing or invalid API key', {
    headers: { 'www-authenticate': `Bearer realm="${listener.replace(/[^\w.-]/g, '_')}"` },
  });
}

function draining(): SwitchyardError {
  return new SwitchyardError('service_unavailable', 'the router is shutting down', {
    headers: { 'retry-after': DRAIN_RETRY_SECONDS, connection: 'close' },
  });
}
