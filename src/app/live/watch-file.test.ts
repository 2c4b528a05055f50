import {
  appendFile,
  mkdir,
  mkdtemp,
  realpath,
  rename,
  rm,
  symlink,
  unlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type FileWatch, watchFile } from './watch-file.ts';

let folder: string;
let watch: FileWatch | undefined;
let changes = 0;

beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'switchyard-watch-')));
  changes = 0;
});

afterEach(async () => {
  watch?.close();
  await rm(folder, { recursive: true, force: true });
});

/** Starts to watch; the first call of `onChange` says that it does. */
async function watching(path: string, pollMs = 3_600_000): Promise<void> {
  watch = watchFile({
    path,
    onChange: () => {
      changes += 1;
    },
    debounceMs: 20,
    settleMs: 20,
    pollMs,
  });
  await until(1);
}

async function until(count: number): Promise<void> {
  const deadline = Date.now() + 15_000;
  while (changes < count) {
    if (Date.now() > deadline) throw new Error(`${changes} changes instead of ${count}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const aWhile = () => new Promise((resolve) => setTimeout(resolve, 300));

describe('a watched file', () => {
  it('is looked at when it is written, replaced, removed and made anew', async () => {
    const path = join(folder, 'config.yaml');
    await writeFile(path, 'a');
    await watching(path);
    await writeFile(path, 'b');
    await until(2);
    await writeFile(join(folder, 'new'), 'c');
    await rename(join(folder, 'new'), path);
    await until(3);
    await unlink(path);
    await until(4);
    await writeFile(path, 'd');
    await until(5);
  });

  it('is looked at once for many writes in a row', async () => {
    const path = join(folder, 'config.yaml');
    await writeFile(path, '');
    await watching(path);
    for (let count = 0; count < 20; count += 1) await appendFile(path, 'x');
    await until(2);
    await aWhile();
    expect(changes).toBeLessThan(6);
  });

  it('does not care about its neighbours', async () => {
    const path = join(folder, 'config.yaml');
    await writeFile(path, 'a');
    await watching(path);
    await writeFile(join(folder, 'other.log'), 'x');
    await aWhile();
    expect(changes).toBe(1);
  });

  it('is followed through the swapped link of a mounted ConfigMap, again and again', async () => {
    const mount = async (version: string) => {
      await mkdir(join(folder, version));
      await writeFile(join(folder, version, 'config.yaml'), version);
      await symlink(version, join(folder, '..data_tmp'));
      await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    await mount('..2026_1');
    const path = join(folder, 'config.yaml');
    await symlink(join('..data', 'config.yaml'), path);
    await watching(path);
    await mount('..2026_2');
    await rm(join(folder, '..2026_1'), { recursive: true });
    await until(2);
    await mount('..2026_3');
    await rm(join(folder, '..2026_2'), { recursive: true });
    await until(3);
  });

  it('is followed through links that lie elsewhere', async () => {
    await mkdir(join(folder, 'far'));
    await mkdir(join(folder, 'near'));
    const target = join(folder, 'far', 'real.yaml');
    await writeFile(target, 'a');
    const path = join(folder, 'near', 'config.yaml');
    await symlink(target, path);
    await watching(path);
    await writeFile(target, 'b');
    await until(2);
    await writeFile(join(folder, 'near', 'own.yaml'), 'c');
    await rename(join(folder, 'near', 'own.yaml'), path);
    await until(3);
  });

  it('is looked at now and then, where folders tell nothing', async () => {
    const path = join(folder, 'gone', 'config.yaml');
    await watching(path, 20);
    await mkdir(join(folder, 'gone'));
    await writeFile(path, 'a');
    await until(2);
  });

  it('is left alone after closing', async () => {
    const path = join(folder, 'config.yaml');
    await writeFile(path, 'a');
    await watching(path);
    watch?.close();
    await writeFile(path, 'b');
    await aWhile();
    expect(changes).toBe(1);
  });
});
