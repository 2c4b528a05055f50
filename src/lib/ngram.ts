import { windowsOf } from './words.ts';

export interface NgramKeyword {
  readonly text: string;
  readonly arity: number;
  /** What is less similar may be reported as 0. */
  readonly threshold: number;
}

/** Text -> for every keyword its best similarity, 0 to 1, to as many words in a row as it has. */
export type NgramMatcher = (text: string) => Float64Array;

const words = /[\p{L}\p{N}\p{M}_-]+/gu;

interface Posting {
  readonly keyword: number;
  /** How often the keyword has the gram. */
  readonly count: number;
}

interface Group {
  readonly arity: number;
  readonly wordCount: number;
  readonly index: Map<string, Posting[]>;
  /** How many grams a window must have to be similar enough to some keyword. */
  minSize: number;
  maxSize: number;
}

/**
 * Compares keywords with the words of a text by the n-grams that they share. Both are padded, so
 * that first and last letters weigh as much; similarity is `1 - ((all - same) / all)^2`, more
 * generous to partial overlap than the plain share `same / all`.
 */
export function createNgramMatcher(keywords: readonly NgramKeyword[]): NgramMatcher {
  const groups = new Map<string, Group>();
  const sizes = keywords.map(({ text, arity, threshold }, keyword) => {
    const parts = text.match(words) ?? [];
    if (parts.length === 0) return 0;
    const key = `${arity}:${parts.length}`;
    const group = groups.get(key) ?? newGroup(arity, parts.length);
    groups.set(key, group);
    const grams = countGrams(parts.join(' '), arity);
    const size = parts.join(' ').length + arity - 1;
    // At best all grams of the smaller one are shared, then `same / all` is the ratio of sizes.
    const minRatio = 1 - Math.sqrt(1 - threshold);
    group.minSize = Math.min(group.minSize, size * minRatio);
    group.maxSize = Math.max(group.maxSize, size / minRatio);
    for (const [gram, count] of grams) {
      const postings = group.index.get(gram) ?? [];
      postings.push({ keyword, count });
      group.index.set(gram, postings);
    }
    return size;
  });
  const shared = new Int32Array(keywords.length);

  return (text) => {
    const parts = text.match(words) ?? [];
    const best = new Float64Array(keywords.length);
    for (const group of groups.values()) {
      for (const window of windowsOf(parts, group.wordCount)) {
        const size = window.length + group.arity - 1;
        if (size >= group.minSize && size <= group.maxSize) compare(window, group, best);
      }
    }
    return best;
  };

  function compare(window: string, { arity, index }: Group, best: Float64Array): void {
    const touched: number[] = [];
    for (const [gram, count] of countGrams(window, arity)) {
      for (const posting of index.get(gram) ?? []) {
        if (shared[posting.keyword] === 0) touched.push(posting.keyword);
        shared[posting.keyword] =
          (shared[posting.keyword] as number) + Math.min(count, posting.count);
      }
    }
    for (const keyword of touched) {
      const same = shared[keyword] as number;
      const all = window.length + arity - 1 + (sizes[keyword] as number) - same;
      const similarity = 1 - ((all - same) / all) ** 2;
      if (similarity > (best[keyword] as number)) best[keyword] = similarity;
      shared[keyword] = 0;
    }
  }
}

function newGroup(arity: number, wordCount: number): Group {
  return { arity, wordCount, index: new Map(), minSize: Number.POSITIVE_INFINITY, maxSize: 0 };
}

function countGrams(text: string, arity: number): ReadonlyMap<string, number> {
  const padding = ' '.repeat(arity - 1);
  const padded = `${padding}${text}${padding}`;
  const grams = new Map<string, number>();
  for (let start = 0; start + arity <= padded.length; start++) {
    const gram = padded.slice(start, start + arity);
    grams.set(gram, (grams.get(gram) ?? 0) + 1);
  }
  return grams;
}
