import { simplifiedHan } from '../../lib/han-variants.ts';
import { commonEnglish } from './common-english.ts';

/** Words of a language -> what they mean in English; empty for words that need no counterpart. */
type Lexicon = ReadonlyMap<string, string>;

export interface Lexicons {
  /** By ISO 639-1 code. */
  readonly [language: string]: Lexicon;
}

/** Puts English words in place of those of other languages; a text that needs none comes back as it is. */
export type Glosser = (text: string) => string;

const KANA = /[\p{sc=Hiragana}\p{sc=Katakana}]/u;
const HANGUL = /\p{sc=Hangul}/u;
/** Runs of one kind: of scripts without spaces, of letters, of anything else. */
const RUNS =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}ー々]+|\p{sc=Hangul}+|[\p{L}\p{M}]+|[^\p{L}\p{M}]+/gu;
const WORDS = /[\p{L}\p{M}]+/gu;
/** Nothing that needs a script test. */
const ONLY_ASCII = /^[\t-~]*$/;

/** Languages whose words are found inside of runs of letters: without spaces, or with endings. */
const segmented: readonly string[] = ['zh', 'ja', 'ko'];

/** What is looked at to tell the language of a text with spaces. */
const SAMPLE_WORDS = 64;
/** Share of the words that a lexicon must know. */
const NEEDED_SHARE = 0.4;
/** Inflected forms share so many letters with the form that a lexicon has. */
const MIN_STEM = 5;
const MAX_ENDING = 4;
/** Longer texts are cut by the encoder anyway. */
const MAX_UNITS = 8192;

/**
 * Makes texts in other languages readable for an encoder that knows English only: word by word, in
 * their order, without grammar. Words that no lexicon knows stay, since names and technical terms are
 * often the same.
 */
export function createGlosser(
  lexicons: Lexicons,
  english: ReadonlySet<string> = commonEnglish,
): Glosser {
  const unspaced = new Map(
    segmented.flatMap((language) => {
      const lexicon = lexicons[language];
      return lexicon === undefined ? [] : [[language, createSegmenter(lexicon)] as const];
    }),
  );
  const spaced = Object.entries(lexicons)
    .filter(([language]) => !segmented.includes(language))
    .map(([language, lexicon]) => ({ language, lexicon, stems: once(() => stemsOf(lexicon)) }));
  const segmenterFor = (text: string) => {
    if (HANGUL.test(text)) return unspaced.get('ko');
    if (KANA.test(text)) return unspaced.get('ja');
    const chinese = unspaced.get('zh');
    return chinese && ((run: string) => chinese(simplifiedHan(run)));
  };

  return (text) => {
    const read = text.length > MAX_UNITS ? text.slice(0, MAX_UNITS) : text;
    const segment =
      !ONLY_ASCII.test(read) && HAS_SEGMENTED.test(read) ? segmenterFor(read) : undefined;
    const spoken = languageOf(read, spaced, english);
    if (segment === undefined && spoken === undefined) return text;
    const glossed: string[] = [];
    for (const [run] of read.matchAll(RUNS)) {
      if (segment !== undefined && HAS_SEGMENTED.test(run)) glossed.push(' ', ...segment(run));
      else if (spoken !== undefined && WORD.test(run)) glossed.push(spoken(run));
      else glossed.push(run);
    }
    return glossed.join('').replace(/ {2,}/g, ' ').trim();
  };
}

const HAS_SEGMENTED = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}]/u;
const WORD = /^[\p{L}\p{M}]+$/u;

/** Longest words first, from left to right; what no word begins at is left out. */
function createSegmenter(lexicon: Lexicon): (run: string) => readonly string[] {
  const longest = Math.max(0, ...[...lexicon.keys()].map((word) => word.length));
  return (run) => {
    const glosses: string[] = [];
    for (let at = 0; at < run.length; ) {
      let length = Math.min(longest, run.length - at);
      while (length > 0 && !lexicon.has(run.slice(at, at + length))) length -= 1;
      const gloss = length === 0 ? '' : (lexicon.get(run.slice(at, at + length)) as string);
      if (gloss !== '') glosses.push(gloss, ' ');
      at += Math.max(1, length);
    }
    return glosses;
  };
}

interface Spoken {
  readonly language: string;
  readonly lexicon: Lexicon;
  /** First letters -> gloss of the shortest word that begins with them. */
  stems(): Lexicon;
}

/**
 * `pain relief` and `gift ideas` are words of other languages too: what belongs to one of the two alone
 * decides, and where there is no such word, only a longer text without plain English ones is glossed.
 */
function isRatherEnglish(
  words: readonly string[],
  lexicon: Lexicon,
  english: ReadonlySet<string>,
): boolean {
  const foreignOnly = words.filter((word) => lexicon.has(word) && !english.has(word)).length;
  const englishOnly = words.filter((word) => english.has(word) && !lexicon.has(word)).length;
  // English terms are at home in every language, the words of others are not in English.
  if (foreignOnly + englishOnly > 0) return foreignOnly * 2 < englishOnly;
  return words.length < 3 || words.some((word) => commonEnglish.has(word));
}

/** How the words of a text are glossed; undefined where it is English, or nothing that is known. */
function languageOf(
  text: string,
  spaced: readonly Spoken[],
  english: ReadonlySet<string>,
): ((word: string) => string) | undefined {
  const words = firstWords(text);
  if (words.length === 0) return undefined;
  let best: Spoken | undefined;
  let share = Math.max(NEEDED_SHARE, shareIn(commonEnglish, words, 0) + 0.1);
  for (const one of spaced) {
    const known = shareIn(one.lexicon, words, share);
    if (known <= share) continue;
    best = one;
    share = known;
  }
  if (best === undefined || isRatherEnglish(words, best.lexicon, english)) return undefined;
  const { lexicon } = best;
  const stems = best.stems();
  return (word) => {
    const lower = word.toLowerCase();
    return lexicon.get(lower) ?? glossOfStem(lower, stems) ?? word;
  };
}

function firstWords(text: string): readonly string[] {
  const words: string[] = [];
  for (const [word] of text.matchAll(WORDS)) {
    words.push(word.toLowerCase());
    if (words.length === SAMPLE_WORDS) break;
  }
  return words;
}

/** Share of words that are known; 0 as soon as it cannot be more than `floor` any more. */
function shareIn(
  known: { has(word: string): boolean },
  words: readonly string[],
  floor: number,
): number {
  let count = words.length;
  for (const word of words) {
    if (known.has(word)) continue;
    count -= 1;
    if (count / words.length <= floor) return 0;
  }
  return count / words.length;
}

/** Most languages are never met. */
function once<T>(make: () => T): () => T {
  let made: T | undefined;
  return () => {
    made ??= make();
    return made;
  };
}

function stemsOf(lexicon: Lexicon): Lexicon {
  const stems = new Map<string, string>();
  const words = [...lexicon.keys()].sort((a, b) => a.length - b.length);
  for (const word of words) {
    for (let end = MIN_STEM; end <= word.length; end += 1) {
      const stem = word.slice(0, end);
      if (word.length - end <= MAX_ENDING && !stems.has(stem)) {
        stems.set(stem, lexicon.get(word) as string);
      }
    }
  }
  return stems;
}

function glossOfStem(word: string, stems: Lexicon): string | undefined {
  for (let end = word.length; end >= MIN_STEM && word.length - end <= MAX_ENDING; end -= 1) {
    const gloss = stems.get(word.slice(0, end));
    if (gloss !== undefined && gloss !== '') return gloss;
  }
  return undefined;
}
