import { type CharacterClasses, classifyCharacters } from './regex-classes.ts';
import type { Instruction, RegexProgram } from './regex-program.ts';
import {
  AFTER_NEWLINE,
  AFTER_OTHER,
  AFTER_WORD,
  AT_START,
  createStep,
  distinctContexts,
  type Position,
  type StepFunction,
  withoutCovered,
} from './regex-step.ts';

/** Searches texts in time linear to their length, whatever the pattern. */
export interface RegexMachine {
  /** Whether a match starts at or behind `from`. */
  test(units: Uint16Array, length: number, from?: number): boolean;
  /**
   * Number of matches from left to right without overlap. Where the pattern has to look far behind
   * every match to find its end, counting stops after a number of steps linear to the text.
   */
  count(units: Uint16Array, length: number): number;
}

// A transition is the next state, or UNKNOWN, or `SPECIAL - (next state * 2 + has matched)`.
const UNKNOWN = -1;
const SPECIAL = -2;
const DEAD = 0;
const END_REACHED = 0;

const maxTableEntries = 1 << 16;
const maxKernelEntries = 1 << 18;
const stepsPerUnit = 16;
const freeSteps = 1 << 14;

/**
 * Runs a program as a lazily built deterministic automaton.
 *
 * A state is the list of program positions that are alive (the kernel), best first, together with
 * what stands before the current character. Assertions are followed when that character is known,
 * so a match shows one step behind its end. The search restarts at every character through one more
 * position at the end of the list, which a match cuts off with everything behind it: the end that
 * is found is that of the leftmost match, the one a backtracking engine would find.
 *
 * States are kept for later texts. When there are too many they are dropped; a text that makes them
 * overflow again and again is stepped without keeping any, slower by a constant factor.
 */
export function createRegexMachine(program: RegexProgram): RegexMachine {
  const cursor = { index: 0, state: 0 };
  let forTest: LazyAutomaton | undefined;
  let forCount: LazyAutomaton | undefined;
  return {
    test(units, length, from = 0) {
      forTest ??= new LazyAutomaton(program, false);
      return findEnd(forTest, cursor, { units, length, from, isFirstEnough: true }) !== -1;
    },
    count(units, length) {
      forCount ??= new LazyAutomaton(program, true);
      return countMatches(forCount, cursor, units, length);
    },
  };
}

interface Search {
  readonly units: Uint16Array;
  readonly length: number;
  readonly from: number;
  /** The end of any match will do, the search stops as soon as there is one. */
  readonly isFirstEnough: boolean;
}

interface Cursor {
  index: number;
  state: number;
}

function countMatches(
  automaton: LazyAutomaton,
  cursor: Cursor,
  units: Uint16Array,
  length: number,
): number {
  let stepsLeft = length * stepsPerUnit + freeSteps;
  let count = 0;
  let previousEnd = -1;
  for (let from = 0; from <= length && stepsLeft > 0; ) {
    const end = findEnd(automaton, cursor, { units, length, from, isFirstEnough: false });
    stepsLeft -= cursor.index - from + 1;
    if (end === -1) break;
    // An empty match right behind another match is none.
    if (end !== previousEnd) count++;
    previousEnd = end;
    from = end > from ? end : from + widthAt(units, length, from);
  }
  return count;
}

/** Where the leftmost match at or behind `from` ends, or -1; leaves where it stopped reading. */
function findEnd(automaton: LazyAutomaton, cursor: Cursor, search: Search): number {
  const { units, length, from, isFirstEnough } = search;
  cursor.index = from;
  cursor.state = automaton.startState(units, from);
  let lastEnd = -1;
  let droppedAt = -1;
  for (;;) {
    let transition = skipPlain(automaton, cursor, units, length);
    const isAtEnd = transition === END_REACHED;
    const width = isAtEnd ? 0 : widthAt(units, length, cursor.index);
    if (isAtEnd || transition === UNKNOWN) {
      const cls = isAtEnd ? automaton.endClass : automaton.classAt(units, cursor.index, width);
      transition = automaton.transition(cursor.state, cls);
      if (transition === UNKNOWN) {
        const kernel = automaton.kernelOf(cursor.state);
        const context = automaton.contextOf(cursor.state);
        const states = automaton.dropStates();
        const isThrashing = droppedAt !== -1 && cursor.index - droppedAt < states * 10;
        if (isThrashing) {
          const end = walk(automaton, cursor, { ...search, kernel, context });
          return end === -1 ? lastEnd : end;
        }
        droppedAt = cursor.index;
        cursor.state = automaton.stateOf(kernel, context);
        continue;
      }
    }
    if (transition >= 0) {
      cursor.state = transition;
      cursor.index += width;
      continue;
    }
    const code = SPECIAL - transition;
    if ((code & 1) === 1) {
      lastEnd = cursor.index;
      if (isFirstEnough) return lastEnd;
    }
    cursor.state = code >> 1;
    if (isAtEnd || cursor.state === DEAD) return lastEnd;
    cursor.index += width;
  }
}

