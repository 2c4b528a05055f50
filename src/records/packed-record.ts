import type { Decision } from '../decisions/schema.ts';
import type { JsonBytes } from '../lib/json-bytes.ts';
import type { SignalReport, SignalResults } from '../signals/results.ts';
import type { TokenUsage } from './cost.ts';
import type { Exchange } from './exchange.ts';
import type {
  Attempt,
  ContractOutcome,
  LifecycleState,
  ReplayRecord,
  ResponsePath,
} from './record.ts';
import type { ExchangeSummary } from './summary.ts';

/** One exchange as stores keep it: what lists filter by, empty where there is none, and the rest. */
export interface PackedRecord {
  /** From `lib/time-ordered-id.ts`, made when the request arrived: stores rely on its order. */
  readonly id: string;
  readonly requestId: string;
  readonly recipe: string;
  readonly decision: string;
  readonly model: string;
  /** From `packRecord`. */
  readonly packed: string;
}

/**
 * Layout of the array. Versions of Switchyard read each other's rows: cells are only ever appended,
 * and those that a row is too old to have read as null. Durations are whole microseconds and scores
 * whole millionths, since integers print and parse several times faster than fractions.
 */
type Cells = readonly [
  arrivedAtMs: number,
  decisionTier: number | null,
  decisionPriority: number | null,
  annotations: Readonly<Record<string, unknown>> | null,
  confidence: number | null,
  matchedRules: readonly string[],
  category: string | null,
  originalModel: string,
  selectionMethod: string | null,
  fallbackReason: string | null,
  reasoningMode: 'on' | 'off' | null,
  reasoningEffort: string | null,
  signals: readonly SignalCells[],
  contextTokens: number | null,
  isStreaming: 0 | 1,
  status: number,
  path: ResponsePath,
  errorCode: string | null,
  lifecycle: LifecycleState,
  terminalReason: string | null,
  attempts: readonly AttemptCells[],
  signalsTime: number,
  decisionTime: number,
  routingTime: number,
  firstByteTime: number | null,
  totalTime: number,
  promptTokens: number | null,
  cachedPromptTokens: number | null,
  cacheWriteTokens: number | null,
  completionTokens: number | null,
  totalTokens: number | null,
  cost: number | null,
  baselineCost: number | null,
  savings: number | null,
  baselineModel: string | null,
  currency: string | null,
  retention?: Readonly<Record<string, unknown>> | null,
  contract?: ContractOutcome | null,
  scores?: Readonly<Record<string, number>> | null,
  passed?: readonly string[],
];

type SignalCells = readonly [
  type: string,
  time: number,
  error: string | null,
  results: readonly RuleCells[],
];
type RuleCells = readonly [
  name: string,
  isMatch: 0 | 1,
  confidence: number | null,
  value: number | null,
  error?: string,
];
type AttemptCells = readonly [
  model: string,
  endpoint: string,
  time: number,
  status: number | null,
  reason: string | null,
];

const MICROSECONDS = 1e3;
const MILLIONTHS = 1e6;

/** Writes what the other columns of a record do not tell as one JSON array. */
export function packRecord(to: JsonBytes, exchange: Exchange, summary: ExchangeSummary): void {
  const { routing, selection } = exchange;
  to.ascii('[');
  to.number(exchange.arrivedAtMs);
  to.utf8(decisionCells(routing?.match?.decision));
  nextScaled(to, routing?.match?.confidence, MILLIONTHS);
  addTexts(to, routing?.match?.matchedRules);
  nextText(to, summary.category);
  nextText(to, exchange.originalModel);
  nextText(to, selection?.method);
  nextText(to, selection?.fallbackReason);
  nextText(to, selection?.reasoning && (selection.reasoning.isOn ? 'on' : 'off'));
  nextText(to, selection?.reasoning?.isOn ? selection.reasoning.effort : undefined);
  addSignals(to, routing?.signals.reports);
  nextNumber(to, exchange.contextTokens);
  nextNumber(to, exchange.isStreaming ? 1 : 0);
  nextNumber(to, exchange.status);
  nextText(to, exchange.path);
  nextText(to, exchange.errorCode);
  nextText(to, exchange.lifecycle);
  nextText(to, exchange.terminalReason);
  addAttempts(to, exchange.attempts);
  nextScaled(to, routing?.signalsMs ?? 0, MICROSECONDS);
  nextScaled(to, routing?.decisionMs ?? 0, MICROSECONDS);
  nextScaled(to, summary.routingMs, MICROSECONDS);
  nextScaled(to, summary.firstByteMs, MICROSECONDS);
  nextScaled(to, summary.totalMs, MICROSECONDS);
  addUsage(to, exchange.usage);
  addQuote(to, summary);
  to.utf8(retentionCell(routing?.match?.decision));
  nextText(to, exchange.contract);
  addScores(to, routing?.signals);
  addTexts(to, routing?.match?.passed);
  to.ascii(']');
}

