import type { z } from 'zod';
import { messageOfIssue, problemsOfIssues } from '../../src/config/describe-issue.ts';
import { prepare } from '../../src/config/prepare.ts';
import { pathKey } from '../../src/config/problem.ts';

/** What loading says about a part of a document: `path: message (suggestion)`, not_active left out. */
export function problemsOf(schema: z.ZodType, value: unknown): readonly string[] {
  const prepared = prepare(value, { schema, environment: {}, mode: 'validate' });
  const parsed = schema.safeParse(prepared.value, { error: messageOfIssue, reportInput: true });
  const issues = parsed.success ? [] : problemsOfIssues(parsed.error.issues, prepared.chosen);
  const isReported = (path: readonly (string | number)[]) =>
    [...path, ''].some((_, end) => prepared.reported.has(pathKey(path.slice(0, end))));
  const shown = [...prepared.problems, ...issues.filter(({ path }) => !isReported(path))]
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message, suggestion }) => {
      const hint = suggestion === undefined ? '' : ` (${suggestion})`;
      return `${path.join('.')}: ${message}${hint}`;
    });
  return [...new Set(shown)];
}

/** The places that loading calls `not_active`. */
export function inactivePlaces(schema: z.ZodType, value: unknown): readonly string[] {
  return prepare(value, { schema, environment: {}, mode: 'validate' })
    .problems.filter(({ code }) => code === 'not_active')
    .map(({ path }) => path.join('.'));
}
