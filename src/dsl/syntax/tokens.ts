import { createToken, type IToken, Lexer, type TokenType } from 'chevrotain';
import { KEYWORDS, type Keyword } from './print.ts';

const WhiteSpace = createToken({
  name: 'WhiteSpace',
  pattern: /\s+/,
  group: Lexer.SKIPPED,
  line_breaks: true,
});
const Comment = createToken({ name: 'Comment', pattern: /#[^\n\r]*/, group: 'comments' });
// Taken as a comment, and reported; not after a word, where it is part of an address.
export const SlashComment = createToken({
  name: 'SlashComment',
  pattern: matchSlashComment,
  start_chars_hint: ['/'],
  line_breaks: false,
  group: 'comments',
});

export const Text = createToken({
  name: 'Text',
  pattern: (text, offset) => matchString(text, offset, false),
  start_chars_hint: ['"'],
  line_breaks: true,
});
export const SuspectText = createToken({
  name: 'SuspectText',
  pattern: (text, offset) => matchString(text, offset, true),
  start_chars_hint: ['"'],
  line_breaks: true,
});
/** A string in quotes of another kind. */
export const MisquotedText = createToken({
  name: 'MisquotedText',
  pattern: /'[^'\n\r]*'|[“”][^“”\n\r]*[“”]/,
});

/**
 * What was meant as a word or number and is neither: `8K`, `größe`, `1.2.3`; after the lexer also
 * reserved words where a name or value is expected.
 */
export const OddWord = createToken({
  name: 'OddWord',
  pattern:
    /(?:[A-Za-z0-9_./+@%$*~?\u00a1-\u167f\u1681-\u1fff\u2030-\u205e\u2070-\u218f\u2c00-\u2fff\u3001-\ufefe\uff00-\uffff]|-(?!>))+/,
});
export const Word = createToken({
  name: 'Word',
  pattern: /[A-Za-z_](?:[A-Za-z0-9_./]|-(?!>))*/,
  longer_alt: OddWord,
});
export const NumberToken = createToken({
  name: 'Number',
  pattern: /[+-]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?/,
  longer_alt: OddWord,
});

export const Arrow = createToken({ name: 'Arrow', pattern: /->|→/ });
export const OpenBrace = createToken({ name: 'OpenBrace', pattern: '{' });
export const CloseBrace = createToken({ name: 'CloseBrace', pattern: '}' });
export const OpenRound = createToken({ name: 'OpenRound', pattern: '(' });
export const CloseRound = createToken({ name: 'CloseRound', pattern: ')' });
export const OpenSquare = createToken({ name: 'OpenSquare', pattern: '[' });
export const CloseSquare = createToken({ name: 'CloseSquare', pattern: ']' });
export const Colon = createToken({ name: 'Colon', pattern: ':' });
export const Comma = createToken({ name: 'Comma', pattern: ',' });
export const Equals = createToken({ name: 'Equals', pattern: '=' });

/** Operators of other languages. */
export const ForeignOperator = createToken({
  name: 'ForeignOperator',
  pattern: /&&?|\|\|?|!|=>/,
});

/** Signs without meaning; as tokens they cost far less than mistakes of the lexer do. */
export const Stray = createToken({
  name: 'Stray',
  pattern:
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are among what it looks for
    /[\u0000-\u0008\u000e-\u001f!-~\u007f-\u009f\u2010-\u2027\u202a-\u202e\u2060-\u206f\u2190-\u2bff]/,
});

// Words get these types after the lexer, which is faster than a pattern for each.
export const True = createToken({ name: 'True', pattern: Lexer.NA });
export const False = createToken({ name: 'False', pattern: Lexer.NA });
export const Null = createToken({ name: 'Null', pattern: Lexer.NA });

export const keywordTokens = Object.fromEntries(
  KEYWORDS.map((keyword) => [keyword, createToken({ name: keyword, pattern: Lexer.NA })]),
) as Readonly<Record<Keyword, TokenType>>;

export const wordTokens: ReadonlyMap<string, TokenType> = new Map<string, TokenType>([
  ...Object.entries(keywordTokens),
  ['true', True],
  ['false', False],
  ['null', Null],
]);

const shared = [
  WhiteSpace,
  Comment,
  SlashComment,
  MisquotedText,
  Word,
  Arrow,
  ForeignOperator,
  NumberToken,
  OddWord,
  OpenBrace,
  CloseBrace,
  OpenRound,
  CloseRound,
  OpenSquare,
  CloseSquare,
  Colon,
  Comma,
  Equals,
  Stray,
];

/** All types that a parser meets. */
export const vocabulary: TokenType[] = [Text, ...shared, ...wordTokens.values()];

/**
 * A suspecting lexer ends a string with line breaks at its first line where its closing quote looks
 * like the opening quote of another: of use only for a text that has mistakes.
 */
export function createLexer({ isSuspecting }: { readonly isSuspecting: boolean }): Lexer {
  return new Lexer([isSuspecting ? SuspectText : Text, ...shared], {
    positionTracking: 'onlyOffset',
    ensureOptimizations: true,
    skipValidations: true,
  });
}

/** Gives a token another type in place; Chevrotain reads both properties. */
export function retype(token: IToken, type: TokenType): void {
  token.tokenType = type;
  token.tokenTypeIdx = type.tokenTypeIdx as number;
}

export function endOf(token: IToken): number {
  return token.startOffset + token.image.length;
}

/** Whether the lexer found the closing quote. */
export function isClosed(token: IToken): boolean {
  return token.payload === undefined;
}

// A bound on escaped quotes below the first line keeps a text of nothing else from costing its square.
const maxEscapedQuotes = 200;

function matchString(text: string, offset: number, isSuspecting: boolean): RegExpExecArray | null {
  const maxEscaped = isSuspecting ? maxEscapedQuotes : Number.POSITIVE_INFINITY;
  const close = closingQuote(text, offset + 1, maxEscaped);
  const image = text.slice(offset, close === -1 ? text.length : close + 1);
  const looksOpen =
    isSuspecting && /[\n\r]/.test(image) && /[^\s,}\])(:#{=→"-]/.test(text[close + 1] ?? ' ');
  if (close !== -1 && !looksOpen) return match(image);
  if (!isSuspecting) return match(image, 'unclosed');

  let end = endOfLine(text, offset + 1);
  // What closes brackets at the end of the line most likely does not belong to the string.
  while (end > offset + 1 && /[\s,}\])]/.test(text[end - 1] as string)) end--;
  return match(text.slice(offset, end), 'unclosed');
}

function closingQuote(text: string, from: number, maxEscaped: number): number {
  let quote = text.indexOf('"', from);
  let firstLineEnd = -1;
  for (let escaped = 0; quote !== -1 && escaped <= maxEscaped; ) {
    let backslashes = 0;
    while (quote - backslashes > from && text[quote - backslashes - 1] === '\\') backslashes++;
    if (backslashes % 2 === 0) return quote;
    if (firstLineEnd === -1) firstLineEnd = endOfLine(text, from);
    if (quote > firstLineEnd) escaped++;
    quote = text.indexOf('"', quote + 1);
  }
  return -1;
}

function matchSlashComment(text: string, offset: number): RegExpExecArray | null {
  if (!text.startsWith('//', offset) || /\S/.test(text[offset - 1] ?? ' ')) return null;
  return match(text.slice(offset, endOfLine(text, offset)));
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  if (end === -1) return text.length;
  return end > from && text[end - 1] === '\r' ? end - 1 : end;
}

/** What Chevrotain takes from a match is the text and its payload. */
function match(image: string, payload?: string): RegExpExecArray {
  return Object.assign([image], payload === undefined ? {} : { payload }) as never;
}
