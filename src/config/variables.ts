// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the form of references is explained to people
import { isVariableName } from '../lib/schema-marks.ts';
import type { Report } from './checks/report.ts';
import { type Environment, interpolate } from './interpolate.ts';
import type { Path } from './problem.ts';
import type { Field, Shape } from './schema-shape.ts';

/** `run`: variables are needed now; `validate`: whoever runs the document will have them. */
export type LoadMode = 'run' | 'validate';

/** Where a value stands, and what it is part of. */
export interface Place {
  readonly path: Path;
  /** Free text, in which nothing is replaced. */
  readonly isText: boolean;
  /** A credential. */
  readonly isSecret: boolean;
  /** Without effect in this version, and reported as such. */
  readonly isInactive: boolean;
}

interface VariablesOptions {
  readonly environment: Environment;
  readonly mode: LoadMode;
  readonly report: Report;
}

/** What a document takes from the environment. */
export interface Variables {
  /**
   * The value of a field with its references replaced; undefined when the field is as good as left
   * out, or when only whoever runs the document knows it.
   */
  expand(value: string, field: Field, place: Place): unknown;
}

/** Reads fields that hold references to environment variables, their names, or credentials. */
export function createVariables({ environment, mode, report }: VariablesOptions): Variables {
  function missed(name: string, { path, isNeeded, suggestion }: Missed): void {
    if (mode === 'validate') {
      report({ code: 'needs_env', severity: 'info', path, message: `needs env ${name}` });
      return;
    }
    const severity = isNeeded ? 'error' : 'warning';
    const message = `environment variable \`${name}\` is not set`;
    report({ code: 'env_missing', severity, path, message, suggestion });
  }

  function checkName(name: string, { marks }: Field, path: Path): void {
    // What is no name may be the credential itself, which the schema reports without showing it.
    if (environment[name] || !isVariableName(name)) return;
    const isNeeded = marks.variableName === 'required';
    missed(name, { path, isNeeded, suggestion: 'set it, or remove what names it' });
  }

  function refuse(references: readonly string[], { path, isSecret }: Place): void {
    for (const reference of references) {
      const shown = isSecret ? 'a part of it' : `\`${reference.slice(0, 100)}\``;
      report({
        code: 'invalid_reference',
        path,
        message: `${shown} refers to no environment variable, names have letters, digits and \`_\``,
        suggestion: 'write `$$` for a dollar sign',
      });
    }
  }

  return {
    expand(value, field, place) {
      const { path, isText, isSecret } = place;
      const { marks, shape } = field;
      if (isText && shape.kind === 'string') return value;
      if (marks.variableName !== undefined) checkName(value, field, path);
      const { text, hasReferences, hasDefaults, missing, malformed } = interpolate(
        value,
        environment,
      );
      refuse(malformed, place);
      const isWritten = hasDefaults || (!hasReferences && value !== '');
      if (isSecret && isWritten) report(plaintext(path));
      if (!hasReferences) return text;
      const isNeeded = marks.standIn !== undefined;
      for (const name of missing) {
        missed(name, { path, isNeeded, suggestion: `set it, or write \`\${${name}:-default}\`` });
      }
      if (missing.length === 0) return converted(text, shape);
      if (isNeeded) return marks.standIn;
      if (mode === 'validate') return shape.kind === 'string' ? value : undefined;
      return text === '' ? undefined : converted(text, shape);
    },
  };
}

interface Missed {
  readonly path: Path;
  readonly isNeeded: boolean;
  readonly suggestion?: string;
}

function plaintext(path: Path) {
  return {
    code: 'plaintext_secret',
    severity: 'warning',
    path,
    message: 'is a credential in plain text',
    suggestion: 'keep it in an environment variable and write `${NAME}`',
  } as const;
}

/** Text of a variable as what the field holds. */
function converted(text: string, { kind }: Shape): unknown {
  const isNumeric = kind === 'number' || kind === 'union';
  if (isNumeric && text.trim() !== '' && Number.isFinite(Number(text))) return Number(text);
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return text;
}
