import type { IToken } from 'chevrotain';
import { endOf } from '../syntax/tokens.ts';

/** A line of the formatted text and the tokens of the source that it shows, the first to the last. */
export interface Line {
  indent: number;
  text: string;
  readonly first: IToken;
  last: IToken;
  /** First line of a block that an empty line sets apart. */
  isApart: boolean;
}

interface LineMarks {
  readonly isOpener: (token: IToken) => boolean;
  readonly isCloser: (token: IToken) => boolean;
}

/**
 * Joins lines and the comments between their tokens. A comment at the end of a line stays there, any
 * other gets a line of its own above the line that it stands before or in.
 */
export function joinLines(
  source: string,
  lines: readonly Line[],
  comments: readonly IToken[],
  { isOpener, isCloser }: LineMarks,
): string {
  const written: string[] = [];
  let next = 0;
  let isAfterOpener = true;

  const write = (indent: number, text: string, isBlankBefore: boolean) => {
    if (isBlankBefore && !isAfterOpener) written.push('');
    written.push(' '.repeat(indent) + text);
    isAfterOpener = false;
  };
  const writeComment = (indent: number, isApart: boolean) => {
    const comment = comments[next++] as IToken;
    const isBlankBefore = isApart || hasBlankLineBefore(source, comment);
    write(indent, comment.image.trimEnd(), isBlankBefore);
  };

  lines.forEach((line, index) => {
    const closes = isCloser(line.first);
    let isApart = line.isApart;
    while ((comments[next]?.startOffset ?? Infinity) < line.last.startOffset) {
      writeComment(closes ? line.indent + 2 : line.indent, isApart);
      isApart = false;
    }
    write(line.indent, line.text, isApart || (!closes && hasBlankLineBefore(source, line.first)));

    const comment = comments[next];
    const limit = lines[index + 1]?.first.startOffset ?? Infinity;
    const isTrailing =
      comment !== undefined &&
      comment.startOffset < limit &&
      !/[\n\r]/.test(source.slice(endOf(line.last), comment.startOffset));
    if (isTrailing) {
      written.push(`${written.pop()} ${comment.image.trimEnd()}`);
      next++;
    }
    isAfterOpener = isOpener(line.last);
  });
  while (next < comments.length) writeComment(0, false);
  return written.length === 0 ? '' : `${written.join('\n')}\n`;
}

function hasBlankLineBefore(source: string, token: IToken): boolean {
  let breaks = 0;
  for (let index = token.startOffset - 1; index >= 0; index--) {
    const character = source[index] as string;
    if (!/\s/.test(character)) return breaks > 1;
    const isBreak = character === '\n' || (character === '\r' && source[index + 1] !== '\n');
    if (isBreak) breaks++;
  }
  return false;
}
