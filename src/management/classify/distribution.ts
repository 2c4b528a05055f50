import type { Classification } from '../../models/text-models.ts';

interface TopLabel {
  readonly label: string;
  readonly probability: number;
}

/** The most probable label; `fallback` where it is as probable, as in a text without words. */
export function topLabel({ labels, probabilities }: Classification, fallback: string): TopLabel {
  let best = Math.max(0, labels.indexOf(fallback));
  probabilities.forEach((probability, index) => {
    if (probability > (probabilities[best] ?? 0)) best = index;
  });
  return { label: labels[best] ?? fallback, probability: probabilities[best] ?? 0 };
}

export function byLabel({ labels, probabilities }: Classification): Record<string, number> {
  return Object.fromEntries(labels.map((label, index) => [label, probabilities[index] ?? 0]));
}

/** Fields that an answer carries only where there is something to say. */
export function marksOf({ isDegraded, isTruncated }: Classification) {
  return {
    ...(isDegraded && { degraded: true }),
    ...(isTruncated && { truncated: true }),
  };
}
