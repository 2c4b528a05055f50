const maxLength = 100;
const maxCandidates = 5000;

/** The candidate that a misspelt name was most likely meant to be, for "did you mean". */
export function nearestName(
  name: string,
  candidates: Iterable<string>,
  maxDistance = Math.floor(name.length / 2) + 1,
): string | undefined {
  if (name.length > maxLength) return undefined;
  const wanted = fold(name);
  let nearest: string | undefined;
  let best = maxDistance + 1;
  let looked = 0;
  const rows = createRows();
  for (const candidate of candidates) {
    if (++looked > maxCandidates || best === 0) break;
    const folded = fold(candidate);
    if (folded.length > maxLength || Math.abs(folded.length - wanted.length) >= best) continue;
    const distance = editDistance(wanted, folded, { limit: best, rows });
    // A name that shares nothing with what was written is no help, however short both are.
    if (distance >= best || distance >= Math.max(wanted.length, folded.length)) continue;
    best = distance;
    nearest = candidate;
  }
  return nearest;
}

function fold(name: string): string {
  const word = name.trim().toLowerCase();
  return /[-_ ]/.test(word) ? word.replaceAll(/[-_ ]/g, '') : word;
}

type Rows = readonly [Uint8Array, Uint8Array, Uint8Array];

function createRows(): Rows {
  const row = () => new Uint8Array(maxLength + 1);
  return [row(), row(), row()];
}

/**
 * Insertions, deletions, substitutions and swaps of neighbours; `limit` when there are as many or more,
 * so that only the cells near the diagonal are looked at.
 */
function editDistance(
  a: string,
  b: string,
  { limit, rows }: { readonly limit: number; readonly rows: Rows },
): number {
  let [beforeLast, last, current] = rows;
  for (let column = 0; column <= b.length; column++) last[column] = Math.min(column, limit);
  for (let row = 1; row <= a.length; row++) {
    const from = Math.max(1, row - limit + 1);
    const to = Math.min(b.length, row + limit - 1);
    current[from - 1] = from === 1 ? Math.min(row, limit) : limit;
    let least = current[from - 1] as number;
    for (let column = from; column <= to; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (isSame ? 0 : 1),
        limit,
      );
      const isSwap =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) cost = Math.min(cost, (beforeLast[column - 2] as number) + 1);
      current[column] = cost;
      if (cost < least) least = cost;
    }
    if (to < b.length) current[to + 1] = limit;
    if (least >= limit) return limit;
    [beforeLast, last, current] = [last, current, beforeLast];
  }
  return last[b.length] as number;
}
