/** A token before it is looked for in the text. */
interface Surface {
  /** UTF-8 of what the token stands for, without white space; undefined for the unknown token. */
  readonly bytes: Uint8Array | undefined;
}

/** UTF-16 offsets of one token; start = end where it stands for nothing that can be seen. */
export interface TokenOffsets {
  readonly start: number;
  readonly end: number;
}

interface Alignment {
  readonly offsets: readonly TokenOffsets[];
  /** Tokens that are not where they should be. */
  readonly mismatches: number;
}

interface AlignOptions {
  readonly text: string;
  readonly normalise: (part: string) => string;
  /** What an unknown token stands for: WordPiece gives up on whole words, others on characters. */
  readonly unknownCovers: 'word' | 'characters';
}

/** How far a token is looked for behind the place where it should be. */
const SEARCH_BYTES = 96;
/** SentencePiece writes a space as this. */
const INVISIBLE = /[\s\u2581\u200b\ufeff]/u;
const SEPARATE = /[\p{P}\p{S}\p{Script=Han}]/u;

/**
 * Finds tokens in the text that they came from. Tokenizers of this kind do not tell, so the text is
 * normalised character by character and compared, white space left out, byte by byte.
 */
export function alignTokens(surfaces: readonly Surface[], options: AlignOptions): Alignment {
  const stream = streamOf(options);
  const offsets: TokenOffsets[] = [];
  let mismatches = 0;
  let at = 0;
  for (const [index, { bytes }] of surfaces.entries()) {
    const next = surfaces[index + 1]?.bytes;
    let end: number;
    if (bytes === undefined) {
      end = options.unknownCovers === 'word' ? wordEnd(stream, at) : unknownEnd(stream, at, next);
    } else {
      const found = findBytes(stream, bytes, at);
      if (found !== at) mismatches += 1;
      if (found !== undefined) at = found;
      // Not to be found: it stands for what is left before the next token.
      const rest = next === undefined ? stream.length : (findBytes(stream, next, at) ?? at);
      end = found === undefined ? rest : at + bytes.length;
    }
    offsets.push(offsetsOf(stream, at, end));
    at = end;
  }
  return { offsets, mismatches };
}

/** The visible bytes of the normalised text and where each comes from. */
interface Stream {
  readonly length: number;
  readonly bytes: Uint8Array;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  /** 1 where a word begins. */
  readonly borders: Uint8Array;
}

function streamOf({ text, normalise }: AlignOptions): Stream {
  const encoder = new TextEncoder();
  // Normalising makes text longer at times (ligatures); more than fits is left out.
  const room = text.length * 4 + 64;
  const bytes = new Uint8Array(room);
  const starts = new Int32Array(room);
  const ends = new Int32Array(room);
  const borders = new Uint8Array(room);
  let length = 0;
  let isBorder = true;
  for (const { start, end } of clustersOf(text)) {
    for (const character of normalise(text.slice(start, end))) {
      if (INVISIBLE.test(character)) {
        isBorder = true;
        continue;
      }
      const isSeparate = SEPARATE.test(character);
      const { written } = encoder.encodeInto(character, bytes.subarray(length));
      starts.fill(start, length, length + written);
      ends.fill(end, length, length + written);
      borders[length] = isBorder || isSeparate ? 1 : 0;
      length += written;
      isBorder = isSeparate;
    }
  }
  return { length, bytes, starts, ends, borders };
}

/** A character with the marks behind it, which normalisation may merge into it; at most 8. */
function* clustersOf(text: string): Generator<TokenOffsets> {
  let start = 0;
  let end = 0;
  let marks = 0;
  for (const character of text) {
    const isMark = end > start && marks < 8 && /^\p{M}/u.test(character);
    if (!isMark && end > start) yield { start, end };
    if (!isMark) start = end;
    marks = isMark ? marks + 1 : 0;
    end += character.length;
  }
  if (end > start) yield { start, end };
}

function findBytes({ bytes, length }: Stream, wanted: Uint8Array, from: number) {
  const last = Math.min(length - wanted.length, from + SEARCH_BYTES);
  for (let at = from; at <= last; at += 1) {
    let same = 0;
    while (same < wanted.length && bytes[at + same] === wanted[same]) same += 1;
    if (same === wanted.length) return at;
  }
  return undefined;
}

function wordEnd({ borders, length }: Stream, from: number): number {
  let end = Math.min(from + 1, length);
  while (end < length && borders[end] !== 1) end += 1;
  return end;
}

function unknownEnd(stream: Stream, from: number, next: Uint8Array | undefined): number {
  const { bytes, length } = stream;
  let end = Math.min(from + 1, length);
  // To the end of the character, then to the token after it.
  while (end < length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end += 1;
  return next === undefined ? end : (findBytes(stream, next, end) ?? end);
}

function offsetsOf({ starts, ends, length }: Stream, from: number, to: number): TokenOffsets {
  if (to > from) return { start: starts[from] ?? 0, end: ends[to - 1] ?? 0 };
  const place = from < length ? (starts[from] ?? 0) : (ends[length - 1] ?? 0);
  return { start: place, end: place };
}
