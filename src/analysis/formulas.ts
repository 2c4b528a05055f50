import { type Literal, negated, type SatSolver } from './sat-solver.ts';

export const TRUE: Literal = 0;
export const FALSE: Literal = 1;

/** Conditions as literals of a solver; equal conditions are one literal. */
export interface Formulas {
  /** A condition of its own; the same one for the same key. */
  variable(key: string): Literal;
  and(conditions: readonly Literal[]): Literal;
  or(conditions: readonly Literal[]): Literal;
  /** What an `and` was made of; undefined for anything else. */
  conjunctsOf(condition: Literal): readonly Literal[] | undefined;
  /** The variables that determine the conditions. */
  variablesOf(conditions: readonly Literal[]): readonly Literal[];
}

/** Of a fresh solver, whose first variable becomes the constant. */
export function createFormulas(solver: SatSolver): Formulas {
  const variables = new Map<string, Literal>();
  const gates = new Map<string, Literal>();
  const conjuncts = new Map<Literal, readonly Literal[]>();
  solver.addClause([solver.addVariable()]);

  function and(conditions: readonly Literal[]): Literal {
    const parts = [...new Set(conditions)].filter((part) => part !== TRUE).sort((a, b) => a - b);
    // Sorted, so that a condition and its negation are neighbours.
    if (parts.some((part, at) => part === FALSE || parts[at + 1] === negated(part))) return FALSE;
    if (parts.length < 2) return parts[0] ?? TRUE;
    const key = parts.join();
    const known = gates.get(key);
    if (known !== undefined) return known;
    const gate = solver.addVariable();
    for (const part of parts) solver.addClause([negated(gate), part]);
    solver.addClause([gate, ...parts.map(negated)]);
    gates.set(key, gate);
    conjuncts.set(gate, parts);
    return gate;
  }

  return {
    variable(key) {
      const known = variables.get(key);
      if (known !== undefined) return known;
      const variable = solver.addVariable();
      variables.set(key, variable);
      return variable;
    },
    and,
    or: (conditions) => negated(and(conditions.map(negated))),
    conjunctsOf: (condition) => conjuncts.get(condition),
    variablesOf(conditions) {
      const found: Literal[] = [];
      const seen = new Set<Literal>();
      const waiting = conditions.toReversed();
      for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
        const positive = next & ~1;
        if (positive === TRUE || seen.has(positive)) continue;
        seen.add(positive);
        const parts = conjuncts.get(positive);
        if (parts === undefined) found.push(positive);
        else for (const part of parts) waiting.push(part);
      }
      return found;
    },
  };
}

/** Whether one condition implies another by the way both are written, at first sight. */
export function isPlainlyWithin(inner: Literal, outer: Literal, formulas: Formulas): boolean {
  if (inner === outer || outer === TRUE) return true;
  const isAlternative = formulas.conjunctsOf(negated(outer))?.includes(negated(inner));
  return isAlternative || formulas.conjunctsOf(inner)?.includes(outer) === true;
}
