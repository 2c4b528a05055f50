import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ownBinary = fileURLToPath(new URL('../../bin/switchyard.js', import.meta.url));
const START_TIMEOUT_MS = 20_000;

/** A router in a process of its own, as users run it. */
export interface RouterProcess {
  readonly inference: string;
  readonly management: string;
  readonly metrics: string;
  readonly child: ChildProcess;
  readonly dataDir: string;
  /** Everything written to stderr so far. */
  log(): string;
  /** SIGTERM, then waits for the exit code. */
  stop(): Promise<number | null>;
}

export interface RouterProcessOptions {
  readonly config: string;
  readonly args?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Another copy of `bin/switchyard.js`. */
  readonly binary?: string;
}

export async function startRouterProcess({
  config,
  args = [],
  environment = {},
  binary = ownBinary,
}: RouterProcessOptions): Promise<RouterProcess> {
  const dataDir = await mkdtemp(join(tmpdir(), 'switchyard-e2e-'));
  const configPath = join(dataDir, 'config.yaml');
  await writeFile(configPath, config);
  const child = spawn(
    process.execPath,
    [
      binary,
      'serve',
      '--json',
      '--config',
      configPath,
      '--data-dir',
      join(dataDir, 'data'),
      ...['--port', '--management-port', '--metrics-port'].flatMap((flag) => [flag, '0']),
      ...args,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, ...environment } },
  );
  let log = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    log += text;
  });
  const urls = await readyLine(child, () => log);
  return {
    ...urls,
    child,
    dataDir,
    log: () => log,
    async stop() {
      if (child.exitCode === null && child.signalCode === null) {
        const exited = once(child, 'exit');
        child.kill('SIGTERM');
        await exited;
      }
      await rm(dataDir, { recursive: true, force: true });
      return child.exitCode;
    },
  };
}

async function readyLine(child: ChildProcess, log: () => string) {
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
  const timer = setTimeout(() => child.kill('SIGKILL'), START_TIMEOUT_MS);
  try {
    for await (const line of lines) {
      const event = JSON.parse(line) as {
        event: string;
        inference: string;
        management: string;
        metrics: string;
      };
      if (event.event === 'ready') return event;
    }
  } finally {
    clearTimeout(timer);
  }
  throw new Error(`the router did not start:\n${log()}`);
}

/** One chat request to a router; the body is read whole. */
export async function chat(
  url: string,
  body: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ readonly status: number; readonly headers: Headers; readonly text: string }> {
  const response = await fetch(`${url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** Asks until the answer is there; records are written behind the request. */
export async function eventually<T>(ask: () => Promise<T | undefined>, limitMs = 5000): Promise<T> {
  const deadline = Date.now() + limitMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}
