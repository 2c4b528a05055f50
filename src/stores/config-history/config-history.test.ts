import { mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { historyDirectory, openConfigHistory } from './config-history.ts';

let directory: string;

beforeEach(async () => {
  directory = join(await mkdtemp(join(tmpdir(), 'switchyard-history-')), 'versions');
});

afterEach(() => rm(join(directory, '..'), { recursive: true, force: true }));

const entry = (text: string) =>
  ({
    source: 'api',
    author: 'me',
    message: null,
    diff: null,
    findings: [],
    activation: { status: 'active', generation: 1, duration_ms: 1, restart_required: [] },
    text,
  }) as const;

const at = (...times: readonly string[]) => {
  const left = times.map((time) => Date.parse(time));
  let now = left[0] ?? 0;
  return () => {
    now = left.shift() ?? now;
    return now;
  };
};

describe('the history of a configuration', () => {
  it('lists the newest version first and gives every one as it was', async () => {
    const history = openConfigHistory({ directory });
    const first = await history.append({ ...entry('a: 1'), dsl: 'ROUTE' });
    const second = await history.append(entry('a: 2'));
    expect((await history.list()).map(({ version }) => version)).toEqual([
      second.version,
      first.version,
    ]);
    expect(await history.get(first.version)).toEqual(first);
    expect(await history.latest()).toEqual(second);
    expect(first).toMatchObject({ text: 'a: 1', dsl: 'ROUTE', author: 'me' });
  });

  it('names versions by their time, in order also within a second and when the clock goes back', async () => {
    const noon = '2026-11-21T12:00:00Z';
    const now = at(noon, noon, noon, noon, '2026-11-21T11:00:00Z', '2026-11-21T12:00:01Z');
    const history = openConfigHistory({ directory, now });
    const names: string[] = [];
    for (let count = 0; count < 4; count += 1) {
      names.push((await history.append(entry(String(count)))).version);
    }
    expect(names).toEqual([
      '20261121-120000',
      '20261121-120000-001',
      '20261121-120000-002',
      '20261121-120001',
    ]);
  });

  it('keeps as many versions as it is told to', async () => {
    const history = openConfigHistory({ directory, retention: 3 });
    for (let count = 0; count < 5; count += 1) await history.append(entry(String(count)));
    expect((await history.list()).map(({ text }) => text)).toEqual(['4', '3', '2']);
  });

  it('survives a restart, and removes what a crash left long ago', async () => {
    const before = openConfigHistory({ directory });
    const { version } = await before.append(entry('a: 1'));
    const [old, fresh] = ['.x.json.0123456789ab.unfinished', '.y.json.0123456789ab.unfinished'];
    for (const name of [old, fresh]) await writeFile(join(directory, name), '{');
    const longAgo = new Date(Date.now() - 3_600_000);
    await utimes(join(directory, old), longAgo, longAgo);
    const after = openConfigHistory({ directory });
    expect((await after.latest())?.version).toBe(version);
    // Another process may be writing the fresh one.
    expect((await readdir(directory)).sort()).toEqual([fresh, after.fileName(version)]);
  });

  it('does not give out a version whose file was damaged', async () => {
    const history = openConfigHistory({ directory });
    const { version } = await history.append(entry('a: 1'));
    const path = join(directory, history.fileName(version));
    await writeFile(path, (await readFile(path, 'utf8')).replace('a: 1', 'a: 2'));
    expect(await history.get(version)).toBeUndefined();
    expect(history.has(version)).toBe(true);
    expect(await history.list()).toEqual([]);
  });

  it.each(['../secrets', '20261121-120000/..', '', 'x', '20261121-120000.json'])(
    'knows no version `%s`',
    async (name) => {
      const history = openConfigHistory({ directory });
      expect(await history.get(name)).toBeUndefined();
      expect(history.has(name)).toBe(false);
    },
  );

  it.skipIf(process.platform === 'win32')('is for nobody else to read', async () => {
    const history = openConfigHistory({ directory });
    const { version } = await history.append(entry('a: 1'));
    expect((await stat(directory)).mode & 0o777).toBe(0o700);
    expect((await stat(join(directory, history.fileName(version)))).mode & 0o777).toBe(0o600);
  });

  it('is another one for every configuration file', () => {
    const one = historyDirectory('/data', '/etc/a/config.yaml');
    expect(historyDirectory('/data', '/etc/a/../a/config.yaml')).toBe(one);
    expect(historyDirectory('/data', '/etc/b/config.yaml')).not.toBe(one);
  });
});
