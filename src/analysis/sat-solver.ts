/** Variable `v` as `2v`, its negation as `2v + 1`. */
export type Literal = number;

export type Answer =
  /** `truth` tells what is true in one case; only what was asked about is settled in it. */
  | {
      readonly kind: 'possible';
      readonly truth: (literal: Literal) => boolean;
      /** All that is true in that case. */
      readonly settled: readonly Literal[];
    }
  /** `core`: assumptions that exclude each other. */
  | { readonly kind: 'impossible'; readonly core: readonly Literal[] }
  /** The steps are used up. */
  | { readonly kind: 'undecided' };

export interface SatSolver {
  addVariable(): Literal;
  /** At least one of them is true. Only between searches. */
  addClause(literals: readonly Literal[]): void;
  /**
   * Whether all assumptions can be true. `choices`: the variables that determine them; the caller
   * vouches that any other variable can follow suit.
   */
  solve(assumptions: readonly Literal[], choices: readonly Literal[]): Answer;
  /** Visits of clauses and choices that are left to all searches together. */
  readonly stepsLeft: () => number;
  /** Work for the searches that is done elsewhere. */
  spend(steps: number): void;
}

const NO_REASON = -1;
const NO_CONFLICT = -1;

const OPEN = 0;
const HOLDS = 1;
const LOST = 2;

export function negated(literal: Literal): Literal {
  return literal ^ 1;
}

/**
 * Conflict-driven search: what is learned from a conflict is kept for later questions. It counts
 * steps instead of time, so that the same rules give the same findings on every machine.
 */
