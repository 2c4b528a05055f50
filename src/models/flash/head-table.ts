import { HASH_BITS } from './feature-hash.ts';
import { REMEDY } from './flash-manifest.ts';

/** The weights of every kept row of the hash space. */
export interface HeadTable {
  readonly columns: number;
  /** Adds a row, times its rarity, to the sums that start at `at`; returns the rarity squared. */
  addRow(row: number, sums: Float32Array, at: number): number;
}

const MAP_BYTES = (1 << HASH_BITS) / 8;

/** Reads `heads.bin`: bit map of the kept rows, a rarity byte for each, int8 weights row by row. */
export function readHeadTable(
  content: Buffer,
  {
    file,
    rows,
    columns,
    rarityScale,
  }: {
    readonly file: string;
    readonly rows: number;
    readonly columns: number;
    readonly rarityScale: number;
  },
): HeadTable {
  const expected = MAP_BYTES + rows * (1 + columns);
  if (content.length !== expected) {
    throw new Error(
      `\`${file}\` has ${content.length} bytes, its manifest describes ${expected}; ${REMEDY}`,
    );
  }
  const slots = new Int32Array(1 << HASH_BITS).fill(-1);
  let slot = 0;
  for (let row = 0; row < slots.length; row += 1) {
    if (((content[row >>> 3] ?? 0) >>> (row & 7)) & 1) slots[row] = slot++;
  }
  if (slot !== rows) {
    throw new Error(`\`${file}\` is damaged: it maps ${slot} rows instead of ${rows}; ${REMEDY}`);
  }
  const rarities = Float32Array.from(
    content.subarray(MAP_BYTES, MAP_BYTES + rows),
    (byte) => byte * rarityScale,
  );
  const weights = new Int8Array(rows * columns);
  weights.set(new Int8Array(content.buffer, content.byteOffset + MAP_BYTES + rows, rows * columns));

  return {
    columns,
    addRow(row, sums, at) {
      const found = slots[row] ?? -1;
      if (found < 0) return 0;
      const rarity = rarities[found] ?? 0;
      const start = found * columns;
      for (let column = 0; column < columns; column += 1) {
        sums[at + column] = (sums[at + column] ?? 0) + rarity * (weights[start + column] ?? 0);
      }
      return rarity * rarity;
    },
  };
}
