import { EOF, type IToken, type TokenType } from 'chevrotain';
import type * as ast from '../ast.ts';
import { createLineIndex, type LineIndex } from '../lines.ts';
import type { Mistake, Reporter } from './parse-report.ts';
import {
  blockTypes,
  closersOf,
  closingTypes,
  describe,
  isReserved,
  nameStarts,
  operatorTypes,
  plainWords,
  rangeOf,
} from './parse-words.ts';
import {
  CloseBrace,
  Colon,
  Comma,
  Equals,
  endOf,
  keywordTokens as key,
  OpenBrace,
  Word,
} from './tokens.ts';

/** What changes from text to text. */
export interface Source {
  readonly text: string;
  readonly reporter: Reporter;
  /** Known to have mistakes: where a block ends may be told from its indentation. */
  readonly isSuspecting: boolean;
}

interface OpenBracket {
  readonly closer: TokenType;
  readonly start: number;
}

/** Where the parser stands in a text: the tokens around, the brackets that are open, and reports. */
export class Cursor {
  readonly peek: (distance: number) => IToken;
  readonly take: () => void;
  #source: Source | undefined;
  #lines: LineIndex | undefined;
  #open: OpenBracket[] = [];

  constructor(peek: (distance: number) => IToken, take: () => void) {
    this.peek = peek;
    this.take = take;
  }

  /** Begins with another text. */
  reset(source: Source | undefined): void {
    this.#source = source;
    this.#lines = undefined;
    this.#open = [];
  }

  get isSuspecting(): boolean {
    return this.#source?.isSuspecting ?? false;
  }

  get text(): string {
    return this.#source?.text ?? '';
  }

  start(): number {
    const { startOffset } = this.peek(1);
    return Number.isNaN(startOffset) ? this.text.length : startOffset;
  }

  /** Where the last token that was read ends. */
  end(): number {
    const last = this.peek(0);
    return last.tokenType === EOF ? 0 : endOf(last);
  }

  from(start: number): ast.Range {
    return { start, end: Math.max(start, this.end()) };
  }

  enter(closer: TokenType, open: IToken): void {
    this.#open.push({ closer, start: open.isInsertedInRecovery ? this.end() : open.startOffset });
  }

  leave(): void {
    this.#open.pop();
  }

  /** Whether a token closes a bracket that is open here. */
  isOpen(closer: TokenType): boolean {
    return closingTypes.has(closer) && this.#open.some((bracket) => bracket.closer === closer);
  }

  isOnNewLine(token: IToken): boolean {
    return /[\n\r]/.test(this.text.slice(this.end(), token.startOffset));
  }

  /** Whether a token, first of its line, is indented no more than the block that is read. */
  standsOutside(token: IToken, header: number): boolean {
    if (!this.isOnNewLine(token)) return false;
    return this.#indentOf(token.startOffset) <= this.#indentOf(header);
  }

  #indentOf(offset: number): number {
    return offset === 0 ? 0 : offset - this.text.lastIndexOf('\n', offset - 1) - 1;
  }

  #lineOf(offset: number): number {
    this.#lines ??= createLineIndex(this.text);
    return this.#lines.position(offset).line;
  }

  /** Whether the next token begins a block where it cannot be a statement. */
  beginsItem(token: IToken): boolean {
    const type = token.tokenType;
    if (blockTypes.has(type)) return true;
    if (type !== key.MODEL && type !== key.PLUGIN) return false;
    const words = type === key.MODEL ? 1 : 2;
    return (
      nameStarts.has(this.peek(2).tokenType) &&
      nameStarts.has(this.peek(1 + words).tokenType) &&
      this.peek(2 + words).tokenType === OpenBrace
    );
  }

  /** A reserved word in place of a key. */
  isReservedKey(position: number): boolean {
    const next = this.peek(position + 1).tokenType;
    return isReserved(this.peek(position)) && (next === Colon || next === Equals);
  }

  /** A reserved word in place of a value, and not the beginning of what follows. */
  isReservedValue(position: number): boolean {
    const token = this.peek(position);
    if (!isReserved(token)) return false;
    const next = this.peek(position + 1);
    const isEnd = next.tokenType === Comma || closingTypes.has(next.tokenType);
    return isEnd || operatorTypes.has(token.tokenType);
  }

  /** Leaves out the next token and what belongs to it. */
  skip(words: ReadonlyMap<string, TokenType>, isEnd: (token: IToken) => boolean): void {
    const nested: TokenType[] = [];
    for (;;) {
      const skipped = this.peek(1).tokenType;
      const closer = closersOf.get(skipped);
      if (closer !== undefined) nested.push(closer);
      else if (skipped === nested.at(-1)) nested.pop();
      this.take();

      const token = this.peek(1);
      const type = token.tokenType;
      if (type === EOF || blockTypes.has(type)) return;
      if (nested.length > 0) {
        if (closingTypes.has(type) && type !== nested.at(-1)) return;
        continue;
      }
      if (closingTypes.has(type) || isEnd(token)) return;
      const isWord = type === Word && words.has(token.image.toUpperCase());
      if (isWord && this.isOnNewLine(token)) return;
    }
  }

  report(mistake: Mistake): void {
    this.#source?.reporter.report(mistake);
  }

  expected(what: string, range = this.rangeOfNext(this.peek(1))): void {
    const message = `expected ${what}, found ${describe(this.peek(1))}`;
    this.report({ range, message, at: this.start() });
  }

  /** At the end of the text it is the last token that is marked. */
  rangeOfNext(token: IToken): ast.Range {
    if (token.tokenType !== EOF) return rangeOf(token);
    const last = this.peek(0);
    return last.tokenType === EOF ? { start: 0, end: this.text.length } : rangeOf(last);
  }

  reportMismatch(expected: TokenType, actual: IToken, previous: IToken): void {
    const end = previous.tokenType === EOF ? 0 : endOf(previous);
    const sign = plainWords.get(expected) ?? `\`${expected.name}\``;
    const opener = this.#open.at(-1);
    const isClosing = closingTypes.has(expected) && opener?.closer === expected;
    const line = isClosing ? this.#lineOf(opener.start) : 0;
    const purpose = isClosing ? ` to close what line ${line} opens` : '';
    const newText = `${expected === CloseBrace ? ' ' : ''}${sign.slice(1, -1)}`;
    this.report({
      range: this.rangeOfNext(actual),
      message: `expected ${sign}${purpose}, found ${describe(actual)}`,
      fixes: isClosing
        ? [{ range: { start: end, end }, newText, description: `write ${sign}` }]
        : [],
      at: this.start(),
    });
  }
}
