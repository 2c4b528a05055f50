import { type Span, sentencesOf } from './sentences.ts';
import { createTokenCounter, type TokenCounter } from './token-count.ts';

interface WindowSettings {
  readonly strategy?: 'head_mid_tail' | 'max_pool' | 'first' | undefined;
  readonly max_tokens?: number | undefined;
}

const defaultTokens = 512;
/** More windows of `max_pool` are sampled evenly, so that a huge prompt costs no more than a large one. */
const maxWindows = 16;

/**
 * Cuts long texts on borders of sentences into what is to be embedded one by one, without marks of
 * where something was left out; a text that fits is its own only window.
 * @public
 */
export function createWindows({
  strategy = 'head_mid_tail',
  max_tokens: maxTokens = defaultTokens,
}: WindowSettings = {}): (text: string) => readonly string[] {
  const tokensIn = createTokenCounter();
  return (text) => {
    const whole = text.trim();
    if (tokensIn(whole, 0, whole.length) <= maxTokens) return [whole];
    const source = { text: whole, sentences: sentencesOf(whole), tokensIn };
    switch (strategy) {
      case 'first':
        return textsOf(source, [fill(source, { from: 0, tokens: maxTokens })]);
      case 'head_mid_tail':
        return textsOf(source, headMidTail(source, maxTokens / 3));
      case 'max_pool':
        return textsOf(source, sampled(allWindows(source, maxTokens)));
    }
  };
}

interface Source {
  readonly text: string;
  readonly sentences: readonly Span[];
  readonly tokensIn: TokenCounter;
}

/** A run of sentences, the end excluded. */
interface Run {
  readonly first: number;
  readonly end: number;
}

/** Sentences from one on while they fit; one at least. */
function fill(
  { text, sentences, tokensIn }: Source,
  { from, tokens }: { readonly from: number; readonly tokens: number },
): Run {
  let left = tokens;
  let end = from;
  while (end < sentences.length) {
    const span = sentences[end] as Span;
    left -= tokensIn(text, span.start, span.end);
    if (left < 0 && end > from) break;
    end += 1;
  }
  return { first: from, end };
}

function headMidTail(source: Source, tokens: number): readonly Run[] {
  const { sentences } = source;
  const head = fill(source, { from: 0, tokens });
  const tail = fillBack(source, tokens, head.end);
  const middleUnit = source.text.length / 2;
  const middle = sentences.findIndex(({ end }) => end >= middleUnit);
  const first = Math.max(head.end, middle);
  if (first >= tail.first) return [head, tail];
  const filled = fill(source, { from: first, tokens });
  return [head, { first, end: Math.min(filled.end, tail.first) }, tail];
}

function fillBack({ text, sentences, tokensIn }: Source, tokens: number, floor: number): Run {
  let left = tokens;
  let first = sentences.length;
  while (first > floor) {
    const span = sentences[first - 1] as Span;
    left -= tokensIn(text, span.start, span.end);
    if (left < 0 && first < sentences.length) break;
    first -= 1;
  }
  return { first, end: sentences.length };
}

function allWindows(source: Source, tokens: number): readonly Run[] {
  const runs: Run[] = [];
  for (let from = 0; from < source.sentences.length; from = (runs.at(-1) as Run).end) {
    runs.push(fill(source, { from, tokens }));
  }
  return runs;
}

function sampled(runs: readonly Run[]): readonly Run[] {
  if (runs.length <= maxWindows) return runs;
  const step = (runs.length - 1) / (maxWindows - 1);
  return Array.from({ length: maxWindows }, (_, index) => runs[Math.round(index * step)] as Run);
}

function textsOf({ text, sentences }: Source, runs: readonly Run[]): readonly string[] {
  return runs
    .filter(({ first, end }) => end > first)
    .map(({ first, end }) =>
      text.slice((sentences[first] as Span).start, (sentences[end - 1] as Span).end),
    );
}
