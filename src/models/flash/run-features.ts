import type { Tokenizer } from '../wordpiece.ts';
import { FEATURE, mixHash, rowOfHash, rowOfOne, rowOfPair, stepHash } from './feature-hash.ts';
import { MAX_RUN } from './runs.ts';

/** What a run (a word, a mark, a character) contributes to every text in which it stands. */
export interface RunFeatures {
  readonly firstSymbol: number;
  readonly lastSymbol: number;
  /** Distinct rows of the hash space. */
  readonly rows: readonly number[];
}

const MAX_PIECES = 512;
/** Symbols of runs that the vocabulary does not know start behind its ids. */
const FIRST_HASHED_SYMBOL = 1 << 16;
const INVISIBLE = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2064\uFEFF]/g;
const FIRST_UNIT_BEYOND_LATIN = 0x250;

/** Letters that look Latin, and digits that stand for letters. */
const LOOKALIKES = 'аеорсухіјѕԁһκοναρτ013457';
const LATIN = 'aeopcyxijsdhkovaptoieast';
const ANY_LOOKALIKE = new RegExp(`[${LOOKALIKES}]`);
const EVERY_LOOKALIKE = new RegExp(`[${LOOKALIKES}]`, 'g');

/** Features inside one run, the same as `make_run` of `training/flash/features.py`. */
export function createRunFeatures(
  tokenizer: Tokenizer,
  unknownId: number,
): (run: string, isSingle: boolean) => RunFeatures {
  const marked = new Uint16Array(MAX_RUN + 2);

  function idsOf(run: string): Int32Array {
    return tokenizer.encode(run, MAX_PIECES).ids.slice(1, -1);
  }

  function addCharacters(word: string, rows: Set<number>): void {
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
        if (at - start + 1 >= shortest) rows.add(rowOfHash(hash));
      }
    }
  }

  return (run, isSingle) => {
    const word = run.normalize('NFKC').replace(INVISIBLE, '').toLowerCase();
    let hash = 0;
    for (let at = 0; at < word.length && at < MAX_RUN; at += 1) {
      hash = stepHash(hash, word.charCodeAt(at));
    }
    const ownSymbol = FIRST_HASHED_SYMBOL + (mixHash(hash) & 0xfffff);
    const ids = idsOf(run);
    const rows = new Set<number>();
    let previous = -1;
    let firstSymbol = ownSymbol;
    for (const id of ids.length > 0 ? ids : [ownSymbol]) {
      const symbol = id === unknownId ? ownSymbol : id;
      rows.add(rowOfOne(FEATURE.unigram, symbol));
      if (previous < 0) firstSymbol = symbol;
      else rows.add(rowOfPair(FEATURE.pair, previous, symbol));
      previous = symbol;
    }
    if (word.length > 1 && !isSingle) {
      addCharacters(word, rows);
      const plain = undisguised(word);
      if (plain) {
        for (const id of idsOf(plain)) rows.add(rowOfOne(FEATURE.unigram, id));
        rows.add(rowOfOne(FEATURE.folded, 1));
      }
    }
    return { firstSymbol, lastSymbol: previous, rows: [...rows] };
  };
}

/** The Latin word behind `ign0re` or a Cyrillic lookalike; nothing for a word without disguise. */
function undisguised(word: string): string | undefined {
  if (!ANY_LOOKALIKE.test(word) || !/[a-z]/.test(word)) return undefined;
  const plain = word.replace(EVERY_LOOKALIKE, (letter) => LATIN.charAt(LOOKALIKES.indexOf(letter)));
  return /^[a-z]+$/.test(plain) ? plain : undefined;
}
