import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWordPiece, type Tokenizer } from './wordpiece.ts';

/** The tokenizer of a model folder. */
export function openTokenizer(directory: string): Tokenizer {
  const pieces = readFileSync(join(directory, 'vocab.txt'), 'utf8').split('\n');
  if (pieces.at(-1) === '') pieces.pop();
  return createWordPiece(pieces);
}
