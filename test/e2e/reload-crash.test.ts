import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, describe, expect, it } from 'vitest';
import { openConfigHistory } from '../../src/stores/config-history/config-history.ts';
import { fleetConfig } from './fleet-config.ts';
import { eventually, startRouterProcess } from './router-process.ts';

const ROUNDS = 20;
const LONGEST_LIFE_MS = 60;

/** Writes one version after the other, and the file that they are versions of. */
const writer = `
import { join } from 'node:path';
const [folder] = process.argv.slice(1);
const { openConfigHistory } = await import(process.env.HISTORY);
const { writeFileAtomically } = await import(process.env.ATOMIC);
const history = openConfigHistory({ directory: join(folder, 'versions'), retention: 10 });
console.log('ready');
for (let count = Number(process.env.FIRST); ; count += 1) {
  const text = ('# ' + count + ' ' + 'x'.repeat(200) + '\\n').repeat(500);
  await writeFileAtomically({ path: join(folder, 'config.yaml'), content: text, mode: 0o640 });
  await history.append({
    source: 'api', author: null, message: null, diff: null, findings: [], text,
    activation: { status: 'active', generation: count, duration_ms: 0, restart_required: [] },
  });
  console.log(count);
}`;

const folders: string[] = [];

afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'switchyard-crash-'));
  folders.push(folder);
  return folder;
}

/** The number in every line of a text; undefined when it is not one text but a mixture or a part. */
function numberOf(text: string): number | undefined {
  const lines = text.split('\n').slice(0, -1);
  const numbers = new Set(lines.map((line) => /^# (\d+) x{200}$/.exec(line)?.[1]));
  const [number] = numbers;
  return lines.length === 500 && numbers.size === 1 ? Number(number) : undefined;
}

async function kill(child: ChildProcess): Promise<void> {
  const exited = once(child, 'exit');
  child.kill('SIGKILL');
  await exited;
}

describe('a process that is killed while it writes versions', () => {
  it('leaves the old version or the new one, and the file, whole', async () => {
    const folder = await newFolder();
    let acknowledged = 0;
    let found = 0;
    for (let round = 0; round < ROUNDS; round += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '--eval', writer, folder], {
        stdio: ['ignore', 'pipe', 'inherit'],
        env: {
          ...process.env,
          FIRST: String(found + 1),
          HISTORY: new URL('../../dist/stores/config-history/config-history.js', import.meta.url)
            .href,
          ATOMIC: new URL('../../dist/lib/atomic-file.js', import.meta.url).href,
        },
      });
      const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream });
      const isReady = new Promise<void>((resolve) => {
        lines.on('line', (line) => {
          if (line === 'ready') resolve();
          else acknowledged = Number(line);
        });
      });
      const isRead = once(lines, 'close');
      await isReady;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_LIFE_MS));
      await Promise.all([kill(child), isRead]);

      const directory = join(folder, 'versions');
      const history = openConfigHistory({ directory });
      const versions = await history.list();
      const files = (await readdir(directory)).filter((name) => name.endsWith('.json'));
      expect(versions.map(({ version }) => history.fileName(version)).sort()).toEqual(files.sort());
      const numbers = versions.map(({ text }) => numberOf(text));
      expect(numbers).not.toContain(undefined);
      const [newest = 0] = numbers as number[];
      if (acknowledged > 0) {
        expect([acknowledged, acknowledged + 1]).toContain(newest);
        const inFile = numberOf(await readFile(join(folder, 'config.yaml'), 'utf8'));
        expect([newest, newest + 1]).toContain(inFile);
      }
      found = newest;
      acknowledged = newest;
    }
    expect(found).toBeGreaterThan(ROUNDS / 2);
  }, 120_000);
});

describe('a router that is killed while its configuration is changed', () => {
  it('starts again with a whole configuration, which is its newest version', async () => {
    for (let round = 0; round < 3; round += 1) {
      const router = await startRouterProcess({
        config: fleetConfig({ backend: '127.0.0.1:9' }),
        args: ['--log-level', 'error'],
      });
      const file = join(router.dataDir, 'config.yaml');
      let applied = 0;
      const change = async (count: number) => {
        await fetch(`${router.management}/config/router`, {
          method: 'PATCH',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ 'x-count': count }),
        });
        applied = count;
      };
      const changes = (async () => {
        for (let count = 1; ; count += 1) await change(count);
      })().catch(() => {});
      await eventually(async () => (applied >= 3 ? true : undefined), 20_000);
      await new Promise((resolve) => setTimeout(resolve, Math.random() * LONGEST_LIFE_MS));
      await kill(router.child);
      await changes;

      const text = await readFile(file, 'utf8');
      const count = Number(/^x-count: (\d+)$/m.exec(text)?.[1]);
      expect([applied, applied + 1]).toContain(count);

      const again = await startRouterProcess({
        config: text,
        args: [
          '--log-level',
          'error',
          '--config',
          file,
          '--data-dir',
          join(router.dataDir, 'data'),
        ],
      });
      const hashes = (await (await fetch(`${again.management}/config/hash`)).json()) as object;
      const hash = createHash('sha256').update(text).digest('hex');
      expect(hashes).toMatchObject({ hash, active_hash: hash, status: 'active' });
      const { versions } = (await (
        await fetch(`${again.management}/config/router/versions`)
      ).json()) as { versions: readonly { readonly hash: string }[] };
      expect(versions[0]?.hash).toBe(hash);
      await again.stop();
      await router.stop();
    }
  }, 120_000);
});
