import fc from 'fast-check';
import { z } from 'zod';
import { configDocument } from '../../config/document.ts';
import { createSchemaReader } from '../../config/schema-shape.ts';
import type { JsonObject, JsonValue } from '../compile/values.ts';

type Schema = z.core.$ZodType;
type Values = fc.Arbitrary<JsonValue>;

/** Below it lists are empty, since rule trees contain themselves. */
const maxDepth = 14;

const hardTexts = fc.constantFrom(
  '',
  ' ',
  'ROUTE',
  'true',
  'null',
  '9b',
  'a b',
  'a:b',
  'a/b.c-d',
  '__proto__',
  'constructor',
  '# no comment',
  '"quoted" \\ back',
  'line\nbreak\ttab\r',
  '{ } ( ) [ ] , : = -> →',
  '$USER $1',
  'ünï ☃ 😀 \u2028 \u0000 \u0007',
);

/** Texts that a writer of text has to take care of, among harmless ones. */
export const awkwardText = fc.oneof(
  hardTexts,
  fc.stringMatching(/^[a-z][a-z0-9_]{0,8}$/),
  fc.string({ unit: 'binary', maxLength: 8 }),
);

/** Numbers that a document can have. */
const awkwardNumber = fc.oneof(
  fc.constantFrom(0, 1, -1, 0.1, 1e21, 1e-7, 123456789.25, Number.MAX_SAFE_INTEGER),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

/** Any value that JSON has. */
export const anyJson: Values = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.oneof(awkwardText, awkwardNumber, fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(awkwardText, tie('value'), { maxKeys: 3 }) as Values,
  ),
})).value;

/**
 * Random `routing`, `entrypoints` and `recipes` of the shapes that the schema allows: any subset of
 * the optional keys, every form of what has several, explicit zeros, falses, nulls and empty lists.
 * Ranges and references are not kept.
 */
export function documentArbitrary(): fc.Arbitrary<JsonObject> {
  const { routing, entrypoints, recipes } = configDocument.shape;
  const parts = { routing, entrypoints, recipes };
  return objectArbitrary(parts, createArbitraries(), 0).map(
    (document) =>
      Object.fromEntries(
        Object.entries(document).filter(([key]) => Object.hasOwn(parts, key)),
      ) as JsonObject,
  );
}

type ArbitraryOf = (schema: Schema, depth: number) => Values;

function createArbitraries(): ArbitraryOf {
  const read = createSchemaReader();
  const known = new Map<Schema, Map<number, Values>>();

  function arbitraryOf(schema: Schema, depth: number): Values {
    const byDepth = known.get(schema) ?? new Map<number, Values>();
    known.set(schema, byDepth);
    const present = byDepth.get(depth);
    if (present !== undefined) return present;
    const made = make(schema, depth);
    byDepth.set(depth, made);
    return made;
  }

  function make(schema: Schema, depth: number): Values {
    const words = wordsOf(schema);
    if (words.length > 0) return fc.constantFrom(...words);
    const { shape } = read(schema);
    switch (shape.kind) {
      case 'object':
        return objectArbitrary(shape.fields, arbitraryOf, depth);
      case 'record':
        return fc.dictionary(awkwardText, arbitraryOf(shape.value, depth + 1), {
          maxKeys: 3,
        }) as Values;
      case 'array':
        if (depth >= maxDepth) return fc.constant([]);
        return fc.array(arbitraryOf(shape.element, depth + 1), { maxLength: 3 });
      case 'union':
      case 'variants':
        return fc.oneof(...shape.options.map((option) => arbitraryOf(option, depth)));
      case 'string':
        return awkwardText;
      case 'number':
        return awkwardNumber;
      case 'boolean':
        return fc.boolean();
      default:
        return anyJson;
    }
  }

  /** The words or literals that alone are allowed. */
  function wordsOf(schema: Schema): readonly JsonValue[] {
    const { shape } = read(schema);
    if (shape.kind === 'word') return shape.values;
    if (schema instanceof z.ZodPipe && shape.kind === 'string') return wordsOf(schema.def.out);
    return [...(schema._zod.values ?? [])].filter(
      (value) => typeof value === 'string' || typeof value === 'number',
    );
  }

  return arbitraryOf;
}

function objectArbitrary(
  fields: Readonly<Record<string, Schema>>,
  arbitraryOf: ArbitraryOf,
  depth: number,
): fc.Arbitrary<JsonObject> {
  const entries = Object.entries(fields).map(([key, schema]) => {
    const isOptional = schema._zod.optin !== undefined;
    const value = arbitraryOf(schema, depth + 1);
    if (!isOptional) return [key, value] as const;
    const orNull = fc.oneof({ arbitrary: value, weight: 30 }, fc.constant(null));
    return [key, fc.option(orNull, { nil: undefined, freq: 1 })] as const;
  });
  const extension = fc.oneof(
    { arbitrary: fc.constant(undefined), weight: 30 },
    fc.constantFrom('x-note', 'x-a b'),
  );
  return fc
    .tuple(fc.record(Object.fromEntries(entries)), extension, anyJson)
    .map(([values, key, value]) => {
      const present = Object.entries(values).filter(([, content]) => content !== undefined);
      return Object.fromEntries(
        key === undefined ? present : [...present, [key, value]],
      ) as JsonObject;
    });
}
