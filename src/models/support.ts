import type { GraphSession } from './graph-session.ts';
import type { UnsupportedSpan } from './text-models.ts';
import type { Tokenizer } from './wordpiece.ts';

export interface SupportInput {
  readonly context: string;
  readonly question: string;
  readonly answer: string;
}

interface SupportOptions {
  readonly session: GraphSession;
  readonly tokenizer: Tokenizer;
  readonly output: string;
  readonly maxTokens: number;
  /** Score from which a token counts as unsupported. */
  readonly threshold: number;
}

/** Tokens of an answer that are judged together. */
interface Piece {
  readonly ids: Int32Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

const MAX_ANSWER_TOKENS = 4096;
const PIECE_TOKENS = 72;
const PART_UNITS = 600;
const PART_OVERLAP_UNITS = 120;
/** Parts of a context that one piece is held against; of more, those with most words in common. */
const MAX_PARTS = 24;
const ROWS_AT_ONCE = 8;
const SENTENCE_END = /(?<=[.!?\n。！？])\s*/u;
const WORD = /[\p{L}\p{N}]+/gu;

/**
 * Finds what of an answer no part of its context supports. The answer is judged in pieces, each
 * against the sentences nearest to it and against every part of the context; a token is as
 * unsupported as the part that supports it best says.
 */
export async function findUnsupported(
  { context, question, answer }: SupportInput,
  options: SupportOptions,
): Promise<readonly UnsupportedSpan[]> {
  const pieces = piecesOf(options.tokenizer, answer);
  const parts = partsOfContext(context);
  const spans: UnsupportedSpan[] = [];
  for (const piece of pieces) {
    const text = answer.slice(piece.starts[0] ?? 0, piece.ends.at(-1) ?? 0);
    const held = [nearest(context, text), ...mostAlike(parts, text)];
    const scores = await scoresOf(piece, [...new Set(held)], { ...options, question });
    spans.push(...spansOf(piece, scores, options.threshold));
  }
  return spans;
}

function piecesOf(tokenizer: Tokenizer, answer: string): readonly Piece[] {
  const { ids, starts, ends } = tokenizer.encodeWithOffsets(answer, MAX_ANSWER_TOKENS);
  const pieces: Piece[] = [];
  // Without the marks at both ends.
  for (let from = 1; from < ids.length - 1; from += PIECE_TOKENS) {
    const to = Math.min(ids.length - 1, from + PIECE_TOKENS);
    pieces.push({
      ids: ids.subarray(from, to),
      starts: starts.subarray(from, to),
      ends: ends.subarray(from, to),
    });
  }
  return pieces;
}

function partsOfContext(context: string): readonly string[] {
  const parts: string[] = [];
  for (let start = 0; start < context.length; start += PART_UNITS - PART_OVERLAP_UNITS) {
    parts.push(context.slice(start, start + PART_UNITS));
    if (start + PART_UNITS >= context.length) break;
  }
  return parts.length === 0 ? [''] : parts;
}

/** The sentences that share most words with the text, in their order. */
function nearest(context: string, text: string): string {
  const words = wordsOf(text);
  const sentences = context.split(SENTENCE_END);
  const ranked = sentences
    .map((sentence, index) => ({ index, sentence, shared: shareOf(words, sentence) }))
    .sort((a, b) => b.shared - a.shared);
  const chosen: typeof ranked = [];
  let size = 0;
  for (const one of ranked) {
    if (chosen.length > 0 && size + one.sentence.length > PART_UNITS) break;
    chosen.push(one);
    size += one.sentence.length + 1;
  }
  return chosen
    .sort((a, b) => a.index - b.index)
    .map(({ sentence }) => sentence)
    .join(' ');
}

function mostAlike(parts: readonly string[], text: string): readonly string[] {
  if (parts.length <= MAX_PARTS) return parts;
  const words = wordsOf(text);
  return parts
    .map((part) => ({ part, shared: shareOf(words, part) }))
    .sort((a, b) => b.shared - a.shared)
    .slice(0, MAX_PARTS)
    .map(({ part }) => part);
}

function wordsOf(text: string): ReadonlySet<string> {
  return new Set(text.toLowerCase().match(WORD) ?? []);
}

function shareOf(words: ReadonlySet<string>, text: string): number {
  let shared = 0;
  for (const word of wordsOf(text)) if (words.has(word)) shared += 1;
  return shared;
}

interface ScoreOptions extends SupportOptions {
  readonly question: string;
}

/** Token of the piece -> how little the best of the contexts supports it, 0..1. */
async function scoresOf(
  piece: Piece,
  contexts: readonly string[],
  { session, tokenizer, output, maxTokens, question }: ScoreOptions,
): Promise<Float32Array> {
  const lowest = new Float32Array(piece.ids.length).fill(1);
  const room = maxTokens - piece.ids.length - 1;
  const rows = contexts
    .map((context) => {
      const { ids } = tokenizer.encode(`${question} ${context}`.trim(), room);
      const sequence = new Int32Array(ids.length + piece.ids.length + 1);
      sequence.set(ids);
      sequence.set(piece.ids, ids.length);
      sequence[sequence.length - 1] = ids.at(-1) ?? 0;
      return { sequence, from: ids.length };
    })
    .sort((a, b) => a.sequence.length - b.sequence.length);
  for (let start = 0; start < rows.length; start += ROWS_AT_ONCE) {
    const group = rows.slice(start, start + ROWS_AT_ONCE);
    const found = await session.run(
      group.map(({ sequence }) => sequence),
      [output],
    );
    const logits = found[output] ?? new Float32Array();
    const width = logits.length / group.length;
    for (const [row, { from }] of group.entries()) {
      for (let token = 0; token < lowest.length; token += 1) {
        const score = 1 / (1 + Math.exp(-(logits[row * width + from + token] ?? 0)));
        if (score < (lowest[token] ?? 1)) lowest[token] = score;
      }
    }
  }
  return lowest;
}

/** Neighbouring tokens above the threshold become one span with the highest score among them. */
function spansOf(piece: Piece, scores: Float32Array, threshold: number): UnsupportedSpan[] {
  const spans: { start: number; end: number; score: number }[] = [];
  let lastToken = Number.NEGATIVE_INFINITY;
  for (const [token, score] of scores.entries()) {
    if (score < threshold) continue;
    const [start, end] = [piece.starts[token] ?? 0, piece.ends[token] ?? 0];
    const last = spans.at(-1);
    if (last && token - lastToken <= 2) {
      last.end = end;
      last.score = Math.max(last.score, score);
    } else spans.push({ start, end, score });
    lastToken = token;
  }
  return spans;
}
