import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeTerminal } from '../../test/doubles/terminal.ts';
import { startMock } from '../mock/mock-server.ts';
import { dslDraftCommand } from './dsl-draft.ts';
import { reportError } from './report-error.ts';

const config = `
version: v0.3
providers:
  defaults: { default_model: small }
  models:
    - { name: small, backend_refs: [{ endpoint: 127.0.0.1:8000, api_key: sk-in-the-file }] }
    - { name: big, backend_refs: [{ endpoint: 127.0.0.1:8001 }] }
routing:
  modelCards: [{ name: small }, { name: big, description: Strong at law }]
  signals:
    keywords: [{ name: hello, operator: OR, keywords: [hello] }]
  decisions:
    - { name: greet, priority: 10, rules: { type: keyword, name: hello }, modelRefs: [{ model: small }] }
`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'switchyard-draft-'));
  writeFileSync(join(folder, 'config.yaml'), config);
});
const servers: { close(): unknown }[] = [];
afterEach(async () => {
  rmSync(folder, { recursive: true });
  for (const server of servers.splice(0)) await server.close();
});

interface Call {
  readonly authorization: string | undefined;
  readonly body: {
    readonly model: string;
    readonly temperature?: number;
    readonly messages: readonly { readonly role: string; readonly content: string }[];
  };
}

type Reply = string | { readonly status: number; readonly body: unknown };

