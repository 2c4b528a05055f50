import type { Path } from '../config/problem.ts';
import type { Migration } from './migration.ts';
import { isPlainMap } from './source.ts';

/** The name, or the name with a number that no element of the list has yet. */
export function freeName(list: Path, name: string, migration: Migration): string {
  const elements = migration.read(list);
  const taken = new Set(
    Array.isArray(elements) ? elements.map((element) => isPlainMap(element) && element.name) : [],
  );
  if (!taken.has(name)) return name;
  let number = 2;
  while (taken.has(`${name}_${number}`)) number += 1;
  return `${name}_${number}`;
}
