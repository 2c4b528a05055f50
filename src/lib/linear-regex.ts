import { RE2JS } from 're2js';

export const maxPatternCharacters = 1000;

/** Why the linear-time engine refuses the pattern; undefined when it compiles. */
export function findPatternProblem(pattern: string): string | undefined {
  if (pattern.length > maxPatternCharacters) {
    return `pattern has ${pattern.length} characters, at most ${maxPatternCharacters} are allowed`;
  }
  try {
    RE2JS.compile(pattern);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
