import { RE2JS, RE2JSSyntaxException } from 're2js';
import { foldOrbit } from './case-fold.ts';

const maxPatternCharacters = 1000;
const maxInstructions = 4000;

/** What one instruction does; `match` ends a path, the others go on at `out`. */
export type Instruction =
  | { readonly kind: 'match' | 'fail' }
  /** Tries `out` first, then `other`. */
  | { readonly kind: 'split'; readonly out: number; readonly other: number }
  | { readonly kind: 'assert'; readonly out: number; readonly condition: number }
  /** Reads one character that lies in a range; `ranges` holds low, high, low, high... */
  | { readonly kind: 'read'; readonly out: number; readonly ranges: readonly number[] };

export interface RegexProgram {
  readonly instructions: readonly Instruction[];
  readonly start: number;
}

/** Bits of an assertion's condition; word characters are those of ASCII. */
export const LINE_START = 1;
export const LINE_END = 2;
export const TEXT_START = 4;
export const TEXT_END = 8;
export const WORD_BORDER = 16;
export const NO_WORD_BORDER = 32;

/** Why a pattern does not compile; a sentence without the pattern's place. */
export class PatternError extends Error {}

/**
 * Compiles a pattern of the RE2 syntax to its program for a Thompson machine.
 * The library parses, simplifies and compiles; running the program is ours, see `regex-dfa.ts`.
 */
export function compilePattern(pattern: string, isCaseSensitive: boolean): RegexProgram {
  if (pattern.length > maxPatternCharacters) {
    throw new PatternError(
      `pattern has ${pattern.length} characters, at most ${maxPatternCharacters} are allowed`,
    );
  }
  const { inst, start } = compileWithLibrary(pattern, isCaseSensitive);
  if (inst.length > maxInstructions) {
    throw new PatternError(
      `pattern is too complex (${inst.length} steps, at most ${maxInstructions}), repeat less`,
    );
  }
  const skip = createSkip(inst);
  return { instructions: inst.map((one) => convert(one, skip)), start: skip(start) };
}

// The part of the library's program that is read here; its operation codes, in their order.
interface LibraryInstruction {
  readonly op: number;
  readonly out: number;
  readonly arg: number;
  readonly runes: Int32Array;
}
const operations = [
  'none',
  'alt',
  'alt_match',
  'capture',
  'empty_width',
  'fail',
  'match',
  'nop',
  'rune',
  'rune1',
  'rune_any',
  'rune_any_not_nl',
] as const;
const foldFlag = 1;

function operationOf({ op }: LibraryInstruction): (typeof operations)[number] {
  const operation = operations[op];
  if (operation === undefined) throw new PatternError(`pattern uses an unsupported step (${op})`);
  return operation;
}

function compileWithLibrary(
  pattern: string,
  isCaseSensitive: boolean,
): { readonly inst: readonly LibraryInstruction[]; readonly start: number } {
  try {
    const flags = isCaseSensitive ? 0 : RE2JS.CASE_INSENSITIVE;
    return RE2JS.compile(pattern, flags).re2().prog;
  } catch (error) {
    throw new PatternError(explain(error), { cause: error });
  }
}

function explain(error: unknown): string {
  if (!(error instanceof RE2JSSyntaxException)) return 'pattern does not compile';
  const part = error.getPattern() ?? '';
  if (/^\(\?(?:[=!>]|<[=!])/.test(part)) {
    const token = part.slice(0, part.startsWith('(?<') ? 4 : 3);
    return `look-around and atomic groups such as \`${token}\` are not supported, patterns run in linear time`;
  }
  if (/^\\[1-9k]/.test(part)) {
    return `back-references such as \`${part}\` are not supported, patterns run in linear time`;
  }
  return part === ''
    ? `invalid pattern: ${error.getDescription()}`
    : `invalid pattern: ${error.getDescription()} at \`${part}\``;
}

/** Follows instructions that do nothing. */
function createSkip(inst: readonly LibraryInstruction[]): (index: number) => number {
  return (from) => {
    let index = from;
    for (;;) {
      const one = inst[index] as LibraryInstruction;
      const operation = operationOf(one);
      if (operation !== 'nop' && operation !== 'capture') return index;
      index = one.out;
    }
  };
}

function convert(one: LibraryInstruction, skip: (index: number) => number): Instruction {
  switch (operationOf(one)) {
    case 'match':
      return { kind: 'match' };
    case 'alt':
    case 'alt_match':
      return { kind: 'split', out: skip(one.out), other: skip(one.arg) };
    case 'empty_width':
      return { kind: 'assert', out: skip(one.out), condition: one.arg };
    case 'rune':
    case 'rune1':
      return { kind: 'read', out: skip(one.out), ranges: rangesOf(one) };
    case 'rune_any':
      return { kind: 'read', out: skip(one.out), ranges: [0, 0x10ffff] };
    case 'rune_any_not_nl':
      return { kind: 'read', out: skip(one.out), ranges: [0, 9, 11, 0x10ffff] };
    default:
      return { kind: 'fail' };
  }
}

function rangesOf({ runes, arg }: LibraryInstruction): readonly number[] {
  if (runes.length !== 1) return [...runes];
  const character = runes[0] as number;
  if ((arg & foldFlag) === 0) return [character, character];
  const orbit = [...foldOrbit(character)].sort((a, b) => a - b);
  return orbit.flatMap((member) => [member, member]);
}
