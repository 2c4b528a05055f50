const MAX_STEPS = 1000;

/**
 * Indexes in smooth weighted round robin order: each appears in proportion to its weight and as
 * evenly spread as possible (the scheme of nginx's upstream module).
 */
export function weightedOrder(weights: readonly number[]): readonly number[] {
  const scaled = scale(weights);
  const total = scaled.reduce((sum, weight) => sum + weight, 0);
  const current = scaled.map(() => 0);
  return Array.from({ length: total }, () => {
    for (const [index, weight] of scaled.entries()) current[index] = (current[index] ?? 0) + weight;
    const best = current.indexOf(Math.max(...current));
    current[best] = (current[best] ?? 0) - total;
    return best;
  });
}

/** Whole numbers in the same proportion, with a sum that stays small. */
function scale(weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const isWhole = weights.every(Number.isInteger);
  if (isWhole) {
    const divisor = weights.reduce(greatestCommonDivisor, 0);
    if (total / divisor <= MAX_STEPS) return weights.map((weight) => weight / divisor);
  }
  return weights.map((weight) =>
    weight === 0 ? 0 : Math.max(1, Math.round((weight / total) * 100)),
  );
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
