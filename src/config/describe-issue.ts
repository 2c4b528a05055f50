import type { z } from 'zod';
import { nearestName } from '../lib/nearest-name.ts';
import { didYouMean, type Path, type Problem, pathKey } from './problem.ts';

type Issue = z.core.$ZodIssue;

/** Our words for what a schema finds, where the schema has none of its own. */
export function messageOfIssue(issue: z.core.$ZodRawIssue): string | undefined {
  const { code, input } = issue;
  switch (code) {
    case 'invalid_type':
      if (input === undefined) return 'is missing';
      if (issue.expected === 'int') return `must be a whole number, is ${shown(input)}`;
      return `must be ${kindNames[issue.expected as string] ?? issue.expected}, is ${shown(input)}`;
    case 'invalid_value': {
      const values = (issue.values as unknown[]).map((value) => `\`${value}\``).join(', ');
      if (input === undefined) return `is missing, write one of ${values}`;
      const isSingle = (issue.values as unknown[]).length === 1;
      return `${shown(input)} is ${isSingle ? `not ${values}` : `none of ${values}`}`;
    }
    case 'too_small':
      return boundMessage(issue, { word: 'least', bound: issue.minimum });
    case 'too_big':
      return boundMessage(issue, { word: 'most', bound: issue.maximum });
    case 'unrecognized_keys':
      return `unknown keys ${(issue.keys as string[]).map((key) => `\`${key}\``).join(', ')}`;
    case 'invalid_key':
      return 'is not a valid key here';
    default:
      return undefined;
  }
}

const kindNames: Readonly<Record<string, string>> = {
  string: 'text',
  number: 'a number',
  boolean: '`true` or `false`',
  array: 'a list',
  object: 'a map',
  record: 'a map',
};

interface Bound {
  readonly word: 'least' | 'most';
  readonly bound: unknown;
}

function boundMessage(issue: z.core.$ZodRawIssue, { word, bound }: Bound): string {
  const { origin, inclusive, input } = issue;
  if (origin === 'string') {
    if (bound === 1) return 'must not be empty';
    return `must have at ${word} ${bound} characters, has ${(input as string).length}`;
  }
  if (origin === 'array') {
    const { length } = input as readonly unknown[];
    if (length === 0) return 'must not be empty';
    return `must have at ${word} ${bound} entries, has ${length}`;
  }
  const limit = inclusive
    ? `at ${word} ${bound}`
    : `${word === 'least' ? 'more' : 'less'} than ${bound}`;
  return `must be ${limit}, is ${shown(input)}`;
}

function shown(input: unknown): string {
  if (input === null) return 'empty';
  if (Array.isArray(input)) return 'a list';
  if (typeof input === 'object') return 'a map';
  return `\`${String(input).slice(0, 100)}\``;
}

/**
 * Findings of schemas as problems. `chosen` tells which option of a union a value was meant to be;
 * only the issues of that one count.
 */
export function problemsOfIssues(
  issues: readonly Issue[],
  chosen: ReadonlyMap<string, number>,
  base: Path = [],
): readonly Problem[] {
  return issues.flatMap((issue): readonly Problem[] => {
    const path = [...base, ...(issue.path as Path)];
    if (issue.code === 'invalid_union') {
      const option = issue.errors[chosen.get(pathKey(path)) ?? -1];
      if (option !== undefined) return problemsOfIssues(option, chosen, path);
    }
    if (issue.code === 'invalid_key') {
      const [first] = issue.issues;
      return [problem(issue, path, { message: first?.message ?? issue.message, isAboutKey: true })];
    }
    return [problem(issue, path, { message: issue.message })];
  });
}

function problem(
  issue: Issue,
  path: Path,
  rest: { readonly message: string; readonly isAboutKey?: boolean },
): Problem {
  return { code: codeOf(issue), severity: 'error', path, suggestion: suggestionOf(issue), ...rest };
}

function codeOf(issue: Issue): string {
  if (issue.code === 'custom') {
    const code: unknown = issue.params?.code;
    return typeof code === 'string' ? code : 'invalid_value';
  }
  const isMissing = issue.input === undefined;
  if (issue.code === 'invalid_type') return isMissing ? 'missing_field' : 'invalid_type';
  if (issue.code === 'invalid_value' && isMissing) return 'missing_field';
  return issue.code === 'unrecognized_keys' ? 'unknown_key' : 'invalid_value';
}

function suggestionOf(issue: Issue): string | undefined {
  if (issue.code === 'too_big') {
    const { origin, maximum, input } = issue;
    const isPercent =
      origin === 'number' && maximum === 1 && Number(input) >= 10 && Number(input) <= 100;
    return isPercent ? didYouMean(String(Number(input) / 100)) : undefined;
  }
  if (issue.code !== 'invalid_value' || typeof issue.input !== 'string') return undefined;
  const words = issue.values.filter((value) => typeof value === 'string');
  return didYouMean(nearestName(issue.input, words));
}
