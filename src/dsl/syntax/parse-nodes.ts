import type { IToken } from 'chevrotain';
import type * as ast from '../ast.ts';
import type { Cursor } from './parse-cursor.ts';
import { quote, replaceWith } from './parse-report.ts';
import { literals, rangeOf } from './parse-words.ts';
import { printString } from './print.ts';
import { readString } from './string-escapes.ts';
import { endOf, isClosed, NumberToken, Text, Word, wordTokens } from './tokens.ts';

export function textOf(cursor: Cursor, token: IToken): ast.Name {
  const { value, mistakes } = readString(token.image, isClosed(token));
  for (const mistake of mistakes) {
    const start = token.startOffset + mistake.start;
    const range = { start, end: token.startOffset + mistake.end };
    const written = token.image.slice(mistake.start, mistake.end);
    cursor.report({
      range,
      message: `\`${written}\` is no escape; a backslash itself is written \`\\\\\``,
      fixes: [replaceWith(range, `\\${written}`)],
    });
  }
  return { value, isQuoted: true, range: rangeOf(token) };
}

export function nameOf(cursor: Cursor, token: IToken, tailEnd?: number): ast.Name {
  if (token.tokenType === Text) return textOf(cursor, token);
  if (token.tokenType === Word && tailEnd === undefined) {
    return { value: token.image, isQuoted: false, range: rangeOf(token) };
  }
  const range = { start: token.startOffset, end: tailEnd ?? endOf(token) };
  const value = cursor.text.slice(range.start, range.end);
  cursor.report({
    range,
    message: wordTokens.has(value)
      ? `${quote(value)} is a word of the language; as a name or text it stands in quotes`
      : `${quote(value)} is no plain word; it stands in quotes`,
    fixes: [replaceWith(range, printString(value))],
  });
  return { value, isQuoted: false, range };
}

export function numberOf(cursor: Cursor, token: IToken): ast.ScalarValue {
  const value = Number(token.image);
  const range = rangeOf(token);
  if (!Number.isFinite(value)) {
    cursor.report({ range, message: `${quote(token.image)} is too large a number` });
  }
  return { kind: 'scalar', value, range };
}

export function scalarOf(
  cursor: Cursor,
  token: IToken,
  tailEnd: number | undefined,
): ast.ScalarValue {
  const { tokenType } = token;
  if (tokenType === NumberToken && tailEnd === undefined) return numberOf(cursor, token);
  if (literals.has(tokenType)) {
    return { kind: 'scalar', value: literals.get(tokenType) ?? null, range: rangeOf(token) };
  }
  const { value, range } = nameOf(cursor, token, tailEnd);
  return { kind: 'scalar', value, range };
}

export function group(
  kind: 'and' | 'or',
  operands: readonly (ast.Expression | undefined)[],
  range: ast.Range,
): ast.Expression | undefined {
  const present = operands.filter((operand) => operand !== undefined);
  return present.length > 1 ? { kind, operands: present, range } : present[0];
}
