import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSatSolver, type Literal, negated } from './sat-solver.ts';

const variableCount = 8;
const literal = fc
  .tuple(fc.nat(variableCount - 1), fc.boolean())
  .map(([variable, isNegated]) => 2 * variable + Number(isNegated));
const clauses = fc.array(fc.uniqueArray(literal, { minLength: 1, maxLength: 3 }), {
  minLength: 10,
  maxLength: 40,
});
const questions = fc.array(fc.uniqueArray(literal, { maxLength: 4 }), {
  minLength: 1,
  maxLength: 6,
});
const variables = Array.from({ length: variableCount }, (_, variable) => 2 * variable);

const holds = (one: Literal, row: number) => ((row >> (one >> 1)) & 1) !== (one & 1);

function isPossible(rules: readonly (readonly Literal[])[], wanted: readonly Literal[]): boolean {
  for (let row = 0; row < 2 ** variableCount; row += 1) {
    const isModel = rules.every((rule) => rule.some((one) => holds(one, row)));
    if (isModel && wanted.every((one) => holds(one, row))) return true;
  }
  return false;
}

function solverWith(rules: readonly (readonly Literal[])[], maxSteps = 1_000_000) {
  const solver = createSatSolver(maxSteps);
  for (const _ of variables) solver.addVariable();
  for (const rule of rules) solver.addClause(rule);
  return solver;
}

describe('the solver', () => {
  it('answers a row of questions as a truth table does', () => {
    fc.assert(
      fc.property(clauses, questions, (rules, asked) => {
        const solver = solverWith(rules);
        for (const wanted of asked) {
          const answer = solver.solve(wanted, variables);
          expect(answer.kind).toBe(isPossible(rules, wanted) ? 'possible' : 'impossible');
          if (answer.kind === 'possible') {
            const isMet = [...rules, ...wanted.map((one) => [one])].every((rule) =>
              rule.some(answer.truth),
            );
            expect(isMet).toBe(true);
          } else if (answer.kind === 'impossible') {
            expect(wanted).toEqual(expect.arrayContaining([...answer.core]));
            expect(isPossible(rules, answer.core)).toBe(false);
          }
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('gives up when its steps are used up, and always at the same point', () => {
    const pigeons = 9;
    const holes = 8;
    const build = () => {
      const solver = createSatSolver(100_000);
      const sits = Array.from({ length: pigeons }, () =>
        Array.from({ length: holes }, () => solver.addVariable()),
      );
      for (const one of sits) solver.addClause(one);
      for (let hole = 0; hole < holes; hole += 1) {
        for (const [index, first] of sits.entries()) {
          for (const second of sits.slice(index + 1)) {
            solver.addClause([negated(first[hole] as Literal), negated(second[hole] as Literal)]);
          }
        }
      }
      const answer = solver.solve([], sits.flat());
      return { kind: answer.kind, stepsLeft: solver.stepsLeft() };
    };
    const first = build();
    expect(first.kind).toBe('undecided');
    expect(build()).toEqual(first);
  });
});
