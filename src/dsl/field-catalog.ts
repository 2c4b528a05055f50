import { z } from 'zod';
import { configDocument } from '../config/document.ts';
import { createSchemaReader, type Field } from '../config/schema-shape.ts';
import { type PluginType, pluginSchemas, pluginTypeOf } from '../plugins/schemas.ts';
import { signalCollections } from '../signals/collections.ts';

/** Where fields may stand. */
export type BlockKind =
  | 'routing'
  | 'entrypoint'
  | 'model'
  | 'recipe'
  | 'signal'
  | 'projection'
  | 'plugin'
  | 'algorithm'
  | 'emit'
  | 'route'
  | 'model-reference'
  | 'reference';

export interface FieldPlace {
  readonly kind: BlockKind;
  /** Of signals, projections, plugins, algorithms and what is emitted. */
  readonly type?: string;
  /** Keys from the block down to the object in question; lists are stepped into by themselves. */
  readonly path?: readonly string[];
}

export interface FieldInfo {
  readonly name: string;
  readonly description: string;
  /** In words: `text`, `list of numbers`, `map`. */
  readonly type: string;
  /** The words that are allowed, where there are only some. */
  readonly values?: readonly string[];
  readonly isRequired: boolean;
  /** Kept, but without effect in this version. */
  readonly isInactive: boolean;
}

/** What may stand where in a program, read from the schema of the document. */
export interface FieldCatalog {
  readonly fieldsOf: (place: FieldPlace) => readonly FieldInfo[];
  readonly typesOf: (
    kind: 'signal' | 'projection' | 'plugin' | 'algorithm' | 'emit',
  ) => readonly string[];
  /** The type as documents write it; undefined for what is no plugin. */
  readonly pluginType: (name: string) => string | undefined;
  /** Fields of an entry of `modelRefs`. */
  readonly modelFields: ReadonlySet<string>;
  /** Whether settings of an algorithm have a block of their own. */
  readonly hasBlock: (algorithm: string) => boolean;
}

/** Kind of projection -> its list. */
export const projectionCollections: Readonly<Record<string, string>> = {
  partition: 'partitions',
  score: 'scores',
  mapping: 'mappings',
};

type Schema = z.core.$ZodType;
type Fields = Readonly<Record<string, Schema>>;

