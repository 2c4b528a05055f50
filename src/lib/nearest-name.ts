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
  for (const candidate of candidates) {
    if (++looked > maxCandidates || best === 0) break;
    const folded = fold(candidate);
    if (folded.length > maxLength || Math.abs(folded.length - wanted.length) >= best) continue;
    const distance = editDistance(wanted, folded);
    // A name that shares nothing with what was written is no help, however short both are.
    if (distance >= best || distance >= Math.max(wanted.length, folded.length)) continue;
    best = distance;
    nearest = candidate;
  }
  return nearest;
}

function fold(name: string): string {
  return name.trim().toLowerCase().replaceAll(/[-_ ]/g, '');
}

/** Insertions, deletions, substitutions and swaps of neighbours. */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      let cost = Math.min(
        (last[column] as number) + 1,
        (current[column - 1] as number) + 1,
        (last[column - 1] as number) + (isSame ? 0 : 1),
      );
      const isSwap =
        row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      if (isSwap) cost = Math.min(cost, (beforeLast[column - 2] as number) + 1);
      current.push(cost);
    }
    beforeLast = last;
    last = current;
  }
  return last[b.length] as number;
}
