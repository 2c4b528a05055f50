import { type ChildProcess, fork, type Serializable } from 'node:child_process';
import { openSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Reply, Request } from './messages.ts';

const START_LIMIT_MS = 20_000;
const REPLY_LIMIT_MS = 20_000;

interface ChildOptions {
  readonly name: string;
  /** Module beside this one. */
  readonly file: string;
  readonly argument: Serializable;
  /** Runs on this processor only. */
  readonly processor: number | undefined;
  /** Where its output goes. */
  readonly folder: string;
  readonly nodeOptions?: readonly string[];
}

/** A process with a server in it. */
export interface Child {
  readonly port: number;
  readonly startMs: number;
  ask<K extends Reply['kind']>(request: Request, kind: K): Promise<Extract<Reply, { kind: K }>>;
  /** Empties the file that its output goes to. */
  forgetOutput(): void;
  stop(): Promise<void>;
}

/** Settles when the server takes requests. Output goes to a file, as it does in production. */
export async function startChild(options: ChildOptions): Promise<Child> {
  const { name, file, argument, processor, folder, nodeOptions = [] } = options;
  const outputFile = join(folder, `${name}.log`);
  const output = openSync(outputFile, 'a');
  const startedAt = performance.now();
  const pinned = processor === undefined ? [] : ['-c', String(processor), process.execPath];
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [JSON.stringify(argument)], {
    execArgv: [...pinned, ...nodeOptions],
    ...(processor === undefined ? {} : { execPath: 'taskset' }),
    stdio: ['ignore', output, output, 'ipc'],
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const { port } = await next(child, { name, kind: 'ready', limitMs: START_LIMIT_MS });
  const startMs = performance.now() - startedAt;
  return {
    port,
    startMs,
    ask(request, kind) {
      const reply = next(child, { name, kind, limitMs: REPLY_LIMIT_MS });
      child.send(request);
      return reply;
    },
    forgetOutput: () => truncateSync(outputFile),
    stop() {
      if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve();
      return new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.disconnect();
      });
    },
  };
}

interface Expectation<K> {
  readonly name: string;
  readonly kind: K;
  readonly limitMs: number;
}

function next<K extends Reply['kind']>(
  child: ChildProcess,
  { name, kind, limitMs }: Expectation<K>,
): Promise<Extract<Reply, { kind: K }>> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      child.off('message', onMessage).off('exit', onExit).off('error', onError);
    };
    const fail = (problem: string) => {
      settle();
      reject(new Error(`${name}: ${problem}`));
    };
    const onMessage = (message: unknown) => {
      const reply = message as Reply;
      if (reply.kind === 'failed') fail(reply.message);
      if (reply.kind !== kind) return;
      settle();
      resolve(reply as Extract<Reply, { kind: K }>);
    };
    const onExit = (code: number | null) => fail(`ended with exit code ${code}`);
    const onError = (error: Error) => fail(error.message);
    const timer = setTimeout(() => fail(`gave no \`${kind}\` within ${limitMs} ms`), limitMs);
    child.on('message', onMessage).on('exit', onExit).on('error', onError);
  });
}
