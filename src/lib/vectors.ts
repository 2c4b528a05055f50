/** Dot product of two vectors of one length; the cosine where both have length one. */
export function dot(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at += 1) sum += (a[at] as number) * (b[at] as number);
  return sum;
}

/** The first `dimension` components, all unless given, at length one; a zero vector stays zero. */
export function atUnitLength(
  vector: ArrayLike<number>,
  dimension: number = vector.length,
): Float32Array<ArrayBuffer> {
  const result = new Float32Array(dimension);
  let squares = 0;
  for (let at = 0; at < dimension; at += 1) {
    const value = vector[at] ?? 0;
    result[at] = value;
    squares += value * value;
  }
  if (squares === 0) return result;
  const scale = 1 / Math.sqrt(squares);
  for (let at = 0; at < dimension; at += 1) result[at] = (result[at] ?? 0) * scale;
  return result;
}
