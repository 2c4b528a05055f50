import { atUnitLength } from '../../lib/vectors.ts';
import { softmax } from '../ensemble.ts';

/** How the vectors of the tokens become one. */
export type Pooling = 'mean' | 'cls' | 'last';

interface HiddenRows {
  /** `[rows, width, size]` of the last layer, one row a text, padding at the end. */
  readonly data: Float32Array;
  readonly width: number;
  readonly size: number;
  /** Tokens of each text without padding. */
  readonly lengths: readonly number[];
}

/** One vector per text; padding counts for nothing. */
export function poolRows({ data, width, size, lengths }: HiddenRows, pooling: Pooling) {
  const pooled = new Float32Array(lengths.length * size);
  for (const [row, length] of lengths.entries()) {
    const target = pooled.subarray(row * size, (row + 1) * size);
    const tokenAt = (position: number) => {
      const start = (row * width + position) * size;
      return data.subarray(start, start + size);
    };
    if (pooling === 'cls') target.set(tokenAt(0));
    if (pooling === 'last') target.set(tokenAt(length - 1));
    if (pooling !== 'mean') continue;
    for (let position = 0; position < length; position += 1) {
      const token = tokenAt(position);
      for (let at = 0; at < size; at += 1) target[at] = (target[at] ?? 0) + (token[at] ?? 0);
    }
    for (let at = 0; at < size; at += 1) target[at] = (target[at] ?? 0) / length;
  }
  return pooled;
}

/** The first `dimension` components (Matryoshka), scaled to length 1; a zero vector stays zero. */
export function finishVector(
  vector: ArrayLike<number>,
  { dimension, isNormalised }: { readonly dimension: number; readonly isNormalised: boolean },
): Float32Array<ArrayBuffer> {
  if (isNormalised) return atUnitLength(vector, dimension);
  return Float32Array.from({ length: dimension }, (_, at) => vector[at] ?? 0);
}

/** Rows of logits to rows that each sum to 1. */
export function softmaxRows(logits: Float32Array, width: number): Float32Array<ArrayBuffer> {
  const rows = new Float32Array(logits);
  for (let start = 0; start < rows.length; start += width) {
    softmax(rows.subarray(start, start + width));
  }
  return rows;
}

/** For models whose labels do not exclude each other. */
export function sigmoidRows(logits: Float32Array): Float32Array<ArrayBuffer> {
  return new Float32Array(logits).map((logit) => 1 / (1 + Math.exp(-logit)));
}
