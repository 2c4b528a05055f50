import { type Path, pathKey } from '../config/problem.ts';
import type { ReportEntry } from './migration.ts';
import { isPlainMap, type Place, placeOf } from './source.ts';

/** The entries, and one for every place that none of them is about, in the order of the document. */
export function completeReport(
  value: unknown,
  entries: readonly ReportEntry[],
): readonly ReportEntry[] {
  const spokenOf = new Set<string>();
  const within = new Set<string>([pathKey([])]);
  for (const { action, path } of entries) {
    if (action === 'added') continue;
    spokenOf.add(pathKey(path));
    for (let length = 0; length < path.length; length += 1) {
      within.add(pathKey(path.slice(0, length)));
    }
  }
  const order = new Map<string, number>();
  const silent: ReportEntry[] = [];

  function visit(place: Place, isCovered: boolean): void {
    const key = pathKey(place.path);
    order.set(key, order.size);
    const isKnown = isCovered || spokenOf.has(key);
    const isOpen = isKnown || within.has(key);
    if (!isOpen) silent.push(untold(place));
    for (const [, child] of place.entries()) visit(child, isKnown || !isOpen);
    for (const child of place.items()) visit(child, isKnown || !isOpen);
  }
  visit(placeOf(value), false);

  const rank = ({ action, path }: ReportEntry) =>
    action === 'added' ? order.size : (order.get(pathKey(path)) ?? order.size);
  return [...entries, ...silent].sort((a, b) => rank(a) - rank(b));
}

function untold({ path, value }: Place): ReportEntry {
  if (isEmpty(value)) return { action: 'dropped', path, why: 'is empty' };
  const why = 'has no counterpart here and was left out';
  return { action: 'needs-attention', path, why };
}

function isEmpty(value: unknown): boolean {
  if (value === null || value === '') return true;
  if (Array.isArray(value)) return value.length === 0;
  return isPlainMap(value) && Object.keys(value).length === 0;
}

/** Whether a path is another one or lies below it. */
export function isWithin(path: Path, above: Path): boolean {
  return above.length <= path.length && above.every((part, index) => part === path[index]);
}
