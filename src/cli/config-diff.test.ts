import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exchangeRouting } from '../../test/doubles/exchange.ts';
import { packed, replayExchange } from '../../test/doubles/replay.ts';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import type { Exchange } from '../records/exchange.ts';
import { SignalResults, SignalTable } from '../signals/results.ts';
import { openReplayRows } from '../stores/replay/sqlite-rows.ts';
import { configDiffCommand } from './config-diff.ts';
import { reportError } from './report-error.ts';

const before = `version: v0.3
providers:
  defaults: { default_model: small }
  models:
    - { name: small, pricing: { prompt_per_1m: 1, completion_per_1m: 1 }, backend_refs: [{ endpoint: 127.0.0.1:9, api_key: hidden-before }] }
    - { name: large, pricing: { prompt_per_1m: 9, completion_per_1m: 9 }, backend_refs: [{ base_url: "http://$HOST_OF_LARGE/v1" }] }
routing:
  modelCards: [{ name: small }, { name: large }]
  signals: { keywords: [{ name: code, operator: OR, keywords: [code] }] }
  decisions:
    - { name: code, rules: { type: keyword, name: code }, modelRefs: [{ model: small }] }
`;

/** A recorded request; its keyword signal said this. */
function recorded(at: number, isMatch: boolean): Exchange {
  const one = replayExchange(at, { decision: isMatch ? 'code' : null, model: 'small' });
  const signals = new SignalResults(new SignalTable(['keyword:code']));
  signals.report('keyword', [{ name: 'code', isMatch, confidence: isMatch ? 1 : 0 }], {
    durationMs: 0.1,
  });
  const { match } = one.routing ?? exchangeRouting();
  return { ...one, routing: exchangeRouting({ signals, match }) };
}

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-diff-'));
  const files = {
    'a.yaml': before,
    'b.yaml': before
      .replace('modelRefs: [{ model: small }]', 'modelRefs: [{ model: large }]')
      .replace('hidden-before', 'hidden-after')
      .replace(
        'version: v0.3',
        'version: v0.3\nlisteners: [{ name: listener_0, address: 127.0.0.1, port: 8899, timeout: 60s }]',
      ),
    'broken.yaml': 'version: v0.3\nrouting: { modlCards: [] }\n',
    'requests.jsonl': '{"prompt":"code, please"}\n\n{"prompt":"hello"}\nnothing\n',
    'empty.jsonl': '\n',
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  mkdirSync(join(folder, '.switchyard'));
  const rows = await openReplayRows({ path: join(folder, '.switchyard', 'replay.sqlite') });
  const matches = Array.from({ length: 150 }, (_, at) => at % 10 === 0);
  await rows.append(packed(matches.map((isMatch, at) => recorded(at, isMatch))));
  await rows.close();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function run(...argv: readonly string[]) {
  const terminal = fakeTerminal({ workingDirectory: folder });
  let exitCode = 0;
  const program = new Command('switchyard').exitOverride().configureOutput({ writeErr: () => {} });
  program.addCommand(
    configDiffCommand(terminal, (code) => {
      exitCode = code;
    })
      .exitOverride()
      .configureOutput({ writeErr: () => {} }),
  );
  try {
    await program.parseAsync(['diff', ...argv], { from: 'user' });
  } catch (error) {
    exitCode = reportError(error, terminal);
  }
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

describe('config diff', () => {
  it('says what differs, without credentials and without the environment', async () => {
    const { exitCode, output } = await run('a.yaml', 'b.yaml');
    expect(exitCode).toBe(0);
    expect(output.trim().split('\n')).toEqual([
      '~ listeners[0].timeout: "300s" → "60s"',
      '~ providers.models[0].backend_refs[0].api_key: "[REDACTED]" → "[REDACTED]"',
      '~ routing.decisions[0].modelRefs[0].model: "small" → "large"',
    ]);
    expect((await run('a.yaml', 'a.yaml')).output).toBe('both configurations say the same\n');
  });

  it('prints the same as JSON', async () => {
    const { output } = await run('a.yaml', 'b.yaml', '--json');
    expect(JSON.parse(output)).toMatchObject({
      changes: [
        { kind: 'changed', path: 'listeners[0].timeout' },
        { kind: 'changed', from: '[REDACTED]', to: '[REDACTED]' },
        { kind: 'changed', path: 'routing.decisions[0].modelRefs[0].model' },
      ],
    });
  });

  it('routes recorded requests through both', async () => {
    const { exitCode, output } = await run('a.yaml', 'b.yaml', '--replay', '--json');
    const { comparison, exceeded } = JSON.parse(output);
    expect({ exitCode, exceeded }).toEqual({ exitCode: 0, exceeded: [] });
    expect(comparison).toMatchObject({ requests: 150, replayed: 150, changed: 15 });
    expect(comparison.changed_percent).toBeCloseTo(10);
    expect(comparison.moves).toMatchObject([{ requests: 15, after: { model: 'large' } }]);
    expect(comparison.costs[0].change_percent).toBeCloseTo(80);
  });

  it('takes the last records, as many as are asked for', async () => {
    const { output } = await run('a.yaml', 'b.yaml', '--replay', '120', '--json');
    expect(JSON.parse(output).comparison).toMatchObject({ requests: 120, changed: 12 });
  });

  it('routes given requests, and names those that are none', async () => {
    const { exitCode, output } = await run('a.yaml', 'b.yaml', '--requests', 'requests.jsonl');
    expect(exitCode).toBe(0);
    expect(output).toContain('2 of 3 requests routed through both');
    expect(output).toContain('1  not routed: is no JSON object (line ');
    expect(output).toContain('line 1  default/code small → default/code large');
    expect(output).toContain('code, please');
    expect(output).not.toContain('hello');
    expect(output).toContain('of them with estimated tokens');
  });

  it.each([
    [['--max-changed', '10'], 0, ''],
    [['--max-changed', '9.9'], 3, '✗ 10 % of the requests change, 9.9 % may'],
    [['--max-cost-rise', '81'], 0, 'cost of 150 requests: 0.165 → 0.297 USD (+80 %)'],
    [['--max-cost-rise', '79'], 3, '✗ the cost in USD rises by 80 %, 79 % is allowed'],
  ])('keeps %j', async (limits, code, message) => {
    const { exitCode, output } = await run('a.yaml', 'b.yaml', '--replay', ...limits);
    expect(exitCode).toBe(code);
    expect(output).toContain(message);
  });

  it.each([
    [['a.yaml', 'broken.yaml'], 3, 'unknown_key'],
    [['a.yaml', 'missing.yaml'], 1, 'there is no such file'],
    [['a.yaml', 'b.yaml', '--max-changed', '5'], 2, 'limits need requests'],
    [['a.yaml', 'b.yaml', '--max-changed', '-5', '--replay'], 2, ''],
    [['a.yaml', 'b.yaml', '--replay', 'all'], 2, ''],
    [['a.yaml', 'b.yaml', '--requests', 'empty.jsonl'], 3, 'holds no request'],
    [['a.yaml', 'b.yaml', '--replay', '--data-dir', 'elsewhere'], 1, 'no recorded requests'],
  ])('ends %j with %d', async (argv, code, message) => {
    const { exitCode, errors } = await run(...argv);
    expect(exitCode).toBe(code);
    expect(errors).toContain(message);
  });
});
