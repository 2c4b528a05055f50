import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chat, eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'switchyard-without-runtime-'));

/** The product as it is where `onnxruntime-node` could not be installed. */
function installWithoutRuntime(): string {
  for (const name of ['bin', 'dist']) {
    cpSync(join(root, name), join(folder, name), { recursive: true });
  }
  for (const name of ['package.json', 'models', 'recipes']) {
    symlinkSync(join(root, name), join(folder, name));
  }
  const packages = join(folder, 'node_modules');
  mkdirSync(packages);
  for (const name of readdirSync(join(root, 'node_modules'))) {
    if (name.startsWith('onnxruntime')) continue;
    symlinkSync(join(root, 'node_modules', name), join(packages, name));
  }
  return join(folder, 'bin', 'switchyard.js');
}

let router: RouterProcess;

beforeAll(async () => {
  router = await startRouterProcess({
    binary: installWithoutRuntime(),
    config: await readFile(join(root, 'recipes', 'quickstart.yaml'), 'utf8'),
    args: ['--mock', '--log-level', 'warn'],
  });
});

afterAll(async () => {
  await router.stop();
  rmSync(folder, { recursive: true, force: true });
});

async function ask(path: string, body: unknown) {
  const response = await fetch(`${router.management}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

describe('a router without onnxruntime-node', () => {
  it('is ready and says what is degraded, with the remedy', async () => {
    const state = await eventually(async () => {
      const response = await fetch(`${router.management}/ready`);
      return response.ok ? ((await response.json()) as Record<string, unknown>) : undefined;
    }, 20_000);
    expect(state).toMatchObject({ ready: true, checks: { models: 'degraded' } });
    expect(state.message).toContain('npm install onnxruntime-node');
  });

  it('routes by what needs no encoder', async () => {
    const { status, headers } = await chat(router.inference, {
      model: 'auto',
      messages: [{ role: 'user', content: 'Why does this Python function return None?' }],
    });
    expect(status).toBe(200);
    expect(headers.get('x-vsr-selected-decision')).toBe('code');
  });

  it('classifies with the flash heads and marks the answer', async () => {
    const { body } = await ask('/api/v1/classify/intent', {
      text: 'How do I prove that the square root of 2 is irrational?',
    });
    expect(body).toMatchObject({ classification: { category: 'math' }, degraded: true });
  });

  it('finds personal data', async () => {
    const { body } = await ask('/api/v1/classify/pii', { text: 'Write to jo@example.com' });
    expect(body).toMatchObject({ has_pii: true });
  });

  it('embeds with word rows and says so', async () => {
    const texts = ['reset my password', 'I forgot my password', 'a recipe for onion soup'];
    const { status, body } = await ask('/api/v1/similarity/batch', {
      query: texts[0],
      candidates: texts.slice(1),
    });
    expect(status).toBe(200);
    expect(body.matches).toMatchObject([{ index: 0 }, { index: 1 }]);
    const { body: embedded } = await ask('/api/v1/embeddings', { texts });
    expect(embedded.embeddings).toMatchObject(texts.map(() => ({ tier: 'flash', dimension: 384 })));
  });

  it('shows the remedy beside every model', async () => {
    const { models } = (await (await fetch(`${router.management}/info/models`)).json()) as {
      readonly models: readonly { readonly metadata: { readonly error: string } }[];
    };
    for (const { metadata } of models) expect(metadata.error).toContain('npm install onnxruntime');
  });
});
