import type { DecisionProgram } from '../decisions/decision.ts';
import type { Derivation } from '../projections/derivation.ts';
import { scoreKey } from '../projections/keys.ts';
import type { Projections } from '../projections/schema.ts';
import { MATCH, NO_MATCH, type SignalResults } from '../signals/results.ts';
import type { RuleResult } from '../signals/signal.ts';

/** The smallest change of one signal that would have led elsewhere. */
export interface Counterfactual {
  /** `type:name`, or `projection:<output>`. */
  readonly signal: string;
  /** What would have to hold, for example `>= 0.71`, `matches` or `does not match`. */
  readonly needs: string;
  /** The number that was compared; null where none is. */
  readonly now: number | null;
  /** From the number to what it would have to be; null where nothing can be measured. */
  readonly distance: number | null;
  /** The decision that would have won; null: none. */
  readonly decision: string | null;
}

interface CounterfactualOptions {
  readonly results: SignalResults;
  readonly decisions: DecisionProgram;
  readonly derivation: Derivation;
  readonly projections: Projections | undefined;
}

const MAX_FLIPS = 2000;
const MAX_SHOWN = 12;

/** Of these types one name at most holds at a time: the other names give way to one that is flipped on. */
const singleTypes = new Set(['domain', 'fact_check', 'user_feedback', 'modality', 'complexity']);

/** Tries every signal the other way round and tells which single changes change the decision. */
export function findCounterfactuals(options: CounterfactualOptions): readonly Counterfactual[] {
  const { results, decisions } = options;
  const winner = decisions.winner(results);
  const found = [...flipSignals(options), ...flipBands(options)].filter(
    ({ decision }) => decision !== (winner ?? null),
  );
  const nearest = [...found].sort((a, b) => rank(a) - rank(b));
  // Each way out once, by its smallest change, then the others.
  const ways = new Map<string | null, Counterfactual>();
  for (const one of nearest) if (!ways.has(one.decision)) ways.set(one.decision, one);
  const firsts = new Set(ways.values());
  return [...firsts, ...nearest.filter((one) => !firsts.has(one))].slice(0, MAX_SHOWN);
}

function rank({ distance }: Counterfactual): number {
  return distance ?? 1e6;
}

function flipSignals({
  results,
  decisions,
  derivation,
}: CounterfactualOptions): readonly Counterfactual[] {
  const flips = results.reports.flatMap(({ type, said }) =>
    type === 'projection' ? [] : said.map((result) => ({ type, result })),
  );
  return flips.slice(0, MAX_FLIPS).flatMap(({ type, result }): Counterfactual[] => {
    const isRead = results.table.slot(type, result.name) !== undefined;
    if (!isRead || result.error !== undefined) return [];
    const revised = derivation.revise(
      results,
      (_, other) => {
        if (other === result) return flipped(result);
        return !result.isMatch && isRival(type, result, other)
          ? { ...other, isMatch: false }
          : other;
      },
      [type],
    );
    const { value, threshold, isMatch } = result;
    const isMeasured = value !== undefined && threshold !== undefined;
    const sign = isMatch ? '<' : '>=';
    return [
      {
        signal: `${type}:${result.name}`,
        needs: isMeasured ? `${sign} ${threshold}` : isMatch ? 'does not match' : 'matches',
        now: value ?? null,
        distance: isMeasured ? Math.abs(threshold - value) : null,
        decision: decisions.winner(revised) ?? null,
      },
    ];
  });
}

function flipped(result: RuleResult): RuleResult {
  const { isMatch, confidence, threshold } = result;
  if (isMatch) return { ...result, isMatch: false };
  return { ...result, isMatch: true, confidence: Math.max(confidence, threshold ?? 1) };
}

function isRival(type: string, one: RuleResult, other: RuleResult): boolean {
  if (!singleTypes.has(type)) return false;
  return type !== 'complexity' || other.name.split(':')[0] === one.name.split(':')[0];
}

/** Bands of a score that nearly held. */
function flipBands({
  results,
  decisions,
  projections,
}: CounterfactualOptions): readonly Counterfactual[] {
  return (projections?.mappings ?? []).flatMap(({ source, outputs }) => {
    const { table } = results;
    const score = results.values[table.slotOfKey(scoreKey(source)) ?? -1] ?? 0;
    const slotOf = (name: string) => table.slot('projection', name) ?? -1;
    return outputs
      .filter(({ name }) => results.outcomes[slotOf(name)] !== MATCH)
      .map((output): Counterfactual => {
        const other = results.revised(new Map());
        for (const { name } of outputs) other.outcomes[slotOf(name)] = NO_MATCH;
        other.outcomes[slotOf(output.name)] = MATCH;
        other.confidences[slotOf(output.name)] = 0.5;
        const { gt, gte, lt, lte } = output;
        const low = gte ?? gt;
        const high = lte ?? lt;
        const isBelow = low !== undefined && score < low;
        const bound = isBelow ? low : (high ?? low ?? score);
        const sign = isBelow ? (gte === undefined ? '>' : '>=') : lte === undefined ? '<' : '<=';
        return {
          signal: `projection:${output.name}`,
          needs: `${source} ${sign} ${bound}`,
          now: score,
          distance: Math.abs(bound - score),
          decision: decisions.winner(other) ?? null,
        };
      });
  });
}
