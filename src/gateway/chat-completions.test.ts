import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ErrorCode, SwitchyardError } from '../errors.ts';
import { createAfterIo } from '../lib/after-io.ts';
import { createTimeOrderedIds } from '../lib/time-ordered-id.ts';
import { createPriceBook } from '../records/cost.ts';
import type { Exchange } from '../records/exchange.ts';
import { createChatCompletions } from './chat-completions.ts';
import { createEdge } from './edge.ts';
import { InFlight } from './in-flight.ts';
import type { Recipe, Router } from './router.ts';
import { createSessionModels } from './session-models.ts';

let server: Server;
let url = '';
let thrown: Error | undefined;
const recorded: Exchange[] = [];
const bugs: unknown[] = [];

/** Routing that fails. */
const recipe = {
  name: 'default',
  signals: {
    evaluate() {
      throw thrown;
    },
  },
} as unknown as Recipe;

const router: Router = {
  resolve: () => ({ kind: 'virtual', recipe }),
  target: () => undefined,
  listedModels: [],
  findModel: () => undefined,
  prices: createPriceBook([]),
  responseModel: 'requested',
  identity: {},
};

beforeAll(async () => {
  const onBug = (error: unknown) => bugs.push(error);
  const handle = createChatCompletions({
    router: () => router,
    limits: { maxBodyBytes: 1e6, maxDepth: 64, maxMessages: 100 },
    inFlight: new InFlight(() => {}),
    afterIo: createAfterIo(),
    ids: createTimeOrderedIds(),
    sessions: createSessionModels(),
    identityOf: () => undefined,
    identityHeaders: new Set(),
    record: (exchange) => recorded.push(exchange),
    onBug,
  });
  const edge = createEdge({
    name: 'test',
    apiKeys: undefined,
    routes: [{ method: 'POST', path: '/v1/chat/completions', handle }],
    isDraining: () => false,
    onBug,
    onReply: () => {},
  });
  server = createServer(edge);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1/chat/completions`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function ask(stream: boolean) {
  const messages = [{ role: 'user', content: 'x' }];
  const response = await fetch(url, {
    method: 'POST',
    body: JSON.stringify({ model: 'auto', messages, stream }),
  });
  return { response, body: (await response.json()) as { error: { code: string; type: string } } };
}

it.each<[ErrorCode, number, string]>([
  ['identity_required', 403, 'permission_error'],
  ['signal_failed', 503, 'api_error'],
  ['no_route', 400, 'invalid_request_error'],
])('`%s` while routing reaches the client with status %d', async (code, status, type) => {
  thrown = new SwitchyardError(code, 'not so');
  for (const stream of [false, true]) {
    const { response, body } = await ask(stream);
    expect(response.status).toBe(status);
    expect(response.headers.get('x-vsr-response-path')).toBe('error');
    expect(body.error).toMatchObject({ message: 'not so', code, type });
    expect(recorded.at(-1)).toMatchObject({ status, errorCode: code, lifecycle: 'failed' });
  }
  expect(bugs).toEqual([]);
});

it('a bug while routing tells the client nothing of itself', async () => {
  thrown = new Error('secret detail');
  const { response, body } = await ask(false);
  expect(response.status).toBe(500);
  expect(JSON.stringify(body)).not.toContain('secret');
  expect(bugs).toEqual([thrown]);
});
