/** Rows of the hash space are numbered with this many bits; `training/pii/features.py` has the same. */
export const TAGGER_BITS = 20;

/** How many tokens to the left and to the right a feature may look. */
export const REACH = 3;

/** What is kept of a token, and where in its part of the array. */
export const ATTRIBUTE = {
  word: 0,
  squeezed: 1,
  full: 2,
  prefix2: 3,
  prefix3: 4,
  suffix2: 5,
  suffix3: 6,
  suffix4: 7,
  gap: 8,
  lineCase: 9,
} as const;

export const ATTRIBUTES = 10;

/** Units of the full shape that count. */
export const MAX_FULL_UNITS = 12;

export function stepHash(hash: number, value: number): number {
  return (Math.imul(hash ^ value, 0x01000193) + 0x9e3779b1) | 0;
}

export function mixHash(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}

export function rowOf(hash: number): number {
  return mixHash(hash) >>> (32 - TAGGER_BITS);
}

const STATE = `
  w-3 w-2 w-1 w0 w1 w2 w3 s-3 s-2 s-1 s0 s1 s2 s3 f0 f-1 f1 p0 q0 x0 y0 z0 q-1 y-1 q1 y1
  w-1|w0 w0|w1 w-2|w-1 w1|w2 s-1|s0|s1 w-1|s0 s0|w1 w-2|w-1|s0 s0|w1|s2 w-1|s0|w1
  w-1|w0|w1 w-3|w-2|w-1 w1|w2|w3 g0|g1|f0 g0|w-1|s0 c0|s0 c0|y0 f-1|f0|f1`;
/** Features that also see the last tag. */
const LAST = '- w0 s0|g0 w-1 w1 s0|s1 f0 y0';
/** Features that also see the last two tags. */
const LAST_TWO = '- s0 w-1|s0';

const LETTERS: Readonly<Record<string, number>> = {
  w: ATTRIBUTE.word,
  s: ATTRIBUTE.squeezed,
  f: ATTRIBUTE.full,
  p: ATTRIBUTE.prefix2,
  q: ATTRIBUTE.prefix3,
  x: ATTRIBUTE.suffix2,
  y: ATTRIBUTE.suffix3,
  z: ATTRIBUTE.suffix4,
  g: ATTRIBUTE.gap,
  c: ATTRIBUTE.lineCase,
};

/** Features whose parts are distances in the array of attributes, from the token's own place. */
export interface FeatureList {
  /** Hash that a feature starts with. */
  readonly seeds: Int32Array;
  /** Where the parts of a feature begin in `parts`; one more than there are features. */
  readonly bounds: Int32Array;
  readonly parts: Int32Array;
}

/** `w-1|s0` is the word before together with the own shape; `-` sees nothing. */
function readFeatures(list: string, base: number): FeatureList {
  const features = list.trim().split(/\s+/);
  const bounds = [0];
  const parts: number[] = [];
  for (const feature of features) {
    for (const part of feature === '-' ? [] : feature.split('|')) {
      parts.push(Number(part.slice(1)) * ATTRIBUTES + (LETTERS[part[0] ?? ''] ?? 0));
    }
    bounds.push(parts.length);
  }
  return {
    seeds: Int32Array.from(features, (_, index) => base + index),
    bounds: Int32Array.from(bounds),
    parts: Int32Array.from(parts),
  };
}

interface TaggerFeatures {
  readonly state: FeatureList;
  readonly last: FeatureList;
  readonly lastTwo: FeatureList;
}

export function readTaggerFeatures(): TaggerFeatures {
  return {
    state: readFeatures(STATE, 1),
    last: readFeatures(LAST, 64),
    lastTwo: readFeatures(LAST_TWO, 96),
  };
}
