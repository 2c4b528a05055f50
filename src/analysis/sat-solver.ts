/** Variable `v` as `2v`, its negation as `2v + 1`. */
export type Literal = number;

export type Answer =
  /** `truth` tells any literal; what is free is false. */
  | { readonly kind: 'possible'; readonly truth: (literal: Literal) => boolean }
  /** `core`: assumptions that exclude each other. */
  | { readonly kind: 'impossible'; readonly core: readonly Literal[] }
  /** The steps are used up. */
  | { readonly kind: 'undecided' };

export interface SatSolver {
  readonly variableCount: () => number;
  /** `isFree`: not determined by others, so that the search has to choose it. */
  addVariable(isFree: boolean): Literal;
  /** At least one of them is true. Only between searches. */
  addClause(literals: readonly Literal[]): void;
  solve(assumptions: readonly Literal[]): Answer;
  /** Visits of clauses that are left to all searches together. */
  readonly stepsLeft: () => number;
}

const NO_REASON = -1;
const NO_CONFLICT = -1;

export function negated(literal: Literal): Literal {
  return literal ^ 1;
}

/**
 * Conflict-driven search: what is learned from a conflict is kept for later questions. It counts
 * steps instead of time, so that the same rules give the same findings on every machine.
 */
export function createSatSolver(maxSteps: number): SatSolver {
  const clauses: Literal[][] = [];
  /** By literal: the clauses that have to be looked at when it becomes false. */
  const watches: number[][] = [];
  /** By variable: 0 open, 1 true, -1 false. */
  const values: number[] = [];
  const levels: number[] = [];
  const reasons: number[] = [];
  const isSeen: boolean[] = [];
  const freeVariables: number[] = [];
  const trail: Literal[] = [];
  /** Lengths of the trail where levels begin. */
  const levelStarts: number[] = [];
  /** By level: free variables before this one are assigned. */
  const firstOpen: number[] = [0];
  let propagated = 0;
  let stepsLeft = maxSteps;
  let isContradictory = false;

  const standingOf = (literal: Literal): number => {
    const value = values[literal >> 1] as number;
    return (literal & 1) === 0 ? value : -value;
  };
  const level = () => levelStarts.length;

  function assign(literal: Literal, reason: number): void {
    const variable = literal >> 1;
    values[variable] = (literal & 1) === 0 ? 1 : -1;
    levels[variable] = level();
    reasons[variable] = reason;
    trail.push(literal);
  }

  function decide(literal: Literal): void {
    levelStarts.push(trail.length);
    firstOpen[level()] = firstOpen[level() - 1] as number;
    assign(literal, NO_REASON);
  }

  function backtrack(target: number): void {
    if (level() <= target) return;
    const start = levelStarts[target] as number;
    for (let at = trail.length - 1; at >= start; at -= 1) {
      values[(trail[at] as Literal) >> 1] = 0;
    }
    trail.length = start;
    levelStarts.length = target;
    propagated = Math.min(propagated, start);
  }

  function watch(clause: number): void {
    const [first, second] = clauses[clause] as Literal[];
    (watches[first as Literal] as number[]).push(clause);
    (watches[second as Literal] as number[]).push(clause);
  }

  /** Draws conclusions until there are none; the clause that cannot hold, or `NO_CONFLICT`. */
  function propagate(): number {
    while (propagated < trail.length) {
      const lost = negated(trail[propagated] as Literal);
      propagated += 1;
      const conflict = visitWatchers(lost);
      if (conflict !== NO_CONFLICT) return conflict;
    }
    return NO_CONFLICT;
  }

  function visitWatchers(lost: Literal): number {
    const watchers = watches[lost] as number[];
    let kept = 0;
    let conflict = NO_CONFLICT;
    for (const [at, index] of watchers.entries()) {
      stepsLeft -= 1;
      const clause = clauses[index] as Literal[];
      if (clause[0] === lost) {
        clause[0] = clause[1] as Literal;
        clause[1] = lost;
      }
      const other = clause[0] as Literal;
      if (standingOf(other) !== 1 && moveWatch(clause, index)) continue;
      watchers[kept] = index;
      kept += 1;
      if (standingOf(other) === 0) assign(other, index);
      else if (standingOf(other) === -1) {
        conflict = index;
        for (const rest of watchers.slice(at + 1)) {
          watchers[kept] = rest;
          kept += 1;
        }
        break;
      }
    }
    watchers.length = kept;
    return conflict;
  }

  /** Watches a literal that is not false instead of the second one. */
  function moveWatch(clause: Literal[], index: number): boolean {
    for (let at = 2; at < clause.length; at += 1) {
      const literal = clause[at] as Literal;
      if (standingOf(literal) === -1) continue;
      clause[at] = clause[1] as Literal;
      clause[1] = literal;
      (watches[literal] as number[]).push(index);
      return true;
    }
    return false;
  }

  /** Learns why there is a conflict, goes back to where that was first known, and says so there. */
  function learn(conflict: number): void {
    const learned: Literal[] = [0];
    let open = 0;
    let back = 0;
    let at = trail.length - 1;
    let reason = conflict;
    let pivot = -1;
    do {
      for (const literal of clauses[reason] as Literal[]) {
        const variable = literal >> 1;
        if (literal === pivot || isSeen[variable] || levels[variable] === 0) continue;
        isSeen[variable] = true;
        if (levels[variable] === level()) open += 1;
        else {
          learned.push(literal);
          back = Math.max(back, levels[variable] as number);
        }
      }
      while (!isSeen[(trail[at] as Literal) >> 1]) at -= 1;
      pivot = trail[at] as Literal;
      reason = reasons[pivot >> 1] as number;
      isSeen[pivot >> 1] = false;
      at -= 1;
      open -= 1;
    } while (open > 0);
    learned[0] = negated(pivot);
    for (const literal of learned) isSeen[literal >> 1] = false;
    backtrack(back);
    if (learned.length === 1) {
      assign(learned[0], NO_REASON);
      return;
    }
    const second = learned.findIndex(
      (literal, index) => index > 0 && levels[literal >> 1] === back,
    );
    [learned[1], learned[second]] = [learned[second] as Literal, learned[1] as Literal];
    clauses.push(learned);
    watch(clauses.length - 1);
    assign(learned[0], clauses.length - 1);
  }

  /** The assumptions from which it follows that `literal` is false, and `literal`. */
  function coreOf(literal: Literal): readonly Literal[] {
    const core = [literal];
    const wanted = new Set([literal >> 1]);
    for (let at = trail.length - 1; at >= 0; at -= 1) {
      const implied = trail[at] as Literal;
      const variable = implied >> 1;
      if (!wanted.has(variable) || levels[variable] === 0) continue;
      const reason = reasons[variable] as number;
      if (reason === NO_REASON) {
        core.push(implied);
        continue;
      }
      for (const cause of clauses[reason] as Literal[]) wanted.add(cause >> 1);
    }
    return core;
  }

  function nextFree(): number | undefined {
    let at = firstOpen[level()] as number;
    while (at < freeVariables.length && values[freeVariables[at] as number] !== 0) at += 1;
    firstOpen[level()] = at;
    return freeVariables[at];
  }

  function search(assumptions: readonly Literal[]): Answer {
    if (isContradictory) return { kind: 'impossible', core: [] };
    for (;;) {
      const conflict = propagate();
      if (stepsLeft <= 0) return { kind: 'undecided' };
      if (conflict !== NO_CONFLICT) {
        if (level() === 0) {
          isContradictory = true;
          return { kind: 'impossible', core: [] };
        }
        learn(conflict);
        continue;
      }
      const assumption = assumptions[level()];
      if (assumption !== undefined) {
        if (standingOf(assumption) === -1) return { kind: 'impossible', core: coreOf(assumption) };
        if (standingOf(assumption) === 0) decide(assumption);
        else {
          levelStarts.push(trail.length);
          firstOpen[level()] = firstOpen[level() - 1] as number;
        }
        continue;
      }
      const variable = nextFree();
      if (variable === undefined) {
        const model = values.slice();
        return {
          kind: 'possible',
          truth: (literal) => model[literal >> 1] === ((literal & 1) === 0 ? 1 : -1),
        };
      }
      decide(2 * variable + 1);
    }
  }

  return {
    variableCount: () => values.length,
    stepsLeft: () => stepsLeft,
    addVariable(isFree) {
      const variable = values.length;
      values.push(0);
      levels.push(0);
      reasons.push(NO_REASON);
      isSeen.push(false);
      watches.push([], []);
      if (isFree) freeVariables.push(variable);
      return 2 * variable;
    },
    addClause(literals) {
      const open = literals.filter((literal) => standingOf(literal) !== -1);
      if (literals.some((literal) => standingOf(literal) === 1)) return;
      if (open.length === 0) isContradictory = true;
      else if (open.length === 1) assign(open[0] as Literal, NO_REASON);
      else {
        clauses.push(open);
        watch(clauses.length - 1);
      }
    },
    solve(assumptions) {
      const answer = search(assumptions);
      backtrack(0);
      return answer;
    },
  };
}
