import type { z } from 'zod';
import { nearestName } from '../lib/nearest-name.ts';
import { isVariableName, type SchemaMarks } from '../lib/schema-marks.ts';
import { type Environment, interpolate } from './interpolate.ts';
import { didYouMean, type Path, type Problem, pathKey } from './problem.ts';
import { createSchemaReader, type Field, type Shape } from './schema-shape.ts';

/** `run`: variables are needed now; `validate`: whoever runs the document will have them. */
export type LoadMode = 'run' | 'validate';

export interface Preparation {
  /** The document with environment references replaced, and without what is reported below. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Paths of values that are reported already, as `pathKey`. */
  readonly reported: ReadonlySet<string>;
  /** Which option a value of a union is meant to be, by `pathKey`. */
  readonly chosen: ReadonlyMap<string, number>;
}

interface PrepareOptions {
  readonly schema: z.core.$ZodType;
  readonly environment: Environment;
  readonly mode: LoadMode;
}

const maxKeyDistance = 3;

/**
 * Walks a document along its schema: sorts out keys that are unknown, old or not supported yet and
 * values of the wrong kind, and replaces environment references where the schema allows them. What
 * remains has the right kinds throughout, so that checks can go on despite errors.
 */
export function prepare(document: unknown, options: PrepareOptions): Preparation {
  const { environment, mode } = options;
  const read = createSchemaReader();
  const problems: Problem[] = [];
  const reported = new Set<string>();
  const chosen = new Map<string, number>();

  function report(problem: Omit<Problem, 'severity'> & { severity?: Problem['severity'] }): void {
    problems.push({ severity: 'error', ...problem });
    if (!problem.isAboutKey) reported.add(pathKey(problem.path));
  }

  function walk(value: unknown, schema: z.core.$ZodType, place: Place): unknown {
    const field = read(schema);
    const isText = place.isText || field.marks.isText === true;
    if (field.marks.isEmptyUnset && isEmpty(value)) return undefined;
    const { shape } = field;
    if (!fits(value, shape)) {
      // A number or a switch may come from a variable, which is always text.
      const converted =
        typeof value === 'string' ? expand(value, field, { ...place, isText }) : value;
      if (converted === undefined || fits(converted, shape)) return converted;
      const { message, suggestion } = kindProblem(value, shape);
      report({ code: 'invalid_type', path: place.path, message, suggestion });
      return undefined;
    }
    switch (shape.kind) {
      case 'object':
        return walkObject(value as object, field, { ...place, isText });
      case 'record':
        return walkRecord(value as object, shape.value, { ...place, isText, field });
      case 'array':
        return (value as unknown[]).map((element, index) =>
          walk(element, shape.element, { path: [...place.path, index], isText }),
        );
      case 'union': {
        const index = field.marks.choose?.(value);
        const option = index === undefined ? undefined : shape.options[index];
        if (index === undefined || option === undefined) {
          return typeof value === 'string' ? expand(value, field, { ...place, isText }) : value;
        }
        chosen.set(pathKey(place.path), index);
        return walk(value, option, { ...place, isText });
      }
      case 'variants':
        return walkVariants(value as object, shape, { ...place, isText });
      case 'string':
      case 'word':
        return walkWord(value as string, field, { ...place, isText });
      default:
        return value;
    }
  }

  function walkObject(value: object, { shape, marks }: Field, place: Place): unknown {
    const fields = shape.kind === 'object' ? shape.fields : {};
    const entries = Object.entries(value).flatMap(([key, content]) => {
      const path = [...place.path, key];
      const schema = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (schema === undefined) {
        if (!key.startsWith('x-'))
          report({ path, isAboutKey: true, ...keyProblem(key, fields, marks) });
        return [];
      }
      if (content === null) return [];
      const walked = walk(content, schema, { path, isText: place.isText });
      return walked === undefined ? [] : [[key, walked] as const];
    });
    return Object.fromEntries(entries);
  }

  function walkRecord(
    value: object,
    schema: z.core.$ZodType,
    { field, ...place }: Place & { readonly field: Field },
  ): unknown {
    const entries = Object.entries(value).flatMap(([key, content]) => {
      if (content === null) return [];
      const path = [...place.path, key];
      const isCredential = field.marks.isHeaders === true && isCredentialHeader(key);
      if (isCredential && typeof content === 'string') warnOfSecret(content, path);
      const walked = walk(content, schema, { path, isText: place.isText });
      return walked === undefined ? [] : [[key, walked] as const];
    });
    return Object.fromEntries(entries);
  }

  function walkVariants(
    value: object,
    { discriminator, options }: Extract<Shape, { kind: 'variants' }>,
    place: Place,
  ): unknown {
    const word = (value as Record<string, unknown>)[discriminator];
    const path = [...place.path, discriminator];
    const words = options.flatMap((option) => [...(option._zod.propValues?.[discriminator] ?? [])]);
    const index = options.findIndex((option) =>
      option._zod.propValues?.[discriminator]?.has(word as string),
    );
    const option = options[index];
    if (option !== undefined) {
      return walk(value, option, place);
    }
    if (word === undefined || word === null) {
      report({ code: 'missing_field', path, message: 'is missing' });
    } else {
      const allowed = words.filter((one) => typeof one === 'string');
      report({
        code: 'invalid_value',
        path,
        message: `\`${word}\` is none of ${listed(allowed)}`,
        suggestion: didYouMean(nearestName(String(word), allowed)),
      });
    }
    reported.add(pathKey(place.path));
    return undefined;
  }

  function walkWord(value: string, field: Field, place: Place): unknown {
    const { path } = place;
    const { marks } = field;
    const word = value.trim().toLowerCase();
    if (marks.later?.includes(word)) {
      report({
        code: 'not_implemented',
        path,
        message: `\`${value}\` is not supported by this version yet`,
      });
      return value;
    }
    const replacement = marks.replaced?.[word];
    if (replacement !== undefined) {
      const message = `\`${value}\` was removed`;
      report({ code: 'deprecated_value', path, message, suggestion: `use \`${replacement}\`` });
      return value;
    }
    if (marks.isSecret) warnOfSecret(value, path);
    if (marks.variableName !== undefined) checkVariable(value, marks.variableName, path);
    const isExpanded = !(place.isText && field.shape.kind === 'string');
    return isExpanded ? expand(value, field, place) : value;
  }

  /** Replaces references; undefined when the field is as good as left out. */
  function expand(value: string, { shape, marks }: Field, { path, isText }: Place): unknown {
    if (isText && shape.kind === 'string') return value;
    const { text, hasReferences, missing, malformed } = interpolate(value, environment);
    for (const reference of malformed) {
      report({
        code: 'invalid_reference',
        path,
        message: `\`${reference}\` refers to no environment variable, names have letters, digits and \`_\``,
        suggestion: 'write `$$` for a dollar sign',
      });
    }
    if (missing.length === 0) return hasReferences ? converted(text, shape) : text;
    if (mode === 'validate') {
      for (const name of missing) {
        report({ code: 'needs_env', severity: 'info', path, message: `needs env ${name}` });
      }
      return marks.standIn ?? (shape.kind === 'string' ? value : undefined);
    }
    const isNeeded = marks.standIn !== undefined;
    for (const name of missing) {
      const problem = {
        code: 'env_missing',
        severity: isNeeded ? 'error' : 'warning',
        path,
        message: `environment variable \`${name}\` is not set`,
        suggestion: `set it, or write \`\${${name}:-default}\``,
      } as const;
      if (isNeeded) report(problem);
      else problems.push(problem);
    }
    if (isNeeded) return marks.standIn;
    return text === '' ? undefined : converted(text, shape);
  }

  function checkVariable(name: string, need: 'optional' | 'required', path: Path): void {
    // What is no name may be the credential itself, which the schema reports without showing it.
    if (environment[name] || !isVariableName(name)) return;
    if (mode === 'validate') {
      problems.push({ code: 'needs_env', severity: 'info', path, message: `needs env ${name}` });
      return;
    }
    problems.push({
      code: 'env_missing',
      severity: need === 'required' ? 'error' : 'warning',
      path,
      message: `environment variable \`${name}\` is not set`,
    });
  }

  function warnOfSecret(value: string, path: Path): void {
    if (value === '' || interpolate(value, {}).hasReferences) return;
    problems.push({
      code: 'plaintext_secret',
      severity: 'warning',
      path,
      message: 'is a credential in plain text',
      suggestion: `refer to an environment variable, as \`\${NAME}\` or with \`${String(path.findLast((part) => typeof part === 'string'))}_env\``,
    });
  }

  const value = walk(document, options.schema, { path: [], isText: false });
  return { value, problems, reported, chosen };
}

