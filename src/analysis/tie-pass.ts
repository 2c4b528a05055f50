import { isPassing, isSameRank } from './decision-order.ts';
import { type Pass, showNames } from './pass.ts';
import type { CompiledDecision, RoutingModel } from './routing-model.ts';
import { negated } from './sat-solver.ts';
import { showWitness } from './witness.ts';

/** Decisions of one rank that can match together and do different things, or the same twice. */
export const checkTies: Pass = (model, report) => {
  if (model.isPartial) return;
  for (const [index, one] of model.ranked.entries()) {
    const peers = model.ranked.slice(0, index).filter((two) => isPeer(one, two));
    const twin = peers.find(({ condition, effect }) => {
      return condition === one.condition && effect === one.effect;
    });
    if (twin !== undefined && !model.above(one).includes(twin)) {
      report({
        code: 'duplicate_decision',
        severity: 'info',
        path: one.path,
        message: `does what \`${twin.decision.name}\` does, on the same condition`,
        suggestion: 'remove one of them',
      });
    }
    if (model.strategy === 'confidence') continue;
    const rivals = peers.filter(({ effect }) => effect !== one.effect);
    const tie = findTie(one, rivals, model);
    if (tie === undefined) continue;
    const names = showNames(tie.rivals.map(({ decision }) => decision.name));
    const example = tie.witness === '' ? '' : `, e.g. with ${tie.witness}`;
    report({
      code: 'priority_tie',
      severity: 'warning',
      path: one.path,
      message: `can match together with ${names} of the same rank${example}; confidences decide, then names`,
      suggestion: 'give them different priorities',
    });
  }
};

/** Both have a condition: without one, a decision stands back behind all others of its rank. */
function isPeer(one: CompiledDecision, two: CompiledDecision): boolean {
  if (isPassing(one.decision) || isPassing(two.decision)) return false;
  const areConditional = one.root !== undefined && two.root !== undefined;
  return areConditional && isSameRank(one.decision, two.decision);
}

function findTie(
  one: CompiledDecision,
  rivals: readonly CompiledDecision[],
  model: RoutingModel,
): { readonly rivals: readonly CompiledDecision[]; readonly witness: string } | undefined {
  if (rivals.length === 0 || one.root === undefined) return undefined;
  const winners = model.above(one).filter((other) => !isSameRank(other.decision, one.decision));
  const anyRival = model.formulas.or(rivals.map(({ condition }) => condition));
  const lost = winners.map(({ condition }) => negated(condition));
  const answer = model.ask([one.condition, anyRival, ...lost]);
  if (answer.kind !== 'possible') return undefined;
  const met = rivals.filter(({ condition }) => answer.truth(condition));
  const roots = [met[0]?.root, one.root].filter((root) => root !== undefined);
  return { rivals: met, witness: showWitness(roots, answer.truth) };
}
