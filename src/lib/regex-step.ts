import type { CharacterClasses } from './regex-classes.ts';
import {
  type Instruction,
  LINE_END,
  LINE_START,
  NO_WORD_BORDER,
  TEXT_END,
  TEXT_START,
  WORD_BORDER,
} from './regex-program.ts';

/** What stands before a position; `^`, `\A` and `\b` depend on it. */
export const AT_START = 0;
export const AFTER_NEWLINE = 1;
export const AFTER_WORD = 2;
export const AFTER_OTHER = 3;

/** Program positions that are alive, best first, and what stands before the next character. */
export interface Position {
  readonly kernel: Int32Array;
  readonly context: number;
}

interface Step {
  /** A match ended before the character. */
  readonly hasMatched: boolean;
  readonly kernel: Int32Array;
}

export type StepFunction = (position: Position, cls: number) => Step;

/** Context -> the context that stands for it, where the program does not tell them apart. */
export function distinctContexts(instructions: readonly Instruction[]): Uint8Array {
  let asked = 0;
  for (const instruction of instructions) {
    if (instruction.kind === 'assert') asked |= instruction.condition;
  }
  const newline = (asked & LINE_START) !== 0 ? AFTER_NEWLINE : AFTER_OTHER;
  const word = (asked & (WORD_BORDER | NO_WORD_BORDER)) !== 0 ? AFTER_WORD : AFTER_OTHER;
  const start = (asked & TEXT_START) !== 0 ? AT_START : newline;
  return Uint8Array.of(start, newline, word, AFTER_OTHER);
}

const SPLIT = 0;
const ASSERT = 1;
const READ = 2;
const MATCH = 3;
const FAIL = 4;
const kinds = { split: SPLIT, assert: ASSERT, read: READ, match: MATCH, fail: FAIL } as const;

/** Steps all positions of a kernel over one character class, in order of their rank. */
export function createStep(
  instructions: readonly Instruction[],
  classes: CharacterClasses,
): StepFunction {
  const size = instructions.length;
  const kind = Uint8Array.from(instructions, (one) => kinds[one.kind]);
  const out = Int32Array.from(instructions, (one) => ('out' in one ? one.out : 0));
  const other = Int32Array.from(instructions, (one) => (one.kind === 'split' ? one.other : 0));
  const condition = Uint8Array.from(instructions, (one) =>
    one.kind === 'assert' ? one.condition : 0,
  );
  const seen = new Uint32Array(size);
  const added = new Uint32Array(size);
  const stack = new Int32Array(size * 2 + 2);
  const next = new Int32Array(size);
  let round = 0;

  return ({ kernel, context }, cls) => {
    round++;
    let count = 0;
    for (const position of kernel) {
      stack[0] = position;
      for (let depth = 1; depth > 0; ) {
        const at = stack[--depth] as number;
        if (seen[at] === round) continue;
        seen[at] = round;
        const target = out[at] as number;
        switch (kind[at]) {
          case SPLIT:
            stack[depth++] = other[at] as number;
            stack[depth++] = target;
            break;
          case ASSERT:
            if (holds(condition[at] as number, context, cls)) stack[depth++] = target;
            break;
          case READ:
            if (added[target] === round || !classes.reads(at, cls)) break;
            added[target] = round;
            next[count++] = target;
            break;
          case MATCH:
            return { hasMatched: true, kernel: next.slice(0, count) };
        }
      }
    }
    return { hasMatched: false, kernel: next.slice(0, count) };
  };

  function holds(asked: number, context: number, cls: number): boolean {
    const isAtEnd = cls === classes.count;
    const isBorder = (context === AFTER_WORD) !== (classes.isWord[cls] === 1);
    let given = isBorder ? WORD_BORDER : NO_WORD_BORDER;
    if (isAtEnd) given |= TEXT_END | LINE_END;
    if (classes.isNewline[cls] === 1) given |= LINE_END;
    if (context === AT_START) given |= TEXT_START | LINE_START;
    if (context === AFTER_NEWLINE) given |= LINE_START;
    return (asked & ~given) === 0;
  }
}

/**
 * Drops positions whose matches another position of the kernel finds as well. In `x{0,80}` the
 * position with most repetitions left covers the others: without this, every start of a pattern
 * such as `was.{0,80}true` would add a counter of its own and each text meet new sets of counters.
 */
export function withoutCovered(
  step: StepFunction,
  instructions: readonly Instruction[],
): StepFunction {
  const { chainOf, rankOf, exitOf } = findChains(instructions);
  const best = new Int32Array(exitOf.length);
  return (position, cls) => {
    const { hasMatched, kernel } = step(position, cls);
    best.fill(0);
    const exits = new Set<number>();
    for (const at of kernel) {
      const chain = chainOf[at] as number;
      if (chain === -1) continue;
      best[chain] = Math.max(best[chain] as number, rankOf[at] as number);
      exits.add(exitOf[chain] as number);
    }
    const kept = kernel.filter((at) => {
      const chain = chainOf[at] as number;
      return !exits.has(at) && (chain === -1 || rankOf[at] === best[chain]);
    });
    return { hasMatched, kernel: kept.sort() };
  };
}

interface Chains {
  /** Instruction -> the chain it is part of, or -1: chains read the same and leave to the same. */
  readonly chainOf: Int32Array;
  /** Instruction -> how often it may still read. */
  readonly rankOf: Int32Array;
  /** Chain -> the instruction behind it. */
  readonly exitOf: readonly number[];
}

/** Finds optional reads that follow each other and can all be left to one place: `x{0,n}`. */
function findChains(instructions: readonly Instruction[]): Chains {
  const chainOf = new Int32Array(instructions.length).fill(-1);
  const rankOf = new Int32Array(instructions.length);
  const exitOf: number[] = [];
  const chains = new Map<string, number>();
  const reading = (at: number) => {
    const instruction = instructions[at] as Instruction;
    return instruction.kind === 'read' ? instruction : undefined;
  };
  const link = (from: number, to: number, exit: number): boolean => {
    const read = reading(to);
    if (read === undefined) return false;
    const key = `${exit}:${read.ranges.join()}`;
    const chain = chains.get(key) ?? exitOf.length;
    const isLast = read.out === exit;
    if (!isLast && chainOf[read.out] !== chain) return false;
    if (chain === exitOf.length) {
      chains.set(key, chain);
      exitOf.push(exit);
    }
    chainOf[from] = chain;
    rankOf[from] = isLast ? 1 : (rankOf[read.out] as number) + 1;
    return true;
  };
  // The compiler numbers inner repetitions before outer ones: a few passes see every chain.
  for (let hasGrown = true; hasGrown; ) {
    hasGrown = false;
    for (const [at, instruction] of instructions.entries()) {
      if (instruction.kind !== 'split' || chainOf[at] !== -1) continue;
      const { out, other } = instruction;
      if (link(at, out, other) || link(at, other, out)) hasGrown = true;
    }
  }
  return { chainOf, rankOf, exitOf };
}
