import { isSameRank } from './decision-order.ts';
import { isPlainlyWithin, TRUE } from './formulas.ts';
import { type Finding, graded, type Pass, showNames } from './pass.ts';
import type { CompiledDecision, RoutingModel } from './routing-model.ts';
import { type Literal, negated } from './sat-solver.ts';

/** Decisions that never win, since decisions of higher rank match whenever they do. */
export const checkReach: Pass = (model, report) => {
  for (const one of model.ranked) {
    const above = model.above(one);
    if (above.length === 0 || model.canBe([one.condition]) === false) continue;
    const working: View = { model, conditionOf: ({ condition }) => condition };
    if (model.canBe(conditionsOfWin(one, above, working)) === true) continue;
    const lasting = coverOf(one, above, { model, conditionOf: model.matchInOutage });
    const cover = lasting ?? coverOf(one, above, working);
    if (cover === undefined) continue;
    const finding = describe(one, cover, { model, isLasting: lasting !== undefined });
    if (finding !== undefined) report(finding);
  }
};

type Decisions = readonly CompiledDecision[];

interface View {
  readonly model: RoutingModel;
  /** When a decision matches: while all signals work, or whatever fails. */
  readonly conditionOf: (one: CompiledDecision) => Literal;
}

/** The decisions that leave nothing to this one: a single one if there is one, else as few as needed. */
function coverOf(one: CompiledDecision, above: Decisions, view: View): Decisions | undefined {
  const { model, conditionOf } = view;
  const answer = model.canBe(conditionsOfWin(one, above, view));
  if (answer === true) return undefined;
  const isCoveredBy = (other: CompiledDecision): boolean =>
    answer === undefined
      ? isPlainlyWithin(conditionOf(one), conditionOf(other), model.formulas)
      : model.canBe(conditionsOfWin(one, [other], view)) === false;
  const single = above.find(isCoveredBy);
  if (single !== undefined) return [single];
  return answer === undefined ? undefined : fewest(one, above, view);
}

function fewest(one: CompiledDecision, above: Decisions, view: View): Decisions {
  const answer = view.model.ask(conditionsOfWin(one, above, view));
  if (answer.kind !== 'impossible') return above;
  const core = new Set(answer.core);
  // Of decisions with one condition, the first stands for all.
  let cover = above.filter((other) => core.delete(negated(view.conditionOf(other))));
  for (const candidate of cover) {
    const rest = cover.filter((other) => other !== candidate);
    if (view.model.canBe(conditionsOfWin(one, rest, view)) === false) cover = rest;
  }
  return cover;
}

function conditionsOfWin(
  one: CompiledDecision,
  above: Decisions,
  { conditionOf }: View,
): readonly Literal[] {
  return [conditionOf(one), ...above.map((other) => negated(conditionOf(other)))];
}

function describe(
  one: CompiledDecision,
  cover: Decisions,
  { model, isLasting }: { readonly model: RoutingModel; readonly isLasting: boolean },
): Finding | undefined {
  const { severity, unless } = graded(isLasting);
  const { path } = one;
  const [first, second] = cover;
  if (first === undefined || second !== undefined) {
    const names = showNames(cover.map(({ decision }) => decision.name));
    const message = `never wins${unless}: whenever it matches, one of ${names} does, which rank higher`;
    return { code: 'unreachable_decision', severity, path, message };
  }
  const name = `\`${first.decision.name}\``;
  const isTied = isSameRank(one.decision, first.decision);
  const ranks = isTied ? 'comes first by its name' : 'ranks higher';
  if (first.condition === TRUE || model.canBe([negated(first.condition)]) === false) {
    const message = `never wins${unless}: decision ${name} always matches and ${ranks}`;
    return { code: 'unreachable_decision', severity, path, message };
  }
  const isSame =
    first.condition === one.condition ||
    model.canBe([first.condition, negated(one.condition)]) === false;
  if (isSame) {
    if (one.effect === first.effect) {
      const message = `never wins${unless}: it does what ${name} does, on the same condition`;
      const suggestion = 'remove one of them';
      return { code: 'duplicate_decision', severity, path, message, suggestion };
    }
    // Which of them was meant to win is the question of the tie.
    if (isTied && model.strategy === 'priority') return undefined;
    const message = `never wins${unless}: decision ${name} has the same condition and ${ranks}`;
    return { code: 'unreachable_decision', severity, path, message };
  }
  return {
    code: 'shadowed_decision',
    severity,
    path,
    message: `never wins${unless}: decision ${name} is more general and ${ranks}`,
    suggestion: `give \`${one.decision.name}\`, the special case, the higher rank of the two`,
  };
}
