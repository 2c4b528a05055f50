import { editDistance, toCodePoints } from '../../lib/edit-distance.ts';
import { splitWords, windowsOf } from '../../lib/words.ts';
import type { KeywordMatcher } from './hits.ts';

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
}

/** Targets of one form of the text and one count of words, so of one set of windows. */
interface Group {
  readonly isCaseSensitive: boolean;
  readonly wordCount: number;
  readonly targets: Target[];
}

/** Finds misspelt keywords, as many words of the text at a time as the keyword has. */
export function createFuzzyMatcher(keywords: readonly FuzzyKeyword[]): KeywordMatcher {
  const groups = groupTargets(keywords);
  return (text, hits) => {
    for (const { isCaseSensitive, wordCount, targets } of groups) {
      const missing = targets.filter(({ keyword }) => !hits.has(keyword));
      if (missing.length === 0) continue;
      const best = new Map<Target, number>();
      const words = splitWords(isCaseSensitive ? text.normal() : text.folded());
      for (const window of windowsOf(words, wordCount)) compare(window, missing, best);
      for (const [{ keyword, points }, distance] of best) {
        hits.add(keyword, { score: 1 - distance / points.length, isFuzzy: true });
      }
    }
  };
}

function compare(window: string, targets: readonly Target[], best: Map<Target, number>): void {
  const mask = letterMask(window);
  let points: readonly number[] | undefined;
  for (const target of targets) {
    const limit = Math.min(target.maxDistance, (best.get(target) ?? Number.POSITIVE_INFINITY) - 1);
    // One edit changes at most two bits of the mask, and the length by at most one character.
    if (limit < 0 || countBits(mask ^ target.mask) > 2 * limit) continue;
    if (window.length < target.points.length - limit) continue;
    points ??= toCodePoints(window);
    const distance = editDistance(points, target.points, limit);
    if (distance <= limit) best.set(target, distance);
  }
}

function groupTargets(keywords: readonly FuzzyKeyword[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const { keyword, text, isCaseSensitive, threshold } of keywords) {
    const normal = text.normalize('NFKC');
    const words = splitWords(isCaseSensitive ? normal : normal.toLowerCase());
    const target = words.join(' ');
    const points = toCodePoints(target);
    const maxDistance = limitFor(threshold, points.length);
    if (maxDistance === 0) continue;
    const key = `${isCaseSensitive}:${words.length}`;
    const group = groups.get(key) ?? { isCaseSensitive, wordCount: words.length, targets: [] };
    groups.set(key, group);
    group.targets.push({ keyword, points, mask: letterMask(target), maxDistance });
  }
  return [...groups.values()];
}

/** Up to 10 a threshold is an edit distance, above a similarity in percent; short words get less. */
function limitFor(threshold: number, length: number): number {
  const wanted = threshold > 10 ? Math.floor((length * (100 - threshold)) / 100) : threshold;
  return Math.min(wanted, Math.floor(length / 4));
}

/** A bit for each character that occurs; several characters share one. */
function letterMask(text: string): number {
  let mask = 0;
  for (const character of text) mask |= 1 << ((character.codePointAt(0) as number) & 31);
  return mask;
}

function countBits(mask: number): number {
  let bits = mask - ((mask >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
