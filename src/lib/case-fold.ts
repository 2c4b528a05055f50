// Simple folding of Unicode where going through upper case and back gives another answer.
const exceptions: ReadonlyMap<number, number> = new Map([
  [0x131, 0x131],
  [0x1fd3, 0x390],
  [0x1fe3, 0x3b0],
  [0xfb06, 0xfb05],
]);

// Characters that some equal character does not turn into by `toUpperCase` and `toLowerCase`.
const strays =
  '\u00b5\u017f\u01c5\u01c8\u01cb\u01f2\u0345\u0390\u03b0\u03c2\u03d0\u03d1\u03d5\u03d6\u03f0\u03f1' +
  '\u03f4\u03f5\u1c80\u1c81\u1c82\u1c83\u1c84\u1c85\u1c86\u1c87\u1c88\u1e9b\u1e9e\u1f88\u1f89\u1f8a' +
  '\u1f8b\u1f8c\u1f8d\u1f8e\u1f8f\u1f98\u1f99\u1f9a\u1f9b\u1f9c\u1f9d\u1f9e\u1f9f\u1fa8\u1fa9\u1faa' +
  '\u1fab\u1fac\u1fad\u1fae\u1faf\u1fbc\u1fbe\u1fcc\u1fd3\u1fe3\u1ffc\u2126\u212a\u212b\ufb05\ufb06';

const strayOrbits = groupStrays();

/** The 256-unit pages of the basic plane that hold every unit that folds or is folded to. */
export const casedPages: readonly number[] = [
  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x10, 0x13, 0x1c, 0x1d, 0x1e, 0x1f, 0x21, 0x24, 0x2c, 0x2d,
  0xa6, 0xa7, 0xab, 0xfb, 0xff,
];

/** The one character that stands for every character equal to this one by simple case folding. */
export function foldCharacter(codePoint: number): number {
  const exception = exceptions.get(codePoint);
  if (exception !== undefined) return exception;
  const character = String.fromCodePoint(codePoint);
  const upper = character.toUpperCase();
  const single = upper.length === character.length ? upper : character;
  const lower = single.toLowerCase();
  return (lower.length === character.length ? lower : single).codePointAt(0) as number;
}

/** All characters equal to this one by simple case folding, itself included. */
export function foldOrbit(codePoint: number): readonly number[] {
  const folded = foldCharacter(codePoint);
  const upper = String.fromCodePoint(folded).toUpperCase().codePointAt(0) as number;
  const orbit = new Set([codePoint, folded, upper, ...(strayOrbits.get(folded) ?? [])]);
  return [...orbit].filter((member) => foldCharacter(member) === folded);
}

function groupStrays(): ReadonlyMap<number, readonly number[]> {
  const orbits = new Map<number, number[]>();
  for (const character of strays) {
    const stray = character.charCodeAt(0);
    const folded = foldCharacter(stray);
    orbits.set(folded, [...(orbits.get(folded) ?? []), stray]);
  }
  return orbits;
}
