import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ImportedConfig, importConfig } from '../../src/importers/import-config.ts';
import { chat, eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

const folder = fileURLToPath(new URL('../fixtures/importers/', import.meta.url));

/** What reached a backend: which one, and the model that it was asked for. */
interface Call {
  readonly backend: string;
  readonly model: string;
}

interface Backends {
  readonly calls: Call[];
  /** Puts their addresses in place of those of the samples. */
  readonly place: (text: string) => string;
  readonly close: () => void;
}

async function openBackends(): Promise<Backends> {
  const calls: Call[] = [];
  const first = await openBackend('first', calls);
  const second = await openBackend('second', calls);
  const portOf = (server: Server) => String((server.address() as AddressInfo).port);
  return {
    calls,
    place: (text) => text.replaceAll('8001', portOf(first)).replaceAll('8002', portOf(second)),
    close() {
      for (const server of [first, second]) {
        server.closeAllConnections();
        server.close();
      }
    },
  };
}

async function openBackend(backend: string, calls: Call[]): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { model } = JSON.parse(await bodyOf(request)) as { model: string };
    calls.push({ backend, model });
    const message = { role: 'assistant', content: 'hello' };
    const choices = [{ index: 0, message, finish_reason: 'stop' }];
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ id: 'a', object: 'chat.completion', model, choices }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return server;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

interface Imported {
  readonly source: unknown;
  readonly imported: ImportedConfig;
  readonly router: RouterProcess;
  readonly backends: Backends;
}

/** Starts a router with what a document became. */
async function start(
  sample: { readonly file: string } | { readonly text: string },
  environment: Readonly<Record<string, string>> = {},
): Promise<Imported> {
  const text = 'file' in sample ? readFileSync(`${folder}${sample.file}`, 'utf8') : sample.text;
  const backends = await openBackends();
  const placed = backends.place(text);
  const imported = importConfig(placed);
  const args = ['--log-level', 'warn'];
  const router = await startRouterProcess({ config: imported.yaml, args, environment });
  await eventually(async () => (await fetch(`${router.management}/ready`)).ok || undefined, 60_000);
  return { source: parse(placed), imported, router, backends };
}

async function stop(running: Imported | undefined): Promise<void> {
  await running?.router.stop();
  running?.backends.close();
}

interface Answer {
  readonly status: number;
  readonly decision: string | null;
  readonly model: string | null;
  readonly call: Call | undefined;
}

interface Question {
  readonly prompt: string;
  readonly model?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
}

async function ask(
  { router, backends }: Imported,
  { prompt, model = 'auto', metadata, headers = {} }: Question,
): Promise<Answer> {
  backends.calls.length = 0;
  const messages = [{ role: 'user', content: prompt }];
  const body = { model, messages, ...(metadata === undefined ? {} : { metadata }) };
  const reply = await chat(router.inference, body, headers);
  return {
    status: reply.status,
    decision: reply.headers.get('x-vsr-selected-decision'),
    model: reply.headers.get('x-vsr-selected-model'),
    call: backends.calls[0],
  };
}

describe('a router of version v0.1', () => {
  let running: Imported;
  beforeAll(async () => {
    running = await start({ file: 'v01-typical.yaml' }, { CLUSTER_KEY: 'secret' });
  });
  afterAll(() => stop(running));

  /** The model with the best score of a category, as the old document says it. */
  function bestModel(category: string): string {
    const { categories } = running.source as {
      categories: { name: string; model_scores: { model: string; score: number }[] }[];
    };
    const scores = categories.find(({ name }) => name === category)?.model_scores ?? [];
    return [...scores].sort((a, b) => b.score - a.score)[0]?.model ?? '';
  }

  it.each([
    ['math', 'What is the derivative of x squared times sin x?'],
    ['math', 'Prove that the square root of two is irrational.'],
    ['computer science', 'How does a hash table resolve collisions between keys?'],
  ])('sends a question about %s to the best model of that category', async (category, prompt) => {
    const { status, decision, model } = await ask(running, { prompt });
    expect([status, decision, model]).toEqual([200, category, bestModel(category)]);
  });

  it('sends what is of no category to the default model', async () => {
    const { decision, model } = await ask(running, { prompt: 'Who was Napoleon Bonaparte?' });
    expect([decision, model]).toEqual([null, 'small']);
  });

  it('asks servers for the model by the id that they know', async () => {
    const { call } = await ask(running, { prompt: 'hello', model: 'qwen3-large' });
    expect(call?.model).toBe('qwen3-235b');
  });

  // `jailbreak` and `pii` signals, plugins: what they do is tested where they are built.
  it('has its guards and its prompt in the document', () => {
    expect(running.imported.document).toMatchObject({
      routing: {
        signals: {
          jailbreak: [
            { name: 'law_guard', threshold: 0.6 },
            { name: 'prompt_guard', threshold: 0.75 },
          ],
        },
        decisions: expect.arrayContaining([
          expect.objectContaining({
            name: 'law',
            modelRefs: [
              expect.objectContaining({ model: bestModel('law'), lora_name: 'law-expert' }),
            ],
          }),
          expect.objectContaining({
            name: 'block_jailbreak_law',
            priority: 1000,
            rules: {
              operator: 'AND',
              conditions: [
                { type: 'domain', name: 'law' },
                { type: 'jailbreak', name: 'law_guard' },
              ],
            },
          }),
          expect.objectContaining({
            name: 'block_jailbreak',
            rules: { type: 'jailbreak', name: 'prompt_guard' },
          }),
        ]),
      },
    });
  });
});

