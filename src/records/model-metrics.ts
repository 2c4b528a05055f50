import type { Counter, Family, Gauge, Histogram, Registry } from '../lib/prometheus.ts';
import type { Exchange } from './exchange.ts';
import type { ExchangeSummary } from './summary.ts';

const secondsOfAnswer = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 180, 300];
const secondsToFirstToken = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 30, 60];
const secondsPerToken = [0.005, 0.01, 0.02, 0.03, 0.05, 0.075, 0.1, 0.15, 0.25, 0.5, 1, 2.5];
const tokensOfRequest = [0, ...Array.from({ length: 15 }, (_, power) => 8 * 2 ** power)];

interface ModelCells {
  readonly inflight: Gauge;
  readonly requests: Counter;
  readonly completionLatency: Histogram;
  readonly firstToken: Histogram;
  readonly perToken: Histogram;
  readonly tokens: Counter;
  readonly promptTokens: Counter;
  readonly completionTokens: Counter;
  readonly promptTokensPerRequest: Histogram;
  readonly completionTokensPerRequest: Histogram;
}

export interface ModelMetrics {
  of(model: string): ModelCells;
  observe(model: string, exchange: Exchange, summary: ExchangeSummary): void;
}

/** Everything whose first label is the model: looked up once a request. */
export function createModelMetrics(registry: Registry): ModelMetrics {
  const labels = ['model'];
  const counter = (name: string, help: string) => registry.counter({ name, help, labels });
  const histogram = (name: string, help: string, buckets: readonly number[]) =>
    registry.histogram({ name, help, labels, buckets });

  const families: { readonly [C in keyof ModelCells]: Family<ModelCells[C]> } = {
    requests: counter('llm_model_requests_total', 'Requests, by the model that was chosen.'),
    inflight: registry.gauge({
      name: 'llm_model_inflight_requests',
      help: 'Requests that a model is working on.',
      labels,
    }),
    completionLatency: histogram(
      'llm_model_completion_latency_seconds',
      'From the first byte of a request to the last byte of its answer.',
      secondsOfAnswer,
    ),
    firstToken: histogram(
      'llm_model_ttft_seconds',
      'From dispatch to the first byte of the backend.',
      secondsToFirstToken,
    ),
    perToken: histogram(
      'llm_model_tpot_seconds',
      'Time per token of the answer, for streams without the time to the first one.',
      secondsPerToken,
    ),
    tokens: counter('llm_model_tokens_total', 'Tokens of prompts and answers.'),
    promptTokens: counter('llm_model_prompt_tokens_total', 'Tokens of prompts.'),
    completionTokens: counter('llm_model_completion_tokens_total', 'Tokens of answers.'),
    promptTokensPerRequest: histogram(
      'llm_prompt_tokens_per_request',
      'Tokens of a prompt.',
      tokensOfRequest,
    ),
    completionTokensPerRequest: histogram(
      'llm_completion_tokens_per_request',
      'Tokens of an answer.',
      tokensOfRequest,
    ),
  };
  const money = ['model', 'currency'];
  const cost = registry.counter({
    name: 'llm_model_cost_total',
    help: 'What priced requests cost.',
    labels: money,
  });
  const saved = registry.counter({
    name: 'switchyard_cost_saved_total',
    help: 'What the dearest priced model would have cost more.',
    labels: money,
  });

  const cellsOfModel = new Map<string, ModelCells>();

  function of(model: string): ModelCells {
    let cells = cellsOfModel.get(model);
    if (cells === undefined) {
      const bound = Object.entries(families).map(([key, family]) => [key, family.labels(model)]);
      cells = Object.fromEntries(bound) as ModelCells;
      cellsOfModel.set(model, cells);
    }
    return cells;
  }

  return {
    of,
    observe(model, { lifecycle, usage, isStreaming }, summary) {
      const cells = of(model);
      const { firstByteMs, totalMs, quote } = summary;
      cells.requests.inc();
      if (lifecycle === 'completed') cells.completionLatency.observe(totalMs / 1000);
      if (firstByteMs !== undefined) cells.firstToken.observe(firstByteMs / 1000);
      if (usage !== undefined) {
        const { promptTokens, completionTokens } = usage;
        cells.tokens.inc(promptTokens + completionTokens);
        cells.promptTokens.inc(promptTokens);
        cells.completionTokens.inc(completionTokens);
        cells.promptTokensPerRequest.observe(promptTokens);
        cells.completionTokensPerRequest.observe(completionTokens);
        const perToken = millisecondsPerToken(summary, { isStreaming, tokens: completionTokens });
        if (perToken !== undefined) cells.perToken.observe(perToken / 1000);
      }
      if (quote !== undefined) {
        cost.labels(model, quote.currency).inc(quote.cost);
        saved.labels(model, quote.currency).inc(quote.savings);
      }
    },
  };
}

/** The first token of a stream counts as waiting; a whole answer has no first token to tell apart. */
function millisecondsPerToken(
  { routingMs, firstByteMs, totalMs }: ExchangeSummary,
  { isStreaming, tokens }: { readonly isStreaming: boolean; readonly tokens: number },
): number | undefined {
  const upstreamMs = totalMs - routingMs;
  if (!isStreaming) return tokens > 0 ? upstreamMs / tokens : undefined;
  if (firstByteMs === undefined || tokens < 2) return undefined;
  return (upstreamMs - firstByteMs) / (tokens - 1);
}
