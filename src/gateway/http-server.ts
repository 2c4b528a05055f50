import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { SwitchyardError } from '../errors.ts';
import { errorBody } from './error-reply.ts';

export interface HttpServerOptions {
  readonly host: string;
  /** 0 = any free port. */
  readonly port: number;
  readonly maxBodyBytes: number;
  readonly handle: RequestListener;
}

export interface HttpServer {
  readonly url: string;
  /** Stops listening and closes connections that carry no request. */
  closeIdle(): void;
  /** Ends every connection. */
  close(): Promise<void>;
}

const HEADERS_TIMEOUT_MS = 30_000;
const BODY_TIMEOUT_MS = 120_000;
const KEEP_ALIVE_TIMEOUT_MS = 65_000;
const BACKLOG = 1024;

/** Opens a plain HTTP/1.1 server with the limits of the data plane. */
export function openHttpServer(options: HttpServerOptions): Promise<HttpServer> {
  const server = createServer({
    headersTimeout: HEADERS_TIMEOUT_MS,
    requestTimeout: BODY_TIMEOUT_MS,
    keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS,
    connectionsCheckingInterval: 5_000,
    noDelay: true,
  });
  server.on('request', options.handle);
  server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) => {
    // A body that will be refused need not be sent at all.
    const declared = Number(request.headers['content-length'] ?? 0);
    if (declared <= options.maxBodyBytes) response.writeContinue();
    options.handle(request, response);
  });
  server.on('clientError', replyToBrokenRequest);
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: options.host, port: options.port, backlog: BACKLOG }, () => {
      server.off('error', reject);
      resolve(wrap(server, options.host));
    });
  });
}

function wrap(server: Server, host: string): HttpServer {
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${urlHost(host)}:${port}`,
    closeIdle() {
      server.close();
      server.closeIdleConnections();
    },
    close() {
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
    },
  };
}

/** A listener on all interfaces is reached over loopback. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** What Node's parser refuses never becomes a request; the client still gets our error shape. */
function replyToBrokenRequest(cause: Error & { code?: string }, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  const [line, error] =
    cause.code === 'ERR_HTTP_REQUEST_TIMEOUT'
      ? ['408 Request Timeout', new SwitchyardError('request_timeout', 'the request took too long')]
      : cause.code === 'HPE_HEADER_OVERFLOW'
        ? [
            '431 Request Header Fields Too Large',
            new SwitchyardError('invalid_value', 'the request headers are too large', {
              status: 431,
            }),
          ]
        : ['400 Bad Request', new SwitchyardError('invalid_value', 'malformed HTTP request')];
  const body = JSON.stringify(errorBody(error));
  socket.end(
    `HTTP/1.1 ${line}\r\nconnection: close\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  );
}
