import type { IToken, TokenType } from 'chevrotain';
import type { Diagnostic } from '../ast.ts';
import { read } from '../syntax/parse.ts';
import { printName, printString } from '../syntax/print.ts';
import { readString } from '../syntax/string-escapes.ts';
import {
  Arrow,
  CloseBrace,
  CloseRound,
  CloseSquare,
  Colon,
  keywordTokens as key,
  OpenBrace,
  OpenRound,
  OpenSquare,
  Text,
  Word,
} from '../syntax/tokens.ts';
import {
  type Entry,
  firstToken,
  type Group,
  groupTokens,
  isGroup,
  isToken,
  lastToken,
  type Part,
  splitAtCommas,
  splitBefore,
  splitPairs,
} from './groups.ts';
import { joinLines, type Line } from './lines.ts';

const maxWidth = 100;
const step = 2;

const openers: ReadonlySet<TokenType> = new Set([OpenBrace, OpenRound, OpenSquare]);
const closers: ReadonlySet<TokenType> = new Set([CloseBrace, CloseRound, CloseSquare]);
/** Keywords that go on with a statement; all others begin one. */
const continuing: ReadonlySet<TokenType> = new Set([
  key.IN,
  key.AND,
  key.OR,
  key.NOT,
  key.IF,
  key.ELSE,
]);
const beginning: ReadonlySet<TokenType> = new Set(
  Object.values(key).filter((type) => !continuing.has(type)),
);
/** What the braces of a block hold, where it is not an object. */
const blocks: ReadonlyMap<TokenType, 'items' | 'statements' | 'branches' | 'tests'> = new Map([
  [key.RECIPE, 'items'],
  [key.ROUTE, 'statements'],
  [key.DECISION, 'statements'],
  [key.IF, 'statements'],
  [key.ELSE, 'statements'],
  [key.FOR, 'statements'],
  [key.DECISION_TREE, 'branches'],
  [key.TEST, 'tests'],
] as const);

