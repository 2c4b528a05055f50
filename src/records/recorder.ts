import type { Logger } from 'pino';
import type { ReplayStore } from '../stores/replay/replay-store.ts';
import type { AccessLog } from './access-log.ts';
import { createComplaints } from './complaints.ts';
import type { Exchange } from './exchange.ts';
import type { DropReason, RequestMetrics } from './metrics.ts';
import { PackedBatch, type PackedRows, rowCount } from './packed-batch.ts';
import { summarize } from './summary.ts';

export interface RecorderOptions {
  /** Undefined: nothing is kept; log lines and metrics go on. */
  readonly store: ReplayStore | undefined;
  readonly metrics: RequestMetrics;
  readonly accessLog: AccessLog;
  /** Takes the recorder's own troubles. */
  readonly log: Logger;
  /** Exchanges that may wait to be read, and records that may wait for the store; more are dropped. */
  readonly maxQueue?: number;
  /** Records that go to the store at once. */
  readonly batchSize?: number;
  readonly intervalMs?: number;
  /** Age at which records are deleted; 0 keeps them for ever. */
  readonly ttlSeconds?: number;
}

/** Turns finished exchanges into metrics, log lines and records, off the path of requests. */
export interface Recorder {
  /** Never throws and never waits. */
  record(exchange: Exchange): void;
  /** Settles when everything recorded so far is stored, or has failed to be. */
  flush(): Promise<void>;
  /** Flushes and stops; what comes later is dropped. The store stays open. */
  close(): Promise<void>;
}

/** Exchanges are read in small groups: what waits longer is copied by the garbage collector. */
const READ_SIZE = 64;
/** What reading exchanges may take of one turn of the event loop. */
const SLICE_MS = 1;
const RECORDS_PER_LOOK_AT_THE_CLOCK = 8;
const COMPLAINT_INTERVAL_MS = 1_000;
const SWEEP_INTERVAL_MS = 10 * 60 * 1_000;

const dropMessages: Readonly<Record<DropReason, string>> = {
  queue_full: 'exchanges were dropped: the event loop is too busy to read them',
  store_behind: 'records were dropped: the store does not keep up',
  store_failed: 'records were lost: the store refused them',
  bug: 'exchanges were dropped: they could not be turned into records',
  closed: 'exchanges were dropped: they ended after the recorder was closed',
};

