import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** One request as it arrived, credentials blanked. */
export interface ReceivedRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  /** Parsed, or the text when it is not JSON. */
  readonly body: unknown;
  readonly body_bytes: number;
}

const MAX_KEPT_BODY_BYTES = 256 * 1024;
const secretHeader = /^(?:authorization|proxy-authorization|cookie|(?:x-)?api-key|x-user-.*-key)$/;

/** Keeps the latest requests; they are read, not copied or parsed, until somebody asks. */
export function createRequestLog(capacity: number) {
  const kept: { request: IncomingMessage; body: Buffer }[] = [];
  let next = 0;
  return {
    add(request: IncomingMessage, body: Buffer): void {
      if (capacity <= 0) return;
      kept[next] = { request, body: body.subarray(0, MAX_KEPT_BODY_BYTES) };
      next = (next + 1) % capacity;
    },
    /** Newest first. */
    latest(): readonly ReceivedRequest[] {
      const newest = kept.slice(0, next).reverse();
      const older = kept.slice(next).reverse();
      return [...newest, ...older].map(({ request, body }) => describe(request, body));
    },
  };
}

function describe(request: IncomingMessage, body: Buffer): ReceivedRequest {
  return {
    method: request.method ?? '',
    path: request.url ?? '',
    headers: withoutSecrets(request.headers),
    body: parsedBody(body),
    body_bytes: body.length,
  };
}

/** The scheme of a credential stays visible: tests ask which one was sent. */
function withoutSecrets(headers: IncomingHttpHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => {
      const text = String(value);
      if (!secretHeader.test(name)) return [name, text];
      const scheme = text.includes(' ') ? `${text.split(' ', 1)[0]} ` : '';
      return [name, `${scheme}[redacted]`];
    }),
  );
}

function parsedBody(body: Buffer): unknown {
  const text = body.toString();
  try {
    return JSON.parse(text);
  } catch {
    // Shown as it came: broken bodies are what some tests look for.
    return text;
  }
}
