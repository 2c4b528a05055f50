import { stemEnglish } from './english-stemmer.ts';
import type { WordIndex } from './word-index.ts';

/** Lower-case text -> for every group the scores of its keywords, 0 to 1. */
export type StemmedMatcher = (text: WordIndex) => readonly Float64Array[];

/** What a keyword scores at most when its words stand scattered or out of order. */
export const scatteredWeight = 0.9;

const ascii = /^[\x20-\x7e]*$/;
const latinAccents = /(\p{Script=Latin})\p{M}+/gu;
const stopWords = new Set(
  (
    'a about above after again against all am an and any are as at be because been before being ' +
    'below between both but by can did do does doing down during each few for from further had ' +
    'has have having he her here hers herself him himself his how i if in into is it its itself ' +
    'just me more most my myself no nor not now of off on once only or other our ours ourselves ' +
    'out over own same she should so some such than that the their theirs them themselves then ' +
    'there these they this those through to too under until up very was we were what when where ' +
    'which while who whom why will with you your yours yourself yourselves'
  ).split(' '),
);

const longestStopWord = Math.max(...Array.from(stopWords, ({ length }) => length));

interface StemmedKeyword {
  /** Numbers of its stems in the vocabulary, in order. */
  readonly stems: readonly number[];
  readonly weights: readonly number[];
}

/**
 * Looks for the words of keywords in a text, both reduced to stems and without stop words. A
 * keyword scores the share of its words that the text has, each weighted by how rare it is among
 * the keywords of its group (`ln(1 + (N - n + 0.5) / (n + 0.5))`); 1 needs the whole phrase.
 */
export function createStemmedMatcher(
  groups: readonly (readonly (readonly string[])[])[],
): StemmedMatcher {
  const vocabulary = new Map<string, number>();
  const compiled = groups.map((keywords) => compileGroup(keywords, vocabulary));
  // Stemming keeps how a word starts but in a few irregular words: most words need none.
  const starts = new Uint8Array(startMask + 1);
  for (const stem of [...vocabulary.keys(), ...irregularStarts]) starts[startOf(stem)] = 1;

  return (text) => {
    const sequence = readStems(text);
    const present = new Set(sequence);
    return compiled.map((keywords) =>
      Float64Array.from(keywords, (keyword) => score(keyword, sequence, present)),
    );
  };

  function readStems({ words, sequence }: WordIndex): readonly number[] {
    const stems = words.map((word) => {
      const plain = dropAccents(word);
      const mayBeKnown = starts[startOf(plain)] === 1;
      const stem = mayBeKnown ? vocabulary.get(stemEnglish(plain)) : undefined;
      if (stem !== undefined) return stem;
      return plain.length <= longestStopWord && stopWords.has(plain) ? STOP_WORD : OTHER_WORD;
    });
    const found: number[] = [];
    for (const word of sequence) {
      const stem = stems[word] as number;
      if (stem !== STOP_WORD) found.push(stem);
    }
    return found;
  }
}

const STOP_WORD = -1;
const OTHER_WORD = -2;
const irregularStarts = ['dy', 'ly', 'ty'];

const startMask = 0xfff;

/** A number for the first two characters. */
function startOf(word: string): number {
  return (word.charCodeAt(0) * 97 + word.charCodeAt(1)) & startMask;
}

function compileGroup(
  keywords: readonly (readonly string[])[],
  vocabulary: Map<string, number>,
): readonly StemmedKeyword[] {
  const stems = keywords.map((keyword) => {
    const words = keyword.map(dropAccents);
    const telling = words.filter((word) => !stopWords.has(word));
    return (telling.length === 0 ? words : telling).map((word) => numberOf(stemEnglish(word)));
  });
  const holdersOf = new Map<number, number>();
  for (const own of stems) {
    for (const stem of new Set(own)) holdersOf.set(stem, (holdersOf.get(stem) ?? 0) + 1);
  }
  return stems.map((own) => ({
    stems: own,
    weights: own.map((stem) => {
      const holders = holdersOf.get(stem) as number;
      return Math.log(1 + (stems.length - holders + 0.5) / (holders + 0.5));
    }),
  }));

  function numberOf(stem: string): number {
    const number = vocabulary.get(stem) ?? vocabulary.size;
    vocabulary.set(stem, number);
    return number;
  }
}

/** Latin letters without their accents, which writers of English leave out. */
function dropAccents(word: string): string {
  if (ascii.test(word)) return word;
  return word.normalize('NFKD').replace(latinAccents, '$1').normalize('NFC');
}

function score(
  { stems, weights }: StemmedKeyword,
  sequence: readonly number[],
  present: ReadonlySet<number>,
): number {
  let found = 0;
  let total = 0;
  for (const [index, stem] of stems.entries()) {
    const weight = weights[index] as number;
    total += weight;
    if (present.has(stem)) found += weight;
  }
  if (found === 0) return 0;
  const isPhrase = found === total && (stems.length === 1 || hasRun(sequence, stems));
  return isPhrase ? 1 : scatteredWeight * Math.min(1, found / total);
}

function hasRun(sequence: readonly number[], run: readonly number[]): boolean {
  for (let start = sequence.indexOf(run[0] as number); start !== -1; ) {
    if (run.every((stem, offset) => sequence[start + offset] === stem)) return true;
    start = sequence.indexOf(run[0] as number, start + 1);
  }
  return false;
}
