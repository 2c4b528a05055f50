import type { IToken, Lexer } from 'chevrotain';
import type { Diagnostic, Program } from './ast.ts';
import { DslParser } from './parse-grammar.ts';
import { createReporter, type Reporter, replaceWith, TooManyMistakes } from './parse-report.ts';
import { prepareTokens, reportStray } from './parse-tokens.ts';
import { createLexer, endOf, SlashComment } from './tokens.ts';

const maxLength = 8 * 1024 * 1024;
/** Longer texts are not read again for a better guess where a string was left open. */
const maxSuspectedLength = 1024 * 1024;

export interface ParseResult {
  readonly program: Program;
  readonly diagnostics: readonly Diagnostic[];
}

export interface ReadResult extends ParseResult {
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
    const result = readWith(text, lexer, parser);
    const isOpen = result.tokens.some(({ image }) => image[0] === '"' && /[\n\r]/.test(image));
    if (result.diagnostics.length === 0 || !isOpen || text.length > maxSuspectedLength) {
      return result;
    }
    suspectingLexer ??= createLexer({ isSuspecting: true });
    return readWith(text, suspectingLexer, parser);
  };
}

function readWith(text: string, lexer: Lexer, parser: DslParser): ReadResult {
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
    return parser.read(prepared, { text, reporter });
  });
  return {
    program: { kind: 'program', items: items ?? [], range: { start: 0, end: text.length } },
    diagnostics: reporter.diagnostics.toSorted((a, b) => a.range.start - b.range.start),
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
