import type { ErrorCode } from '../errors.ts';
import type { Gauge, Registry } from '../lib/prometheus.ts';
import type { Exchange, ExchangeAttempt } from './exchange.ts';
import { createModelMetrics } from './model-metrics.ts';
import { scopedName } from './scoped-name.ts';
import { createSignalMetrics } from './signal-metrics.ts';
import type { ExchangeSummary } from './summary.ts';

/** Why an exchange is missing in the log and metrics, or its record in the store. */
export type DropReason = 'queue_full' | 'store_behind' | 'store_failed' | 'bug' | 'closed';

/** The counts and latencies of requests; all but the first two are updated off the request's path. */
export interface RequestMetrics {
  /** Requests that a model is working on now; add 1 at dispatch and -1 when it is over. */
  inflight(model: string): Gauge;
  /** One answer to any request; `route` is the path's pattern, never the path. */
  countHttpRequest(route: string, status: number): void;
  observe(exchange: Exchange, summary: ExchangeSummary): void;
  countDropped(reason: DropReason, count: number): void;
  setQueued(count: number): void;
}

const secondsOfRouting = [
  0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];
const secondsOfDecision = [0.000005, 0.00001, 0.00005, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.1, 1];
const tokensOfContext = [100, 500, 1e3, 2e3, 4e3, 8e3, 16e3, 32e3, 64e3, 128e3, 256e3];
const tenths = Array.from({ length: 11 }, (_, index) => index / 10);

/** Error code -> `reason` of dashboards; other codes stand for themselves. */
const reasonOfCode: Partial<Record<ErrorCode, string>> = {
  invalid_json: 'parse_error',
  invalid_utf8: 'parse_error',
  missing_field: 'parse_error',
  invalid_type: 'parse_error',
  invalid_value: 'parse_error',
  body_too_deep: 'parse_error',
  too_many_messages: 'parse_error',
  request_too_large: 'parse_error',
  unsupported_encoding: 'parse_error',
  request_timeout: 'timeout',
  upstream_timeout: 'timeout',
  client_closed: 'cancellation',
  no_route: 'no_model_selected',
  signal_failed: 'classification_failed',
};

/** Label of what is not in the configuration: names that clients made up must not become series. */
const OTHER = 'other';

