/** Token ids of a text, with the start and end marks. */
interface TokenIds {
  readonly ids: Int32Array;
  readonly isTruncated: boolean;
}

/** Token ids with the part of the text that each stands for. */
interface TokenSpans extends TokenIds {
  /** UTF-16 offsets into the text as it was given; 0 and 0 for the start and end marks. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
}

/** Splits text into the ids of a WordPiece vocabulary. */
export interface Tokenizer {
  encode(text: string, maxTokens: number): TokenIds;
  /** The same ids; takes several times as long, since no word comes from a cache. */
  encodeWithOffsets(text: string, maxTokens: number): TokenSpans;
}

const MAX_WORD_CODE_POINTS = 100;
const MAX_CACHED_WORDS = 50_000;
/** Longer words are not worth a place in the cache. */
const MAX_CACHED_LENGTH = 32;
/** A text without any space is worked off in slices, so that the window fills before the end is read. */
const MAX_RUN = 4096;

const CONTROL = /(?![\t\n\r])[\p{Cc}\p{Cf}\p{Co}\p{Cs}\uFFFD]/gu;
const NONSPACING_MARK = /\p{Mn}/gu;
const PUNCTUATION = /[\p{P}$+<=>^`|~]/u;
const IDEOGRAPH =
  /[\u4E00-\u9FFF\u3400-\u4DBF\uF900-\uFAFF\u{20000}-\u{2A6DF}\u{2A700}-\u{2B81F}\u{2B920}-\u{2CEAF}\u{2F800}-\u{2FA1F}]/u;
const SPACE = /[ \t\n\r\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]/;

type CharacterClass = 'word' | 'space' | 'punctuation';

const asciiClasses: readonly CharacterClass[] = Array.from({ length: 128 }, (_, code) => {
  const character = String.fromCharCode(code);
  if (SPACE.test(character)) return 'space';
  return PUNCTUATION.test(character) ? 'punctuation' : 'word';
});

/** The uncased BERT tokenizer; literal `[SEP]` and the like in a text stay ordinary text. */
export function createWordPiece(vocabulary: readonly string[]): Tokenizer {
  const ids = new Map(vocabulary.map((piece, id) => [piece, id]));
  const [unknown, start, end] = ['[UNK]', '[CLS]', '[SEP]'].map((mark) => {
    const id = ids.get(mark);
    if (id === undefined) throw new Error(`the vocabulary has no \`${mark}\``);
    return id;
  }) as [number, number, number];
  const longest = Math.max(...vocabulary.map((piece) => piece.length));
  const known = new Map<string, readonly number[]>();

  function idsOfRun(run: string): readonly number[] {
    const cached = known.get(run);
    if (cached) return cached;
    const found = wordsOf(run).flatMap(idsOfWord);
    if (known.size < MAX_CACHED_WORDS && run.length <= MAX_CACHED_LENGTH) known.set(run, found);
    return found;
  }

  function idsOfWord(word: string): number[] {
    return piecesOf(word).map(({ id }) => id);
  }

  /** Greedy: the longest known piece first; a word with an unknown rest is unknown as a whole. */
  function piecesOf(word: string): Piece[] {
    const whole = [{ id: unknown, from: 0, to: word.length }];
    if (word.length > MAX_WORD_CODE_POINTS && [...word].length > MAX_WORD_CODE_POINTS) {
      return whole;
    }
    const pieces: Piece[] = [];
    for (let from = 0; from < word.length; ) {
      const prefix = from === 0 ? '' : '##';
      // A cut inside a surrogate pair finds nothing, so UTF-16 units serve as well as code points.
      let to = Math.min(word.length, from + longest);
      while (to > from && !ids.has(prefix + word.slice(from, to))) to -= 1;
      if (to === from) return whole;
      pieces.push({ id: ids.get(prefix + word.slice(from, to)) ?? unknown, from, to });
      from = to;
    }
    return pieces;
  }

  return {
    encode(text, maxTokens) {
      const limit = maxTokens - 2;
      const found: number[] = [start];
      for (const [from, to] of runsOf(text)) {
        for (const id of idsOfRun(text.slice(from, to))) found.push(id);
        if (found.length - 1 > limit) break;
      }
      const isTruncated = found.length - 1 > limit;
      if (isTruncated) found.length = limit + 1;
      found.push(end);
      return { ids: Int32Array.from(found), isTruncated };
    },
    encodeWithOffsets(text, maxTokens) {
      const limit = maxTokens - 2;
      const found: Piece[] = [{ id: start, from: 0, to: 0 }];
      for (const [from, to] of runsOf(text)) {
        for (const { word, starts, ends } of wordsWithOffsets(text.slice(from, to))) {
          for (const piece of piecesOf(word)) {
            found.push({
              id: piece.id,
              from: from + (starts[piece.from] as number),
              to: from + (ends[piece.to - 1] as number),
            });
          }
        }
        if (found.length - 1 > limit) break;
      }
      const isTruncated = found.length - 1 > limit;
      if (isTruncated) found.length = limit + 1;
      found.push({ id: end, from: 0, to: 0 });
      return {
        ids: Int32Array.from(found, ({ id }) => id),
        starts: Int32Array.from(found, ({ from }) => from),
        ends: Int32Array.from(found, ({ to }) => to),
        isTruncated,
      };
    },
  };
}

