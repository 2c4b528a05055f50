// The least that a router in Node can do with a request: read the JSON, name another model, write the
// JSON, send it on, and pass the answer's bytes back. No checks, no limits, no routing, no record.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type Dispatcher, Pool } from 'undici';
import { answerTheBench, listen } from './child-side.ts';

const { backend } = JSON.parse(process.argv[2] ?? '{}') as { readonly backend: string };
const pool = new Pool(backend, { connections: 1024, pipelining: 1 });

function handle(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    const bytes = chunks.length === 1 ? chunks[0] : Buffer.concat(chunks);
    const body = JSON.parse(String(bytes)) as { model: string };
    body.model = 'bench-model';
    pool.dispatch(
      {
        method: 'POST',
        path: request.url ?? '/',
        headers: ['content-type', 'application/json'],
        body: JSON.stringify(body),
      },
      passBack(response),
    );
  });
}

function passBack(response: ServerResponse): Dispatcher.DispatchHandler {
  return {
    onConnect(abort) {
      response.on('close', () => {
        if (!response.writableFinished) abort();
      });
    },
    onHeaders(status, raw, resume) {
      response.on('drain', resume);
      const headers: string[] = [];
      for (let at = 0; at < raw.length; at += 2) {
        const name = String(raw[at]).toLowerCase();
        if (name === 'content-type' || name === 'content-length') {
          headers.push(name, String(raw[at + 1]));
        }
      }
      response.writeHead(status, headers);
      return true;
    },
    onData: (chunk) => response.write(chunk),
    onComplete: () => response.end(),
    onError: () => response.destroy(),
  };
}

answerTheBench({ port: await listen(createServer(handle)) });
