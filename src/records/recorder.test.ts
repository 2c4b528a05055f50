import pino from 'pino';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { abortedExchange, brokenExchange, exchange } from '../../test/doubles/exchange.ts';
import { createLineBatch } from '../lib/line-batch.ts';
import { createRegistry } from '../lib/prometheus.ts';
import { createMemoryReplayStore } from '../stores/replay/memory.ts';
import type { ReplayStore } from '../stores/replay/replay-store.ts';
import { createAccessLog } from './access-log.ts';
import { createRequestMetrics } from './metrics.ts';
import { recordsOf, rowCount } from './packed-batch.ts';
import { createRecorder, type Recorder, type RecorderOptions } from './recorder.ts';

const page = { limit: 100, offset: 0 };
let recorder: Recorder;

afterEach(async () => {
  vi.useRealTimers();
  await recorder.close();
});

function start(options: Partial<RecorderOptions> = {}) {
  const lines: Record<string, unknown>[] = [];
  const batch = createLineBatch({
    write: (bytes) =>
      lines.push(
        ...String(bytes)
          .trim()
          .split('\n')
          .map((line) => JSON.parse(line)),
      ),
    maxBytes: 1,
  });
  const log = pino({ base: null }, batch);
  const registry = createRegistry();
  const store = createMemoryReplayStore();
  recorder = createRecorder({
    store,
    accessLog: createAccessLog({ log, lines: batch }),
    log,
    metrics: createRequestMetrics(registry),
    ...options,
  });
  const value = (sample: string) => {
    const line = registry
      .render()
      .split('\n')
      .find((text) => text.startsWith(`${sample} `));
    return line === undefined ? undefined : Number(line.split(' ').at(-1));
  };
  return { lines, store, value };
}

/** A store whose appends end when the test says so. */
function slowStore() {
  const waiting: { resolve(): void; reject(error: Error): void }[] = [];
  const store: ReplayStore = {
    ...createMemoryReplayStore(),
    append: () => new Promise<void>((resolve, reject) => waiting.push({ resolve, reject })),
  };
  return { store, waiting };
}

const dropped = (reason: string) => `switchyard_records_dropped_total{reason="${reason}"}`;

