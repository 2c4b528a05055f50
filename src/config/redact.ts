import type { z } from 'zod';
import { isCredentialHeader } from './credential-header.ts';
import { configDocument } from './document.ts';
import { createSchemaReader, type Shape, variantOf } from './schema-shape.ts';

/** What readers see instead of a credential; a write that brings it back keeps the stored value. */
export const REDACTED = '[REDACTED]';

/**
 * A copy of a document, as written or as loaded, without credentials: fields that the schema marks
 * as secret, credential headers, user names in URLs, and whatever is called like a secret in parts
 * that the schema does not know.
 */
export function redact(document: unknown): unknown {
  const read = createSchemaReader();

  function walk(value: unknown, schema: z.core.$ZodType): unknown {
    const { shape, marks } = read(schema);
    if (marks.isSecret) return hide(value);
    if (Array.isArray(value)) {
      return value.map((element) =>
        shape.kind === 'array' ? walk(element, shape.element) : guess(element),
      );
    }
    if (typeof value === 'object' && value !== null) {
      if (shape.kind === 'variants') {
        const form = variantOf(shape, value);
        return form === undefined ? guess(value) : walk(value, form);
      }
      const isCredential = marks.isHeader && 'name' in value && isCredentialHeader(`${value.name}`);
      return mapEntries(value, (key, content) => {
        if (isCredential && key === 'value') return hide(content);
        if (marks.isHeaders && isCredentialHeader(key)) return hide(content);
        const field = fieldOf(shape, key);
        return field === undefined ? guessEntry(key, content) : walk(content, field);
      });
    }
    return withoutUserInfo(value);
  }

  return walk(document, configDocument);
}

function fieldOf(shape: Shape, key: string): z.core.$ZodType | undefined {
  if (shape.kind === 'record') return shape.value;
  if (shape.kind !== 'object' || !Object.hasOwn(shape.fields, key)) return undefined;
  return shape.fields[key];
}

const secretName =
  /(apikeys?|accesskey|password|passphrase|clientsecret|privatekey|secret|token|credentials?|authorization|cookie)$/;

function guess(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(guess);
  if (typeof value === 'object' && value !== null) return mapEntries(value, guessEntry);
  return withoutUserInfo(value);
}

function guessEntry(key: string, content: unknown): unknown {
  const name = key.toLowerCase().replaceAll(/[-_]/g, '');
  return secretName.test(name) ? hide(content) : guess(content);
}

/** A mere reference to an environment variable gives nothing away. */
function hide(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(hide);
  if (typeof value === 'object' && value !== null)
    return mapEntries(value, (_, inner) => hide(inner));
  if (value === null || value === undefined || value === '' || typeof value === 'boolean')
    return value;
  const isReference = /^\$(\{[A-Za-z_][A-Za-z0-9_]*\}|[A-Za-z_][A-Za-z0-9_]*)$/.test(String(value));
  return isReference ? value : REDACTED;
}

function withoutUserInfo(value: unknown): unknown {
  if (typeof value !== 'string' || !value.includes('://')) return value;
  return value.replaceAll(/([a-z][a-z0-9+.-]*:\/\/)[^/?#\s@]*@/gi, `$1${REDACTED}@`);
}

function mapEntries(
  map: object,
  change: (key: string, value: unknown) => unknown,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(key, value)]));
}
