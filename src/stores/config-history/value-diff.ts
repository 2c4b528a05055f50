import { isDeepStrictEqual } from 'node:util';

/** One place where two documents differ. */
export interface ValueChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly path: readonly (string | number)[];
  readonly from?: unknown;
  readonly to?: unknown;
}

/** Two documents of which one follows the other. */
export interface DocumentPair {
  readonly from: unknown;
  readonly to: unknown;
}

/**
 * Differences of two plain documents; entries of lists are compared by their `name` where they have
 * one. The changes have the values of `shown`: the same documents, with other values in places.
 */
export function diffValues(
  from: unknown,
  to: unknown,
  shown: DocumentPair = { from, to },
): readonly ValueChange[] {
  const changes: ValueChange[] = [];
  compare({ from, to, shown, path: [], changes });
  return changes;
}

interface Comparison extends DocumentPair {
  readonly shown: DocumentPair;
  readonly path: ValueChange['path'];
  readonly changes: ValueChange[];
}

function compare({ from, to, shown, path, changes }: Comparison): void {
  if (isDeepStrictEqual(from, to)) return;
  const isBothLists = Array.isArray(from) && Array.isArray(to);
  if (!isBothLists && !(isMap(from) && isMap(to))) {
    changes.push({ kind: 'changed', path, ...shown });
    return;
  }
  const before = entriesOf(from);
  const after = entriesOf(to);
  for (const [key, { step, value }] of before) {
    const other = after.get(key);
    const shownFrom = childOf(shown.from, step);
    if (other === undefined) {
      changes.push({ kind: 'removed', path: [...path, step], from: shownFrom });
      continue;
    }
    compare({
      from: value,
      to: other.value,
      shown: { from: shownFrom, to: childOf(shown.to, other.step) },
      path: [...path, other.step],
      changes,
    });
  }
  for (const [key, { step }] of after) {
    if (before.has(key)) continue;
    changes.push({ kind: 'added', path: [...path, step], to: childOf(shown.to, step) });
  }
  // The same entries in another order.
  if (isBothLists && sameKeys(before, after) && !isSameOrder(before, after)) {
    changes.push({ kind: 'changed', path, from: [...before.keys()], to: [...after.keys()] });
  }
}

function childOf(container: unknown, step: string | number): unknown {
  if (typeof container !== 'object' || container === null) return undefined;
  return Object.hasOwn(container, step)
    ? (container as Record<typeof step, unknown>)[step]
    : undefined;
}

interface Entry {
  readonly step: string | number;
  readonly value: unknown;
}

function entriesOf(container: object | readonly unknown[]): ReadonlyMap<string, Entry> {
  if (!Array.isArray(container)) {
    return new Map(Object.entries(container).map(([key, value]) => [key, { step: key, value }]));
  }
  const names = container.map((item) => nameOf(item));
  const areNames =
    names.every((name) => name !== undefined) && new Set(names).size === names.length;
  return new Map(
    container.map((value: unknown, index) => [
      areNames ? (names[index] as string) : String(index),
      { step: index, value },
    ]),
  );
}

function nameOf(item: unknown): string | undefined {
  if (!isMap(item)) return undefined;
  const { name } = item as { readonly name?: unknown };
  return typeof name === 'string' ? name : undefined;
}

function sameKeys(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  return a.size === b.size && [...a.keys()].every((key) => b.has(key));
}

function isSameOrder(a: ReadonlyMap<string, unknown>, b: ReadonlyMap<string, unknown>): boolean {
  const keys = [...b.keys()];
  return [...a.keys()].every((key, index) => key === keys[index]);
}

function isMap(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
