import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Switchyard, startSwitchyard } from '../../src/app/serve.ts';
import { type MockServer, startMock } from '../../src/mock/mock-server.ts';
import { fleetConfig } from './fleet-config.ts';
import { chat, eventually } from './router-process.ts';

let folder: string;
let mock: MockServer;
let router: Switchyard;
let text: string;

const prompts = ['a python function', 'hello', 'what a day', 'compile error again'];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-compare-'));
  mock = await startMock();
  const config = fleetConfig({ backend: mock.url.replace('http://', '') });
  text = config.replace(
    'global:\n',
    'global:\n  services: { router_replay: { store_backend: memory } }\n',
  );
  const configPath = join(folder, 'config.yaml');
  await writeFile(configPath, text);
  router = await startSwitchyard({
    configPath,
    dataDir: join(folder, 'data'),
    overrides: { port: 0, managementPort: 0, metricsPort: 0 },
    logLevel: 'silent',
    environment: {},
  });
  for (const content of prompts) {
    await chat(router.urls.inference, { model: 'auto', messages: [{ role: 'user', content }] });
  }
  await eventually(async () => {
    const response = await fetch(`${router.urls.management}/v1/router_replay`);
    const { count } = (await response.json()) as { count: number };
    return count === prompts.length || undefined;
  });
});

afterAll(async () => {
  await router.close();
  await mock.close();
  await rm(folder, { recursive: true, force: true });
});

async function compare(body: string, query = '') {
  const response = await fetch(`${router.urls.management}/config/router/compare${query}`, {
    method: 'POST',
    headers: { 'content-type': 'application/yaml' },
    body,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('comparing a configuration with the one that runs', () => {
  it('finds no change in the same document', async () => {
    const { status, body } = await compare(text);
    expect(status).toBe(200);
    expect(body).toMatchObject({ requests: 4, replayed: 4, changed: 0 });
  });

  it('reports every request that would go to another model, and what that costs', async () => {
    const { body } = await compare(
      text.replace('modelRefs: [{ model: coder }]', 'modelRefs: [{ model: thinker }]'),
    );
    expect(body).toMatchObject({ requests: 4, changed: 2, changed_percent: 50 });
    expect(body.moves).toMatchObject([
      { before: { decision: 'code', model: 'coder' }, after: { model: 'thinker' }, requests: 2 },
    ]);
    const [cost] = body.costs as { before: number; after: number }[];
    expect(cost?.after).toBeGreaterThan(cost?.before ?? 0);
  });

  it('looks at as many requests as asked', async () => {
    expect((await compare(text, '?limit=1')).body).toMatchObject({ requests: 1 });
    expect((await compare(text, '?limit=0')).status).toBe(400);
  });

  it('refuses what is no configuration', async () => {
    const { status, body } = await compare(text.replace('v0.3', 'v9'));
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ code: 'CONFIG_VALIDATION_ERROR' });
  });
});