describe('recorder', () => {
  it('turns an exchange into a record, a log line and metrics without being asked', async () => {
    const { store, lines, value } = start({ intervalMs: 5 });
    const done = exchange();
    recorder.record(done);
    await vi.waitFor(() => expect(lines).toHaveLength(1));
    expect(lines[0]).toMatchObject({ msg: 'routed to coder', replay_id: done.id });
    expect((await store.get(done.id))?.selected_model).toBe('coder');
    expect(value('llm_model_requests_total{model="coder"}')).toBe(1);
  });

  it('does nothing before its interval is over', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { lines } = start();
    recorder.record(exchange());
    await vi.advanceTimersByTimeAsync(199);
    expect(lines).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(lines).toHaveLength(1);
  });

  it('does not wait for its interval when a batch is full', async () => {
    const { lines } = start({ batchSize: 3, intervalMs: 1_000_000 });
    for (let count = 0; count < 3; count += 1) recorder.record(exchange());
    await vi.waitFor(() => expect(lines).toHaveLength(3));
  });

  it('keeps the order over batches', async () => {
    const appended: string[][] = [];
    const { lines } = start({
      batchSize: 10,
      store: {
        ...createMemoryReplayStore(),
        async append(rows) {
          appended.push(recordsOf(rows).map((record) => record.requestId));
        },
      },
    });
    const names = Array.from({ length: 95 }, (_, index) => `request-${index}`);
    for (const requestId of names) recorder.record(exchange({ requestId }));
    await recorder.flush();
    expect(appended.flat()).toEqual(names);
    expect(lines.map((line) => line.request_id)).toEqual(names);
    expect(Math.max(...appended.map((batch) => batch.length))).toBeLessThanOrEqual(10);
  });

  it('gives the event loop a turn between batches', async () => {
    start({ batchSize: 50 });
    for (let count = 0; count < 5_000; count += 1) recorder.record(exchange());
    let turns = 0;
    let isFlushed = false;
    const count = () => {
      turns += 1;
      if (!isFlushed) setImmediate(count);
    };
    setImmediate(count);
    await recorder.flush();
    isFlushed = true;
    expect(turns).toBeGreaterThanOrEqual(99);
  });

  it('gives the store full batches under load, and the rest at the end of the interval', async () => {
    const sizes: number[] = [];
    start({
      batchSize: 50,
      intervalMs: 400,
      store: {
        ...createMemoryReplayStore(),
        async append(rows) {
          sizes.push(rowCount(rows));
        },
      },
    });
    for (let round = 0; round < 15; round += 1) {
      for (let count = 0; count < 15; count += 1) recorder.record(exchange());
      await new Promise(setImmediate);
    }
    await vi.waitFor(() => expect(sizes.reduce((sum, size) => sum + size, 0)).toBe(225));
    expect(sizes).toEqual([50, 50, 50, 50, 25]);
  });

  it.each([
    ['aborted', abortedExchange(), 'request aborted'],
    ['broken', brokenExchange(), 'request failed'],
  ])('records a request that was %s', async (_, ended, message) => {
    const { store, lines } = start();
    recorder.record(ended);
    await recorder.flush();
    expect(lines[0]?.msg).toBe(message);
    expect(await store.get(ended.id)).toMatchObject({ lifecycle_state: ended.lifecycle });
  });

  it('writes log lines and metrics when no records are kept', async () => {
    const { lines, value } = start({ store: undefined });
    recorder.record(exchange());
    await recorder.flush();
    expect(lines).toHaveLength(1);
    expect(value('llm_model_requests_total{model="coder"}')).toBe(1);
  });

  it('drops what does not fit into its queue, counts it and complains once', async () => {
    const { store, lines, value } = start({ maxQueue: 5, batchSize: 100 });
    for (let count = 0; count < 8; count += 1) recorder.record(exchange());
    expect(value(dropped('queue_full'))).toBe(3);
    await recorder.flush();
    expect((await store.list(page)).total).toBe(5);
    const complaints = lines.filter((line) => line.level === 50);
    expect(complaints).toMatchObject([{ count: 1, msg: expect.stringContaining('dropped') }]);
    await recorder.close();
    expect(lines.filter((line) => line.level === 50).map((line) => line.count)).toEqual([1, 2]);
  });

  it('drops records, but neither lines nor metrics, when the store does not keep up', async () => {
    const { store, waiting } = slowStore();
    const { lines, value } = start({ store, maxQueue: 4, batchSize: 2 });
    for (let round = 0; round < 3; round += 1) {
      recorder.record(exchange());
      recorder.record(exchange());
      await vi.waitFor(() => expect(lines.length).toBeGreaterThanOrEqual(2 * round + 2));
    }
    expect(value('switchyard_records_queued')).toBe(4);
    expect(value(dropped('store_behind'))).toBe(2);
    expect(value('llm_model_requests_total{model="coder"}')).toBe(6);
    for (const append of waiting) append.resolve();
  });

  it('goes on after the store failed, and tells', async () => {
    const { store, waiting } = slowStore();
    const { lines, value } = start({ store });
    recorder.record(exchange());
    recorder.record(exchange());
    const flushed = recorder.flush();
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    waiting[0]?.reject(new Error('disk full'));
    await flushed;
    expect(value(dropped('store_failed'))).toBe(2);
    expect(lines.at(-1)).toMatchObject({ level: 50, count: 2, err: { message: 'disk full' } });
    recorder.record(exchange());
    const again = recorder.flush();
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1]?.resolve();
    await again;
    expect(value(dropped('store_failed'))).toBe(2);
  });

  it('loses only the exchange that cannot be read', async () => {
    const { store, value } = start();
    const broken = exchange({ attempts: undefined as never });
    for (const one of [exchange(), broken, exchange()]) recorder.record(one);
    await recorder.flush();
    expect((await store.list(page)).total).toBe(2);
    expect(value(dropped('bug'))).toBe(1);
  });

  it('stores everything before it closes, and counts what comes too late', async () => {
    const { store, value } = start({ batchSize: 7 });
    for (let count = 0; count < 100; count += 1) recorder.record(exchange());
    await recorder.close();
    expect((await store.list(page)).total).toBe(100);
    recorder.record(exchange());
    expect(value(dropped('closed'))).toBe(1);
  });

  it('deletes records older than their time at the start and every ten minutes', async () => {
    vi.useFakeTimers({
      now: Date.UTC(2026, 5, 1, 12),
      toFake: ['setInterval', 'clearInterval', 'Date'],
    });
    const moments: string[] = [];
    start({
      ttlSeconds: 86_400,
      store: {
        ...createMemoryReplayStore(),
        async deleteBefore(timestamp) {
          moments.push(timestamp);
          return 0;
        },
      },
    });
    await vi.advanceTimersByTimeAsync(20 * 60 * 1000);
    expect(moments).toEqual([
      '2026-05-31T12:00:00.000Z',
      '2026-05-31T12:10:00.000Z',
      '2026-05-31T12:20:00.000Z',
    ]);
  });

  it('complains when old records cannot be deleted', async () => {
    const { lines } = start({
      ttlSeconds: 60,
      store: {
        ...createMemoryReplayStore(),
        deleteBefore: () => Promise.reject(new Error('disk full')),
      },
    });
    await vi.waitFor(() =>
      expect(lines).toMatchObject([{ level: 50, msg: expect.stringContaining('deleted') }]),
    );
  });
});