/** Registers the metrics of requests under the names that existing dashboards read. */
export function createRequestMetrics(registry: Registry): RequestMetrics {
  const counter = (name: string, help: string, labels: readonly string[] = []) =>
    registry.counter({ name, help, labels });
  const histogram = (
    name: string,
    help: string,
    { labels = [], buckets }: { labels?: readonly string[]; buckets: readonly number[] },
  ) => registry.histogram({ name, help, labels, buckets });

  const models = createModelMetrics(registry);
  const countSignals = createSignalMetrics(registry);

  const errors = counter('llm_request_errors_total', 'Requests that failed.', ['model', 'reason']);
  const modifications = counter(
    'llm_model_routing_modifications_total',
    'Requests under a virtual name, by the model that was chosen.',
    ['source_model', 'target_model'],
  );
  const reasonCodes = counter('llm_routing_reason_codes_total', 'Why a model was taken.', [
    'reason_code',
    'model',
  ]);
  const routingLatency = histogram(
    'llm_model_routing_latency_seconds',
    'From the first byte of a request to its dispatch.',
    { buckets: secondsOfRouting },
  ).labels();
  const contextTokens = histogram('llm_context_token_count', 'Estimated tokens of the context.', {
    labels: ['model', 'context_level'],
    buckets: tokensOfContext,
  });
  const evaluations = counter(
    'llm_decision_evaluation_total',
    'Evaluations of the decisions.',
  ).labels();
  const evaluationLatency = histogram(
    'llm_decision_evaluation_latency_seconds',
    'Time to evaluate all decisions.',
    { buckets: secondsOfDecision },
  ).labels();
  const matches = counter('llm_decision_match_total', 'Requests that a decision won.', [
    'decision_name',
  ]);
  const confidence = histogram('llm_decision_confidence', 'Confidence of the winning decision.', {
    labels: ['decision_name'],
    buckets: tenths,
  });
  const classification = histogram(
    'llm_classification_confidence',
    'Confidence of the domain that a request was assigned to.',
    { labels: ['category', 'classification_method'], buckets: tenths },
  );
  const reasoning = counter(
    'llm_reasoning_decisions_total',
    'Reasoning that decisions asked for.',
    ['category', 'model', 'enabled', 'effort'],
  );
  const template = counter('llm_reasoning_template_usage_total', 'Requests told how to reason.', [
    'family',
    'param',
  ]);
  const effort = counter('llm_reasoning_effort_usage_total', 'Reasoning efforts sent.', [
    'family',
    'effort',
  ]);
  const attempts = counter('upstream_attempts_total', 'Tries at backends.', [
    'model',
    'endpoint',
    'outcome',
  ]);
  const plugins = counter('llm_plugin_execution_total', 'Plugins that took part in a request.', [
    'plugin_type',
    'decision_name',
    'status',
  ]);
  const blocked = counter(
    'switchyard_requests_blocked_total',
    'Requests that a decision refused.',
    ['decision_name', 'code'],
  );
  const contracts = counter(
    'switchyard_output_contract_total',
    'Answers that had to have a form, by what became of it.',
    ['decision_name', 'outcome'],
  );
  const httpRequests = counter('switchyard_http_requests_total', 'HTTP answers.', [
    'route',
    'code',
  ]);
  const dropped = counter(
    'switchyard_records_dropped_total',
    'Exchanges that left no record, by reason.',
    ['reason'],
  );
  const queued = registry
    .gauge({ name: 'switchyard_records_queued', help: 'Records that wait to be stored.' })
    .labels();

  function observeRouting(exchange: Exchange, { category }: ExchangeSummary): void {
    const { routing, selection, contextTokens: tokens } = exchange;
    if (selection !== undefined) {
      const { model } = selection;
      reasonCodes.labels(routing ? 'auto_routing' : 'model_specified', model).inc();
      if (routing) modifications.labels(exchange.originalModel, model).inc();
      if (tokens !== undefined) {
        const bands = routing?.signals.reportOf('context')?.results;
        const level = bands?.find(({ isMatch }) => isMatch)?.name ?? 'none';
        contextTokens.labels(model, level).observe(tokens);
      }
    }
    if (routing === undefined) return;
    evaluations.inc();
    evaluationLatency.observe(routing.decisionMs / 1000);
    countSignals(routing.signals, routing.recipe);
    if (routing.match !== undefined) {
      const name = scopedName(routing.recipe, routing.match.decision.name);
      matches.labels(name).inc();
      confidence.labels(name).observe(routing.match.confidence);
    }
    if (category === undefined) return;
    const domains = routing.signals.reportOf('domain')?.results;
    const domain = domains?.find(({ name }) => name === category);
    const certainty = domain?.isMatch ? domain.confidence : domain?.value;
    if (certainty !== undefined) classification.labels(category, 'domain').observe(certainty);
  }

  /** What a decision did besides choosing a model. */
  function observePolicy({ routing, path, status, contract }: Exchange): void {
    const decision = routing?.match?.decision.name;
    if (routing === undefined || decision === undefined) return;
    const name = scopedName(routing.recipe, decision);
    if (path === 'blocked') blocked.labels(name, String(status)).inc();
    if (path === 'fast_response') plugins.labels('fast_response', name, 'success').inc();
    if (contract !== undefined) contracts.labels(name, contract).inc();
  }

  function observeReasoning({ selection }: Exchange, { category }: ExchangeSummary): void {
    if (selection?.reasoning === undefined) return;
    const { reasoning: mode, reasoningFamily: family, model } = selection;
    const sentEffort = mode.isOn ? mode.effort : 'none';
    reasoning.labels(category ?? 'none', model, String(mode.isOn), sentEffort).inc();
    if (family === undefined) return;
    template.labels(family.name, family.parameter).inc();
    if (mode.isOn) effort.labels(family.name, mode.effort).inc();
  }

  return {
    inflight: (model) => models.of(model).inflight,
    countHttpRequest(route, status) {
      httpRequests.labels(route, String(status)).inc();
    },
    observe(exchange, summary) {
      const model = exchange.selection?.model ?? OTHER;
      // An answer without a model must not look like a fast one of some model.
      if (isOfModel(exchange)) models.observe(model, exchange, summary);
      routingLatency.observe(summary.routingMs / 1000);
      observeRouting(exchange, summary);
      observePolicy(exchange);
      observeReasoning(exchange, summary);
      for (const attempt of exchange.attempts) {
        attempts.labels(attempt.model, attempt.endpoint, outcomeOf(attempt)).inc();
      }
      if (exchange.lifecycle !== 'completed') errors.labels(model, reasonOf(exchange)).inc();
    },
    countDropped: (reason, count) => dropped.labels(reason).inc(count),
    setQueued: (count) => queued.set(count),
  };
}

function isOfModel({ path }: Exchange): boolean {
  return path !== 'blocked' && path !== 'fast_response';
}

function reasonOf({ errorCode, lifecycle, status }: Exchange): string {
  if (lifecycle === 'aborted') return 'cancellation';
  if (errorCode === undefined) return OTHER;
  if (errorCode === 'upstream_error') return status >= 500 ? 'upstream_5xx' : 'upstream_4xx';
  return reasonOfCode[errorCode as ErrorCode] ?? errorCode;
}

function outcomeOf({ status }: ExchangeAttempt): string {
  if (status === undefined) return 'no_response';
  if (status >= 500) return 'upstream_5xx';
  return status >= 400 ? 'upstream_4xx' : 'success';
}
