/**
 * The same value for all ways to write the same policy: sorted keys, no groups of one condition, and
 * none that always matches.
 */
export function plainForm(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plainForm);
  if (typeof value !== 'object' || value === null) return value;
  const { operator, conditions } = value as { operator?: unknown; conditions?: unknown };
  if (Array.isArray(conditions) && (operator === 'AND' || operator === 'OR')) {
    if (conditions.length === 1) return plainForm(conditions[0]);
    if (conditions.length === 0 && operator === 'AND') return undefined;
  }
  const entries = Object.entries(value)
    .map(([key, inner]) => [key, plainForm(inner)] as const)
    .filter(([, inner]) => inner !== undefined)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries);
}
