import { EOF, type IToken, type TokenType } from 'chevrotain';
import type * as ast from '../ast.ts';
import { quote } from './parse-report.ts';
import type { Keyword } from './print.ts';
import {
  Arrow,
  CloseBrace,
  CloseRound,
  CloseSquare,
  Colon,
  Comma,
  Equals,
  endOf,
  False,
  keywordTokens as key,
  Null,
  NumberToken,
  OddWord,
  OpenBrace,
  OpenRound,
  OpenSquare,
  Text,
  True,
  Word,
  wordTokens,
} from './tokens.ts';

export type StatementPlace = 'route' | 'branch' | 'loop';
export type ItemPlace = 'program' | 'recipe';
export type AnyStatement = ast.Statement | ast.NameStatement;

export interface ReadBranch {
  readonly keyword: IToken;
  readonly isElse: boolean;
  /** Undefined: its condition could not be read. */
  readonly branch: ast.Branch | undefined;
}

/** These begin a block wherever they stand; the other keywords of blocks are statements too. */
const blockKeywords = keywordMap(
  'ROUTING',
  'ENTRYPOINT',
  'RECIPE',
  'SIGNAL',
  'PROJECTION',
  'ROUTE',
  'DECISION',
  'DECISION_TREE',
  'TEST',
);
export const itemKeywords = new Map([...blockKeywords, ...keywordMap('MODEL', 'PLUGIN', 'WITH')]);
export const statementKeywords = keywordMap(
  'PRIORITY',
  'TIER',
  'DESCRIPTION',
  'NAME',
  'WHEN',
  'MODEL',
  'ALGORITHM',
  'PLUGIN',
  'FOR',
  'EMIT',
  'WITH',
);
export const branchKeywords = keywordMap('IF', 'ELSE');
export const ifKeyword = keywordMap('IF');
export const inKeyword = keywordMap('IN');
export const operatorKeywords = keywordMap('AND', 'OR', 'NOT');

export const blockTypes: ReadonlySet<TokenType> = new Set(blockKeywords.values());
export const itemTypes: ReadonlySet<TokenType> = new Set(itemKeywords.values());
/** These do not stand in recipes. */
export const outermostTypes: ReadonlySet<TokenType> = new Set([
  key.RECIPE,
  key.ENTRYPOINT,
  key.MODEL,
]);
export const statementTypes: ReadonlySet<TokenType> = new Set(statementKeywords.values());
export const branchTypes: ReadonlySet<TokenType> = new Set(branchKeywords.values());
export const operatorTypes: ReadonlySet<TokenType> = new Set([
  ...operatorKeywords.values(),
  key.IN,
]);
const reservedTypes: ReadonlySet<TokenType> = new Set(wordTokens.values());
export const literals: ReadonlyMap<TokenType, boolean | null> = new Map<TokenType, boolean | null>([
  [True, true],
  [False, false],
  [Null, null],
]);

export const forbiddenStatements: Readonly<Record<StatementPlace, ReadonlySet<TokenType>>> = {
  route: new Set([key.NAME]),
  branch: new Set([key.PRIORITY, key.WHEN]),
  loop: new Set([...statementTypes].filter((type) => type !== key.MODEL)),
};
export const placeNames: Readonly<Record<StatementPlace, string>> = {
  route: 'a route',
  branch: 'a branch of a tree',
  loop: 'a `FOR` loop',
};

export const nameStarts: ReadonlySet<TokenType> = new Set([Word, Text, OddWord, NumberToken]);
export const valueStarts: ReadonlySet<TokenType> = new Set([
  ...nameStarts,
  True,
  False,
  Null,
  OpenBrace,
  OpenSquare,
]);
export const tailTokens: ReadonlySet<TokenType> = new Set([Word, OddWord, NumberToken]);
export const closersOf: ReadonlyMap<TokenType, TokenType> = new Map([
  [OpenBrace, CloseBrace],
  [OpenRound, CloseRound],
  [OpenSquare, CloseSquare],
]);
export const closingTypes: ReadonlySet<TokenType> = new Set(closersOf.values());

export const plainWords: ReadonlyMap<TokenType, string> = new Map([
  [OpenBrace, '`{`'],
  [CloseBrace, '`}`'],
  [OpenRound, '`(`'],
  [CloseRound, '`)`'],
  [OpenSquare, '`[`'],
  [CloseSquare, '`]`'],
  [Colon, '`:`'],
  [Equals, '`=`'],
  [Comma, '`,`'],
  [Arrow, '`->`'],
  [Word, 'a word'],
  [Text, 'a text in double quotes'],
  [NumberToken, 'a number'],
]);

export function rangeOf(token: IToken): ast.Range {
  return { start: token.startOffset, end: endOf(token) };
}

export function isReserved(token: IToken): boolean {
  return reservedTypes.has(token.tokenType);
}

export function describe(token: IToken): string {
  return token.tokenType === EOF ? 'the end of the text' : quote(token.image);
}

function keywordMap(...keywords: readonly Keyword[]): ReadonlyMap<string, TokenType> {
  return new Map(keywords.map((keyword) => [keyword, key[keyword]]));
}
