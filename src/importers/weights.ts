const maxWeight = 1_000_000;
const scale = 1000;

/** Shares in whole numbers, as small as they get. */
export function wholeWeights(weights: readonly number[]): readonly number[] {
  const factor = weights.every(Number.isInteger) ? 1 : scale;
  const scaled = weights.map((weight) => Math.max(0, Math.round(weight * factor)));
  const divisor = scaled.reduce(greatestCommonDivisor, 0) || 1;
  const reduced = scaled.map((weight) => weight / divisor);
  const largest = Math.max(...reduced, 1);
  if (largest <= maxWeight) return reduced;
  return reduced.map((weight) => Math.round((weight / largest) * maxWeight));
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
