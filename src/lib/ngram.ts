import type { WordIndex } from './word-index.ts';

export interface NgramKeyword {
  readonly words: readonly string[];
  readonly arity: number;
  /** What is less similar may be reported as 0. */
  readonly threshold: number;
}

/** Text -> for every keyword its best similarity, 0 to 1, to as many words in a row as it has. */
export type NgramMatcher = (text: WordIndex) => Float64Array;

interface Posting {
  readonly keyword: number;
  /** How often the keyword has the gram. */
  readonly count: number;
  /** The window that was looked at last, and how often it had the gram. */
  window: number;
  seen: number;
}

/** Keywords that are compared with the same windows of a text. */
interface Group {
  readonly arity: number;
  readonly wordCount: number;
  /** Hash of a gram -> keywords that have it. */
  readonly postings: Map<number, Posting[]>;
  /** Low bits of the hashes in `postings`: most grams of a text end here. */
  readonly filter: Uint8Array;
  /** How many grams a window must have to be similar enough to some keyword. */
  minSize: number;
  maxSize: number;
}

const SPACE = 32;
const multiplier = 0x01000193;
const filterMask = 0xfff;

/**
 * Compares keywords with the words of a text by the n-grams that they share. Both are padded, so
 * that first and last letters weigh as much; similarity is `1 - ((all - same) / all)^2`, more
 * generous to partial overlap than the plain share `same / all`. Grams are compared by 32-bit
 * hashes.
 */
export function createNgramMatcher(keywords: readonly NgramKeyword[]): NgramMatcher {
  const groups = new Map<string, Group>();
  const hashGrams = createGramHasher();
  const sizes = keywords.map((keyword, index) => addKeyword(groups, keyword, index, hashGrams));
  const shared = new Int32Array(keywords.length);
  let window = 0;

  return ({ words, sequence }) => {
    const best = new Float64Array(keywords.length);
    for (const group of groups.values()) {
      if (group.wordCount === 1) {
        for (const word of words) compare(group, [word], best);
        continue;
      }
      for (let start = 0; start + group.wordCount <= sequence.length; start++) {
        const run = sequence.slice(start, start + group.wordCount);
        compare(
          group,
          run.map((word) => words[word] as string),
          best,
        );
      }
    }
    return best;
  };

  function compare(group: Group, words: readonly string[], best: Float64Array): void {
    const size = sizeOf(words, group.arity);
    if (size < group.minSize || size > group.maxSize) return;
    window++;
    const touched: number[] = [];
    const grams = hashGrams(words, group.arity);
    for (let gram = 0; gram < size; gram++) {
      const hash = grams[gram] as number;
      if (group.filter[hash & filterMask] === 0) continue;
      for (const posting of group.postings.get(hash) ?? []) {
        if (posting.window !== window) {
          posting.window = window;
          posting.seen = 0;
        }
        if (posting.seen++ >= posting.count) continue;
        const { keyword } = posting;
        if (shared[keyword] === 0) touched.push(keyword);
        shared[keyword] = (shared[keyword] as number) + 1;
      }
    }
    for (const keyword of touched) {
      const same = shared[keyword] as number;
      const all = size + (sizes[keyword] as number) - same;
      const similarity = 1 - ((all - same) / all) ** 2;
      best[keyword] = Math.max(best[keyword] as number, similarity);
      shared[keyword] = 0;
    }
  }
}

/** Returns how many grams the keyword has. */
function addKeyword(
  groups: Map<string, Group>,
  { words, arity, threshold }: NgramKeyword,
  keyword: number,
  hashGrams: GramHasher,
): number {
  if (words.length === 0) return 0;
  const key = `${arity}:${words.length}`;
  const group = groups.get(key) ?? newGroup(arity, words.length);
  groups.set(key, group);
  const counts = new Map<number, number>();
  for (const hash of hashGrams(words, arity).subarray(0, sizeOf(words, arity))) {
    counts.set(hash, (counts.get(hash) ?? 0) + 1);
  }
  for (const [hash, count] of counts) {
    const postings = group.postings.get(hash) ?? [];
    group.postings.set(hash, postings);
    postings.push({ keyword, count, window: 0, seen: 0 });
    group.filter[hash & filterMask] = 1;
  }
  const size = sizeOf(words, arity);
  // At best all grams of the smaller one are shared, then `same / all` is the ratio of sizes.
  const minRatio = 1 - Math.sqrt(1 - threshold);
  group.minSize = Math.min(group.minSize, size * minRatio);
  group.maxSize = Math.max(group.maxSize, size / minRatio);
  return size;
}

function newGroup(arity: number, wordCount: number): Group {
  return {
    arity,
    wordCount,
    postings: new Map(),
    filter: new Uint8Array(filterMask + 1),
    minSize: Number.POSITIVE_INFINITY,
    maxSize: 0,
  };
}

function sizeOf(words: readonly string[], arity: number): number {
  let size = words.length + arity - 2;
  for (const word of words) size += word.length;
  return size;
}

/** Words -> the hashes of their grams, one behind the other; valid until the next call. */
type GramHasher = (words: readonly string[], arity: number) => Int32Array;

/** Words are joined and surrounded by spaces. */
function createGramHasher(): GramHasher {
  let units = new Uint16Array(64);
  let hashes = new Int32Array(64);
  return (words, arity) => {
    const size = sizeOf(words, arity);
    if (size + arity > units.length) {
      units = new Uint16Array((size + arity) * 2);
      hashes = new Int32Array(units.length);
    }
    let end = 0;
    while (end < arity - 1) units[end++] = SPACE;
    for (const word of words) {
      for (let index = 0; index < word.length; index++) units[end++] = word.charCodeAt(index);
      units[end++] = SPACE;
    }
    while (end < size + arity - 1) units[end++] = SPACE;
    for (let start = 0; start < size; start++) {
      let hash = 0;
      for (let index = start; index < start + arity; index++) {
        hash = Math.imul(hash ^ (units[index] as number), multiplier);
      }
      hashes[start] = hash ^ (hash >>> 15);
    }
    return hashes;
  };
}
