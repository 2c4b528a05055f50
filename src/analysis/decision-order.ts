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

/** Same tier and priority: confidences decide, and names where they are equal. */
export function isSameRank(a: DecisionInput, b: DecisionInput): boolean {
  return a.tier === b.tier && a.priority === b.priority;
}

/** Whether `a` wins over `b` whenever both match, whatever their confidences. */
export function surelyBeats(a: DecisionInput, b: DecisionInput, strategy: Strategy): boolean {
  const isBefore = compareDecisions(a, b) < 0;
  if (!isDecidedByConfidence(a, b, strategy)) return isBefore;
  const ofA = confidenceOf(a);
  const ofB = confidenceOf(b);
  if (ofA.low > ofB.high) return true;
  return isBefore && (ofA.low >= ofB.high || isSameTree(a.rules, b.rules));
}

function confidenceOf(decision: DecisionInput): ConfidenceRange {
  if (decision.rules === undefined || isUnconditional(decision)) return { low: 0, high: 0 };
  return rangeOf(decision.rules);
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

function isSameTree(a: RuleNode | undefined, b: RuleNode | undefined): boolean {
  return a !== undefined && JSON.stringify(a) === JSON.stringify(b);
}