interface Place {
  readonly path: Path;
  readonly isText: boolean;
}

/** Headers whose values are credentials. */
export function isCredentialHeader(name: string): boolean {
  return /^(authorization|proxy-authorization|cookie|(x-)?api-?key|x-auth-token)$/i.test(name);
}

function keyProblem(
  key: string,
  fields: Readonly<Record<string, unknown>>,
  { later = [], replaced = {}, misplaced = {} }: SchemaMarks,
): { readonly code: string; readonly message: string; readonly suggestion?: string | undefined } {
  if (later.includes(key)) {
    return { code: 'not_implemented', message: 'is not supported by this version yet' };
  }
  if (Object.hasOwn(replaced, key)) {
    const replacement = replaced[key] as string;
    const suggestion = replacement.includes(' ') ? `use ${replacement}` : `use \`${replacement}\``;
    return { code: 'deprecated_key', message: `\`${key}\` is no longer read`, suggestion };
  }
  if (Object.hasOwn(misplaced, key)) {
    return {
      code: 'misplaced_key',
      message: `\`${key}\` is wrong here`,
      suggestion: misplaced[key],
    };
  }
  const known = [...Object.keys(fields), ...later];
  const nearest = nearestName(key, known, Math.min(maxKeyDistance, Math.floor(key.length / 2) + 1));
  return {
    code: 'unknown_key',
    message: `unknown key \`${key.slice(0, 100)}\``,
    suggestion: didYouMean(nearest) ?? `known keys are ${listed(known)}`,
  };
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}

function fits(value: unknown, { kind }: Shape): boolean {
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

function kindProblem(
  value: unknown,
  { kind }: Shape,
): { readonly message: string; readonly suggestion?: string | undefined } {
  const message = `must be ${kindNames[kind]}, is ${nameOf(value)}`;
  const isPlain = typeof value === 'number' || typeof value === 'boolean';
  const wantsText = kind === 'string' || kind === 'word';
  return { message, suggestion: wantsText && isPlain ? 'put it in quotes' : undefined };
}

function nameOf(value: unknown): string {
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  if (typeof value === 'string') return 'text';
  return `\`${value}\``;
}

/** Text of a variable as what the field holds. */
function converted(text: string, { kind }: Shape): unknown {
  const isNumeric = kind === 'number' || kind === 'union';
  if (isNumeric && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}

function listed(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
