import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { composeAnswer } from './answer.ts';
import {
  applyMarkers,
  type Behaviour,
  createFaultDraw,
  createSeededRandom,
  type Fault,
  type FaultRates,
} from './behaviour.ts';
import { type ChatRequest, readChatRequest } from './chat-request.ts';
import { breakOff, sendCompletion, sendEvents, sendJson } from './reply.ts';
import { createRequestLog } from './request-log.ts';
import { encodeCompletion, encodeEvents } from './wire.ts';

export interface MockOptions {
  /** 0 or omitted: any free port. */
  readonly port?: number;
  readonly host?: string;
  /** Names that are served; others get 404. Empty: any name is served. */
  readonly models?: readonly string[];
  readonly behaviour?: Partial<Omit<Behaviour, 'fault'>>;
  readonly faultRates?: Partial<FaultRates>;
  readonly seed?: number;
  /** How many requests `GET /mock/last` shows. */
  readonly keptRequests?: number;
}

interface MockStats {
  readonly requests: number;
  readonly completed: number;
  /** The connection went away before the answer was whole, by whoever's hand. */
  readonly aborted: number;
  readonly active: number;
  readonly open_sockets: number;
  readonly accepted_sockets: number;
  readonly requests_by_model: Readonly<Record<string, number>>;
  readonly faults: Readonly<Record<string, number>>;
}

export interface MockServer {
  readonly url: string;
  readonly port: number;
  stats(): MockStats;
  close(): Promise<void>;
}

const defaultBehaviour: Behaviour = {
  latencyMs: 0,
  firstByteMs: 0,
  chunkMs: 0,
  chunks: undefined,
  eventsPerWrite: 1,
  splitBytes: 0,
  words: 32,
  isUsageOmitted: false,
  fault: undefined,
};

const noFaults: FaultRates = { error: 0, reset: 0, stall: 0, truncate: 0, invalidJson: 0 };

interface Plan {
  readonly request: ChatRequest;
  readonly behaviour: Behaviour;
}

interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly param: string | null;
}

const errorTypes: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  403: 'permission_error',
  429: 'rate_limit_error',
};

/** Providers differ in what comes before it. */
const CHAT_PATH = '/chat/completions';
const MAX_BODY_BYTES = 64 * 1024 * 1024;
const KEEP_ALIVE_MS = 75_000;

