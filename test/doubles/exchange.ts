import type { DecisionMatch } from '../../src/decisions/decision.ts';
import { decision } from '../../src/decisions/schema.ts';
import { createTimeOrderedIds } from '../../src/lib/time-ordered-id.ts';
import { createPriceBook } from '../../src/records/cost.ts';
import type { Exchange, ExchangeRouting } from '../../src/records/exchange.ts';
import { failedResults, SignalResults, SignalTable } from '../../src/signals/results.ts';

const ids = createTimeOrderedIds();
const arrivedAtMs = Date.UTC(2026, 5, 1, 12, 0, 0, 250);

const prices = createPriceBook([
  { name: 'coder', pricing: { prompt_per_1m: 1, completion_per_1m: 2 } },
  { name: 'large', pricing: { prompt_per_1m: 10, completion_per_1m: 20 } },
]);

const table = new SignalTable([
  'keyword:code',
  'keyword:maths',
  'context:short',
  'domain:computer science',
  'domain:law',
  'embedding:support',
]);

/** Signals of a request about code; the embedding signal ran out of time. */
export function signalResults(): SignalResults {
  const signals = new SignalResults(table);
  signals.report('keyword', [{ name: 'code', isMatch: true, confidence: 1 }], {
    durationMs: 0.0312,
  });
  signals.report('context', [{ name: 'short', isMatch: true, confidence: 1, value: 321 }], {
    durationMs: 0.0021,
  });
  signals.report(
    'domain',
    [
      { name: 'law', isMatch: false, confidence: 0, value: 0.1 },
      { name: 'computer science', isMatch: true, confidence: 0.87312345, value: 0.87312345 },
    ],
    { durationMs: 4.31249 },
  );
  signals.report('embedding', failedResults(['support'], 'signal_timeout'), { durationMs: 50 });
  return signals;
}

export function exchangeRouting(changes: Partial<ExchangeRouting> = {}): ExchangeRouting {
  const match: DecisionMatch = {
    decision: decision.parse({
      name: 'code',
      priority: 100,
      tier: 1,
      rules: { type: 'keyword', name: 'code' },
      annotations: { team: 'platform' },
    }),
    confidence: 0.93661725,
    matchedRules: ['keyword:code', 'domain:computer science'],
    passed: [],
  };
  return {
    recipe: 'default',
    signals: signalResults(),
    match,
    signalsMs: 4.4001,
    decisionMs: 0.0049,
    ...changes,
  };
}

/** A completed exchange; every call has an id of its own. */
export function exchange(changes: Partial<Exchange> = {}): Exchange {
  return {
    id: ids.next(arrivedAtMs),
    requestId: 'request-1',
    arrivedAtMs,
    originalModel: 'auto',
    isStreaming: false,
    contextTokens: 321,
    routing: exchangeRouting(),
    selection: {
      model: 'coder',
      method: 'static',
      fallbackReason: undefined,
      reasoning: { isOn: true, effort: 'high' },
      reasoningFamily: { name: 'qwen3', parameter: 'enable_thinking' },
    },
    attempts: [
      { model: 'coder', endpoint: 'coder_a', latencyMs: 800, status: 200, reason: undefined },
    ],
    usage: {
      promptTokens: 1000,
      cachedPromptTokens: 200,
      completionTokens: 100,
      totalTokens: 1100,
    },
    prices,
    status: 200,
    path: 'upstream',
    errorCode: undefined,
    lifecycle: 'completed',
    terminalReason: undefined,
    marks: { startedAt: 1000, dispatchedAt: 1005, firstByteAt: 1125, endedAt: 1805 },
    ...changes,
  };
}

/** An exchange of which the client gave up before the answer began. */
export function abortedExchange(): Exchange {
  return exchange({
    isStreaming: true,
    usage: undefined,
    attempts: [
      {
        model: 'coder',
        endpoint: 'coder_a',
        latencyMs: 30,
        status: undefined,
        reason: 'client_closed',
      },
    ],
    status: 499,
    path: 'error',
    errorCode: 'client_closed',
    lifecycle: 'aborted',
    terminalReason: 'client_canceled',
    marks: { startedAt: 1000, dispatchedAt: 1005, firstByteAt: undefined, endedAt: 1035 },
  });
}

/** An exchange that ended before anything was known of it. */
export function brokenExchange(): Exchange {
  return exchange({
    originalModel: '',
    contextTokens: undefined,
    routing: undefined,
    selection: undefined,
    attempts: [],
    usage: undefined,
    status: 400,
    path: 'error',
    errorCode: 'invalid_json',
    lifecycle: 'failed',
    marks: { startedAt: 1000, dispatchedAt: undefined, firstByteAt: undefined, endedAt: 1000.4 },
  });
}
