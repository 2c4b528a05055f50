import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FakeTerminal, fakeTerminal } from '../../test/doubles/terminal.ts';
import { packagePath } from '../app/package-info.ts';
import { type MockServer, startMock } from '../mock/mock-server.ts';
import { main } from './main.ts';

const servers: (Server | MockServer)[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close();
});

async function run(argv: readonly string[], terminal: FakeTerminal = fakeTerminal()) {
  const exitCode = await main(argv, terminal);
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

async function model(): Promise<string> {
  const mock = await startMock({ behaviour: { words: 8 } });
  servers.push(mock);
  return mock.url;
}

/** A management API that knows one answer. */
async function management(status: number, answer: unknown): Promise<string> {
  const server = createServer((_request, response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const evaluated = {
  decision_result: { decision_name: 'code' },
  selected_model: 'coder-32b',
  metrics: {},
  signal_errors: {},
};

const configWithWarning = `
version: v0.3
listeners: [{ name: http, address: 127.0.0.1, port: 8899 }]
providers:
  defaults: { default_model: one }
  models: [{ name: one, backend_refs: [{ endpoint: 127.0.0.1:8000 }] }]
routing:
  modelCards: [{ name: one }]
  decisions:
    - { name: first, modelRefs: [{ model: one }] }
    - { name: second, modelRefs: [{ model: one }] }
`;

describe('the command line', () => {
  it.each([
    [['validate', 'a', 'b'], 'too many arguments for `validate`, expected 1 argument but got 2\n'],
    [
      ['mock', '--port', 'x'],
      'argument `x` is invalid\n  hint: write a whole number from 0 to 65535\n',
    ],
    [['config', 'schma'], 'unknown command `schma`\n  hint: Did you mean schema?\n'],
    [['history', 'rollback'], 'missing required argument `version`\n  hint: see `switchyard'],
  ])('says what is wrong with %j as it says everything else', async (argv, message) => {
    const { exitCode, errors } = await run(argv);
    expect(exitCode).toBe(2);
    expect(errors).toContain(message);
  });

  it.each([
    ['--help', 'Usage: switchyard'],
    ['serve --help', '--management-port'],
    ['mock --help', '[mock:status=503]'],
    ['', 'Exit codes'],
  ])('`switchyard %s` shows help', async (line, text) => {
    const { exitCode, output } = await run(line.split(' ').filter(Boolean));
    expect(output).toContain(text);
    expect(exitCode).toBe(0);
  });

  it('prints its version', async () => {
    const { exitCode, output } = await run(['--version']);
    expect(output).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(exitCode).toBe(0);
  });

  it.each([
    ['an unknown command', ['sevre'], 'Did you mean serve'],
    ['an unknown option', ['serve', '--prot', '1'], 'Did you mean --port'],
    ['a port out of range', ['mock', '--port', '70000'], 'whole number from 0 to 65535'],
    ['a share above 1', ['mock', '--error-rate', '2'], 'number from 0 to 1'],
    ['an empty number', ['mock', '--port', ''], 'whole number'],
    ['a missing value', ['serve', '--config'], 'argument missing'],
    ['nothing to evaluate', ['eval'], 'give one of'],
    ['two things to evaluate', ['eval', 'a', '--prompt', 'b'], 'give one of'],
    ['broken messages', ['eval', '--messages', '['], '`--messages` is not JSON'],
    ['a URL that is none', ['chat', 'x', '--url', 'nowhere'], '`nowhere` is not a URL'],
    ['a file named twice', ['validate', 'a', '--config', 'b'], 'give the file once'],
  ])('refuses %s as a usage error', async (_case, argv, message) => {
    const { exitCode, errors, output } = await run(argv);
    expect(errors).toMatch(/^error\[usage\] /);
    expect(errors).toContain(message);
    expect(errors).toContain('\n  hint: ');
    expect(output).toBe('');
    expect(exitCode).toBe(2);
  });

  it.each([[['serve']], [['validate']], [['eval', 'x', '--offline']]])(
    'explains how to begin without a configuration: %j',
    async (argv) => {
      const { exitCode, errors } = await run(argv);
      expect(errors).toMatch(/^error\[config_not_found\]/);
      expect(exitCode).toBe(1);
    },
  );
});

describe('files that cannot be read', () => {
  it.each([
    [['validate', '/nowhere/config.yaml'], '/nowhere/config.yaml'],
    [['validate', tmpdir()], `${tmpdir()}: it is a folder`],
    [['test', '--config', 'c.yaml', '/nowhere/recipe'], '/nowhere/recipe: there is no'],
    [['serve', '--mock', '--config', '/nowhere/config.yaml'], '/nowhere/config.yaml'],
    [['eval', '--file', '/nowhere/cases.jsonl'], '/nowhere/cases.jsonl'],
  ])('%j names the file', async (argv, file) => {
    const { exitCode, errors } = await run(argv);
    expect(errors).toContain(`error[file_unreadable] cannot read ${file}`);
    expect(exitCode).toBe(1);
  });
});

describe('a configuration of another program', () => {
  it.each([
    ['litellm', 'model_list: [{ model_name: a, litellm_params: { model: ollama/a } }]\n'],
    ['v0.1', 'vllm_endpoints: [{ name: a, address: 127.0.0.1, port: 8000 }]\n'],
    ['portkey', '{"strategy":{"mode":"single"},"targets":[{"provider":"openai"}]}'],
  ])('is told how it is brought along: %s', async (layout, text) => {
    const folder = mkdtempSync(join(tmpdir(), 'switchyard-cli-'));
    const path = join(folder, 'other.yaml');
    writeFileSync(path, text);
    try {
      const { exitCode, output } = await run(['validate', path]);
      expect(output).toContain(
        `it has the layout of ${layout}: switchyard config migrate ${path}\n`,
      );
      expect(exitCode).toBe(3);
      const { output: json } = await run(['validate', path, '--json']);
      expect(JSON.parse(json)).toMatchObject({ valid: false, layout });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('a configuration with mistakes', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'switchyard-'));
    file = join(folder, 'config.yaml');
    writeFileSync(file, 'version: v0.3\nroutign: {}\nlisteners: 5\n');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it.each([[['validate']], [['serve']], [['serve', '--mock']], [['eval', 'x', '--offline']]])(
    'is refused by %j with every finding and its place',
    async (argv) => {
      const { exitCode, errors } = await run([...argv, '--config', file]);
      expect(errors).toMatch(new RegExp(`^error\\[unknown_key\\] ${file}:2:1 routign: `, 'm'));
      expect(errors).toMatch(new RegExp(`^error\\[\\w+\\] ${file}:3:12 listeners: `, 'm'));
      expect(exitCode).toBe(3);
    },
  );

  it('is described in JSON', async () => {
    const { exitCode, output } = await run(['validate', file, '--json']);
    expect(JSON.parse(output)).toMatchObject({ valid: false, path: file });
    expect(JSON.parse(output).findings.length).toBeGreaterThanOrEqual(2);
    expect(exitCode).toBe(3);
  });
});

describe('switchyard validate', () => {
  it('says what is in a configuration', async () => {
    const { exitCode, output, errors } = await run([
      'validate',
      packagePath('recipes/quickstart.yaml'),
    ]);
    expect(output).toContain('quickstart.yaml is valid\n');
    expect(output).toContain('  models     6, default general-70b\n');
    expect(errors).toBe('');
    expect(exitCode).toBe(0);
  });

  it.each([
    [[], 0],
    [['--strict'], 3],
  ])('shows warnings, which fail only when asked to: %j', async (flags, code) => {
    const folder = mkdtempSync(join(tmpdir(), 'switchyard-'));
    const file = join(folder, 'config.yaml');
    writeFileSync(file, configWithWarning);
    const { exitCode, output, errors } = await run(['validate', file, ...flags]);
    rmSync(folder, { recursive: true });
    expect(errors).toMatch(/^warning\[unreachable_decision\] /);
    expect(output).toContain('1 warning');
    expect(exitCode).toBe(code);
  });
});

describe('switchyard eval', () => {
  it('shows the explanation of a running router', async () => {
    const url = await management(200, evaluated);
    const { exitCode, output } = await run(['eval', 'fix it', '--url', url]);
    expect(output).toContain('decision  code');
    expect(exitCode).toBe(0);
  });

  it('prints the whole answer as JSON', async () => {
    const url = await management(200, evaluated);
    const { output } = await run(['explain', '--prompt', 'fix it', '--url', url, '--json']);
    expect(JSON.parse(output)).toEqual(evaluated);
  });

  it.each([
    ['code', 0, '1 case: 1 as expected, 0 not'],
    ['poetry', 3, '1 case: 0 as expected, 1 not'],
  ])('checks a file of cases that expects %s', async (expected, exitCode, summary) => {
    const folder = mkdtempSync(join(tmpdir(), 'switchyard-'));
    const file = join(folder, 'cases.jsonl');
    writeFileSync(file, JSON.stringify({ prompt: 'fix it', expected_decision: expected }));
    const url = await management(200, evaluated);
    const result = await run(['eval', '--file', file, '--url', url]);
    rmSync(folder, { recursive: true });
    expect(result.output).toContain(summary);
    expect(result.exitCode).toBe(exitCode);
  });

  it.each([
    [401, 5, 'error[UNAUTHORIZED] no token'],
    [500, 1, 'error[INTERNAL_ERROR] no token'],
  ])('turns status %i into exit code %i', async (status, exitCode, message) => {
    const code = status === 401 ? 'UNAUTHORIZED' : 'INTERNAL_ERROR';
    const url = await management(status, { error: { code, message: 'no token' } });
    const result = await run(['eval', 'x', '--url', url]);
    expect(result.errors).toContain(message);
    expect(result.exitCode).toBe(exitCode);
  });

  it('reports that nothing runs there', async () => {
    const mock = await startMock();
    await mock.close();
    const { exitCode, errors } = await run(['eval', 'x', '--url', mock.url]);
    expect(errors).toContain(`error[not_running] nothing answers at ${mock.url}\n`);
    expect(exitCode).toBe(4);
  });

  it('finds the server by environment', async () => {
    const SWITCHYARD_MANAGEMENT_URL = await management(200, evaluated);
    const terminal = fakeTerminal({ environment: { SWITCHYARD_MANAGEMENT_URL } });
    expect((await run(['eval', 'x'], terminal)).exitCode).toBe(0);
  });
});

describe('switchyard chat', () => {
  it('streams the answer to stdout and its figures to stderr', async () => {
    const { exitCode, output, errors } = await run([
      'chat',
      'Hello',
      'there',
      '--url',
      await model(),
    ]);
    expect(output).toMatch(/^auto answers: "Hello there"\. .+\n$/);
    expect(errors).toMatch(/^auto · \d+ ms · \d+\+\d+ tokens\n$/);
    expect(exitCode).toBe(0);
  });

  it('prints one JSON object instead', async () => {
    const { output } = await run(['chat', 'Hello', '--json', '--url', await model()]);
    expect(JSON.parse(output)).toMatchObject({
      text: expect.stringContaining('"Hello"'),
      finish_reason: 'stop',
      model: 'auto',
      decision: null,
      usage: { prompt_tokens: expect.any(Number) },
    });
  });

  it('shows decision and cost of a router', async () => {
    const record = { actual_cost: 0.000_123_456, currency: 'USD' };
    const costs = await management(200, record);
    const stream = 'data: {"choices":[{"delta":{"content":"Hi"}}]}\n\ndata: [DONE]\n\n';
    const router = createServer((_request, response) => {
      response.writeHead(200, {
        'x-vsr-selected-model': 'small-chat',
        'x-vsr-selected-decision': 'casual',
        'x-vsr-selected-confidence': '0.9231',
        'x-vsr-replay-id': 'r1',
      });
      response.end(stream);
    });
    await new Promise<void>((resolve) => router.listen(0, '127.0.0.1', resolve));
    servers.push(router);
    const url = `http://127.0.0.1:${(router.address() as AddressInfo).port}/v1`;
    const { errors } = await run(['chat', 'x', '--url', url, '--management-url', costs]);
    expect(errors).toMatch(/^small-chat · casual \(0\.92\) · \d+ ms · 0\.000123 USD\n$/);
  });

  it('keeps the conversation between the lines of stdin', async () => {
    const url = await model();
    const terminal = fakeTerminal({ input: 'one\n\ntwo\n/exit\nthree\n' });
    const { exitCode } = await run(['chat', '--system', 'Be brief', '--url', url], terminal);
    const { requests } = (await (await fetch(`${url}/mock/last`)).json()) as {
      requests: { body: { messages: { role: string }[] } }[];
    };
    const roles = requests[0]?.body.messages.map(({ role }) => role);
    expect(roles).toEqual(['system', 'user', 'assistant', 'user']);
    expect(requests).toHaveLength(2);
    expect(exitCode).toBe(0);
  });

  it.each([
    ['[mock:status=500]', 1, 'error[mock_fault] mock failure'],
    ['[mock:reset-after=2]', 1, 'error[request_failed] the connection to'],
    ['[mock:error-event]', 1, 'error[request_failed] mock failure in the stream'],
    ['[mock:stall]', 124, 'error[timed_out] no answer from'],
    ['[mock:stall-after=2]', 124, 'error[timed_out] no answer from'],
  ])('ends %s with exit code %i', async (prompt, code, message) => {
    const { exitCode, errors } = await run([
      'chat',
      prompt,
      '--timeout',
      '1',
      '--url',
      await model(),
    ]);
    expect(errors).toContain(message);
    expect(exitCode).toBe(code);
  });
});

describe('switchyard mock', () => {
  it.each([
    ['SIGINT', 130],
    ['SIGTERM', 0],
  ] as const)('serves until %s, then ends with %i', async (signal, code) => {
    const terminal = fakeTerminal();
    const ended = main(['mock', '--port', '0', '--models', 'a, b', '--json'], terminal);
    await expect.poll(() => terminal.output()).toContain('\n');
    const { event, url } = JSON.parse(terminal.output());
    expect(event).toBe('ready');
    expect(await (await fetch(`${url}/v1/models`)).text()).toContain('"id":"b"');
    terminal.interrupt(signal);
    expect(await ended).toBe(code);
    await expect(fetch(url)).rejects.toThrow();
  });

  it('says which port is taken', async () => {
    const { port } = new URL(await model());
    const { exitCode, errors } = await run(['mock', '--port', port]);
    expect(errors).toContain(`error[port_unavailable] 127.0.0.1:${port} is taken`);
    expect(exitCode).toBe(1);
  });
});
