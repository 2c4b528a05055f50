import { nearestName } from '../lib/nearest-name.ts';
import type { SchemaMarks } from '../lib/schema-marks.ts';
import { didYouMean } from './problem.ts';
import type { Field, Shape } from './schema-shape.ts';

/** What a finding says, apart from where. */
export interface Misfit {
  readonly code: string;
  readonly message: string;
  readonly suggestion?: string | undefined;
}

const maxKeyDistance = 3;

/** What is wrong with a key that a section does not have. */
export function keyProblem(
  key: string,
  fields: Readonly<Record<string, unknown>>,
  { replaced = {}, misplaced = {} }: SchemaMarks,
): Misfit {
  if (Object.hasOwn(replaced, key)) {
    const suggestion = useInstead(replaced[key] as string);
    return { code: 'deprecated_key', message: `\`${key}\` is no longer read`, suggestion };
  }
  if (Object.hasOwn(misplaced, key)) {
    return {
      code: 'misplaced_key',
      message: `\`${key}\` is wrong here`,
      suggestion: misplaced[key],
    };
  }
  const known = Object.keys(fields);
  const nearest = nearestName(key, known, Math.min(maxKeyDistance, Math.floor(key.length / 2)));
  return {
    code: 'unknown_key',
    message: `unknown key \`${key.slice(0, 100)}\``,
    suggestion: didYouMean(nearest) ?? `known keys are ${listed(known)}`,
  };
}

/** Whether a value has the kind of its place, whatever else may be wrong with it. */
export function fits(value: unknown, { kind }: Shape): boolean {
  switch (kind) {
    case 'object':
    case 'record':
    case 'variants':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    case 'array':
      return Array.isArray(value);
    case 'word':
      return typeof value === 'string';
    case 'string':
    case 'number':
    case 'boolean':
      return typeof value === kind;
    default:
      return true;
  }
}

const kindNames: Readonly<Record<Shape['kind'], string>> = {
  object: 'a map',
  record: 'a map',
  variants: 'a map',
  array: 'a list',
  string: 'text',
  word: 'text',
  number: 'a number',
  boolean: '`true` or `false`',
  union: 'something else',
  any: 'something else',
};

/** What is wrong with a value of another kind. */
export function kindProblem(value: unknown, { shape: { kind }, marks }: Field): Misfit {
  const message = `must be ${kindNames[kind]}, is ${nameOf(value)}`;
  return { code: 'invalid_type', message, suggestion: kindHint(value, kind, marks) };
}

function kindHint(value: unknown, kind: Shape['kind'], { unit }: SchemaMarks): string | undefined {
  if (kind === 'string' || kind === 'word') {
    if (typeof value === 'number' && unit !== undefined) return `write \`${value}${unit}\``;
    const isPlain = typeof value === 'number' || typeof value === 'boolean';
    return isPlain ? 'put it in quotes' : undefined;
  }
  if (typeof value !== 'string') return undefined;
  const word = value.trim().toLowerCase();
  if (kind === 'number') {
    const [, percent] = /^(\d{1,9}(?:\.\d{1,9})?) ?%$/.exec(word) ?? [];
    if (percent !== undefined) return `write \`${Number(percent) / 100}\``;
    return word !== '' && Number.isFinite(Number(word)) ? 'remove the quotes' : undefined;
  }
  if (kind !== 'boolean') return undefined;
  if (['true', 'yes', 'on'].includes(word)) return 'write `true`';
  return ['false', 'no', 'off'].includes(word) ? 'write `false`' : undefined;
}

function nameOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return 'text';
  return `\`${value}\``;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

/** What is wrong with a word that a choice knows and cannot offer. */
export function wordProblem(value: string, { marks }: Field): Misfit | undefined {
  const word = value.trim().toLowerCase();
  const replacement = marks.replaced?.[word];
  if (replacement === undefined) return undefined;
  const message = `\`${value}\` was removed`;
  return { code: 'deprecated_value', message, suggestion: useInstead(replacement) };
}

/** A path or a word is quoted; a sentence has its own quotes. */
function useInstead(replacement: string): string {
  return replacement.includes(' ') ? `use ${replacement}` : `use \`${replacement}\``;
}

/** What is wrong with the word that should tell the form of a map. */
export function variantProblem(word: unknown, allowed: readonly string[]): Misfit {
  if (word === undefined || word === null) return { code: 'missing_field', message: 'is missing' };
  const written = String(word).slice(0, 100);
  const message = `\`${written}\` is none of ${listed(allowed)}`;
  return { code: 'invalid_value', message, suggestion: didYouMean(nearestName(written, allowed)) };
}
