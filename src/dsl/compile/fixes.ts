import { nearestName } from '../../lib/nearest-name.ts';
import type { Fix, Name } from '../ast.ts';
import { printName, printString } from '../syntax/print.ts';

/** The nearest of some names in place of one that does not exist. */
export function nameFix(name: Name, known: Iterable<string>): readonly Fix[] {
  const nearest = nearestName(name.value, known);
  if (nearest === undefined) return [];
  const newText = name.isQuoted ? printString(nearest) : printName(nearest);
  return [{ description: `change to \`${nearest}\``, newText, range: name.range }];
}

/** The question that goes with it. */
export function nearestHint(name: string, known: Iterable<string>): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : `, did you mean \`${nearest}\`?`;
}
