import type { SignalDerivation } from '../signals/engine.ts';
import type { SignalResults, SignalTable } from '../signals/results.ts';
import type { RuleResult } from '../signals/signal.ts';
import { createArbitration } from './arbitrate.ts';
import type { Composer } from './keys.ts';
import { compileProjections } from './program.ts';
import type { Projections } from './schema.ts';

interface DerivationOptions {
  readonly projections: Projections | undefined;
  readonly composers: readonly Composer[];
  readonly table: SignalTable;
  readonly topK: number;
  readonly derivedKeys: readonly string[];
}

/** Everything between signals and decisions, compiled at load. */
export interface Derivation extends SignalDerivation {
  /** The same results with rules of some types changed, and all that is computed from them. */
  revise(
    results: SignalResults,
    change: (type: string, result: RuleResult) => RuleResult,
    types: Iterable<string>,
  ): SignalResults;
  scores(results: SignalResults): ReadonlyMap<string, number>;
}

/** Builds what lets rules compete, and what computes scores, bands and composed levels. */
export function createDerivation({
  projections,
  composers,
  table,
  topK,
  derivedKeys,
}: DerivationOptions): Derivation {
  const arbitrate = createArbitration({ partitions: projections?.partitions ?? [], topK });
  const program = compileProjections({ projections, composers, table });
  return {
    arbitrate,
    derivedKeys,
    run: (results) => program?.run(results),
    finish: (results) => program?.finish(results),
    scores: (results) => program?.scores(results) ?? new Map(),
    revise(results, change, types) {
      const revisions = [...types].map(
        (type) =>
          [type, { change: (result: RuleResult) => change(type, result), arbitrate }] as const,
      );
      const revised = results.revised(new Map(revisions));
      program?.run(revised);
      return revised;
    },
  };
}
