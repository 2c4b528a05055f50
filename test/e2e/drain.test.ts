import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, startMock } from '../../src/mock/mock-server.ts';
import { fleetConfig } from './fleet-config.ts';
import { chat, eventually, startRouterProcess } from './router-process.ts';

let backend: MockServer;

beforeAll(async () => {
  backend = await startMock();
});

afterAll(() => backend.close());

describe('SIGTERM', () => {
  it('lets streams finish, turns new requests away and exits with 0', async () => {
    const router = await startRouterProcess({
      config: fleetConfig({ backend: new URL(backend.url).host }),
    });
    const ask = (content: string, stream: boolean) =>
      chat(router.inference, { model: 'auto', stream, messages: [{ role: 'user', content }] });
    const stream = ask('python [mock:chunks=30][mock:delay=50]', true);
    await eventually(async () => (backend.stats().active > 0 ? true : undefined));
    const exited = once(router.child, 'exit');
    router.child.kill('SIGTERM');
    await eventually(async () =>
      (await fetch(`${router.inference}/ready`)).status === 503 ? true : undefined,
    );

    const refused = await ask('hello', false);
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBeTruthy();
    expect(JSON.parse(refused.text).error.code).toBe('service_unavailable');

    const finished = await stream;
    expect(finished.text.endsWith('data: [DONE]\n\n')).toBe(true);
    const [code] = await exited;
    expect(code).toBe(0);
    await router.stop();
  });

  it('keeps the records of what it served', async () => {
    const first = await startRouterProcess({
      config: fleetConfig({ backend: new URL(backend.url).host }),
    });
    const { headers } = await chat(first.inference, {
      model: 'auto',
      messages: [{ role: 'user', content: 'python' }],
    });
    const exited = once(first.child, 'exit');
    first.child.kill('SIGTERM');
    await exited;

    const second = await startRouterProcess({
      config: fleetConfig({ backend: new URL(backend.url).host }),
      args: ['--data-dir', `${first.dataDir}/data`],
    });
    const id = headers.get('x-vsr-replay-id');
    const response = await fetch(`${second.management}/v1/router_replay/${id}`);
    expect(await response.json()).toMatchObject({ id, decision: 'code' });
    await second.stop();
    await first.stop();
  });
});
