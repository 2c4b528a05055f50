import { MARK } from './scripts.ts';

const SPACE = 0x20;
const APOSTROPHE = 0x27;

interface WordSource {
  readonly text: string;
  readonly table: Uint8Array;
  /** Number of the script in the table. */
  readonly script: number;
}

/**
 * Writes the words of one script as code units, with single spaces around each; other letters,
 * digits and signs end a word. Of a text that does not fit into `codes` it reads the beginning, the
 * middle and the end. Returns how many code units were written.
 */
export function sampleWords(source: WordSource, codes: Uint16Array): number {
  const { text } = source;
  codes[0] = SPACE;
  if (text.length < codes.length) {
    return appendWords(source, codes, { from: 0, to: text.length, length: 1 });
  }
  let length = 1;
  const size = Math.floor(codes.length / 3) - 1;
  for (const start of [0, (text.length - size) >> 1, text.length - size]) {
    const space = start === 0 ? -1 : text.indexOf(' ', start);
    const from = space === -1 || space > start + size ? start : space;
    length = appendWords(source, codes, { from, to: start + size, length });
  }
  return length;
}

function appendWords(
  { text, table, script }: WordSource,
  codes: Uint16Array,
  range: { from: number; to: number; length: number },
): number {
  let { length } = range;
  const limit = codes.length - 1;
  for (let at = range.from; at < range.to && length < limit; at += 1) {
    let code = text.charCodeAt(at);
    const kind = table[code] as number;
    if (kind !== script) {
      const isInWord = codes[length - 1] !== SPACE;
      if (isInWord && isApostrophe(code) && table[text.charCodeAt(at + 1)] === script) {
        code = APOSTROPHE;
      } else if (kind !== MARK || !isInWord) {
        if (!isInWord) continue;
        code = SPACE;
      }
    }
    codes[length++] = code;
  }
  if (codes[length - 1] !== SPACE) codes[length++] = SPACE;
  return length;
}

function isApostrophe(code: number): boolean {
  return code === APOSTROPHE || code === 0x2019 || code === 0x2bb || code === 0x2bc;
}
