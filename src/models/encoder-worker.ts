import { join } from 'node:path';
import { parentPort, workerData } from 'node:worker_threads';
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { openTokenizer } from './vocabulary.ts';
import type { Tokenizer } from './wordpiece.ts';
import {
  type BatchItem,
  type BatchMessage,
  CLOSE,
  type WorkerReply,
  type WorkerSetup,
} from './worker-messages.ts';

// The entry of a worker thread; nothing imports this file.

type Runtime = typeof import('onnxruntime-node');

interface Sequence {
  readonly id: number;
  readonly ids: Int32Array;
  readonly isTruncated: boolean;
}

interface Model {
  readonly runtime: Runtime;
  readonly session: InferenceSession;
  readonly tokenizer: Tokenizer;
}

const { directory, manifest } = workerData as WorkerSetup;
const { maxTokens } = manifest.tokenizer;

async function loadRuntime(): Promise<Runtime> {
  try {
    return await import('onnxruntime-node');
  } catch (cause) {
    throw new Error(
      `\`onnxruntime-node\` cannot be loaded (${messageOf(cause)}); run \`npm install onnxruntime-node\``,
      { cause },
    );
  }
}

async function loadModel(): Promise<Model> {
  const runtime = await loadRuntime();
  const file = join(directory, 'encoder.onnx');
  try {
    const session = await runtime.InferenceSession.create(file, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
    });
    return { runtime, session, tokenizer: openTokenizer(directory) };
  } catch (cause) {
    throw new Error(
      `\`${file}\` cannot be loaded (${messageOf(cause)}); reinstall the package or update \`onnxruntime-node\``,
      { cause },
    );
  }
}

let isClosing = false;

function receive(model: Model, message: BatchMessage | typeof CLOSE): void {
  if (message !== CLOSE) {
    void answer(model, message);
    return;
  }
  isClosing = true;
  parentPort?.close();
}

async function answer(model: Model, batch: BatchMessage): Promise<void> {
  const sequences = batch
    .map((item) => sequenceOf(model.tokenizer, item))
    .sort((a, b) => a.ids.length - b.ids.length);
  for (const group of groupsOfSimilarLength(sequences)) {
    if (isClosing) return;
    try {
      await answerGroup(model, group);
    } catch (cause) {
      const ids = group.map(({ id }) => id);
      reply({ kind: 'rejected', ids, message: `the encoder failed: ${messageOf(cause)}` });
    }
  }
}

function sequenceOf(tokenizer: Tokenizer, { id, input }: BatchItem): Sequence {
  if (typeof input !== 'string') return { id, ids: input, isTruncated: false };
  return { id, ...tokenizer.encode(input, maxTokens) };
}

/** Padding costs as much as text, so a group spans at most a quarter of its shortest length. */
function groupsOfSimilarLength(sorted: readonly Sequence[]): Sequence[][] {
  const groups: Sequence[][] = [];
  for (const sequence of sorted) {
    const group = groups.at(-1);
    const shortest = group?.[0]?.ids.length ?? 0;
    if (group && sequence.ids.length <= shortest * 1.25) group.push(sequence);
    else groups.push([sequence]);
  }
  return groups;
}

async function answerGroup({ runtime, session }: Model, group: readonly Sequence[]): Promise<void> {
  const outputs = await session.run(feedsOf(runtime, group));
  const embeddings = copyOf(outputs.embedding);
  const probabilities: Record<string, Float32Array<ArrayBuffer>> = {};
  for (const { name, output, labels } of manifest.tasks) {
    const rows = copyOf(outputs[output]);
    softmaxRows(rows, labels.length);
    probabilities[name] = rows;
  }
  const message: WorkerReply = {
    kind: 'result',
    ids: group.map(({ id }) => id),
    embeddings,
    probabilities,
    tokens: group.map(({ ids }) => ids.length),
    truncated: group.filter(({ isTruncated }) => isTruncated).map(({ id }) => id),
  };
  reply(message, [embeddings.buffer, ...Object.values(probabilities).map((rows) => rows.buffer)]);
}

function feedsOf(runtime: Runtime, group: readonly Sequence[]): Record<string, Tensor> {
  const width = group.at(-1)?.ids.length ?? 0;
  const ids = new BigInt64Array(group.length * width);
  const mask = new BigInt64Array(group.length * width);
  for (const [row, sequence] of group.entries()) {
    const start = row * width;
    ids.set(Array.from(sequence.ids, BigInt), start);
    mask.fill(1n, start, start + sequence.ids.length);
  }
  const shape = [group.length, width];
  return {
    input_ids: new runtime.Tensor('int64', ids, shape),
    attention_mask: new runtime.Tensor('int64', mask, shape),
  };
}

/** A copy of our own, because the memory of a tensor cannot be transferred. */
function copyOf(tensor: Tensor | undefined): Float32Array<ArrayBuffer> {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('an output is missing');
  return new Float32Array(tensor.data);
}

function softmaxRows(rows: Float32Array, width: number): void {
  for (let start = 0; start < rows.length; start += width) {
    const row = rows.subarray(start, start + width);
    const highest = row.reduce((a, b) => Math.max(a, b), -Infinity);
    const powers = row.map((logit) => Math.exp(logit - highest));
    const total = powers.reduce((a, b) => a + b, 0);
    row.set(powers.map((power) => power / total));
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}

function reply(message: WorkerReply, transfer: ArrayBuffer[] = []): void {
  parentPort?.postMessage(message, transfer);
}

async function start(): Promise<void> {
  try {
    const model = await loadModel();
    const warmUp: Sequence = { id: -1, ...model.tokenizer.encode('warm up', maxTokens) };
    await model.session.run(feedsOf(model.runtime, [warmUp]));
    parentPort?.on('message', (message) => receive(model, message));
    reply({ kind: 'ready' });
  } catch (cause) {
    reply({ kind: 'failed', message: messageOf(cause) });
  }
}

void start();
