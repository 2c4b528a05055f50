import { compareDecisions, isDecidedByConfidence, type Strategy } from '../decisions/ranking.ts';
import type { DecisionInput, RuleNode } from './routing-input.ts';

interface ConfidenceRange {
  readonly low: number;
  readonly high: number;
}

/** Types whose matches are all of confidence 1. */
const certainTypes = new Set(['context', 'conversation', 'metadata', 'authz']);

/** Whether decisions match always because they have no rules. */
export function isUnconditional({ rules }: Pick<DecisionInput, 'rules'>): boolean {
  return rules === undefined || ('conditions' in rules && rules.conditions.length === 0);
}

/** Whether the search for the winner goes on behind a decision that matches. */
export function isPassing({ action }: Pick<DecisionInput, 'action'>): boolean {
  return action?.type === 'boost' || action?.type === 'fallthrough';
}

/** Same tier and priority: confidences decide, and names where they are equal. */
export function isSameRank(a: DecisionInput, b: DecisionInput): boolean {
  return a.tier === b.tier && a.priority === b.priority;
}

/** What the order of a decision among others depends on. */
export interface Standing {
  readonly decision: DecisionInput;
  readonly confidence: ConfidenceRange;
  /** Equal for equal rules, whose confidences are equal too. */
  readonly tree: string;
}

export function standingOf(decision: DecisionInput): Standing {
  const { rules } = decision;
  if (rules === undefined || isUnconditional(decision)) {
    return { decision, confidence: { low: 0, high: 0 }, tree: '' };
  }
  return { decision, confidence: rangeOf(rules), tree: JSON.stringify(rules) };
}

/** Whether `a` wins over `b` whenever both match, whatever their confidences. */
export function surelyBeats(a: Standing, b: Standing, strategy: Strategy): boolean {
  const isBefore = compareDecisions(a.decision, b.decision) < 0;
  if (!isDecidedByConfidence(a.decision, b.decision, strategy)) return isBefore;
  if (a.confidence.low > b.confidence.high) return true;
  return isBefore && (a.confidence.low >= b.confidence.high || a.tree === b.tree);
}

/** What a match of these rules can be worth. */
function rangeOf(node: RuleNode): ConfidenceRange {
  if ('type' in node) {
    const isCertain = node.predicate !== undefined || certainTypes.has(node.type);
    return { low: isCertain ? 1 : 0, high: 1 };
  }
  if (node.operator === 'NOT') return { low: 1, high: 1 };
  const ranges = node.conditions.map(rangeOf);
  const lows = ranges.map(({ low }) => low);
  const highs = ranges.map(({ high }) => high);
  if (node.operator === 'OR') return { low: Math.min(...lows), high: Math.max(...highs) };
  return { low: mean(lows), high: mean(highs) };
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0) / numbers.length;
}
