import type { RuleResult } from '../signals/signal.ts';
import type { Partition } from './schema.ts';

interface ArbitrationOptions {
  readonly partitions: readonly Partition[];
  /** How many matched embedding rules stand in each partition, and of those in none; 0: all. */
  readonly topK: number;
}

/**
 * Lets rules that compete settle who stands: of a partition one member, its default when none matches,
 * and of embedding rules at most `topK` of those that no partition settles.
 */
export function createArbitration({
  partitions,
  topK,
}: ArbitrationOptions): (type: string, results: readonly RuleResult[]) => readonly RuleResult[] {
  const partitioned = new Set(partitions.flatMap(({ members }) => members));
  return (type, results) => {
    if (type !== 'embedding' && type !== 'domain') return results;
    if (results.some(({ error }) => error !== undefined)) return results;
    const settled = partitions.reduce(
      (standing: readonly RuleResult[], partition) => settle(partition, standing),
      results,
    );
    return type === 'embedding' && topK > 0 ? cap(settled, topK, partitioned) : settled;
  };
}

function settle(partition: Partition, results: readonly RuleResult[]): readonly RuleResult[] {
  const names = new Set(partition.members);
  const live = results.filter(({ name }) => names.has(name));
  if (live.length < 2) return results;
  const contenders = live.filter(({ isMatch }) => isMatch);
  const winner = strongest(contenders);
  if (winner === undefined) {
    return results.map((result) =>
      result.name === partition.default
        ? { ...result, isMatch: true, confidence: 0, isSynthesized: true }
        : result,
    );
  }
  if (contenders.length === 1) return results;
  const standing = { ...winner, confidence: shareOf(winner, contenders, partition) };
  return results.map((result) => {
    if (result === winner) return standing;
    return contenders.includes(result) ? lost(result, winner) : result;
  });
}

/**
 * The first of the preferred ones, where preferences are known, of the most confident ones otherwise;
 * undefined when there is none.
 */
function strongest(contenders: readonly RuleResult[]): RuleResult | undefined {
  const strength = contenders.every(({ preference }) => preference !== undefined)
    ? ({ preference }: RuleResult) => preference as number
    : ({ confidence }: RuleResult) => confidence;
  let best: RuleResult | undefined;
  for (const one of contenders) {
    if (best === undefined || strength(one) > strength(best)) best = one;
  }
  return best;
}

/** The softmax share of the winner among the contenders. */
export function shareOf(
  winner: RuleResult,
  contenders: readonly RuleResult[],
  { semantics, temperature = 1 }: Pick<Partition, 'semantics' | 'temperature'>,
): number {
  if (semantics === 'exclusive') return winner.confidence;
  const best = Math.max(...contenders.map(({ confidence }) => confidence));
  const weightOf = ({ confidence }: RuleResult) => Math.exp((confidence - best) / temperature);
  const total = contenders.reduce((sum, one) => sum + weightOf(one), 0);
  return weightOf(winner) / total;
}

function lost(result: RuleResult, winner: RuleResult): RuleResult {
  return { ...result, isMatch: false, lostTo: winner.name };
}

function cap(
  results: readonly RuleResult[],
  topK: number,
  partitioned: ReadonlySet<string>,
): readonly RuleResult[] {
  const matches = results.filter(({ name, isMatch }) => isMatch && !partitioned.has(name));
  if (matches.length <= topK) return results;
  const ranked = [...matches].sort(
    (a, b) =>
      (b.preference ?? 0) - (a.preference ?? 0) ||
      b.confidence - a.confidence ||
      (a.name < b.name ? -1 : 1),
  );
  const kept = new Set(ranked.slice(0, topK));
  const [first] = ranked as [RuleResult];
  return results.map((result) =>
    matches.includes(result) && !kept.has(result) ? lost(result, first) : result,
  );
}
