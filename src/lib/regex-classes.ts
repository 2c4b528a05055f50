import type { Instruction } from './regex-program.ts';

/** Characters that no instruction of a program tells apart share one class. */
export interface CharacterClasses {
  readonly count: number;
  /** Class of a unit that is no surrogate: `blocks[pages[unit >> 8] + (unit & 255)]`. */
  readonly pages: Uint16Array;
  readonly blocks: Uint16Array;
  /** What `blocks` says of a surrogate, which is at most half a character. */
  readonly surrogate: number;
  readonly isNewline: Uint8Array;
  readonly isWord: Uint8Array;
  classOf(codePoint: number): number;
  /** Whether the instruction reads characters of the class. */
  reads(instruction: number, cls: number): boolean;
}

const newline = [10, 10];
const asciiWord = [48, 57, 65, 90, 95, 95, 97, 122];

export function classifyCharacters(instructions: readonly Instruction[]): CharacterClasses {
  const sets: (readonly number[])[] = [newline, asciiWord];
  const setOfKey = new Map<string, number>();
  const setOf = instructions.map((instruction) => {
    if (instruction.kind !== 'read') return -1;
    const key = instruction.ranges.join();
    const known = setOfKey.get(key);
    if (known !== undefined) return known;
    setOfKey.set(key, sets.length);
    sets.push(instruction.ranges);
    return sets.length - 1;
  });

  const starts = intervalStarts(sets);
  const members: Uint8Array[] = [];
  const classOfSignature = new Map<string, number>();
  const classOfInterval = starts.map((start) => {
    const member = Uint8Array.from(sets, (ranges) => (isWithin(ranges, start) ? 1 : 0));
    const signature = member.join('');
    const known = classOfSignature.get(signature);
    if (known !== undefined) return known;
    classOfSignature.set(signature, members.length);
    members.push(member);
    return members.length - 1;
  });
  const classOf = (codePoint: number) => classOfInterval[lastAtMost(starts, codePoint)] as number;

  const surrogate = members.length + 1;
  return {
    count: members.length,
    ...buildPages(starts, classOf, surrogate),
    surrogate,
    isNewline: Uint8Array.from(members, (member) => member[0] as number),
    isWord: Uint8Array.from(members, (member) => member[1] as number),
    classOf,
    reads: (instruction, cls) => members[cls]?.[setOf[instruction] as number] === 1,
  };
}

/** Where membership of some set may change, from 0 upwards. */
function intervalStarts(sets: readonly (readonly number[])[]): readonly number[] {
  const starts = new Set([0]);
  for (const ranges of sets) {
    for (let index = 0; index < ranges.length; index += 2) {
      starts.add(ranges[index] as number);
      starts.add((ranges[index + 1] as number) + 1);
    }
  }
  return [...starts].sort((a, b) => a - b);
}

function isWithin(ranges: readonly number[], codePoint: number): boolean {
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ranges[middle * 2 + 1] as number) < codePoint) low = middle + 1;
    else high = middle;
  }
  return low * 2 < ranges.length && (ranges[low * 2] as number) <= codePoint;
}

/** Index of the greatest start that is not above the value. */
function lastAtMost(starts: readonly number[], value: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] as number) <= value) low = middle;
    else high = middle;
  }
  return low;
}

function buildPages(
  starts: readonly number[],
  classOf: (codePoint: number) => number,
  surrogate: number,
): Pick<CharacterClasses, 'pages' | 'blocks'> {
  const pages = new Uint16Array(256);
  const blocks: number[] = [];
  const uniformBlock = new Map<number, number>();
  for (let page = 0; page < 256; page++) {
    const first = page << 8;
    const isSurrogate = page >= 0xd8 && page <= 0xdf;
    const isUniform = isSurrogate || lastAtMost(starts, first) === lastAtMost(starts, first + 255);
    const cls = isSurrogate ? surrogate : classOf(first);
    const known = isUniform ? uniformBlock.get(cls) : undefined;
    pages[page] = known ?? blocks.length;
    if (known !== undefined) continue;
    if (isUniform) uniformBlock.set(cls, blocks.length);
    for (let unit = first; unit < first + 256; unit++) {
      blocks.push(isUniform ? cls : classOf(unit));
    }
  }
  return { pages, blocks: Uint16Array.from(blocks) };
}
