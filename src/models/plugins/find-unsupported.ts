import type { Cancellable, UnsupportedSpan } from '../text-models.ts';
import type { TokenPlugin } from './plugin-model.ts';
import { UNSUPPORTED } from './text-plugins.ts';

interface SupportInput {
  readonly context: string;
  readonly question: string;
  readonly answer: string;
}

/** Together within 512 tokens of nearly any language that is written with letters. */
const QUESTION_UNITS = 250;
const PIECE_UNITS = 450;
const PART_UNITS = 700;
const PART_OVERLAP_UNITS = 140;
const MAX_ANSWER_UNITS = 16_384;
/** Of a long context, head and tail and evenly spread parts between them. */
const MAX_PARTS = 24;
const GAP = '\n\n';

/**
 * Asks a model that labels parts of a text. It reads a part of the context, the question and a piece
 * of the answer as one text with empty lines between them; what it labels in the answer counts as
 * unsupported if it does so beside every part of the context.
 */
export async function findUnsupportedBy(
  model: Pick<TokenPlugin, 'findSpans'>,
  { context, question, answer }: SupportInput,
  options: Cancellable,
): Promise<readonly UnsupportedSpan[]> {
  const parts = chosen(slices(context, PART_UNITS, PART_OVERLAP_UNITS));
  const pieces = slices(answer.slice(0, MAX_ANSWER_UNITS), PIECE_UNITS, 0);
  const asked = clipped(question, QUESTION_UNITS);
  const found: UnsupportedSpan[] = [];
  // Piece by piece: all parts of all pieces at once would fill the queue of the model.
  for (const { text, start } of pieces) {
    const scores = await Promise.all(
      parts.map(async (part) => {
        const before = `${part.text}${GAP}${asked}${GAP}`;
        const { spans } = await model.findSpans(`${before}${text}`, options);
        const row = new Float32Array(text.length);
        for (const span of spans) {
          if (span.label !== UNSUPPORTED) continue;
          const [from, to] = [span.start, span.end].map((at) => Math.max(0, at - before.length));
          row.fill(span.score, from, to);
        }
        return row;
      }),
    );
    const [first = new Float32Array(), ...others] = scores;
    const least = first.map((score, at) =>
      others.reduce((lowest, row) => Math.min(lowest, row[at] ?? 0), score),
    );
    found.push(...spansOf(least, start));
  }
  return joined(found);
}

interface Slice {
  readonly text: string;
  readonly start: number;
}

/** At most `units` long, cut between words where there are any. */
function slices(text: string, units: number, overlap: number): readonly Slice[] {
  const found: Slice[] = [];
  for (let start = 0; start < text.length; ) {
    const part = clipped(text.slice(start), units);
    found.push({ text: part, start });
    const end = start + part.length;
    if (end >= text.length) break;
    start = Math.max(start + 1, end - overlap);
    if (overlap > 0 && /[\udc00-\udfff]/.test(text.charAt(start))) start += 1;
  }
  return found.length === 0 ? [{ text: '', start: 0 }] : found;
}

function clipped(text: string, units: number): string {
  if (text.length <= units) return text;
  const part = text.slice(0, units);
  const space = part.lastIndexOf(' ');
  if (space > units / 2) return part.slice(0, space + 1);
  return part.replace(/[\ud800-\udbff]$/, '');
}

function chosen(parts: readonly Slice[]): readonly Slice[] {
  if (parts.length <= MAX_PARTS) return parts;
  const step = (parts.length - 1) / (MAX_PARTS - 1);
  return Array.from({ length: MAX_PARTS }, (_, at) => parts[Math.round(at * step)] as Slice);
}

function spansOf(scores: Float32Array, offset: number): readonly UnsupportedSpan[] {
  const spans: UnsupportedSpan[] = [];
  for (let start = 0; start < scores.length; start += 1) {
    if (scores[start] === 0) continue;
    let end = start;
    let sum = 0;
    for (; end < scores.length && scores[end] !== 0; end += 1) sum += scores[end] ?? 0;
    spans.push({ start: offset + start, end: offset + end, score: sum / (end - start) });
    start = end;
  }
  return spans;
}

/** Pieces of the answer touch each other. */
function joined(spans: readonly UnsupportedSpan[]): readonly UnsupportedSpan[] {
  const all: UnsupportedSpan[] = [];
  for (const span of spans) {
    const last = all.at(-1);
    if (last === undefined || last.end !== span.start) {
      all.push(span);
      continue;
    }
    const units = [last, span].map(({ start, end }) => end - start) as [number, number];
    const score = (last.score * units[0] + span.score * units[1]) / (units[0] + units[1]);
    all[all.length - 1] = { start: last.start, end: span.end, score };
  }
  return all;
}
