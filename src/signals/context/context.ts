import type { CheapSignal } from '../signal.ts';
import type { ContextRule } from './schema.ts';

/** Matches every band that the estimated size of the request falls into. */
export function createContextSignal(rules: readonly ContextRule[]): CheapSignal {
  const bands = rules.map((rule) => ({
    name: rule.name,
    min: rule.min_tokens,
    max: rule.max_tokens || Number.POSITIVE_INFINITY,
    isOpen: rule.max_exclusive,
  }));
  return {
    cost: 'cheap',
    evaluate(view) {
      const tokens = view.tokenEstimate();
      return bands.map(({ name, min, max, isOpen }) => {
        const isMatch = tokens >= min && (isOpen ? tokens < max : tokens <= max);
        return { name, isMatch, confidence: isMatch ? 1 : 0, value: tokens };
      });
    },
  };
}
