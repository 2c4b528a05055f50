/** Values of environment variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface Interpolation {
  readonly text: string;
  /** Whether the text refers to any variable. */
  readonly hasReferences: boolean;
  /** Whether some reference brings a text of its own for a variable without value. */
  readonly hasDefaults: boolean;
  /** Variables without value and without default; they count as empty text. */
  readonly missing: readonly string[];
  /** References that are none, e.g. `${1x}`; left as they are. */
  readonly malformed: readonly string[];
}

const reference = /\$(?:(\$)|\{([^}]*)\}|([A-Za-z_][A-Za-z0-9_]*))/g;
const braced = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:-|-)(.*))?$/s;

/**
 * Puts values for `$NAME`, `${NAME}`, `${NAME-text}` (unset) and `${NAME:-text}` (unset or empty);
 * `$$` is a dollar sign. Results are not scanned again.
 */
export function interpolate(source: string, environment: Environment): Interpolation {
  if (!source.includes('$')) {
    return { text: source, hasReferences: false, hasDefaults: false, missing: [], malformed: [] };
  }
  const missing: string[] = [];
  const malformed: string[] = [];
  let hasReferences = false;
  let hasDefaults = false;
  const text = source.replaceAll(
    reference,
    (whole, dollar?: string, inBraces?: string, bare?: string) => {
      if (dollar !== undefined) return '$';
      const [, name, operator, fallback] = braced.exec(inBraces ?? bare ?? '') ?? [];
      if (name === undefined) {
        malformed.push(whole);
        return whole;
      }
      hasReferences = true;
      if (fallback) hasDefaults = true;
      const value = Object.hasOwn(environment, name) ? environment[name] : undefined;
      if (operator === ':-') return value || (fallback ?? '');
      if (operator === '-') return value ?? fallback ?? '';
      if (value === undefined) missing.push(name);
      return value ?? '';
    },
  );
  return { text, hasReferences, hasDefaults, missing, malformed };
}
