import type { CostOf } from './costs.ts';
import type { Observation, Thresholds } from './observe.ts';

interface SearchOptions {
  readonly present: Thresholds;
  /** Numbers of the tunables that may move. */
  readonly movable: readonly number[];
  readonly costOf: CostOf;
}

const MAX_PASSES = 5;
/** What a move has to save to be worth it, in cost: some for moving at all, more the further it goes. */
const MOVE_PRICE = 0.5;
const DISTANCE_PRICE = 4;
const STEP = 1e-6;

/**
 * Moves one threshold after the other to where cases cost least, until none is worth moving: between two
 * thresholds at which no case changes, all are alike, so only the middles of observed values are tried.
 */
export function searchThresholds(
  cases: readonly Observation[],
  { present, movable, costOf }: SearchOptions,
): Thresholds {
  let current: Thresholds = [...present];
  for (let pass = 0; pass < MAX_PASSES; pass += 1) {
    const before = current;
    for (const tunable of movable) {
      const best = bestThreshold(cases, { tunable, current, present, costOf });
      if (best !== current[tunable]) current = current.with(tunable, best);
    }
    if (current === before) break;
  }
  return current;
}

interface Step {
  readonly tunable: number;
  readonly current: Thresholds;
  readonly present: Thresholds;
  readonly costOf: CostOf;
}

function bestThreshold(cases: readonly Observation[], step: Step): number {
  const { tunable, current, present, costOf } = step;
  const start = present[tunable] as number;
  const affected = cases.filter((one) => one.breakpoints(tunable).length > 0);
  const candidates = candidatesOf(
    affected.flatMap((one) => one.breakpoints(tunable)),
    [start, current[tunable] as number],
  );
  // Costs as differences to the candidate before, so that a case is counted once an interval.
  const changes = new Float64Array(candidates.length + 1);
  for (const one of affected) {
    const points = one.breakpoints(tunable);
    let from = 0;
    for (let interval = 0; interval <= points.length; interval += 1) {
      const upper = points[interval];
      const to = upper === undefined ? candidates.length : firstAbove(candidates, upper);
      if (to === from) continue;
      const cost = costOf(
        one.expected,
        one.decide(current.with(tunable, inside(points, interval))),
      );
      changes[from] = (changes[from] as number) + cost;
      changes[to] = (changes[to] as number) - cost;
      from = to;
    }
  }
  let best = start;
  let least = Number.POSITIVE_INFINITY;
  let cost = 0;
  for (const [at, threshold] of candidates.entries()) {
    cost += changes[at] as number;
    const distance = Math.abs(threshold - start);
    const price = distance === 0 ? 0 : MOVE_PRICE + DISTANCE_PRICE * distance;
    if (cost + price >= least - 1e-9) continue;
    least = cost + price;
    best = threshold;
  }
  return best;
}

/** A threshold between two neighbouring points, or beyond the last one. */
function inside(points: readonly number[], interval: number): number {
  const low = points[interval - 1];
  const high = points[interval];
  if (low === undefined) return (high as number) - STEP;
  return high === undefined ? low + STEP : (low + high) / 2;
}

/** Middles between observed values, rounded as far as they stay there, and what must be among them. */
function candidatesOf(points: readonly number[], always: readonly number[]): readonly number[] {
  const sorted = [...new Set(points)].sort((a, b) => a - b);
  const middles = sorted.slice(1).flatMap((high, at) => roundBetween(sorted[at] as number, high));
  const lowest = sorted[0];
  const highest = sorted.at(-1);
  const ends = [
    ...(lowest === undefined ? [] : roundBetween(Math.max(0, lowest - 0.02), lowest)),
    ...(highest === undefined ? [] : roundBetween(highest, Math.min(1, highest + 0.02))),
  ];
  const allowed = [...middles, ...ends].filter((one) => one > 0 && one <= 1);
  return [...new Set([...allowed, ...always])].sort((a, b) => a - b);
}

function roundBetween(low: number, high: number): readonly number[] {
  const middle = (low + high) / 2;
  for (const digits of [2, 3, 4, 5]) {
    const rounded = Number(middle.toFixed(digits));
    if (rounded > low && rounded < high) return [rounded];
  }
  return [];
}

/** How many candidates lie at or below a point. */
function firstAbove(sorted: readonly number[], point: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}
