import { isDeepStrictEqual } from 'node:util';
import { REDACTED, redact } from '../../config/redact.ts';
import { ConfigApiError } from './config-api-error.ts';
import { isJsonMap } from './json-values.ts';

interface Stored {
  readonly value: unknown;
  /** The same value as readers see it. */
  readonly shown: unknown;
}

const NOTHING: Stored = { value: undefined, shown: undefined };

/**
 * Puts the stored credentials where a written document has `[REDACTED]`. Entries of lists are known by
 * their name, else by what readers saw of them, else by their place when none was added or removed;
 * a credential never moves to an entry that it may not belong to. A marker anywhere else is a 400.
 */
export function restoreSecrets(written: unknown, stored: unknown): unknown {
  const restored = restore(written, { value: stored, shown: redact(stored) }, []);
  refuseUncovered(written, restored);
  return restored;
}

/**
 * A credential must not come to a place where readers would see it, as by a copy, or by another name
 * for its header; `shown` is the document as its writer knows it.
 */
export function refuseUncovered(shown: unknown, document: unknown): void {
  // Most documents keep credentials elsewhere, and redacting takes longer than looking.
  if (JSON.stringify(shown)?.includes(REDACTED)) compare(shown, redact(document), []);
}

function compare(shown: unknown, next: unknown, path: readonly (string | number)[]): void {
  if (typeof shown === 'string' && shown.includes(REDACTED) && shown !== next) {
    const where = path.join('.');
    const why =
      next === REDACTED
        ? `has \`${REDACTED}\` in a credential, write it out`
        : 'would show a credential to readers';
    throw new ConfigApiError('INVALID_INPUT', `\`${where}\` ${why}`, { details: { path: where } });
  }
  if (Array.isArray(shown) && Array.isArray(next)) {
    shown.forEach((item: unknown, index) => {
      compare(item, next[index], [...path, index]);
    });
  } else if (isJsonMap(shown) && isJsonMap(next)) {
    for (const [key, value] of Object.entries(shown)) {
      compare(value, Object.hasOwn(next, key) ? next[key] : undefined, [...path, key]);
    }
  }
}

function restore(written: unknown, stored: Stored, path: readonly (string | number)[]): unknown {
  if (typeof written === 'string') return restoreText(written, stored, path);
  if (Array.isArray(written)) {
    const find = entryFinder(written, stored);
    return written.map((item: unknown, index) =>
      restore(item, find(item, index), [...path, index]),
    );
  }
  if (!isJsonMap(written)) return written;
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => [
      key,
      restore(value, fieldOf(stored, key), [...path, key]),
    ]),
  );
}

function restoreText(
  written: string,
  { value, shown }: Stored,
  path: readonly (string | number)[],
): unknown {
  const isMarker = written === REDACTED || written.includes(`://${REDACTED}@`);
  if (!isMarker) return written;
  if (shown === written) return value;
  throw new ConfigApiError(
    'INVALID_INPUT',
    `\`${path.join('.')}\` is \`${REDACTED}\`, but no credential is stored there; write it out`,
    { details: { path: path.join('.') } },
  );
}

function fieldOf({ value, shown }: Stored, key: string): Stored {
  if (!isJsonMap(value) || !isJsonMap(shown) || !Object.hasOwn(value, key)) return NOTHING;
  return { value: value[key], shown: shown[key] };
}

function entryFinder(
  written: readonly unknown[],
  { value, shown }: Stored,
): (item: unknown, index: number) => Stored {
  if (!Array.isArray(value) || !Array.isArray(shown)) return () => NOTHING;
  const entries = value.map((one: unknown, index): Stored => ({ value: one, shown: shown[index] }));
  return (item, index) => {
    const name = nameOf(item);
    const sameName = entries.filter((entry) => name !== undefined && nameOf(entry.value) === name);
    if (sameName.length === 1) return sameName[0] ?? NOTHING;
    // Equal ones that stand for different credentials are told apart by their place alone.
    const equal = entries.filter((entry) => isDeepStrictEqual(entry.shown, item));
    const here = entries[index] ?? NOTHING;
    if (equal.includes(here) && written.length === entries.length) return here;
    const [first = NOTHING, ...others] = equal;
    if (equal.length > 0 && others.every((one) => isDeepStrictEqual(one.value, first.value))) {
      return first;
    }
    const isElsewhere = name !== undefined && nameOf(here.value) !== undefined;
    return written.length === entries.length && !isElsewhere ? here : NOTHING;
  };
}

function nameOf(item: unknown): string | undefined {
  return isJsonMap(item) && typeof item.name === 'string' ? item.name : undefined;
}