interface FormatResult {
  readonly text: string;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Lays a program out anew: white space, quotes of names and optional commas change, nothing else. A
 * text with mistakes of syntax comes back as it is.
 */
export function format(text: string): FormatResult {
  const { tokens, comments, diagnostics } = read(text);
  if (diagnostics.some(({ code }) => code === 'D100')) return { text, diagnostics };

  const lines = layOut(groupTokens(tokens), comments);
  const formatted = joinLines(text, lines, comments, {
    isOpener: ({ tokenType }) => openers.has(tokenType),
    isCloser: ({ tokenType }) => closers.has(tokenType),
  });
  return { text: formatted, diagnostics };
}

/** Where parts stand, as far as spacing and quotes depend on it. */
type Place = 'header' | 'text' | 'condition' | 'test' | 'loop' | 'pair' | 'value' | 'signal';

function layOut(program: readonly Part[], comments: readonly IToken[]): readonly Line[] {
  const lines: Line[] = [];
  addItems(program, 0);
  return lines;

  /** Blocks, of which an empty line sets apart those of several lines. */
  function addItems(parts: readonly Part[], indent: number): void {
    let wasLong = true;
    splitStatements(parts).forEach((unit, index) => {
      const from = lines.length;
      addStatement(unit, indent);
      const first = lines[from] as Line;
      const isLong = lines.length > from + 1 || /[\n\r]/.test(first.text);
      first.isApart = index > 0 && (isLong || wasLong);
      wasLong = isLong;
    });
  }

  function addStatement(parts: readonly Part[], indent: number): void {
    const keyword = firstToken(parts[0] as Part).tokenType;
    const place = placeOf(keyword);
    begin(indent, parts);
    if (keyword === key.FOR && fitsInline(parts, place)) {
      add(inlineParts(parts, place), lastToken(parts.at(-1) as Part));
      return;
    }
    const chunks = splitChunks(parts, keyword);
    const isBroken = chunks.length > 1 && !fitsOnOneLine(chunks, keyword, indent);
    chunks.forEach((chunk, index) => {
      if (index > 0) {
        if (isBroken) begin(indent + 2 * step, chunk.parts);
        else add(' ', (lines.at(-1) as Line).last);
      }
      addParts(chunk.parts, place, indent, keyword);
      if (chunk.comma) add(index < chunks.length - 1 ? ',' : '', chunk.comma);
    });
  }

  /** Whether the chunks of a condition or of a list of models share a line. */
  function fitsOnOneLine(chunks: readonly Entry[], keyword: TokenType, indent: number): boolean {
    const parts = chunks.flatMap((chunk) => chunk.parts).filter((part) => !isBlock(part, keyword));
    const width = inlineParts(parts, placeOf(keyword)).length + chunks.length + step;
    const [first, last] = [chunks[0] as Entry, chunks.at(-1) as Entry];
    const firstEnd = first.comma ?? lastToken(first.parts.at(-1) as Part);
    const lastPart = last.parts.at(-1) as Part;
    const lastEnd = last.comma ?? (isBlock(lastPart, keyword) ? firstToken : lastToken)(lastPart);
    return indent + width <= maxWidth && !hasComment(firstEnd, lastEnd);
  }

  function addParts(
    parts: readonly Part[],
    place: Place,
    indent: number,
    keyword?: TokenType,
    reserve = 0,
  ): void {
    parts.forEach((part, index) => {
      const space = needsSpace(parts, index, place) ? ' ' : '';
      if (!isGroup(part)) {
        add(space + spell(parts, index, place), part);
      } else if (keyword !== undefined && isBlock(part, keyword)) {
        addBlock(part, keyword, indent);
      } else {
        const text = space + inlineGroup(parts, index, place);
        const after = index < parts.length - 1 ? step : reserve;
        const isCondition = place === 'condition' && !isToken(parts[index - 1], Word);
        const isFixed = part.kind === 'round' && !isCondition;
        if (isFixed || canInline(part, text, after)) add(text, part.close);
        else if (part.kind === 'round') addBracket(part, space);
        else addList(part, space, place, indent);
      }
    });
  }

  function addBlock(group: Group, keyword: TokenType, indent: number): void {
    if (group.parts.length === 0 && !hasComment(group.open, group.close)) {
      add(' {}', group.close);
      return;
    }
    add(' {', group.open);
    const content = blocks.get(keyword);
    if (content === 'items') addItems(group.parts, indent + step);
    else {
      for (const unit of splitBlock(group.parts, content)) addStatement(unit, indent + step);
    }
    begin(indent, [group.close]);
    add('}', group.close);
  }

  /** A bracket in a condition, an operand a line. */
  function addBracket(group: Group, space: string): void {
    const { indent } = lines.at(-1) as Line;
    add(`${space}(`, group.open);
    for (const operand of splitOperands(group.parts)) {
      begin(indent + step, operand);
      addParts(operand, 'condition', indent + step);
    }
    begin(indent, [group.close]);
    add(')', group.close);
  }

  /** An object or a list, an entry a line; of words and numbers as many as fit. */
  function addList(group: Group, space: string, place: Place, indent: number): void {
    add(space + group.open.image, group.open);
    const isList = group.kind === 'square';
    const { entries, inner } = contentOf(group, place, undefined);
    const isFilled = isList && entries.every(isWord);
    entries.forEach(({ parts, comma }, index) => {
      const text = ` ${inlineParts(parts, inner)},`;
      const { last } = lines.at(-1) as Line;
      const isNext = index > 0 && !hasComment(last, firstToken(parts[0] as Part));
      if (isFilled && isNext && fits(text)) add(' ', last);
      else begin(indent + step, parts);
      addParts(parts, inner, indent + step, undefined, isList ? 1 : 0);
      if (comma) add(isList && index < entries.length - 1 ? ',' : '', comma);
    });
    begin(indent, [group.close]);
    add(group.close.image, group.close);
  }

  function begin(indent: number, parts: readonly Part[]): void {
    const first = firstToken(parts[0] as Part);
    lines.push({ indent, text: '', first, last: first, isApart: false });
  }

  function add(text: string, last: IToken): void {
    const line = lines.at(-1) as Line;
    line.text += text;
    line.last = last;
  }

  function fitsInline(parts: readonly Part[], place: Place): boolean {
    return parts.every((part, index) => {
      if (!isGroup(part)) return true;
      const before = inlineParts(parts.slice(0, index), place);
      return canInline(part, `${before} ${inlineGroup(parts, index, place)}`, 0);
    });
  }

  function fits(text: string): boolean {
    const line = lines.at(-1) as Line;
    const isOneLine = !/[\n\r]/.test(line.text + text);
    return isOneLine && line.indent + line.text.length + text.length <= maxWidth;
  }

  function canInline(group: Group, text: string, reserve: number): boolean {
    const line = lines.at(-1) as Line;
    const width = line.indent + line.text.length + text.length + reserve;
    return width <= maxWidth && !/[\n\r]/.test(text) && !hasComment(group.open, group.close);
  }

  /** Whether a comment begins between two tokens. */
  function hasComment(after: IToken, before: IToken): boolean {
    let low = 0;
    let high = comments.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((comments[middle] as IToken).startOffset > after.startOffset) high = middle;
      else low = middle + 1;
    }
    return (comments[low]?.startOffset ?? Infinity) < before.startOffset;
  }
}

function isWord({ parts: [part, ...others] }: Entry): boolean {
  return part !== undefined && !isGroup(part) && others.length === 0;
}

function placeOf(keyword: TokenType): Place {
  if (keyword === key.WHEN || keyword === key.IF || keyword === key.ELSE) return 'condition';
  if (keyword === key.FOR) return 'loop';
  if (keyword === Text) return 'test';
  return keyword === key.DESCRIPTION ? 'text' : 'header';
}