/** Goes on from the cursor without states, for texts that would need a new one at every step. */
function walk(
  automaton: LazyAutomaton,
  cursor: Cursor,
  { units, length, isFirstEnough, ...from }: Search & Position,
): number {
  let position: Position = from;
  let lastEnd = -1;
  for (;;) {
    const isAtEnd = cursor.index >= length;
    const width = isAtEnd ? 0 : widthAt(units, length, cursor.index);
    const cls = isAtEnd ? automaton.endClass : automaton.classAt(units, cursor.index, width);
    const { hasMatched, kernel } = automaton.step(position, cls);
    if (hasMatched) lastEnd = cursor.index;
    if (isAtEnd || kernel.length === 0 || (hasMatched && isFirstEnough)) return lastEnd;
    position = { kernel, context: automaton.contextAfter(cls) };
    cursor.index += width;
  }
}

/**
 * Follows transitions that are known and plain; returns the first other one, or END_REACHED.
 * The loop stands alone, without calls, so that all it reads stays in registers.
 */
function skipPlain(
  { table, classes, idleStates, isIdle, restartAfter }: LazyAutomaton,
  cursor: Cursor,
  units: Uint16Array,
  length: number,
): number {
  const { pages, blocks } = classes;
  let { index, state } = cursor;
  let transition = END_REACHED;
  while (index < length) {
    if (state <= idleStates) {
      const begin = index;
      while (index < length && isIdle[units[index] as number] === 1) index++;
      if (index > begin) {
        const last = units[index - 1] as number;
        const cls = blocks[(pages[last >> 8] as number) + (last & 255)] as number;
        state = restartAfter[cls] as number;
        if (index >= length) break;
      }
    }
    const unit = units[index] as number;
    const cls = blocks[(pages[unit >> 8] as number) + (unit & 255)] as number;
    const next = table[state + cls] as number;
    if (next < 0) {
      transition = next;
      break;
    }
    state = next;
    index++;
  }
  cursor.index = index;
  cursor.state = state;
  return transition;
}

function widthAt(units: Uint16Array, length: number, index: number): number {
  if (((units[index] as number) & 0xfc00) !== 0xd800 || index + 1 >= length) return 1;
  return ((units[index + 1] as number) & 0xfc00) === 0xdc00 ? 2 : 1;
}

class LazyAutomaton {
  readonly classes: CharacterClasses;
  /** Stands for the end of the text. */
  readonly endClass: number;
  /** The states up to this one, but 0, are those of a search that has found nothing yet. */
  readonly idleStates: number;
  /** Unit -> 1 when such a state goes to such a state over it. */
  readonly isIdle: Uint8Array;
  /** Class -> state of a search that restarts behind a character of the class. */
  readonly restartAfter: Int32Array;
  table: Int32Array;

  readonly #stride: number;
  readonly #contexts: Uint8Array;
  readonly #restart: Int32Array;
  readonly step: StepFunction;
  #positions: Position[] = [];
  #states = new Map<string, number>();
  #kernelEntries = 0;

