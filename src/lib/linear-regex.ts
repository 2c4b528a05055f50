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
  return {
    literals: findLiterals(program),
    test: (units, length, from) => ready().test(units, length, from),
    count: (units, length) => ready().count(units, length),
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
