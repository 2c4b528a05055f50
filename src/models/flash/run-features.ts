import type { Tokenizer } from '../wordpiece.ts';
import {
  FEATURE,
  HASH_BITS,
  mixHash,
  rowOfHash,
  rowOfOne,
  rowOfPair,
  stepHash,
} from './feature-hash.ts';
import { MAX_RUN } from './runs.ts';

/** What a run (a word, a mark, a character) contributes to every text in which it stands. */
export interface RunFeatures {
  /** Puts the distinct rows of a run into `rows` and returns how many they are. */
  read(run: string, isSingle: boolean): number;
  readonly rows: Int32Array;
  firstSymbol(): number;
  lastSymbol(): number;
}

const MAX_PIECES = 512;
/** Pieces alone and in pairs, three sizes of character n-grams, pieces of the folded word. */
const MAX_ROWS = 3 * MAX_PIECES + 3 * (MAX_RUN + 2) + 1;
/** Symbols of runs that the vocabulary does not know start behind its ids. */
const FIRST_HASHED_SYMBOL = 1 << 16;
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
const ASCII = /^[!-~]+$/;
const LETTERS = /^[a-z]+$/;
const ANY_LETTER = /[a-z]/;
const FIRST_UNIT_BEYOND_LATIN = 0x250;

/** Letters that look Latin, and digits that stand for letters. */
const LOOKALIKES = 'аеорсухіјѕԁһκοναρτ013457';
const LATIN = 'aeopcyxijsdhkovaptoieast';
const ANY_LOOKALIKE = new RegExp(`[${LOOKALIKES}]`);
const EVERY_LOOKALIKE = new RegExp(`[${LOOKALIKES}]`, 'g');

/** Features inside one run, the same as `make_run` of `training/flash/features.py`. */
export function createRunFeatures(tokenizer: Tokenizer, unknownId: number): RunFeatures {
  const marked = new Uint16Array(MAX_RUN + 2);
  const rows = new Int32Array(MAX_ROWS);
  const seenIn = new Uint32Array(1 << HASH_BITS);
  let runNumber = 0;
  let count = 0;
  let firstSymbol = 0;
  let lastSymbol = 0;

  function add(row: number): void {
    if (seenIn[row] === runNumber) return;
    seenIn[row] = runNumber;
    rows[count++] = row;
  }

  function startRun(): void {
    count = 0;
    runNumber += 1;
    if (runNumber <= 0xffffffff) return;
    runNumber = 1;
    seenIn.fill(0);
  }

  function addPieces(run: string, ownSymbol: number): void {
    const { ids } = tokenizer.encode(run, MAX_PIECES);
    // The first and the last id are the marks around the text.
    const end = ids.length - 1;
    firstSymbol = ownSymbol;
    for (let at = 1; at < end || at === 1; at += 1) {
      const id = at < end ? ids[at] : unknownId;
      const symbol = id === undefined || id === unknownId ? ownSymbol : id;
      add(rowOfOne(FEATURE.unigram, symbol));
      if (at === 1) firstSymbol = symbol;
      else add(rowOfPair(FEATURE.pair, lastSymbol, symbol));
      lastSymbol = symbol;
    }
  }

  function addCharacters(word: string): void {
    const length = Math.min(word.length, MAX_RUN);
    let largest = 0;
    marked[0] = 1;
    for (let at = 0; at < length; at += 1) {
      const unit = word.charCodeAt(at);
      marked[at + 1] = unit;
      if (unit > largest) largest = unit;
    }
    marked[length + 1] = 2;
    const shortest = largest >= FIRST_UNIT_BEYOND_LATIN ? 2 : 3;
    for (let start = 0; start < length + 2; start += 1) {
      let hash: number = FEATURE.characters;
      const end = Math.min(start + shortest + 2, length + 2);
      for (let at = start; at < end; at += 1) {
        hash = stepHash(hash, marked[at] ?? 0);
        if (at - start + 1 >= shortest) add(rowOfHash(hash));
      }
    }
  }

  function addFolded(plain: string): void {
    const { ids } = tokenizer.encode(plain, MAX_PIECES);
    for (let at = 1; at < ids.length - 1; at += 1) add(rowOfOne(FEATURE.unigram, ids[at] ?? 0));
    add(rowOfOne(FEATURE.folded, 1));
  }

  return {
    rows,
    firstSymbol: () => firstSymbol,
    lastSymbol: () => lastSymbol,
    read(run, isSingle) {
      startRun();
      const word = plainWord(run);
      addPieces(run, ownSymbolOf(word));
      if (word.length > 1 && !isSingle) {
        addCharacters(word);
        const plain = undisguised(word);
        if (plain) addFolded(plain);
      }
      return count;
    },
  };
}

function plainWord(run: string): string {
  if (ASCII.test(run)) return run.toLowerCase();
  return run.normalize('NFKC').replace(INVISIBLE, '').toLowerCase();
}

function ownSymbolOf(word: string): number {
  let hash = 0;
  for (let at = 0; at < word.length && at < MAX_RUN; at += 1) {
    hash = stepHash(hash, word.charCodeAt(at));
  }
  return FIRST_HASHED_SYMBOL + (mixHash(hash) & 0xfffff);
}

/** The Latin word behind `ign0re` or a Cyrillic lookalike; nothing for a word without disguise. */
function undisguised(word: string): string | undefined {
  if (LETTERS.test(word) || !ANY_LOOKALIKE.test(word) || !ANY_LETTER.test(word)) return undefined;
  const plain = word.replace(EVERY_LOOKALIKE, (letter) => LATIN.charAt(LOOKALIKES.indexOf(letter)));
  return LETTERS.test(plain) ? plain : undefined;
}