function isBlock(part: Part, keyword: TokenType): part is Group {
  return isGroup(part) && part.kind === 'braces' && blocks.has(keyword);
}

function splitStatements(parts: readonly Part[]): (readonly Part[])[] {
  return splitBefore(parts, (part) => !isGroup(part) && beginning.has(part.tokenType));
}

function splitBlock(
  parts: readonly Part[],
  content: 'items' | 'statements' | 'branches' | 'tests' | undefined,
): (readonly Part[])[] {
  if (content === 'branches') {
    return splitBefore(
      parts,
      (part, index) =>
        isToken(part, key.ELSE) || (isToken(part, key.IF) && !isToken(parts[index - 1], key.ELSE)),
    );
  }
  if (content !== 'tests') return splitStatements(parts);
  return splitBefore(
    parts,
    (part, index) => isToken(part, Text) && isToken(parts[index + 1], Arrow),
  );
}

/** What a statement can be broken into: models, or the operands that `OR`, else `AND`, joins. */
function splitChunks(parts: readonly Part[], keyword: TokenType): Entry[] {
  const isCard = parts.some((part) => isGroup(part) && part.kind === 'braces');
  if (keyword === key.MODEL && !isCard) return splitAtCommas(parts);
  if (placeOf(keyword) !== 'condition') return [{ parts, comma: undefined }];
  return splitOperands(parts).map((chunk) => ({ parts: chunk, comma: undefined }));
}

function splitOperands(parts: readonly Part[]): (readonly Part[])[] {
  const operator = parts.some((part) => isToken(part, key.OR)) ? key.OR : key.AND;
  return splitBefore(parts, (part) => isToken(part, operator));
}

/** What stands in a bracket that stands in `place` after `before`. */
function contentOf(
  group: Group,
  place: Place,
  before: Part | undefined,
): { readonly entries: readonly Entry[]; readonly inner: Place } {
  const { kind, parts } = group;
  if (kind === 'square') {
    return { entries: splitAtCommas(parts), inner: place === 'loop' ? 'header' : 'value' };
  }
  if (kind === 'round' && place === 'condition' && !isToken(before, Word)) {
    return { entries: [{ parts, comma: undefined }], inner: 'condition' };
  }
  return { entries: splitPairs(parts), inner: 'pair' };
}

function inlineParts(parts: readonly Part[], place: Place): string {
  return parts
    .map((part, index) => {
      const space = needsSpace(parts, index, place) ? ' ' : '';
      return (
        space + (isGroup(part) ? inlineGroup(parts, index, place) : spell(parts, index, place))
      );
    })
    .join('');
}

function inlineGroup(parts: readonly Part[], index: number, place: Place): string {
  const group = parts[index] as Group;
  const before = parts[index - 1];
  if (place === 'loop' && group.kind === 'braces') {
    const statements = splitStatements(group.parts).map((unit) => inlineStatement(unit));
    return statements.length === 0 ? '{}' : `{ ${statements.join(' ')} }`;
  }
  const isReference = group.kind === 'round' && place === 'condition' && isToken(before, Word);
  if (isReference) {
    const [name, ...pairs] = group.parts;
    const shown = [
      spell([name as Part], 0, 'signal'),
      ...splitPairs(pairs).map((entry) => inlineParts(entry.parts, 'pair')),
    ];
    return `(${shown.join(', ')})`;
  }
  const { entries, inner } = contentOf(group, place, before);
  const text = entries.map((entry) => inlineParts(entry.parts, inner)).join(', ');
  if (group.kind === 'round') return `(${text})`;
  if (group.kind === 'square') return `[${text}]`;
  return text === '' ? '{}' : `{ ${text} }`;
}

/** A statement in the body of a loop. */
function inlineStatement(parts: readonly Part[]): string {
  const chunks = splitChunks(parts, firstToken(parts[0] as Part).tokenType);
  return chunks.map((chunk) => inlineParts(chunk.parts, 'header')).join(', ');
}

function needsSpace(parts: readonly Part[], index: number, place: Place): boolean {
  const part = parts[index];
  if (index === 0 || isToken(part, Colon)) return false;
  const isCall = part !== undefined && isGroup(part) && part.kind === 'round';
  return !(isCall && place === 'condition' && isToken(parts[index - 1], Word));
}

/** A token as it is written: names lose quotes that they do not need, those of signals get them. */
function spell(parts: readonly Part[], index: number, place: Place): string {
  const token = parts[index] as IToken;
  if (token.tokenType === Arrow) return '->';
  if (place === 'signal' && token.tokenType === Word) return printString(token.image);
  if (token.tokenType !== Text || !isName(index, place)) return token.image;
  return printName(readString(token.image, true).value);
}

function isName(index: number, place: Place): boolean {
  if (place === 'header' || place === 'loop') return true;
  if (place === 'pair') return index === 0;
  return place === 'test' && index > 0;
}
