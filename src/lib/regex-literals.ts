import { foldCharacter, foldOrbit } from './case-fold.ts';
import type { Instruction, RegexProgram } from './regex-program.ts';
import { WORD_BORDER } from './regex-program.ts';

interface RegexLiteral {
  readonly text: string;
  /** False: letters stand for themselves only. */
  readonly ignoresCase: boolean;
  /** A border of an ASCII word is asked for on this side. */
  readonly hasBorderBefore: boolean;
  readonly hasBorderAfter: boolean;
}

export type RegexLiterals =
  /** The pattern matches exactly where one of the literals stands. */
  | { readonly kind: 'whole'; readonly literals: readonly RegexLiteral[] }
  /** Every match starts with one of the texts, in any case of its letters. */
  | { readonly kind: 'prefix'; readonly texts: readonly string[] };

const maxLiterals = 64;
const maxChoices = 8;
const maxSteps = 4000;
const wholeLength = 200;
const prefixLengths = [16, 6, 3];

interface Path {
  readonly text: string;
  readonly isComplete: boolean;
  /** Some character stands for its other cases too, and some does not. */
  readonly ignoresCase: boolean;
  readonly mindsCase: boolean;
  readonly before: number;
  readonly after: number;
}

/**
 * The literals of a pattern, by following its program from the start: either the few texts that it
 * can match at all, or the few texts that a match can start with. Undefined when there are too many
 * or when they are too short to be rare.
 */
export function findLiterals(program: RegexProgram): RegexLiterals | undefined {
  const whole = followPaths(program, wholeLength);
  if (whole?.every(isWhole)) {
    return { kind: 'whole', literals: distinct(whole.map(toLiteral), JSON.stringify) };
  }
  for (const maxLength of prefixLengths) {
    const paths = followPaths(program, maxLength);
    if (paths === undefined) continue;
    const texts = distinct(
      paths.map(({ text }) => text),
      (text) => text,
    );
    return texts.every(isRare) ? { kind: 'prefix', texts } : undefined;
  }
  return undefined;
}

function isWhole({ isComplete, text, ignoresCase, mindsCase, before, after }: Path): boolean {
  const hasOnlyBorders = ((before | after) & ~WORD_BORDER) === 0;
  return isComplete && text !== '' && hasOnlyBorders && !(ignoresCase && mindsCase);
}

// One letter of an alphabet is in every text, one sign of another script is not.
function isRare(text: string): boolean {
  return text.length > 1 || text > '\u02ff';
}

function toLiteral({ text, mindsCase, before, after }: Path): RegexLiteral {
  return {
    text,
    ignoresCase: !mindsCase,
    hasBorderBefore: before !== 0,
    hasBorderAfter: after !== 0,
  };
}

function distinct<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  return [...new Map(items.map((item) => [keyOf(item), item])).values()];
}

/** Every text of up to `maxLength` units that the program can read first; undefined: too many. */
function followPaths(program: RegexProgram, maxLength: number): readonly Path[] | undefined {
  const paths: Path[] = [];
  let steps = 0;
  const isWithinLimits = follow(program.start, {
    text: '',
    isComplete: false,
    ignoresCase: false,
    mindsCase: false,
    before: 0,
    after: 0,
  });
  return isWithinLimits ? paths : undefined;

  function follow(at: number, path: Path): boolean {
    if (++steps > maxSteps) return false;
    const instruction = program.instructions[at] as Instruction;
    switch (instruction.kind) {
      case 'fail':
        return true;
      case 'match':
        return finish({ ...path, isComplete: true });
      case 'split':
        return follow(instruction.out, path) && follow(instruction.other, path);
      case 'assert': {
        const side = path.text === '' ? 'before' : 'after';
        return follow(instruction.out, {
          ...path,
          [side]: path[side] | instruction.condition,
        });
      }
      case 'read': {
        // An assertion between two characters is left to the machine.
        const isFull = path.text.length >= maxLength || path.after !== 0;
        const choices = isFull ? undefined : choicesOf(instruction.ranges);
        if (choices === undefined) return finish(path);
        return choices.every((choice) =>
          follow(instruction.out, {
            ...path,
            text: path.text + choice.text,
            ignoresCase: path.ignoresCase || choice.case === 'ignored',
            mindsCase: path.mindsCase || choice.case === 'minded',
          }),
        );
      }
    }
  }

  function finish(path: Path): boolean {
    paths.push(path);
    return paths.length <= maxLiterals;
  }
}

interface Choice {
  readonly text: string;
  readonly case: 'ignored' | 'minded' | 'none';
}

/** The characters of a class, one for all cases of a letter; undefined: too many. */
function choicesOf(ranges: readonly number[]): readonly Choice[] | undefined {
  const members = new Set<number>();
  for (let index = 0; index < ranges.length; index += 2) {
    const low = ranges[index] as number;
    const high = ranges[index + 1] as number;
    if (members.size + high - low >= maxChoices * 4) return undefined;
    for (let member = low; member <= high; member++) members.add(member);
  }
  const choices = new Map<number, Choice>();
  for (const member of members) {
    const orbit = foldOrbit(member);
    // Beyond the basic plane every case is listed as a text of its own.
    if (orbit.length === 1 || member > 0xffff) {
      choices.set(member, { text: String.fromCodePoint(member), case: 'none' });
    } else if (orbit.every((other) => members.has(other))) {
      const folded = foldCharacter(member);
      choices.set(folded, { text: String.fromCodePoint(folded), case: 'ignored' });
    } else {
      choices.set(member, { text: String.fromCodePoint(member), case: 'minded' });
    }
  }
  return choices.size <= maxChoices ? [...choices.values()] : undefined;
}
