import type { IncomingHttpHeaders } from 'node:http';

/** Response headers; the names are a contract with clients. */
export const responseHeaders = {
  requestId: 'x-request-id',
  schemaVersion: 'x-vsr-schema-version',
  responsePath: 'x-vsr-response-path',
  recipe: 'x-vsr-selected-recipe',
  decision: 'x-vsr-selected-decision',
  confidence: 'x-vsr-selected-confidence',
  algorithm: 'x-vsr-selected-algorithm',
  model: 'x-vsr-selected-model',
  replayId: 'x-vsr-replay-id',
  category: 'x-vsr-selected-category',
  reasoning: 'x-vsr-selected-reasoning',
  contextTokenCount: 'x-vsr-context-token-count',
  signalErrors: 'x-vsr-signal-errors',
  signalLatency: 'x-vsr-signal-latency-ms',
  modality: 'x-vsr-selected-modality',
  endpoint: 'x-vsr-endpoint',
  matchedPrefix: 'x-vsr-matched-',
  upstreamRequestId: 'x-switchyard-upstream-request-id',
  fallbackReason: 'x-switchyard-fallback-reason',
  fastResponse: 'x-vsr-fast-response',
  retentionDrop: 'x-vsr-retention-drop',
  retentionTurns: 'x-vsr-retention-ttl-turns',
  retentionKeepModel: 'x-vsr-retention-keep-current-model',
  retentionPrefix: 'x-vsr-retention-prefer-prefix',
  outputContract: 'x-switchyard-output-contract',
} as const;

export const SCHEMA_VERSION = '2';

/** Never sent to a backend: they belong to this hop, to the client's identity or to the router. */
const notForwarded = new Set([
  'host',
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authorization',
  'transfer-encoding',
  'upgrade',
  'te',
  'trailer',
  'expect',
  'content-length',
  'content-type',
  'content-encoding',
  'accept-encoding',
  'authorization',
  'x-api-key',
  'api-key',
  'cookie',
  'x-request-id',
  'x-selected-model',
]);

const internalPrefix = /^x-(?:vsr|authz|switchyard)-|^x-user-[a-z-]+-key$/;

const MAX_REQUEST_ID_LENGTH = 128;

/** The client's headers that go along to the backend, as a flat list of names and values. */
export function forwardedHeaders(
  headers: IncomingHttpHeaders,
  { requestId, withheld }: { readonly requestId: string; readonly withheld: ReadonlySet<string> },
): string[] {
  const forwarded = [responseHeaders.requestId, requestId];
  for (const name in headers) {
    if (notForwarded.has(name) || withheld.has(name)) continue;
    if (name.charCodeAt(0) === 0x78 && internalPrefix.test(name)) continue;
    const value = headers[name];
    if (value === undefined) continue;
    forwarded.push(name, typeof value === 'string' ? value : value.join(', '));
  }
  return forwarded;
}

/** The id that the client gave, if it is fit to be logged and echoed. */
export function clientRequestId(headers: IncomingHttpHeaders): string | undefined {
  const given = headers[responseHeaders.requestId];
  if (typeof given !== 'string' || given.length > MAX_REQUEST_ID_LENGTH) return undefined;
  return /^[\x21-\x7e]+$/.test(given) ? given : undefined;
}

/** Header values are printable ASCII; other characters are percent-encoded as UTF-8. */
export function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]+/g, (part) =>
    Array.from(Buffer.from(part), (byte) => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}
