import { beforeEach, describe, expect, it } from 'vitest';
import {
  abortedExchange,
  brokenExchange,
  exchange,
  exchangeRouting,
  signalResults,
} from '../../test/doubles/exchange.ts';
import { createRegistry } from '../lib/prometheus.ts';
import type { Exchange } from './exchange.ts';
import { createRequestMetrics, type RequestMetrics } from './metrics.ts';
import { addProcessMetrics } from './process-metrics.ts';
import { summarize } from './summary.ts';

describe('request metrics', () => {
  let registry: ReturnType<typeof createRegistry>;
  let metrics: RequestMetrics;
  beforeEach(() => {
    registry = createRegistry();
    metrics = createRequestMetrics(registry);
  });

  function observe(...exchanges: Exchange[]): void {
    for (const one of exchanges) metrics.observe(one, summarize(one));
  }

  /** Every sample that is not 0 and no bucket, as `name{labels}` -> value. */
  function samples(): Record<string, number> {
    const lines = registry.render().split('\n');
    const entries = lines
      .filter((line) => line !== '' && !line.startsWith('#') && !line.includes('_bucket{'))
      .map((line): [string, number] => {
        const space = line.lastIndexOf(' ');
        return [line.slice(0, space), Number(line.slice(space + 1))];
      });
    return Object.fromEntries(entries.filter(([, value]) => value !== 0));
  }

  it('keeps equal names of two recipes apart', () => {
    observe(exchange({ routing: exchangeRouting({ recipe: 'careful lane' }) }));
    const names = Object.keys(samples());
    expect(names).toContain('llm_decision_match_total{decision_name="careful%20lane::code"}');
    expect(names).toContain(
      'llm_signal_match_total{signal_type="keyword",signal_name="careful%20lane::code"}',
    );
  });

  it('counts what decisions did besides choosing a model', () => {
    const unasked = { selection: undefined, attempts: [], usage: undefined };
    observe(
      exchange({ ...unasked, path: 'blocked', status: 403, errorCode: 'request_blocked' }),
      exchange({ ...unasked, path: 'fast_response' }),
      exchange({ contract: 'repaired' }),
    );
    const counted = samples();
    expect(counted).toMatchObject({
      'switchyard_requests_blocked_total{decision_name="code",code="403"}': 1,
      'llm_plugin_execution_total{plugin_type="fast_response",decision_name="code",status="success"}': 1,
      'switchyard_output_contract_total{decision_name="code",outcome="repaired"}': 1,
      'llm_model_requests_total{model="coder"}': 1,
    });
    const names = Object.keys(counted);
    expect(names).not.toContain('llm_model_requests_total{model="other"}');
    expect(names.filter((name) => name.startsWith('llm_request_errors_total'))).toEqual([]);
  });

  it('counts a completed exchange in every group', () => {
    observe(exchange());
    expect(samples()).toEqual({
      'llm_model_requests_total{model="coder"}': 1,
      'llm_model_completion_latency_seconds_sum{model="coder"}': 0.805,
      'llm_model_completion_latency_seconds_count{model="coder"}': 1,
      'llm_model_ttft_seconds_sum{model="coder"}': 0.12,
      'llm_model_ttft_seconds_count{model="coder"}': 1,
      'llm_model_tpot_seconds_sum{model="coder"}': 0.008,
      'llm_model_tpot_seconds_count{model="coder"}': 1,
      'llm_model_tokens_total{model="coder"}': 1100,
      'llm_model_prompt_tokens_total{model="coder"}': 1000,
      'llm_model_completion_tokens_total{model="coder"}': 100,
      'llm_prompt_tokens_per_request_sum{model="coder"}': 1000,
      'llm_prompt_tokens_per_request_count{model="coder"}': 1,
      'llm_completion_tokens_per_request_sum{model="coder"}': 100,
      'llm_completion_tokens_per_request_count{model="coder"}': 1,
      'llm_model_cost_total{model="coder",currency="USD"}': 0.0012,
      'switchyard_cost_saved_total{model="coder",currency="USD"}': 0.0108,
      'llm_signal_extraction_total{signal_type="keyword",signal_name="code"}': 1,
      'llm_signal_extraction_total{signal_type="keyword",signal_name="maths"}': 1,
      'llm_signal_extraction_total{signal_type="context",signal_name="short"}': 1,
      'llm_signal_extraction_total{signal_type="domain",signal_name="computer science"}': 1,
      'llm_signal_extraction_total{signal_type="domain",signal_name="law"}': 1,
      'llm_signal_match_total{signal_type="keyword",signal_name="code"}': 1,
      'llm_signal_match_total{signal_type="context",signal_name="short"}': 1,
      'llm_signal_match_total{signal_type="domain",signal_name="computer science"}': 1,
      'llm_signal_extraction_latency_seconds_sum{signal_type="keyword"}': 0.0312 / 1000,
      'llm_signal_extraction_latency_seconds_count{signal_type="keyword"}': 1,
      'llm_signal_extraction_latency_seconds_sum{signal_type="context"}': 0.0021 / 1000,
      'llm_signal_extraction_latency_seconds_count{signal_type="context"}': 1,
      'llm_signal_extraction_latency_seconds_sum{signal_type="domain"}': 4.31249 / 1000,
      'llm_signal_extraction_latency_seconds_count{signal_type="domain"}': 1,
      'llm_signal_extraction_latency_seconds_sum{signal_type="embedding"}': 0.05,
      'llm_signal_extraction_latency_seconds_count{signal_type="embedding"}': 1,
      'switchyard_signal_errors_total{signal_type="embedding",code="signal_timeout"}': 1,
      'llm_model_routing_modifications_total{source_model="auto",target_model="coder"}': 1,
      'llm_routing_reason_codes_total{reason_code="auto_routing",model="coder"}': 1,
      llm_model_routing_latency_seconds_sum: 0.005,
      llm_model_routing_latency_seconds_count: 1,
      'llm_context_token_count_sum{model="coder",context_level="short"}': 321,
      'llm_context_token_count_count{model="coder",context_level="short"}': 1,
      llm_decision_evaluation_total: 1,
      llm_decision_evaluation_latency_seconds_sum: 0.0049 / 1000,
      llm_decision_evaluation_latency_seconds_count: 1,
      'llm_decision_match_total{decision_name="code"}': 1,
      'llm_decision_confidence_sum{decision_name="code"}': 0.93661725,
      'llm_decision_confidence_count{decision_name="code"}': 1,
      'llm_classification_confidence_sum{category="computer science",classification_method="domain"}': 0.87312345,
      'llm_classification_confidence_count{category="computer science",classification_method="domain"}': 1,
      'llm_reasoning_decisions_total{category="computer science",model="coder",enabled="true",effort="high"}': 1,
      'llm_reasoning_template_usage_total{family="qwen3",param="enable_thinking"}': 1,
      'llm_reasoning_effort_usage_total{family="qwen3",effort="high"}': 1,
      'upstream_attempts_total{model="coder",endpoint="coder_a",outcome="success"}': 1,
    });
  });

  it.each<[string, Partial<Exchange>, string]>([
    ['parse error', { errorCode: 'body_too_deep', status: 400 }, 'parse_error'],
    ['unknown name', { errorCode: 'model_not_found', status: 404 }, 'model_not_found'],
    ['nothing to take', { errorCode: 'no_route', status: 400 }, 'no_model_selected'],
    ['failed signal', { errorCode: 'signal_failed', status: 503 }, 'classification_failed'],
    ['slow body', { errorCode: 'request_timeout', status: 408 }, 'timeout'],
    ['slow backend', { errorCode: 'upstream_timeout', status: 504 }, 'timeout'],
    ['refusal of the backend', { errorCode: 'upstream_error', status: 429 }, 'upstream_4xx'],
    ['failure of the backend', { errorCode: 'upstream_error', status: 500 }, 'upstream_5xx'],
    ['no backend', { errorCode: 'upstream_unavailable', status: 502 }, 'upstream_unavailable'],
    ['client gone', { lifecycle: 'aborted', errorCode: 'client_closed' }, 'cancellation'],
  ])('gives the reason of an error: %s', (_, changes, reason) => {
    observe(exchange({ lifecycle: 'failed', path: 'error', ...changes }));
    expect(samples()[`llm_request_errors_total{model="coder",reason="${reason}"}`]).toBe(1);
  });

  it('never makes a series of a name that only the client knows', () => {
    observe({ ...brokenExchange(), originalModel: 'made-up', errorCode: 'model_not_found' });
    expect(samples()['llm_request_errors_total{model="other",reason="model_not_found"}']).toBe(1);
    expect(registry.render()).not.toContain('made-up');
  });

  it('leaves an exchange that was not completed out of latencies, tokens and cost', () => {
    observe(abortedExchange());
    const names = Object.keys(samples()).join('\n');
    expect(names).not.toMatch(/completion_latency|ttft|tpot|tokens_total|cost/);
    expect(samples()['llm_model_requests_total{model="coder"}']).toBe(1);
    expect(
      samples()['upstream_attempts_total{model="coder",endpoint="coder_a",outcome="no_response"}'],
    ).toBe(1);
  });

  it('counts an explicit model as such, without decisions', () => {
    observe(exchange({ routing: undefined, originalModel: 'coder' }));
    expect(samples()).toMatchObject({
      'llm_routing_reason_codes_total{reason_code="model_specified",model="coder"}': 1,
    });
    expect(Object.keys(samples()).join('\n')).not.toMatch(/decision_(match|evaluation)|modifi/);
  });

  it('measures the pace of a stream from its first token on', () => {
    observe(exchange({ isStreaming: true }));
    const perToken = samples()['llm_model_tpot_seconds_sum{model="coder"}'];
    expect(perToken).toBeCloseTo((0.805 - 0.005 - 0.12) / 99, 9);
  });

  it.each([0, 1])('knows no pace of a stream of %i tokens', (completionTokens) => {
    const usage = { promptTokens: 9, cachedPromptTokens: 0, completionTokens, totalTokens: 9 };
    observe(exchange({ isStreaming: true, usage }));
    expect(Object.keys(samples()).join('\n')).not.toContain('tpot');
  });

  it('follows a configuration that was reloaded with other rules', () => {
    observe(exchange(), exchange({ routing: exchangeRouting({ signals: signalResults() }) }));
    const name = 'llm_signal_extraction_total{signal_type="keyword",signal_name="maths"}';
    expect(samples()[name]).toBe(2);
  });

  it('has buckets for answers of five minutes', () => {
    observe(exchange({ marks: { ...exchange().marks, endedAt: 1000 + 299_000 } }));
    const bucket = (bound: string) =>
      registry
        .render()
        .split('\n')
        .find((line) =>
          line.startsWith(
            `llm_model_completion_latency_seconds_bucket{model="coder",le="${bound}"}`,
          ),
        );
    expect(bucket('180')).toMatch(/ 0$/);
    expect(bucket('300')).toMatch(/ 1$/);
  });

  it('counts requests in flight, HTTP answers, drops and the queue', () => {
    const inflight = metrics.inflight('coder');
    inflight.add(1);
    metrics.inflight('coder').add(1);
    inflight.add(-1);
    metrics.countHttpRequest('/v1/models', 200);
    metrics.countDropped('store_failed', 7);
    metrics.setQueued(3);
    expect(samples()).toEqual({
      'llm_model_inflight_requests{model="coder"}': 1,
      'switchyard_http_requests_total{route="/v1/models",code="200"}': 1,
      'switchyard_records_dropped_total{reason="store_failed"}': 7,
      switchyard_records_queued: 3,
    });
  });
});

