const maxWeight = 1_000_000;
const scale = 1000;

/** Shares in whole numbers, as small as they get. */
export function wholeWeights(weights: readonly number[]): readonly number[] {
  const factor = weights.every(Number.isInteger) ? 1 : scale;
  const scaled = weights.map((weight) => atLeastOne(weight, weight * factor));
  const divisor = scaled.reduce(greatestCommonDivisor, 0) || 1;
  const reduced = scaled.map((weight) => weight / divisor);
  const largest = Math.max(...reduced, 1);
  if (largest <= maxWeight) return reduced;
  return reduced.map((weight) => atLeastOne(weight, (weight / largest) * maxWeight));
}

/** A share that is small does not become none. */
function atLeastOne(weight: number, scaled: number): number {
  return weight > 0 ? Math.max(1, Math.round(scaled)) : 0;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