export function createRecorder({
  store,
  metrics,
  accessLog,
  log,
  maxQueue = 10_000,
  batchSize = 256,
  intervalMs = 200,
  ttlSeconds = 0,
}: RecorderOptions): Recorder {
  const readSize = Math.min(READ_SIZE, batchSize);
  const complaints = createComplaints(log, COMPLAINT_INTERVAL_MS);
  const backlog = createBacklog({ store, maxRecords: maxQueue, drop });
  let incoming: Exchange[] = [];
  /** Read up to `position`; swapped with `incoming` when it is read to its end. */
  let current: Exchange[] = [];
  let position = 0;
  /** Read, and not handed to the store yet. */
  const unsent = new PackedBatch(batchSize);
  // Exchanges since the start: read, handed over, and to be handed over without waiting for more.
  let readCount = 0;
  let sentCount = 0;
  let dueCount = 0;
  let timer: NodeJS.Timeout | undefined;
  let isDrainingSoon = false;
  let isClosed = false;
  const sweeper = store && ttlSeconds > 0 ? startSweeper(store, ttlSeconds) : undefined;

  function drop(reason: DropReason, count: number, error?: unknown): void {
    metrics.countDropped(reason, count);
    complaints.add(dropMessages[reason], count, error);
  }

  function waiting(): number {
    return incoming.length + current.length - position;
  }

  /** One turn of the event loop: reads exchanges, and hands over what was read when it is enough. */
  function drain(): void {
    isDrainingSoon = false;
    const isDue = sentCount < dueCount && readCount >= dueCount;
    if (!isDue) digestSome();
    if (unsent.isFull || isDue) send();
    metrics.setQueued(waiting() + unsent.size + backlog.size());
    goOn();
  }

  function goOn(): void {
    const isFull = waiting() >= readSize || unsent.isFull;
    if (sentCount < dueCount || isFull) drainSoon();
    else if (waiting() + unsent.size > 0) drainLater();
  }

  function send(): void {
    if (unsent.size > 0) backlog.add(unsent.take());
    sentCount = readCount;
  }

  function digestSome(): void {
    const startedAt = performance.now();
    while (!unsent.isFull) {
      const exchange = next();
      if (exchange === undefined) break;
      readCount += 1;
      digest(exchange);
      const isTimeToLook = readCount % RECORDS_PER_LOOK_AT_THE_CLOCK === 0;
      if (isTimeToLook && performance.now() - startedAt > SLICE_MS) break;
    }
  }

  function next(): Exchange | undefined {
    if (position === current.length) {
      // Also lets go of what was read.
      current = incoming;
      incoming = [];
      position = 0;
    }
    const exchange = current[position];
    if (exchange !== undefined) position += 1;
    return exchange;
  }

  function digest(exchange: Exchange): void {
    try {
      const summary = summarize(exchange);
      metrics.observe(exchange, summary);
      accessLog(exchange, summary);
      if (store !== undefined) unsent.add(exchange, summary);
    } catch (error) {
      drop('bug', 1, error);
    }
  }

  // At most one of the timer and the immediate is set: two would drain twice in one turn.
  function drainLater(): void {
    if (isDrainingSoon) return;
    timer ??= setTimeout(drainAll, intervalMs).unref();
  }

  function drainSoon(): void {
    if (isDrainingSoon) return;
    clearTimeout(timer);
    timer = undefined;
    isDrainingSoon = true;
    setImmediate(drain);
  }

  function drainAll(): void {
    timer = undefined;
    dueCount = readCount + waiting();
    drain();
  }

  function startSweeper(records: ReplayStore, maxAgeSeconds: number): NodeJS.Timeout {
    const sweep = () => {
      const oldest = new Date(Date.now() - maxAgeSeconds * 1_000).toISOString();
      records.deleteBefore(oldest).catch((error: unknown) => {
        if (!isClosed) complaints.add('old records could not be deleted', 1, error);
      });
    };
    sweep();
    return setInterval(sweep, SWEEP_INTERVAL_MS).unref();
  }

  async function flush(): Promise<void> {
    dueCount = readCount + waiting();
    // What arrives meanwhile is left to the timer, or a flush under load would never end.
    const goal = dueCount;
    goOn();
    while (sentCount < goal) await new Promise(setImmediate);
    await backlog.settled();
  }

  return {
    record(exchange) {
      if (isClosed) {
        drop('closed', 1);
        return;
      }
      const count = waiting();
      if (count >= maxQueue) {
        drop('queue_full', 1);
        return;
      }
      incoming.push(exchange);
      if (count + 1 >= readSize) drainSoon();
      else drainLater();
    },
    flush,
    async close() {
      clearInterval(sweeper);
      while (sentCount < readCount + waiting() || backlog.size() > 0) await flush();
      isClosed = true;
      clearTimeout(timer);
      complaints.close();
    },
  };
}

interface Backlog {
  add(rows: PackedRows): void;
  size(): number;
  settled(): Promise<void>;
}

interface BacklogOptions {
  readonly store: ReplayStore | undefined;
  readonly maxRecords: number;
  drop(reason: DropReason, count: number, error?: unknown): void;
}

/** The records that the store was given and has not acknowledged yet. */
function createBacklog({ store, maxRecords, drop }: BacklogOptions): Backlog {
  const appends = new Set<Promise<void>>();
  let size = 0;

  async function append(to: ReplayStore, rows: PackedRows): Promise<void> {
    const count = rowCount(rows);
    size += count;
    try {
      await to.append(rows);
    } catch (error) {
      drop('store_failed', count, error);
    }
    size -= count;
  }

  return {
    add(rows) {
      if (store === undefined) return;
      if (size + rowCount(rows) > maxRecords) {
        drop('store_behind', rowCount(rows));
        return;
      }
      const appended = append(store, rows);
      appends.add(appended);
      appended.finally(() => appends.delete(appended));
    },
    size: () => size,
    async settled() {
      await Promise.all(appends);
    },
  };
}
