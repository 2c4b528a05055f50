import type { LabelledSpan } from './plugin-model.ts';
import type { TokenOffsets } from './token-offsets.ts';

interface TaggedTokens {
  readonly text: string;
  readonly offsets: readonly TokenOffsets[];
  /** Index of the most probable tag of each token. */
  readonly tags: Int32Array;
  readonly scores: Float32Array;
}

/** One entry per tag: its type, and whether it begins a span; undefined for everything else. */
export type TagScheme = readonly (
  | { readonly label: string; readonly isStart: boolean }
  | undefined
)[];

/** Reads `B-`, `I-`, `E-`, `S-`, `L-`, `U-` marks; without an `O` the first label means "nothing". */
export function tagSchemeOf(labels: readonly string[]): TagScheme {
  const outside = labels.some((label) => label === 'O') ? 'O' : labels[0];
  return labels.map((label) => {
    if (label === outside) return undefined;
    const marked = /^([BIESLU])[-_](.+)$/.exec(label);
    if (marked === null) return { label, isStart: false };
    const [, mark = '', type = label] = marked;
    return { label: type, isStart: 'BSU'.includes(mark) };
  });
}

export function spanLabels(scheme: TagScheme): readonly string[] {
  return [...new Set(scheme.flatMap((tag) => (tag === undefined ? [] : [tag.label])))];
}

const WORD_CHARACTER = /[\p{L}\p{M}\p{N}]/u;

/** Joins tagged tokens to spans. The pieces of a word share the tag that is surest, so none is cut. */
export function spansOf(tokens: TaggedTokens, scheme: TagScheme): LabelledSpan[] {
  const spans: (LabelledSpan & { words: number })[] = [];
  let previousWord = -1;
  for (const [index, word] of wordsOf(tokens).entries()) {
    const tag = scheme[word.tag];
    if (tag === undefined) continue;
    const last = spans.at(-1);
    const joins = last?.label === tag.label && !tag.isStart && previousWord === index - 1;
    previousWord = index;
    if (last === undefined || !joins) {
      const { start, end, score } = word;
      spans.push({ label: tag.label, start, end, score, words: 1 });
      continue;
    }
    const score = (last.score * last.words + word.score) / (last.words + 1);
    spans[spans.length - 1] = { ...last, end: word.end, score, words: last.words + 1 };
  }
  return spans.map(({ label, start, end, score }) => ({ label, start, end, score }));
}

interface TaggedWord extends TokenOffsets {
  readonly tag: number;
  readonly score: number;
}

function wordsOf({ text, offsets, tags, scores }: TaggedTokens): TaggedWord[] {
  const words: TaggedWord[] = [];
  for (const [index, { start, end }] of offsets.entries()) {
    if (start === end) continue;
    const tag = tags[index] ?? 0;
    const score = scores[index] ?? 0;
    const last = words.at(-1);
    if (last === undefined || !continuesWord(text, last, start)) {
      words.push({ start, end, tag, score });
      continue;
    }
    const surest = score > last.score ? { tag, score } : { tag: last.tag, score: last.score };
    words[words.length - 1] = { start: last.start, end: Math.max(last.end, end), ...surest };
  }
  return words;
}

function continuesWord(text: string, last: TokenOffsets, start: number): boolean {
  if (start < last.end) return true; // pieces of one character
  if (start > last.end) return false;
  return (
    WORD_CHARACTER.test(characterBefore(text, start)) &&
    WORD_CHARACTER.test(characterAt(text, start))
  );
}

function characterAt(text: string, at: number): string {
  return String.fromCodePoint(text.codePointAt(at) ?? 0);
}

function characterBefore(text: string, at: number): string {
  const isPair = at > 1 && /[\udc00-\udfff]/.test(text[at - 1] ?? '');
  return characterAt(text, at - (isPair ? 2 : 1));
}