describe('process metrics', () => {
  it('tell version, processor time, memory and lag', async () => {
    const registry = createRegistry();
    const stop = addProcessMetrics(registry, '1.2.3');
    await new Promise((resolve) => setTimeout(resolve, 60));
    const blockedUntil = performance.now() + 100;
    while (performance.now() < blockedUntil);
    await new Promise((resolve) => setTimeout(resolve, 60));
    const text = registry.render();
    stop();
    const value = (name: string) => Number(new RegExp(`^${name} (.*)$`, 'm').exec(text)?.[1]);
    expect(text).toContain(
      `switchyard_build_info{version="1.2.3",node_version="${process.version}"} 1`,
    );
    expect(value('process_cpu_seconds_total')).toBeGreaterThan(0.1);
    expect(value('process_resident_memory_bytes')).toBeGreaterThan(10e6);
    expect(value('nodejs_heap_size_used_bytes')).toBeGreaterThan(1e6);
    expect(value('nodejs_eventloop_lag_max_seconds')).toBeGreaterThan(0.06);
    expect(value('nodejs_eventloop_lag_mean_seconds')).toBeLessThan(
      value('nodejs_eventloop_lag_max_seconds'),
    );
  });

  it('show no lag, rather than NaN, before it was measured', () => {
    const registry = createRegistry();
    const stop = addProcessMetrics(registry, '1.2.3');
    expect(registry.render()).toContain('nodejs_eventloop_lag_mean_seconds 0\n');
    expect(registry.render()).not.toContain('NaN');
    stop();
  });
});
