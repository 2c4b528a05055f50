import { REMEDY } from '../model-folder.ts';
import { TAGGER_BITS } from './tagger-features.ts';

/** The weights of every row of the hash space; most rows have none, the others a few. */
export interface TagTable {
  /** A bit for every row that has weights; small enough to stay in the cache of the processor. */
  readonly map: Uint8Array;
  /** Where the weights of a row begin; those of the last row end at the last entry. */
  readonly starts: Uint32Array;
  /** The weight, times 256, plus the tag. */
  readonly cells: Int16Array;
}

const ROWS = 1 << TAGGER_BITS;
const MAP_BYTES = ROWS / 8;

function countBits(map: Uint8Array): number {
  let count = 0;
  for (const byte of map) for (let bits = byte; bits !== 0; bits &= bits - 1) count++;
  return count;
}

/**
 * Reads `tagger.bin`: bit map of the rows with weights, the number of weights of each of them (a
 * byte), the tag of every weight (a byte), the weights (int8). Throws with the remedy when damaged.
 */
export function readTagTable(
  content: Buffer,
  { file, tagCount }: { readonly file: string; readonly tagCount: number },
): TagTable {
  const damaged = (what: string) => new Error(`\`${file}\` is damaged: ${what}; ${REMEDY}`);
  if (content.length < MAP_BYTES) throw damaged(`it has only ${content.length} bytes`);
  const map = content.subarray(0, MAP_BYTES);
  const kept = countBits(map);
  const counts = content.subarray(MAP_BYTES, MAP_BYTES + kept);
  const starts = new Uint32Array(ROWS + 1);
  let total = 0;
  let slot = 0;
  for (let row = 0; row < ROWS; row++) {
    starts[row] = total;
    if (((map[row >> 3] ?? 0) >> (row & 7)) & 1) total += counts[slot++] ?? 0;
  }
  starts[ROWS] = total;
  const expected = MAP_BYTES + kept + 2 * total;
  if (content.length !== expected) {
    throw damaged(`it has ${content.length} bytes and describes ${expected}`);
  }
  const cells = new Int16Array(total);
  for (let at = 0, from = MAP_BYTES + kept; at < total; at++, from++) {
    const tag = content[from] ?? 0;
    if (tag >= tagCount) throw damaged('a weight has a tag that does not exist');
    cells[at] = ((content[from + total] ?? 0) << 8) | tag;
  }
  return { map: Uint8Array.from(map), starts, cells };
}
