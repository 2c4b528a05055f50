import type { Outcome, SignalResults } from '../signals/results.ts';
import type { Decision } from './schema.ts';

/** The decision that won for one request. */
export interface DecisionMatch {
  readonly decision: Decision;
  /** 0..1; 0 for an unconditional decision. */
  readonly confidence: number;
  /** Matched leaves as `type:name`, in rule order. */
  readonly matchedRules: readonly string[];
  /** Names of boosting and recording decisions that matched before it. */
  readonly passed: readonly string[];
}

/** One node of a rule tree with what it evaluated to; the root of an explanation. */
export interface RuleTrace {
  readonly kind: 'leaf' | 'and' | 'or' | 'not' | 'always';
  readonly outcome: Outcome;
  readonly confidence: number;
  /** Leaf only: `type:name`. */
  readonly rule?: string;
  /** Leaf with a predicate: the number that was compared. */
  readonly value?: number;
  readonly children?: readonly RuleTrace[];
}

export interface DecisionTrace {
  readonly name: string;
  readonly tier: number;
  readonly priority: number;
  readonly action: NonNullable<Decision['action']>['type'];
  readonly outcome: Outcome;
  readonly confidence: number;
  readonly isWinner: boolean;
  readonly rules: RuleTrace;
}

/** Decisions compiled against one signal table. */
export interface DecisionProgram {
  /** Undefined when nothing matches. Throws `signal_failed` when an undecided leaf says `on_error: fail`. */
  evaluate(results: SignalResults): DecisionMatch | undefined;
  /** Slots of signals that the choice still waits for; empty when it is made. */
  pending(results: SignalResults): ReadonlySet<number>;
  /** Name of what `evaluate` would choose; undefined also where that would throw. */
  winner(results: SignalResults): string | undefined;
  /** Every decision with its evaluated rule tree, in ranked order of evaluation; for explanations only. */
  explain(results: SignalResults): readonly DecisionTrace[];
}
