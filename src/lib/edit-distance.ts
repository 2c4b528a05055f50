/**
 * Damerau-Levenshtein distance (adjacent transpositions count 1, no character is edited twice)
 * between two lists of code points; anything above `limit` is reported as `limit + 1`.
 */
export function editDistance(
  left: ArrayLike<number>,
  right: ArrayLike<number>,
  limit: number,
): number {
  if (Math.abs(left.length - right.length) > limit) return limit + 1;
  let beforeLast: number[] = [];
  let last = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    let best = row;
    for (let column = 1; column <= right.length; column++) {
      const isSame = left[row - 1] === right[column - 1];
      let distance = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (isSame ? 0 : 1),
      );
      const isSwap =
        row > 1 &&
        column > 1 &&
        left[row - 1] === right[column - 2] &&
        left[row - 2] === right[column - 1];
      if (isSwap) distance = Math.min(distance, (beforeLast[column - 2] as number) + 1);
      current.push(distance);
      best = Math.min(best, distance);
    }
    // A transposition reaches back two rows, so both must be over the limit.
    if (best > limit && Math.min(...last) > limit) return limit + 1;
    beforeLast = last;
    last = current;
  }
  return Math.min(last[right.length] as number, limit + 1);
}

/** The code points of a text. */
export function toCodePoints(text: string): readonly number[] {
  return Array.from(text, (character) => character.codePointAt(0) as number);
}
