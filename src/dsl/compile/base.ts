import type { JsonObject } from '../../lib/json-value.ts';
import { documentKeys } from './compile.ts';
import { getKey } from './values.ts';

const order = [
  'version',
  'listeners',
  'providers',
  'routing',
  'entrypoints',
  'recipes',
  'global',
] as const;

/**
 * A whole document: `routing`, `entrypoints` and `recipes` come from the program, also where it has
 * none, and everything else from the base.
 */
export function mergeIntoBase(base: JsonObject, compiled: JsonObject): JsonObject {
  const isOfProgram = (key: string) => documentKeys.some((word) => word === key);
  const others = Object.keys(base).filter((key) => !order.some((word) => word === key));
  const entries = [...order, ...others.sort()].flatMap((key) => {
    const value = getKey(isOfProgram(key) ? compiled : base, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  return Object.fromEntries(entries);
}
