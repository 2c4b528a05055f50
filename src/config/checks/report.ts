import type { Path, Problem } from '../problem.ts';
import type { Draft } from './draft.ts';

/** Takes what a check finds; an error unless it says otherwise. */
export type Report = (
  problem: Omit<Problem, 'severity'> & Partial<Pick<Problem, 'severity'>>,
) => void;

export interface Entry<T> {
  readonly value: T;
  readonly path: Path;
}

/** The elements of a list that could be read, with their places. */
export function entriesOf<T>(
  list: readonly (T | undefined)[] | undefined,
  path: Path,
): readonly Entry<T>[] {
  return (list ?? []).flatMap((value, index) =>
    value === undefined ? [] : [{ value, path: [...path, index] }],
  );
}

const blankName = 'is blank, write a name';

/** Names of things, each with the entry that has it first; reports the later ones. */
export function uniqueNames<T extends Draft<{ readonly name: string }>>(
  entries: readonly Entry<T>[],
  { what, report }: { readonly what: string; readonly report: Report },
): ReadonlyMap<string, Entry<T>> {
  const names = new Map<string, Entry<T>>();
  for (const entry of entries) {
    const written = entry.value.name;
    if (written === undefined || written === '') continue; // the schema reports it
    const name = written.trim();
    if (name === '') {
      report({ code: 'invalid_value', path: [...entry.path, 'name'], message: blankName });
    } else if (!names.has(name)) names.set(name, entry);
    else {
      const message = `another ${what} is called \`${name}\``;
      report({
        code: 'duplicate_name',
        path: [...entry.path, 'name'],
        message,
        suggestion: 'rename one of them',
      });
    }
  }
  return names;
}
