import { firstIdAt } from '../../lib/time-ordered-id.ts';
import { unpackRecord } from '../../records/packed-record.ts';
import type { ReplayStore } from './replay-store.ts';
import type { ReplayRows } from './sqlite-rows.ts';
import { openWorkerRows } from './worker-rows.ts';

interface SqliteReplayOptions {
  /** `:memory:` keeps no file. */
  readonly path: string;
  /** The compiled entry of the worker thread. */
  readonly workerUrl?: URL;
}

/** Opens the file, makes it where it is missing; all work on it happens in a thread of its own. */
export async function openSqliteReplayStore({
  path,
  workerUrl = new URL('./sqlite-worker.js', import.meta.url),
}: SqliteReplayOptions): Promise<ReplayStore> {
  return createRowReplayStore(await openWorkerRows({ path, workerUrl }));
}

/** Rows that one deletion takes: appends get their turn between two of them. */
const DELETE_STEP = 2_000;

/** A store over packed rows, whichever thread they live in. */
export function createRowReplayStore(rows: ReplayRows): ReplayStore {
  return {
    append: (records) => rows.append(records),
    async list(query) {
      const { rows: found, total } = await rows.list(query);
      return { records: found.map(unpackRecord), total };
    },
    async get(id) {
      const row = await rows.get(id);
      return row && unpackRecord(row);
    },
    async deleteBefore(timestamp) {
      const firstKept = firstIdAt(Date.parse(timestamp));
      let deleted = 0;
      for (;;) {
        const step = await rows.deleteBefore(firstKept, DELETE_STEP);
        deleted += step;
        if (step < DELETE_STEP) return deleted;
      }
    },
    close: () => rows.close(),
  };
}
