import { readFileSync } from 'node:fs';
import { Tokenizer } from '@huggingface/tokenizers';
import { alignTokens, type TokenOffsets } from './token-offsets.ts';

export interface TokenizedText {
  readonly ids: Int32Array;
  /** Which of two texts a token belongs to. */
  readonly types: Int32Array;
  readonly isTruncated: boolean;
}

/** A text in windows that overlap; every token carries its place in the text. */
interface WindowedText {
  readonly windows: readonly TokenizedText[];
  /** Index of the first content token of each window, and of the content in its `ids`. */
  readonly firsts: readonly number[];
  readonly prefixLength: number;
  readonly offsets: readonly TokenOffsets[];
  readonly isTruncated: boolean;
}

/** The tokenizer of a folder in Hugging Face layout; used in the worker only. */
export interface FolderTokenizer {
  readonly highestId: number;
  readonly padId: number;
  encode(text: string, pair?: string): TokenizedText;
  /** Content tokens of a text at most; the rest of a window is special tokens. */
  readonly contentTokens: number;
  encodeWindows(text: string): WindowedText;
  /** Why offsets cannot be recovered; undefined where they can. */
  offsetProblem(): string | undefined;
}

interface OpenOptions {
  readonly tokenizerFile: string;
  readonly configFile: string | undefined;
  readonly maxTokens: number;
}

/** More characters than any vocabulary puts into one token on average; the rest is not tokenised. */
const CHARACTERS_PER_TOKEN = 16;
const MAX_WINDOWS = 64;
const MAX_OVERLAP = 64;
const PROBE = 'Hello, world! Größe naïve 42 — 你好 (e-mail), Zürich';

export function openFolderTokenizer(options: OpenOptions): FolderTokenizer {
  const description: TokenizerDescription = readJson(options.tokenizerFile);
  const config = options.configFile === undefined ? {} : readJson<object>(options.configFile);
  // The library insists on the five parts being there, null where a model has none.
  const parts = { decoder: null, post_processor: null, pre_tokenizer: null, normalizer: null };
  const tokenizer = new Tokenizer({ added_tokens: [], ...parts, ...description }, config);
  return createFolderTokenizer(tokenizer, { description, maxTokens: options.maxTokens });
}

interface TokenizerDescription {
  readonly model?: { readonly type?: string; readonly continuing_subword_prefix?: string };
}

function createFolderTokenizer(
  tokenizer: Tokenizer,
  { description, maxTokens }: { description: TokenizerDescription; maxTokens: number },
): FolderTokenizer {
  const single = frameOf(tokenizer);
  const contentTokens = maxTokens - single.prefix.length - single.suffix.length;
  const padId = ['[PAD]', '<pad>', '<|endoftext|>'].map((name) => tokenizer.token_to_id(name));
  const surfaceOf = createSurfaces(tokenizer, description);

  function content(text: string, characters: number) {
    const known = text.slice(0, characters).replace(/\p{Surrogate}/gu, '\ufffd');
    const { ids, tokens } = tokenizer.encode(known, { add_special_tokens: false });
    return { known, ids, tokens, isCut: text.length > characters };
  }

  function align(text: string, tokens: readonly string[]) {
    return alignTokens(tokens.map(surfaceOf), {
      text,
      normalise: (part) => tokenizer.normalizer?.normalize(part) ?? part,
      unknownCovers: isWordModel(description) ? 'word' : 'characters',
    });
  }

  return {
    highestId: highestIdOf(tokenizer),
    padId: padId.find((id) => id !== undefined) ?? 0,
    contentTokens,
    encode(text, pair) {
      const first = content(text, maxTokens * CHARACTERS_PER_TOKEN);
      if (pair === undefined) {
        const isTruncated = first.isCut || first.ids.length > contentTokens;
        return framed(single, first.ids.slice(0, contentTokens), isTruncated);
      }
      const second = content(pair, maxTokens * CHARACTERS_PER_TOKEN);
      const frame = pairFrameOf(tokenizer);
      const room = maxTokens - frame.prefix.length - frame.middle.length - frame.suffix.length;
      // The second text is the question or the claim; it keeps at least half.
      const secondLength = Math.min(
        second.ids.length,
        Math.max(Math.floor(room / 2), room - first.ids.length),
      );
      const firstLength = Math.min(first.ids.length, room - secondLength);
      const isCut = firstLength < first.ids.length || secondLength < second.ids.length;
      return pairOf(frame, {
        first: first.ids.slice(0, firstLength),
        second: second.ids.slice(0, secondLength),
        isTruncated: isCut || first.isCut || second.isCut,
      });
    },
    encodeWindows(text) {
      const overlap = Math.min(MAX_OVERLAP, Math.floor(contentTokens / 4));
      const stride = contentTokens - overlap;
      const most = contentTokens + stride * (MAX_WINDOWS - 1);
      const { known, ids, tokens, isCut } = content(text, most * CHARACTERS_PER_TOKEN);
      const used = Math.min(ids.length, most);
      const firsts = [0];
      while ((firsts.at(-1) ?? 0) + contentTokens < used)
        firsts.push((firsts.at(-1) ?? 0) + stride);
      return {
        windows: firsts.map((from) =>
          framed(single, ids.slice(from, Math.min(from + contentTokens, used)), false),
        ),
        firsts,
        prefixLength: single.prefix.length,
        offsets: align(known, tokens).offsets.slice(0, used),
        isTruncated: isCut || used < ids.length,
      };
    },
    offsetProblem() {
      const { tokens } = content(PROBE, PROBE.length);
      const { mismatches } = align(PROBE, tokens);
      if (mismatches === 0) return undefined;
      const type = description.model?.type ?? 'unknown';
      return `its tokens (model ${type}) do not add up to the text they came from`;
    },
  };
}