describe('a router of version v0.2', () => {
  let running: Imported;
  beforeAll(async () => {
    running = await start({ file: 'v02-typical.yaml' });
  });
  afterAll(() => stop(running));

  it.each([
    ['How do I read a file in python?', 'code', 'coder'],
    ['Wie komme ich am schnellsten zum Bahnhof in der Innenstadt?', 'german', 'small'],
    [`python ${'word '.repeat(5000)}`, null, 'small'],
    ['What is the weather like?', null, 'small'],
  ])('routes %.60j by its decisions', async (prompt, decision, model) => {
    const answer = await ask(running, { prompt });
    expect([answer.decision, answer.model]).toEqual([decision, model]);
  });
});

describe('a document half way to v0.3', () => {
  let running: Imported;
  beforeAll(async () => {
    const text = readFileSync(`${folder}v03-mixed.yaml`, 'utf8').replace(
      'https://llm.example.com/v1',
      'http://127.0.0.1:8002/v1',
    );
    running = await start({ text }, { SMALL_KEY: 'a', MAIN_KEY: 'b' });
  });
  afterAll(() => stop(running));

  it.each([
    ['do it asap', 'urgent', 'large', 'large-v2', ['second']],
    ['take your time', null, 'small', 'small', ['first', 'second']],
  ])('routes %j', async (prompt, decision, model, id, backends) => {
    const answer = await ask(running, { prompt });
    expect([answer.decision, answer.model, answer.call?.model]).toEqual([decision, model, id]);
    expect(backends).toContain(answer.call?.backend);
  });
});

describe('a gateway of version v1', () => {
  let running: Imported;
  beforeAll(async () => {
    const text = readFileSync(`${folder}gateway-v1.yaml`, 'utf8');
    running = await start({ text: text.replace('backend: redis', 'backend: memory') });
  });
  afterAll(() => stop(running));

  it.each([
    ['tell me a joke', 'smalltalk', 'local', { backend: 'first', model: 'qwen2.5:7b' }],
    ['good morning', 'smalltalk', 'local', { backend: 'first', model: 'qwen2.5:7b' }],
    [
      'write a python function that sorts a list',
      'coding',
      'cloud',
      { backend: 'second', model: 'gpt-4o' },
    ],
    [
      'implement a linked list in rust please',
      'coding',
      'cloud',
      { backend: 'second', model: 'gpt-4o' },
    ],
  ])('routes %j by its samples', async (prompt, decision, model, call) => {
    const answer = await ask(running, { prompt, model: 'router-gateway' });
    expect(answer).toEqual({ status: 200, decision, model, call });
  });

  it('sends what is like no sample to the first lane', async () => {
    const prompt = 'Which treaties ended the Thirty Years War?';
    const answer = await ask(running, { prompt, model: 'router-gateway' });
    expect([answer.decision, answer.model]).toEqual(['smalltalk', 'local']);
  });

  // `jailbreak`, `pii`, `fast_response` and `response_cache` are tested where they are built.
  it('has its guards and its cache in the document', () => {
    expect(running.imported.document).toMatchObject({
      listeners: [{ name: 'http-8080', address: '0.0.0.0', port: 8080 }],
      routing: {
        decisions: expect.arrayContaining([
          expect.objectContaining({ name: 'block_jailbreak', priority: 1000 }),
          expect.objectContaining({ name: 'block_pii', priority: 1000 }),
        ]),
      },
      global: {
        services: { management_api: { port: 8081 } },
        stores: {
          response_cache: { enabled: true, backend_type: 'memory', ttl_seconds: 600 },
        },
      },
    });
  });
});

