import { execFile } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { tinyFolder } from '../doubles/onnx-folder.ts';
import { chat, eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

const binary = fileURLToPath(new URL('../../bin/switchyard.js', import.meta.url));
const key = { EMBEDDER_KEY: 'key-of-the-embedder' };

const domains = [
  ...['biology', 'business', 'chemistry', 'computer science', 'economics', 'engineering', 'health'],
  ...['history', 'law', 'math', 'other', 'philosophy', 'physics', 'psychology'],
];
const words = { gold: 'business', berlin: 'history' };

/** Knows two words. */
function domainFolder(options: { readonly tableRows?: number } = {}): string {
  const rowOf = (label: string) => domains.map((one) => (one === label ? 9 : 0));
  const rows = Object.fromEntries(Object.entries(words).map(([word, of]) => [word, rowOf(of)]));
  return tinyFolder({ kind: 'sequence', labels: domains, rows, ...options });
}

interface Asked {
  readonly path: string | undefined;
  readonly key: string | undefined;
}

/** Answers chats, and embeds what is about hammers to the left of everything else. */
async function openServer(asked: Asked[], failures = 0): Promise<Server> {
  const server = createServer(async (request, response) => {
    const body = JSON.parse(await textOf(request));
    response.setHeader('content-type', 'application/json');
    if (request.url?.endsWith('/chat/completions')) {
      const message = { role: 'assistant', content: 'hello' };
      const choices = [{ index: 0, message, finish_reason: 'stop' }];
      response.end(JSON.stringify({ id: 'a', object: 'chat.completion', model: 'a', choices }));
      return;
    }
    asked.push({ path: request.url, key: request.headers.authorization });
    if (asked.length <= failures) {
      response.writeHead(500).end();
      return;
    }
    const data = body.input.map((text: string, index: number) => ({
      ...{ index, embedding: /hammer|nail/i.test(text) ? [1, 0, 0] : [0, 1, 0] },
    }));
    response.end(JSON.stringify({ data }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

function configOf(port: number, domain: string): string {
  return `version: v0.3
listeners: [{ name: http, address: 127.0.0.1, port: 8899 }]
providers:
  defaults: { default_model: small }
  models:
    - { name: small, backend_refs: [{ endpoint: "127.0.0.1:${port}" }] }
    - { name: trader, backend_refs: [{ endpoint: "127.0.0.1:${port}" }] }
    - { name: smith, backend_refs: [{ endpoint: "127.0.0.1:${port}" }] }
routing:
  modelCards: [{ name: small }, { name: trader }, { name: smith }]
  signals:
    domains: [{ name: business }]
    embeddings: [{ name: tools, threshold: 0.9, candidates: [a hammer, some nails] }]
  decisions:
    - { name: trade, priority: 2, rules: { type: domain, name: business }, modelRefs: [{ model: trader }] }
    - { name: tools, priority: 1, rules: { type: embedding, name: tools }, modelRefs: [{ model: smith }] }
models:
  domain: { kind: onnx, path: ${domain} }
  embedder:
    kind: remote
    base_url: http://127.0.0.1:${port}/v1
    model: company-embedder
    api_key_env: EMBEDDER_KEY
`;
}

describe('models of one’s own', () => {
  const asked: Asked[] = [];
  const folder = domainFolder();
  let server: Server;
  let router: RouterProcess;

  beforeAll(async () => {
    server = await openServer(asked);
    const { port } = server.address() as AddressInfo;
    router = await startRouterProcess({
      config: configOf(port, folder),
      environment: key,
    });
    await eventually(async () => (await fetch(`${router.management}/ready`)).ok || undefined);
  });

  afterAll(async () => {
    await router?.stop();
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['buy gold', 'trade', 'trader'],
    ['Where can I find a hammer?', 'tools', 'smith'],
    ['hello berlin', null, 'small'],
  ])('route %j', async (content, decision, model) => {
    const messages = [{ role: 'user', content }];
    const { status, headers } = await chat(router.inference, { model: 'auto', messages });
    expect(status).toBe(200);
    expect(headers.get('x-vsr-selected-decision')).toBe(decision);
    expect(headers.get('x-vsr-selected-model')).toBe(model);
  });

  it('are asked with the key of the environment, which shows nowhere', async () => {
    expect(asked.length).toBeGreaterThan(0);
    for (const { path, key } of asked) {
      expect([path, key]).toEqual(['/v1/embeddings', 'Bearer key-of-the-embedder']);
    }
    const shown = await Promise.all(
      ['/ready', '/info/models', '/api/v1/embeddings/models'].map(async (path) =>
        (await fetch(`${router.management}${path}`)).text(),
      ),
    );
    expect(`${shown.join('')}${router.log()}`).not.toContain('key-of-the-embedder');
  });

  it('answer evaluations without a server, from a folder beside the configuration', async () => {
    const file = join(dirname(folder), `${basename(folder)}.yaml`);
    const { port } = server.address() as AddressInfo;
    writeFileSync(file, configOf(port, `./${basename(folder)}`));
    const args = [binary, 'eval', 'buy gold', '--offline', '--config', file, '--json'];
    const environment = { env: { ...process.env, ...key } };
    const { stdout } = await promisify(execFile)(process.execPath, args, environment);
    rmSync(file);
    expect(JSON.parse(stdout)).toMatchObject({ routing_decision: 'trade' });
  });

  it('are shown by the management API in place of the built-in ones', async () => {
    const info = await (await fetch(`${router.management}/info/models`)).json();
    const { models } = info as { models: { name: string; metadata: { tier: string } }[] };
    const names = models.map(({ name }) => name);
    expect(names).toContain('company-embedder');
    expect(names).not.toContain('mom-similarity-flash');
    expect(names).not.toContain('mom-brain-flash');
    expect(models.find(({ name }) => folder.endsWith(name))).toMatchObject({
      ...{ state: 'ready', model_path: folder, categories: domains },
      metadata: { tier: 'plugin' },
    });
    const response = await fetch(`${router.management}/api/v1/embeddings`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ texts: ['a nail'], model: 'company-embedder' }),
    });
    expect(await response.json()).toMatchObject({
      embeddings: [{ embedding: [1, 0, 0], dimension: 3, model_used: 'company-embedder' }],
    });
  });
});

describe('the engine `flash`', () => {
  it('never loads the encoder, and nothing is called degraded', async () => {
    const config = configOf(9, '.').replace(/^models:.*/ms, 'inference: { engine: flash }\n');
    const router = await startRouterProcess({ config });
    try {
      const response = await fetch(`${router.management}/api/v1/classify/intent`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ text: 'What is a tort in common law?' }),
      });
      expect(response.status).toBe(200);
      const body = await response.json();
      expect(body).toMatchObject({ classification: { category: 'law' } });
      expect(body).not.toHaveProperty('degraded');
      const info = await (await fetch(`${router.management}/info/models`)).json();
      const { models } = info as { models: { metadata: { tier: string } }[] };
      expect(models.filter(({ metadata }) => metadata.tier === 'trunk')).toEqual([]);
    } finally {
      await router.stop();
    }
  });
});

