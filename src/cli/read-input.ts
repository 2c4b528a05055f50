import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import type { Terminal } from './terminal.ts';

/** A file, or stdin for `-`. */
export function readInput(path: string, { stdin }: Terminal): Promise<string> {
  return path === '-' ? text(stdin) : readFile(path, 'utf8');
}
