import type { RuleNode } from '../signals/rule-tree.ts';
import { isLeaf } from './rule-program.ts';
import type { Decision } from './schema.ts';

/** `type:name` of every rule that some decision reads; nothing else has to be evaluated. */
export function neededSignals(decisions: readonly Pick<Decision, 'rules'>[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const { rules } of decisions) {
    if (rules !== undefined) collect(rules, keys);
  }
  return keys;
}

function collect(node: RuleNode, keys: Set<string>): void {
  if (isLeaf(node)) {
    keys.add(`${node.type}:${node.name}`);
    return;
  }
  for (const child of node.conditions) collect(child, keys);
}