/** What stands around a text: `[CLS]` and `[SEP]`, a begin mark, or nothing. */
interface Frame {
  readonly prefix: readonly number[];
  readonly suffix: readonly number[];
}

function frameOf(tokenizer: Tokenizer): Frame {
  const bare = tokenizer.encode('a', { add_special_tokens: false }).ids;
  const { ids } = tokenizer.encode('a');
  const at = indexOfPart(ids, bare, 0);
  return { prefix: ids.slice(0, at), suffix: ids.slice(at + bare.length) };
}

interface PairFrame extends Frame {
  readonly middle: readonly number[];
  /** Type of the tokens of the second text, and of those behind it. */
  readonly secondType: number;
}

function pairFrameOf(tokenizer: Tokenizer): PairFrame {
  const bare = tokenizer.encode('a', { add_special_tokens: false }).ids;
  const { ids, token_type_ids: types } = tokenizer.encode('a', {
    text_pair: 'a',
    return_token_type_ids: true,
  });
  const first = indexOfPart(ids, bare, 0);
  const second = indexOfPart(ids, bare, first + bare.length);
  return {
    prefix: ids.slice(0, first),
    middle: ids.slice(first + bare.length, second),
    suffix: ids.slice(second + bare.length),
    secondType: types?.[second] ?? 0,
  };
}

function indexOfPart(ids: readonly number[], part: readonly number[], from: number): number {
  for (let at = from; at + part.length <= ids.length; at += 1) {
    if (part.every((id, offset) => ids[at + offset] === id)) return at;
  }
  throw new Error('special tokens cannot be told from text');
}

function framed(frame: Frame, content: readonly number[], isTruncated: boolean): TokenizedText {
  const ids = Int32Array.from([...frame.prefix, ...content, ...frame.suffix]);
  return { ids, types: new Int32Array(ids.length), isTruncated };
}

function pairOf(
  frame: PairFrame,
  parts: { first: readonly number[]; second: readonly number[]; isTruncated: boolean },
): TokenizedText {
  const { first, second, isTruncated } = parts;
  const ids = [...frame.prefix, ...first, ...frame.middle, ...second, ...frame.suffix];
  const types = new Int32Array(ids.length);
  types.fill(frame.secondType, ids.length - second.length - frame.suffix.length);
  return { ids: Int32Array.from(ids), types, isTruncated };
}

function highestIdOf(tokenizer: Tokenizer): number {
  let highest = 0;
  for (const id of tokenizer.get_vocab().values()) highest = Math.max(highest, id);
  return highest;
}

function isWordModel({ model }: TokenizerDescription): boolean {
  return model?.type === 'WordPiece' || model?.type === 'WordLevel';
}

/** What a token stands for, in bytes. */
function createSurfaces(tokenizer: Tokenizer, description: TokenizerDescription) {
  const encoder = new TextEncoder();
  const unknown = tokenizer.model?.unk_token;
  const continuing = description.model?.continuing_subword_prefix || undefined;
  const ending = tokenizer.model?.end_of_word_suffix || undefined;
  const isByteLevel = JSON.stringify(description).includes('"ByteLevel"');
  const byteOf = byteAlphabet();

  return (token: string): { readonly bytes: Uint8Array | undefined } => {
    if (token === unknown) return { bytes: undefined };
    const fallback = /^<0x([0-9A-F]{2})>$/.exec(token)?.[1];
    if (fallback !== undefined) return { bytes: Uint8Array.of(Number.parseInt(fallback, 16)) };
    if (isByteLevel) {
      const bytes = Array.from(token, (character) => byteOf.get(character) ?? 0x20);
      return { bytes: Uint8Array.from(bytes.filter((byte) => byte > 0x20 && byte !== 0x7f)) };
    }
    let visible = token;
    if (continuing !== undefined && token.startsWith(continuing)) {
      visible = token.slice(continuing.length);
    }
    if (ending !== undefined && token.endsWith(ending)) visible = token.slice(0, -ending.length);
    return { bytes: encoder.encode(visible.replace(/[\s\u2581\u200b\ufeff]/gu, '')) };
  };
}

/** The printable stand-ins of GPT-2 for all 256 bytes. */
function byteAlphabet(): ReadonlyMap<string, number> {
  const alphabet = new Map<string, number>();
  let substitutes = 0;
  for (let byte = 0; byte < 256; byte += 1) {
    const isPrintable =
      (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae;
    alphabet.set(String.fromCodePoint(isPrintable ? byte : 256 + substitutes), byte);
    if (!isPrintable) substitutes += 1;
  }
  return alphabet;
}

function readJson<T>(file: string): T {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`\`${file}\` is not JSON (${message}); download it again`, { cause });
  }
}