describe('a LiteLLM proxy', () => {
  let running: Imported;
  const headers = { authorization: 'Bearer master' };
  beforeAll(async () => {
    const text = `
model_list:
  - model_name: chat
    litellm_params: { model: hosted_vllm/llama-eu, api_base: "http://127.0.0.1:8001/v1", weight: 0.75 }
  - model_name: chat
    litellm_params: { model: hosted_vllm/llama-us, api_base: "http://127.0.0.1:8002/v1", weight: 0.25 }
  - model_name: large
    litellm_params: { model: openai/gpt-large, api_base: "http://127.0.0.1:8002/v1", api_key: os.environ/LARGE_KEY }
router_settings:
  routing_strategy: simple-shuffle
  model_group_alias: { fast: chat, smart: large }
general_settings: { master_key: os.environ/MASTER_KEY }
`;
    running = await start({ text }, { MASTER_KEY: 'master', LARGE_KEY: 'large' });
  });
  afterAll(() => stop(running));

  it('asks for the master key', async () => {
    expect((await ask(running, { prompt: 'hello', model: 'chat' })).status).toBe(401);
  });

  it('shares the requests of a name among its deployments by weight', async () => {
    const calls: (Call | undefined)[] = [];
    for (let count = 0; count < 16; count += 1) {
      calls.push((await ask(running, { prompt: 'hello', model: 'chat', headers })).call);
    }
    const shareOf = (model: string) => calls.filter((call) => call?.model === model);
    expect(shareOf('llama-eu')).toHaveLength(12);
    expect(shareOf('llama-us')).toHaveLength(4);
    expect(new Set(shareOf('llama-eu').map((call) => call?.backend))).toEqual(new Set(['first']));
    expect(new Set(shareOf('llama-us').map((call) => call?.backend))).toEqual(new Set(['second']));
  });

  it.each([
    ['large', 'large', ['gpt-large']],
    ['smart', 'large', ['gpt-large']],
    ['fast', 'chat', ['llama-eu', 'llama-us']],
  ])('leads `%s` to `%s`', async (name, model, ids) => {
    const answer = await ask(running, { prompt: 'hello', model: name, headers });
    expect([answer.status, answer.model]).toEqual([200, model]);
    expect(ids).toContain(answer.call?.model);
  });
});

describe('a conditional config of Portkey', () => {
  let running: Imported;
  beforeAll(async () => {
    running = await start({ file: 'portkey-conditional.json' });
  });
  afterAll(() => stop(running));

  const production = { env: 'production' };
  it.each([
    [{ ...production, user_plan: 'paid' }, 'finetuned', 'tuned'],
    [{ ...production, user_plan: 'paid', region: 'eu' }, 'finetuned', 'tuned'],
    [{ ...production, region: 'uk' }, 'europe', 'eu-model'],
    [{ ...production, team: 'legal', level: '4' }, 'europe', 'eu-model'],
    [{ ...production, team: 'legal', level: '2' }, 'base', 'small'],
    [{ ...production, user_plan: 'free' }, 'base', 'small'],
    [{ env: 'test' }, 'base', 'small'],
    [undefined, 'base', 'small'],
  ])('chooses by metadata %j', async (metadata, model, id) => {
    const question = { prompt: 'hello', model: 'gpt-4o' };
    const answer = await ask(
      running,
      metadata === undefined ? question : { ...question, metadata },
    );
    expect([answer.status, answer.model, answer.call?.model]).toEqual([200, model, id]);
  });

  it.each([
    [{ ...production, user_plan: 'paid' }, 'finetuned'],
    [{ ...production, region: 'eu' }, 'europe'],
    [production, 'base'],
  ])(
    'knows a name that a condition asks for, after the conditions above it: %j',
    async (metadata, model) => {
      const answer = await ask(running, { prompt: 'hello', model: 'fastest', metadata });
      expect([answer.status, answer.model]).toEqual([200, model]);
    },
  );
});

describe('targets of Portkey that share the requests', () => {
  let running: Imported;
  beforeAll(async () => {
    running = await start({ file: 'portkey-loadbalance.json' });
  });
  afterAll(() => stop(running));

  it('get their shares, whatever model the client names', async () => {
    const models: (string | undefined)[] = [];
    for (let count = 0; count < 8; count += 1) {
      const prompt = `question ${count}`;
      models.push((await ask(running, { prompt, model: 'gpt-4o' })).call?.model);
    }
    expect(models.filter((model) => model === 'm-a')).toHaveLength(6);
    expect(models.filter((model) => model === 'm-b')).toHaveLength(2);
  });
});

describe('a `tools:` block', () => {
  it('goes into a document that runs as before', async () => {
    const backends = await openBackends();
    const into = importConfig(backends.place(readFileSync(`${folder}v01-minimal.yaml`, 'utf8')));
    const tools = readFileSync(`${folder}tools.yaml`, 'utf8');
    const imported = importConfig(tools, { into: into.yaml });
    const router = await startRouterProcess({
      config: imported.yaml,
      args: ['--log-level', 'warn'],
    });
    const running = { source: {}, imported, router, backends };
    try {
      const { status, model } = await ask(running, { prompt: 'hello', model: 'small' });
      expect([status, model]).toEqual([200, 'small']);
      expect(imported.document).toMatchObject({
        global: { integrations: { tools: { top_k: 3 } } },
      });
    } finally {
      await stop(running);
    }
  });
});
