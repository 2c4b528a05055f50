/** What ended an exchange. */
export type LifecycleState = 'completed' | 'failed' | 'aborted';

export type ResponsePath = 'upstream' | 'error' | 'blocked' | 'fast_response';

/** What became of the form that an answer must have. */
export type ContractOutcome = 'met' | 'repaired' | 'fallback' | 'violated';

/** One try at a backend. */
export interface Attempt {
  readonly model: string;
  readonly endpoint: string;
  /** HTTP status, absent when none arrived. */
  readonly status?: number;
  readonly reason?: string;
  readonly latency_ms: number;
}

/** Milliseconds from the request's first byte, and lengths of the stages. */
interface StageTimings {
  readonly signals_ms: number;
  readonly decision_ms: number;
  /** Everything of ours before the request goes upstream. */
  readonly routing_ms: number;
  /** From dispatch to the first upstream byte. */
  readonly upstream_ttfb_ms?: number;
  readonly total_ms: number;
}

/**
 * Everything learned about one request; headers, log line, metrics and replay are views of it.
 * Field names are those of the replay API.
 */
export interface ReplayRecord {
  /** From `lib/time-ordered-id.ts`, made for the time of `timestamp`: stores rely on its order. */
  readonly id: string;
  readonly request_id: string;
  /** ISO 8601, when the request arrived. */
  readonly timestamp: string;
  readonly recipe: string | null;
  readonly decision: string | null;
  readonly decision_tier: number | null;
  readonly decision_priority: number | null;
  /** Notes of the configuration on the decision. */
  readonly annotations: Readonly<Record<string, unknown>> | null;
  readonly confidence_score: number | null;
  readonly matched_rules: readonly string[];
  /** Boosting and recording decisions that matched before the one that won. */
  readonly passed_decisions: readonly string[];
  /** Top domain of the request, also when no rule used it. */
  readonly category: string | null;
  /** Name that the client asked for. */
  readonly original_model: string;
  readonly selected_model: string | null;
  readonly selection_method: string | null;
  /** Why the default model was taken, when it was. */
  readonly fallback_reason: string | null;
  readonly reasoning_mode: 'on' | 'off' | null;
  readonly reasoning_effort: string | null;
  /** Signal type -> matched names. */
  readonly signals: Readonly<Record<string, readonly string[]>>;
  /** Bands of scores that held. */
  readonly projections: readonly string[];
  readonly projection_scores: Readonly<Record<string, number>>;
  readonly signal_confidences: Readonly<Record<string, number>>;
  readonly signal_values: Readonly<Record<string, number>>;
  readonly signal_errors: Readonly<Record<string, string>>;
  readonly signal_durations_ms: Readonly<Record<string, number>>;
  readonly context_token_count: number | null;
  readonly streaming: boolean;
  readonly response_status: number;
  readonly response_path: ResponsePath;
  readonly error_code: string | null;
  readonly lifecycle_state: LifecycleState;
  readonly terminal_reason: string | null;
  readonly attempts: readonly Attempt[];
  readonly timings: StageTimings;
  readonly prompt_tokens: number | null;
  readonly cached_prompt_tokens: number | null;
  readonly cache_write_tokens: number | null;
  readonly completion_tokens: number | null;
  readonly total_tokens: number | null;
  readonly actual_cost: number | null;
  readonly baseline_cost: number | null;
  readonly cost_savings: number | null;
  readonly baseline_model: string | null;
  readonly currency: string | null;
  /** What the decision says about keeping the answer and the model of a session. */
  readonly retention: Readonly<Record<string, unknown>> | null;
  readonly output_contract: ContractOutcome | null;
}
