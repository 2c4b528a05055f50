import type { Boost } from '../decisions/compile.ts';
import { splitKey } from '../signals/results.ts';
import type { RuleResult } from '../signals/signal.ts';
import type { Derivation } from './derivation.ts';

/**
 * Adds to what signals say, before they compete and before scores are computed: a rule whose value
 * reaches its threshold by that matches, one that falls below it does not.
 */
export function createBoost({ revise }: Pick<Derivation, 'revise'>): Boost {
  return (results, amounts) => {
    const types = new Set(Object.keys(amounts).map((key) => splitKey(key)[0]));
    return revise(
      results,
      (type, result) => boosted(result, amounts[`${type}:${result.name}`]),
      types,
    );
  };
}

function boosted(result: RuleResult, amount: number | undefined): RuleResult {
  if (amount === undefined || result.error !== undefined) return result;
  const { value, threshold, isMatch } = result;
  const confidence = Math.min(1, Math.max(0, result.confidence + amount));
  if (value === undefined || threshold === undefined) return { ...result, confidence };
  const sum = value + amount;
  const reaches = sum >= threshold;
  return { ...result, value: sum, confidence, isMatch: reaches || (isMatch && amount > 0) };
}
