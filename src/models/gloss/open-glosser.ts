import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createGlosser, type Glosser } from './glosser.ts';

const FILE = /^([a-z]{2})-?[a-z]*\.tsv$/;

/** Reads the lexicons of a folder: `<language>-<part>.tsv`, a word and its gloss on each line. */
export function openGlosser(directory: string, english?: ReadonlySet<string>): Glosser {
  const lexicons: Record<string, Map<string, string>> = {};
  for (const file of readdirSync(directory).sort()) {
    const language = FILE.exec(file)?.[1];
    if (language === undefined) continue;
    lexicons[language] ??= new Map();
    for (const line of readFileSync(join(directory, file), 'utf8').split('\n')) {
      const [word, gloss = ''] = line.split('\t');
      if (word !== undefined && word !== '') lexicons[language].set(word, gloss.trim());
    }
  }
  return createGlosser(lexicons, english);
}
