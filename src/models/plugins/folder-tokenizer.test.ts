import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFolderTokenizer } from './folder-tokenizer.ts';

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'switchyard-tokenizer-'));
});
afterAll(() => rmSync(directory, { recursive: true }));

function open(description: object, maxTokens = 64) {
  const tokenizerFile = join(directory, 'tokenizer.json');
  writeFileSync(tokenizerFile, JSON.stringify(description));
  return openFolderTokenizer({ tokenizerFile, configFile: undefined, maxTokens });
}

/** The printable stand-ins of GPT-2 for all bytes. */
const standIns = Array.from({ length: 256 }, (_, byte) => {
  if (byte < 0x21) return 256 + byte;
  if (byte === 0xad) return 256 + 67;
  return byte > 0x7e && byte < 0xa1 ? 256 + byte - 0x7f + 33 : byte;
}).map((code) => String.fromCodePoint(code));

const byteLevel = {
  version: '1.0',
  added_tokens: [],
  normalizer: null,
  pre_tokenizer: {
    type: 'ByteLevel',
    add_prefix_space: false,
    trim_offsets: true,
    use_regex: true,
  },
  post_processor: null,
  decoder: { type: 'ByteLevel' },
  model: {
    type: 'BPE',
    vocab: Object.fromEntries(
      [...standIns, ...['He', 'l'.repeat(2), 'Hell', 'Hello']].map((token, id) => [token, id]),
    ),
    merges: ['H e', 'l l', 'He ll', 'Hell o'],
  },
};

const sentencePiece = {
  version: '1.0',
  added_tokens: [{ id: 0, content: '<unk>', special: true, normalized: false }],
  normalizer: null,
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  post_processor: null,
  decoder: { type: 'Metaspace', replacement: '▁', prepend_scheme: 'always', split: true },
  model: {
    type: 'Unigram',
    unk_id: 0,
    vocab: [
      ['<unk>', 0],
      ...['▁Hello', '▁wor', 'ld', '▁', ','].map((piece) => [piece, -1]),
      ...Array.from('abcdefghijklmnopqrstuvwxyzHZG', (letter) => [letter, -5]),
    ],
  },
};

describe('the tokenizer of a folder', () => {
  it('knows where the tokens of a byte-level vocabulary stand', () => {
    const tokenizer = open(byteLevel);
    expect(tokenizer.offsetProblem()).toBeUndefined();
    const text = '  Hello é👋\nHello';
    const { offsets } = tokenizer.encodeWindows(text);
    const parts = offsets.map(({ start, end }) => text.slice(start, end)).filter(Boolean);
    expect(parts).toEqual(['Hello', 'é', 'é', '👋', '👋', '👋', '👋', 'Hello']);
  });

  it('knows where the pieces of a SentencePiece vocabulary stand', () => {
    const tokenizer = open(sentencePiece);
    expect(tokenizer.offsetProblem()).toBeUndefined();
    const text = 'Hello  ☃ world, Hello';
    const { offsets } = tokenizer.encodeWindows(text);
    const parts = offsets.map(({ start, end }) => text.slice(start, end)).filter(Boolean);
    expect(parts).toEqual(['Hello', '☃', 'wor', 'ld', ',', 'Hello']);
  });

  it('refuses a vocabulary whose tokens are not the text', () => {
    const reversed = {
      ...sentencePiece,
      normalizer: { type: 'Replace', pattern: { String: 'Hello' }, content: 'ollaH' },
    };
    expect(open(reversed).offsetProblem()).toMatch(/do not add up/);
  });

  it('takes a megabyte without spaces in bounded time', () => {
    for (const description of [byteLevel, sentencePiece]) {
      const tokenizer = open(description, 512);
      const start = performance.now();
      expect(tokenizer.encode('ab'.repeat(500_000)).isTruncated).toBe(true);
      expect(performance.now() - start).toBeLessThan(10_000);
    }
  });
});
