// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the form of references is explained to people
import { z } from 'zod';
import { configDocument } from './document.ts';
import { createSchemaReader, type Field } from './schema-shape.ts';

type JsonSchema = z.core.JSONSchema.BaseSchema;
type Definitions = Record<string, JsonSchema>;

const notActive = 'Not active yet';

/** Text with a reference to an environment variable may stand for a number, a switch or a word. */
const environmentReference: JsonSchema = {
  type: 'string',
  pattern: '\\$',
  description: 'Refers to an environment variable: `${NAME}` or `${NAME:-default}`',
};

/**
 * The form of configuration files as JSON Schema (draft 2020-12), for editors and other tools. What
 * depends on other parts of a document is left to `validate`.
 */
export function jsonSchemaOf(schema: z.core.$ZodType = configDocument): JsonSchema {
  const read = createSchemaReader();
  const { $schema, $defs, ...body } = z.toJSONSchema(schema, {
    io: 'input',
    target: 'draft-2020-12',
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => annotate(jsonSchema, read(zodSchema), zodSchema),
  });
  const { root, definitions } = shareRepeated(body, $defs ?? {});
  return {
    ...($schema === undefined ? {} : { $schema }),
    title: 'Switchyard configuration, version v0.3',
    ...root,
    $defs: { ...definitions, environmentReference },
  };
}

/** Says what zod does not know: references to variables, extensions, old keys, parts without effect. */
function annotate(json: JsonSchema, { marks, shape }: Field, { _zod }: z.core.$ZodType): void {
  if (json.minimum === Number.MIN_SAFE_INTEGER) delete json.minimum;
  if (json.maximum === Number.MAX_SAFE_INTEGER) delete json.maximum;
  switch (_zod.def.type) {
    case 'object':
      if (json.additionalProperties === false) json.patternProperties = { '^x-': {} };
      for (const [key, instead] of Object.entries(marks.replaced ?? {})) {
        json.properties = { ...json.properties, [key]: replacedKey(instead) };
      }
      break;
    case 'number':
    case 'boolean':
    case 'enum':
      orReference(json);
      break;
    case 'string':
      if (json.pattern !== undefined && marks.isText !== true) orReference(json);
      break;
  }
  if (marks.isEmptyUnset === true && shape.kind !== 'array') orEmpty(json);
  if (marks.isInactive === true && json.description?.endsWith(notActive) !== true) {
    json.description = [json.description, notActive].filter(Boolean).join('. ');
  }
}

/** Editors of the family of VS Code offer what is not `doNotSuggest`; others know `deprecated`. */
function replacedKey(instead: string): JsonSchema {
  return {
    deprecated: true,
    doNotSuggest: true,
    description: `No longer read, use ${instead}`,
    not: {},
  };
}

function orReference(json: JsonSchema): void {
  orElse(json, { $ref: '#/$defs/environmentReference' });
}

const emptyMap: JsonSchema = { type: 'object', maxProperties: 0 };

function orEmpty(json: JsonSchema): void {
  if (json.anyOf?.includes(emptyMap) !== true) orElse(json, emptyMap);
}

/** Allows something else at the place of a schema. */
function orElse(json: JsonSchema, other: JsonSchema): void {
  const { description, default: fallback, ...content } = json;
  for (const key of Object.keys(json)) delete json[key];
  Object.assign(json, {
    ...(description === undefined ? {} : { description }),
    ...(fallback === undefined ? {} : { default: fallback }),
    anyOf: [content, other],
  });
}

/** Parts that are shorter stay where they are. */
const minSharedLength = 200;

/** Writes parts that stand in several places once, which halves the whole. */
function shareRepeated(
  root: JsonSchema,
  named: Definitions,
): { readonly root: JsonSchema; readonly definitions: Definitions } {
  const counts = new Map<string, number>();
  const count = (node: JsonSchema): void => {
    const text = JSON.stringify(contentOf(node));
    const before = counts.get(text) ?? 0;
    if (text.length >= minSharedLength) counts.set(text, before + 1);
    // What stands in a part that is shared anyway counts once.
    if (before > 0) return;
    mapParts(node, '', (part) => {
      count(part);
      return part;
    });
  };
  for (const node of [root, ...Object.values(named)]) count(node);

  const definitions: Definitions = {};
  const names = new Map<string, string>();
  const share = (node: JsonSchema, key: string): JsonSchema => {
    const content = contentOf(node);
    const text = JSON.stringify(content);
    if ((counts.get(text) ?? 0) < 2) return mapParts(node, key, share);
    let name = names.get(text);
    if (name === undefined) {
      name = freeName(key, definitions);
      names.set(text, name);
      definitions[name] = {};
      definitions[name] = mapParts(content, key, share);
    }
    const { description, default: fallback } = node;
    return {
      ...(description === undefined ? {} : { description }),
      ...(fallback === undefined ? {} : { default: fallback }),
      $ref: `#/$defs/${name}`,
    };
  };
  const sharedRoot = mapParts(root, '', share);
  for (const [name, node] of Object.entries(named)) definitions[name] = mapParts(node, name, share);
  return { root: sharedRoot, definitions };
}

/** A schema without what its place says about it. */
function contentOf({ description, default: fallback, ...content }: JsonSchema): JsonSchema {
  return content;
}

function freeName(key: string, taken: Definitions): string {
  const name = key === '' ? 'part' : key;
  for (let number = 1; ; number += 1) {
    const candidate = number === 1 ? name : `${name}-${number}`;
    if (!Object.hasOwn(taken, candidate)) return candidate;
  }
}

type Change = (part: JsonSchema, key: string) => JsonSchema;

/** A schema with each of its direct parts changed; `key` is the property that they belong to. */
function mapParts(node: JsonSchema, key: string, change: Change): JsonSchema {
  const result = { ...node };
  if (node.properties !== undefined) {
    result.properties = Object.fromEntries(
      Object.entries(node.properties).map(([name, part]) => [name, changed(part, name, change)]),
    );
  }
  for (const list of ['anyOf', 'oneOf', 'allOf'] as const) {
    const parts = node[list];
    if (parts !== undefined) result[list] = parts.map((part) => change(part, key));
  }
  if (isSchema(node.items)) result.items = change(node.items, key);
  if (isSchema(node.additionalProperties)) {
    result.additionalProperties = change(node.additionalProperties, key);
  }
  return result;
}

function changed(part: JsonSchema | boolean, key: string, change: Change): JsonSchema | boolean {
  return isSchema(part) ? change(part, key) : part;
}

function isSchema(part: unknown): part is JsonSchema {
  return typeof part === 'object' && part !== null && !Array.isArray(part);
}
