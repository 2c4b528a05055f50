import {
  getKey,
  isEqual,
  isObject,
  type JsonObject,
  type JsonValue,
  setKey,
} from '../compile/values.ts';

/** Parts of a text by the key of the document that they are there for, in the order of the text. */
export type Facets<Part> = ReadonlyMap<string, readonly Part[]>;

interface SettleOptions<Part> {
  readonly wanted: JsonObject;
  readonly facets: Facets<Part>;
  readonly compile: (parts: readonly Part[]) => JsonObject;
  readonly withNode: (fields: JsonObject) => Part;
  /** A key that another one adds to -> that one, which gives way first. */
  readonly fedBy?: Readonly<Record<string, string>>;
}

/**
 * The parts that compile to what is wanted, with a `WITH` for what the language has no words for.
 * Instead of knowing all such shapes it compiles the parts and looks at the difference. Undefined
 * where not even a `WITH` helps.
 */
export function settle<Part>({
  wanted,
  facets,
  compile,
  withNode,
  fedBy = {},
}: SettleOptions<Part>): readonly Part[] | undefined {
  const kept = new Map(facets);
  for (;;) {
    const parts = [...kept.values()].flat();
    const { rest, omitted, wrong } = compare(wanted, compile(parts));
    const dropped = wrong.flatMap((key) => {
      const feeder = fedBy[key];
      if (feeder !== undefined && kept.has(feeder)) return [feeder];
      return kept.has(key) ? [key] : [];
    });
    for (const key of dropped) kept.delete(key);
    if (dropped.length > 0) continue;
    if (Object.keys(rest).length === 0 && omitted.length === 0) return parts;
    // A document may have a key of that name too, and then says nothing that could be left out.
    if (Object.hasOwn(wanted, 'omit')) return undefined;
    const fields = omitted.length === 0 ? rest : { ...rest, omit: omitted };
    const settled = [...parts, withNode(fields)];
    return isEqual(compile(settled), wanted) ? settled : undefined;
  }
}

interface Difference {
  /** What has to be added. */
  readonly rest: JsonObject;
  /** Keys that are there and should not be. */
  readonly omitted: string[];
  /** Keys with another value; all of it is among the rest too. */
  readonly wrong: readonly string[];
}

function compare(wanted: JsonObject, got: JsonObject): Difference {
  const rest: JsonObject = {};
  const wrong: string[] = [];
  for (const [key, value] of Object.entries(wanted)) {
    const missing = missingIn(value, getKey(got, key));
    if (missing === 'nothing') continue;
    if (missing === 'other') wrong.push(key);
    setKey(rest, key, missing === 'other' ? value : missing.value);
  }
  const omitted = Object.keys(got).filter((key) => !Object.hasOwn(wanted, key));
  return { rest, omitted, wrong: [...wrong, ...omitted] };
}

/** What has to be merged into a value to get the wanted one. */
function missingIn(
  wanted: JsonValue,
  got: JsonValue | undefined,
): 'nothing' | 'other' | { readonly value: JsonValue } {
  if (got === undefined) return { value: wanted };
  if (isEqual(wanted, got)) return 'nothing';
  if (!isObject(wanted) || !isObject(got)) return 'other';
  if (Object.keys(got).some((key) => !Object.hasOwn(wanted, key))) return 'other';
  const rest: JsonObject = {};
  for (const [key, value] of Object.entries(wanted)) {
    const missing = missingIn(value, getKey(got, key));
    if (missing === 'other') return 'other';
    if (missing !== 'nothing') setKey(rest, key, missing.value);
  }
  return { value: rest };
}
