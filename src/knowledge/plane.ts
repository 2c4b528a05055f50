import { setImmediate } from 'node:timers/promises';
import { atUnitLength, dot } from '../lib/vectors.ts';

const STEPS = 40;

/** Lays vectors out on the plane of their two principal components, found by power iteration. */
export async function projectToPlane(
  vectors: readonly Float32Array[],
): Promise<readonly (readonly [x: number, y: number])[]> {
  const size = vectors[0]?.length ?? 0;
  const mean = new Float32Array(size);
  for (const vector of vectors) {
    for (let at = 0; at < size; at += 1) mean[at] = (mean[at] ?? 0) + (vector[at] ?? 0);
  }
  for (let at = 0; at < size; at += 1) mean[at] = (mean[at] ?? 0) / vectors.length;
  const centred = vectors.map((vector) => vector.map((value, at) => value - (mean[at] ?? 0)));
  const first = await principalAxis(centred, undefined);
  const second = await principalAxis(centred, first);
  return centred.map((vector) => [dot(vector, first), dot(vector, second)]);
}

/** The direction in which the rows differ most, among those at a right angle to another one. */
async function principalAxis(
  rows: readonly Float32Array[],
  known: Float32Array | undefined,
): Promise<Float32Array> {
  const size = rows[0]?.length ?? 0;
  // Any start that is no axis itself does; a fixed one gives the same map every time.
  let axis = without(
    Float32Array.from({ length: size }, (_, at) => Math.sin(at + 1)),
    known,
  );
  for (let step = 0; step < STEPS; step += 1) {
    const next = new Float32Array(size);
    for (const row of rows) {
      const weight = dot(row, axis);
      for (let at = 0; at < size; at += 1) next[at] = (next[at] ?? 0) + weight * (row[at] ?? 0);
    }
    axis = without(next, known);
    await setImmediate();
  }
  return axis;
}

function without(vector: Float32Array, known: Float32Array | undefined): Float32Array {
  if (known === undefined) return atUnitLength(vector);
  const share = dot(vector, known);
  return atUnitLength(vector.map((value, at) => value - share * (known[at] ?? 0)));
}
