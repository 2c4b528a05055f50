import type { Path } from '../config/problem.ts';
import { type Finding, graded, type Pass } from './pass.ts';
import type { RuleLeaf } from './routing-input.ts';
import type { CompiledDecision, CompiledNode, RoutingModel } from './routing-model.ts';
import { type Literal, negated } from './sat-solver.ts';
import { showLeaf } from './witness.ts';

type Report = (finding: Finding) => void;

const maxCompared = 40;

/** Conditions, and parts of them, that are true or false for every request. */
export const checkConditions: Pass = (model, report) => {
  for (const one of model.ranked) {
    if (one.root === undefined) continue;
    if (model.canBe([one.condition]) === false) reportNever(one, one.root, { model, report });
    else if (model.canBe([negated(one.condition)]) === false) reportAlways(one, model, report);
    else reportParts(one.root, { model, report });
  }
};

function reportNever(
  one: CompiledDecision,
  root: CompiledNode,
  { model, report }: { readonly model: RoutingModel; readonly report: Report },
): void {
  const conflict = findConflict(root, model);
  const partition = conflict && partitionOf(conflict, model);
  if (conflict !== undefined && partition !== undefined) {
    report(exclusiveMembers(conflict, partition, root.path));
    return;
  }
  const isAlwaysSo = model.canBe([model.matchInOutage(one)]) === false;
  const { severity, unless } = graded(isAlwaysSo);
  const reason = conflict === undefined ? 'its rules contradict each other' : show(conflict);
  const message = `never matches${unless}: ${reason}`;
  report({ code: 'never_matches', severity, path: root.path, message });
}

function reportAlways(one: CompiledDecision, model: RoutingModel, report: Report): void {
  if (model.isPartial || one === model.ranked.at(-1)) return;
  const isAlwaysSo = model.canBe([negated(model.matchInOutage(one))]) === false;
  const { severity, unless } = graded(isAlwaysSo);
  report({
    code: 'always_matches',
    severity,
    path: [...one.path, 'rules'],
    message: `is true for every request${unless}, though it is not the last decision`,
    suggestion: 'remove `rules` if it is meant as fallback, and give it the lowest rank',
  });
}

/** The outermost parts that do not depend on the request, and parts that are written twice. */
function reportParts(
  { rule, children }: CompiledNode,
  { model, report }: { readonly model: RoutingModel; readonly report: Report },
): void {
  const seen = new Set<Literal>();
  for (const child of children) {
    const { condition, path } = child;
    const redundant = (message: string) =>
      report({ code: 'redundant_condition', severity: 'info', path, message });
    if (model.canBe([negated(condition)]) === false) {
      redundant('is true for every request, the condition says the same without it');
    } else if (model.canBe([condition]) === false) {
      const conflict = findConflict(child, model);
      const partition = conflict && partitionOf(conflict, model);
      if (conflict !== undefined && partition !== undefined) {
        report(exclusiveMembers(conflict, partition, path));
      } else {
        const reason = conflict === undefined ? '' : `: ${show(conflict)}`;
        redundant(`is never true, the condition says the same without it${reason}`);
      }
    } else if (seen.has(condition)) {
      const operator = 'operator' in rule ? rule.operator : '';
      redundant(`is said twice in this \`${operator}\`, remove one of them`);
    } else {
      seen.add(condition);
      reportParts(child, { model, report });
    }
  }
}

/** A leaf that has to be on, or off, for a tree to match. */
interface Demand {
  readonly leaf: RuleLeaf;
  readonly isOn: boolean;
  readonly condition: Literal;
}

/** Demands that cannot be met together; one that cannot be met at all comes alone. */
type Conflict = readonly [Demand] | readonly [Demand, Demand];

function findConflict(root: CompiledNode, model: RoutingModel): Conflict | undefined {
  const demands = demandsOf(root, true).slice(0, maxCompared);
  for (const demand of demands) {
    if (model.canBe([demand.condition]) === false) return [demand];
  }
  for (const [index, first] of demands.entries()) {
    for (const second of demands.slice(index + 1)) {
      if (model.canBe([first.condition, second.condition]) === false) return [first, second];
    }
  }
  return undefined;
}

function demandsOf({ rule, condition, children }: CompiledNode, isOn: boolean): readonly Demand[] {
  if ('type' in rule)
    return [{ leaf: rule, isOn, condition: isOn ? condition : negated(condition) }];
  if (rule.operator === 'NOT') return children.flatMap((child) => demandsOf(child, !isOn));
  if (isOn !== (rule.operator === 'AND')) return [];
  return children.flatMap((child) => demandsOf(child, isOn));
}

function show([first, second]: Conflict): string {
  const name = ({ leaf, isOn }: Demand) => `\`${isOn ? '' : 'NOT '}${showLeaf(leaf)}\``;
  return second === undefined
    ? `${name(first)} is never true`
    : `${name(first)} and ${name(second)} are never true together`;
}

/** The partition because of which two leaves exclude each other. */
function partitionOf([first, second]: Conflict, { routing }: RoutingModel): string | undefined {
  if (second === undefined || !first.isOn || !second.isOn) return undefined;
  const { type, name } = first.leaf;
  const isPartitioned = type === 'domain' || type === 'embedding';
  if (!isPartitioned || second.leaf.type !== type || second.leaf.name === name) return undefined;
  return routing.projections?.partitions?.find(
    ({ members }) => members.includes(name) && members.includes(second.leaf.name),
  )?.name;
}

function exclusiveMembers(conflict: Conflict, partition: string, path: Path): Finding {
  const [first, second] = conflict.map(({ leaf }) => `\`${showLeaf(leaf)}\``);
  return {
    code: 'exclusive_members',
    severity: 'warning',
    path,
    message: `wants ${first} and ${second} at once, of which partition \`${partition}\` keeps one`,
    suggestion: 'use `OR`, or take one of them out of the partition',
  };
}
