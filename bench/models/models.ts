// What the embedded models cost: the product's way to an answer beside plain onnxruntime-node on the
// same graph, the flash heads, start, memory, and what the event loop notices of all that.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { openFlashModel } from '../../src/models/flash/flash-model.ts';
import { openGraphSession } from '../../src/models/graph-session.ts';
import { openTextModels } from '../../src/models/open-text-models.ts';
import type { Task, TextModels } from '../../src/models/text-models.ts';
import { openTokenizer } from '../../src/models/vocabulary.ts';
import { type BenchTable, writeReport } from '../bench-table.ts';
import { median } from '../gateway/statistics.ts';
import { prose } from '../routing/prompts.ts';

const MIB = 2 ** 20;
const ROUNDS = 60;
const BLOCK = 15;
const directory = fileURLToPath(new URL('../../models/', import.meta.url));
const base = `${directory}base`;
const tasks: readonly Task[] = [
  'domain',
  'jailbreak',
  'fact_check',
  'feedback',
  'modality',
  'complexity',
];

function describeLimit(value: number, limit: number, unit: string): string {
  return `${limit}${unit} ${value <= limit ? 'kept' : 'EXCEEDED'}`;
}

/** No two alike, since known texts come from a cache; about so many tokens. */
function textOf(tokens: number, number: number): string {
  const tokenizer = openTokenizer(base);
  const words = `${number} ${prose(tokens * 8 + number * 3)}`.split(' ');
  let count = 0;
  const kept: string[] = [];
  for (const word of words.slice(number % 7)) {
    count += tokenizer.encode(word, 64).ids.length - 2;
    if (count > tokens - 2) break;
    kept.push(word);
  }
  return kept.join(' ');
}

