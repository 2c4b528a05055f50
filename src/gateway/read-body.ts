import type { IncomingMessage } from 'node:http';
import { SwitchyardError } from '../errors.ts';
import type { AfterIo } from '../lib/after-io.ts';

/**
 * What is still read of a body that was refused: closing the connection under a client that writes
 * would keep it from seeing the answer.
 */
const MAX_DISCARDED_BYTES = 64 * 1024 * 1024;

interface ReadBodyOptions {
  readonly maxBytes: number;
  readonly afterIo: AfterIo;
}

/** Collects a request body; rejects above `maxBytes` and when the client goes away. */
export function readBody(
  request: IncomingMessage,
  { maxBytes, afterIo }: ReadBodyOptions,
): Promise<Buffer> {
  const encoding = request.headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') {
    discard(request, 0);
    return Promise.reject(
      new SwitchyardError('unsupported_encoding', 'compressed request bodies are not accepted'),
    );
  }
  if (Number(request.headers['content-length'] ?? 0) > maxBytes) {
    discard(request, 0);
    return Promise.reject(tooLarge(maxBytes));
  }
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size <= maxBytes) {
        chunks.push(chunk);
        return;
      }
      chunks.length = 0;
      request.removeAllListeners('data');
      discard(request, size);
      reject(tooLarge(maxBytes));
    });
    request.on('end', () => {
      afterIo(() =>
        resolve(chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks, size)),
      );
    });
    request.on('error', () => reject(clientGone()));
    request.on('close', () => {
      if (!request.complete) reject(clientGone());
    });
  });
}

function discard(request: IncomingMessage, alreadyRead: number): void {
  let size = alreadyRead;
  request.on('data', (chunk: Buffer) => {
    size += chunk.length;
    if (size > MAX_DISCARDED_BYTES) request.destroy();
  });
  request.on('error', () => request.destroy());
}

function tooLarge(maxBytes: number): SwitchyardError {
  return new SwitchyardError(
    'request_too_large',
    `the request body is larger than ${maxBytes} bytes`,
  );
}

function clientGone(): SwitchyardError {
  return new SwitchyardError('client_closed', 'the client closed the connection');
}
