import { randomBytes } from 'node:crypto';
import { chmod, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Ends the names of files that are being written; whoever finds an old one may delete it. */
export const UNFINISHED_SUFFIX = '.unfinished';

interface WriteOptions {
  readonly path: string;
  readonly content: string;
  /** Of a file that is new; one that is there keeps its mode and owner. */
  readonly mode: number;
}

/**
 * Writes a file so that readers, and whoever comes after a crash, find the old content or the new one,
 * never a part. A path that is a link would be replaced: pass what it leads to.
 */
export async function writeFileAtomically({ path, content, mode }: WriteOptions): Promise<void> {
  const directory = dirname(path);
  const name = `.${basename(path)}.${randomBytes(6).toString('hex')}${UNFINISHED_SUFFIX}`;
  const temporary = join(directory, name);
  const before = await stat(path).catch(() => undefined);
  try {
    const file = await open(temporary, 'wx', 0o600);
    try {
      await file.writeFile(content);
      // Another owner is kept where the process may give files away.
      if (before !== undefined) await file.chown(before.uid, before.gid).catch(() => {});
      await file.sync();
    } finally {
      await file.close();
    }
    await chmod(temporary, before === undefined ? mode : before.mode & 0o7777);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncDirectory(directory);
}

/** Makes renames in a folder survive a power cut; systems that cannot do that for folders need not. */
export async function syncDirectory(directory: string): Promise<void> {
  const folder = await open(directory, 'r').catch(() => undefined);
  if (folder === undefined) return;
  try {
    await folder.sync().catch(() => {});
  } finally {
    await folder.close();
  }
}
