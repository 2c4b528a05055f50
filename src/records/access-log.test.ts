import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { abortedExchange, brokenExchange, exchange } from '../../test/doubles/exchange.ts';
import { createAccessLog } from './access-log.ts';
import type { Exchange } from './exchange.ts';
import { toRecord } from './to-record.ts';

function lineOf(of: Exchange): Record<string, unknown> {
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line) => lines.push(line) });
  createAccessLog(log)(toRecord(of));
  expect(lines).toHaveLength(1);
  return JSON.parse(lines[0] as string);
}

describe('access log', () => {
  it('says where a request was routed to, and what that took and cost', () => {
    const { replay_id, ...line } = lineOf(exchange());
    expect(replay_id).toMatch(/^\w{26}$/);
    expect(line).toEqual({
      level: 30,
      msg: 'routed to coder',
      request_id: 'request-1',
      recipe: 'default',
      decision: 'code',
      original_model: 'auto',
      selected_model: 'coder',
      reasoning: 'on',
      status: 200,
      latency_ms: 805,
      routing_latency_ms: 5,
      prompt_tokens: 1000,
      completion_tokens: 100,
      cost: 0.0012,
      currency: 'USD',
    });
  });

  it('warns of a failed request with the code that the client got', () => {
    const { replay_id: _, ...line } = lineOf(brokenExchange());
    expect(line).toEqual({
      level: 40,
      msg: 'request failed',
      request_id: 'request-1',
      original_model: '',
      status: 400,
      error_code: 'invalid_json',
      latency_ms: 0.4,
      routing_latency_ms: 0.4,
    });
  });

  it('tells of a request that the client gave up', () => {
    expect(lineOf(abortedExchange())).toMatchObject({
      level: 30,
      msg: 'request aborted',
      status: 499,
      error_code: 'client_closed',
    });
  });
});
