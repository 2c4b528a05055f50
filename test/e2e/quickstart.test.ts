import { execFile, spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../../', import.meta.url));
const binary = `${root}bin/switchyard.js`;
const recipe = `${root}recipes/quickstart.yaml`;

const hasCurl = spawnSync('curl', ['--version']).status === 0;

let router: RouterProcess;

beforeAll(async () => {
  router = await startRouterProcess({
    config: await readFile(recipe, 'utf8'),
    args: ['--mock', '--log-level', 'warn'],
  });
  await eventually(async () => {
    const { ok } = await fetch(`${router.management}/ready`);
    return ok || undefined;
  }, 60_000);
});

afterAll(() => router.stop());

/** Runs a program of the repository to its end; a non-zero exit code rejects. */
async function output(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await run(file, args, {
    cwd: root,
    env: { ...process.env, SWITCHYARD_URL: router.inference },
  });
  return stdout;
}

describe('the quickstart', () => {
  it('has a recipe without findings', async () => {
    const text = await output(process.execPath, [binary, 'validate', recipe, '--strict', '--json']);
    expect(JSON.parse(text)).toMatchObject({ valid: true, findings: [] });
  });

  it('routes the cases of the examples as they say', async () => {
    const cases = 'examples/quickstart-cases.jsonl';
    const args = ['eval', '--file', cases, '--url', router.management, '--json'];
    const { failed, total } = JSON.parse(await output(process.execPath, [binary, ...args]));
    expect({ failed, hasCases: total > 10 }).toEqual({ failed: 0, hasCases: true });
  });

  it('answers the example with the official client', async () => {
    const text = await output(process.execPath, ['examples/quickstart.js']);
    expect(text).toContain('-- creative -> general-70b');
    expect(text).toContain('reasoner-large answers: "What force keeps the moon');
    expect(text).toContain('-- calls get_weather({"city":"Oslo"})');
  });

  it.skipIf(!hasCurl)('answers the example with curl', async () => {
    const text = await output('sh', ['examples/quickstart.sh']);
    expect(text).toContain('x-vsr-selected-decision: code');
    expect(text).toContain('data: [DONE]');
  });

  it('chats, with decision and cost in the footer', async () => {
    const args = ['chat', 'Hello, how are you?', '--management-url', router.management, '--json'];
    expect(JSON.parse(await output(process.execPath, [binary, ...args]))).toMatchObject({
      model: 'small-chat',
      decision: 'casual',
      cost: expect.any(Number),
      currency: 'USD',
    });
  });
});

describe('the demo', () => {
  it('prints its rows as one JSON array', async () => {
    const rows = JSON.parse(await output(process.execPath, ['scripts/demo.js', '--json']));
    expect(rows.length).toBeGreaterThanOrEqual(12);
    for (const row of rows) {
      expect(row).toMatchObject({
        prompt: expect.any(String),
        decision: expect.any(String),
        model: expect.any(String),
        status: 200,
        latency_ms: expect.any(Number),
        cost: expect.any(Number),
      });
      expect(row.baseline_cost).toBeGreaterThanOrEqual(row.cost);
    }
    expect(new Set(rows.map((row: { decision: string }) => row.decision)).size).toBe(8);
  });
});
