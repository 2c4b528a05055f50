/** Piecewise linear through the knots (ascending in both numbers), flat outside of them. */
export function createCalibration(
  knots: readonly (readonly [number, number])[],
): (raw: number) => number {
  const [first, last] = [knots[0], knots.at(-1)];
  if (!first || !last || !isAscending(knots)) {
    throw new Error('the knots of the similarity calibration must ascend');
  }
  return (raw) => {
    if (raw <= first[0]) return first[1];
    const after = knots.findIndex(([x]) => raw < x);
    const [low, high] = [knots[after - 1], knots[after]];
    if (!low || !high) return last[1];
    return low[1] + ((high[1] - low[1]) * (raw - low[0])) / (high[0] - low[0]);
  };
}

function isAscending(knots: readonly (readonly [number, number])[]): boolean {
  return knots.every(([x, y], index) => {
    const before = knots[index - 1];
    return !before || (x > before[0] && y >= before[1]);
  });
}
