import { closeSync, openSync, readSync } from 'node:fs';
import { join } from 'node:path';
import { atUnitLength } from '../lib/vectors.ts';
import type { Manifest } from './manifest.ts';
import { REMEDY, readListedFile } from './model-folder.ts';
import { windowOf } from './text-parts.ts';
import type { Tokenizer } from './wordpiece.ts';

/** A sentence vector without a neural network: coarser than the encoder's, microseconds a text. */
export interface StaticEmbedder {
  embed(text: string): StaticEmbedding;
}

interface StaticEmbedding {
  /** L2-normalised. */
  readonly vector: Float32Array<ArrayBuffer>;
  readonly tokens: number;
  /** Head and tail of the text were read. */
  readonly isTruncated: boolean;
}

/** Half a millisecond of work. */
const MAX_TOKENS = 1024;

/**
 * Weighted sum of the word rows of a text, turned by a matrix; all of it learnt, see
 * `training/static/train.py`. The rows are those inside the encoder's graph. Throws, naming the file,
 * when the folder is damaged.
 */
export function openStaticEmbedder(
  directory: string,
  { manifest, tokenizer }: { readonly manifest: Manifest; readonly tokenizer: Tokenizer },
): StaticEmbedder {
  const { dimension, static: described } = manifest;
  const { rows } = described.table;
  const content = readListedFile({ directory, manifest, verify: false }, described.file);
  const expected = 4 * rows + 4 * dimension + dimension * dimension;
  if (content.length !== expected) {
    const file = join(directory, described.file);
    throw new Error(`\`${file}\` has ${content.length} bytes, ${expected} are needed; ${REMEDY}`);
  }
  const bytes = new Uint8Array(content).buffer;
  const weights = new Float32Array(bytes, 0, rows);
  const scales = new Float32Array(bytes, 4 * rows, dimension);
  const turn = new Int8Array(bytes, 4 * (rows + dimension));
  const table = readTable(join(directory, described.table.file), {
    offset: described.table.offset,
    length: rows * dimension,
  });
  const sums = new Float32Array(dimension);

  function addRow(id: number): void {
    const weight = weights[id] ?? 0;
    const at = id * dimension;
    for (let column = 0; column < dimension; column += 1) {
      sums[column] = (sums[column] ?? 0) + weight * (table[at + column] ?? 0);
    }
  }

  function turned(): Float32Array<ArrayBuffer> {
    const vector = new Float32Array(dimension);
    for (let row = 0; row < dimension; row += 1) {
      let sum = 0;
      const at = row * dimension;
      for (let column = 0; column < dimension; column += 1) {
        sum += (turn[at + column] ?? 0) * (sums[column] ?? 0);
      }
      vector[row] = sum * (scales[row] ?? 0);
    }
    return vector;
  }

  return {
    embed(text) {
      const { ids, isTruncated } = windowOf(tokenizer, text, {
        maxTokens: MAX_TOKENS,
        longTokens: MAX_TOKENS,
      });
      sums.fill(0);
      for (const id of ids) addRow(id);
      return { vector: atUnitLength(turned()), tokens: ids.length, isTruncated };
    },
  };
}

function readTable(
  file: string,
  { offset, length }: { readonly offset: number; readonly length: number },
): Int8Array {
  const table = new Int8Array(length);
  const handle = openSync(file, 'r');
  try {
    const read = readSync(handle, table, 0, length, offset);
    if (read < length) throw new Error(`\`${file}\` ends before its word rows do; ${REMEDY}`);
    return table;
  } finally {
    closeSync(handle);
  }
}
