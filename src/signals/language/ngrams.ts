const SPACE = 0x20;
const maxLetters = 5;
const minWholeWord = 4;
const fnvPrime = 0x01000193;

/**
 * Hashes every run of 1 to 5 letters inside each word, word borders included as spaces, and every
 * whole word. The text starts and ends with a space and has single spaces between words.
 * Training and detection must agree on this function bit by bit.
 */
export function hashNgrams(codes: Uint16Array, length: number, hashes: Uint32Array): number {
  let count = 0;
  for (let start = 0; start < length - 1; start += 1) {
    const first = codes[start] as number;
    let hash = mix(0x811c9dc5, first);
    if (first !== SPACE) hashes[count++] = finish(hash, 1);
    for (let letters = 2; letters <= maxLetters && start + letters <= length; letters += 1) {
      const code = codes[start + letters - 1] as number;
      hash = mix(hash, code);
      hashes[count++] = finish(hash, letters);
      if (code === SPACE) break;
    }
    if (first !== SPACE) continue;
    let word = 0x1234567;
    let end = start + 1;
    while (codes[end] !== SPACE) word = mix(word, codes[end++] as number);
    if (end - start > minWholeWord) hashes[count++] = finish(word, 7);
  }
  return count;
}

/** Room that `hashNgrams` needs for a text of that length. */
export function maxNgrams(length: number): number {
  return length * (maxLetters + 1);
}

function mix(hash: number, code: number): number {
  const mixed = Math.imul(hash ^ code, fnvPrime);
  return mixed ^ (mixed >>> 15);
}

function finish(hash: number, kind: number): number {
  let mixed = Math.imul(hash ^ kind, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
