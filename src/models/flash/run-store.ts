import type { HeadTable } from './head-table.ts';
import type { RunFeatures } from './run-features.ts';

/** Sums of the runs seen, one slot a run; the same word is worked out once. */
export interface RunStore {
  readonly firstSymbols: Int32Array;
  readonly lastSymbols: Int32Array;
  readonly squares: Float32Array;
  /** `columns` sums a slot. */
  readonly sums: Float32Array;
  /** The number of the last text in which a slot was counted. */
  readonly countedIn: Uint32Array;
  /** Makes room for a whole text; slots handed out before are void. */
  prepare(): void;
  slotOfRun(text: string, from: number, to: number): number;
  slotOfUnit(unit: number, isSingle: boolean): number;
}

/** No text has more runs than its window has code units. */
export function createRunStore(
  table: HeadTable,
  features: (run: string, isSingle: boolean) => RunFeatures,
  maxRunsOfText: number,
): RunStore {
  const capacity = 2 * maxRunsOfText;
  const { columns } = table;
  const slots = new Map<string, number>();
  const slotsOfUnits = new Int32Array(0x10000);
  let used = 1;
  const firstSymbols = new Int32Array(capacity + 1);
  const lastSymbols = new Int32Array(capacity + 1);
  const squares = new Float32Array(capacity + 1);
  const sums = new Float32Array((capacity + 1) * columns);
  const countedIn = new Uint32Array(capacity + 1);

  function addSlot(run: string, isSingle: boolean): number {
    const slot = used++;
    const { firstSymbol, lastSymbol, rows } = features(run, isSingle);
    firstSymbols[slot] = firstSymbol;
    lastSymbols[slot] = lastSymbol;
    const at = slot * columns;
    sums.fill(0, at, at + columns);
    let square = 0;
    for (const row of rows) square += table.addRow(row, sums, at);
    squares[slot] = square;
    countedIn[slot] = 0;
    return slot;
  }

  return {
    firstSymbols,
    lastSymbols,
    squares,
    sums,
    countedIn,
    prepare() {
      if (used + maxRunsOfText <= capacity + 1) return;
      used = 1;
      slots.clear();
      slotsOfUnits.fill(0);
    },
    slotOfRun(text, from, to) {
      const run = text.slice(from, to);
      const known = slots.get(run);
      if (known !== undefined) return known;
      const slot = addSlot(run, false);
      // A slice of V8 would keep the whole prompt alive.
      slots.set(Buffer.from(run, 'utf16le').toString('utf16le'), slot);
      return slot;
    },
    slotOfUnit(unit, isSingle) {
      const known = slotsOfUnits[unit] ?? 0;
      if (known > 0) return known;
      const slot = addSlot(String.fromCharCode(unit), isSingle);
      slotsOfUnits[unit] = slot;
      return slot;
    },
  };
}
