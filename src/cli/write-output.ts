import { mkdir, realpath, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeFileAtomically } from '../lib/atomic-file.ts';
import { notWritten } from './system-error.ts';

interface OutputOptions {
  readonly path: string;
  readonly content: string;
  /** Folders above it may be made. */
  readonly isDeep?: boolean;
  /** Of a file that is new. */
  readonly mode?: number;
}

/** Writes what a command makes: the old file or the new one is there, never a part of one. */
export async function writeOutput({
  path,
  content,
  isDeep = false,
  mode = 0o644,
}: OutputOptions): Promise<void> {
  try {
    if (isDeep) await mkdir(dirname(path), { recursive: true });
    const before = await stat(path).catch(() => undefined);
    // A device such as `/dev/stdout` stays what it is.
    if (before !== undefined && !before.isFile()) await writeFile(path, content);
    else {
      const target = before === undefined ? path : await realpath(path);
      await writeFileAtomically({ path: target, content, mode });
    }
  } catch (error) {
    throw notWritten(error, path);
  }
}
