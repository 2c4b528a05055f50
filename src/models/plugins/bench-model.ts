import { basename } from 'node:path';
import { Worker } from 'node:worker_threads';
import { readFolder } from './folder-contract.ts';
import { FolderThread } from './folder-thread.ts';

/** A model whose whole way is compared with its bare graph. */
export interface BenchSubject {
  readonly name: string;
  /** The ONNX file that both run. */
  readonly graphFile: string;
  /** Answers a text, from tokenising to the result; resolves to its number of tokens. */
  run(text: string): Promise<number>;
  close(): Promise<void>;
}

interface BenchRow {
  readonly tokens: number;
  /** Median milliseconds of a text that nobody asked before. */
  readonly milliseconds: number;
  /** Of plain onnxruntime-node on the same graph, in a worker of its own. */
  readonly plainMilliseconds: number;
  /** Ours divided by plain. */
  readonly ratio: number;
}

export interface BenchReport {
  readonly name: string;
  readonly graphFile: string;
  readonly rows: readonly BenchRow[];
}

interface BenchOptions {
  readonly rounds?: number;
  readonly lengths?: readonly number[];
  /** The compiled entry of the worker thread. */
  readonly workerUrl?: URL;
}

/** Measures in turns, so that whatever else the machine does hits both alike. */
export async function benchModel(
  subject: BenchSubject,
  options: BenchOptions = {},
): Promise<BenchReport> {
  const { rounds = 30, lengths = [16, 64, 128] } = options;
  const { workerUrl = new URL('./graph-timing-worker.js', import.meta.url) } = options;
  const plain = await openPlainGraph(subject.graphFile, workerUrl);
  try {
    const rows: BenchRow[] = [];
    for (const length of lengths) rows.push(await benchLength(subject, plain, { length, rounds }));
    const { name, graphFile } = subject;
    return { name, graphFile, rows };
  } finally {
    await plain.close();
  }
}

const WARM_UP_ROUNDS = 5;

async function benchLength(
  subject: BenchSubject,
  plain: PlainGraph,
  { length, rounds }: { readonly length: number; readonly rounds: number },
): Promise<BenchRow> {
  const ours: number[] = [];
  const bare: number[] = [];
  let tokens = length;
  for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
    const text = textOf(length, round + WARM_UP_ROUNDS);
    const start = performance.now();
    tokens = await subject.run(text);
    const took = performance.now() - start;
    const plainTook = await plain.time(tokens);
    if (round < 0) continue;
    ours.push(took);
    bare.push(plainTook);
  }
  const milliseconds = medianOf(ours);
  const plainMilliseconds = medianOf(bare);
  return { tokens, milliseconds, plainMilliseconds, ratio: milliseconds / plainMilliseconds };
}

const WORDS = [
  'time',
  'water',
  'house',
  'music',
  'paper',
  'light',
  'story',
  'green',
  'river',
  'day',
];

/** Common words, in an order that no other round has, so that no cache knows the answer. */
function textOf(tokens: number, round: number): string {
  let rest = round;
  const words = Array.from({ length: Math.max(1, tokens - 2) }, (_, position) => {
    const word = WORDS[(rest + position) % WORDS.length];
    rest = Math.floor(rest / WORDS.length);
    return word;
  });
  return words.join(' ');
}

function medianOf(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

interface PlainGraph {
  time(tokens: number): Promise<number>;
  close(): Promise<void>;
}

type TimingReply = { readonly milliseconds?: number; readonly error?: string };

async function openPlainGraph(file: string, url: URL): Promise<PlainGraph> {
  const worker = new Worker(url, { name: 'switchyard-bench', workerData: file, execArgv: [] });
  const reply = () =>
    new Promise<number>((resolve, reject) => {
      worker.once('error', reject);
      worker.once('message', ({ milliseconds, error }: TimingReply) => {
        worker.off('error', reject);
        if (milliseconds === undefined) reject(new Error(error));
        else resolve(milliseconds);
      });
    });
  const close = async () => {
    const ended = new Promise((resolve) => worker.once('exit', resolve));
    worker.postMessage(0);
    await ended;
  };
  await reply();
  return {
    time(tokens) {
      const answer = reply();
      worker.postMessage(tokens);
      return answer;
    },
    close,
  };
}

/** A folder in Hugging Face layout as something to measure; throws what is wrong with it. */
export async function openFolderSubject(
  directory: string,
  workerUrl = new URL('./folder-worker.js', import.meta.url),
): Promise<BenchSubject> {
  const { setup, problems } = readFolder({ directory });
  if (setup === undefined) throw new Error(problems.map(({ message }) => message).join('; '));
  const name = basename(directory);
  const thread = new FolderThread({ name, setup, url: workerUrl, maxQueue: 256 });
  await thread.ready();
  return {
    name,
    graphFile: setup.modelFile,
    run: async (text) => (await thread.run({ text })).tokens,
    close: () => thread.close(),
  };
}