export function createFieldCatalog(): FieldCatalog {
  const read = createSchemaReader();

  function optionsOf(schema: Schema): readonly Schema[] {
    const { shape } = read(schema);
    if (shape.kind === 'array') return optionsOf(shape.element);
    if (shape.kind !== 'union' && shape.kind !== 'variants') return [schema];
    return shape.options.flatMap(optionsOf);
  }

  /** The fields of every form that a value may have. */
  function fieldsIn(schema: Schema | undefined): Fields {
    if (schema === undefined) return {};
    const forms = optionsOf(schema).map((option) => read(option).shape);
    return Object.assign(
      {},
      ...forms.map((shape) => (shape.kind === 'object' ? shape.fields : {})),
    );
  }

  function step(schema: Schema | undefined, key: string): Schema | undefined {
    if (schema === undefined) return undefined;
    const own = fieldsIn(schema)[key];
    if (own !== undefined) return own;
    const records = optionsOf(schema).map((option) => read(option).shape);
    return records.find((shape) => shape.kind === 'record')?.value;
  }

  const walk = (schema: Schema | undefined, ...path: readonly string[]) =>
    path.reduce<Schema | undefined>(step, schema);

  const wordsIn = (schema: Schema | undefined, key: string): readonly string[] =>
    schema === undefined ? [] : valuesOf(fieldsIn(schema)[key]);

  /** The form of a list entry or a map that has this word under a key. */
  function formOf(schema: Schema | undefined, key: string, word: string): Schema | undefined {
    if (schema === undefined) return undefined;
    return optionsOf(schema).find((option) => wordsIn(option, key).includes(word));
  }

  function valuesOf(schema: Schema | undefined): readonly string[] {
    if (schema === undefined) return [];
    const { shape } = read(schema);
    if (shape.kind === 'word') return shape.values;
    if (shape.kind === 'array') return valuesOf(shape.element);
    if (shape.kind === 'union') return shape.options.flatMap(valuesOf);
    if (schema instanceof z.ZodPipe) return valuesOf(schema.def.out);
    return [...(schema._zod.values ?? [])].filter((value) => typeof value === 'string');
  }

  const routing = configDocument.shape.routing;
  const decision = walk(routing, 'decisions');
  const algorithm = walk(decision, 'algorithm');
  const emits = walk(decision, 'emits');

  const everyWord = (schema: Schema | undefined, key: string) =>
    schema === undefined
      ? []
      : [...new Set(optionsOf(schema).flatMap((option) => wordsIn(option, key)))];

  function typesOf(kind: Parameters<FieldCatalog['typesOf']>[0]): readonly string[] {
    switch (kind) {
      case 'signal':
        return Object.keys(signalCollections);
      case 'projection':
        return Object.keys(projectionCollections);
      case 'plugin':
        return Object.keys(pluginSchemas);
      case 'algorithm':
        return everyWord(algorithm, 'type');
      default:
        return everyWord(emits, 'kind');
    }
  }

  function schemaOf({ kind, type = '' }: FieldPlace): Schema | undefined {
    switch (kind) {
      case 'routing':
        return routing;
      case 'entrypoint':
        return configDocument.shape.entrypoints;
      case 'model':
        return walk(routing, 'modelCards');
      case 'recipe':
        return configDocument.shape.recipes;
      case 'signal':
        return walk(
          routing,
          'signals',
          Object.entries(signalCollections).find(([word]) => word === type)?.[1] ?? '',
        );
      case 'projection':
        return walk(routing, 'projections', projectionCollections[type] ?? '');
      case 'plugin':
        return pluginSchemas[pluginTypeOf(type) as PluginType];
      case 'algorithm':
        return walk(formOf(algorithm, 'type', type), type);
      case 'emit':
        return walk(formOf(emits, 'kind', type), type);
      case 'route':
        return decision;
      case 'model-reference':
        return walk(decision, 'modelRefs');
      default:
        return optionsOf(walk(decision, 'rules') ?? z.never())[0];
    }
  }

  function fieldsOf(place: FieldPlace): readonly FieldInfo[] {
    const schemaAt = walk(schemaOf(place), ...(place.path ?? []));
    const forms = schemaAt === undefined ? [] : optionsOf(schemaAt).map((form) => fieldsIn(form));
    return Object.entries(fieldsIn(schemaAt)).map(([name, schema]) => {
      const ofForms = forms.flatMap((fields) => fields[name] ?? []);
      const values = [...new Set(ofForms.flatMap(valuesOf))];
      return {
        name,
        description: descriptionOf(schema),
        type: typeInWords(read(schema), read),
        ...(values.length === 0 ? {} : { values }),
        isRequired:
          ofForms.length === forms.length && ofForms.every((form) => form._zod.optin === undefined),
        isInactive: read(schema).marks.isInactive === true,
      };
    });
  }

  return {
    fieldsOf,
    typesOf,
    pluginType: pluginTypeOf,
    modelFields: new Set(Object.keys(fieldsIn(walk(decision, 'modelRefs')))),
    hasBlock: (type) => schemaOf({ kind: 'algorithm', type }) !== undefined,
  };
}

function descriptionOf(schema: Schema): string {
  const own = z.globalRegistry.get(schema)?.description;
  if (own !== undefined) return own;
  const { innerType } = schema._zod.def as { readonly innerType?: Schema };
  return innerType === undefined ? '' : descriptionOf(innerType);
}

function typeInWords({ shape }: Field, read: (schema: Schema) => Field, isMany = false): string {
  switch (shape.kind) {
    case 'array':
      return `${isMany ? 'lists' : 'list'} of ${typeInWords(read(shape.element), read, true)}`;
    case 'union': {
      const words = shape.options.map((option) => typeInWords(read(option), read, isMany));
      return [...new Set(words)].join(' or ');
    }
    case 'object':
    case 'record':
    case 'variants':
      return isMany ? 'maps' : 'map';
    case 'number':
      return isMany ? 'numbers' : 'number';
    case 'boolean':
      return '`true` or `false`';
    case 'word':
      return isMany ? 'words' : 'word';
    case 'string':
      return isMany ? 'texts' : 'text';
    default:
      return isMany ? 'values' : 'value';
  }
}
