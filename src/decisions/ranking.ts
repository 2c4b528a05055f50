import type { Decision } from './schema.ts';

/** How matched decisions of tier 0 are compared. */
export type Strategy = 'priority' | 'confidence';

type Ranked = Pick<Decision, 'name' | 'tier' | 'priority'>;

/**
 * The order of decisions among equal confidences: a later one needs more confidence to win.
 * Tiers come first under any strategy, since one matched tier makes the whole comparison tiered,
 * and tier 0 is unranked and therefore last.
 */
export function compareDecisions(a: Ranked, b: Ranked): number {
  return tierRank(a) - tierRank(b) || b.priority - a.priority || compareNames(a.name, b.name);
}

/** Whether confidence decides between two decisions; otherwise the one that stands first wins. */
export function isDecidedByConfidence(a: Ranked, b: Ranked, strategy: Strategy): boolean {
  if (a.tier !== b.tier) return false;
  return a.tier > 0 || strategy === 'confidence' || a.priority === b.priority;
}

function tierRank({ tier }: Ranked): number {
  return tier > 0 ? tier : Number.MAX_SAFE_INTEGER;
}

/** By code units: the same order on every machine, whatever its locale. */
function compareNames(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
