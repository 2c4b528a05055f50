import { editDistance, toCodePoints } from '../../lib/edit-distance.ts';
import { characterMask, type WordIndex } from '../../lib/word-index.ts';
import type { KeywordMatcher } from './hits.ts';
import { readKeyword, type WordIndexer } from './text.ts';

export interface FuzzyKeyword {
  readonly keyword: number;
  readonly text: string;
  readonly isCaseSensitive: boolean;
  /** `fuzzy_threshold` of its rule. */
  readonly threshold: number;
}

interface Target {
  readonly keyword: number;
  readonly points: readonly number[];
  readonly mask: number;
  readonly maxDistance: number;
  /** Distance of the best window so far; above `maxDistance` there is none. */
  best: number;
}

/** Targets of one form of the text and one count of words, so of one set of windows. */
interface Group {
  readonly isCaseSensitive: boolean;
  readonly wordCount: number;
  readonly targets: Target[];
}

const SPACE_MASK = characterMask(' ');

/** Finds misspelt keywords, as many words of the text at a time as the keyword has. */
export function createFuzzyMatcher(
  keywords: readonly FuzzyKeyword[],
  indexWords: WordIndexer,
): KeywordMatcher {
  const groups = groupTargets(keywords, indexWords);
  return (text, hits) => {
    for (const { isCaseSensitive, wordCount, targets } of groups) {
      const missing = targets.filter(({ keyword }) => !hits.has(keyword));
      if (missing.length === 0) continue;
      for (const target of missing) target.best = target.maxDistance + 1;
      compareAll(text.words(indexWords, isCaseSensitive), wordCount, missing);
      for (const { keyword, points, maxDistance, best } of missing) {
        if (best > maxDistance) continue;
        hits.add(keyword, { score: 1 - best / points.length, isFuzzy: true });
      }
    }
  };
}

function compareAll(index: WordIndex, wordCount: number, targets: readonly Target[]): void {
  const { words, masks, lengths, sequence } = index;
  if (wordCount === 1) {
    for (const [word, text] of words.entries()) {
      for (const target of targets) {
        const isClose = isNear(target, lengths[word] as number, masks[word] as number);
        if (isClose) compare(target, text);
      }
    }
    return;
  }
  for (let start = 0; start + wordCount <= sequence.length; start++) {
    let length = wordCount - 1;
    let mask = SPACE_MASK;
    for (let at = start; at < start + wordCount; at++) {
      const word = sequence[at] as number;
      length += lengths[word] as number;
      mask |= masks[word] as number;
    }
    for (const target of targets) {
      if (!isNear(target, length, mask)) continue;
      const run = sequence.slice(start, start + wordCount);
      compare(target, run.map((word) => words[word]).join(' '));
    }
  }
}

/** Whether a window may be closer than the best so far, by its length and characters. */
function isNear(target: Target, length: number, mask: number): boolean {
  const limit = target.best - 1;
  // One edit changes at most two bits of the mask, and the length by one character at most.
  return (
    Math.abs(length - target.points.length) <= limit && countBits(mask ^ target.mask) <= 2 * limit
  );
}

function compare(target: Target, window: string): void {
  const distance = editDistance(toCodePoints(window), target.points, target.best - 1);
  target.best = Math.min(target.best, distance);
}

function groupTargets(
  keywords: readonly FuzzyKeyword[],
  indexWords: WordIndexer,
): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { keyword, text, isCaseSensitive, threshold } of keywords) {
    const words = readKeyword(text, indexWords, isCaseSensitive);
    const target = words.join(' ');
    const points = toCodePoints(target);
    const maxDistance = limitFor(threshold, points.length);
    if (maxDistance === 0) continue;
    const key = `${isCaseSensitive}:${words.length}`;
    const group = groups.get(key) ?? { isCaseSensitive, wordCount: words.length, targets: [] };
    groups.set(key, group);
    const mask = characterMask(target);
    group.targets.push({ keyword, points, mask, maxDistance, best: maxDistance + 1 });
  }
  return [...groups.values()];
}

/** Up to 10 a threshold is an edit distance, above a similarity in percent; short words get less. */
function limitFor(threshold: number, length: number): number {
  const wanted = threshold > 10 ? Math.floor((length * (100 - threshold)) / 100) : threshold;
  return Math.min(wanted, Math.floor(length / 4));
}

function countBits(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
