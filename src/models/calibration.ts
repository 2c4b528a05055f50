/** Piecewise linear through the knots (ascending in both numbers), flat outside of them. */
export function createCalibration(
  knots: readonly (readonly [number, number])[],
): (raw: number) => number {
  const [first, last] = [knots[0], knots.at(-1)];
  if (!first || !last || !isAscending(knots)) {
    throw new Error('the knots of the similarity calibration must ascend');
  }
  const from = Float64Array.from(knots, ([x]) => x);
  const to = Float64Array.from(knots, ([, y]) => y);
  return (raw) => {
    // Asked for every example of every rule: a plain loop over a dozen numbers.
    let after = 0;
    while (after < from.length && raw >= (from[after] as number)) after += 1;
    if (after === 0) return first[1];
    if (after === from.length) return last[1];
    const x = from[after - 1] as number;
    const y = to[after - 1] as number;
    return y + (((to[after] as number) - y) * (raw - x)) / ((from[after] as number) - x);
  };
}

function isAscending(knots: readonly (readonly [number, number])[]): boolean {
  return knots.every(([x, y], index) => {
    const before = knots[index - 1];
    return !before || (x > before[0] && y >= before[1]);
  });
}
