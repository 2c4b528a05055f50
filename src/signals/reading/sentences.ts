/** A part of a text as UTF-16 offsets, without blanks around it. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** Longer stretches without a border are cut at a blank, so that a log line is no sentence of pages. */
const maxSentenceUnits = 1000;

const border = /[.!?](?=[\s"')\]}»”’]|$)|[。！？؟।॥։]|[\r\n]+/g;
const capitalBefore = /(?:^|[^\p{L}\p{N}])\p{Lu}$/u;

/** Sentences in order; they cover the text but for blanks. A line break ends one, too. */
export function sentencesOf(text: string): readonly Span[] {
  const spans: Span[] = [];
  let start = 0;
  for (const { 0: sign, index } of text.matchAll(border)) {
    if (sign === '.' && capitalBefore.test(text.slice(Math.max(0, index - 3), index))) continue;
    const end = index + sign.length;
    addSpan(spans, text, { start, end });
    start = end;
  }
  addSpan(spans, text, { start, end: text.length });
  return spans;
}

function addSpan(spans: Span[], text: string, { start, end }: Span): void {
  let from = start;
  while (end - from > maxSentenceUnits) {
    const cut = cutBefore(text, { start: from, end: from + maxSentenceUnits });
    addTrimmed(spans, text, { start: from, end: cut });
    from = cut;
  }
  addTrimmed(spans, text, { start: from, end });
}

/** The last blank of the span, or its end, never between the halves of a character. */
function cutBefore(text: string, { start, end }: Span): number {
  for (let index = end; index > start + (end - start) / 2; index -= 1) {
    if (text.charCodeAt(index) <= 0x20) return index;
  }
  return (text.charCodeAt(end) & 0xfc00) === 0xdc00 ? end - 1 : end;
}

function addTrimmed(spans: Span[], text: string, span: Span): void {
  let { start, end } = span;
  while (start < end && isBlank(text.charCodeAt(start))) start += 1;
  while (end > start && isBlank(text.charCodeAt(end - 1))) end -= 1;
  if (start < end) spans.push({ start, end });
}

function isBlank(unit: number): boolean {
  return unit <= 0x20 || unit === 0xa0 || unit === 0x3000;
}
