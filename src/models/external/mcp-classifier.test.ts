import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { McpServer as OfficialServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { openMcpClassifier } from './mcp-classifier.ts';

const patient = { timeout: 30_000, interval: 20 };
const opened: { close(): Promise<void> }[] = [];

afterEach(async () => {
  for (const part of opened.splice(0).reverse()) await part.close();
});

function opening(options: Parameters<typeof openMcpClassifier>[0]) {
  const classifier = openMcpClassifier(options);
  opened.push(classifier);
  return classifier;
}

/** Its texts are commands: what the server does with them. */
const serverSource = `
import { appendFileSync } from 'node:fs';
import { McpServer } from ${JSON.stringify(import.meta.resolve('@modelcontextprotocol/sdk/server/mcp.js'))};
import { StdioServerTransport } from ${JSON.stringify(import.meta.resolve('@modelcontextprotocol/sdk/server/stdio.js'))};
import { z } from ${JSON.stringify(import.meta.resolve('zod'))};
appendFileSync(process.env.LOG, 'start ' + process.pid + '\\n');
if (process.env.MODE === 'dead') process.exit(3);
if (process.env.MODE === 'mute') setInterval(() => {}, 1000);
const say = (value) => ({ content: [{ type: 'text', text: JSON.stringify(value) }] });
const server = new McpServer({ name: 'categories', version: '1' });
server.registerTool('list_categories', {}, () => say({ categories: ['math', 'law', 'other'] }));
server.registerTool(process.env.TOOL ?? 'classify_text', {
  description: process.env.DESCRIPTION ?? 'Classifies texts',
  inputSchema: { text: z.string(), with_probabilities: z.boolean() },
}, async ({ text, with_probabilities }, { signal }) => {
  if (text === 'crash') process.exit(1);
  if (text === 'fail') throw new Error('secret-of-the-server');
  if (text === 'wait') {
    appendFileSync(process.env.LOG, 'wait\\n');
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    appendFileSync(process.env.LOG, 'cancelled\\n');
  }
  if (text === 'environment') return say({ class: 'SECRET' in process.env ? 0 : 1, confidence: 1 });
  if (text.startsWith('{')) return say(JSON.parse(text));
  return say({ class: 1, confidence: 0.7, probabilities: with_probabilities ? [0.2, 0.7, 0.1] : [] });
});
if (process.env.MODE !== 'mute') await server.connect(new StdioServerTransport());
`;

async function stdioServer(env: Readonly<Record<string, string>> = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-mcp-'));
  opened.push({ close: () => rm(folder, { recursive: true, force: true }) });
  const [file, log] = [join(folder, 'server.mjs'), join(folder, 'log')];
  await writeFile(file, serverSource);
  await writeFile(log, '');
  const lines = async () => (await readFile(log, 'utf8')).split('\n').filter(Boolean);
  return {
    server: {
      transport: 'stdio',
      command: process.execPath,
      args: [file],
      env: { LOG: log, ...env },
    },
    lines,
    async processes() {
      const starts = (await lines()).filter((line) => line.startsWith('start '));
      return starts.map((line) => Number(line.slice(6)));
    },
  } as const;
}

function isRunning(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch {
    return false;
  }
}

const timeoutMs = 30_000;

describe('a classifier behind an MCP server that is a process', () => {
  it('learns the labels and gives their probabilities', async () => {
    const { server } = await stdioServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    expect(classifier.labels).toEqual([]);
    await classifier.ready();
    expect(classifier.labels).toEqual(['math', 'law', 'other']);
    const { scores } = await classifier.score('a contract');
    expect(Object.fromEntries(scores)).toEqual({ math: 0.2, law: 0.7, other: 0.1 });
  });

  it('gives the confidence to the class where there are no probabilities', async () => {
    const { server } = await stdioServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    const { scores } = await classifier.score('{"class":2,"confidence":0.4}');
    expect(Object.fromEntries(scores)).toEqual({ math: 0, law: 0, other: 0.4 });
  });

  it.each([
    ['of a name that is known', { TOOL: 'categorize' }, undefined],
    ['of a name that tells', { TOOL: 'my_classifier' }, undefined],
    ['whose description tells', { TOOL: 'sort_it' }, undefined],
    ['that was named', { TOOL: 'sort_it' }, 'sort_it'],
  ])('asks the tool %s', async (_, env, toolName) => {
    const { server } = await stdioServer(env);
    const classifier = opening({
      ...{ name: 'mcp', server, timeoutMs },
      ...(toolName !== undefined && { toolName }),
    });
    expect((await classifier.score('x')).scores.get('law')).toBe(0.7);
  });

  it('is not believed when it answers nonsense, and goes on', async () => {
    const { server, processes } = await stdioServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    const answers = [
      { class: 3, confidence: 1 },
      { class: 'law', confidence: 1 },
      { class: 0, confidence: 1.5 },
      { class: 0 },
      { class: 0, confidence: 1, probabilities: [1] },
      { class: 0, confidence: 1, probabilities: [1, null, 0] },
      { label: 'law' },
    ];
    for (const answer of answers) {
      await expect(
        classifier.score(JSON.stringify(answer)),
        JSON.stringify(answer),
      ).rejects.toMatchObject({
        code: 'invalid_model_output',
      });
    }
    expect((await classifier.score('x')).scores.get('law')).toBe(0.7);
    expect(await processes()).toHaveLength(1);
  });

  it('is unavailable when its tool fails, without the words of the server', async () => {
    const { server } = await stdioServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    const error = await classifier.score('fail').catch((cause) => cause);
    expect(error).toMatchObject({ code: 'model_unavailable' });
    expect(`${error.message} ${error.cause}`).not.toContain('secret');
  });

  it('does not see our environment', async () => {
    vi.stubEnv('SECRET', 'x');
    const { server } = await stdioServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    const { scores } = await classifier.score('environment');
    vi.unstubAllEnvs();
    expect(scores.get('law')).toBe(1);
  });

  it('is started again after a crash, at once the first time, later after a rest', async () => {
    let time = 0;
    const { server, processes } = await stdioServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs, now: () => time });
    const crash = () =>
      expect(classifier.score('crash')).rejects.toMatchObject({ code: 'model_unavailable' });
    await crash();
    expect((await classifier.score('x')).scores.size).toBe(3);
    await crash();
    await crash();
    await expect(classifier.score('x')).rejects.toThrow('rests for 250 ms');
    expect(await processes()).toHaveLength(3);
    time += 250;
    await crash();
    await expect(classifier.score('x')).rejects.toThrow('rests for 500 ms');
    time += 500;
    expect((await classifier.score('x')).scores.size).toBe(3);
    expect(await processes()).toHaveLength(5);
  });

  it('ends with the classifier', async () => {
    const { server, processes } = await stdioServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    await classifier.ready();
    const [processId = 0] = await processes();
    expect(isRunning(processId)).toBe(true);
    const waiting = classifier.score('wait').catch((error) => error);
    await classifier.close();
    expect(await waiting).toMatchObject({ code: 'model_unavailable' });
    expect(isRunning(processId)).toBe(false);
    await expect(classifier.score('x')).rejects.toThrow('is closed');
  });

  it('ends even when it never said a word', async () => {
    const { server, processes } = await stdioServer({ MODE: 'mute' });
    const classifier = opening({ name: 'mcp', server, timeoutMs: 100 });
    await expect(classifier.score('x')).rejects.toThrow('did not answer within 100 ms');
    await vi.waitFor(async () => expect(await processes()).toHaveLength(1), patient);
    await classifier.close();
    const [processId = 0] = await processes();
    await vi.waitFor(() => expect(isRunning(processId)).toBe(false), patient);
  });

  it('rejects at once when aborted and cancels the call', async () => {
    const { server, lines } = await stdioServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    const control = new AbortController();
    const call = classifier.score('wait', { signal: control.signal });
    await vi.waitFor(async () => expect(await lines()).toContain('wait'), patient);
    const reason = new Error('went away');
    control.abort(reason);
    await expect(call).rejects.toBe(reason);
    await vi.waitFor(async () => expect(await lines()).toContain('cancelled'), patient);
    expect((await classifier.score('x')).scores.size).toBe(3);
  });

  it('is started anew after three texts that took too long', async () => {
    const { server, processes } = await stdioServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs: 300 });
    await classifier.ready();
    for (let count = 0; count < 3; count += 1) {
      await expect(classifier.score('wait')).rejects.toThrow('did not answer within 300 ms');
    }
    await classifier.ready();
    expect(await processes()).toHaveLength(2);
    const [first = 0] = await processes();
    await vi.waitFor(() => expect(isRunning(first)).toBe(false), patient);
  });

  it.each([
    ['that does not exist', { command: '/nowhere/at-all' }, '(ENOENT)'],
    ['that ends at once', { env: { MODE: 'dead' } }, 'cannot be reached'],
    [
      'without a tool that classifies',
      { env: { TOOL: 'sort_it', DESCRIPTION: 'Sorts' } },
      'has no tool that classifies',
    ],
  ])('%s is unavailable', async (_, change, message) => {
    const { server } = await stdioServer();
    const env = { ...server.env, ...('env' in change ? change.env : {}) };
    const classifier = opening({ name: 'mcp', server: { ...server, ...change, env }, timeoutMs });
    const error = await classifier.score('x').catch((cause) => cause);
    expect(error).toMatchObject({ code: 'model_unavailable' });
    expect(error.message).toContain(message);
    expect(error.message).not.toContain('nowhere');
  });
});

