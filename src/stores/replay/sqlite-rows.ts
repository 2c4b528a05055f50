import { chmodSync, closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Database as Connection } from 'libsql';
import { SwitchyardError } from '../../errors.ts';
import { columnsOf, type PackedRows } from '../../records/packed-batch.ts';
import type { PackedRecord } from '../../records/packed-record.ts';
import type { ReplayQuery } from './replay-store.ts';

export interface RowPage {
  /** Newest first. */
  readonly rows: readonly PackedRecord[];
  readonly total: number;
}

/** The replay table by what crosses a thread boundary cheaply: strings and memory. */
export interface ReplayRows {
  /** All or no rows are written. */
  append(rows: PackedRows): Promise<void>;
  list(query: ReplayQuery): Promise<RowPage>;
  get(id: string): Promise<PackedRecord | undefined>;
  /** Deletes at most `limit` rows whose id sorts before `id`; returns how many. */
  deleteBefore(id: string, limit: number): Promise<number>;
  close(): Promise<void>;
}

const CELLS_PER_ROW = 6;
/** Rows of one statement: one call into the engine costs as much as writing half a row. */
const ROWS_PER_INSERT = 32;
/** Rows of a kilobyte fill pages of 4 KiB badly, and every page touched is written twice. */
const PAGE_BYTES = 16_384;
const BUSY_TIMEOUT_MS = 10_000;
const LOCK_RETRY_MS = 20;
const MAX_JOURNAL_BYTES = 64 * 1024 * 1024;

/**
 * Step n brings a file of version n to n + 1; never change one that was released.
 * Ids ascend, so rows and index entries are only ever appended. The index holds all that filters
 * look at: a search reads a tenth of the file.
 */
const migrations = [
  `CREATE TABLE replay (
    id TEXT NOT NULL,
    request_id TEXT NOT NULL,
    recipe TEXT NOT NULL,
    decision TEXT NOT NULL,
    selected_model TEXT NOT NULL,
    packed TEXT NOT NULL
  );
  CREATE UNIQUE INDEX replay_filter
    ON replay (id, request_id, recipe, decision, selected_model)`,
];

/** Opens the table in the calling thread, which every call then blocks; `:memory:` keeps no file. */
export async function openReplayRows({ path }: { readonly path: string }): Promise<ReplayRows> {
  const { default: Database } = await import('libsql');
  if (path !== ':memory:') prepareFile(path);
  const database = new Database(path);
  try {
    await whenUnlocked(() => configure(database));
    migrate(database, path);
    return createRows(database);
  } catch (error) {
    database.close();
    throw error;
  }
}

/** Records tell what a company asks its models: nobody but the owner of the process reads the file. */
function prepareFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  closeSync(openSync(path, 'a', 0o600));
  // The journal and shared-memory files take over the mode of this one.
  chmodSync(path, 0o600);
}

/**
 * The first change to WAL needs the file alone, and the engine does not wait for that however long its
 * busy time-out is: several processes that start on one new file would fail each other.
 */
async function whenUnlocked(work: () => void): Promise<void> {
  const deadline = Date.now() + BUSY_TIMEOUT_MS;
  for (;;) {
    try {
      work();
      return;
    } catch (error) {
      const isLocked = error instanceof Error && error.message.includes('locked');
      if (!isLocked || Date.now() > deadline) throw error;
      await setTimeout(LOCK_RETRY_MS);
    }
  }
}

function configure(database: Connection): void {
  database.exec(`PRAGMA busy_timeout = ${BUSY_TIMEOUT_MS}`);
  database.exec(`PRAGMA page_size = ${PAGE_BYTES}`);
  // A commit survives the death of the process; a power cut may lose the last ones, never the file.
  database.prepare('PRAGMA journal_mode = WAL').all();
  database.exec('PRAGMA synchronous = NORMAL');
  database.prepare(`PRAGMA journal_size_limit = ${MAX_JOURNAL_BYTES}`).all();
}

function migrate(database: Connection, path: string): void {
  if (schemaVersion(database) === migrations.length) return;
  // Several processes may start on one new file.
  database.exec('BEGIN IMMEDIATE');
  try {
    const version = schemaVersion(database);
    if (version > migrations.length) {
      throw new SwitchyardError(
        'store_unavailable',
        `the replay store \`${path}\` has schema ${version}, this version of Switchyard knows ${migrations.length}: upgrade, or move the file away`,
      );
    }
    for (const step of migrations.slice(version)) database.exec(step);
    database.exec(`PRAGMA user_version = ${migrations.length}`);
    database.exec('COMMIT');
  } catch (error) {
    database.exec('ROLLBACK');
    throw error;
  }
}

function schemaVersion(database: Connection): number {
  const [row] = database.prepare('PRAGMA user_version').all() as { user_version: number }[];
  return row?.user_version ?? 0;
}

function createRows(database: Connection): ReplayRows {
  const insertOne = database.prepare(insertOf(1));
  const insertMany = database.prepare(insertOf(ROWS_PER_INSERT));
  const selectOne = database.prepare(
    `SELECT id, request_id AS requestId, recipe, decision, selected_model AS model, packed
      FROM replay WHERE id = ?`,
  );
  const deleteOldest = database.prepare(
    'DELETE FROM replay WHERE id IN (SELECT id FROM replay WHERE id < ? ORDER BY id LIMIT ?)',
  );
  let listing: ReturnType<typeof openListing> | undefined;

  return {
    async append(rows) {
      const cells = columnsOf(rows);
      const step = ROWS_PER_INSERT * CELLS_PER_ROW;
      let start = 0;
      database.exec('BEGIN IMMEDIATE');
      try {
        for (; start + step <= cells.length; start += step) {
          insertMany.run(cells.slice(start, start + step));
        }
        for (; start < cells.length; start += CELLS_PER_ROW) {
          insertOne.run(cells.slice(start, start + CELLS_PER_ROW));
        }
        database.exec('COMMIT');
      } catch (error) {
        if (database.inTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    async list(query) {
      listing ??= openListing(database);
      return (await listing)(query);
    },
    async get(id) {
      return selectOne.get([id]) as PackedRecord | undefined;
    },
    async deleteBefore(id, limit) {
      return Number(deleteOldest.run([id, limit]).changes);
    },
    async close() {
      // `libsql` keeps the connection until its statements are collected, so closing moves nothing.
      database.prepare('PRAGMA wal_checkpoint(TRUNCATE)').all();
      database.close();
    },
  };
}

/** A record that is there already stays: writing a batch again after an error is safe. */
function insertOf(rows: number): string {
  const row = `(${Array(CELLS_PER_ROW).fill('?').join(', ')})`;
  return `INSERT INTO replay VALUES ${Array(rows).fill(row).join(', ')} ON CONFLICT DO NOTHING`;
}

/** The query builder takes 11 MiB of memory: it is loaded when somebody looks at records. */
async function openListing(database: Connection) {
  const { createListing } = await import('./queries.ts');
  return createListing(database);
}
