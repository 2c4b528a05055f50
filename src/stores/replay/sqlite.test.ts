import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Database from 'libsql';
import { afterAll, describe, expect, it } from 'vitest';
import { packed, recordOf, replayExchange } from '../../../test/doubles/replay.ts';
import { recordsOf } from '../../records/packed-batch.ts';
import { testReplayStore } from './replay-store.contract.ts';
import type { ReplayStore } from './replay-store.ts';
import { createRowReplayStore, openSqliteReplayStore } from './sqlite.ts';
import { openReplayRows } from './sqlite-rows.ts';

// The thread and the child process below run what the test run compiled before it started.
const compiled = new URL('../../../dist/stores/replay/', import.meta.url);
const workerUrl = new URL('sqlite-worker.js', compiled);
const folder = mkdtempSync(join(tmpdir(), 'switchyard-replay-'));
const page = { limit: 100, offset: 0 };
let files = 0;

function newPath(): string {
  files += 1;
  return join(folder, `data-${files}`, 'replay.db');
}

afterAll(() => rmSync(folder, { recursive: true, force: true }));
testReplayStore('sqlite in the calling thread', async () =>
  createRowReplayStore(await openReplayRows({ path: ':memory:' })),
);

// Starting a thread takes longer than all that is asked of it: one serves the whole suite.
let shared: ReplayStore | undefined;
testReplayStore('sqlite in its own thread', async () => {
  shared ??= await openSqliteReplayStore({ path: newPath(), workerUrl });
  await shared.deleteBefore('9999-01-01T00:00:00.000Z');
  return { ...shared, close: async () => {} };
});
afterAll(() => shared?.close());

describe('sqlite replay store', () => {
  it('finds its records again after it was closed', async () => {
    const path = newPath();
    const one = replayExchange(1);
    const first = await openSqliteReplayStore({ path, workerUrl });
    await first.append(packed([one]));
    await first.close();
    const second = await openSqliteReplayStore({ path, workerUrl });
    expect(await second.get(one.id)).toEqual(recordOf(one));
    await second.close();
  });

  it('can be read and written by nobody but the owner', async () => {
    const path = newPath();
    const store = await openSqliteReplayStore({ path, workerUrl });
    await store.append(packed([replayExchange(1)]));
    const directory = join(path, '..');
    const modes = readdirSync(directory).map((name) => [name, mode(join(directory, name))]);
    expect(Object.fromEntries(modes)).toMatchObject({ 'replay.db': 0o600, 'replay.db-wal': 0o600 });
    expect(modes.filter(([, bits]) => bits !== 0o600)).toEqual([]);
    expect(mode(directory)).toBe(0o700);
    await store.close();
  });

  it('serves several writers of one file', async () => {
    const path = newPath();
    const stores = await Promise.all([1, 2].map(() => openSqliteReplayStore({ path, workerUrl })));
    await Promise.all(
      stores.flatMap((store) =>
        Array.from({ length: 20 }, (_, batch) =>
          store.append(
            packed(Array.from({ length: 50 }, (_, at) => replayExchange(batch * 50 + at))),
          ),
        ),
      ),
    );
    expect((await stores[0]?.list(page))?.total).toBe(2000);
    for (const store of stores) await store.close();
  });

  it('refuses a file that a newer version made, and leaves it alone', async () => {
    const path = newPath();
    await (await openSqliteReplayStore({ path, workerUrl })).close();
    const database = new Database(path);
    database.exec('PRAGMA user_version = 99');
    database.close();
    await expect(openSqliteReplayStore({ path, workerUrl })).rejects.toMatchObject({
      code: 'store_unavailable',
      message: expect.stringContaining('schema 99'),
    });
  });

  it('refuses a file that is no database', async () => {
    const path = newPath();
    await (await openSqliteReplayStore({ path, workerUrl })).close();
    writeFileSync(path, 'these are my notes, not a database at all');
    await expect(openSqliteReplayStore({ path, workerUrl })).rejects.toMatchObject({
      code: 'store_unavailable',
    });
  });

  it('refuses work after it was closed, and may be closed twice', async () => {
    const store = await openSqliteReplayStore({ path: ':memory:', workerUrl });
    await store.close();
    await expect(store.append(packed([replayExchange(1)]))).rejects.toMatchObject({
      code: 'store_unavailable',
    });
    await store.close();
  });

  it('tells calls in progress when its thread dies', async () => {
    const script =
      "import { parentPort } from 'node:worker_threads';" +
      "parentPort.on('message', () => process.exit(3)); parentPort.postMessage({ call: 0 });";
    const dying = new URL(`data:text/javascript,${encodeURIComponent(script)}`);
    const store = await openSqliteReplayStore({ path: ':memory:', workerUrl: dying });
    await expect(store.append(packed([replayExchange(1)]))).rejects.toMatchObject({
      code: 'store_unavailable',
    });
  });

  it('keeps every batch that it acknowledged when the process is killed', async () => {
    const path = newPath();
    const child = spawn(process.execPath, ['--input-type=module', '-e', writerScript, path], {
      cwd: fileURLToPath(compiled),
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let acknowledged = 0;
    for await (const lines of child.stdout.setEncoding('utf8')) {
      acknowledged += (lines as string).split('\n').length - 1;
      if (acknowledged >= 40) break;
    }
    child.kill('SIGKILL');
    await once(child, 'exit');

    const store = await openSqliteReplayStore({ path, workerUrl });
    const { total } = await store.list(page);
    expect(total).toBeGreaterThanOrEqual(acknowledged * 100);
    expect(total % 100).toBe(0);
    await store.append(packed([replayExchange(1)]));
    await store.close();
    const database = new Database(path);
    expect(database.prepare('PRAGMA integrity_check').all()).toMatchObject([
      { integrity_check: 'ok' },
    ]);
    database.close();
  });
});

/** Appends batches of 100 for ever and prints a line after each. */
const writerScript = `
  import { openSqliteReplayStore } from './sqlite.js';
  import { createTimeOrderedIds } from '../../lib/time-ordered-id.js';
  const store = await openSqliteReplayStore({ path: process.argv[1] });
  const ids = createTimeOrderedIds();
  const packed = ${JSON.stringify(recordsOf(packed([replayExchange(1)]))[0]?.packed)};
  for (;;) {
    const columns = Array.from({ length: 100 }, () => [ids.next(Date.now()), '', '', '', '', packed]).flat();
    let end = 0;
    const ends = Uint32Array.from(columns, (column) => (end += column.length));
    await store.append({ bytes: new Uint8Array(Buffer.from(columns.join(''))), ends });
    process.stdout.write('.\\n');
  }
`;

function mode(path: string): number {
  return statSync(path).mode & 0o777;
}
