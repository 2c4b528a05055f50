import { z } from 'zod';
import { ManagementError, type ManagementErrorCode } from './management-error.ts';

const MAX_TEXT_BYTES = 1024 * 1024;

/** One text to look at, at most 1 MiB of UTF-8. */
export const inputText = z
  .string({ error: ({ input }) => (input === undefined ? 'is required' : 'must be a string') })
  .min(1, 'must not be empty')
  .refine(
    (text) => text.length <= MAX_TEXT_BYTES && Buffer.byteLength(text) <= MAX_TEXT_BYTES,
    `must not be longer than ${MAX_TEXT_BYTES} bytes`,
  );

/** 0..1. */
export const fraction = z.number().min(0).max(1);

/** A list whose length is judged before its items, so that a long one costs no time. */
export function listOf<T extends z.ZodType>(item: T, max: number) {
  return z
    .custom<readonly unknown[]>(Array.isArray, 'must be an array')
    .refine((items) => items.length <= max, {
      message: `must not have more than ${max} items`,
      params: { code: 'BATCH_TOO_LARGE' satisfies ManagementErrorCode },
    })
    .pipe(z.array(item));
}

interface ParseOptions {
  /** Top-level field -> code of its problems; `INVALID_INPUT` for all others. */
  readonly codes?: Readonly<Record<string, ManagementErrorCode>>;
}

/** Reads a JSON body by a schema; its first problem becomes a 400 that names the field. */
export function parseBody<T extends z.ZodType>(
  schema: T,
  body: unknown,
  { codes = {} }: ParseOptions = {},
): z.output<T> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path ?? [];
  const subject = path.length === 0 ? 'the request body' : `\`${pathText(path)}\``;
  throw new ManagementError(codeOf(issue, codes), `${subject}: ${issue?.message}`);
}

function codeOf(
  issue: z.core.$ZodIssue | undefined,
  codes: Readonly<Record<string, ManagementErrorCode>>,
): ManagementErrorCode {
  const field = codes[String(issue?.path[0])];
  if (field !== undefined) return field;
  const isTooLarge = issue?.code === 'custom' && issue.params?.code === 'BATCH_TOO_LARGE';
  return isTooLarge ? 'BATCH_TOO_LARGE' : 'INVALID_INPUT';
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) =>
      typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`,
    )
    .join('');
}
