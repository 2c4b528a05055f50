import type { KeywordText } from './text.ts';

/** Which keywords a request has, gathered by the matchers of all methods. */
export interface KeywordHits {
  has(keyword: number): boolean;
  /** Only the first hit of a keyword counts. */
  add(keyword: number, hit: Hit): void;
}

export interface Hit {
  /** 0..1, how sure it is. */
  readonly score: number;
  /** Where it stands in the text as it came, when that is known. */
  readonly start?: number;
  readonly end?: number;
  readonly isFuzzy?: boolean;
}

/** Finds keywords that `hits` does not have yet. */
export type KeywordMatcher = (text: KeywordText, hits: KeywordHits) => void;
