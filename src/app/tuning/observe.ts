import { SwitchyardError } from '../../errors.ts';
import type { SignalResults } from '../../signals/results.ts';
import type { RuleResult } from '../../signals/signal.ts';
import type { RouteCase } from '../cases/case.ts';
import { NO_DECISION } from '../cases/tally.ts';
import type { CompiledRecipe } from '../compile-router.ts';
import { type OfflineRouter, routeBody } from '../evaluate.ts';
import type { Tunable } from './tunables.ts';

/** A threshold for each tunable, in their order. */
export type Thresholds = readonly number[];

/** One case with all that its signals said, so that it can be decided again without models. */
export interface Observation {
  readonly expected: string;
  /** What was decided, in truth. */
  readonly decision: string;
  readonly recipe: string;
  /** Signal types without a result, and why, so that nothing is known of what they would say. */
  readonly failed: readonly string[];
  /** Numbers of the tunables that can change it. */
  readonly tunables: readonly number[];
  /** Thresholds at which what is said changes, by number of the tunable. */
  breakpoints(tunable: number): readonly number[];
  /** The decision at other thresholds. */
  decide(thresholds: Thresholds): string;
}

/** Evaluates a case once, with every signal; undefined where it is refused or names a model itself. */
export async function observe(
  { body, expected }: RouteCase,
  { router, defaultModel }: Pick<OfflineRouter, 'router' | 'defaultModel'>,
  tunables: readonly Tunable[],
): Promise<Observation | undefined> {
  const routed = await routeBody(router, { model: defaultModel, ...body }).catch(
    (error: unknown) => {
      if (error instanceof SwitchyardError) return undefined;
      throw error;
    },
  );
  if (routed === undefined || routed.kind === 'explicit') return undefined;
  const { recipe, routing } = routed;
  return observationOf({
    recipe,
    results: routing.signals,
    expected: expected.decision ?? NO_DECISION,
    decision: routing.match?.decision.name ?? NO_DECISION,
    tunables,
  });
}

interface ObservationOptions {
  readonly recipe: Pick<CompiledRecipe, 'name' | 'derivation' | 'decisions'>;
  readonly results: SignalResults;
  readonly expected: string;
  readonly decision: string;
  readonly tunables: readonly Tunable[];
}

function observationOf({
  recipe,
  results,
  expected,
  decision,
  tunables,
}: ObservationOptions): Observation {
  const saidOf = (type: string) => results.reportOf(type)?.said ?? [];
  const points = new Map<number, readonly number[]>();
  for (const [number, tunable] of tunables.entries()) {
    if (tunable.recipe !== undefined && tunable.recipe !== recipe.name) continue;
    const found = [...new Set(tunable.breakpoints(saidOf(tunable.type)))].sort((a, b) => a - b);
    if (found.length > 0) points.set(number, found);
  }
  const numbers = [...points.keys()];
  // Between two breakpoints nothing changes, and searches come by the same places again and again.
  const known = new Map<string, string>();
  const keyOf = (thresholds: Thresholds) =>
    numbers
      .map((at) => points.get(at)?.filter((point) => point < (thresholds[at] as number)).length)
      .join();
  known.set(keyOf(tunables.map(({ present }) => present)), decision);
  return {
    expected,
    decision,
    recipe: recipe.name,
    failed: results.reports.flatMap(({ type, error }) =>
      error === undefined ? [] : [`${type} (${error})`],
    ),
    tunables: numbers,
    breakpoints: (number) => points.get(number) ?? [],
    decide(thresholds) {
      const key = keyOf(thresholds);
      const before = known.get(key);
      if (before !== undefined) return before;
      const moved = numbers.filter((at) => thresholds[at] !== tunables[at]?.present);
      const types = new Set(moved.map((at) => (tunables[at] as Tunable).type));
      const change = (type: string, result: RuleResult) => {
        let revised = result;
        for (const at of moved) {
          const tunable = tunables[at] as Tunable;
          if (tunable.type !== type) continue;
          revised = tunable.revise(revised, saidOf(type), thresholds[at] as number);
        }
        return revised;
      };
      const revised = recipe.derivation.revise(results, change, types);
      const found = recipe.decisions.winner(revised) ?? NO_DECISION;
      known.set(key, found);
      return found;
    },
  };
}
