import type { RuleLeaf } from './routing-input.ts';
import type { CompiledNode } from './routing-model.ts';
import type { Literal } from './sat-solver.ts';

const maxShown = 8;

type Truth = (condition: Literal) => boolean;

/** `keyword:a`, or `classifier:mood:angry gte 0.7`. */
export function showLeaf({ type, name, label, predicate }: RuleLeaf): string {
  const bounds = Object.entries(predicate ?? {}).filter(([, bound]) => bound !== undefined);
  const tests = bounds.map(([word, bound]) => ` ${word} ${bound}`);
  return [type, name, label ?? []].flat().join(':') + tests.join('');
}

/** Why the trees have the outcomes that they have: as few leaves as can be seen at once. */
export function showWitness(trees: readonly CompiledNode[], truth: Truth): string {
  const shown = new Set<string>();
  for (const tree of trees) explain(tree, truth, shown);
  const parts = [...shown];
  const more = parts.length > maxShown ? [`and ${parts.length - maxShown} more`] : [];
  return [...parts.slice(0, maxShown), ...more].join(', ');
}

function explain(
  { rule, children, condition }: CompiledNode,
  truth: Truth,
  shown: Set<string>,
): void {
  if ('type' in rule) {
    shown.add(`${showLeaf(rule)} = ${truth(condition) ? 'on' : 'off'}`);
    return;
  }
  const isTrue = truth(condition);
  if (rule.operator === 'NOT' || isTrue === (rule.operator === 'AND')) {
    for (const child of children) explain(child, truth, shown);
    return;
  }
  // One child is enough: the one that adds least to what is said already.
  const ways = children
    .filter((child) => truth(child.condition) === isTrue)
    .map((child) => {
      const way = new Set(shown);
      explain(child, truth, way);
      return way;
    })
    .sort((a, b) => a.size - b.size);
  for (const part of ways[0] ?? []) shown.add(part);
}