async function timed(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

const startedAt = performance.now();
const rssBefore = process.memoryUsage().rss;
const models = openTextModels({ directory, cacheEntries: 0 });
const flashFirstMs = await timed(() => models.classify('What is a tort?', ['domain']));
await models.ready();
const readyMs = performance.now() - startedAt;
await models.findPii('Call Ada Lovelace on +44 20 7946 0958.');
const session = await openGraphSession(base);

const latency = await latencyTable(models);
const flash = flashTable();
const load = await loadTable(models);
const usedMib = process.memoryUsage().rss / MIB;
await models.close();
writeReport(
  { bench: 'models', tables: [latency, flash, load, processTable()] },
  process.argv.slice(2),
);

async function latencyTable(to: TextModels): Promise<BenchTable> {
  const tokenizer = openTokenizer(base);
  const outputs = ['embedding', ...tasks.map((task) => `${task}_logits`)];
  const sizes = [
    { tokens: 16, limitMs: 2 },
    { tokens: 64, limitMs: 5 },
    { tokens: 128, limitMs: 9 },
    { tokens: 2048, limitMs: 15 },
  ];
  const texts = sizes.map(({ tokens }) =>
    Array.from({ length: ROUNDS }, (_, round) => textOf(tokens, round)),
  );
  const plain = sizes.map((): number[] => []);
  const ours = sizes.map((): number[] => []);
  // In turns, a block each: in one process both have a copy of the weights, and a run right after one
  // of the other would find neither its weights in the processor's cache nor its thread awake.
  for (let from = 0; from < ROUNDS; from += BLOCK) {
    for (const index of sizes.keys()) {
      const block = (texts[index] ?? []).slice(from, from + BLOCK);
      const [first = ''] = block;
      const sequences = block.map((text) => tokenizer.encode(text, 128).ids);
      await session.run(sequences.slice(0, 1), outputs);
      for (const ids of sequences) {
        plain[index]?.push(await timed(() => session.run([ids], outputs)));
      }
      await to.embed(first);
      for (const text of block) {
        ours[index]?.push(
          await timed(() => Promise.all([to.classify(text, tasks), to.embed(text)])),
        );
      }
    }
  }
  return {
    title: 'All sequence signals and the embedding of one prompt, p50',
    columns: [
      { key: 'size', title: 'prompt' },
      { key: 'plain_ms', title: 'plain ms', digits: 2 },
      { key: 'ms', title: 'ours ms', digits: 2 },
      { key: 'ratio', title: 'ratio', digits: 2 },
      { key: 'limit', title: 'limit' },
    ],
    rows: sizes.map(({ tokens, limitMs }, index) => {
      const ms = median(ours[index] ?? []);
      return {
        size: `${tokens} tokens`,
        plain_ms: median(plain[index] ?? []),
        ms,
        ratio: ms / median(plain[index] ?? []),
        limit: describeLimit(ms, limitMs, ' ms'),
      };
    }),
    note: 'plain: onnxruntime-node on the first 128 token ids, in this thread; ours: text to answers, through a worker, long texts screened whole',
  };
}

function flashTable(): BenchTable {
  const model = openFlashModel(`${directory}flash`);
  const cpuMs = (text: string, calls: number) => {
    const before = process.cpuUsage();
    for (let call = 0; call < calls; call += 1) model.classify(text);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / calls;
  };
  const sizes = [16, 128, 512].map((tokens) => {
    const texts = Array.from({ length: ROUNDS }, (_, round) => textOf(tokens, round));
    for (const text of texts) cpuMs(text, 1);
    return { tokens, ms: median(texts.map((text) => cpuMs(text, 20))) };
  });
  return {
    title: 'Flash heads, all tasks',
    columns: [
      { key: 'size', title: 'prompt' },
      { key: 'ms', title: 'CPU ms', digits: 4 },
      { key: 'per_second', title: 'a second' },
      { key: 'limit', title: 'limit' },
    ],
    rows: sizes.map(({ tokens, ms }) => ({
      size: `${tokens} tokens`,
      ms,
      per_second: 1000 / ms,
      limit:
        tokens === 16
          ? `10000 a second ${1000 / ms >= 10_000 ? 'kept' : 'EXCEEDED'}`
          : tokens === 512
            ? describeLimit(ms, 0.4, ' ms')
            : undefined,
    })),
  };
}

async function loadTable(to: TextModels): Promise<BenchTable> {
  const texts = Array.from({ length: 200 }, (_, number) => textOf(128, number + ROUNDS));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const spentMs = await timed(async () => {
    const found = await Promise.all(texts.map((text) => to.classify(text, tasks)));
    if (found.some(({ domain }) => domain.probabilities.length !== domain.labels.length)) {
      throw new Error('a text was lost');
    }
  });
  delay.disable();
  const p99 = delay.percentile(99) / 1e6 - 1;
  return {
    title: '200 prompts of 128 tokens at once',
    columns: [
      { key: 'seconds', title: 'seconds', digits: 2 },
      { key: 'per_second', title: 'a second' },
      { key: 'delay', title: 'event loop p99 ms', digits: 2 },
      { key: 'limit', title: 'limit' },
    ],
    rows: [
      {
        seconds: spentMs / 1000,
        per_second: 200_000 / spentMs,
        delay: p99,
        limit: describeLimit(p99, 10, ' ms'),
      },
    ],
  };
}

function processTable(): BenchTable {
  return {
    title: 'Process',
    columns: [
      { key: 'what', title: 'what' },
      { key: 'value', title: 'value', digits: 0 },
      { key: 'limit', title: 'limit' },
    ],
    rows: [
      {
        what: 'first flash answer, ms',
        value: flashFirstMs,
        limit: describeLimit(flashFirstMs, 50, ' ms'),
      },
      { what: 'start to ready, ms', value: readyMs, limit: describeLimit(readyMs, 700, ' ms') },
      { what: 'MiB before', value: rssBefore / MIB },
      {
        what: 'MiB with everything loaded',
        value: usedMib,
        limit: describeLimit(usedMib, 400, ' MiB'),
      },
    ],
    note: 'memory: of this process, with one more session than the product has',
  };
}
