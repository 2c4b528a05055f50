import { expect, it } from 'vitest';
import { createLineIndex } from './lines.ts';

const text = 'ab\n\r\nc🙂d\re';

it.each([
  [0, 1, 1],
  [2, 1, 3],
  [3, 2, 1],
  [4, 2, 2],
  [5, 3, 1],
  [8, 3, 4],
  [10, 4, 1],
  [11, 4, 2],
])('offset %i is line %i, column %i, and back', (offset, line, column) => {
  const lines = createLineIndex(text);
  expect(lines.position(offset)).toEqual({ line, column });
  expect(lines.offset({ line, column })).toBe(offset);
});

it('keeps to the text when a place is outside of it', () => {
  const lines = createLineIndex(text);
  expect(lines.lineCount).toBe(4);
  expect(lines.position(99)).toEqual({ line: 4, column: 2 });
  expect(lines.position(-1)).toEqual({ line: 1, column: 1 });
  expect(lines.offset({ line: 0, column: 1 })).toBe(0);
  expect(lines.offset({ line: 9, column: 1 })).toBe(text.length);
  expect(lines.offset({ line: 1, column: 99 })).toBe(3);
});
