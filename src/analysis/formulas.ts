import { type Literal, negated, type SatSolver } from './sat-solver.ts';

export const TRUE: Literal = 0;
export const FALSE: Literal = 1;

/** Conditions as literals of a solver; equal conditions are one literal. */
export interface Formulas {
  /** A condition of its own; the same one for the same key. */
  variable(key: string): Literal;
  and(conditions: readonly Literal[]): Literal;
  or(conditions: readonly Literal[]): Literal;
  /** What an `and` was made of; the condition itself for anything else. */
  conjunctsOf(condition: Literal): readonly Literal[];
  /** Whether more was built than is looked at. */
  readonly isTooLarge: () => boolean;
}

/** Of a fresh solver, whose first variable becomes the constant. */
export function createFormulas(solver: SatSolver, maxNodes: number): Formulas {
  const variables = new Map<string, Literal>();
  const gates = new Map<string, Literal>();
  const conjuncts = new Map<Literal, readonly Literal[]>();
  let nodeCount = 0;
  solver.addClause([solver.addVariable(false)]);

  function and(conditions: readonly Literal[]): Literal {
    const parts = [...new Set(conditions)].filter((part) => part !== TRUE).sort((a, b) => a - b);
    // Sorted, so that a condition and its negation are neighbours.
    if (parts.some((part, at) => part === FALSE || parts[at + 1] === negated(part))) return FALSE;
    if (parts.length < 2) return parts[0] ?? TRUE;
    const key = parts.join();
    const known = gates.get(key);
    if (known !== undefined) return known;
    nodeCount += parts.length;
    const gate = solver.addVariable(false);
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
      nodeCount += 1;
      const variable = solver.addVariable(true);
      variables.set(key, variable);
      return variable;
    },
    and,
    or: (conditions) => negated(and(conditions.map(negated))),
    conjunctsOf: (condition) => conjuncts.get(condition) ?? [condition],
    isTooLarge: () => nodeCount > maxNodes,
  };
}

/** Whether one condition implies another already by the way they are written. */
export function isPlainlyWithin(inner: Literal, outer: Literal, formulas: Formulas): boolean {
  if (inner === outer || outer === TRUE) return true;
  const isPartOf = (a: Literal, b: Literal) => {
    const parts = new Set(formulas.conjunctsOf(b));
    return formulas.conjunctsOf(a).every((part) => parts.has(part));
  };
  return isPartOf(outer, inner) || isPartOf(negated(inner), negated(outer));
}
