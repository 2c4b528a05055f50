import { join } from 'node:path';
import type { InferenceSession, Tensor } from 'onnxruntime-node';

type Runtime = typeof import('onnxruntime-node');

/** Runs the encoder's graph over token ids. */
export interface GraphSession {
  /**
   * Sequences of similar length in one padded batch -> rows of each output, one after the other; rows
   * of outputs by token are as long as the longest sequence.
   */
  run(
    sequences: readonly Int32Array[],
    outputs: readonly string[],
  ): Promise<Readonly<Record<string, Float32Array<ArrayBuffer>>>>;
}

/** Rejects, naming what is missing and the remedy, when the runtime or the graph cannot be loaded. */
export async function openGraphSession(directory: string): Promise<GraphSession> {
  const runtime = await loadRuntime();
  const file = join(directory, 'encoder.onnx');
  let session: InferenceSession;
  try {
    session = await runtime.InferenceSession.create(file, {
      intraOpNumThreads: 1,
      interOpNumThreads: 1,
      executionMode: 'sequential',
      graphOptimizationLevel: 'all',
    });
  } catch (cause) {
    throw new Error(
      `\`${file}\` cannot be loaded (${messageOf(cause)}); reinstall the package or update \`onnxruntime-node\``,
      { cause },
    );
  }
  return {
    async run(sequences, outputs) {
      const found = await session.run(feedsOf(runtime, sequences), [...outputs]);
      return Object.fromEntries(outputs.map((name) => [name, copyOf(found[name])]));
    },
  };
}

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

function feedsOf(runtime: Runtime, sequences: readonly Int32Array[]): Record<string, Tensor> {
  const width = sequences.reduce((most, { length }) => Math.max(most, length), 0);
  const ids = new BigInt64Array(sequences.length * width);
  const mask = new BigInt64Array(sequences.length * width);
  for (const [row, sequence] of sequences.entries()) {
    const start = row * width;
    for (const [at, id] of sequence.entries()) ids[start + at] = BigInt(id);
    mask.fill(1n, start, start + sequence.length);
  }
  const shape = [sequences.length, width];
  return {
    input_ids: new runtime.Tensor('int64', ids, shape),
    attention_mask: new runtime.Tensor('int64', mask, shape),
  };
}

/** The runtime reuses the memory of its outputs. */
function copyOf(tensor: Tensor | undefined): Float32Array<ArrayBuffer> {
  if (!(tensor?.data instanceof Float32Array)) throw new Error('an output is missing');
  return new Float32Array(tensor.data);
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
