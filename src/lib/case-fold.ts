// Simple folding of Unicode 16 where going through upper case and back gives another answer.
const exceptions: ReadonlyMap<number, number> = new Map([
  [0x131, 0x131],
  [0x1fd3, 0x390],
  [0x1fe3, 0x3b0],
  [0xfb06, 0xfb05],
]);

/** The 256-unit pages of the basic plane that hold every unit that folds or is folded to. */
export const casedPages: readonly number[] = [
  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x10, 0x13, 0x1c, 0x1d, 0x1e, 0x1f, 0x21, 0x24, 0x2c, 0x2d,
  0xa6, 0xa7, 0xab, 0xfb, 0xff,
];

/** The one unit that stands for every unit equal to this one by simple case folding. */
export function foldUnit(unit: number): number {
  const exception = exceptions.get(unit);
  if (exception !== undefined) return exception;
  const character = String.fromCharCode(unit);
  const upper = character.toUpperCase();
  const single = upper.length === 1 ? upper : character;
  const lower = single.toLowerCase();
  return (lower.length === 1 ? lower : single).charCodeAt(0);
}
