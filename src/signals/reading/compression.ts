import { type ScoreWeights, scoreSentences } from './sentence-scores.ts';
import { type Span, sentencesOf } from './sentences.ts';
import { createTokenCounter } from './token-count.ts';

/** `global.model_catalog.modules.prompt_compression`, but for what says when it is used. */
export interface CompressionSettings {
  readonly profile?: string | undefined;
  readonly max_tokens?: number | undefined;
  /** Bytes up to which a text is left alone. */
  readonly min_length?: number | undefined;
  readonly textrank_weight?: number | undefined;
  readonly position_weight?: number | undefined;
  readonly tfidf_weight?: number | undefined;
  readonly novelty_weight?: number | undefined;
  readonly position_depth?: number | undefined;
  readonly preserve_first_n?: number | undefined;
  readonly preserve_last_n?: number | undefined;
}

interface Profile extends ScoreWeights {
  readonly first: number;
  readonly last: number;
}

const profiles = {
  default: {
    textrank: 0.2,
    position: 0.4,
    tfidf: 0.35,
    novelty: 0.05,
    depth: 0.5,
    first: 3,
    last: 2,
  },
  coding: {
    textrank: 0.15,
    position: 0.3,
    tfidf: 0.4,
    novelty: 0.15,
    depth: 0.6,
    first: 2,
    last: 4,
  },
  medical: {
    textrank: 0.2,
    position: 0.35,
    tfidf: 0.3,
    novelty: 0.15,
    depth: 0.5,
    first: 3,
    last: 2,
  },
  security: {
    textrank: 0.15,
    position: 0.3,
    tfidf: 0.25,
    novelty: 0.3,
    depth: 0.6,
    first: 2,
    last: 3,
  },
  multi_turn: {
    textrank: 0.15,
    position: 0.25,
    tfidf: 0.35,
    novelty: 0.1,
    depth: 0.5,
    first: 2,
    last: 5,
  },
} satisfies Record<string, Profile>;

/** Scores of more sentences would cost too much: their number enters squared. */
const maxSentences = 500;

/** Undefined when the settings never shorten anything. */
export function createCompressor(
  settings: CompressionSettings,
): ((text: string) => string) | undefined {
  const { max_tokens: maxTokens = 0, min_length: minBytes = 0 } = settings;
  if (maxTokens <= 0) return undefined;
  const profile = profileOf(settings);
  const tokensIn = createTokenCounter();
  return (text) => {
    if (Buffer.byteLength(text) <= minBytes) return text;
    if (Math.max(1, Math.floor(tokensIn(text, 0, text.length))) <= maxTokens) return text;
    const sentences = sampled(sentencesOf(text), profile);
    if (sentences.length === 0) return text;
    const costs = sentences.map(({ start, end }) => tokensIn(text, start, end));
    const scores = scoreSentences(
      sentences.map(({ start, end }) => text.slice(start, end)),
      profile,
    );
    return joined(text, keep({ sentences, costs, scores, maxTokens, profile }));
  };
}

/** A weight or a number of 0 is that of the profile. */
function profileOf(settings: CompressionSettings): Profile {
  const name = (settings.profile ?? 'default').replaceAll('-', '_') as keyof typeof profiles;
  const profile = profiles[name];
  return {
    textrank: settings.textrank_weight || profile.textrank,
    position: settings.position_weight || profile.position,
    tfidf: settings.tfidf_weight || profile.tfidf,
    novelty: settings.novelty_weight || profile.novelty,
    depth: settings.position_depth || profile.depth,
    first: settings.preserve_first_n || profile.first,
    last: settings.preserve_last_n || profile.last,
  };
}

/** An even sample of the middle; the first and the last ones are those of the text. */
function sampled(sentences: readonly Span[], { first, last }: Profile): readonly Span[] {
  if (sentences.length <= maxSentences) return sentences;
  const head = sentences.slice(0, Math.min(first, maxSentences / 4));
  const tail = sentences.slice(sentences.length - Math.min(last, maxSentences / 4));
  const wanted = maxSentences - head.length - tail.length;
  const step = (sentences.length - head.length - tail.length) / wanted;
  const middle = Array.from(
    { length: wanted },
    (_, index) => sentences[head.length + Math.floor(index * step)] as Span,
  );
  return [...head, ...middle, ...tail];
}

interface KeepOptions {
  readonly sentences: readonly Span[];
  readonly costs: readonly number[];
  readonly scores: Float64Array;
  readonly maxTokens: number;
  readonly profile: Profile;
}

/** The first ones, then the last ones while they fit, then the best until the budget is used. */
function keep({ sentences, costs, scores, maxTokens, profile }: KeepOptions): readonly Span[] {
  const { length } = sentences;
  const kept = new Set<number>();
  let left = maxTokens;
  const take = (index: number) => {
    if (kept.has(index)) return;
    kept.add(index);
    left -= costs[index] as number;
  };
  const fits = (index: number) => kept.has(index) || (costs[index] as number) <= left;
  for (let index = 0; index < Math.min(profile.first, length); index += 1) take(index);
  for (let index = length - 1; index >= Math.max(0, length - profile.last); index -= 1) {
    if (!fits(index)) break;
    take(index);
  }
  const ranking = Array.from(sentences.keys()).sort(
    (one, other) => (scores[other] as number) - (scores[one] as number) || one - other,
  );
  for (const index of ranking) if (fits(index)) take(index);
  return sentences.filter((_, index) => kept.has(index));
}

/** Neighbours stay as they stood; a blank takes the place of what was left out. */
function joined(text: string, spans: readonly Span[]): string {
  let result = '';
  let start = spans[0]?.start ?? 0;
  let end = start;
  for (const span of spans) {
    if (text.slice(end, span.start).trim() !== '') {
      const isLineEnd = text[end] === '\n' || text[end] === '\r';
      result += `${text.slice(start, end)}${isLineEnd ? '\n' : ' '}`;
      start = span.start;
    }
    end = span.end;
  }
  return result + text.slice(start, end);
}
