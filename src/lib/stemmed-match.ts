import { stemEnglish } from './english-stemmer.ts';
import { splitWords } from './words.ts';

/** Text -> for every group the scores of its keywords, 0 to 1. */
export type StemmedMatcher = (text: string) => readonly Float64Array[];

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
export function createStemmedMatcher(groups: readonly (readonly string[])[]): StemmedMatcher {
  const vocabulary = new Map<string, number>();
  const compiled = groups.map((keywords) => compileGroup(keywords, vocabulary));
  // Suffix rules keep the first letter, so most words need no stemming.
  const initials = new Set([...vocabulary.keys()].map((stem) => stem[0]));

  return (text) => {
    const sequence = readStems(text);
    const present = new Set(sequence);
    return compiled.map((keywords) =>
      Float64Array.from(keywords, (keyword) => score(keyword, sequence, present)),
    );
  };

  function readStems(text: string): readonly number[] {
    const known = new Map<string, number>();
    const sequence: number[] = [];
    for (const word of readWords(text)) {
      let stem = known.get(word);
      if (stem === undefined) {
        stem = initials.has(word[0]) ? (vocabulary.get(stemEnglish(word)) ?? -1) : -1;
        known.set(word, stem);
      }
      if (stem !== -1 || !stopWords.has(word)) sequence.push(stem);
    }
    return sequence;
  }
}

function compileGroup(
  keywords: readonly string[],
  vocabulary: Map<string, number>,
): readonly StemmedKeyword[] {
  const stems = keywords.map((keyword) => {
    const words = readWords(keyword);
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

/** Words in lower case, their Latin letters without accents. */
function readWords(text: string): readonly string[] {
  return splitWords(text.toLowerCase()).map((word) =>
    ascii.test(word) ? word : dropAccents(word),
  );
}

function dropAccents(word: string): string {
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