export function createSatSolver(maxSteps: number): SatSolver {
  const clauses: Literal[][] = [];
  /** By literal: the clauses that have to be looked at when it is lost. */
  const watches: number[][] = [];
  /** By literal. */
  let states = new Uint8Array(1024);
  /** By variable. */
  const levels: number[] = [];
  const reasons: number[] = [];
  const isSeen: boolean[] = [];
  const trail: Literal[] = [];
  /** Lengths of the trail where levels begin. */
  const levelStarts: number[] = [];
  /** By level: choices before this one are made. */
  const firstOpen: number[] = [0];
  let propagated = 0;
  let stepsLeft = maxSteps;
  let isContradictory = false;

  function assign(literal: Literal, reason: number): void {
    const variable = literal >> 1;
    states[literal] = HOLDS;
    states[negated(literal)] = LOST;
    levels[variable] = levelStarts.length;
    reasons[variable] = reason;
    trail.push(literal);
  }

  function openLevel(): void {
    const level = levelStarts.push(trail.length);
    firstOpen[level] = firstOpen[level - 1] as number;
  }

  function backtrack(level: number): void {
    const start = levelStarts[level];
    if (start === undefined) return;
    for (let at = start; at < trail.length; at += 1) {
      const literal = trail[at] as Literal;
      states[literal] = OPEN;
      states[negated(literal)] = OPEN;
    }
    trail.length = start;
    levelStarts.length = level;
    propagated = Math.min(propagated, start);
  }

  function addWatched(clause: Literal[]): number {
    const index = clauses.push(clause) - 1;
    (watches[clause[0] as Literal] as number[]).push(index);
    (watches[clause[1] as Literal] as number[]).push(index);
    return index;
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
    let conflict = NO_CONFLICT;
    let kept = 0;
    let at = 0;
    stepsLeft -= watchers.length;
    for (; at < watchers.length && conflict === NO_CONFLICT; at += 1) {
      const index = watchers[at] as number;
      const clause = clauses[index] as Literal[];
      if (clause[0] === lost) {
        clause[0] = clause[1] as Literal;
        clause[1] = lost;
      }
      const other = clause[0] as Literal;
      if (states[other] !== HOLDS && moveWatch(clause, index)) continue;
      watchers[kept] = index;
      kept += 1;
      if (states[other] === OPEN) assign(other, index);
      else if (states[other] === LOST) conflict = index;
    }
    for (; at < watchers.length; at += 1) {
      watchers[kept] = watchers[at] as number;
      kept += 1;
    }
    watchers.length = kept;
    return conflict;
  }

  /** Watches a literal that is not lost instead of the second one. */
  function moveWatch(clause: Literal[], index: number): boolean {
    for (let at = 2; at < clause.length; at += 1) {
      const literal = clause[at] as Literal;
      if (states[literal] === LOST) continue;
      clause[at] = clause[1] as Literal;
      clause[1] = literal;
      (watches[literal] as number[]).push(index);
      stepsLeft -= at;
      return true;
    }
    stepsLeft -= clause.length;
    return false;
  }

  /** Learns why there is a conflict, goes back to where that was first known, and says so there. */
  function learn(conflict: number): void {
    const level = levelStarts.length;
    const learned: Literal[] = [0];
    let openCount = 0;
    let back = 0;
    let at = trail.length - 1;
    let reason = conflict;
    let pivot = -1;
    do {
      const clause = clauses[reason] as Literal[];
      stepsLeft -= clause.length;
      for (const literal of clause) {
        const variable = literal >> 1;
        const since = levels[variable] as number;
        if (literal === pivot || isSeen[variable] || since === 0) continue;
        isSeen[variable] = true;
        if (since === level) openCount += 1;
        else {
          learned.push(literal);
          back = Math.max(back, since);
        }
      }
      while (!isSeen[(trail[at] as Literal) >> 1]) at -= 1;
      pivot = trail[at] as Literal;
      reason = reasons[pivot >> 1] as number;
      isSeen[pivot >> 1] = false;
      at -= 1;
      openCount -= 1;
    } while (openCount > 0);
    learned[0] = negated(pivot);
    for (const literal of learned) isSeen[literal >> 1] = false;
    backtrack(back);
    if (learned.length === 1) {
      assign(negated(pivot), NO_REASON);
      return;
    }
    const second = learned.findIndex((one, index) => index > 0 && levels[one >> 1] === back);
    [learned[1], learned[second]] = [learned[second] as Literal, learned[1] as Literal];
    assign(negated(pivot), addWatched(learned));
  }

  /** An assumption that is lost, and the ones because of which it is. */
  function coreOf(lost: Literal): readonly Literal[] {
    const core = [lost];
    const wanted = new Set([lost >> 1]);
    for (const literal of trail.toReversed()) {
      const variable = literal >> 1;
      if (levels[variable] === 0 || !wanted.has(variable)) continue;
      const reason = reasons[variable] as number;
      if (reason === NO_REASON) core.push(literal);
      else for (const cause of clauses[reason] as Literal[]) wanted.add(cause >> 1);
    }
    return core;
  }

  function nextChoice(choices: readonly Literal[]): Literal | undefined {
    const level = levelStarts.length;
    let at = firstOpen[level] as number;
    while (at < choices.length && states[choices[at] as Literal] !== OPEN) at += 1;
    stepsLeft -= at - (firstOpen[level] as number) + 1;
    firstOpen[level] = at;
    return choices[at];
  }

  function search(assumptions: readonly Literal[], choices: readonly Literal[]): Answer {
    firstOpen[0] = 0;
    while (!isContradictory) {
      const conflict = propagate();
      if (stepsLeft <= 0) return { kind: 'undecided' };
      if (conflict !== NO_CONFLICT) {
        isContradictory = levelStarts.length === 0;
        if (!isContradictory) learn(conflict);
        continue;
      }
      const assumption = assumptions[levelStarts.length];
      if (assumption !== undefined) {
        stepsLeft -= 1;
        if (states[assumption] === LOST) return { kind: 'impossible', core: coreOf(assumption) };
        openLevel();
        if (states[assumption] === OPEN) assign(assumption, NO_REASON);
        continue;
      }
      const choice = nextChoice(choices);
      if (choice === undefined) return foundCase();
      openLevel();
      assign(negated(choice), NO_REASON);
    }
    return { kind: 'impossible', core: [] };
  }

  function foundCase(): Answer {
    const settled = trail.slice();
    const settledStates = states.slice(0, watches.length);
    stepsLeft -= settled.length;
    return {
      kind: 'possible',
      settled,
      truth: (literal) => settledStates[literal] === HOLDS,
    };
  }

  return {
    stepsLeft: () => stepsLeft,
    spend(steps) {
      stepsLeft -= steps;
    },
    addVariable() {
      const literal = watches.length;
      watches.push([], []);
      levels.push(0);
      reasons.push(NO_REASON);
      isSeen.push(false);
      if (states.length < literal + 2) {
        const larger = new Uint8Array(2 * states.length);
        larger.set(states);
        states = larger;
      }
      return literal;
    },
    addClause(literals) {
      if (literals.some((literal) => states[literal] === HOLDS)) return;
      const open = literals.filter((literal) => states[literal] === OPEN);
      if (open.length === 0) isContradictory = true;
      else if (open.length === 1) assign(open[0] as Literal, NO_REASON);
      else addWatched(open);
    },
    solve(assumptions, choices) {
      const answer = search(assumptions, choices);
      backtrack(0);
      return answer;
    },
  };
}
