import type { Path } from '../config/problem.ts';
import type { Migration } from './migration.ts';
import type { Place } from './source.ts';

/** Moves the address of an Ollama server to where it speaks as OpenAI does. */
export function moveOllamaAddress(address: Place, to: Path, migration: Migration): void {
  const root = address.text?.replace(/\/+$/, '');
  if (root === undefined || root.endsWith('/v1')) migration.move(address, to);
  else migration.rewrite(address, to, `${root}/v1`, 'the OpenAI-compatible part of Ollama');
}
