import { describe, expect, it } from 'vitest';
import {
  abortedExchange,
  brokenExchange,
  exchange,
  exchangeRouting,
  signalResults,
} from '../../test/doubles/exchange.ts';
import { recordOf } from '../../test/doubles/replay.ts';
import type { DecisionMatch } from '../decisions/decision.ts';
import { decision } from '../decisions/schema.ts';
import { SignalResults, SignalTable } from '../signals/results.ts';

describe('record of an exchange', () => {
  it('tells everything that is known of a completed exchange', () => {
    const { id, ...record } = recordOf(exchange());
    expect(id).toMatch(/^\w{26}$/);
    expect(record).toEqual({
      request_id: 'request-1',
      timestamp: '2026-06-01T12:00:00.250Z',
      recipe: 'default',
      decision: 'code',
      decision_tier: 1,
      decision_priority: 100,
      annotations: { team: 'platform' },
      confidence_score: 0.936617,
      matched_rules: ['keyword:code', 'domain:computer science'],
      category: 'computer science',
      original_model: 'auto',
      selected_model: 'coder',
      selection_method: 'static',
      fallback_reason: null,
      reasoning_mode: 'on',
      reasoning_effort: 'high',
      passed_decisions: [],
      projections: [],
      projection_scores: {},
      signals: { keyword: ['code'], context: ['short'], domain: ['computer science'] },
      signal_confidences: {
        'keyword:code': 1,
        'context:short': 1,
        'domain:computer science': 0.873123,
      },
      signal_values: {
        'context:short': 321,
        'domain:law': 0.1,
        'domain:computer science': 0.873123,
      },
      signal_errors: { 'embedding:support': 'signal_timeout' },
      signal_durations_ms: { keyword: 0.031, context: 0.002, domain: 4.312, embedding: 50 },
      context_token_count: 321,
      streaming: false,
      response_status: 200,
      response_path: 'upstream',
      error_code: null,
      lifecycle_state: 'completed',
      terminal_reason: null,
      attempts: [{ model: 'coder', endpoint: 'coder_a', status: 200, latency_ms: 800 }],
      timings: {
        signals_ms: 4.4,
        decision_ms: 0.005,
        routing_ms: 5,
        upstream_ttfb_ms: 120,
        total_ms: 805,
      },
      prompt_tokens: 1000,
      cached_prompt_tokens: 200,
      cache_write_tokens: null,
      completion_tokens: 100,
      total_tokens: 1100,
      actual_cost: 0.0012,
      baseline_cost: 0.012,
      cost_savings: 0.0108,
      baseline_model: 'large',
      currency: 'USD',
      retention: null,
      output_contract: null,
    });
  });

  it('of an answer without a model says where it came from', () => {
    const refused = { path: 'blocked', status: 451, errorCode: 'no_entry' } as const;
    const unasked = { selection: undefined, attempts: [], usage: undefined };
    expect(recordOf(exchange({ ...unasked, ...refused }))).toMatchObject({
      decision: 'code',
      selected_model: null,
      response_path: 'blocked',
      response_status: 451,
      error_code: 'no_entry',
      lifecycle_state: 'completed',
    });
    expect(recordOf(exchange({ ...unasked, path: 'fast_response' }))).toMatchObject({
      response_path: 'fast_response',
    });
  });

  it('tells what a decision says about retention, falses and zeros too, and its contract', () => {
    const retention = { keep_current_model: false, ttl_turns: 0 };
    const routing = exchangeRouting();
    const match = routing.match && {
      ...routing.match,
      decision: decision.parse({ name: 'd', emits: [{ kind: 'retention', retention }] }),
    };
    const one = exchange({ routing: { ...routing, match }, contract: 'repaired' });
    expect(recordOf(one)).toMatchObject({ retention, output_contract: 'repaired' });
  });

  it('of an aborted request has no tokens and no cost, but all that was decided', () => {
    expect(recordOf(abortedExchange())).toMatchObject({
      decision: 'code',
      selected_model: 'coder',
      response_status: 499,
      error_code: 'client_closed',
      lifecycle_state: 'aborted',
      terminal_reason: 'client_canceled',
      timings: { signals_ms: 4.4, decision_ms: 0.005, routing_ms: 5, total_ms: 35 },
      prompt_tokens: null,
      total_tokens: null,
      actual_cost: null,
      baseline_cost: null,
      cost_savings: null,
      baseline_model: null,
      currency: null,
    });
  });

  it('of a request that was not understood says so and nothing else', () => {
    expect(recordOf(brokenExchange())).toMatchObject({
      recipe: null,
      decision: null,
      matched_rules: [],
      category: null,
      original_model: '',
      selected_model: null,
      reasoning_mode: null,
      signals: {},
      signal_errors: {},
      error_code: 'invalid_json',
      lifecycle_state: 'failed',
      timings: { signals_ms: 0, decision_ms: 0, routing_ms: 0.4, total_ms: 0.4 },
    });
  });

  it('leaves costs out for a model without price', () => {
    const { selection } = exchange();
    const record = recordOf(exchange({ selection: selection && { ...selection, model: 'local' } }));
    expect(record).toMatchObject({ prompt_tokens: 1000, actual_cost: null, baseline_model: null });
  });

  it.each([
    [{ isOn: true, effort: 'low' }, 'on', 'low'],
    [{ isOn: false, effort: 'low' }, 'off', null],
    [undefined, null, null],
  ])('reasoning %j', (reasoning, mode, effort) => {
    const { selection } = exchange();
    const record = recordOf(exchange({ selection: selection && { ...selection, reasoning } }));
    expect([record.reasoning_mode, record.reasoning_effort]).toEqual([mode, effort]);
  });

  it('tells why the default model was taken', () => {
    const record = recordOf(
      exchange({
        routing: exchangeRouting({ match: undefined }),
        selection: {
          model: 'coder',
          method: 'default',
          fallbackReason: 'no_decision_matched',
          reasoning: undefined,
          reasoningFamily: undefined,
        },
      }),
    );
    expect(record).toMatchObject({
      decision: null,
      decision_tier: null,
      confidence_score: null,
      matched_rules: [],
      selection_method: 'default',
      fallback_reason: 'no_decision_matched',
    });
  });

  describe('category', () => {
    it('is the domain of the winning rules', () => {
      const { match } = exchangeRouting();
      const routing = exchangeRouting({
        match: match && { ...match, matchedRules: ['keyword:code', 'domain:law'] },
      });
      expect(recordOf(exchange({ routing })).category).toBe('law');
    });

    it('is the strongest domain when the rules used none', () => {
      const { match } = exchangeRouting();
      const routing = exchangeRouting({
        match: match && { ...match, matchedRules: ['keyword:code'] },
      });
      expect(recordOf(exchange({ routing })).category).toBe('computer science');
      expect(recordOf(exchange({ routing: exchangeRouting({ match: undefined }) })).category).toBe(
        'computer science',
      );
    });

    it('is unknown when no domain was looked for', () => {
      const signals = new SignalResults(new SignalTable([]));
      const routing = exchangeRouting({ match: undefined, signals });
      expect(recordOf(exchange({ routing })).category).toBeNull();
    });
  });

  it('does not change the exchange', () => {
    const signals = signalResults();
    const before = structuredClone(signals.reports);
    recordOf(exchange({ routing: exchangeRouting({ signals }) }));
    expect(signals.reports).toEqual(before);
  });

  it('tells bands and scores of projections apart from signals', () => {
    const signals = new SignalResults(
      new SignalTable(['projection:hard', 'projection_score:work']),
    );
    const values = { 'projection_score:work': 0.7 };
    signals.report(
      'projection',
      [{ name: 'hard', isMatch: true, confidence: 0.9, value: 0.7, values }],
      { durationMs: 0 },
    );
    const { match } = exchangeRouting();
    const passed = { ...(match as DecisionMatch), passed: ['boosted'] };
    const record = recordOf(exchange({ routing: exchangeRouting({ signals, match: passed }) }));
    expect(record).toMatchObject({
      signals: {},
      projections: ['hard'],
      projection_scores: { work: 0.7 },
      passed_decisions: ['boosted'],
      signal_confidences: { 'projection:hard': 0.9 },
    });
  });
});