/** A piece and where it stands in its word, or in the text. */
interface Piece {
  readonly id: number;
  readonly from: number;
  readonly to: number;
}

/**
 * Start and end of stretches free of spaces and ASCII punctuation; a punctuation mark is a stretch of
 * its own.
 */
function* runsOf(text: string): Generator<readonly [number, number]> {
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const kind = classAt(text, at);
    if (kind === 'word' && at - from < MAX_RUN) continue;
    if (at > from) yield [from, at];
    from = at;
    if (kind === 'word') continue;
    if (kind === 'punctuation') yield [at, at + 1];
    from = at + 1;
  }
  if (from < text.length) yield [from, text.length];
}

function classAt(text: string, at: number): CharacterClass {
  const code = text.charCodeAt(at);
  if (code < 128) return asciiClasses[code] ?? 'word';
  return code >= 0xa0 && code <= 0x3000 && SPACE.test(text.charAt(at)) ? 'space' : 'word';
}

/** Normalises a run and splits it at ideographs and at punctuation beyond ASCII. */
function wordsOf(run: string): string[] {
  if (/^[!-~]+$/.test(run)) return [run.toLowerCase()];
  const plain = normalise(run);
  const words: string[] = [];
  let word = '';
  for (const character of plain) {
    if (!IDEOGRAPH.test(character) && !PUNCTUATION.test(character)) {
      word += character;
      continue;
    }
    if (word) words.push(word);
    words.push(character);
    word = '';
  }
  if (word) words.push(word);
  return words;
}

interface WordWithOffsets {
  readonly word: string;
  /** For every UTF-16 unit of the word, the offsets in the run of the character that it comes from. */
  readonly starts: readonly number[];
  readonly ends: readonly number[];
}

/** As `wordsOf`, by single characters, since only those can be traced through normalisation. */
function wordsWithOffsets(run: string): WordWithOffsets[] {
  const words: WordWithOffsets[] = [];
  let word = '';
  let starts: number[] = [];
  let ends: number[] = [];
  const close = () => {
    if (word !== '') words.push({ word, starts, ends });
    word = '';
    starts = [];
    ends = [];
  };
  let from = 0;
  for (const original of run) {
    const to = from + original.length;
    for (const character of normalise(original)) {
      const standsAlone = IDEOGRAPH.test(character) || PUNCTUATION.test(character);
      if (standsAlone) close();
      word += character;
      for (let unit = 0; unit < character.length; unit += 1) {
        starts.push(from);
        ends.push(to);
      }
      if (standsAlone) close();
    }
    from = to;
  }
  close();
  return words;
}

function normalise(run: string): string {
  const bare = run.replace(CONTROL, '').normalize('NFD').replace(NONSPACING_MARK, '');
  // Alone, a capital sigma becomes σ; at the end of a word JavaScript would write ς.
  return bare.replaceAll('Σ', 'σ').toLowerCase();
}
