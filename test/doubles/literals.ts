import { LiteralPool } from '../../src/signals/literal-pool.ts';
import type { CheapSignal } from '../../src/signals/signal.ts';

/** A signal with a pool of its own, which it handles as an engine does. */
export function withLiterals(
  create: (services: { readonly literals: LiteralPool }) => CheapSignal,
): CheapSignal {
  const literals = new LiteralPool();
  const signal = create({ literals });
  literals.compile();
  return {
    cost: 'cheap',
    evaluate(view) {
      const results = signal.evaluate(view);
      literals.forget();
      return results;
    },
  };
}
