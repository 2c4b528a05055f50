import { z } from 'zod';

/** What a schema says about its field beyond types; loading, redaction, forms and docs read it. */
export interface SchemaMarks {
  /** Free text: environment references in it, and in everything below it, stay as written. */
  readonly isText?: boolean;
  /** A credential: never shown, never logged. */
  readonly isSecret?: boolean;
  /**
   * URL, host, port: environment variables in it must be set. Where they are not known yet, the
   * rest of the document is checked with this instead.
   */
  readonly standIn?: string | number;
  /** The name of an environment variable; `required`: one that must be set. */
  readonly variableName?: 'optional' | 'required';
  /** What a bare number lacks to be a value. */
  readonly unit?: string;
  /** A map of HTTP headers, some of which carry credentials. */
  readonly isHeaders?: boolean;
  /** One HTTP header, as `name` and `value`. */
  readonly isHeader?: boolean;
  /** Checked and kept, but without effect in this version; a finding says so. */
  readonly isInactive?: boolean;
  /** Values of a choice that are kept, but without effect in this version. */
  readonly inactiveWords?: readonly string[];
  /** Old keys or values -> what to write instead. */
  readonly replaced?: Readonly<Record<string, string>>;
  /** Keys that belong to another form of the same object -> why they are wrong here. */
  readonly misplaced?: Readonly<Record<string, string>>;
  /** `{}` or `[]` says the same as leaving the field out. */
  readonly isEmptyUnset?: boolean;
  /** Which option of a union a value is meant to be, so that only its problems are reported. */
  readonly choose?: (value: unknown) => number;
}

/** Marks by schema; filled where schemas are defined and only read afterwards. */
export const schemaMarks = z.registry<SchemaMarks>();

/** An object without other keys; `known` says what to write instead of some. */
export function section<Fields extends z.core.$ZodLooseShape>(
  fields: Fields,
  known: Pick<SchemaMarks, 'replaced' | 'misplaced'> = {},
) {
  return z.strictObject(fields).register(schemaMarks, known);
}

/** One of some words; some of them may be without effect yet, others were removed. */
export function choice<const Values extends readonly string[]>(
  values: Values,
  known: Pick<SchemaMarks, 'inactiveWords' | 'replaced'> = {},
) {
  return z.enum(values).register(schemaMarks, known);
}

/** The same schema with more said about its field. */
export function mark<Schema extends z.ZodType>(schema: Schema, marks: SchemaMarks): Schema {
  const marked = z.core.clone(schema, schema._zod.def, { parent: true });
  schemaMarks.add(marked, marks);
  return marked;
}

/** The same schema for a part of the document that nothing acts on yet. */
export function inactive<Schema extends z.ZodType>(schema: Schema): Schema {
  return mark(schema, { isInactive: true });
}

/** Keeps `$` in a field, and in everything below it, as it is written. */
export function text<Schema extends z.ZodType>(schema: Schema): Schema {
  return mark(schema, { isText: true });
}

/** The name of an environment variable that holds a credential. */
export const variableName = z
  .string()
  .refine(isVariableName, 'is no name of an environment variable, which is wanted here');

export function isVariableName(text: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(text);
}
