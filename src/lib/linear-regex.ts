import { foldOrbit } from './case-fold.ts';
import { createRegexMachine, type RegexMachine } from './regex-dfa.ts';
import { findLiterals, type RegexLiterals } from './regex-literals.ts';
import { compilePattern, PatternError } from './regex-program.ts';

/** A pattern of the RE2 syntax; no text makes it slow, there is no backtracking in it. */
export interface LinearRegex extends RegexMachine {
  /** Literals that every match contains at its start, or that are all it can match. */
  readonly literals: RegexLiterals | undefined;
}

/** Throws `PatternError` when the pattern is invalid, too long or asks for look-around. */
export function compileLinearRegex(pattern: string, isCaseSensitive: boolean): LinearRegex {
  const program = compilePattern(pattern, isCaseSensitive);
  let machine: RegexMachine | undefined;
  // Most patterns are decided by their literals; the tables are made when first needed.
  const ready = () => {
    machine ??= createRegexMachine(program);
    return machine;
  };
  const literals = findLiterals(program);
  const characters = singleUnits(literals);
  if (characters !== undefined) return { literals, ...createUnitCounter(characters) };
  return {
    literals,
    test: (units, length, from) => ready().test(units, length, from),
    count: (units, length) => ready().count(units, length),
  };
}

/** The code units of which each is a match and which are all that can match; undefined otherwise. */
function singleUnits(literals: RegexLiterals | undefined): readonly number[] | undefined {
  if (literals?.kind !== 'whole') return undefined;
  const isPlain = literals.literals.every(
    ({ text, ignoresCase, hasBorderBefore, hasBorderAfter }) =>
      text.length === 1 &&
      !isSurrogate(text) &&
      !hasBorderBefore &&
      !hasBorderAfter &&
      (!ignoresCase || foldOrbit(text.charCodeAt(0)).length === 1),
  );
  return isPlain ? literals.literals.map(({ text }) => text.charCodeAt(0)) : undefined;
}

function isSurrogate(unit: string): boolean {
  return unit >= '\ud800' && unit <= '\udfff';
}

/** `[?!]` and the like: the native search is many times as fast as a table of states. */
function createUnitCounter(sought: readonly number[]): RegexMachine {
  return {
    test(units, length, from = 0) {
      const text = units.subarray(from, length);
      return sought.some((unit) => text.includes(unit));
    },
    count(units, length) {
      const text = units.subarray(0, length);
      let total = 0;
      for (const unit of sought) {
        for (let at = text.indexOf(unit); at >= 0; at = text.indexOf(unit, at + 1)) total += 1;
      }
      return total;
    },
  };
}

/** Why a pattern does not compile; undefined when it does. */
export function findPatternProblem(pattern: string): string | undefined {
  try {
    compilePattern(pattern, true);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return error.message;
    throw error;
  }
}
