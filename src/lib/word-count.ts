import {
  CJK,
  createCharacterKinds,
  kindOfPair,
  LETTER,
  MARK,
  SURROGATE,
} from './character-kinds.ts';

const RUN = 1;
const SINGLE = 2;
const SPECIAL = 4;

/**
 * Counts words: each Chinese, Japanese or Korean character is one, and each run of other letters
 * and digits with their marks.
 */
export function createWordCounter(): (units: Uint16Array, length: number) => number {
  const roles = createCharacterKinds().map(roleOf);
  return (units, length) => countWords(roles, units, length);
}

function roleOf(kind: number): number {
  if (kind === MARK || kind === SURROGATE) return SPECIAL;
  if ((kind & CJK) !== 0) return SINGLE;
  return kind === LETTER ? RUN : 0;
}

function countWords(roles: Uint8Array, units: Uint16Array, length: number): number {
  let count = 0;
  let last = 0;
  for (let index = 0; index < length; index++) {
    let role = roles[units[index] as number] as number;
    if (role === SPECIAL) {
      const unit = units[index] as number;
      const isHalf = (unit & 0xf800) === 0xd800;
      const next = isHalf && index + 1 < length ? (units[index + 1] as number) : 0;
      if (isHalf) role = roleOf(kindOfPair(unit, next));
      if (isHalf && role !== 0) index++;
      // A mark goes with what stands before it.
      if (role === SPECIAL) role = last & RUN;
    }
    // Without branches: 1 where a run starts, 1 for every single character.
    count = (count + (role & ~last & RUN) + (role >> 1)) | 0;
    last = role;
  }
  return count;
}
