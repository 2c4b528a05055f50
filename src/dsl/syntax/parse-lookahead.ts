import { EOF, type IToken, type TokenType } from 'chevrotain';
import type { Cursor } from './parse-cursor.ts';
import { quote, replaceWith } from './parse-report.ts';
import {
  correctElseIf,
  correctKeyword,
  correctOperator,
  isOperatorWord,
  reportComma,
} from './parse-slips.ts';
import {
  blockTypes,
  branchKeywords,
  branchTypes,
  closingTypes,
  describe,
  type ItemPlace,
  isReserved,
  itemKeywords,
  itemTypes,
  nameStarts,
  outermostTypes,
  plainWords,
  rangeOf,
  statementKeywords,
  statementTypes,
  tailTokens,
  valueStarts,
} from './parse-words.ts';
import { isKeyword } from './print.ts';
import {
  Arrow,
  CloseBrace,
  CloseRound,
  CloseSquare,
  Colon,
  Comma,
  Equals,
  endOf,
  keywordTokens as key,
  NumberToken,
  OddWord,
  OpenBrace,
  OpenRound,
  OpenSquare,
  retype,
  Text,
  Word,
} from './tokens.ts';

// `at...` tells whether another element of a list comes. What cannot stand there is reported and left
// out first; slips are put right in place, so that the grammar meets only what it knows.

export function atItem(cursor: Cursor, place: ItemPlace, header: number): boolean {
  for (;;) {
    const token = cursor.peek(1);
    const type = token.tokenType;
    if (type === EOF) return false;
    if (type === CloseBrace && place === 'recipe') return false;
    if (closingTypes.has(type)) {
      const range = rangeOf(token);
      const fixes = [replaceWith(range, '', 'remove it')];
      cursor.report({
        range,
        message: `nothing is open that ${quote(token.image)} closes`,
        fixes,
      });
      cursor.take();
      continue;
    }
    if (itemTypes.has(type)) {
      const mayBeOutside = cursor.isSuspecting || outermostTypes.has(type);
      return !(place === 'recipe' && mayBeOutside && cursor.standsOutside(token, header));
    }
    if (correctKeyword(cursor, itemKeywords)) continue;
    if (statementTypes.has(type)) {
      const message = `\`${token.image}\` stands inside of a route; here a block begins`;
      cursor.report({ range: rangeOf(token), message });
    } else {
      cursor.expected('a block such as `SIGNAL` or `ROUTE`');
    }
    cursor.skip(itemKeywords, (next) => cursor.beginsItem(next));
  }
}

export function atStatement(cursor: Cursor, header: number): boolean {
  for (;;) {
    const token = cursor.peek(1);
    const type = token.tokenType;
    if (type === EOF || type === CloseBrace) return false;
    if (statementTypes.has(type)) {
      return !(cursor.beginsItem(token) && cursor.standsOutside(token, header));
    }
    if (blockTypes.has(type)) return false;
    if (branchTypes.has(type)) return false;
    if (correctKeyword(cursor, statementKeywords)) continue;
    cursor.expected('a statement such as `WHEN` or `MODEL`, or `}`');
    cursor.skip(statementKeywords, (next) => statementTypes.has(next.tokenType));
  }
}

export function atBranch(cursor: Cursor, header: number): boolean {
  for (;;) {
    const token = cursor.peek(1);
    const type = token.tokenType;
    if (type === EOF || type === CloseBrace || blockTypes.has(type)) {
      return false;
    }
    if (type === key.IF || type === key.ELSE) return true;
    if (cursor.beginsItem(token) && cursor.standsOutside(token, header)) return false;
    if (correctElseIf(cursor) || correctKeyword(cursor, branchKeywords)) continue;
    cursor.expected('`IF`, `ELSE` or `}`');
    cursor.skip(branchKeywords, (next) => branchTypes.has(next.tokenType));
  }
}

export function atTestEntry(cursor: Cursor): boolean {
  for (;;) {
    const token = cursor.peek(1);
    const type = token.tokenType;
    if (type === Text) return true;
    if (type === EOF || type === CloseBrace || blockTypes.has(type)) {
      return false;
    }
    cursor.expected('a prompt in double quotes, or `}`');
    cursor.skip(new Map(), (next) => next.tokenType === Text && cursor.peek(2).tokenType === Arrow);
  }
}

