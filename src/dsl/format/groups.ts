import type { IToken, TokenType } from 'chevrotain';
import {
  CloseBrace,
  CloseRound,
  CloseSquare,
  Comma,
  OpenBrace,
  OpenRound,
  OpenSquare,
} from '../syntax/tokens.ts';

/** A bracket with what stands in it. */
export interface Group {
  readonly kind: 'braces' | 'square' | 'round';
  readonly open: IToken;
  readonly close: IToken;
  readonly parts: readonly Part[];
}

export type Part = IToken | Group;

/** One of several parts of a list, with the comma after it. */
export interface Entry {
  readonly parts: readonly Part[];
  readonly comma: IToken | undefined;
}

const kinds: ReadonlyMap<TokenType, Group['kind']> = new Map([
  [OpenBrace, 'braces'],
  [OpenRound, 'round'],
  [OpenSquare, 'square'],
]);
const closers: ReadonlySet<TokenType> = new Set([CloseBrace, CloseRound, CloseSquare]);

export function isGroup(part: Part): part is Group {
  return 'parts' in part;
}

/** Whether a part is a token of a type. */
export function isToken(part: Part | undefined, type: TokenType): part is IToken {
  return part !== undefined && !isGroup(part) && part.tokenType === type;
}

/** The parts of a text without mistakes: its brackets match. */
export function groupTokens(tokens: readonly IToken[]): readonly Part[] {
  const outer: { open: IToken; kind: Group['kind']; before: Part[] }[] = [];
  let parts: Part[] = [];
  for (const token of tokens) {
    const kind = kinds.get(token.tokenType);
    if (kind !== undefined) {
      outer.push({ open: token, kind, before: parts });
      parts = [];
      continue;
    }
    const group = closers.has(token.tokenType) ? outer.pop() : undefined;
    if (group === undefined) {
      parts.push(token);
      continue;
    }
    group.before.push({ kind: group.kind, open: group.open, close: token, parts });
    parts = group.before;
  }
  return parts;
}

/** Cuts before each part for which `begins` holds. */
export function splitBefore(
  parts: readonly Part[],
  begins: (part: Part, index: number) => boolean,
): (readonly Part[])[] {
  const starts = parts.flatMap((part, index) => (index === 0 || begins(part, index) ? index : []));
  return starts.map((start, index) => parts.slice(start, starts[index + 1]));
}

/** Cuts at commas. */
export function splitAtCommas(parts: readonly Part[]): Entry[] {
  const entries: Entry[] = [];
  let current: Part[] = [];
  for (const part of parts) {
    if (isToken(part, Comma)) {
      if (current.length > 0) entries.push({ parts: current, comma: part });
      current = [];
    } else {
      current.push(part);
    }
  }
  if (current.length > 0) entries.push({ parts: current, comma: undefined });
  return entries;
}

/** `key: value` with or without commas between, each of three parts. */
export function splitPairs(parts: readonly Part[]): Entry[] {
  return splitAtCommas(parts).flatMap((entry) => {
    const count = Math.ceil(entry.parts.length / 3);
    return Array.from({ length: count }, (_, index) => ({
      parts: entry.parts.slice(index * 3, index * 3 + 3),
      comma: index === count - 1 ? entry.comma : undefined,
    }));
  });
}

export function firstToken(part: Part): IToken {
  return isGroup(part) ? part.open : part;
}

export function lastToken(part: Part): IToken {
  return isGroup(part) ? part.close : part;
}
