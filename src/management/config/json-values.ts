import { isDeepStrictEqual } from 'node:util';
import { ConfigApiError } from './config-api-error.ts';

export type JsonMap = Readonly<Record<string, unknown>>;

export function isJsonMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON Merge Patch: maps are merged, `null` deletes a key, everything else replaces (RFC 7396). */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (!isJsonMap(patch)) return patch;
  const merged = new Map(isJsonMap(target) ? Object.entries(target) : []);
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}

const MAX_DEPTH = 256;
const MAX_VALUES = 1_000_000;

/** Refuses what would exhaust the stack, or the memory, of whatever walks it. */
export function checkBounds(document: unknown): void {
  let level: readonly unknown[] = [document];
  let values = 0;
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) throw refused(`is nested deeper than ${MAX_DEPTH} levels`);
    const next: unknown[] = [];
    for (const value of level) {
      values += 1;
      if (values + next.length > MAX_VALUES) throw refused(`has more than ${MAX_VALUES} values`);
      if (typeof value !== 'object' || value === null) continue;
      for (const child of Object.values(value)) next.push(child);
    }
    level = next;
  }
}

interface Operation {
  readonly op: string;
  readonly path: string;
  readonly from?: string;
  readonly value?: unknown;
}

/** Each one copies the containers that it changes. */
const MAX_OPERATIONS = 1000;

interface PatchOptions {
  /** A `test` that fails says that the document is not the expected one. */
  readonly isTested: boolean;
}

/** JSON Patch (RFC 6902). */
export function applyJsonPatch(
  document: unknown,
  patch: unknown,
  { isTested }: PatchOptions,
): unknown {
  if (!Array.isArray(patch)) throw refused('a JSON Patch is a list of operations');
  if (patch.length > MAX_OPERATIONS) {
    throw refused(`a JSON Patch has at most ${MAX_OPERATIONS} operations`);
  }
  const changed = patch.reduce((value: unknown, operation: unknown, index) => {
    if (!isOperation(operation)) throw refused(`operation ${index} needs \`op\` and \`path\``);
    return operation.op === 'test' && !isTested ? value : apply(value, operation);
  }, document);
  // Copies of copies grow fast.
  checkBounds(changed);
  return changed;
}

function isOperation(value: unknown): value is Operation {
  return isJsonMap(value) && typeof value.op === 'string' && typeof value.path === 'string';
}

function apply(document: unknown, operation: Operation): unknown {
  const { op, value } = operation;
  const path = stepsOf(operation.path);
  switch (op) {
    case 'add':
      return insert(document, path, needed(operation, value));
    case 'remove':
      return remove(document, path);
    case 'replace':
      valueAt(document, path);
      return replace(document, path, needed(operation, value));
    case 'move': {
      const from = stepsOf(operation.from ?? '');
      const isInside = from.length < path.length && from.every((step, at) => step === path[at]);
      if (isInside) throw refused('nothing can be moved into itself');
      return insert(remove(document, from), path, valueAt(document, from));
    }
    case 'copy':
      return insert(document, path, valueAt(document, stepsOf(operation.from ?? '')));
    case 'test':
      if (isDeepStrictEqual(valueAt(document, path), value)) return document;
      throw new ConfigApiError('CONFIG_CHANGED', `\`${operation.path}\` is not what was expected`);
    default:
      throw refused(`there is no operation \`${op.slice(0, 50)}\``);
  }
}

function needed({ op }: Operation, value: unknown): unknown {
  if (value === undefined) throw refused(`operation \`${op}\` needs a \`value\``);
  return value;
}

/** RFC 6901. */
function stepsOf(pointer: string): readonly string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw refused(`\`${pointer.slice(0, 200)}\` is no JSON Pointer`);
  return pointer
    .slice(1)
    .split('/')
    .map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce((value, step) => {
    if (Array.isArray(value)) return value[indexOf(step, value.length - 1)];
    if (isJsonMap(value) && Object.hasOwn(value, step)) return value[step];
    throw missing(path);
  }, document);
}

/** The document with one container changed, and everything above it copied. */
function changeAt(
  document: unknown,
  path: readonly string[],
  change: (container: unknown, last: string) => unknown,
): unknown {
  const [step, ...rest] = path;
  if (step === undefined) throw refused('the document itself can only be replaced');
  if (rest.length === 0) return change(document, step);
  const inner = changeAt(valueAt(document, [step]), rest, change);
  return Array.isArray(document)
    ? document.with(indexOf(step, document.length - 1), inner)
    : withKey(document as JsonMap, step, inner);
}

function insert(document: unknown, path: readonly string[], value: unknown): unknown {
  if (path.length === 0) return value;
  return changeAt(document, path, (container, last) => {
    if (Array.isArray(container)) {
      const index = last === '-' ? container.length : indexOf(last, container.length);
      return container.toSpliced(index, 0, value);
    }
    if (!isJsonMap(container)) throw missing(path);
    return withKey(container, last, value);
  });
}

function replace(document: unknown, path: readonly string[], value: unknown): unknown {
  if (path.length === 0) return value;
  return changeAt(document, path, (container, last) =>
    Array.isArray(container)
      ? container.with(indexOf(last, container.length - 1), value)
      : withKey(container as JsonMap, last, value),
  );
}

function remove(document: unknown, path: readonly string[]): unknown {
  valueAt(document, path);
  return changeAt(document, path, (container, last) => {
    if (Array.isArray(container)) {
      return container.toSpliced(indexOf(last, container.length - 1), 1);
    }
    return Object.fromEntries(Object.entries(container as JsonMap).filter(([key]) => key !== last));
  });
}

/** Keeps the place of a key that is there. */
function withKey(map: JsonMap, key: string, value: unknown): JsonMap {
  return Object.fromEntries(new Map(Object.entries(map)).set(key, value));
}

function indexOf(step: string, last: number): number {
  const index = /^(0|[1-9]\d{0,8})$/.test(step) ? Number(step) : Number.NaN;
  if (index <= last) return index;
  throw refused(`there is no entry \`${step.slice(0, 50)}\` in the list`);
}

function missing(path: readonly string[]): ConfigApiError {
  return refused(`there is nothing at \`/${path.join('/').slice(0, 200)}\``);
}

function refused(message: string): ConfigApiError {
  return new ConfigApiError('INVALID_INPUT', message);
}
