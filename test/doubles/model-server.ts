import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface ModelServer {
  readonly url: string;
  readonly port: number;
  /** `GET /v1/models`, in order, with the headers. */
  readonly requests: readonly Pick<IncomingMessage, 'method' | 'url' | 'headers'>[];
  close(): Promise<void>;
}

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** A server on loopback that answers paths with JSON; anything else is 404. */
export async function startModelServer(
  answers: (request: IncomingMessage) => Answer | undefined,
): Promise<ModelServer> {
  const requests: Pick<IncomingMessage, 'method' | 'url' | 'headers'>[] = [];
  const server: Server = createServer((request, response) => {
    const { method, url, headers } = request;
    requests.push({ method, url, headers });
    const answer = answers(request) ?? { status: 404, body: { detail: 'Not Found' } };
    response.writeHead(answer.status ?? 200, {
      'content-type': 'application/json',
      ...answer.headers,
    });
    response.end(typeof answer.body === 'string' ? answer.body : JSON.stringify(answer.body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    requests,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** As vLLM lists models. */
export function vllmServer(...ids: readonly string[]): Promise<ModelServer> {
  const data = ids.map((id) => ({
    id,
    object: 'model',
    created: 1,
    owned_by: 'vllm',
    root: id,
    parent: null,
    max_model_len: 32_768,
    permission: [{ id: 'modelperm-1', object: 'model_permission' }],
  }));
  return startModelServer(({ url }) =>
    url === '/v1/models' ? { body: { object: 'list', data } } : undefined,
  );
}

/** As Ollama lists models, in both of its ways. */
export function ollamaServer(
  sizes: Readonly<Record<string, string>>,
  paths: readonly string[] = ['/v1/models', '/api/tags'],
): Promise<ModelServer> {
  const ids = Object.keys(sizes);
  const bodies: Readonly<Record<string, unknown>> = {
    '/v1/models': {
      object: 'list',
      data: ids.map((id) => ({ id, object: 'model', created: 1, owned_by: 'library' })),
    },
    '/api/tags': {
      models: ids.map((name) => ({
        name,
        model: name,
        modified_at: '2026-01-01T00:00:00Z',
        size: 2_019_393_189,
        digest: 'a80c4f17acd5',
        details: {
          format: 'gguf',
          family: 'llama',
          parameter_size: sizes[name],
          quantization_level: 'Q4_K_M',
        },
      })),
    },
  };
  return startModelServer(({ url = '' }) =>
    paths.includes(url) ? { body: bodies[url] } : undefined,
  );
}

/** As Anthropic lists models: its own headers or nothing. */
export function anthropicServer(key: string): Promise<ModelServer> {
  return startModelServer(({ url, headers }) => {
    if (url !== '/v1/models') return undefined;
    if (headers['x-api-key'] !== key || headers['anthropic-version'] === undefined) {
      const error = { type: 'authentication_error', message: 'x-api-key header is required' };
      return { status: 401, body: { type: 'error', error, request_id: 'req_1' } };
    }
    const model = { type: 'model', id: 'claude-test', display_name: 'Claude Test' };
    return {
      body: {
        data: [{ ...model, created_at: '2026-01-01T00:00:00Z' }],
        has_more: false,
        first_id: 'claude-test',
        last_id: 'claude-test',
      },
    };
  });
}
