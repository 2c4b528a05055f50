/** How the answers of the flash heads and of the trunk become one. */
export interface EnsembleWeights {
  /** 0..1; the trunk has the rest. */
  readonly flashWeight: number;
  /** Divides the joint log-probabilities. */
  readonly temperature: number;
}

const LEAST = 1e-7;

/** Weighted mean of log-probabilities, made sharper or softer, normalised again. */
export function combine(
  flash: Float32Array,
  trunk: Float32Array,
  { flashWeight, temperature }: EnsembleWeights,
): Float32Array<ArrayBuffer> {
  const joint = new Float32Array(trunk.length);
  for (let label = 0; label < joint.length; label += 1) {
    const ours = Math.log(Math.max(flash[label] ?? 0, LEAST));
    const theirs = Math.log(Math.max(trunk[label] ?? 0, LEAST));
    joint[label] = (flashWeight * ours + (1 - flashWeight) * theirs) / temperature;
  }
  return softmax(joint);
}

/** In place. */
export function softmax<T extends Float32Array>(scores: T): T {
  let highest = Number.NEGATIVE_INFINITY;
  for (const score of scores) highest = Math.max(highest, score);
  let total = 0;
  for (let at = 0; at < scores.length; at += 1) {
    const power = Math.exp((scores[at] ?? 0) - highest);
    scores[at] = power;
    total += power;
  }
  for (let at = 0; at < scores.length; at += 1) scores[at] = (scores[at] ?? 0) / total;
  return scores;
}
