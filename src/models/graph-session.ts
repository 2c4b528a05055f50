import { join } from 'node:path';
import type { Tensor } from 'onnxruntime-node';
import { loadRuntime, openSession, type Runtime } from './onnx-runtime.ts';

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
  const session = await openSession({
    runtime,
    file: join(directory, 'encoder.onnx'),
    remedy: 'reinstall the package',
  });
  return {
    async run(sequences, outputs) {
      const found = await session.run(feedsOf(runtime, sequences), [...outputs]);
      return Object.fromEntries(outputs.map((name) => [name, copyOf(found[name])]));
    },
  };
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
