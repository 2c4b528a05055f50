import Fastify, { type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify';
import { SwitchyardError } from '../errors.ts';
import { type ClassificationOptions, registerClassification } from './classify/classify.ts';
import { ConfigApiError } from './config/config-api-error.ts';
import { registerConfig } from './config/config-routes.ts';
import { registerEmbeddings } from './embeddings.ts';
import { registerEvaluation } from './evaluation.ts';
import { registerHealth } from './health.ts';
import { registerKnowledgeBases } from './kbs/kb-routes.ts';
import { isLoopback, isMeantForLoopback } from './loopback.ts';
import { ManagementError } from './management-error.ts';
import type { ManagementServices } from './management-services.ts';
import { registerModelInfo } from './model-info.ts';
import { registerReplay } from './router-replay.ts';
import { registerSignals } from './signals.ts';

export interface ManagementOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly services: ManagementServices;
  readonly classification?: ClassificationOptions;
}

export interface ManagementServer {
  readonly url: string;
  close(): Promise<void>;
}

const MAX_BODY_BYTES = 10 * 1024 * 1024;
const READ_TIMEOUT_MS = 30_000;
/** Of a name in a path, percent-encoded: recipes have up to 128 characters. */
const MAX_NAME_UNITS = 128 * 9;

/** Opens the management API; it answers before models are ready. */
export async function openManagementServer({
  host,
  port,
  services,
  classification,
}: ManagementOptions): Promise<ManagementServer> {
  const app = Fastify({
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: READ_TIMEOUT_MS,
    requestIdHeader: 'x-request-id',
    forceCloseConnections: true,
    routerOptions: { maxParamLength: MAX_NAME_UNITS },
  });
  // Pages of other sites may send this type without being asked, and no route wants it.
  app.removeContentTypeParser('text/plain');
  const isLocal = isLoopback(host);
  app.addHook('onRequest', async (request, reply) => {
    reply.header('x-request-id', request.id);
    if (isLocal && !isMeantForLoopback(request.headers.host)) {
      throw new ManagementError('FORBIDDEN', 'the `host` header names another machine');
    }
  });
  const leaving = new WeakMap<FastifyRequest, () => void>();
  // Called when the body is there, right before the handler takes what is current.
  app.addHook('preHandler', (request, _reply, done) => {
    const leave = services.enter?.();
    if (leave !== undefined) leaving.set(request, leave);
    done();
  });
  // Not every response that a client has left is told that it is closed.
  app.addHook('onSend', async (request) => leaving.get(request)?.());
  app.setErrorHandler((error: RequestError, request, reply) => {
    const { status, code, message } = describe(error);
    if (isBug(error, status)) services.onBug(error, request.id);
    const { etag, details } = error instanceof ConfigApiError ? error : {};
    if (etag !== undefined) reply.header('etag', `"${etag}"`);
    return reply.status(status).send(envelope({ code, message, requestId: request.id, details }));
  });
  app.setNotFoundHandler((request, reply) => {
    const allowed = allowedMethods(app, request.url);
    if (allowed.length === 0) {
      return reply
        .status(404)
        .send(envelope({ code: 'NOT_FOUND', message: 'no such path', requestId: request.id }));
    }
    return reply
      .status(405)
      .header('allow', allowed.join(', '))
      .send(
        envelope({
          code: 'METHOD_NOT_ALLOWED',
          message: 'method not allowed',
          requestId: request.id,
        }),
      );
  });
  registerHealth(app, services);
  registerEvaluation(app, services);
  registerReplay(app, services);
  const { textModels, evaluate, readiness } = services;
  registerClassification(app, { textModels, evaluate }, classification);
  registerEmbeddings(app, textModels);
  registerModelInfo(app, { textModels, readiness });
  const { signals } = services;
  if (signals !== undefined) registerSignals(app, signals);
  if (services.config !== undefined) {
    // Nobody is asked for a token yet, so only this machine may change anything.
    registerConfig(app, services.config, { isWritable: isLocal });
    if (services.knowledge !== undefined) {
      const { config, knowledge } = services;
      registerKnowledgeBases(app, { config, knowledge }, { isWritable: isLocal });
    }
  }
  await app.listen({ host, port });
  const address = app.server.address();
  const boundPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${boundPort}`,
    close: () => app.close(),
  };
}

function allowedMethods(app: FastifyInstance, url: string): readonly string[] {
  const path = url.split('?')[0] ?? url;
  return (['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const).filter(
    (method) => app.findRoute({ method, url: path }) !== null,
  );
}

type RequestError = FastifyError | SwitchyardError | ManagementError | ConfigApiError;

/** A refusal that says itself what is missing is none, also with a status of 500 and above. */
function isBug(error: RequestError, status: number): boolean {
  if (status < 500 || error instanceof SwitchyardError) return false;
  const isRefusal = error instanceof ManagementError || error instanceof ConfigApiError;
  return !isRefusal || error.cause !== undefined;
}

interface Description {
  readonly status: number;
  readonly code: string;
  readonly message: string;
}

function describe(error: RequestError): Description {
  if (error instanceof ManagementError || error instanceof ConfigApiError) return error;
  if (error instanceof SwitchyardError) {
    const code = error.status === 404 ? 'NOT_FOUND' : 'INVALID_INPUT';
    return {
      status: error.status,
      code: error.status >= 500 ? 'INTERNAL_ERROR' : code,
      message: error.message,
    };
  }
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return {
      status: 413,
      code: 'REQUEST_BODY_TOO_LARGE',
      message: `the request body is larger than ${MAX_BODY_BYTES} bytes`,
    };
  }
  const status = error.statusCode ?? 500;
  return status >= 500
    ? { status: 500, code: 'INTERNAL_ERROR', message: 'internal error' }
    : { status, code: 'INVALID_INPUT', message: error.message };
}

function envelope({
  code,
  message,
  requestId,
  details = {},
}: {
  readonly code: string;
  readonly message: string;
  readonly requestId: string;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}) {
  const timestamp = new Date().toISOString();
  return { error: { code, message, request_id: requestId, timestamp, ...details } };
}