export function atPair(cursor: Cursor, closer: TokenType, separator: TokenType): boolean {
  for (;;) {
    const token = cursor.peek(1);
    const type = token.tokenType;
    const next = cursor.peek(2).tokenType;
    if (type === Word || type === Text || type === OddWord || type === NumberToken) return true;
    if (type === closer || type === EOF) return false;
    if (type === Comma) {
      if (nameStarts.has(next) || cursor.isReservedKey(2)) return true;
      if (next === closer || next === EOF || cursor.isOpen(next)) return false;
      if (next === Comma) reportComma(cursor, cursor.peek(2));
      else if (isReserved(cursor.peek(2))) return false;
      cursor.take();
      continue;
    }
    if (cursor.isOpen(type)) return false;
    if (isReserved(token)) {
      if (!cursor.isReservedKey(1)) return false;
      retype(token, OddWord);
      return true;
    }
    if (closer === CloseRound && type === OpenBrace) return false;
    cursor.expected(
      separator === Colon
        ? `a field such as \`name: value\`, or ${plainWords.get(closer)}`
        : 'an option such as `weight = 2`, or `)`',
    );
    cursor.skip(
      new Map(),
      (after) => isReserved(after) || after.tokenType === Comma || nameStarts.has(after.tokenType),
    );
  }
}

export function atElement(cursor: Cursor): boolean {
  for (;;) {
    const token = cursor.peek(1);
    const type = token.tokenType;
    const next = cursor.peek(2).tokenType;
    const before = cursor.peek(0).tokenType;
    if (valueStarts.has(type)) {
      // The next field of the object around: the list was not closed.
      if ((next === Colon || next === Equals) && cursor.isOnNewLine(token)) return false;
      if (before !== OpenSquare && before !== Comma) {
        const end = cursor.end();
        const fixes = [{ range: { start: end, end }, newText: ',', description: 'write `,`' }];
        const message = `expected \`,\` or \`]\`, found ${describe(token)}`;
        cursor.report({ range: rangeOf(token), message, fixes });
      }
      return true;
    }
    if (type === CloseSquare || type === EOF) return false;
    if (type === Comma) {
      if (before === OpenSquare) reportComma(cursor, token);
      else if (next === Comma) reportComma(cursor, cursor.peek(2));
      else if (valueStarts.has(next) || cursor.isReservedValue(2)) return true;
      else if (next === CloseSquare || next === EOF || cursor.isOpen(next)) return false;
      else if (isReserved(cursor.peek(2))) return false;
      cursor.take();
      continue;
    }
    if (cursor.isOpen(type)) return false;
    if (isReserved(token)) {
      if (!cursor.isReservedValue(1)) return false;
      retype(token, OddWord);
      return true;
    }
    cursor.expected('a value or `]`');
    // After `key:` most likely braces are missing, and the rest of the list would only repeat it.
    const isKey = type === Colon || type === Equals;
    const isElement = (after: IToken) =>
      !isKey && (after.tokenType === Comma || valueStarts.has(after.tokenType));
    cursor.skip(new Map(), (after) => isReserved(after) || isElement(after));
  }
}

/** After a model: whether another one of the same list comes. */
export function atModel(cursor: Cursor): boolean {
  const token = cursor.peek(1);
  if (token.tokenType === Text) {
    if (cursor.isOnNewLine(token)) return false;
    const end = cursor.end();
    cursor.report({
      range: rangeOf(token),
      message: `expected \`,\` between models, found ${describe(token)}`,
      fixes: [{ range: { start: end, end }, newText: ',', description: 'write `,`' }],
    });
    return true;
  }
  if (token.tokenType !== Comma) return false;
  const next = cursor.peek(2);
  if (next.tokenType === Comma) {
    reportComma(cursor, next);
    cursor.take();
    return atModel(cursor);
  }
  if (!nameStarts.has(next.tokenType)) return false;
  // A keyword in small letters after a trailing comma: nothing but `,` and `(` follows a model.
  const after = cursor.peek(3).tokenType;
  const isStatement =
    next.tokenType === Word &&
    statementKeywords.has(next.image.toUpperCase()) &&
    (nameStarts.has(after) || after === OpenBrace);
  return !isStatement;
}

