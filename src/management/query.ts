import type { z } from 'zod';
import { SwitchyardError } from '../errors.ts';

/** Reads the query string by a schema; the first problem becomes a 400 that names the parameter. */
export function parseQuery<T extends z.ZodType>(schema: T, query: unknown): z.output<T> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const param = issue?.path.join('.') ?? '';
  throw new SwitchyardError('invalid_value', `query parameter \`${param}\`: ${issue?.message}`, {
    param,
  });
}
