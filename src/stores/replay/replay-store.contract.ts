import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createTimeOrderedIds } from '../../lib/time-ordered-id.ts';
import type { ReplayRecord } from '../../records/record.ts';
import type { ReplayStore } from './replay-store.ts';

const noon = Date.UTC(2026, 5, 1, 12);

/** A record with an id for `at`, milliseconds after noon of some day. */
export function replayRecord(at: number, changes: Partial<ReplayRecord> = {}): ReplayRecord {
  return {
    id: createTimeOrderedIds().next(noon + at),
    request_id: `request-${at}`,
    timestamp: new Date(noon + at).toISOString(),
    recipe: 'default',
    decision: 'code',
    decision_tier: 1,
    decision_priority: 100,
    annotations: { team: 'platform' },
    confidence_score: 0.8731,
    matched_rules: ['keyword:code', 'domain:computer science'],
    category: 'computer science',
    original_model: 'auto',
    selected_model: 'coder',
    selection_method: 'static',
    fallback_reason: null,
    reasoning_mode: 'on',
    reasoning_effort: 'high',
    signals: { keyword: ['code'], domain: ['computer science'] },
    signal_confidences: { 'keyword:code': 1, 'domain:computer science': 0.8731 },
    signal_values: { 'context:short': 321 },
    signal_errors: { embedding: 'signal_timeout' },
    signal_durations_ms: { keyword: 0.031, domain: 4.312 },
    context_token_count: 321,
    streaming: true,
    response_status: 200,
    response_path: 'upstream',
    error_code: null,
    lifecycle_state: 'completed',
    terminal_reason: null,
    attempts: [
      { model: 'coder', endpoint: 'coder_a', reason: 'upstream_unavailable', latency_ms: 3.1 },
      { model: 'coder', endpoint: 'coder_b', status: 200, latency_ms: 812.25 },
    ],
    timings: {
      signals_ms: 4.5,
      decision_ms: 0.011,
      routing_ms: 5.1,
      upstream_ttfb_ms: 120.5,
      total_ms: 812.9,
    },
    prompt_tokens: 321,
    cached_prompt_tokens: 20,
    cache_write_tokens: 5,
    completion_tokens: 120,
    total_tokens: 441,
    actual_cost: 0.000123,
    baseline_cost: 0.00123,
    cost_savings: 0.001107,
    baseline_model: 'large',
    currency: 'USD',
    ...changes,
  };
}

