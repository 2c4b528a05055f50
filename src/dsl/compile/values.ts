import type { JsonValue as ReadonlyJson } from '../../lib/json-value.ts';
import type { Pair, Range, Value } from '../ast.ts';

export type JsonValue = string | number | boolean | null | JsonValue[] | JsonObject;

/** A part of a document while it is built. */
export interface JsonObject {
  [key: string]: JsonValue;
}

/** Where a key and its value stand in the text; the same place twice where the text has no key. */
interface Place {
  readonly key: Range;
  readonly value: Range;
}

/** Finds the text that a part of the document comes from. */
export interface PlaceMap {
  /** The place of a path, or of the nearest part around it that has one. */
  readonly find: (path: readonly (string | number)[], isAboutKey?: boolean) => Range | undefined;
}

/** Builds a document and remembers where each part of it comes from. */
export interface Writer {
  readonly set: (target: JsonObject, key: string, value: JsonValue, place: Place) => void;
  readonly push: (target: JsonValue[], value: JsonValue, range: Range) => void;
  readonly value: (value: Value) => JsonValue;
  readonly object: (pairs: readonly Pair[]) => JsonObject;
  /** Adds pairs; objects grow into each other, what is there already goes to `onTwice`. */
  readonly merge: (
    target: JsonObject,
    pairs: readonly Pair[],
    onTwice: (pair: Pair) => void,
  ) => void;
  readonly placesIn: (root: JsonObject) => PlaceMap;
}

export function createWriter(): Writer {
  // Places by container, so that nothing has to know its path while it is built.
  const places = new WeakMap<object, Map<string | number, Place>>();

  function remember(container: object, key: string | number, place: Place): void {
    const known = places.get(container);
    if (known === undefined) places.set(container, new Map([[key, place]]));
    else known.set(key, place);
  }

  function set(target: JsonObject, key: string, value: JsonValue, place: Place): void {
    setKey(target, key, value);
    remember(target, key, place);
  }

  function push(target: JsonValue[], value: JsonValue, range: Range): void {
    remember(target, target.length, { key: range, value: range });
    target.push(value);
  }

  function toJson(value: Value): JsonValue {
    if (value.kind === 'scalar') return value.value;
    if (value.kind === 'object') return toObject(value.pairs);
    const list: JsonValue[] = [];
    for (const item of value.items) push(list, toJson(item), item.range);
    return list;
  }

  function toObject(pairs: readonly Pair[]): JsonObject {
    const object: JsonObject = {};
    for (const { key, value } of pairs) {
      set(object, key.value, toJson(value), { key: key.range, value: value.range });
    }
    return object;
  }

  function merge(target: JsonObject, pairs: readonly Pair[], onTwice: (pair: Pair) => void): void {
    for (const pair of pairs) {
      const { key, value } = pair;
      const present = getKey(target, key.value);
      if (present === undefined) {
        set(target, key.value, toJson(value), { key: key.range, value: value.range });
      } else if (isObject(present) && value.kind === 'object') merge(present, value.pairs, onTwice);
      else onTwice(pair);
    }
  }

  function placesIn(root: JsonObject): PlaceMap {
    return {
      find(path, isAboutKey = false) {
        let container: unknown = root;
        let range: Range | undefined;
        for (const [index, part] of path.entries()) {
          if (typeof container !== 'object' || container === null) break;
          const place = places.get(container)?.get(part);
          const isWanted = isAboutKey && index === path.length - 1;
          if (place !== undefined) range = isWanted ? place.key : place.value;
          container = Object.hasOwn(container, part)
            ? (container as Record<string | number, unknown>)[part]
            : undefined;
        }
        return range;
      },
    };
  }

  return { set, push, value: toJson, object: toObject, merge, placesIn };
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined for keys that objects inherit. */
export function getKey<Content>(
  object: { readonly [key: string]: Content },
  key: string,
): Content | undefined {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

export function setKey(object: JsonObject, key: string, value: JsonValue): void {
  if (key !== '__proto__') object[key] = value;
  else {
    const own = { value, enumerable: true, configurable: true, writable: true };
    Object.defineProperty(object, key, own);
  }
}

/** Whether two values say the same; the order of keys says nothing. */
export function isEqual(a: ReadonlyJson | undefined, b: ReadonlyJson | undefined): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => isEqual(value, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a);
  return (
    keys.length === Object.keys(b).length &&
    keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key]))
  );
}
