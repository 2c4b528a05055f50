import { createServer } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import {
  anthropicServer,
  type ModelServer,
  ollamaServer,
  startModelServer,
  vllmServer,
} from '../../../test/doubles/model-server.ts';
import { startMock } from '../../mock/mock-server.ts';
import {
  discoverProviders,
  isLocalHost,
  type ProbeTarget,
  probeProvider,
} from './probe-providers.ts';

const servers: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function started<Started extends { close(): Promise<void> }>(
  starting: Promise<Started>,
): Promise<Started> {
  const server = await starting;
  servers.push(server);
  return server;
}

const probe = (url: string, target: Omit<ProbeTarget, 'url'> = {}) =>
  probeProvider({ url, ...target }, { timeoutMs: 20_000 });

const listing = (entries: unknown, path = '/v1/models'): Promise<ModelServer> =>
  started(startModelServer(({ url }) => (url === path ? { body: entries } : undefined)));

describe('asking a server for its models', () => {
  it('knows vLLM with its context window', async () => {
    const { url } = await started(vllmServer('org/Big-70B', 'org/Small-8B'));
    expect((await probe(url)).provider).toEqual({
      url,
      baseUrl: `${url}/v1`,
      kind: 'vllm',
      isLocal: true,
      models: [
        { id: 'org/Big-70B', contextWindow: 32_768 },
        { id: 'org/Small-8B', contextWindow: 32_768 },
      ],
    });
  });

  it.each([[['/v1/models', '/api/tags']], [['/api/tags']]])(
    'knows Ollama by %j, with sizes and without models that only embed',
    async (paths) => {
      const sizes = { 'llama3.2:3b': '3.2B', 'nomic-embed-text:latest': '137M' };
      const { url } = await started(ollamaServer(sizes, paths));
      expect((await probe(url)).provider).toMatchObject({
        baseUrl: `${url}/v1`,
        kind: 'ollama',
        models: [{ id: 'llama3.2:3b', parameterSize: '3.2b' }],
      });
    },
  );

  it('knows Anthropic, which wants headers of its own', async () => {
    const { url, requests } = await started(anthropicServer('sk-ant'));
    const { provider } = await probe(url, { apiKeyEnv: 'ANTHROPIC_API_KEY', apiKey: 'sk-ant' });
    expect(provider).toMatchObject({ kind: 'anthropic', models: [{ id: 'claude-test' }] });
    expect(requests).toHaveLength(2);
    expect(JSON.stringify(provider)).not.toContain('sk-ant');
  });

  it.each([
    ['sglang', { object: 'list', data: [{ id: 'q', owned_by: 'sglang', max_model_len: 5 }] }, 5],
    [
      'llamacpp',
      {
        data: [{ id: 'q.gguf', owned_by: 'llamacpp', meta: { n_ctx_train: 7, n_params: 8.03e9 } }],
      },
      7,
    ],
    ['openai-compatible', { data: [{ id: 'q', owned_by: 'me', context_length: 9 }] }, 9],
    ['openai-compatible', [{ id: 'q', type: 'chat', context_length: 11 }], 11],
  ])('knows %s by how it lists models', async (kind, body, contextWindow) => {
    const { url } = await listing(body);
    const { provider } = await probe(url);
    expect(provider).toMatchObject({ kind, models: [{ contextWindow }] });
  });

  it('knows the mock of this product', async () => {
    const mock = await started(startMock({ models: ['a', 'b'] }));
    const { provider } = await probe(mock.url);
    expect(provider?.models).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  it.each([
    ['an address without a scheme', '', '', '/v1/models', '/v1'],
    ['a path that ends with a version', 'http://', '/api/v1/', '/api/v1/models', '/api/v1'],
    ['a path in front', 'http://', '/openai', '/openai/v1/models', '/openai/v1'],
    ['the address of a call', 'http://', '/v1/chat/completions', '/v1/models', '/v1'],
    ['the address of its list', 'http://', '/v1/models', '/v1/models', '/v1'],
    ['a server without versions', 'http://', '', '/models', ''],
  ])('takes %s', async (_case, scheme, path, listed, base) => {
    const { url, port } = await listing({ data: [{ id: 'a' }] }, listed);
    const { provider } = await probe(`${scheme}127.0.0.1:${port}${path}`);
    expect(provider?.baseUrl).toBe(`${url}${base}`);
  });

  it('sends the key as a bearer and leaves it out of everything else', async () => {
    const server = await listing({ data: [{ id: 'a' }] });
    const result = await probe(server.url, { apiKeyEnv: 'MY_KEY', apiKey: 'sk-1' });
    expect(server.requests[0]?.headers.authorization).toBe('Bearer sk-1');
    expect(result.provider?.apiKeyEnv).toBe('MY_KEY');
    expect(JSON.stringify(result)).not.toContain('sk-1');
  });

  it('lists names that can be shown, once each', async () => {
    const ids = ['a', 'a', '', 'b\u001b[2J', 'c'.repeat(300), 7, 'text-embedding-3', 'd'];
    const { url } = await listing({ data: ids.map((id) => ({ id })) });
    expect((await probe(url)).provider?.models).toEqual([{ id: 'a' }, { id: 'd' }]);
  });
});

describe('what goes wrong at a server', () => {
  const answering = (status: number, body: unknown, headers = {}) =>
    started(startModelServer(() => ({ status, body, headers })));

  it.each([
    ['wants a key', 401, {}, 'wants a key, name its variable with `--api-key-env`'],
    ['wants a key that is not set', 401, { apiKeyEnv: 'K' }, 'wants a key, and `K` is not set'],
    ['refuses the key', 403, { apiKeyEnv: 'K', apiKey: 'sk-1' }, 'refuses the key of `K`'],
  ])('says that it %s', async (_case, status, target, problem) => {
    const { url } = await answering(status, { error: { message: 'no' } });
    expect(await probe(url, target)).toEqual({ failure: { url, problem, isUnauthorized: true } });
  });

  it.each([
    ['another page', 200, '<html>', 'answers, but not with a list of models'],
    ['an object', 200, { data: {} }, 'answers, but not with a list of models'],
    ['an error', 500, {}, 'answers with status 500'],
    ['no model', 200, { data: [] }, 'serves no model that chats'],
    ['too much', 200, ' '.repeat(9 * 2 ** 20), 'answers with more than 8 MiB'],
  ])('says that it answers with %s', async (_case, status, body, problem) => {
    const { url } = await answering(status, body);
    expect((await probe(url)).failure?.problem).toBe(problem);
  });

  it('follows no redirect, which could carry the key away', async () => {
    const other = await listing({ data: [{ id: 'a' }] });
    const { url } = await answering(302, {}, { location: `${other.url}/v1/models` });
    const { failure } = await probe(url, { apiKeyEnv: 'K', apiKey: 'sk-1' });
    expect(failure?.problem).toContain('redirects');
    expect(other.requests).toEqual([]);
  });

  it('does not wait for ever', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    servers.push({ close: async () => void silent.close() });
    const { port } = silent.address() as { port: number };
    const url = `http://127.0.0.1:${port}`;
    const { failure } = await probeProvider({ url }, { timeoutMs: 100 });
    expect(failure?.problem).toBe('gives no answer within 0.1 s');
  });

  it('says that nothing is there', async () => {
    const { url, close } = await startModelServer(() => undefined);
    await close();
    expect((await probe(url)).failure?.problem).toBe('has nothing that listens there');
  });

  it.each(['not an address', 'ftp://127.0.0.1', 'http://'])('takes no `%s`', async (url) => {
    expect((await probe(url)).failure?.problem).toBe('is no address of a server');
  });

  it('takes no query in the address, which could hold a key', async () => {
    const { failure } = await probe('http://127.0.0.1:1/v1?key=sk-1');
    expect(failure).toMatchObject({ url: 'http://127.0.0.1:1/v1', isUnauthorized: false });
    expect(failure?.problem).toContain('has a query');
  });

  it('takes no credential in the address, and does not repeat it', async () => {
    const result = await probe('http://me:sk-1@127.0.0.1:1');
    expect(result.failure?.problem).toContain('carries a credential');
    expect(JSON.stringify(result)).not.toContain('sk-1');
  });
});

describe('looking for servers', () => {
  it('finds what answers at the ports and passes over the rest', async () => {
    const vllm = await started(vllmServer('a'));
    const other = await started(startModelServer(() => undefined));
    const found = await discoverProviders({
      timeoutMs: 20_000,
      ports: [vllm.port, other.port],
    });
    expect(found.map(({ url, kind }) => [url, kind])).toEqual([[vllm.url, 'vllm']]);
  });
});

describe('hosts of one’s own', () => {
  it.each([
    'localhost',
    '127.0.0.1',
    '[::1]',
    '10.1.2.3',
    '172.20.0.1',
    '192.168.1.9',
    'gpu-box',
    'nas.local',
    '[fd00::1]',
    '100.100.1.1',
  ])('%s is local', (host) => {
    expect(isLocalHost(host)).toBe(true);
  });

  it.each(['api.openai.com', '8.8.8.8', '172.32.0.1', '[2606:4700::1]', 'local.example.com'])(
    '%s is not',
    (host) => {
      expect(isLocalHost(host)).toBe(false);
    },
  );
});
