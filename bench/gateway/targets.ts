import { join } from 'node:path';
import { type Child, startChild } from './child-process.ts';
import { defaultOnly, smallFleet } from './configs.ts';
import type { Processors } from './processors.ts';

/** What the load goes to. */
export interface Target {
  readonly name: string;
  readonly title: string;
  readonly child: Child;
  /** After the start, before the first request. */
  readonly idleRssBytes: number;
  /** Scenarios that it is for; all when omitted. */
  readonly scenarios?: readonly string[] | undefined;
}

export interface Targets {
  readonly backend: Child;
  readonly all: readonly Target[];
  stop(): Promise<void>;
}

interface TargetOptions {
  readonly processors: Processors;
  readonly folder: string;
  /** All of them when omitted; the floor is always there. */
  readonly only: readonly string[] | undefined;
  /** Folder for profiles of the targets. */
  readonly profileFolder: string | undefined;
}

interface TargetKind {
  readonly name: string;
  readonly title: string;
  readonly file: string;
  /** Its argument, made from the URL of the backend. */
  readonly argument: (backend: string) => object;
  readonly scenarios?: readonly string[];
}

const IDLE_MS = 1500;

const kinds: readonly TargetKind[] = [
  {
    name: 'floor',
    title: 'floor: node:http + undici',
    file: './floor.js',
    argument: (backend) => ({ backend }),
  },
  switchyard('a', '(a) one default decision', (backend) =>
    defaultOnly({ backend, isReplayOn: true }),
  ),
  switchyard('b', '(b) 13 rules, 10 decisions', (backend) =>
    smallFleet({ backend, isReplayOn: true }),
  ),
  {
    ...switchyard('b-no-replay', '(b) with replay off', (backend) =>
      smallFleet({ backend, isReplayOn: false }),
    ),
    scenarios: ['json'],
  },
];

export const targetNames = ['direct', ...kinds.map(({ name }) => name)];

function switchyard(
  name: string,
  title: string,
  configText: (backend: string) => string,
): TargetKind {
  return {
    name,
    title,
    file: './switchyard.js',
    argument: (backend) => ({ configText: configText(backend) }),
  };
}

/** Starts the backend and, one after the other, the targets in front of it. */
export async function startTargets(options: TargetOptions): Promise<Targets> {
  const { processors, folder, only, profileFolder } = options;
  const children: Child[] = [];
  const stop = async () => {
    await Promise.all(children.map((child) => child.stop()));
  };
  const start = async (child: Promise<Child>) => {
    children.push(await child);
    return child;
  };
  const profiling =
    profileFolder === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profileFolder}`];
  try {
    const backend = await start(
      startChild({
        name: 'direct',
        file: './backend.js',
        argument: {},
        processor: processors.driver,
        folder,
      }),
    );
    const wanted = kinds.filter(({ name }) => name === 'floor' || (only?.includes(name) ?? true));
    const started: { readonly kind: TargetKind; readonly child: Child }[] = [];
    for (const kind of wanted) {
      const { name, file, argument } = kind;
      const child = await start(
        startChild({
          name,
          file,
          argument: {
            ...argument(`http://127.0.0.1:${backend.port}`),
            dataDir: join(folder, `${name}-data`),
          },
          processor: processors.target,
          folder,
          nodeOptions: profiling,
        }),
      );
      started.push({ kind, child });
    }
    await new Promise((resolve) => setTimeout(resolve, IDLE_MS));
    const targets = await Promise.all(
      started.map(async ({ kind: { name, title, scenarios }, child }) => ({
        name,
        title,
        scenarios,
        child,
        idleRssBytes: (await child.ask({ kind: 'usage' }, 'usage')).usage.rssBytes,
      })),
    );
    const direct: Target = {
      name: 'direct',
      title: 'direct: the backend',
      child: backend,
      idleRssBytes: (await backend.ask({ kind: 'usage' }, 'usage')).usage.rssBytes,
    };
    return { backend, all: [direct, ...targets], stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
