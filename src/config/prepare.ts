import type { z } from 'zod';
import type { Report } from './checks/report.ts';
import { isCredentialHeader } from './credential-header.ts';
import type { Environment } from './interpolate.ts';
import { fits, keyProblem, kindProblem, variantProblem, wordProblem } from './misfits.ts';
import { type Path, type Problem, pathKey } from './problem.ts';
import { createSchemaReader, type Field, type Shape, variantOf } from './schema-shape.ts';
import { createVariables, type LoadMode, type Place } from './variables.ts';

export interface Preparation {
  /** The document with environment references replaced, and without what is reported below. */
  readonly value: unknown;
  readonly problems: readonly Problem[];
  /** Paths of values that need no further report, as `pathKey`. */
  readonly reported: ReadonlySet<string>;
  /** Which option a value of a union is meant to be, by `pathKey`. */
  readonly chosen: ReadonlyMap<string, number>;
}

interface PrepareOptions {
  readonly schema: z.core.$ZodType;
  readonly environment: Environment;
  readonly mode: LoadMode;
}

type Variants = Extract<Shape, { kind: 'variants' }>;
type Record = Extract<Shape, { kind: 'record' }>;
type Union = Extract<Shape, { kind: 'union' }>;

/**
 * Walks a document along its schema: sorts out keys that are unknown, old or not supported yet and
 * values of the wrong kind, and replaces environment references where the schema allows them. What
 * remains has the right kinds throughout, so that checks can go on despite errors.
 */
export function prepare(document: unknown, options: PrepareOptions): Preparation {
  const read = createSchemaReader();
  const problems: Problem[] = [];
  const reported = new Set<string>();
  const chosen = new Map<string, number>();
  const report: Report = (problem) => {
    problems.push({ severity: 'error', ...problem });
    const isSettled = problem.severity !== 'warning' && !problem.isAboutKey;
    if (isSettled) reported.add(pathKey(problem.path));
  };
  const variables = createVariables({ ...options, report });

  function walk(value: unknown, schema: z.core.$ZodType, above: Place): unknown {
    const field = read(schema);
    const { shape, marks } = field;
    const place = {
      path: above.path,
      isText: above.isText || marks.isText === true,
      isSecret: above.isSecret || marks.isSecret === true,
      isInactive: above.isInactive || marks.isInactive === true,
    };
    if (place.isInactive && !above.isInactive && !isOff(value)) reportInactive(place.path);
    if (marks.isEmptyUnset && isEmpty(value)) return undefined;
    if (!fits(value, shape)) return walkMisfit(value, field, place);
    switch (shape.kind) {
      case 'object':
        return walkObject(value as object, field, place);
      case 'record':
        return walkRecord(value as object, { ...field, shape }, place);
      case 'array':
        return (value as unknown[]).map((element, index) =>
          walk(element, shape.element, { ...place, path: [...place.path, index] }),
        );
      case 'union':
        return walkUnion(value, { ...field, shape }, place);
      case 'variants':
        return walkVariants(value as object, { ...field, shape }, place);
      case 'string':
      case 'word':
        return walkWord(value as string, field, place);
      default:
        return value;
    }
  }

  function reportInactive(path: Path): void {
    const message = 'is not active yet: it is checked and kept, and has no effect in this version';
    report({ code: 'not_active', severity: 'warning', path, isAboutKey: true, message });
  }

  /** A number or a switch may come from a variable, which is always text. */
  function walkMisfit(value: unknown, field: Field, place: Place): unknown {
    const expanded = typeof value === 'string' ? variables.expand(value, field, place) : value;
    if (expanded === undefined || fits(expanded, field.shape)) return expanded;
    report({ path: place.path, ...kindProblem(value, field) });
    return undefined;
  }

  function walkObject(value: object, { shape, marks }: Field, place: Place): unknown {
    const fields = shape.kind === 'object' ? shape.fields : {};
    return walkEntries(value, place, (key) => {
      const schema = Object.hasOwn(fields, key) ? fields[key] : undefined;
      if (schema !== undefined) return { schema };
      if (!key.startsWith('x-')) {
        const path = [...place.path, key];
        report({ path, isAboutKey: true, ...keyProblem(key, fields, marks) });
      }
      return undefined;
    });
  }

  function walkRecord(
    value: object,
    { shape, marks }: Field & { readonly shape: Record },
    place: Place,
  ): unknown {
    return walkEntries(value, place, (key) => ({
      schema: shape.value,
      isSecret: marks.isHeaders === true && isCredentialHeader(key),
    }));
  }

  /** Keys without a schema are left out, and so are empty values, which say the same as no key. */
  function walkEntries(
    value: object,
    place: Place,
    entryOf: (key: string) => { schema: z.core.$ZodType; isSecret?: boolean } | undefined,
  ): unknown {
    const entries = Object.entries(value).flatMap(([key, content]) => {
      const entry = entryOf(key);
      if (entry === undefined || content === null) return [];
      const { schema, isSecret = false } = entry;
      const walked = walk(content, schema, { ...place, path: [...place.path, key], isSecret });
      return walked === undefined ? [] : [[key, walked] as const];
    });
    return Object.fromEntries(entries);
  }

  function walkUnion(
    value: unknown,
    field: Field & { readonly shape: Union },
    place: Place,
  ): unknown {
    const index = field.marks.choose?.(value);
    const option = index === undefined ? undefined : field.shape.options[index];
    if (index === undefined || option === undefined) {
      return typeof value === 'string' ? variables.expand(value, field, place) : value;
    }
    chosen.set(pathKey(place.path), index);
    return walk(value, option, place);
  }

  function walkVariants(
    value: object,
    field: Field & { readonly shape: Variants },
    place: Place,
  ): unknown {
    const option = variantOf(field.shape, value);
    if (option !== undefined) return walk(value, option, place);
    const { discriminator, options } = field.shape;
    const word: unknown = Object.entries(value).find(([key]) => key === discriminator)?.[1];
    const allowed = options.flatMap((candidate) =>
      [...(candidate._zod.propValues?.[discriminator] ?? [])].map(String),
    );
    const removed = typeof word === 'string' ? wordProblem(word, field) : undefined;
    const problem = removed ?? variantProblem(word, allowed);
    report({ path: [...place.path, discriminator], ...problem });
    reported.add(pathKey(place.path));
    return undefined;
  }

  function walkWord(value: string, field: Field, place: Place): unknown {
    if (!place.isInactive && field.marks.inactiveWords?.includes(value)) {
      const message = `\`${value}\` is not active yet: it is kept, and has no effect in this version`;
      report({ code: 'not_active', severity: 'warning', path: place.path, message });
    }
    const problem = wordProblem(value, field);
    if (problem === undefined) return variables.expand(value, field, place);
    report({ path: place.path, ...problem });
    return value;
  }

  const value = walk(document, options.schema, {
    path: [],
    isText: false,
    isSecret: false,
    isInactive: false,
  });
  return { value, problems, reported, chosen };
}

/** Whether a part of the document says itself that it does nothing. */
function isOff(value: unknown): boolean {
  if (isEmpty(value)) return true;
  return (
    typeof value === 'object' && value !== null && 'enabled' in value && value.enabled === false
  );
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
