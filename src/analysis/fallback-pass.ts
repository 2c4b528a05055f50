import { isPassing } from './decision-order.ts';
import type { Pass } from './pass.ts';
import { negated } from './sat-solver.ts';
import { showWitness } from './witness.ts';

/** Requests that no decision takes, where no model stands by for them. */
export const checkFallback: Pass = (model, report) => {
  if (model.defaultModel !== undefined || model.isPartial) return;
  const takers = model.ranked.filter(({ decision }) => !isPassing(decision));
  const answer = model.ask(takers.map(({ condition }) => negated(condition)));
  if (answer.kind !== 'possible') return;
  const roots = model.ranked.flatMap(({ root }) => root ?? []);
  const witness = showWitness(roots, answer.truth);
  const example = witness === '' ? '' : `, e.g. with ${witness}`;
  report({
    code: 'no_fallback',
    severity: 'info',
    path: [...model.path, 'decisions'],
    message: `leave requests that none of them takes${example}; without a default model they are refused`,
    suggestion: 'add a decision without `rules`, or set a default model',
  });
};
