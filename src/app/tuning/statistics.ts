import { createRandom } from '../../lib/random.ts';

export type Interval = readonly [low: number, high: number];

const Z = 1.959964;
const RESAMPLES = 2000;
const SEED = 20_240_607;

/** Wilson's 95 % interval of a share. */
export function wilson(hits: number, total: number): Interval {
  if (total === 0) return [0, 1];
  const share = hits / total;
  const spread = Z * Math.sqrt((share * (1 - share) + (Z * Z) / (4 * total)) / total);
  const scale = 1 + (Z * Z) / total;
  const middle = share + (Z * Z) / (2 * total);
  return [Math.max(0, (middle - spread) / scale), Math.min(1, (middle + spread) / scale)];
}

/** The 95 % bootstrap interval of a mean; the same one for the same values. */
export function bootstrapMean(values: readonly number[]): Interval {
  if (values.length === 0) return [0, 0];
  const random = createRandom(SEED);
  const means = Array.from({ length: RESAMPLES }, () => {
    let sum = 0;
    for (let at = 0; at < values.length; at += 1) {
      sum += values[Math.floor(random() * values.length)] as number;
    }
    return sum / values.length;
  }).sort((a, b) => a - b);
  const at = (share: number) => means[Math.round(share * (RESAMPLES - 1))] as number;
  return [at(0.025), at(0.975)];
}

/** Deals things into folds, each kind evenly; the same way every time. */
export function stratifiedFolds<T>(
  things: readonly T[],
  kindOf: (thing: T) => string,
  folds: number,
): readonly number[] {
  const random = createRandom(SEED);
  const kinds = new Map<string, number[]>();
  for (const [at, thing] of things.entries()) {
    const kind = kindOf(thing);
    const members = kinds.get(kind) ?? [];
    members.push(at);
    kinds.set(kind, members);
  }
  const result = new Array<number>(things.length).fill(0);
  let next = 0;
  for (const members of kinds.values()) {
    const shuffled = members.map((at) => [random(), at] as const).sort(([a], [b]) => a - b);
    for (const [, at] of shuffled) {
      result[at] = next % folds;
      next += 1;
    }
  }
  return result;
}
