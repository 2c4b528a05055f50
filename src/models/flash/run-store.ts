import type { HeadTable } from './head-table.ts';
import type { RunFeatures } from './run-features.ts';

/** Sums of the runs seen, one slot a run; a word is worked out once and then only added. */
export interface RunStore {
  readonly firstSymbols: Int32Array;
  readonly lastSymbols: Int32Array;
  /** `width` of the table a slot. */
  readonly sums: Float32Array;
  /** The number of the last text in which a slot was counted. */
  readonly countedIn: Uint32Array;
  /** Makes room for a text of at most so many runs; slots handed out before are void. */
  prepare(runs: number): void;
  slotOfRun(text: string, from: number, to: number): number;
  slotOfUnit(unit: number, isSingle: boolean): number;
}

/** Of the room that the longest text may need: most texts need little of it. */
const SPARE = 1.25;

/** Two generations of slots: what is met again moves to the young one, the rest is forgotten. */
export function createRunStore(
  table: HeadTable,
  features: RunFeatures,
  maxRunsOfText: number,
): RunStore {
  const generation = Math.ceil(SPARE * maxRunsOfText);
  const capacity = 2 * generation;
  const { width } = table;
  const firstSymbols = new Int32Array(capacity);
  const lastSymbols = new Int32Array(capacity);
  const sums = new Float32Array(capacity * width);
  const countedIn = new Uint32Array(capacity);
  const slotsOfUnits = new Int32Array(0x10000).fill(-1);
  let young = new Map<string, number>();
  let old = new Map<string, number>();
  let start = 0;
  let used = 0;

  function isYoung(slot: number): boolean {
    return slot >= start && slot < start + generation;
  }

  function addSlot(run: string, isSingle: boolean): number {
    const slot = start + used++;
    const count = features.read(run, isSingle);
    const at = slot * width;
    sums.fill(0, at, at + width);
    for (let index = 0; index < count; index += 1) {
      table.addRow(features.rows[index] ?? 0, sums, at);
    }
    firstSymbols[slot] = features.firstSymbol();
    lastSymbols[slot] = features.lastSymbol();
    countedIn[slot] = 0;
    return slot;
  }

  function moveToYoung(from: number): number {
    const slot = start + used++;
    sums.copyWithin(slot * width, from * width, (from + 1) * width);
    firstSymbols[slot] = firstSymbols[from] ?? 0;
    lastSymbols[slot] = lastSymbols[from] ?? 0;
    countedIn[slot] = 0;
    return slot;
  }

  return {
    firstSymbols,
    lastSymbols,
    sums,
    countedIn,
    prepare(runs) {
      if (used + runs <= generation) return;
      old = young;
      young = new Map();
      start = start === 0 ? generation : 0;
      used = 0;
      for (let unit = 0; unit < slotsOfUnits.length; unit += 1) {
        if (isYoung(slotsOfUnits[unit] ?? -1)) slotsOfUnits[unit] = -1;
      }
    },
    slotOfRun(text, from, to) {
      const run = text.slice(from, to);
      const known = young.get(run);
      if (known !== undefined) return known;
      const before = old.get(run);
      const slot = before === undefined ? addSlot(run, false) : moveToYoung(before);
      // A slice of V8 would keep the whole prompt alive.
      young.set(Buffer.from(run, 'utf16le').toString('utf16le'), slot);
      return slot;
    },
    slotOfUnit(unit, isSingle) {
      const known = slotsOfUnits[unit] ?? -1;
      if (isYoung(known)) return known;
      const slot = known < 0 ? addSlot(String.fromCharCode(unit), isSingle) : moveToYoung(known);
      slotsOfUnits[unit] = slot;
      return slot;
    },
  };
}
