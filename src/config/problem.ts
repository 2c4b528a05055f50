import type { Severity } from './findings.ts';

export type Path = readonly (string | number)[];

/** A finding before its place in the file is looked up. */
export interface Problem {
  readonly code: string;
  readonly severity: Severity;
  readonly path: Path;
  /** Whether the key is wrong rather than its value. */
  readonly isAboutKey?: boolean;
  readonly message: string;
  readonly suggestion?: string | undefined;
}

/** `did you mean` for one of the names, or nothing. */
export function didYouMean(name: string | undefined): string | undefined {
  return name === undefined ? undefined : `did you mean \`${name}\`?`;
}

/** A path as one string, to look it up. */
export function pathKey(path: Path): string {
  return JSON.stringify(path);
}
