import type { Path } from '../config/problem.ts';
import type { Migration } from './migration.ts';
import type { Place } from './source.ts';

/** What to say about a credential that stands in the document. */
export function keyAdvice(value: unknown): string {
  return typeof value === 'string' && value.includes('${')
    ? 'belongs to the backend'
    : 'belongs to the backend; better name a variable with `api_key_env`';
}

const environmentPrefix = 'os.environ/';

/** The variable behind `os.environ/NAME`; undefined for other values. */
export function environmentName(value: unknown): string | undefined {
  if (typeof value !== 'string' || !value.startsWith(environmentPrefix)) return undefined;
  return value.slice(environmentPrefix.length);
}

/** `os.environ/NAME` as the reference that our documents use; other values as they are. */
export function withReference(value: unknown): unknown {
  const name = environmentName(value);
  return name === undefined ? value : `\${${name}}`;
}

/** Moves a value that may be `os.environ/NAME`. */
export function moveSetting(place: Place | undefined, to: Path, migration: Migration): void {
  const value = withReference(place?.value);
  if (value === place?.value) migration.move(place, to);
  else migration.rewrite(place, to, value, 'names the variable in our way');
}

/** Moves a credential to `api_key`, or the name of its variable to `api_key_env`. */
export function moveApiKey(place: Place | undefined, backend: Path, migration: Migration): void {
  const name = environmentName(place?.value);
  if (name === undefined) {
    migration.move(place, [...backend, 'api_key'], { why: keyAdvice(place?.value) });
  } else {
    migration.rewrite(
      place,
      [...backend, 'api_key_env'],
      name,
      'names the variable that holds the key',
    );
  }
}
