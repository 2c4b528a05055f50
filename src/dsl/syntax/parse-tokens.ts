import type { IToken, TokenType } from 'chevrotain';
import type { Range } from '../ast.ts';
import { quote, type Reporter, replaceWith } from './parse-report.ts';
import { printString } from './print.ts';
import {
  Arrow,
  CloseBrace,
  CloseRound,
  CloseSquare,
  endOf,
  ForeignOperator,
  isClosed,
  keywordTokens,
  MisquotedText,
  OpenBrace,
  OpenRound,
  OpenSquare,
  retype,
  Stray,
  SuspectText,
  Text,
  Word,
  wordTokens,
} from './tokens.ts';

const maxDepth = 64;

const operators: ReadonlyMap<string, { readonly type: TokenType; readonly written: string }> =
  new Map([
    ['&', { type: keywordTokens.AND, written: 'AND' }],
    ['&&', { type: keywordTokens.AND, written: 'AND' }],
    ['|', { type: keywordTokens.OR, written: 'OR' }],
    ['||', { type: keywordTokens.OR, written: 'OR' }],
    ['!', { type: keywordTokens.NOT, written: 'NOT' }],
    ['=>', { type: Arrow, written: '->' }],
  ]);

/**
 * Makes of what the lexer found what the grammar knows: words become keywords, slips of other
 * languages are reported and become what they stand for, and nothing is nested deeper than allowed.
 */
export function prepareTokens(tokens: readonly IToken[], reporter: Reporter): IToken[] {
  const known: IToken[] = [];
  for (const token of tokens) {
    switch (token.tokenType) {
      case Word: {
        const type = wordTokens.get(token.image);
        if (type !== undefined) retype(token, type);
        break;
      }
      case Stray:
        reportStray({ start: token.startOffset, end: endOf(token) }, token.image, reporter);
        continue;
      case MisquotedText:
        correctQuotes(token, reporter);
        break;
      case ForeignOperator:
        correctOperator(token, reporter);
        break;
      case Text:
      case SuspectText:
        retype(token, Text);
        if (!isClosed(token)) reportUnclosed(token, reporter);
    }
    known.push(token);
  }
  return cutDeepNesting(known, reporter);
}

/** Reports what is no token of the language. */
export function reportStray(range: Range, image: string, reporter: Reporter): void {
  const message = `${quote(image)} is no sign of the language`;
  reporter.report({ range, message, fixes: [replaceWith(range, '', 'remove it')] });
}

function correctQuotes(token: IToken, reporter: Reporter): void {
  const range = { start: token.startOffset, end: endOf(token) };
  const written = printString(token.image.slice(1, -1));
  reporter.report({
    range,
    message: 'texts stand in double quotes',
    fixes: [replaceWith(range, written)],
  });
  retype(token, Text);
}

function reportUnclosed(token: IToken, reporter: Reporter): void {
  const range = { start: token.startOffset, end: endOf(token) };
  reporter.report({
    range,
    message: `the text that begins here has no closing quote: ${quote(token.image)}`,
    coversLine: true,
    fixes: [{ range: { start: range.end, end: range.end }, newText: '"', description: 'close it' }],
  });
}

function correctOperator(token: IToken, reporter: Reporter): void {
  const operator = operators.get(token.image);
  if (operator === undefined) return;
  const range = { start: token.startOffset, end: endOf(token) };
  reporter.report({
    range,
    message: `${quote(token.image)} is written \`${operator.written}\``,
    fixes: [replaceWith(range, ` ${operator.written} `)],
  });
  retype(token, operator.type);
}

const openers: ReadonlyMap<TokenType, TokenType> = new Map([
  [OpenBrace, CloseBrace],
  [OpenRound, CloseRound],
  [OpenSquare, CloseSquare],
]);
const closers: ReadonlySet<TokenType> = new Set(openers.values());

/** Leaves out what stands in too many brackets and NOTs, which keeps every recursion short. */
function cutDeepNesting(tokens: readonly IToken[], reporter: Reporter): IToken[] {
  const kept: IToken[] = [];
  const outer: number[] = [];
  let base = 0;
  let depth = 0;
  let cut = 0;
  for (const token of tokens) {
    const type = token.tokenType;
    const isOpener = openers.has(type);
    const isCloser = closers.has(type);
    if (cut > 0) {
      cut += isOpener ? 1 : isCloser ? -1 : 0;
      if (cut > 0) continue;
    } else if (isOpener) {
      outer.push(base);
      depth++;
      base = depth;
      if (depth > maxDepth) {
        reportDepth(token, reporter);
        cut = 1;
      }
    } else if (type === keywordTokens.NOT) {
      if (depth >= maxDepth) {
        reportDepth(token, reporter);
        continue;
      }
      depth++;
    } else if (!isCloser) {
      depth = base;
    }
    if (isCloser) {
      base = outer.pop() ?? 0;
      depth = base;
    }
    kept.push(token);
  }
  return kept;
}

function reportDepth(token: IToken, reporter: Reporter): void {
  reporter.report({
    range: { start: token.startOffset, end: endOf(token) },
    message: `nested deeper than ${maxDepth} levels`,
  });
}
