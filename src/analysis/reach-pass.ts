import { isSameRank } from './decision-order.ts';
import { isPlainlyWithin } from './formulas.ts';
import { type Finding, graded, type Pass, showNames } from './pass.ts';
import type { CompiledDecision, RoutingModel } from './routing-model.ts';
import { negated } from './sat-solver.ts';

/** Decisions that never win, since decisions of higher rank match whenever they do. */
export const checkReach: Pass = (model, report) => {
  for (const one of model.ranked) {
    const above = model.above(one);
    if (above.length === 0 || model.canBe([one.condition]) === false) continue;
    const cover = findCover(one, above, model);
    const finding = cover && describe(one, cover, model);
    if (finding !== undefined) report(finding);
  }
};

type Decisions = readonly CompiledDecision[];

/** The decisions that leave nothing to this one: a single one if there is one, else as few as needed. */
function findCover(
  one: CompiledDecision,
  above: Decisions,
  model: RoutingModel,
): Decisions | undefined {
  const canWin = model.canBe(conditionsOfWin(one, above));
  if (canWin === true) return undefined;
  const isCoveredBy = ({ condition }: CompiledDecision): boolean =>
    canWin === undefined
      ? isPlainlyWithin(one.condition, condition, model.formulas)
      : model.canBe([one.condition, negated(condition)]) === false;
  const single = above.find(isCoveredBy);
  if (single !== undefined) return [single];
  return canWin === undefined ? undefined : fewest(one, above, model);
}

function fewest(one: CompiledDecision, above: Decisions, model: RoutingModel): Decisions {
  const answer = model.ask(conditionsOfWin(one, above));
  const core = new Set(answer.kind === 'impossible' ? answer.core : []);
  let cover = answer.kind === 'impossible' ? withOneEach(above, core) : above;
  for (const candidate of cover) {
    const rest = cover.filter((other) => other !== candidate);
    if (model.canBe(conditionsOfWin(one, rest)) === false) cover = rest;
  }
  return cover;
}

/** Of decisions with one condition the first, if it is in the core. */
function withOneEach(above: Decisions, core: Set<number>): Decisions {
  return above.filter(({ condition }) => core.delete(negated(condition)));
}

function conditionsOfWin(one: CompiledDecision, above: Decisions): readonly number[] {
  return [one.condition, ...above.map(({ condition }) => negated(condition))];
}

function describe(
  one: CompiledDecision,
  cover: Decisions,
  model: RoutingModel,
): Finding | undefined {
  const inOutage = [one, ...cover].map((decision) => model.matchInOutage(decision));
  const isAlwaysSo =
    model.canBe(inOutage.map((yes, at) => (at === 0 ? yes : negated(yes)))) === false;
  const { severity, unless } = graded(isAlwaysSo);
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
  if (model.canBe([negated(first.condition)]) === false) {
    const message = `never wins${unless}: decision ${name} always matches and ${ranks}`;
    return { code: 'unreachable_decision', severity, path, message };
  }
  if (model.canBe([first.condition, negated(one.condition)]) === false) {
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
