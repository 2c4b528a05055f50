/** Longest word that is one token; `training/pii/features.py` has the same tables. */
export const MAX_WORD_UNITS = 64;

export const UNIT_KIND = { space: 0, single: 1, word: 2, high: 3, low: 4 } as const;

/** Shapes of units with case, and of digits; other units have themselves or their block as shape. */
export const SHAPE = { upper: 88, lower: 120, digit: 100 } as const;

const SPACES = '0000-0020 007f-00a0 00ad 1680 2000-200f 2028-202f 205f-206f 3000 fe00-fe0f feff';
/** ASCII signs but `_`, and those of Latin-1. */
const MARKS =
  '0021-002f 003a-0040 005b-005e 0060 007b-007e 00a1-00a9 00ab 00ac 00ae-00b4 00b6-00b9 00bb-00bf 00d7 00f7';
/** Punctuation beyond Latin, and scripts in which a word does not end at a space. */
const SINGLES =
  '0589 05be 05c0 05c3 060c 061b 061f 066a-066d 06d4 0964 0965 0e00-0eff 1000-109f 1780-17ff ' +
  '2010-2027 2030-205e 20a0-20cf 2100-2bff 3001-309f 30fb 3400-4dbf 4e00-9fff ac00-d7af ' +
  'f900-faff ff01-ff0f ff1a-ff20 ff3b-ff40 ff5b-ff65';

/** What the tagger knows about each of the 65,536 UTF-16 code units. */
interface UnitTables {
  readonly kinds: Uint8Array;
  /** Lower case, and `0` for digits. */
  readonly folded: Uint16Array;
  readonly shapes: Uint16Array;
}

function fill(kinds: Uint8Array, ranges: string, kind: number): void {
  for (const range of ranges.split(' ')) {
    const [first = '', last = first] = range.split('-');
    kinds.fill(kind, Number.parseInt(first, 16), Number.parseInt(last, 16) + 1);
  }
}

/** Only Latin, Greek, Cyrillic and Armenian letters have a case here. */
function hasCase(unit: number): boolean {
  return unit < 0x590 || (unit >= 0x1e00 && unit < 0x2000);
}

function shapeOf(unit: number): number {
  if (unit >= 48 && unit <= 57) return SHAPE.digit;
  if (hasCase(unit)) {
    const sign = String.fromCharCode(unit);
    const lower = sign.toLowerCase();
    if (lower.length === 1 && lower !== sign) return SHAPE.upper;
    const upper = sign.toUpperCase();
    if (upper.length === 1 && upper !== sign) return SHAPE.lower;
  }
  return unit < 128 ? unit : 256 + (unit >> 8);
}

/** Takes a few milliseconds and 320 KiB. */
export function createUnitTables(): UnitTables {
  const kinds = new Uint8Array(1 << 16).fill(UNIT_KIND.word);
  fill(kinds, SPACES, UNIT_KIND.space);
  fill(kinds, `${MARKS} ${SINGLES}`, UNIT_KIND.single);
  fill(kinds, 'd800-dbff', UNIT_KIND.high);
  fill(kinds, 'dc00-dfff', UNIT_KIND.low);
  const folded = new Uint16Array(1 << 16);
  const shapes = new Uint16Array(1 << 16);
  for (let unit = 0; unit < 1 << 16; unit++) {
    const shape = shapeOf(unit);
    shapes[unit] = shape;
    if (shape === SHAPE.digit) folded[unit] = 48;
    else if (shape !== SHAPE.upper) folded[unit] = unit;
    else folded[unit] = String.fromCharCode(unit).toLowerCase().charCodeAt(0);
  }
  return { kinds, folded, shapes };
}