export function atOperand(cursor: Cursor): boolean {
  const token = cursor.peek(1);
  const type = token.tokenType;
  if (type === key.AND || correctOperator(cursor, 'AND')) return true;
  const isOperand =
    type === key.NOT ||
    type === OpenRound ||
    (type === Word && cursor.peek(2).tokenType === OpenRound && !isOperatorWord(token));
  if (!isOperand) return false;
  cursor.expected('`AND` or `OR`');
  return true;
}

/** Whether the next token belongs to a name of several words that lacks its quotes. */
export function atTail(cursor: Cursor, first: IToken): boolean {
  const token = cursor.peek(1);
  const type = token.tokenType;
  if (type !== Word && type !== OddWord && type !== NumberToken && type !== Colon) return false;
  if (first.tokenType === Text || isReserved(first)) return false;
  if (first.tokenType === NumberToken && type === NumberToken) return false;
  const next = cursor.peek(2);
  if (type === Colon) {
    const end = cursor.end();
    return (
      token.startOffset === end && next.startOffset === end + 1 && tailTokens.has(next.tokenType)
    );
  }
  if (next.tokenType === Equals || cursor.isOnNewLine(token)) return false;
  if (next.tokenType === Colon && cursor.peek(0).tokenType !== Colon) {
    // A name with a colon goes on, the key of a field does not.
    return false;
  }
  return cursor.peek(0).tokenType === Colon || !isKeyword(token.image.toUpperCase());
}

export function lacksLoopSource(cursor: Cursor): boolean {
  if (cursor.peek(1).tokenType === OpenSquare) return false;
  return lacksName(cursor, '`decision.candidates` or a list of models');
}

export function lacksName(cursor: Cursor, what: string): boolean {
  const token = cursor.peek(1);
  if (nameStarts.has(token.tokenType)) return false;
  const next = cursor.peek(2).tokenType;
  const isName = next === OpenBrace || next === OpenRound || next === CloseRound;
  if (isReserved(token) && isName && !cursor.isOnNewLine(token)) {
    retype(token, OddWord);
    return false;
  }
  cursor.expected(what);
  return true;
}

export function lacksValue(cursor: Cursor): boolean {
  const token = cursor.peek(1);
  if (valueStarts.has(token.tokenType)) {
    const isNextField =
      nameStarts.has(token.tokenType) &&
      cursor.peek(0).tokenType === Colon &&
      cursor.peek(2).tokenType === Colon &&
      cursor.isOnNewLine(token);
    if (isNextField) cursor.expected('a value');
    return isNextField;
  }
  if (isReserved(token) && cursor.isReservedValue(1)) {
    retype(token, OddWord);
    return false;
  }
  cursor.expected('a value');
  return true;
}

export function lacksOperand(cursor: Cursor): boolean {
  const type = cursor.peek(1).tokenType;
  if (type === Word || type === OpenRound) return false;
  cursor.expected('a condition such as `keyword("name")`');
  return true;
}

/** Looks at what separates a key from its value; true where no value follows. */
export function lacksValueOf(
  cursor: Cursor,
  word: IToken,
  written: IToken | undefined,
  separator: TokenType,
): boolean {
  const sign = separator === Colon ? ':' : '=';
  if (written !== undefined) {
    if (written.tokenType !== separator) {
      const kind = separator === Colon ? 'field and value' : 'option and value';
      const range = rangeOf(written);
      const fixes = [replaceWith(range, sign)];
      cursor.report({ range, message: `\`${sign}\` stands between ${kind}`, fixes });
    }
    return false;
  }
  const token = cursor.peek(1);
  const next = cursor.peek(2).tokenType;
  const isValue =
    valueStarts.has(token.tokenType) &&
    next !== Colon &&
    next !== Equals &&
    !cursor.isOnNewLine(token);
  const end = endOf(word);
  cursor.report({
    range: rangeOf(word),
    message: `expected \`${sign}\` after ${quote(word.image)}, found ${describe(token)}`,
    fixes: isValue ? [replaceWith({ start: end, end }, sign)] : [],
  });
  return !isValue;
}
