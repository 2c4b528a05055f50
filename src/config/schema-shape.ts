import { z } from 'zod';
import { type SchemaMarks, schemaMarks } from '../lib/schema-marks.ts';

/** What may stand at one place of a document. */
export type Shape =
  | { readonly kind: 'object'; readonly fields: Readonly<Record<string, z.core.$ZodType>> }
  | { readonly kind: 'record'; readonly value: z.core.$ZodType }
  | { readonly kind: 'array'; readonly element: z.core.$ZodType }
  | { readonly kind: 'union'; readonly options: readonly z.core.$ZodType[] }
  | {
      readonly kind: 'variants';
      readonly discriminator: string;
      readonly options: readonly z.core.$ZodType[];
    }
  | { readonly kind: 'string' | 'number' | 'boolean' }
  | { readonly kind: 'word'; readonly values: readonly string[] }
  | { readonly kind: 'any' };

/** A schema without the wrappers around it, and everything that those and itself are marked with. */
export interface Field {
  readonly shape: Shape;
  readonly marks: SchemaMarks;
}

/** The form of a map that the word under its discriminator tells; undefined: none has that word. */
export function variantOf(
  { discriminator, options }: Extract<Shape, { kind: 'variants' }>,
  value: object,
): z.core.$ZodType | undefined {
  const word: unknown = Object.entries(value).find(([key]) => key === discriminator)?.[1];
  return options.find((option) => option._zod.propValues?.[discriminator]?.has(word as string));
}

/** Reads schemas as shapes; remembers them, since documents repeat them thousands of times. */
export function createSchemaReader(): (schema: z.core.$ZodType) => Field {
  const known = new WeakMap<z.core.$ZodType, Field>();
  return (schema) => {
    const found = known.get(schema);
    if (found !== undefined) return found;
    const field = { shape: shapeOf(schema), marks: marksOf(schema) };
    known.set(schema, field);
    return field;
  };
}

function shapeOf(schema: z.core.$ZodType): Shape {
  const inner = innerOf(schema);
  if (inner !== undefined) return shapeOf(inner);
  if (schema instanceof z.ZodObject) return { kind: 'object', fields: schema.shape };
  if (schema instanceof z.ZodRecord) return { kind: 'record', value: schema.valueType };
  if (schema instanceof z.ZodArray) return { kind: 'array', element: schema.element };
  if (schema instanceof z.ZodDiscriminatedUnion) {
    const { discriminator } = schema.def;
    return { kind: 'variants', discriminator, options: schema.options };
  }
  if (schema instanceof z.ZodUnion) return { kind: 'union', options: schema.options };
  if (schema instanceof z.ZodString) return { kind: 'string' };
  if (schema instanceof z.ZodNumber) return { kind: 'number' };
  if (schema instanceof z.ZodBoolean) return { kind: 'boolean' };
  if (schema instanceof z.ZodEnum) {
    return { kind: 'word', values: schema.options.filter((value) => typeof value === 'string') };
  }
  return { kind: 'any' };
}

function marksOf(schema: z.core.$ZodType): SchemaMarks {
  const inner = innerOf(schema);
  const after = schema instanceof z.ZodPipe ? marksOf(schema.def.out) : {};
  return { ...(inner === undefined ? {} : marksOf(inner)), ...after, ...schemaMarks.get(schema) };
}

/** What reads the document inside a wrapper; of a pipe that is its first part. */
function innerOf(schema: z.core.$ZodType): z.core.$ZodType | undefined {
  if (schema instanceof z.ZodPipe) return schema.def.in;
  if (schema instanceof z.ZodLazy) return schema.def.getter();
  if (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodNullable ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodReadonly
  ) {
    return schema.def.innerType;
  }
  return undefined;
}
