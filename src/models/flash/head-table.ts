import { REMEDY } from '../model-folder.ts';
import { HASH_BITS } from './feature-hash.ts';

/** The weights of every kept row of the hash space. */
export interface HeadTable {
  /** Places that its sums take: one a column, and one for the sum of the squared rarities. */
  readonly width: number;
  /** Adds a row, times its rarity, to the sums that start at `at`. */
  addRow(row: number, sums: Float32Array, at: number): void;
}

const MAP_BYTES = (1 << HASH_BITS) / 8;

/** Reads a file of weights: bit map of the kept rows, a rarity byte for each, int8 weights row by row. */
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
  const { slots, count } = readSlots(content.subarray(0, MAP_BYTES));
  if (count !== rows) {
    throw new Error(`\`${file}\` is damaged: it maps ${count} rows instead of ${rows}; ${REMEDY}`);
  }
  const rarities = content.subarray(MAP_BYTES, MAP_BYTES + rows);
  const weights = new Int8Array(
    content.buffer,
    content.byteOffset + MAP_BYTES + rows,
    rows * columns,
  );

  return {
    width: columns + 1,
    addRow(row, sums, at) {
      const found = (slots[row] ?? 0) - 1;
      if (found < 0) return;
      const rarity = (rarities[found] ?? 0) * rarityScale;
      const start = found * columns;
      for (let column = 0; column < columns; column += 1) {
        sums[at + column] = (sums[at + column] ?? 0) + rarity * (weights[start + column] ?? 0);
      }
      sums[at + columns] = (sums[at + columns] ?? 0) + rarity * rarity;
    },
  };
}

/** Several tables as one; their sums follow each other. */
export function joinTables(tables: readonly HeadTable[]): HeadTable {
  return {
    width: tables.reduce((sum, { width }) => sum + width, 0),
    addRow(row, sums, at) {
      let from = at;
      for (const table of tables) {
        table.addRow(row, sums, from);
        from += table.width;
      }
    },
  };
}

/** The place of every row of the hash space among the kept ones, from 1 on; 0 for the others. */
function readSlots(map: Uint8Array): { readonly slots: Int32Array; readonly count: number } {
  const slots = new Int32Array(1 << HASH_BITS);
  // A copy, since words have to start at a multiple of four.
  const words = new Int32Array(new Uint8Array(map).buffer);
  let count = 0;
  for (let at = 0; at < words.length; at += 1) {
    for (let bits = words[at] ?? 0; bits !== 0; bits &= bits - 1) {
      slots[at * 32 + 31 - Math.clz32(bits & -bits)] = ++count;
    }
  }
  return { slots, count };
}
