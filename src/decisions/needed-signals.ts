import { leafKeys } from '../signals/rule-tree.ts';
import type { Decision } from './schema.ts';

/** Keys of every rule that some decision reads. */
export function neededSignals(decisions: readonly Pick<Decision, 'rules'>[]): ReadonlySet<string> {
  return new Set(decisions.flatMap(({ rules }) => (rules === undefined ? [] : leafKeys(rules))));
}
