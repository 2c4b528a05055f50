import type { ConfigDocument } from '../config/document.ts';
import type { Finding } from '../config/findings.ts';
import { checkProgram } from '../dsl/check/check-program.ts';
import { plainForm } from '../dsl/draft/plain-form.ts';
import { createLineIndex } from '../dsl/lines.ts';
import { isJsonObject, type JsonObject } from '../lib/json-value.ts';
import { findLiteralCredentials } from './credentials.ts';

interface RecipeProgram {
  readonly text: string;
  readonly file: string;
  /** As written, and as loaded; undefined where it cannot be. */
  readonly written: unknown;
  readonly config: ConfigDocument | undefined;
}

/** Checks `recipe.dsl`, which says the same as the policy of `config.yaml`. */
export function checkRecipeProgram(recipe: RecipeProgram): readonly Finding[] {
  const { text, file, written, config } = recipe;
  const base = isJsonObject(written) ? (written as JsonObject) : undefined;
  const checked = checkProgram(text, { base });
  const lines = createLineIndex(text);
  const findings = checked.diagnostics
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, severity, message, range }): Finding => {
      return { code, severity, message, file, path: '', ...lines.position(range.start) };
    });
  const literals = findLiteralCredentials(checked.document).map(
    ({ code, message, path, suggestion = '' }): Finding => {
      return { code, severity: 'error', message, file, path: path.join('.'), suggestion };
    },
  );
  const isComparable = config !== undefined && checked.config !== undefined;
  if (!isComparable || policyOf(config) === policyOf(checked.config)) {
    return [...findings, ...literals];
  }
  const difference: Finding = {
    code: 'program_differs',
    severity: 'warning',
    file,
    path: '',
    message: 'says something else than `config.yaml`, which is what counts',
    suggestion: 'write it anew with `switchyard dsl decompile`',
  };
  return [...findings, ...literals, difference];
}

/** What programs speak of, in a form that can be compared. */
function policyOf({ routing, recipes, entrypoints }: ConfigDocument): string {
  return JSON.stringify(plainForm({ routing, recipes, entrypoints }));
}
