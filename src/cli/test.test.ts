import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import { packagePath } from '../app/package-info.ts';
import { main } from './main.ts';

const config = `version: v0.3
listeners: [{ name: http, address: 127.0.0.1, port: 8899 }]
providers:
  defaults: { default_model: small }
  models: [{ name: small, backend_refs: [{ endpoint: "localhost:1" }] }]
routing:
  modelCards: [{ name: small }]
  signals:
    keywords: [{ name: urgent, operator: OR, keywords: [urgent] }]
    structure:
      - { name: questions, feature: { type: count, source: { type: regex, pattern: "[?]" } }, predicate: { gte: 3 } }
  decisions:
    - { name: rush, priority: 10, rules: { type: keyword, name: urgent }, modelRefs: [{ model: small }] }
    - { name: quiz, priority: 5, rules: { type: structure, name: questions }, modelRefs: [{ model: small }] }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-test-'));
  writeFileSync(join(folder, 'config.yaml'), config);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function run(argv: readonly string[], input?: string) {
  const terminal = fakeTerminal({
    workingDirectory: folder,
    ...(input === undefined ? {} : { input }),
  });
  const exitCode = await main(['test', ...argv], terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

function cases(...rows: readonly object[]): string {
  return rows.map((row) => `${JSON.stringify(row)}\n`).join('');
}

const good = { prompt: 'urgent, please', expected_decision: 'rush', tags: ['en', 'short'] };
const bad = { prompt: 'why? how?', expected_decision: 'quiz', tags: ['en'] };
const unmatched = { prompt: 'hello', expected_decision: null };

describe('switchyard test', () => {
  it('passes when every case is as expected', async () => {
    const result = await run(['-', '--config', 'config.yaml'], cases(good, unmatched));
    expect(result.output).toContain('2 cases: 2 as expected, 0 not');
    expect(result.exitCode).toBe(0);
  });

  it('says of a failure in one line what would have had to be otherwise', async () => {
    writeFileSync(join(folder, 'c.jsonl'), cases(good, bad));
    const { exitCode, output } = await run(['c.jsonl', '--config', 'config.yaml']);
    expect(exitCode).toBe(3);
    expect(output.split('\n')[0]).toMatch(
      /^✗ c\.jsonl:2 takes no decision, not quiz: .*structure:questions.* {2}why\? how\?$/,
    );
    expect(output).toMatch(/✗ quiz +0\/1 +taken instead: none 1/);
    expect(output).toMatch(/✗ en +1\/2/);
  });

  it('takes fewer with a rate or a tag', async () => {
    const text = cases(good, bad);
    const flags = ['-', '--config', 'config.yaml'];
    expect((await run([...flags, '--min-pass-rate', '0.5'], text)).exitCode).toBe(0);
    expect((await run([...flags, '--min-pass-rate', '0.6'], text)).exitCode).toBe(3);
    expect((await run([...flags, '--tag', 'short'], text)).output).toContain('1 case: 1 as');
    expect((await run([...flags, '--tag', 'none'], text)).errors).toContain('no case has the tag');
  });

  it('prints JSON and writes JUnit XML', async () => {
    const flags = ['-', '--config', 'config.yaml', '--json', '--junit', 'out.xml'];
    const { output } = await run(flags, cases(good, bad));
    const report = JSON.parse(output);
    expect(report).toMatchObject({ total: 2, passed: 1, failed: 1, accepted: false });
    expect(report.cases.map((one: { place: string }) => one.place)).toEqual(['stdin:1', 'stdin:2']);
    expect(readFileSync(join(folder, 'out.xml'), 'utf8')).toContain('failures="1" errors="0"');
  });

  it('counts a request that is refused as a failure and goes on', async () => {
    const strange = { prompt: 'x', model: 'unheard-of', expected_decision: 'rush' };
    const { output, exitCode } = await run(['-', '--config', 'config.yaml'], cases(strange, good));
    expect(output).toContain('stdin:1 is refused');
    expect(output).toContain('2 cases: 1 as expected, 1 not');
    expect(exitCode).toBe(3);
  });

  it('asks for the first automatic name where a case has none', async () => {
    const renamed = `${config}global: { router: { auto_model_names: [acme/mix] } }\n`;
    writeFileSync(join(folder, 'config.yaml'), renamed);
    expect((await run(['-', '--config', 'config.yaml'], cases(good))).exitCode).toBe(0);
  });

  it('tests a recipe with its own configuration and probes', async () => {
    const { output, exitCode } = await run([packagePath('recipes/private'), '--json']);
    expect(JSON.parse(output)).toMatchObject({ failed: 0, accepted: true });
    expect(exitCode).toBe(0);
  });

  it('gives results in order whatever finishes first', async () => {
    const text = cases(...Array.from({ length: 40 }, (_, at) => ({ ...good, id: `n${at}` })));
    const flags = ['-', '--config', 'config.yaml', '--json', '--concurrency', '16'];
    const ids = JSON.parse((await run(flags, text)).output).cases.map(
      (one: { id: string }) => one.id,
    );
    expect(ids).toEqual(Array.from({ length: 40 }, (_, at) => `n${at}`));
  });

  it.each([
    ['a broken line', '{', [], 'error[invalid_cases] stdin:1 is not a JSON object', 3],
    ['no case', '\n', [], 'error[invalid_cases] stdin holds no case', 3],
    ['a rate above 1', '', ['--min-pass-rate', '2'], 'error[usage]', 2],
  ])('refuses %s', async (_case, text, flags, message, exitCode) => {
    const result = await run(['-', '--config', 'config.yaml', ...flags], text);
    expect(result.errors).toContain(message);
    expect(result.exitCode).toBe(exitCode);
  });

  it('asks a running router, and ends when nobody may ask it', async () => {
    const answers = [
      [200, { decision_result: { decision_name: 'rush' }, selected_model: 'a' }],
      [400, { error: { code: 'missing_field', message: 'no messages' } }],
      [401, { error: { code: 'UNAUTHORIZED', message: 'no token' } }],
    ] as const;
    const servers = answers.map(([status, body]) =>
      createServer((_request, response) => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(body));
      }),
    );
    const urls = await Promise.all(
      servers.map(async (server) => {
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
      }),
    );
    const results = [];
    for (const url of urls) results.push(await run(['-', '--url', url], cases(good)));
    for (const server of servers) server.close();
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 3, 5]);
    expect(results[1]?.output).toContain('stdin:1 is refused: no messages');
  });
});
