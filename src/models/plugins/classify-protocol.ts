import { arrayOf, memberOf, stringOf } from '../../lib/loose-json.ts';
import { invalidAnswer } from './json-endpoint.ts';
import type { LabelledSpan } from './plugin-model.ts';

/** `[{label, score}]`, the same inside one more list, or `{labels, scores}`. */
export function labelScores(answer: unknown): readonly (readonly [string, unknown])[] {
  const labels = memberOf(answer, 'labels');
  if (Array.isArray(labels)) {
    const scores = arrayOf(memberOf(answer, 'scores'));
    return labels.map((label, index) => [String(label ?? ''), scores[index]]);
  }
  const [first] = arrayOf(answer);
  const rows = Array.isArray(first) ? first : arrayOf(answer);
  return rows.map((row) => [String(memberOf(row, 'label') ?? ''), memberOf(row, 'score')]);
}

/** `[{entity_group, score, start, end}]` -> spans of the text. */
export function serverSpans(name: string, answer: unknown, text: string): readonly LabelledSpan[] {
  if (!Array.isArray(answer)) throw invalidAnswer(name, 'is no list of spans');
  const borders = countsUnits(answer, text) ? unitBorders(text) : codePointBorders(text);
  return answer.map((entry) => {
    const [start, end, score] = ['start', 'end', 'score'].map((key) => memberOf(entry, key));
    const label = stringOf(memberOf(entry, 'entity_group')) ?? stringOf(memberOf(entry, 'entity'));
    const first = typeof start === 'number' ? borders[start] : undefined;
    const last = typeof end === 'number' ? borders[end] : undefined;
    const isSpan = first !== undefined && last !== undefined && first < last;
    const isScore = typeof score === 'number' && score >= 0 && score <= 1;
    if (label === undefined || !isSpan || !isScore) {
      throw invalidAnswer(name, 'has a span without label, score or a place in the text');
    }
    return { label, start: first, end: last, score };
  });
}

/** The words tell that a server counts as JavaScript does. */
function countsUnits(answer: readonly unknown[], text: string): boolean {
  if (!/[\ud800-\udbff]/.test(text)) return false;
  const points = codePointBorders(text);
  const fits = (borders: readonly number[] | undefined) =>
    answer.filter((entry) => {
      const [start, end, word] = ['start', 'end', 'word'].map((key) => memberOf(entry, key));
      const place = [start, end].map((at) => (borders === undefined ? at : borders[Number(at)]));
      return word === text.slice(Number(place[0]), Number(place[1]));
    }).length;
  return fits(undefined) > fits(points);
}

function unitBorders(text: string): readonly number[] {
  return Array.from({ length: text.length + 1 }, (_, at) => at);
}

/** Servers written in Python count characters where JavaScript counts halves of pairs. */
function codePointBorders(text: string): readonly number[] {
  const borders = [0];
  for (const character of text) borders.push((borders.at(-1) ?? 0) + character.length);
  return borders;
}

/** Of two that overlap, the surer one stays. */
export function withoutOverlaps(spans: readonly LabelledSpan[]): readonly LabelledSpan[] {
  const kept: LabelledSpan[] = [];
  for (const span of [...spans].sort((a, b) => a.start - b.start || b.end - a.end)) {
    const last = kept.at(-1);
    if (last === undefined || last.end <= span.start) kept.push(span);
    else if (span.score > last.score) kept[kept.length - 1] = span;
  }
  return kept;
}

/** At a character border. */
export function cut(text: string, characters: number): string {
  if (text.length <= characters) return text;
  return text.slice(0, characters).replace(/[\ud800-\udbff]$/, '');
}
