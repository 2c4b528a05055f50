import type { ServerResponse } from 'node:http';
import type { Behaviour, Fault } from './behaviour.ts';

const JSON_TYPE = 'application/json';
const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-cache',
};

const breaksConnection: ReadonlySet<string> = new Set(['stall', 'reset', 'truncate']);

/** Sends a whole body. */
export function sendJson(
  response: ServerResponse,
  status: number,
  body: string,
  retryAfterSeconds?: number,
): void {
  if (retryAfterSeconds !== undefined) response.setHeader('retry-after', retryAfterSeconds);
  response.writeHead(status, {
    'content-type': JSON_TYPE,
    'content-length': Buffer.byteLength(body),
  });
  response.end(body);
}

/** Sends a plain answer; a fault cuts it in the middle. */
export function sendCompletion(response: ServerResponse, body: string, behaviour: Behaviour): void {
  const { fault } = behaviour;
  const isBroken = fault !== undefined && breaksConnection.has(fault.kind);
  const half = body.slice(0, body.length >> 1);
  if (isBroken) {
    response.writeHead(200, {
      'content-type': JSON_TYPE,
      'content-length': Buffer.byteLength(body),
    });
    response.write(half, () => breakOff(response, fault.kind));
  } else {
    sendJson(response, 200, fault?.kind === 'invalid-json' ? half : body);
  }
}

/** Sends events at the pace of the behaviour, up to where its fault ends them; obeys backpressure. */
export function sendEvents(
  response: ServerResponse,
  events: readonly string[],
  behaviour: Behaviour,
): void {
  const { fault, firstByteMs, chunkMs } = behaviour;
  const isBroken = fault !== undefined && fault.kind !== 'no-stream';
  const writes = cutWrites(isBroken ? brokenEvents(events, behaviour) : events, behaviour);
  let next = 0;
  let timer: NodeJS.Timeout | undefined;
  response.once('close', () => clearTimeout(timer));

  response.writeHead(200, streamHeaders);
  if (firstByteMs > 0) {
    response.flushHeaders();
    timer = setTimeout(step, firstByteMs);
  } else {
    step();
  }

  function step(): void {
    if (response.destroyed) return;
    const write = writes[next];
    next += 1;
    if (next >= writes.length) finish(write);
    else if (write === undefined || response.write(write)) schedule();
    else response.once('drain', schedule);
  }

  function schedule(): void {
    if (chunkMs > 0) timer = setTimeout(step, chunkMs);
    else setImmediate(step);
  }

  function finish(write: string | Buffer | undefined): void {
    const endsClean = !isBroken || fault.kind === 'invalid-json' || fault.kind === 'error-event';
    if (endsClean || fault.kind === 'truncate') response.end(write);
    else if (write === undefined) breakOff(response, fault.kind);
    else response.write(write, () => breakOff(response, fault.kind));
  }
}

/** Leaves the client hanging, or without a connection. */
export function breakOff(response: ServerResponse, kind: Fault['kind']): void {
  if (kind === 'stall') return;
  if (kind === 'truncate') response.socket?.end();
  else response.socket?.resetAndDestroy();
}

function brokenEvents(events: readonly string[], { fault }: Behaviour): readonly string[] {
  const kept = events.slice(0, fault?.afterEvents ?? 1);
  if (fault?.kind === 'error-event') {
    const error = {
      message: 'mock failure in the stream',
      type: 'server_error',
      code: 'mock_fault',
    };
    return [...kept, `data: ${JSON.stringify({ error })}\n\n`];
  }
  if (fault?.kind === 'invalid-json')
    return [...kept, 'data: {"choices":[{"delta":\n\n', ...events.slice(-1)];
  return kept;
}

function cutWrites(
  events: readonly string[],
  { eventsPerWrite, splitBytes }: Behaviour,
): readonly (string | Buffer)[] {
  const writes: (string | Buffer)[] = [];
  if (splitBytes > 0) {
    const bytes = Buffer.from(events.join(''));
    for (let at = 0; at < bytes.length; at += splitBytes) {
      writes.push(bytes.subarray(at, at + splitBytes));
    }
    return writes;
  }
  if (eventsPerWrite === 1) return events;
  for (let at = 0; at < events.length; at += eventsPerWrite) {
    writes.push(events.slice(at, at + eventsPerWrite).join(''));
  }
  return writes;
}
