import type { IToken, TokenType } from 'chevrotain';
import { nearestName } from '../../lib/nearest-name.ts';
import type * as ast from '../ast.ts';
import type { Cursor } from './parse-cursor.ts';
import { quote, replaceWith } from './parse-report.ts';
import {
  forbiddenStatements,
  nameStarts,
  operatorKeywords,
  outermostTypes,
  placeNames,
  type ReadBranch,
  rangeOf,
  type StatementPlace,
} from './parse-words.ts';
import {
  CloseSquare,
  Colon,
  Equals,
  keywordTokens as key,
  OpenBrace,
  OpenRound,
  retype,
  Word,
} from './tokens.ts';

/** A keyword in small letters or with a typing mistake; it is one from here on. */
export function correctKeyword(cursor: Cursor, allowed: ReadonlyMap<string, TokenType>): boolean {
  const token = cursor.peek(1);
  if (token.tokenType !== Word) return false;
  const capitals = token.image.toUpperCase();
  const keyword = allowed.has(capitals) ? capitals : nearestKeyword(cursor, token, allowed);
  if (keyword === undefined) return false;
  const type = allowed.get(keyword) as TokenType;
  const range = rangeOf(token);
  cursor.report({
    range,
    message:
      keyword === capitals
        ? `keywords are written in capitals: \`${type.name}\``
        : `${quote(token.image)} is no keyword, did you mean \`${type.name}\`?`,
    fixes: [replaceWith(range, type.name)],
  });
  retype(token, type);
  return true;
}

export function correctElseIf(cursor: Cursor): boolean {
  const token = cursor.peek(1);
  if (token.tokenType !== Word || !/^els?e?if$/i.test(token.image)) return false;
  const range = rangeOf(token);
  cursor.report({
    range,
    message: `${quote(token.image)} is written \`ELSE IF\``,
    fixes: [replaceWith(range, 'ELSE IF')],
  });
  retype(token, key.IF);
  return true;
}

function nearestKeyword(
  cursor: Cursor,
  token: IToken,
  allowed: ReadonlyMap<string, TokenType>,
): string | undefined {
  const next = cursor.peek(2).tokenType;
  if (!nameStarts.has(next) && next !== OpenBrace) return undefined;
  if (token.image.length < 4) return undefined;
  return nearestName(token.image, allowed.keys(), token.image.length > 4 ? 2 : 1);
}

export function isOperatorWord(token: IToken): boolean {
  return token.tokenType === Word && /^(and|or|not)$/i.test(token.image);
}

export function correctOperator(cursor: Cursor, operator: 'AND' | 'OR'): boolean {
  if (!isOperatorWord(cursor.peek(1))) return false;
  if (cursor.peek(1).image.toUpperCase() !== operator) return false;
  return correctKeyword(cursor, operatorKeywords);
}

export function correctNot(cursor: Cursor): boolean {
  const token = cursor.peek(1);
  if (!isOperatorWord(token) || token.image.toUpperCase() !== 'NOT') return false;
  const next = cursor.peek(2).tokenType;
  const isOperator =
    next === Word ||
    next === key.NOT ||
    (next === OpenRound &&
      cursor.peek(3).tokenType === Word &&
      cursor.peek(4).tokenType === OpenRound);
  return isOperator && correctKeyword(cursor, operatorKeywords);
}

export function skipSeparator(cursor: Cursor, keyword: IToken): void {
  const token = cursor.peek(1);
  if (token.tokenType !== Colon && token.tokenType !== Equals) return;
  const range = rangeOf(token);
  const message = `no ${quote(token.image)} stands after \`${keyword.image}\``;
  cursor.report({ range, message, fixes: [replaceWith(range, '', 'remove it')] });
  cursor.take();
}

export function skipBracedOptions(cursor: Cursor): void {
  const token = cursor.peek(1);
  if (token.tokenType !== OpenBrace || cursor.isOpen(CloseSquare)) return;
  const message = 'options of a model stand in round brackets: `MODEL name (reasoning = true)`';
  cursor.report({ range: rangeOf(token), message });
  cursor.skip(new Map(), () => true);
}

export function isAllowedInRecipe(cursor: Cursor, keyword: IToken): boolean {
  const type = keyword.tokenType;
  if (!outermostTypes.has(type)) return true;
  const message = `\`${type.name}\` stands outside of recipes`;
  cursor.report({ range: rangeOf(keyword), message });
  return false;
}

export function isAllowedIn(cursor: Cursor, place: StatementPlace, keyword: IToken): boolean {
  const { name } = keyword.tokenType;
  if (!forbiddenStatements[place].has(keyword.tokenType)) return true;
  const message = `\`${name}\` cannot stand in ${placeNames[place]}`;
  cursor.report({ range: rangeOf(keyword), message });
  return false;
}

export function checkBranches(cursor: Cursor, tree: IToken, branches: readonly ReadBranch[]): void {
  branches.forEach(({ keyword, isElse }, index) => {
    const isFirst = index === 0;
    const range = rangeOf(keyword);
    if (isFirst && keyword.tokenType === key.ELSE) {
      cursor.report({ range, message: 'a tree begins with `IF`' });
    } else if (!isFirst && keyword.tokenType === key.IF) {
      const fixes = [replaceWith(range, 'ELSE IF')];
      cursor.report({ range, message: 'further branches begin with `ELSE IF`', fixes });
    } else if (isElse && index < branches.length - 1) {
      cursor.report({ range, message: '`ELSE` is the last branch of a tree' });
    }
  });
  if (!branches.some(({ isElse }) => isElse)) {
    cursor.report({ range: rangeOf(tree), message: 'a tree ends with an `ELSE` branch' });
  }
}

export function reportRepeated(cursor: Cursor, pairs: readonly ast.Pair[]): void {
  if (pairs.length < 2) return;
  const seen = new Set<string>();
  for (const { key: name } of pairs) {
    if (seen.has(name.value)) {
      const message = `${quote(name.value)} stands here twice`;
      cursor.report({ code: 'D110', range: name.range, message });
    }
    seen.add(name.value);
  }
}

export function reportComma(cursor: Cursor, token: IToken): void {
  const range = rangeOf(token);
  const message = 'nothing stands between these commas';
  cursor.report({ range, message, fixes: [replaceWith(range, '', 'remove it')] });
}