describe('a server of one’s own that is down', () => {
  it('degrades the product until it is back', async () => {
    const folder = domainFolder();
    const server = await openServer([], 1);
    const { port } = server.address() as AddressInfo;
    const router = await startRouterProcess({ config: configOf(port, folder), environment: key });
    try {
      const messageOf = async () => {
        const response = await fetch(`${router.management}/ready`);
        const { message } = (await response.json()) as { message: string };
        return message;
      };
      const degraded = await eventually(async () => {
        const message = await messageOf();
        return message.includes('degraded') ? message : undefined;
      });
      expect(degraded).toContain('the model `company-embedder` answered with status 500');
      await eventually(async () => (await messageOf()) === 'ready' || undefined, 15_000);
    } finally {
      await router.stop();
      server.closeAllConnections();
      server.close();
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a configuration whose models cannot be used', () => {
  async function refusal(config: string, environment: Readonly<Record<string, string>> = {}) {
    return startRouterProcess({ config, environment }).then(
      async (router) => {
        await router.stop();
        throw new Error('it started');
      },
      (error: Error) => error.message,
    );
  }

  it('does not start with a broken folder, and says which one and what to do', async () => {
    const folder = domainFolder({ tableRows: 6 });
    const message = await refusal(configOf(9, folder), { EMBEDDER_KEY: 'secret' });
    rmSync(folder, { recursive: true });
    expect(message).toMatch(/error\[model_unavailable\] \S+config\.yaml models\.domain: /);
    expect(message).toContain(`${folder}/model.onnx\` has 6 rows; take both files from the same`);
  });

  it('does not start without the key of a server', async () => {
    const message = await refusal(configOf(9, '/nowhere'), { EMBEDDER_KEY: '' });
    expect(message).toMatch(
      /error\[env_missing\] \S+config\.yaml:\d+:\d+ models\.embedder\.api_key_env: .*`EMBEDDER_KEY` is not set/,
    );
  });
});
