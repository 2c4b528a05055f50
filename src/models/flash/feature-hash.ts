/** Rows of the hash space are numbered with this many bits; the Python side has the same. */
export const HASH_BITS = 20;

/** What a hashed value stands for; the first value that goes into the hash. */
export const FEATURE = {
  unigram: 1,
  pair: 2,
  triple: 3,
  characters: 4,
  folded: 5,
  flag: 6,
  opening: 7,
  openingPair: 8,
} as const;

export function stepHash(hash: number, value: number): number {
  return (Math.imul(hash ^ value, 0x01000193) + 0x9e3779b1) | 0;
}

export function mixHash(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

export function rowOfHash(hash: number): number {
  return mixHash(hash) >>> (32 - HASH_BITS);
}

export function rowOfOne(feature: number, value: number): number {
  return rowOfHash(stepHash(feature, value));
}

export function rowOfPair(feature: number, first: number, second: number): number {
  return rowOfHash(stepHash(stepHash(feature, first), second));
}

export function rowOfTriple(first: number, second: number, third: number): number {
  return rowOfHash(stepHash(stepHash(stepHash(FEATURE.triple, first), second), third));
}
