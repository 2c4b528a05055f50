import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { abortedExchange, brokenExchange, exchange } from '../../test/doubles/exchange.ts';
import { createLineBatch } from '../lib/line-batch.ts';
import { createAccessLog } from './access-log.ts';
import type { Exchange } from './exchange.ts';
import { summarize } from './summary.ts';

function lineOf(of: Exchange): Record<string, unknown> {
  const lines: string[] = [];
  const batch = createLineBatch({ write: (bytes) => lines.push(String(bytes)) });
  const log = pino({ base: { component: 'switchyard' } }, batch);
  createAccessLog({ log, lines: batch })(of, summarize(of));
  batch.flush();
  expect(lines).toHaveLength(1);
  expect(lines[0]).toMatch(/^[^\n]+\n$/);
  return JSON.parse(lines[0] as string);
}

describe('access log', () => {
  it('says where a request was routed to, and what that took and cost', () => {
    const { replay_id, time, ...line } = lineOf(exchange());
    expect(replay_id).toMatch(/^\w{26}$/);
    expect(Date.now() - Date.parse(String(time))).toBeLessThan(60_000);
    expect(line).toEqual({
      level: 'info',
      component: 'switchyard',
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

  it('says that no model was asked, and how a refusal is called', () => {
    const unasked = { selection: undefined, attempts: [], usage: undefined };
    const refused = { path: 'blocked', status: 403, errorCode: 'request_blocked' } as const;
    expect(lineOf(exchange({ ...unasked, ...refused }))).toMatchObject({
      level: 'info',
      msg: 'refused by a decision',
      decision: 'code',
      status: 403,
      error_code: 'request_blocked',
    });
    expect(lineOf(exchange({ ...unasked, path: 'fast_response' }))).toMatchObject({
      msg: 'answered by a decision',
    });
  });

  it('warns of a failed request with the code that the client got', () => {
    const { replay_id: _, time: __, ...line } = lineOf(brokenExchange());
    expect(line).toEqual({
      level: 'warn',
      component: 'switchyard',
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
      level: 'info',
      msg: 'request aborted',
      status: 499,
      error_code: 'client_closed',
    });
  });
});
