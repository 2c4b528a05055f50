import type { DecisionMatch } from '../decisions/decision.ts';
import type { ErrorCode } from '../errors.ts';
import type { SignalResults } from '../signals/results.ts';
import type { PriceBook, TokenUsage } from './cost.ts';
import type { ContractOutcome, LifecycleState, ResponsePath } from './record.ts';

/** What the signals and decisions said about a request under a virtual name. */
export interface ExchangeRouting {
  readonly recipe: string;
  readonly signals: SignalResults;
  readonly match: DecisionMatch | undefined;
  readonly signalsMs: number;
  readonly decisionMs: number;
}

/** The model that was chosen, and how. */
interface ExchangeSelection {
  readonly model: string;
  /** `explicit` when the client named the model itself. */
  readonly method: string;
  readonly fallbackReason: string | undefined;
  /** Undefined when nothing was said about reasoning. */
  readonly reasoning: { readonly isOn: boolean; readonly effort: string } | undefined;
  /** How the model was told, where it was. */
  readonly reasoningFamily: { readonly name: string; readonly parameter: string } | undefined;
}

/** One try at a backend. */
export interface ExchangeAttempt {
  readonly model: string;
  readonly endpoint: string;
  readonly latencyMs: number;
  /** HTTP status, undefined when none arrived. */
  readonly status: number | undefined;
  readonly reason: ErrorCode | undefined;
}

/** `performance.now()` of the moments that all durations are taken from. */
interface ExchangeMarks {
  readonly startedAt: number;
  /** First time that the request went to a backend. */
  readonly dispatchedAt: number | undefined;
  /** First byte of the answer that counted. */
  readonly firstByteAt: number | undefined;
  readonly endedAt: number;
}

/**
 * The results of one request, gathered when it is over; records, log lines and metrics are views of
 * it. Holds no text of the conversation.
 */
export interface Exchange {
  /** Replay id, made at arrival. */
  readonly id: string;
  readonly requestId: string;
  /** Wall clock, milliseconds since the epoch. */
  readonly arrivedAtMs: number;
  /** Name that the client asked for; empty when the request was not understood that far. */
  readonly originalModel: string;
  readonly isStreaming: boolean;
  readonly contextTokens: number | undefined;
  /** Undefined for an explicit model, and for a request that ended before routing. */
  readonly routing: ExchangeRouting | undefined;
  readonly selection: ExchangeSelection | undefined;
  readonly attempts: readonly ExchangeAttempt[];
  readonly usage: TokenUsage | undefined;
  /** Prices of the configuration that the request was served under. */
  readonly prices: PriceBook;
  /** Status that the client saw; 499 when it was gone. */
  readonly status: number;
  readonly path: ResponsePath;
  /** Of `errors.ts`, or what a decision that refuses says. */
  readonly errorCode: string | undefined;
  /** Absent where any answer would do. */
  readonly contract?: ContractOutcome | undefined;
  readonly lifecycle: LifecycleState;
  /** Why an exchange was not completed, where the error code does not tell. */
  readonly terminalReason: string | undefined;
  readonly marks: ExchangeMarks;
}