/** Starts a deterministic OpenAI-compatible server for demos, tests and benches. */
export async function startMock(options: MockOptions = {}): Promise<MockServer> {
  const { port = 0, host = '127.0.0.1', models = [], seed = 1, keptRequests = 20 } = options;
  const defaults: Behaviour = { ...defaultBehaviour, ...options.behaviour };
  const drawFault = createFaultDraw(
    { ...noFaults, ...options.faultRates },
    createSeededRandom(seed),
  );
  const served = new Set(models);
  const log = createRequestLog(keptRequests);
  const requestsByModel = new Map<string, number>();
  const faults = new Map<string, number>();
  // The latest answer on each open connection: one listener a connection, none a request.
  const responses = new Map<Socket, ServerResponse | undefined>();
  const counts = { requests: 0, aborted: 0, acceptedSockets: 0 };

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS, noDelay: true }, handle);
  server.on('connection', (socket) => {
    counts.acceptedSockets += 1;
    responses.set(socket, undefined);
    socket.once('close', () => {
      if (responses.get(socket)?.writableEnded === false) counts.aborted += 1;
      responses.delete(socket);
    });
  });

  function handle(request: IncomingMessage, response: ServerResponse): void {
    const { url = '', method } = request;
    const path = url.includes('?') ? url.slice(0, url.indexOf('?')) : url;
    const isChat = path.endsWith(CHAT_PATH);
    if (isChat && method === 'POST') {
      receiveBody(request, (body) => complete(request, response, body));
      return;
    }
    request.resume();
    const resource = resources[path];
    if (isChat || (resource !== undefined && method !== 'GET')) {
      refuse(response, refusal(405, 'method_not_allowed', 'wrong method'));
    } else if (resource === undefined) {
      refuse(response, refusal(404, 'not_found', `no path \`${path}\``));
    } else {
      sendJson(response, 200, JSON.stringify(resource()));
    }
  }

  const resources: Readonly<Record<string, () => unknown>> = {
    '/health': () => ({ status: 'ok' }),
    '/v1/models': () => listModels(models),
    '/mock/last': () => ({ requests: log.latest() }),
    '/mock/stats': stats,
  };

  function complete(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
    counts.requests += 1;
    responses.set(request.socket, response);
    log.add(request, body);
    const plan = planFor(body);
    if ('code' in plan) refuse(response, plan);
    else reply(response, plan);
  }

  function planFor(body: Buffer): Plan | Refusal {
    if (body.length > MAX_BODY_BYTES) return refusal(413, 'request_too_large', 'body too large');
    const parsed = parse(body);
    if (parsed === undefined) return refusal(400, 'invalid_json', 'the body is not JSON');
    const { request, problem, param } = readChatRequest(parsed);
    if (problem !== undefined) return refusal(400, 'invalid_value', problem, param);
    const { model, lastUserText } = request;
    if (served.size > 0 && !served.has(model)) {
      return refusal(404, 'model_not_found', `the model \`${model}\` does not exist`, 'model');
    }
    count(requestsByModel, model);
    const { behaviour, unknownMarker } = applyMarkers(defaults, lastUserText);
    if (unknownMarker !== undefined) {
      return refusal(400, 'unknown_marker', `unknown marker \`${unknownMarker}\``, 'messages');
    }
    const fault = behaviour.fault ?? drawFault?.();
    if (fault === undefined) return { request, behaviour };
    count(faults, fault.kind);
    return { request, behaviour: { ...behaviour, fault } };
  }

  function stats(): MockStats {
    const active = [...responses.values()].filter((each) => each?.writableEnded === false).length;
    return {
      requests: counts.requests,
      completed: counts.requests - counts.aborted - active,
      aborted: counts.aborted,
      active,
      open_sockets: responses.size,
      accepted_sockets: counts.acceptedSockets,
      requests_by_model: Object.fromEntries(requestsByModel),
      faults: Object.fromEntries(faults),
    };
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  const address = server.address() as AddressInfo;
  const urlHost = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${urlHost}:${address.port}`,
    port: address.port,
    stats,
    close: () =>
      new Promise<void>((resolve, reject) => {
        server.close((error) => (error === undefined ? resolve() : reject(error)));
        server.closeAllConnections();
      }),
  };
}

function reply(response: ServerResponse, plan: Plan): void {
  const { latencyMs } = plan.behaviour;
  if (latencyMs <= 0) {
    replyNow(response, plan);
    return;
  }
  const timer = setTimeout(() => replyNow(response, plan), latencyMs);
  response.once('close', () => clearTimeout(timer));
}

function replyNow(response: ServerResponse, { request, behaviour }: Plan): void {
  const { fault, chunks, isUsageOmitted } = behaviour;
  if (fault?.kind === 'status') {
    refuse(response, refusal(fault.status ?? 500, 'mock_fault', 'mock failure'));
  } else if (fault !== undefined && isSilent(fault)) {
    breakOff(response, fault.kind);
  } else if (request.isStreaming && fault?.kind !== 'no-stream') {
    const answer = composeAnswer(request, Math.max(behaviour.words, chunks ?? 0));
    sendEvents(response, encodeEvents(request, answer, { chunks, isUsageOmitted }), behaviour);
  } else {
    const answer = composeAnswer(request, behaviour.words);
    sendCompletion(response, encodeCompletion(request, answer, isUsageOmitted), behaviour);
  }
}

/** Not even a status line is sent. */
function isSilent({ kind, afterEvents = 0 }: Fault): boolean {
  return (kind === 'stall' || kind === 'reset') && afterEvents === 0;
}

/** Hands over one byte more than the limit at most: the caller refuses that. */
function receiveBody(request: IncomingMessage, receive: (body: Buffer) => void): void {
  const parts: Buffer[] = [];
  let bytes = 0;
  request.on('data', (part: Buffer) => {
    if (bytes <= MAX_BODY_BYTES) parts.push(part);
    bytes += part.length;
  });
  request.on('end', () => {
    const [first] = parts;
    receive(parts.length === 1 && first !== undefined ? first : Buffer.concat(parts));
  });
}

function parse(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    // Reported by the caller as a bad request.
    return undefined;
  }
}

function refusal(
  status: number,
  code: string,
  message: string,
  param: string | null = null,
): Refusal {
  return { status, code, message, param };
}

function refuse(response: ServerResponse, { status, ...error }: Refusal): void {
  const isRetryable = status === 429 || status === 503;
  const type = errorTypes[status] ?? (status >= 500 ? 'server_error' : 'invalid_request_error');
  const body = JSON.stringify({ error: { ...error, type } });
  sendJson(response, status, body, isRetryable ? 1 : undefined);
}

function listModels(models: readonly string[]): unknown {
  const data = (models.length === 0 ? ['mock-model'] : models).map((id) => ({
    id,
    object: 'model',
    created: 0,
    owned_by: 'mock',
  }));
  return { object: 'list', data };
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