/** Score -> its value, once however many bands it has. */
function addScores(to: JsonBytes, signals: SignalResults | undefined): void {
  const bands = signals?.reportOf('projection');
  const scores = bands && Object.assign({}, ...bands.results.map(({ values }) => values));
  to.utf8(`,${JSON.stringify(scores ?? null)}`);
}

/** A configuration has few decisions: what never changes of them is written once. */
const cellsOfDecision = new WeakMap<Decision, string>();

function decisionCells(decision: Decision | undefined): string {
  if (decision === undefined) return ',null,null,null';
  let cells = cellsOfDecision.get(decision);
  if (cells === undefined) {
    const { tier, priority, annotations } = decision;
    const array = JSON.stringify([tier, priority, annotations ?? null]);
    cells = `,${array.slice(1, -1)}`;
    cellsOfDecision.set(decision, cells);
  }
  return cells;
}

const retentionOfDecision = new WeakMap<Decision, string>();

function retentionCell(decision: Decision | undefined): string {
  if (decision?.emits === undefined) return ',null';
  let cell = retentionOfDecision.get(decision);
  if (cell === undefined) {
    const emitted = decision.emits.find(({ kind }) => kind === 'retention');
    cell = `,${JSON.stringify(emitted?.retention ?? null)}`;
    retentionOfDecision.set(decision, cell);
  }
  return cell;
}

function addSignals(to: JsonBytes, reports: readonly SignalReport[] = []): void {
  to.ascii(',[');
  let separator = '[';
  for (const { type, durationMs, results } of reports) {
    to.ascii(separator);
    to.string(type);
    nextScaled(to, durationMs, MICROSECONDS);
    nextText(to, undefined);
    addResults(to, results);
    to.ascii(']');
    separator = ',[';
  }
  to.ascii(']');
}

function addResults(to: JsonBytes, results: SignalReport['results']): void {
  to.ascii(',[');
  let separator = '[';
  for (const { name, isMatch, confidence, value, error } of results) {
    to.ascii(separator);
    to.string(name);
    to.ascii(isMatch ? ',1' : ',0');
    nextScaled(to, confidence, MILLIONTHS);
    nextScaled(to, value, MILLIONTHS);
    if (error !== undefined) nextText(to, error);
    to.ascii(']');
    separator = ',[';
  }
  to.ascii(']');
}

function addAttempts(to: JsonBytes, attempts: Exchange['attempts']): void {
  to.ascii(',[');
  let separator = '[';
  for (const { model, endpoint, latencyMs, status, reason } of attempts) {
    to.ascii(separator);
    to.string(model);
    nextText(to, endpoint);
    nextScaled(to, latencyMs, MICROSECONDS);
    nextNumber(to, status);
    nextText(to, reason);
    to.ascii(']');
    separator = ',[';
  }
  to.ascii(']');
}

function addUsage(to: JsonBytes, usage: TokenUsage | undefined): void {
  nextNumber(to, usage?.promptTokens);
  nextNumber(to, usage?.cachedPromptTokens);
  nextNumber(to, usage?.cacheWriteTokens);
  nextNumber(to, usage?.completionTokens);
  nextNumber(to, usage?.totalTokens);
}

function addQuote(to: JsonBytes, { quote }: ExchangeSummary): void {
  nextNumber(to, quote?.cost);
  nextNumber(to, quote?.baselineCost);
  nextNumber(to, quote?.savings);
  nextText(to, quote?.baselineModel);
  nextText(to, quote?.currency);
}

function addTexts(to: JsonBytes, texts: readonly string[] = []): void {
  to.ascii(',[');
  for (let index = 0; index < texts.length; index += 1) {
    if (index > 0) to.ascii(',');
    to.string(texts[index]);
  }
  to.ascii(']');
}

function nextText(to: JsonBytes, value: string | undefined): void {
  to.ascii(',');
  to.string(value);
}

function nextNumber(to: JsonBytes, value: number | undefined): void {
  to.ascii(',');
  to.number(value);
}

function nextScaled(to: JsonBytes, value: number | undefined, unitsOfOne: number): void {
  to.ascii(',');
  to.number(value === undefined ? undefined : Math.round(value * unitsOfOne));
}