/** A chat model that says the given things, one after the other; the last one again and again. */
async function chatModel(...replies: readonly Reply[]) {
  const calls: Call[] = [];
  const server: Server = createServer(async (request, response) => {
    let text = '';
    for await (const part of request) text += part;
    const { authorization } = request.headers;
    calls.push({ authorization, body: JSON.parse(text) });
    const reply = replies[Math.min(calls.length, replies.length) - 1] ?? '';
    const { status, body } =
      typeof reply === 'string'
        ? { status: 200, body: { choices: [{ message: { role: 'assistant', content: reply } }] } }
        : reply;
    response.writeHead(request.url === '/v1/chat/completions' ? status : 404);
    response.end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  servers.push(server);
  return { calls, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

async function run(argv: readonly string[], environment: Readonly<Record<string, string>> = {}) {
  const terminal = fakeTerminal({ workingDirectory: folder, environment });
  let exitCode = 0;
  const finish = (code: number) => {
    exitCode = code;
  };
  try {
    const program = new Command().addCommand(dslDraftCommand(terminal, finish));
    await program.parseAsync(['draft', ...argv], { from: 'user' });
  } catch (error) {
    exitCode = reportError(error, terminal);
  }
  return { exitCode, output: terminal.output(), errors: terminal.errors() };
}

const kept = `MODEL small {}
MODEL big { description: "Strong at law" }
SIGNAL keyword hello { operator: "OR" keywords: ["hello"] }
ROUTE greet { PRIORITY 10 WHEN keyword("hello") MODEL small }
`;
const good = `${kept}
SIGNAL keyword law_words { operator: "OR" keywords: ["contract", "lawsuit"] }
ROUTE law { PRIORITY 100 WHEN keyword("law_words") MODEL big }
TEST law { "Is this contract valid?" -> law }
`;
const unknownModel = good.replace('law_words") MODEL big', 'law_words") MODEL gpt');
const noOperator = good.replace('law_words { operator: "OR"', 'law_words {');
const broken = good.replace('"lawsuit"] }', '"lawsuit" }');

const askedOf = (url: string) => ['law goes to big', '--url', url];
const asked = (url: string) => [...askedOf(url), '--json'];

describe('switchyard dsl draft with a model', () => {
  it('repairs a draft until it is right', async () => {
    const { url, calls } = await chatModel(
      `Sure:\n\`\`\`\n${broken}\`\`\``,
      `\`\`\`dsl\n${noOperator}\`\`\`\nThis is right now.`,
      `<think>the operator</think>${good}`,
    );
    const { exitCode, output } = await run(asked(url));
    expect(exitCode).toBe(0);
    const draft = JSON.parse(output);
    expect(draft).toMatchObject({
      origin: 'model',
      ready: true,
      attempts: 3,
      dsl: good,
      suggestedTestQuery: 'Is this contract valid?',
    });
    expect(draft.summary).toBe('adds route `law`, signal keywords `law_words`');
    expect(draft.diff).toMatch(/^--- current\.dsl\n\+\+\+ draft\.dsl\n@@/);
    expect(draft.diff).toContain('+ROUTE law {');
    expect(calls).toHaveLength(3);
    const [, repair] = calls.map(({ body }) => body.messages.at(-1)?.content ?? '');
    expect(repair).toMatch(/line \d+, column \d+: .*\(D1\d\d\)/);
    const last = calls[2]?.body.messages ?? [];
    expect(last.map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
    expect(last[2]?.content).toBe(noOperator);
  });

  it('tells the model what there is, and no credential', async () => {
    const { url, calls } = await chatModel(good);
    await run(asked(url));
    const sent = JSON.stringify(calls[0]?.body);
    for (const text of ['SIGNAL keyword', 'Strong at law', 'law goes to big', 'ROUTE greet']) {
      expect(sent).toContain(text);
    }
    expect(sent).not.toContain('sk-in-the-file');
    expect(calls[0]?.body).toMatchObject({ model: 'auto', temperature: 0.1 });
  });

  it('stops after its retries, with the best that came', async () => {
    const { url, calls } = await chatModel(noOperator, broken, unknownModel);
    const { exitCode, output } = await run([...asked(url), '--max-retries', '1']);
    expect(exitCode).toBe(3);
    expect(calls).toHaveLength(2);
    const draft = JSON.parse(output);
    expect(draft).toMatchObject({ ready: false, attempts: 2 });
    expect(
      draft.diagnostics.some(({ severity }: { severity: string }) => severity === 'error'),
    ).toBe(true);
  });

  it('stops when the same faults come again', async () => {
    const { url, calls } = await chatModel(unknownModel);
    const { exitCode } = await run([...asked(url), '--max-retries', '9']);
    expect(exitCode).toBe(3);
    expect(calls).toHaveLength(2);
  });

  it('asks again for routes that nothing reaches', async () => {
    const hidden = good.replace(
      'PRIORITY 100 WHEN keyword("law_words")',
      'PRIORITY 5 WHEN keyword("hello") AND keyword("law_words")',
    );
    const { url, calls } = await chatModel(hidden, good);
    const { exitCode, output } = await run(asked(url));
    expect(exitCode).toBe(0);
    expect(calls).toHaveLength(2);
    expect(JSON.parse(output).dsl).toBe(good);
  });

  it('is not ready without a program', async () => {
    const { url } = await chatModel('I am sorry, I cannot do that.');
    const { exitCode, output } = await run(asked(url));
    expect(exitCode).toBe(3);
    expect(JSON.parse(output)).toMatchObject({ ready: false, dsl: '' });
    const told = await run(askedOf(url));
    expect(told.output).toBe('');
    expect(told.errors).toContain('the model answered with no program, nothing was changed');
    expect(told.errors).not.toMatch(/^-|removes/m);
  });

  it('says which blocks a draft takes away', async () => {
    const { url } = await chatModel('ROUTE law { PRIORITY 1 MODEL big }');
    const { output } = await run(asked(url));
    expect(JSON.parse(output).summary).toContain('removes route `greet`, signal keywords `hello`');
  });

  it('prints the program to stdout, everything else to stderr, and changes no file', async () => {
    const { url } = await chatModel(good);
    const { output, errors } = await run(askedOf(url));
    expect(output).toBe(good);
    expect(errors).toContain('+ROUTE law');
    expect(errors).toContain('try: Is this contract valid?');
    expect(errors).toContain('nothing was changed');
    expect(readFileSync(join(folder, 'config.yaml'), 'utf8')).toBe(config);
  });

  it('sends the key of a variable, and shows it nowhere', async () => {
    const refusal = { status: 401, body: { error: { code: 'bad', message: 'no key sk-1 here' } } };
    const { url, calls } = await chatModel(refusal, good);
    const argv = [...askedOf(url), '--api-key-env', 'MY_KEY'];
    const refused = await run(argv, { MY_KEY: 'sk-1' });
    expect(calls[0]?.authorization).toBe('Bearer sk-1');
    expect(refused.exitCode).toBe(5);
    expect(refused.errors + refused.output).not.toContain('sk-1');
    expect((await run(argv, { MY_KEY: 'sk-1' })).exitCode).toBe(0);
    expect((await run(argv)).errors).toContain('`MY_KEY` is not set');
    const mistaken = await run([...askedOf(url), '--api-key-env', 'sk-1']);
    expect(mistaken.exitCode).toBe(2);
    expect(mistaken.errors).not.toContain('sk-1');
  });

  it('does without settings that a model does not take', async () => {
    const refusal = { status: 400, body: { error: { message: 'unsupported `temperature`' } } };
    const { url, calls } = await chatModel(refusal, good);
    expect((await run(asked(url))).exitCode).toBe(0);
    expect(calls.map(({ body }) => body.temperature)).toEqual([0.1, undefined]);
  });

  it.each([
    ['another form', { status: 200, body: { message: 'hi' } }, 'is no chat completion'],
    ['too much', 'x'.repeat(5 * 2 ** 20), 'larger than 4 MiB'],
    ['an error', { status: 500, body: {} }, 'status 500'],
  ])('refuses %s as an answer', async (_case, reply, message) => {
    const { url } = await chatModel(reply);
    const { exitCode, errors } = await run(askedOf(url));
    expect(exitCode).toBe(1);
    expect(errors).toContain(message);
  });

  it('survives the mock of this product, which speaks no such language', async () => {
    const mock = await startMock();
    servers.push(mock);
    const { exitCode, output } = await run(asked(mock.url));
    expect(exitCode).toBe(3);
    expect(JSON.parse(output)).toMatchObject({ ready: false });
  });
});

describe('switchyard dsl draft without a model', () => {
  it('makes a lane from a template, and says so', async () => {
    const { exitCode, output } = await run(['send German requests to big', '--json']);
    expect(exitCode).toBe(0);
    const draft = JSON.parse(output);
    expect(draft).toMatchObject({ origin: 'template', ready: true, attempts: 0 });
    expect(draft.summary).toContain('made from templates');
    expect(draft.dsl).toContain('SIGNAL language de');
    expect(draft.dsl).toContain('ROUTE greet');
  });

  it('says what it understands when it understands nothing', async () => {
    const { exitCode, errors } = await run(['make it better']);
    expect(exitCode).toBe(2);
    expect(errors).toContain('--url');
  });

  it('takes no instruction that is too long', async () => {
    const { exitCode, errors } = await run([`German ${'x'.repeat(12_000)}`]);
    expect(exitCode).toBe(2);
    expect(errors).toContain('at most 12000');
  });

  it('needs a configuration that is right', async () => {
    writeFileSync(join(folder, 'config.yaml'), 'version: v0.3\nrouting: { decisons: [] }\n');
    const { exitCode, errors } = await run(['German to big']);
    expect(exitCode).toBe(3);
    expect(errors).toContain('decisons');
  });
});
