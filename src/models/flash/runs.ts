/** Longer stretches of letters are cut, so that no word costs more than a few microseconds. */
export const MAX_RUN = 48;

/** What a UTF-16 code unit is to the heads. */
export const UNIT = { word: 0, space: 1, mark: 2, single: 3 } as const;

const SPACES: readonly (readonly [number, number])[] = [
  [0x00, 0x20],
  [0x7f, 0xa0],
  [0x1680, 0x1680],
  [0x2000, 0x200a],
  [0x2028, 0x2029],
  [0x202f, 0x202f],
  [0x205f, 0x205f],
  [0x3000, 0x3000],
];

const ASCII_MARKS: readonly (readonly [number, number])[] = [
  [0x21, 0x2f],
  [0x3a, 0x40],
  [0x5b, 0x60],
  [0x7b, 0x7e],
];

/** Scripts written without spaces, and marks: every unit is a run of its own. */
const SINGLES: readonly (readonly [number, number])[] = [
  [0x0e00, 0x0eff],
  [0x1000, 0x109f],
  [0x1780, 0x17ff],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x3001, 0x30ff],
  [0x3400, 0x4dbf],
  [0x4e00, 0x9fff],
  [0xf900, 0xfaff],
  [0xff01, 0xff0f],
  [0xff1a, 0xff20],
  [0xff3b, 0xff40],
  [0xff5b, 0xff65],
];

/** The kind of every UTF-16 code unit, 64 KiB. */
export function createUnitKinds(): Uint8Array {
  const kinds = new Uint8Array(0x10000);
  for (const [from, to] of SPACES) kinds.fill(UNIT.space, from, to + 1);
  for (const [from, to] of ASCII_MARKS) kinds.fill(UNIT.mark, from, to + 1);
  for (const [from, to] of SINGLES) kinds.fill(UNIT.single, from, to + 1);
  return kinds;
}
