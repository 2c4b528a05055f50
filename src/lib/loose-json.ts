/** A member of a value that may be anything; undefined where there is none. */
export function memberOf(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as { readonly [key: string]: unknown })[key];
}

export function stringOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

const nothing: readonly unknown[] = Object.freeze([]);

export function arrayOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : nothing;
}