  /** Without ranks any match will do: kernels are sets, and positions that others cover go. */
  constructor(program: RegexProgram, hasRanks: boolean) {
    const loop = program.instructions.length;
    const instructions: readonly Instruction[] = [
      ...program.instructions,
      { kind: 'split', out: program.start, other: loop + 1 },
      { kind: 'read', out: loop, ranges: [0, 0x10ffff] },
    ];
    this.classes = classifyCharacters(instructions);
    this.endClass = this.classes.count;
    this.#stride = this.classes.count + 2;
    this.#contexts = distinctContexts(instructions);
    this.#restart = Int32Array.of(loop);
    const step = createStep(instructions, this.classes);
    this.step = hasRanks ? step : withoutCovered(step, instructions);
    this.table = new Int32Array(16 * this.#stride);
    this.dropStates();
    this.idleStates = (this.#positions.length - 1) * this.#stride;
    this.restartAfter = Int32Array.from({ length: this.classes.count }, (_, cls) =>
      this.stateOf(this.#restart, this.contextAfter(cls)),
    );
    this.isIdle = this.#findIdleUnits();
  }

  startState(units: Uint16Array, index: number): number {
    if (index === 0) return this.stateOf(this.#restart, this.#contexts[AT_START] as number);
    // The second half of a surrogate pair is no newline and no word character, nor is the pair.
    return this.stateOf(
      this.#restart,
      this.contextAfter(this.classes.classOf(units[index - 1] as number)),
    );
  }

  classAt(units: Uint16Array, index: number, width: number): number {
    const unit = units[index] as number;
    if (width === 1) return this.classes.classOf(unit);
    return this.classes.classOf(
      0x10000 + ((unit & 0x3ff) << 10) + ((units[index + 1] as number) & 0x3ff),
    );
  }

  contextAfter(cls: number): number {
    const isWord = this.classes.isWord[cls] === 1 ? AFTER_WORD : AFTER_OTHER;
    return this.#contexts[this.classes.isNewline[cls] === 1 ? AFTER_NEWLINE : isWord] as number;
  }

  kernelOf(state: number): Int32Array {
    return (this.#positions[state / this.#stride] as Position).kernel;
  }

  contextOf(state: number): number {
    return (this.#positions[state / this.#stride] as Position).context;
  }

  /** UNKNOWN when there is no room for the next state. */
  transition(state: number, cls: number): number {
    const known = this.table[state + cls] as number;
    if (known !== UNKNOWN) return known;
    const { hasMatched, kernel } = this.step(
      this.#positions[state / this.#stride] as Position,
      cls,
    );
    const next = kernel.length === 0 ? DEAD : this.stateOf(kernel, this.contextAfter(cls));
    if (next === UNKNOWN) return UNKNOWN;
    const isPlain = !hasMatched && next !== DEAD;
    const transition = isPlain ? next : SPECIAL - (next * 2 + (hasMatched ? 1 : 0));
    this.table[state + cls] = transition;
    return transition;
  }

  /** The state for a kernel, made if need be; UNKNOWN when there is no room for it. */
  stateOf(kernel: Int32Array, context: number): number {
    const key = String.fromCharCode(context, ...kernel);
    const known = this.#states.get(key);
    if (known !== undefined) return known;
    const state = this.#positions.length * this.#stride;
    const end = state + this.#stride;
    const entries = this.#kernelEntries + kernel.length;
    const isFull = end > maxTableEntries || entries > maxKernelEntries;
    if (isFull && this.#positions.length > 16) return UNKNOWN;
    if (end > this.table.length) this.#growTable();
    this.#states.set(key, state);
    this.#positions.push({ kernel, context });
    this.#kernelEntries = entries;
    return state;
  }

  /** Forgets all states but the first ones, which keep their numbers; returns how many there were. */
  dropStates(): number {
    const count = this.#positions.length;
    this.table.fill(UNKNOWN);
    this.#positions = [{ kernel: new Int32Array(0), context: AT_START }];
    this.#states = new Map();
    this.#kernelEntries = 0;
    for (const context of this.#contexts) this.stateOf(this.#restart, context);
    return count;
  }

  #growTable(): void {
    const grown = new Int32Array(this.table.length * 2).fill(UNKNOWN);
    grown.set(this.table);
    this.table = grown;
  }

  #findIdleUnits(): Uint8Array {
    const [restart] = this.#restart;
    const isIdleClass = Uint8Array.from({ length: this.classes.count + 2 }, (_, cls) => {
      if (cls >= this.classes.count) return 0;
      const isQuiet = this.#contexts.every((context) => {
        const { hasMatched, kernel } = this.step({ kernel: this.#restart, context }, cls);
        return !hasMatched && kernel.length === 1 && kernel[0] === restart;
      });
      return isQuiet ? 1 : 0;
    });
    const { pages, blocks } = this.classes;
    const isIdle = new Uint8Array(0x10000);
    for (let unit = 0; unit < 0x10000; unit++) {
      const cls = blocks[(pages[unit >> 8] as number) + (unit & 255)] as number;
      isIdle[unit] = isIdleClass[cls] as number;
    }
    return isIdle;
  }
}
