import { stringify } from 'yaml';
import { isJsonObject, type JsonObject, type JsonValue } from '../lib/json-value.ts';
import { pluginTypeOf } from '../plugins/schemas.ts';
import { parseSource } from './parse-source.ts';

/**
 * Reads a document as it is written: nothing expanded, nothing filled in, old spellings replaced by
 * those of today. Undefined when it is no YAML.
 */
export function readWritten(text: string): JsonValue | undefined {
  const { content } = parseSource(text);
  return content === undefined ? undefined : withCanonicalNames(content.value as JsonValue);
}

/** A document as YAML; reading it again gives the same document. */
export function writeDocument(document: JsonValue): string {
  return stringify(document, { lineWidth: 100, aliasDuplicateObjects: false });
}

/** The same document with the names of today: `semantic-cache` is `response_cache`. */
function withCanonicalNames(document: JsonValue): JsonValue {
  if (!isJsonObject(document)) return document;
  return change(document, {
    routing: canonicalPolicy,
    recipes: each((recipe) => change(recipe, { routing: canonicalPolicy })),
    global: (global) =>
      change(global, {
        stores: (stores) =>
          isJsonObject(stores) && !('response_cache' in stores)
            ? renamed(stores, 'semantic_cache', 'response_cache')
            : stores,
      }),
  });
}

type Change = (value: JsonValue) => JsonValue;

const canonicalPolicy: Change = (policy) =>
  change(policy, {
    decisions: each((decision) =>
      change(decision, { plugins: each((plugin) => change(plugin, { type: canonicalType })) }),
    ),
  });

const canonicalType: Change = (type) =>
  (typeof type === 'string' ? pluginTypeOf(type) : undefined) ?? type;

function each(entry: Change): Change {
  return (list) => (Array.isArray(list) ? list.map(entry) : list);
}

function change(value: JsonValue, changes: Readonly<Record<string, Change>>): JsonValue {
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, content]) => [
      key,
      Object.hasOwn(changes, key) ? (changes[key] as Change)(content) : content,
    ]),
  );
}

function renamed(map: JsonObject, from: string, to: string): JsonObject {
  return Object.fromEntries(
    Object.entries(map).map(([key, content]) => [key === from ? to : key, content]),
  );
}
