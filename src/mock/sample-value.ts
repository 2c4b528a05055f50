import { isObject } from './chat-request.ts';

const MAX_DEPTH = 6;
const MAX_PROPERTIES = 50;

/** A value that fits a JSON schema, taken from the words and numbers of a text where it can be. */
export function sampleValue(schema: unknown, text: string, depth = 0): unknown {
  if (!isObject(schema) || depth > MAX_DEPTH) return {};
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return mentioned(schema.enum, text);
  if (schema.const !== undefined) return schema.const;
  const alternatives = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(alternatives)) return sampleValue(alternatives[0], text, depth + 1);
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      return sampleString(text);
    case 'integer':
      return Math.round(sampleNumber(schema, text));
    case 'number':
      return sampleNumber(schema, text);
    case 'boolean':
      return true;
    case 'null':
      return null;
    case 'array':
      return [sampleValue(schema.items, text, depth + 1)];
    default:
      return sampleObject(schema, text, depth);
  }
}

function sampleObject(schema: Readonly<Record<string, unknown>>, text: string, depth: number) {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const names = Object.keys(properties).slice(0, MAX_PROPERTIES);
  return Object.fromEntries(
    names.map((name) => [name, sampleValue(properties[name], text, depth + 1)]),
  );
}

function mentioned(values: readonly unknown[], text: string): unknown {
  const lower = text.toLowerCase();
  return (
    values.find((value) => typeof value === 'string' && lower.includes(value.toLowerCase())) ??
    values[0]
  );
}

/** The last capitalised word after the first one, which in a request is mostly the thing asked about. */
function sampleString(text: string): string {
  const words = text.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.slice(1).findLast((word) => /^\p{Lu}/u.test(word)) ?? words.at(-1) ?? 'text';
}

function sampleNumber(schema: Readonly<Record<string, unknown>>, text: string): number {
  const found = Number(/\d+(?:\.\d+)?/.exec(text)?.[0] ?? 1);
  const low = typeof schema.minimum === 'number' ? schema.minimum : found;
  const high = typeof schema.maximum === 'number' ? schema.maximum : found;
  return Math.min(Math.max(found, low), Math.max(high, low));
}