/** The record under the names of the replay API. */
export function unpackRecord(record: PackedRecord): ReplayRecord {
  const [
    arrivedAtMs,
    decisionTier,
    decisionPriority,
    annotations,
    confidence,
    matchedRules,
    category,
    originalModel,
    selectionMethod,
    fallbackReason,
    reasoningMode,
    reasoningEffort,
    signals,
    contextTokens,
    isStreaming,
    status,
    path,
    errorCode,
    lifecycle,
    terminalReason,
    attempts,
    signalsTime,
    decisionTime,
    routingTime,
    firstByteTime,
    totalTime,
    promptTokens,
    cachedPromptTokens,
    cacheWriteTokens,
    completionTokens,
    totalTokens,
    cost,
    baselineCost,
    savings,
    baselineModel,
    currency,
    retention = null,
    contract = null,
    scores = null,
    passed = [],
  ] = JSON.parse(record.packed) as Cells;
  return {
    id: record.id,
    request_id: record.requestId,
    timestamp: new Date(arrivedAtMs).toISOString(),
    recipe: record.recipe || null,
    decision: record.decision || null,
    decision_tier: decisionTier,
    decision_priority: decisionPriority,
    annotations,
    confidence_score: confidence === null ? null : confidence / 1e6,
    matched_rules: matchedRules,
    passed_decisions: passed,
    projection_scores: scoreFields(scores),
    category,
    original_model: originalModel,
    selected_model: record.model || null,
    selection_method: selectionMethod,
    fallback_reason: fallbackReason,
    reasoning_mode: reasoningMode,
    reasoning_effort: reasoningEffort,
    ...signalFields(signals),
    context_token_count: contextTokens,
    streaming: isStreaming === 1,
    response_status: status,
    response_path: path,
    error_code: errorCode,
    lifecycle_state: lifecycle,
    terminal_reason: terminalReason,
    attempts: attempts.map(attemptField),
    timings: {
      signals_ms: signalsTime / 1e3,
      decision_ms: decisionTime / 1e3,
      routing_ms: routingTime / 1e3,
      ...(firstByteTime === null ? {} : { upstream_ttfb_ms: firstByteTime / 1e3 }),
      total_ms: totalTime / 1e3,
    },
    prompt_tokens: promptTokens,
    cached_prompt_tokens: cachedPromptTokens,
    cache_write_tokens: cacheWriteTokens,
    completion_tokens: completionTokens,
    total_tokens: totalTokens,
    actual_cost: cost,
    baseline_cost: baselineCost,
    cost_savings: savings,
    baseline_model: baselineModel,
    currency,
    retention,
    output_contract: contract,
  };
}

/** Keys are those of slots: `projection_score:<name>`. */
function scoreFields(
  scores: Readonly<Record<string, number>> | null,
): ReplayRecord['projection_scores'] {
  return Object.fromEntries(
    Object.entries(scores ?? {}).map(([key, value]) => [key.slice(key.indexOf(':') + 1), value]),
  );
}

type SignalFields = Pick<
  ReplayRecord,
  | 'signals'
  | 'projections'
  | 'signal_confidences'
  | 'signal_values'
  | 'signal_errors'
  | 'signal_durations_ms'
>;

function signalFields(reports: readonly SignalCells[]): SignalFields {
  const matched: Record<string, string[]> = {};
  const confidences: Record<string, number> = {};
  const values: Record<string, number> = {};
  const errors: Record<string, string> = {};
  const durations: Record<string, number> = {};
  for (const [type, time, error, results] of reports) {
    durations[type] = time / 1e3;
    // Versions before 0.4 told errors of whole types only.
    if (error !== null) errors[type] = error;
    for (const [name, isMatch, confidence, value, why] of results) {
      const rule = `${type}:${name}`;
      if (why !== undefined) errors[rule] = why;
      if (value !== null) values[rule] = value / 1e6;
      if (isMatch === 0) continue;
      confidences[rule] = (confidence ?? 0) / 1e6;
      matched[type] = [...(matched[type] ?? []), name];
    }
  }
  const { projection: projections = [], ...signals } = matched;
  return {
    signals,
    projections,
    signal_confidences: confidences,
    signal_values: values,
    signal_errors: errors,
    signal_durations_ms: durations,
  };
}

function attemptField([model, endpoint, time, status, reason]: AttemptCells): Attempt {
  return {
    model,
    endpoint,
    ...(status === null ? {} : { status }),
    ...(reason === null ? {} : { reason }),
    latency_ms: time / 1e3,
  };
}
