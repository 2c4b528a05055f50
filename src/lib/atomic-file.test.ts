import { chmod, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeAbandoned, writeFileAtomically } from './atomic-file.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'switchyard-atomic-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

describe('a file that is written atomically', () => {
  it('has the mode that is asked for, and keeps the one that it had', async () => {
    const path = join(folder, 'a');
    await writeFileAtomically({ path, content: '1', mode: 0o600 });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    await chmod(path, 0o640);
    await writeFileAtomically({ path, content: '2', mode: 0o600 });
    expect((await stat(path)).mode & 0o777).toBe(0o640);
    expect(await readFile(path, 'utf8')).toBe('2');
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('leaves nothing behind when it cannot take its place', async () => {
    // A folder with something in it cannot be replaced by a file.
    await writeFileAtomically({ path: join(folder, 'a'), content: '1', mode: 0o600 });
    const path = folder;
    await expect(writeFileAtomically({ path, content: '2', mode: 0o600 })).rejects.toThrow();
    expect(await readdir(folder)).toEqual(['a']);
  });
});

describe('what a crash left', () => {
  it('goes when it is old, and was to be the file', async () => {
    const longAgo = new Date(Date.now() - 3_600_000);
    const names = [
      '.a.0123456789ab.unfinished',
      '.b.0123456789ab.unfinished',
      '.a.unfinished',
      'a.0123456789ab.unfinished',
    ];
    for (const name of names) {
      await writeFile(join(folder, name), '');
      await utimes(join(folder, name), longAgo, longAgo);
    }
    await writeFile(join(folder, '.a.ba9876543210.unfinished'), '');
    removeAbandoned({ directory: folder, name: 'a' });
    expect((await readdir(folder)).sort()).toEqual(
      [...names.slice(1), '.a.ba9876543210.unfinished'].sort(),
    );
    removeAbandoned({ directory: folder });
    expect(await readdir(folder)).not.toContain('.b.0123456789ab.unfinished');
  });
});
