import { randomBytes } from 'node:crypto';
import {
  closeSync,
  fchmodSync,
  fchownSync,
  fsync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  type Stats,
  statSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';

const toDisk = promisify(fsync);

/** Ends the names of files that are being written. */
const UNFINISHED_SUFFIX = '.unfinished';
/** Writing takes seconds at most, also on a slow disk. */
const ABANDONED_MS = 10 * 60_000;

interface AbandonedOptions {
  readonly directory: string;
  /** Only what was to become this file; undefined: any. */
  readonly name?: string;
}

/** Deletes what processes left in a folder that died while they wrote; others may be writing now. */
export function removeAbandoned({ directory, name: wanted }: AbandonedOptions): void {
  for (const entry of readdirSync(directory)) {
    const name = /^\.(.+)\.[0-9a-f]{12}\.unfinished$/.exec(entry)?.[1];
    if (name === undefined || (wanted !== undefined && name !== wanted)) continue;
    const path = join(directory, entry);
    const found = statSync(path, { throwIfNoEntry: false });
    if (found !== undefined && Date.now() - found.mtimeMs > ABANDONED_MS) {
      rmSync(path, { force: true });
    }
  }
}

interface WriteOptions {
  readonly path: string;
  readonly content: string | Uint8Array;
  /** Of a file that is new; one that is there keeps its mode and owner. */
  readonly mode: number;
}

/**
 * Writes a file so that readers, and whoever comes after a crash, find the old content or the new one,
 * never a part. A path that is a link would be replaced: pass what it leads to. Only the disk is
 * waited for: in a busy process every other wait would cost a turn of the event loop.
 */
export async function writeFileAtomically({ path, content, mode }: WriteOptions): Promise<void> {
  const directory = dirname(path);
  const name = `.${basename(path)}.${randomBytes(6).toString('hex')}${UNFINISHED_SUFFIX}`;
  const temporary = join(directory, name);
  const before = statSync(path, { throwIfNoEntry: false });
  try {
    const file = openSync(temporary, 'wx', 0o600);
    try {
      writeFileSync(file, content);
      if (before !== undefined) keepOwner(file, before);
      fchmodSync(file, before === undefined ? mode : before.mode & 0o7777);
      await toDisk(file);
    } finally {
      closeSync(file);
    }
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  await folderToDisk(directory);
}

function keepOwner(file: number, { uid, gid }: Stats): void {
  try {
    fchownSync(file, uid, gid);
  } catch {
    // Only a privileged process may give files away.
  }
}

/** Lets a rename survive a power cut; systems that cannot do that for folders need not. */
async function folderToDisk(directory: string): Promise<void> {
  let folder: number;
  try {
    folder = openSync(directory, 'r');
  } catch {
    return;
  }
  try {
    await toDisk(folder).catch(() => {});
  } finally {
    closeSync(folder);
  }
}
