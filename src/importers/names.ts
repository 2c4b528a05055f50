import type { Path } from '../config/problem.ts';
import type { Migration } from './migration.ts';
import { isPlainMap, type Place } from './source.ts';

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

/** Moves a list of named entries; where some are there already, entry by entry. */
export function moveNamedList(place: Place | undefined, list: Path, migration: Migration): void {
  if (!Array.isArray(migration.read(list))) {
    migration.move(place, list);
    return;
  }
  migration.remark(place, list);
  for (const entry of place?.items() ?? []) {
    const name = entry.get('name')?.text;
    if (name !== undefined) migration.move(entry, migration.element(list, name));
  }
}
