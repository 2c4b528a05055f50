import type { RuleResult } from '../signals/signal.ts';
import type { Exchange, ExchangeMarks, ExchangeRouting } from './exchange.ts';
import type { ReplayRecord, StageTimings } from './record.ts';

/** The record of an exchange, under the names of the replay API. */
export function toRecord(
  exchange: Exchange,
  isoTime = (epochMs: number) => new Date(epochMs).toISOString(),
): ReplayRecord {
  const { routing, selection, usage } = exchange;
  const decision = routing?.match?.decision;
  const quote =
    selection === undefined || usage === undefined
      ? undefined
      : exchange.prices.quote(selection.model, usage);
  const signals = routing === undefined ? noSignals : signalColumns(routing);
  return {
    id: exchange.id,
    request_id: exchange.requestId,
    timestamp: isoTime(exchange.arrivedAtMs),
    recipe: routing?.recipe ?? null,
    decision: decision?.name ?? null,
    decision_tier: decision?.tier ?? null,
    decision_priority: decision?.priority ?? null,
    annotations: decision?.annotations ?? null,
    confidence_score: routing?.match === undefined ? null : score(routing.match.confidence),
    matched_rules: routing?.match?.matchedRules ?? [],
    category: routing === undefined ? null : categoryOf(routing),
    original_model: exchange.originalModel,
    selected_model: selection?.model ?? null,
    selection_method: selection?.method ?? null,
    fallback_reason: selection?.fallbackReason ?? null,
    reasoning_mode:
      selection?.reasoning === undefined ? null : selection.reasoning.isOn ? 'on' : 'off',
    reasoning_effort: selection?.reasoning?.isOn ? selection.reasoning.effort : null,
    signals: signals.matched,
    signal_confidences: signals.confidences,
    signal_values: signals.values,
    signal_errors: signals.errors,
    signal_durations_ms: signals.durationsMs,
    context_token_count: exchange.contextTokens ?? null,
    streaming: exchange.isStreaming,
    response_status: exchange.status,
    response_path: exchange.path,
    error_code: exchange.errorCode ?? null,
    lifecycle_state: exchange.lifecycle,
    terminal_reason: exchange.terminalReason ?? null,
    attempts: exchange.attempts,
    timings: timingsOf(exchange.marks, routing),
    prompt_tokens: usage?.promptTokens ?? null,
    cached_prompt_tokens: usage?.cachedPromptTokens ?? null,
    cache_write_tokens: usage?.cacheWriteTokens ?? null,
    completion_tokens: usage?.completionTokens ?? null,
    total_tokens: usage?.totalTokens ?? null,
    actual_cost: quote?.cost ?? null,
    baseline_cost: quote?.baselineCost ?? null,
    cost_savings: quote?.savings ?? null,
    baseline_model: quote?.baselineModel ?? null,
    currency: quote?.currency ?? null,
  };
}

interface SignalColumns {
  readonly matched: Record<string, string[]>;
  readonly confidences: Record<string, number>;
  readonly values: Record<string, number>;
  readonly errors: Record<string, string>;
  readonly durationsMs: Record<string, number>;
}

const noSignals: SignalColumns = {
  matched: {},
  confidences: {},
  values: {},
  errors: {},
  durationsMs: {},
};

function signalColumns({ signals }: ExchangeRouting): SignalColumns {
  const columns: SignalColumns = {
    matched: {},
    confidences: {},
    values: {},
    errors: {},
    durationsMs: {},
  };
  for (const [type, results] of signals.reports) {
    for (const result of results) addResult(columns, type, result);
  }
  for (const [type, code] of signals.errors) columns.errors[type] = code;
  for (const [type, durationMs] of signals.durationsMs) {
    columns.durationsMs[type] = milliseconds(durationMs);
  }
  return columns;
}

function addResult(columns: SignalColumns, type: string, result: RuleResult): void {
  const rule = `${type}:${result.name}`;
  if (result.value !== undefined) columns.values[rule] = score(result.value);
  if (!result.isMatch) return;
  columns.confidences[rule] = score(result.confidence);
  const names = columns.matched[type];
  if (names === undefined) columns.matched[type] = [result.name];
  else names.push(result.name);
}

/** The domain that the decision used, else the strongest one that was seen. */
function categoryOf({ signals, match }: ExchangeRouting): string | null {
  const rule = match?.matchedRules.find((name) => name.startsWith('domain:'));
  if (rule !== undefined) return rule.slice('domain:'.length);
  let top: string | null = null;
  let topScore = Number.NEGATIVE_INFINITY;
  for (const { name, value, confidence } of signals.reports.get('domain') ?? []) {
    if ((value ?? confidence) <= topScore) continue;
    top = name;
    topScore = value ?? confidence;
  }
  return top;
}

function timingsOf(marks: ExchangeMarks, routing: ExchangeRouting | undefined): StageTimings {
  const { startedAt, dispatchedAt, firstByteAt, endedAt } = marks;
  const signalsMs = milliseconds(routing?.signalsMs ?? 0);
  const decisionMs = milliseconds(routing?.decisionMs ?? 0);
  const routingMs = milliseconds((dispatchedAt ?? endedAt) - startedAt);
  const totalMs = milliseconds(endedAt - startedAt);
  if (dispatchedAt === undefined || firstByteAt === undefined) {
    return {
      signals_ms: signalsMs,
      decision_ms: decisionMs,
      routing_ms: routingMs,
      total_ms: totalMs,
    };
  }
  return {
    signals_ms: signalsMs,
    decision_ms: decisionMs,
    routing_ms: routingMs,
    upstream_ttfb_ms: milliseconds(firstByteAt - dispatchedAt),
    total_ms: totalMs,
  };
}

/** To the microsecond: what follows is noise that costs time to print and space to keep. */
function milliseconds(value: number): number {
  return Math.round(value * 1e3) / 1e3;
}

function score(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
