import { readFile, rename, writeFile } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, startMock } from '../../src/mock/mock-server.ts';
import { fleetConfig } from './fleet-config.ts';
import { chat, eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

const CONNECTIONS = 64;
const RELOADS = 500;
/** What a leak of one router a reload would exceed by far. */
const MAX_GROWTH_BYTES = 300 * 1024 * 1024;

let backend: MockServer;
let router: RouterProcess;
let configPath: string;

beforeAll(async () => {
  backend = await startMock();
  router = await startRouterProcess({
    config: fleetConfig({ backend: new URL(backend.url).host }),
    args: ['--log-level', 'warn'],
  });
  configPath = join(router.dataDir, 'config.yaml');
});

afterAll(async () => {
  await router.stop();
  await backend.close();
});

async function metric(name: string): Promise<number> {
  const text = await (await fetch(`${router.metrics}/metrics`)).text();
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length + 1));
}

async function chosenModel(): Promise<string | null> {
  const { headers } = await chat(router.inference, {
    model: 'auto',
    messages: [{ role: 'user', content: 'python' }],
  });
  return headers.get('x-vsr-selected-model');
}

async function api(path: string, init: RequestInit = {}) {
  const response = await fetch(`${router.management}${path}`, {
    ...init,
    headers: { 'content-type': 'application/json', ...init.headers },
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: JSON.parse(text) };
}

function routeCodeTo(model: string) {
  return api('/config/router', {
    method: 'PATCH',
    headers: { 'content-type': 'application/json-patch+json' },
    body: JSON.stringify([
      { op: 'replace', path: '/routing/decisions/0/modelRefs/0/model', value: model },
    ]),
  });
}

/** Asks on many connections without a pause, until `stop`; every answer that is none counts. */
function startLoad(url: string) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const body = JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'python' }] });
  const failures: string[] = [];
  let answers = 0;
  let isRunning = true;

  const askOnce = () =>
    new Promise<void>((resolve) => {
      const call = request(
        `${url}/v1/chat/completions`,
        { method: 'POST', agent, headers: { 'content-type': 'application/json' } },
        (response) => {
          response.resume();
          response.on('end', () => {
            answers += 1;
            if (response.statusCode !== 200) failures.push(`status ${response.statusCode}`);
            resolve();
          });
          response.on('error', (error) => {
            failures.push(error.message);
            resolve();
          });
        },
      );
      call.on('error', (error) => {
        failures.push(error.message);
        resolve();
      });
      call.end(body);
    });
  const connections = Array.from({ length: CONNECTIONS }, async () => {
    while (isRunning) await askOnce();
  });
  return {
    failures,
    answers: () => answers,
    async stop() {
      isRunning = false;
      await Promise.all(connections);
      agent.destroy();
    },
  };
}

describe('reloading under load', () => {
  it(`fails no request in ${RELOADS} reloads, and keeps no old router`, async () => {
    const load = startLoad(router.inference);
    const startedAt = performance.now();
    let memoryBefore = 0;
    for (let count = 1; count <= RELOADS; count += 1) {
      const model = count % 2 === 0 ? 'coder' : 'thinker';
      const { status, body } = await routeCodeTo(model);
      expect({ status, code: body.error?.code }).toEqual({ status: 200, code: undefined });
      if (count % 25 === 0) expect(await chosenModel()).toBe(model);
      if (count === RELOADS / 5) memoryBefore = await metric('process_resident_memory_bytes');
    }
    const seconds = (performance.now() - startedAt) / 1000;
    await load.stop();
    const memoryAfter = await metric('process_resident_memory_bytes');
    const megabytes = (bytes: number) => `${Math.round(bytes / 1024 / 1024)} MiB`;
    process.stderr.write(
      `${RELOADS} reloads in ${seconds.toFixed(1)} s under load, ${load.answers()} answers, ` +
        `memory ${megabytes(memoryBefore)} -> ${megabytes(memoryAfter)}\n`,
    );

    expect(load.failures).toEqual([]);
    expect(load.answers()).toBeGreaterThan(RELOADS);
    await eventually(async () =>
      (await metric('config_generations_alive')) === 1 ? true : undefined,
    );
    expect(await metric('config_generation')).toBe(RELOADS + 1);
    expect(memoryAfter - memoryBefore).toBeLessThan(MAX_GROWTH_BYTES);
  }, 600_000);

  it('lets a stream finish on the router that it began with', async () => {
    await routeCodeTo('coder');
    const stream = chat(router.inference, {
      model: 'auto',
      stream: true,
      messages: [{ role: 'user', content: 'python [mock:chunks=20][mock:delay=50]' }],
    });
    await eventually(async () => (backend.stats().active > 0 ? true : undefined));
    await routeCodeTo('thinker');
    expect(await metric('config_generations_alive')).toBe(2);
    expect(await chosenModel()).toBe('thinker');

    const { text, headers } = await stream;
    expect(headers.get('x-vsr-selected-model')).toBe('coder');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
    await eventually(async () =>
      (await metric('config_generations_alive')) === 1 ? true : undefined,
    );
  });
});

