import { findPatternProblem } from './linear-regex.ts';

type Path = readonly (string | number)[];

export interface SchemaProblem {
  readonly path: Path;
  readonly message: string;
}

const maxDepth = 32;
const maxUniqueItems = 1000;

const types = ['string', 'number', 'integer', 'boolean', 'object', 'array', 'null'];
const typeNames: ReadonlySet<unknown> = new Set(types);

/** What the value of a keyword must be; keywords that are not listed are notes, as JSON Schema says. */
const kinds: Readonly<Record<string, Kind>> = {
  ...keywords('schema', 'additionalProperties unevaluatedProperties propertyNames contains not'),
  ...keywords('schema', 'if then else unevaluatedItems additionalItems'),
  ...keywords('schemaOrList', 'items'),
  ...keywords('schemas', 'allOf anyOf oneOf prefixItems'),
  ...keywords('map', 'properties patternProperties $defs definitions dependentSchemas'),
  ...keywords('number', 'minimum maximum exclusiveMinimum exclusiveMaximum multipleOf'),
  ...keywords('count', 'minLength maxLength minItems maxItems minProperties maxProperties'),
  ...keywords('count', 'minContains maxContains'),
  ...keywords('names', 'required'),
  ...keywords('list', 'enum'),
  ...keywords('boolean', 'uniqueItems'),
  ...keywords('pattern', 'pattern'),
  ...keywords('reference', '$ref'),
  ...keywords('type', 'type'),
};

type Kind =
  | 'schema'
  | 'schemaOrList'
  | 'schemas'
  | 'map'
  | 'number'
  | 'count'
  | 'names'
  | 'list'
  | 'boolean'
  | 'pattern'
  | 'reference'
  | 'type';

function keywords(kind: Kind, names: string): Readonly<Record<string, Kind>> {
  return Object.fromEntries(names.split(' ').map((name) => [name, kind]));
}

/**
 * What is wrong with a JSON Schema, without running it: values of the wrong kind, references that
 * lead nowhere, and what could take long on some text.
 */
export function findSchemaProblems(root: unknown): readonly SchemaProblem[] {
  const problems: SchemaProblem[] = [];

  function checkSchema(schema: unknown, path: Path): void {
    if (typeof schema === 'boolean') return;
    if (!isMap(schema)) {
      problems.push({ path, message: 'must be a schema: a map, `true` or `false`' });
      return;
    }
    if (path.length > maxDepth) {
      problems.push({ path, message: `is nested deeper than ${maxDepth} levels` });
      return;
    }
    for (const [key, value] of Object.entries(schema)) {
      const kind = Object.hasOwn(kinds, key) ? kinds[key] : undefined;
      if (kind !== undefined) checkKeyword(kind, value, [...path, key]);
    }
    const { uniqueItems, maxItems } = schema;
    if (uniqueItems === true && !(typeof maxItems === 'number' && maxItems <= maxUniqueItems)) {
      const message = `compares all pairs, add \`maxItems\` of at most ${maxUniqueItems}`;
      problems.push({ path: [...path, 'uniqueItems'], message });
    }
  }

  function checkKeyword(kind: Kind, value: unknown, path: Path): void {
    const report = (message: string | undefined) => {
      if (message !== undefined) problems.push({ path, message });
    };
    switch (kind) {
      case 'schema':
        checkSchema(value, path);
        break;
      case 'schemaOrList':
        checkKeyword(Array.isArray(value) ? 'schemas' : 'schema', value, path);
        break;
      case 'schemas':
        if (Array.isArray(value) && value.length > 0) {
          for (const [index, each] of value.entries()) checkSchema(each, [...path, index]);
        } else report('must list schemas');
        break;
      case 'map':
        if (isMap(value)) checkMap(value, path);
        else report('must be a map of schemas');
        break;
      case 'pattern':
        report(typeof value === 'string' ? findPatternProblem(value) : 'must be text: a pattern');
        break;
      case 'reference':
        report(referenceProblem(value, root));
        break;
      default:
        report(valueProblem(kind, value));
    }
  }

  function checkMap(map: Readonly<Record<string, unknown>>, path: Path): void {
    for (const [name, each] of Object.entries(map)) {
      const isPattern = path.at(-1) === 'patternProperties';
      const message = isPattern ? findPatternProblem(name) : undefined;
      if (message !== undefined) problems.push({ path, message });
      checkSchema(each, [...path, name]);
    }
  }

  checkSchema(root, []);
  return problems;
}

function valueProblem(kind: Kind, value: unknown): string | undefined {
  switch (kind) {
    case 'number':
      return typeof value === 'number' ? undefined : 'must be a number';
    case 'count':
      return Number.isInteger(value) && (value as number) >= 0
        ? undefined
        : 'must be a whole number from 0';
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be `true` or `false`';
    case 'list':
      return Array.isArray(value) ? undefined : 'must be a list';
    case 'names':
      return isNameList(value) ? undefined : 'must list names, each once';
    default: {
      const words: readonly unknown[] = Array.isArray(value) ? value : [value];
      const isKnown = words.length > 0 && words.every((word) => typeNames.has(word));
      return isKnown ? undefined : `must be of ${types.map((name) => `\`${name}\``).join(', ')}`;
    }
  }
}

function isNameList(value: unknown): boolean {
  if (!Array.isArray(value) || !value.every((name) => typeof name === 'string')) return false;
  return new Set(value).size === value.length;
}

function referenceProblem(reference: unknown, root: unknown): string | undefined {
  if (typeof reference !== 'string') return 'must be text: `#` and a path in this schema';
  if (!reference.startsWith('#')) {
    return 'names another document, write the definition under `$defs` of this one';
  }
  // What follows may be an anchor, which is no path.
  if (!reference.startsWith('#/')) return undefined;
  let at: unknown = root;
  for (const part of reference.slice(2).split('/')) {
    const key = decoded(part).replaceAll('~1', '/').replaceAll('~0', '~');
    const isThere = typeof at === 'object' && at !== null && Object.hasOwn(at, key);
    if (!isThere) return `leads nowhere, there is no \`${reference}\``;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return undefined;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a `%` of its own: the name as it is written
  }
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
