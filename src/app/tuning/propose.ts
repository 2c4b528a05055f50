import type { CostOf } from './costs.ts';
import type { Observation, Thresholds } from './observe.ts';
import { searchThresholds } from './search.ts';
import { bootstrapMean, type Interval, stratifiedFolds, wilson } from './statistics.ts';

interface ProposeOptions {
  readonly present: Thresholds;
  /** Numbers of the tunables that may move. */
  readonly movable: readonly number[];
  readonly costOf: CostOf;
  readonly folds: number;
}

export interface Proposal {
  /** `present` where nothing is proposed. */
  readonly thresholds: Thresholds;
  readonly moved: readonly number[];
  /** Of cases that the search did not see. */
  readonly heldOut: {
    readonly present: Measure;
    readonly proposed: Measure;
    /** Mean cost of a case, proposed minus present; below 0 is better. */
    readonly costChange: number;
    readonly costChangeInterval: Interval;
  };
}

export interface Measure {
  readonly correct: number;
  readonly accuracy: number;
  readonly accuracyInterval: Interval;
  readonly cost: number;
  readonly costInterval: Interval;
  /** `expected -> actual`, the most frequent first. */
  readonly errors: readonly ErrorKind[];
}

interface ErrorKind {
  readonly expected: string;
  readonly actual: string;
  readonly count: number;
}

/**
 * Searches thresholds that cost less, and keeps those moves only that cost less on cases which the search
 * had not seen: what helps the cases at hand alone is no proposal.
 */
export function proposeThresholds(
  cases: readonly Observation[],
  { present, movable: given, costOf, folds }: ProposeOptions,
): Proposal {
  const foldOf = stratifiedFolds(cases, ({ expected }) => expected, folds);
  const now = cases.map((one) => one.decide(present));
  let movable = given;
  for (;;) {
    const search = (some: readonly Observation[]) =>
      searchThresholds(some, { present, movable, costOf });
    const ofFold = Array.from({ length: folds }, (_, fold) =>
      search(cases.filter((_one, at) => foldOf[at] !== fold)),
    );
    const thresholds = search(cases);
    const moved = movable.filter((at) => thresholds[at] !== present[at]);
    const decideWithout = (left?: number) =>
      cases.map((one, at) => {
        const found = ofFold[foldOf[at] as number] as Thresholds;
        return one.decide(left === undefined ? found : found.with(left, present[left] as number));
      });
    const costOfAll = (decisions: readonly string[]) =>
      cases.reduce((sum, { expected }, at) => sum + costOf(expected, decisions[at] as string), 0);
    const then = decideWithout();
    const cost = costOfAll(then);
    const useless = moved.filter((at) => costOfAll(decideWithout(at)) <= cost);
    // Moves of folds that the whole does not make count as noise and are taken out, too.
    const strays = movable.filter(
      (at) => !moved.includes(at) && ofFold.some((found) => found[at] !== present[at]),
    );
    const isWorse = moved.length > 0 && cost >= costOfAll(now);
    const out = new Set([...useless, ...strays, ...(isWorse ? moved : [])]);
    if (out.size > 0) {
      movable = movable.filter((at) => !out.has(at));
      continue;
    }
    const measureOf = (decisions: readonly string[]) => measure(cases, decisions, costOf);
    const differences = cases.map(
      ({ expected }, at) =>
        costOf(expected, then[at] as string) - costOf(expected, now[at] as string),
    );
    return {
      thresholds,
      moved,
      heldOut: {
        present: measureOf(now),
        proposed: measureOf(then),
        costChange: meanOf(differences),
        costChangeInterval: bootstrapMean(differences),
      },
    };
  }
}

/** How well decisions fit what was expected. */
export function measure(
  cases: readonly Pick<Observation, 'expected'>[],
  decisions: readonly string[],
  costOf: CostOf,
): Measure {
  const kinds = new Map<string, ErrorKind>();
  const costs = cases.map(({ expected }, at) => {
    const actual = decisions[at] as string;
    if (actual !== expected) {
      const kind = `${expected}\n${actual}`;
      kinds.set(kind, { expected, actual, count: (kinds.get(kind)?.count ?? 0) + 1 });
    }
    return costOf(expected, actual);
  });
  const correct = cases.filter(({ expected }, at) => decisions[at] === expected).length;
  return {
    correct,
    accuracy: cases.length === 0 ? 1 : correct / cases.length,
    accuracyInterval: wilson(correct, cases.length),
    cost: meanOf(costs),
    costInterval: bootstrapMean(costs),
    errors: [...kinds.values()].sort((a, b) => b.count - a.count),
  };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, one) => sum + one, 0) / values.length;
}
