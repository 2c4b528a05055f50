import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { CommandError } from './command-error.ts';
import { aboutFile } from './system-error.ts';
import type { Terminal } from './terminal.ts';

/** The text of a file, or of stdin for `-`. */
export async function readInput(
  file: string,
  { stdin, workingDirectory }: Terminal,
): Promise<string> {
  if (file === '-') return decode(await buffer(stdin), 'stdin');
  const path = resolve(workingDirectory, file);
  return decode(await readFile(path).catch(aboutFile(path)), path);
}

function decode(bytes: Uint8Array, name: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // The only thing it throws for; the exit code is that of `validate`.
    throw new CommandError('invalid_config', `${name} is not encoded as UTF-8`, {
      code: 'invalid_utf8',
      hint: 'save it as UTF-8',
    });
  }
}
