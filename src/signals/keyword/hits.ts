import { toNormalForm } from '../../lib/normal-form.ts';

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

/** One text in the forms that matchers need, each made on first use. */
export interface KeywordText {
  readonly raw: string;
  /** NFKC; the raw string itself when that changes nothing. */
  normal(): string;
  /** Lower-case NFKC. */
  folded(): string;
}

export function createKeywordText(raw: string): KeywordText {
  let normal: string | undefined;
  let folded: string | undefined;
  const text: KeywordText = {
    raw,
    normal() {
      normal ??= toNormalForm(raw);
      return normal;
    },
    folded() {
      folded ??= text.normal().toLowerCase();
      return folded;
    },
  };
  return text;
}