/** Keeps sessions, as most servers do, and forgets them when told to. */
async function httpServer() {
  const sessions = new Map<string, StreamableHTTPServerTransport>();
  const seen = { initialised: 0, ended: 0, texts: [] as string[] };
  let isSilent = false;

  async function newSession(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: () => crypto.randomUUID(),
      onsessioninitialized: (id) => {
        seen.initialised += 1;
        sessions.set(id, transport);
      },
      onsessionclosed: () => {
        seen.ended += 1;
      },
    });
    const official = new OfficialServer({ name: 'categories', version: '1' });
    official.registerTool('list_categories', {}, () => ({
      content: [],
      structuredContent: { categories: ['math', 'law'] },
    }));
    const inputSchema = { text: z.string(), with_probabilities: z.boolean() };
    official.registerTool('classify_text', { inputSchema }, async ({ text }) => {
      seen.texts.push(text);
      if (text === 'long') return { content: [{ type: 'text', text: ' '.repeat(2_000_000) }] };
      return {
        content: [],
        structuredContent: { class: 0, confidence: 0.9, probabilities: [0.9, 0.1] },
      };
    });
    await official.connect(transport as Transport);
    return transport;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (isSilent) return;
    const id = request.headers['mcp-session-id'];
    const known = typeof id === 'string' ? sessions.get(id) : await newSession();
    if (known === undefined) response.writeHead(404).end();
    else await known.handleRequest(request, response);
  }

  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  opened.push({ close });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`;
  return {
    server: { transport: 'http', url } as const,
    seen,
    forget: () => sessions.clear(),
    fallSilent: () => {
      isSilent = true;
    },
    close,
  };
}

describe('a classifier behind an MCP server with an address', () => {
  it('gives labels and probabilities, and ends its session', async () => {
    const { server, seen } = await httpServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    await classifier.ready();
    expect(classifier.labels).toEqual(['math', 'law']);
    const { scores } = await classifier.score('1 + 1');
    expect(Object.fromEntries(scores)).toEqual({ math: 0.9, law: 0.1 });
    await classifier.close();
    expect(seen).toEqual({ initialised: 1, ended: 1, texts: ['1 + 1'] });
  });

  it('connects again for the same text when its session is forgotten', async () => {
    const { server, seen, forget } = await httpServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    await classifier.ready();
    forget();
    expect((await classifier.score('x')).scores.get('math')).toBe(0.9);
    expect(seen.initialised).toBe(2);
  });

  it('is unavailable when the server is gone, and says no address', async () => {
    const { server, close } = await httpServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    await classifier.ready();
    await close();
    const error = await classifier.score('x').catch((cause) => cause);
    expect(error).toMatchObject({ code: 'model_unavailable' });
    expect(`${error.message} ${error.cause}`).not.toContain('127.0.0.1');
  });

  it('does not hang on a server that falls silent', async () => {
    const { server, fallSilent } = await httpServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs: 200 });
    await classifier.ready();
    fallSilent();
    await expect(classifier.score('x')).rejects.toMatchObject({ code: 'model_unavailable' });
    await classifier.close();
  });

  it('does not read answers without end', async () => {
    const { server } = await httpServer();
    const classifier = opening({ name: 'mcp', server, timeoutMs });
    await classifier.ready();
    await expect(classifier.score('long')).rejects.toThrow('cannot be reached');
  });

  it('follows no redirect', async () => {
    const target = await httpServer();
    const server = createServer((_, response) =>
      response.writeHead(307, { location: target.server.url }).end(),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    opened.push({
      close: () =>
        new Promise((resolve) => {
          server.close(() => resolve());
          server.closeAllConnections();
        }),
    });
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const classifier = opening({ name: 'mcp', server: { transport: 'http', url }, timeoutMs });
    await expect(classifier.score('x')).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(target.seen.initialised).toBe(0);
  });

  it.each(['ftp://x', 'nonsense', 'http://u:p@localhost'])('is not opened at %s', (url) => {
    const server = { transport: 'http', url } as const;
    expect(() => openMcpClassifier({ name: 'mcp', server })).toThrow('has a `url`');
  });
});
