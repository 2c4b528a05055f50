import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Asked {
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: Readonly<Record<string, unknown>>;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as it is when it is text, as JSON otherwise. */
  readonly body?: unknown;
  readonly isSilent?: boolean;
}

export interface JsonServer {
  readonly url: string;
  readonly asked: readonly Asked[];
  /** Requests whose sender went away before the answer. */
  readonly left: () => number;
  close(): Promise<void>;
}

/** A server on loopback that takes and gives JSON; `count` is 1 for the first request. */
export async function startJsonServer(
  answer: (asked: Asked, count: number) => Answer,
): Promise<JsonServer> {
  const asked: Asked[] = [];
  let left = 0;
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const question = { path: request.url ?? '', headers: request.headers, body };
    asked.push(question);
    response.on('close', () => {
      if (!response.writableFinished) left += 1;
    });
    const {
      status = 200,
      headers,
      body: content,
      isSilent = false,
    } = answer(question, asked.length);
    if (isSilent) return;
    response.writeHead(status, { 'content-type': 'application/json', ...headers });
    response.end(typeof content === 'string' ? content : JSON.stringify(content));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    left: () => left,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** What a chat completion looks like. */
export function chatAnswer(content: unknown): Answer {
  const text = typeof content === 'string' ? content : JSON.stringify(content);
  return { body: { choices: [{ message: { role: 'assistant', content: text } }] } };
}

/** What the messages of a chat completion say. */
export function saidIn(asked: Asked | undefined): readonly string[] {
  const messages = (asked?.body.messages ?? []) as readonly { readonly content: string }[];
  return messages.map(({ content }) => content);
}
