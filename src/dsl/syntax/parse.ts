import type { IToken, Lexer } from 'chevrotain';
import type { Diagnostic, Item, Program } from '../ast.ts';
import { DslParser } from './parse-grammar.ts';
import { createReporter, type Reporter, replaceWith, TooManyMistakes } from './parse-report.ts';
import { prepareTokens, reportStray } from './parse-tokens.ts';
import { createLexer, endOf, keywordTokens, SlashComment } from './tokens.ts';

const maxLength = 8 * 1024 * 1024;
/** Longer texts are not read again for a better guess where a string or a block was left open. */
const maxSuspectedLength = 1024 * 1024;

interface ParseResult {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

interface ReadResult extends ParseResult {
  /** All but white space, in the order of the text. */
  readonly tokens: readonly IToken[];
  readonly comments: readonly IToken[];
}

/** Reads a text, and what its formatter needs beside the tree. */
export const read = createParser();

/**
 * Reads a program. Never throws: what cannot be read is reported and left out, the blocks around it
 * are there.
 */
export function parse(text: string): ParseResult {
  const { program, diagnostics } = read(text);
  return { program, diagnostics };
}

/** Lexer and grammar are built when the first text comes. */
function createParser(): (text: string) => ReadResult {
  let parser: DslParser | undefined;
  let lexer: Lexer | undefined;
  let suspectingLexer: Lexer | undefined;

  return (text) => {
    if (text.length > maxLength) return tooLong(text);
    parser ??= new DslParser();
    lexer ??= createLexer({ isSuspecting: false });
    const trusting = readWith(text, { parser, lexer, isSuspecting: false });
    const isBroken = trusting.diagnostics.some(({ code }) => code === 'D100');
    const isDoubtful = isBroken && trusting.tokens.some(mayBeOpen);
    if (!isDoubtful || text.length > maxSuspectedLength) return trusting;

    suspectingLexer ??= createLexer({ isSuspecting: true });
    const suspecting = readWith(text, { parser, lexer: suspectingLexer, isSuspecting: true });
    return isBetter(suspecting, trusting) ? suspecting : trusting;
  };
}

/** What another reading can see otherwise: strings of several lines, and recipes. */
function mayBeOpen({ image, tokenType }: IToken): boolean {
  return tokenType === keywordTokens.RECIPE || (image[0] === '"' && /[\n\r]/.test(image));
}

/** More blocks are better; with as many, no more mistakes. */
function isBetter(one: ReadResult, other: ReadResult): boolean {
  const more = countItems(one.program.items) - countItems(other.program.items);
  return more > 0 || (more === 0 && one.diagnostics.length <= other.diagnostics.length);
}

function countItems(items: readonly Item[]): number {
  return items.reduce((sum, item) => sum + 1 + (item.kind === 'recipe' ? item.items.length : 0), 0);
}

interface Means {
  readonly parser: DslParser;
  readonly lexer: Lexer;
  readonly isSuspecting: boolean;
}

function readWith(text: string, { parser, lexer, isSuspecting }: Means): ReadResult {
  const reporter = createReporter();
  const { tokens, groups, errors } = lexer.tokenize(text);
  const comments = groups.comments ?? [];
  const items = untilTooMany(() => {
    for (const { offset: start, length } of errors) {
      const end = start + length;
      reportStray({ start, end }, text.slice(start, end), reporter);
    }
    for (const comment of comments) reportSlashes(comment, reporter);
    const prepared = prepareTokens(tokens, reporter);
    return parser.read(prepared, { text, reporter, isSuspecting });
  });
  return {
    program: { kind: 'program', items: items ?? [], range: { start: 0, end: text.length } },
    diagnostics: reporter.finish(text),
    tokens,
    comments,
  };
}

function untilTooMany<Result>(run: () => Result): Result | undefined {
  try {
    return run();
  } catch (error) {
    if (error instanceof TooManyMistakes) return undefined;
    throw error;
  }
}

function reportSlashes(comment: IToken, reporter: Reporter): void {
  if (comment.tokenType !== SlashComment) return;
  const start = comment.startOffset;
  const message = 'comments begin with `#`';
  const fixes = [replaceWith({ start, end: start + 2 }, '#')];
  reporter.report({ range: { start, end: endOf(comment) }, message, fixes });
}

function tooLong(text: string): ReadResult {
  const message = `the text has more than ${maxLength} characters`;
  return {
    program: { kind: 'program', items: [], range: { start: 0, end: text.length } },
    diagnostics: [
      { code: 'D100', severity: 'error', message, range: { start: 0, end: 0 }, fixes: [] },
    ],
    tokens: [],
    comments: [],
  };
}
