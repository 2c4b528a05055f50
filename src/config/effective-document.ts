import type { z } from 'zod';
import { isJsonObject, type JsonObject, type JsonValue } from '../lib/json-value.ts';
import { type ConfigDocument, configDocument } from './document.ts';
import { createSchemaReader, type Shape } from './schema-shape.ts';

/** What applies, defaults included, in the form of a document: durations are text again. */
export function effectiveDocument(config: ConfigDocument): JsonObject {
  const read = createSchemaReader();

  function walk(value: JsonValue, schema: z.core.$ZodType): JsonValue {
    const { shape, marks } = read(schema);
    if (Array.isArray(value)) {
      const element = shape.kind === 'array' ? shape.element : undefined;
      return element === undefined ? value : value.map((entry) => walk(entry, element));
    }
    // Durations are the only text that loading turns into a number.
    if (typeof value === 'number') return shape.kind === 'string' ? durationOf(value) : value;
    if (!isJsonObject(value)) return value;
    const option = optionOf(value, shape, marks.choose);
    if (option !== undefined) return walk(value, option);
    return Object.fromEntries(
      Object.entries(value).map(([key, content]) => {
        const field = fieldOf(shape, key);
        return [key, field === undefined ? content : walk(content, field)];
      }),
    );
  }

  // Parsed documents hold nothing but JSON, and no key without a value survives writing.
  const plain = JSON.parse(JSON.stringify(config)) as JsonObject;
  return walk(plain, configDocument) as JsonObject;
}

function optionOf(
  value: JsonObject,
  shape: Shape,
  choose: ((value: unknown) => number) | undefined,
): z.core.$ZodType | undefined {
  if (shape.kind === 'union') return shape.options[choose?.(value) ?? -1];
  if (shape.kind !== 'variants') return undefined;
  const { discriminator, options } = shape;
  return options.find((option) =>
    option._zod.propValues?.[discriminator]?.has(value[discriminator] as string),
  );
}

function fieldOf(shape: Shape, key: string): z.core.$ZodType | undefined {
  if (shape.kind === 'record') return shape.value;
  return shape.kind === 'object' && Object.hasOwn(shape.fields, key)
    ? shape.fields[key]
    : undefined;
}

function durationOf(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}
