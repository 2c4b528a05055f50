import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createWordPiece, type Tokenizer } from './wordpiece.ts';

/** The tokenizer of a model folder. */
export function openTokenizer(directory: string): Tokenizer {
  return createWordPiece(readPieces(directory));
}

/** The words that the tokenizer of a model folder knows whole: of an English one, what is frequent in English. */
export function knownWords(directory: string): ReadonlySet<string> {
  return new Set(readPieces(directory).filter((piece) => /^\p{L}{2,}$/u.test(piece)));
}

function readPieces(directory: string): readonly string[] {
  const pieces = readFileSync(join(directory, 'vocab.txt'), 'utf8').split('\n');
  if (pieces.at(-1) === '') pieces.pop();
  return pieces;
}
