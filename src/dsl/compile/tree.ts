import type { Expression, Item, Name, TreeBlock } from '../ast.ts';
import { compileRoute, type RouteSurroundings } from './route.ts';
import { compileBranchRules } from './rules.ts';
import { getKey, type JsonObject } from './values.ts';

interface Branch {
  readonly decision: JsonObject;
  readonly range: Name['range'];
}

const firstPriority = 1_000_000;
const maxBranches = 1000;

/** The routes of each tree: branches exclude one another, and every tree comes after the one before. */
export function compileTrees(
  items: readonly Item[],
  surroundings: RouteSurroundings,
): ReadonlyMap<TreeBlock, readonly Branch[]> {
  const trees = items.filter((item) => item.kind === 'tree');
  const compiled = new Map(
    trees.map((tree, index) => [
      tree,
      compileTree(tree, firstPriority - index * maxBranches, surroundings),
    ]),
  );
  if (trees.length > 0) checkPriorities(items, trees, surroundings);
  return compiled;
}

function compileTree(
  { name, branches }: TreeBlock,
  first: number,
  surroundings: RouteSurroundings,
): readonly Branch[] {
  const { context } = surroundings;
  if (branches.length > maxBranches) {
    const message = `a tree has at most ${maxBranches} branches, this one has ${branches.length}`;
    context.report('D130', name, { message });
  }
  const last = branches.at(-1);
  if (last !== undefined && last.condition !== undefined) {
    context.report('D130', name, { message: 'the tree has no `ELSE`, say what happens otherwise' });
  }
  const earlier: Expression[] = [];
  return branches.map(({ condition, statements, range }, index) => {
    const rules = compileBranchRules({ own: condition, earlier: [...earlier] }, context);
    if (condition !== undefined) earlier.push(condition);
    const named = statements.findLast((statement) => statement.kind === 'name');
    const nameRange = named?.name.range ?? { start: range.start, end: range.start };
    const decision = compileRoute(
      {
        name: named?.name.value ?? `${name.value}__branch_${String(index + 1).padStart(2, '0')}`,
        nameRange,
        options: [],
        statements,
        fixed: { priority: first - index, rules },
      },
      surroundings,
    );
    if (getKey(decision, 'modelRefs') === undefined) {
      const message = 'a branch needs a `MODEL`';
      context.report('D204', { range: nameRange }, { message });
    }
    return { decision, range: nameRange };
  });
}

/** Routes beside trees are fine as long as all of them come later. */
function checkPriorities(
  items: readonly Item[],
  trees: readonly TreeBlock[],
  { context }: RouteSurroundings,
): void {
  const lows = trees.map(
    ({ branches }, index) => firstPriority - index * maxBranches - branches.length,
  );
  const low = Math.min(...lows) + 1;
  for (const item of items) {
    if (item.kind !== 'route') continue;
    for (const statement of item.statements) {
      if (statement.kind !== 'priority' || Number(statement.value.value) < low) continue;
      const message = `the branches of trees have priorities from ${low} on, stay below`;
      context.report('D130', statement.value, { message });
    }
  }
}
