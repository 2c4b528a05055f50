import type { LinearRegex } from '../../lib/linear-regex.ts';
import type { SoughtLiteral } from '../literal-pool.ts';
import type { StructureRule } from './schema.ts';

type Source = StructureRule['feature']['source'];
type SourceOf<T extends Source['type']> = Extract<Source, { readonly type: T }>;

/** Collects what a rule looks for in one text after the other. */
export interface Occurrences {
  /** Literals that the scan looks for on its behalf. */
  readonly literals: readonly SoughtLiteral[];
  reset(): void;
  /** After the scan; only asks how many when `isOneEnough` is false. */
  count(units: Uint16Array, length: number, isOneEnough: boolean): number;
}

// Above the length of any word: 1000 characters, 18 for one of them when normalised.
const longest = 1 << 15;

/** Words of a set. Of words that overlap the leftmost counts, and the longest of those. */
export function countWordSet({ keywords, case_sensitive }: SourceOf<'keyword_set'>): Occurrences {
  let keys: number[] = [];
  let isSorted = true;
  const onHit = (start: number, end: number) => {
    // Ascending keys are leftmost first, then longest first.
    const key = start * longest + (longest - 1 - (end - start));
    if (keys.length > 0 && key < (keys[keys.length - 1] as number)) isSorted = false;
    keys.push(key);
  };
  return {
    literals: keywords.map((text) => ({
      text,
      isCaseSensitive: case_sensitive,
      place: 'word',
      onHit,
    })),
    reset() {
      keys = [];
      isSorted = true;
    },
    count(_units, _length, isOneEnough) {
      if (isOneEnough) return Math.min(1, keys.length);
      if (!isSorted) keys.sort((left, right) => left - right);
      let count = 0;
      let lastEnd = 0;
      for (const key of keys) {
        const start = Math.floor(key / longest);
        if (start < lastEnd) continue;
        count++;
        lastEnd = start + (longest - 1 - (key % longest));
      }
      return count;
    },
  };
}

/** 1 when the markers of some sequence stand in order, each behind the one before. */
export function findSequences({ sequences, case_sensitive }: SourceOf<'sequence'>): Occurrences {
  const found = new Int32Array(sequences.length);
  const lastEnds = new Int32Array(sequences.length);
  return {
    literals: sequences.flatMap((markers, sequence) =>
      markers.map((text, position) => ({
        text,
        isCaseSensitive: case_sensitive,
        place: 'part' as const,
        onHit(start: number, end: number) {
          if (found[sequence] !== position || start < (lastEnds[sequence] as number)) return;
          found[sequence] = position + 1;
          lastEnds[sequence] = end;
        },
      })),
    ),
    reset() {
      found.fill(0);
      lastEnds.fill(0);
    },
    count: () => (sequences.some(({ length }, index) => found[index] === length) ? 1 : 0),
  };
}

/** Matches of a pattern; with `gates` it only runs when the scan has seen one of them. */
export function countPattern(regex: LinearRegex, gates: readonly string[]): Occurrences {
  let isOpen = gates.length === 0;
  const onHit = () => {
    isOpen = true;
  };
  return {
    literals: gates.map((text) => ({ text, isCaseSensitive: false, place: 'raw', onHit })),
    reset() {
      isOpen = gates.length === 0;
    },
    count(units, length, isOneEnough) {
      if (!isOpen) return 0;
      if (!isOneEnough) return regex.count(units, length);
      return regex.test(units, length) ? 1 : 0;
    },
  };
}