/** What every engine of the replay store does. */
export function testReplayStore(name: string, open: () => Promise<ReplayStore>): void {
  describe(`replay store contract: ${name}`, () => {
    let store: ReplayStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.close());

    const page = { limit: 100, offset: 0 };
    const requestIds = (records: readonly ReplayRecord[]) =>
      records.map((record) => record.request_id);

    it('gives a record back as it was, by its id', async () => {
      const record = replayRecord(1);
      await store.append([record]);
      expect(await store.get(record.id)).toEqual(record);
    });

    it('keeps a record of which little is known', async () => {
      const record = replayRecord(1, {
        ...nullFields,
        matched_rules: [],
        signals: {},
        signal_confidences: {},
        signal_values: {},
        signal_errors: {},
        signal_durations_ms: {},
        attempts: [],
        timings: { signals_ms: 0, decision_ms: 0, routing_ms: 0.2, total_ms: 0.2 },
        original_model: '',
        lifecycle_state: 'failed',
        response_path: 'error',
        error_code: 'invalid_json',
        response_status: 400,
      });
      await store.append([record]);
      expect(await store.get(record.id)).toEqual(record);
    });

    it.each([
      'ünïcode 模型 🚀',
      'quote " and \\',
      "it's; DROP TABLE replay; --",
      '\u0000\n\t',
      '\ud800',
    ])('keeps the text %j', async (text) => {
      const record = replayRecord(1, { request_id: text, decision: text, original_model: text });
      await store.append([record]);
      expect((await store.get(record.id))?.original_model).toBe(text);
    });

    it('knows nothing of an id that was never appended', async () => {
      expect(await store.get('nothing')).toBeUndefined();
    });

    it('is empty at first', async () => {
      expect(await store.list(page)).toEqual({ records: [], total: 0 });
    });

    it('accepts an empty batch', async () => {
      await store.append([]);
      expect((await store.list(page)).total).toBe(0);
    });

    it('lists the record that arrived last first, whatever the order of appending', async () => {
      const [one, two, three] = [replayRecord(1), replayRecord(2), replayRecord(3)];
      await store.append([two]);
      await store.append([three, one]);
      const { records } = await store.list(page);
      expect(requestIds(records)).toEqual(['request-3', 'request-2', 'request-1']);
    });

    it.each([1, 31, 32, 33, 64, 500])('keeps every record of a batch of %i', async (size) => {
      const batch = Array.from({ length: size }, (_, at) => replayRecord(at));
      await store.append(batch);
      const { records, total } = await store.list({ limit: 100, offset: 0 });
      expect(total).toBe(size);
      expect(records[0]).toEqual(batch.at(-1));
      expect(await store.get((batch[0] as ReplayRecord).id)).toEqual(batch[0]);
    });

    it('keeps a record once that is appended twice', async () => {
      const [one, two] = [replayRecord(1), replayRecord(2)];
      await store.append([one]);
      await store.append([one, two]);
      expect((await store.list(page)).total).toBe(2);
    });

    it.each([
      [{ limit: 2, offset: 0 }, ['request-5', 'request-4']],
      [{ limit: 2, offset: 2 }, ['request-3', 'request-2']],
      [{ limit: 2, offset: 4 }, ['request-1']],
      [{ limit: 2, offset: 5 }, []],
      [{ limit: 2, offset: 900 }, []],
      [{ limit: 5, offset: 0 }, [5, 4, 3, 2, 1].map((at) => `request-${at}`)],
    ])('pages: %j', async (query, expected) => {
      await store.append([1, 2, 3, 4, 5].map((at) => replayRecord(at)));
      const { records, total } = await store.list(query);
      expect(requestIds(records)).toEqual(expected);
      expect(total).toBe(5);
    });

    it.each([
      [{ recipe: 'default' }, [6, 4, 3, 1]],
      [{ recipe: 'Default' }, []],
      [{ decision: 'code' }, [6, 3, 1]],
      [{ decision: "o'brien" }, [4]],
      [{ model: 'coder' }, [6, 2, 1]],
      [{ model: 'coder', decision: 'code' }, [6, 1]],
      [{ recipe: 'privacy', model: 'coder' }, [2]],
      [{ recipe: 'privacy', decision: 'code' }, []],
      [{ search: 'request-3' }, [3]],
      [{ search: 'quest' }, [5, 4, 3, 2, 1]],
      [{ search: 'Quest' }, []],
      [{ search: 'rivac' }, [2]],
      [{ search: 'rivac', model: 'other' }, []],
      [{ search: '100%_done' }, [6]],
      [{ search: '%' }, [6]],
      [{ search: '_' }, [6]],
      [{ search: '' }, [6, 5, 4, 3, 2, 1]],
    ])('filters: %j', async (filter, expected) => {
      await store.append([
        replayRecord(1),
        replayRecord(2, { recipe: 'privacy', decision: 'secret' }),
        replayRecord(3, { selected_model: 'writer' }),
        replayRecord(4, { decision: "o'brien", selected_model: 'writer' }),
        replayRecord(5, { recipe: null, decision: null, selected_model: null }),
        replayRecord(6, { request_id: '100%_done' }),
      ]);
      const { records, total } = await store.list({ ...page, ...filter });
      expect(records.map(({ timestamp }) => Date.parse(timestamp) - noon)).toEqual(expected);
      expect(total).toBe(expected.length);
      const rest = await store.list({ ...filter, limit: 1, offset: 1 });
      expect(rest.total).toBe(expected.length);
    });

    it('deletes what arrived before a moment and says how much', async () => {
      await store.append([1, 2, 3, 4].map((at) => replayRecord(at)));
      const third = new Date(noon + 3).toISOString();
      expect(await store.deleteBefore(third)).toBe(2);
      expect(await store.deleteBefore(third)).toBe(0);
      const { records, total } = await store.list(page);
      expect(requestIds(records)).toEqual(['request-4', 'request-3']);
      expect(total).toBe(2);
    });

    it('deletes more than one step of records', async () => {
      for (let batch = 0; batch < 10; batch += 1) {
        await store.append(Array.from({ length: 500 }, (_, at) => replayRecord(batch * 500 + at)));
      }
      expect(await store.deleteBefore(new Date(noon + 4_990).toISOString())).toBe(4_990);
      expect((await store.list(page)).total).toBe(10);
    });
  });
}

const nullFields = {
  recipe: null,
  decision: null,
  decision_tier: null,
  decision_priority: null,
  annotations: null,
  confidence_score: null,
  category: null,
  selected_model: null,
  selection_method: null,
  fallback_reason: null,
  reasoning_mode: null,
  reasoning_effort: null,
  context_token_count: null,
  terminal_reason: null,
  prompt_tokens: null,
  cached_prompt_tokens: null,
  cache_write_tokens: null,
  completion_tokens: null,
  total_tokens: null,
  actual_cost: null,
  baseline_cost: null,
  cost_savings: null,
  baseline_model: null,
  currency: null,
} satisfies Partial<ReplayRecord>;