describe('the configuration file', () => {
  it('is applied when it changes', async () => {
    await routeCodeTo('coder');
    const text = await readFile(configPath, 'utf8');
    await writeFile(configPath, text.replace('[{ model: coder }]', '[{ model: small }]'));
    await eventually(async () => ((await chosenModel()) === 'small' ? true : undefined), 20_000);
    // It is kept when it runs already.
    await eventually(async () => {
      const { body } = await api('/config/router/versions');
      const [{ source, is_active }] = body.versions;
      return source === 'file' && is_active ? true : undefined;
    });
  });

  it('takes nothing down when it is broken, and says so everywhere', async () => {
    const text = await readFile(configPath, 'utf8');
    await writeFile(configPath, text.replace('keyword, name: code', 'keyword, name: kode'));
    const { last_error, ...hashes } = await eventually(async () => {
      const { body } = await api('/config/hash');
      return body.last_error === null ? undefined : body;
    }, 20_000);
    expect(hashes.status).toBe('pending');
    expect(hashes.hash).not.toBe(hashes.active_hash);
    expect(last_error.findings).toContainEqual(
      expect.objectContaining({ severity: 'error', line: expect.any(Number) }),
    );
    expect(await chosenModel()).toBe('small');
    expect(await metric('config_last_reload_success')).toBe(0);
    const ready = await api('/ready');
    expect(ready.status).toBe(200);
    expect(ready.body.checks.config).toBe('degraded');
    expect(ready.body.message).toContain('kode');
    await eventually(async () =>
      router.log().includes('"event":"config_reload_failed"') ? true : undefined,
    );

    await writeFile(configPath, text);
    await eventually(async () => {
      const { body } = await api('/config/hash');
      return body.status === 'active' && body.last_error === null ? true : undefined;
    }, 20_000);
    expect(await metric('config_last_reload_success')).toBe(1);
  });

  it('may be gone for a while', async () => {
    const text = await readFile(configPath, 'utf8');
    await rename(configPath, `${configPath}.away`);
    await eventually(async () => {
      const { body } = await api('/config/hash');
      return body.status === 'unknown' && body.last_error !== null ? true : undefined;
    }, 20_000);
    expect(await chosenModel()).toBe('small');
    await rename(`${configPath}.away`, configPath);
    await eventually(
      async () => ((await api('/config/hash')).body.last_error === null ? true : undefined),
      20_000,
    );
    expect(await readFile(configPath, 'utf8')).toBe(text);
  });

  it('is applied again by SIGHUP', async () => {
    const before = await metric('config_generation');
    router.child.kill('SIGHUP');
    await eventually(async () => ((await metric('config_generation')) > before ? true : undefined));
    expect(await chosenModel()).toBe('small');
  });

  it('is not looked at with --no-watch', async () => {
    const unwatched = await startRouterProcess({
      config: fleetConfig({ backend: new URL(backend.url).host }),
      args: ['--no-watch'],
    });
    const path = join(unwatched.dataDir, 'config.yaml');
    const text = await readFile(path, 'utf8');
    await writeFile(path, text.replace('[{ model: coder }]', '[{ model: small }]'));
    await new Promise((resolve) => setTimeout(resolve, 1500));
    const hashes = async () => (await fetch(`${unwatched.management}/config/hash`)).json();
    expect(await hashes()).toMatchObject({ status: 'pending', generation: 1 });
    unwatched.child.kill('SIGHUP');
    await eventually(async () =>
      ((await hashes()) as { status: string }).status === 'active' ? true : undefined,
    );
    await unwatched.stop();
  });
});
