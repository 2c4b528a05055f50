import type { Name, ObjectValue, Pair, Range, Value, WithBlock } from '../ast.ts';
import { isObject, type JsonObject, type JsonValue } from '../compile/values.ts';
import { isBareName } from '../syntax/print.ts';

/** Nodes that come from a document stand nowhere in a text. */
export const nowhere: Range = { start: 0, end: 0 };

export function nameNode(value: string): Name {
  return { value, isQuoted: !isBareName(value), range: nowhere };
}

export function valueNode(value: JsonValue | undefined): Value {
  if (Array.isArray(value)) return { kind: 'array', items: value.map(valueNode), range: nowhere };
  if (isObject(value)) return objectNode(value);
  const isPrintable = typeof value !== 'number' || Number.isFinite(value);
  return { kind: 'scalar', value: isPrintable ? (value ?? null) : null, range: nowhere };
}

export function objectNode(object: JsonObject): ObjectValue {
  return { kind: 'object', pairs: pairNodes(object), range: nowhere };
}

export function pairNodes(object: JsonObject): readonly Pair[] {
  return Object.entries(object).map(([key, value]) => ({
    key: nameNode(key),
    value: valueNode(value),
    range: nowhere,
  }));
}

export function withNode(fields: JsonObject): WithBlock {
  return { kind: 'with', fields: objectNode(fields), range: nowhere };
}
