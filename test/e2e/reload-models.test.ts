import { readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fleetConfig } from './fleet-config.ts';
import { eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

const PROMPT = 'my card was charged twice, I want my money back';

const config = fleetConfig({ backend: '127.0.0.1:9' })
  .replace(
    '    context:',
    `    embeddings:
      - name: billing
        threshold: 0.5
        candidates: [I was charged twice and want a refund, please send me the invoice again]
    context:`,
  )
  .replace(
    '  decisions:',
    `  decisions:
    - name: billing
      priority: 50
      rules: { type: embedding, name: billing }
      modelRefs: [{ model: small }]`,
  );

let router: RouterProcess;

beforeAll(async () => {
  router = await startRouterProcess({ config });
  await eventually(async () => {
    const { body } = await api('GET', '/ready');
    return body.ready ? true : undefined;
  }, 60_000);
});

afterAll(() => router.stop());

interface Answer {
  readonly status: number;
  // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes
  readonly body: any;
}

async function api(method: string, path: string, body?: unknown): Promise<Answer> {
  const response = await fetch(`${router.management}${path}`, {
    method,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  });
  return { status: response.status, body: await response.json() };
}

/** Threads of the process, where the system shows them. */
function threads(): number {
  try {
    return readdirSync(`/proc/${router.child.pid}/task`).length;
  } catch {
    return 0;
  }
}

async function decision(): Promise<string | undefined> {
  const { body } = await api('POST', '/api/v1/eval', { text: PROMPT });
  return body.decision_result?.decision_name;
}

async function encoderState(): Promise<string> {
  const { body } = await api('GET', '/info/models');
  const encoder = body.models.find(({ type }: { type: string }) => type === 'embedding');
  return encoder.state;
}

async function alive(): Promise<number> {
  return (await api('GET', '/config/hash')).body.generations_alive;
}

describe('the embedded models', () => {
  it('stay open over reloads that do not concern them', async () => {
    expect(await decision()).toBe('billing');
    const before = threads();
    for (let count = 1; count <= 10; count += 1) {
      const { status } = await api('PATCH', '/config/router', { 'x-count': count });
      expect(status).toBe(200);
      expect(await encoderState()).toBe('ready');
      expect(await decision()).toBe('billing');
    }
    expect(await alive()).toBe(1);
    expect(Math.abs(threads() - before)).toBeLessThanOrEqual(2);
  }, 120_000);

  it('learn new examples before the router that needs them takes over', async () => {
    const { body: document } = await api('GET', '/config/router');
    document.routing.signals.embeddings[0].candidates = ['how do plants turn light into sugar'];
    expect((await api('PUT', '/config/router', document)).status).toBe(200);
    const { body } = await api('POST', '/api/v1/eval', {
      text: 'how do plants make sugar of light',
    });
    expect(body.decision_result?.decision_name).toBe('billing');
    expect(body.signal_errors).toEqual({});
    expect(await decision()).toBeUndefined();
  }, 120_000);

  it('are opened anew when their settings change, and the old ones end', async () => {
    const before = threads();
    const { status, body } = await api('PATCH', '/config/router', {
      inference: { lru_entries: 100 },
    });
    expect(status).toBe(200);
    expect(body.rebuilt).toEqual(['router', 'embedded_models', 'own_models']);
    expect(await readFile(join(router.dataDir, 'config.yaml'), 'utf8')).toContain(
      'lru_entries: 100',
    );
    await eventually(async () => ((await alive()) === 1 ? true : undefined), 20_000);
    expect(await encoderState()).toBe('ready');
    await eventually(async () => (Math.abs(threads() - before) <= 2 ? true : undefined), 20_000);
  }, 120_000);
});
