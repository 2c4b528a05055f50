import { toNormalForm } from '../../lib/normal-form.ts';
import type { WordIndex } from '../../lib/word-index.ts';

export type WordIndexer = (text: string) => WordIndex;

/** One text in the forms that matchers need, each made on first use and shared by them. */
export class KeywordText {
  readonly raw: string;
  #normal: string | undefined;
  #folded: string | undefined;
  #indexes: Map<WordIndexer, WordIndex>[] | undefined;

  constructor(raw: string) {
    this.raw = raw;
  }

  /** NFKC; the raw string itself when that changes nothing. */
  normal(): string {
    this.#normal ??= toNormalForm(this.raw);
    return this.#normal;
  }

  /** Words of the normal text, in lower case unless case is minded. */
  words(indexWords: WordIndexer, isCaseSensitive: boolean): WordIndex {
    this.#indexes ??= [new Map(), new Map()];
    const indexes = this.#indexes[isCaseSensitive ? 1 : 0] as Map<WordIndexer, WordIndex>;
    const index = indexes.get(indexWords) ?? indexWords(this.#form(isCaseSensitive));
    indexes.set(indexWords, index);
    return index;
  }

  #form(isCaseSensitive: boolean): string {
    if (isCaseSensitive) return this.normal();
    this.#folded ??= this.normal().toLowerCase();
    return this.#folded;
  }
}

/** The words of a keyword, one after the other, as `words` reads those of a text. */
export function readKeyword(
  keyword: string,
  indexWords: WordIndexer,
  isCaseSensitive: boolean,
): readonly string[] {
  const { words, sequence } = new KeywordText(keyword).words(indexWords, isCaseSensitive);
  return sequence.map((word) => words[word] as string);
}
