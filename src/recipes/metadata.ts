import { messageOfIssue, problemsOfIssues } from '../config/describe-issue.ts';
import type { Finding } from '../config/findings.ts';
import { readPlainYaml } from './plain-yaml.ts';
import { type RecipeMetadata, recipeMetadata } from './schema.ts';

interface ReadMetadata {
  /** Undefined when it is wrong. */
  readonly metadata: RecipeMetadata | undefined;
  readonly findings: readonly Finding[];
}

/** Reads `metadata.yaml`; the id must be the name of the folder, where that is known. */
export function readMetadata(text: string, file: string, id?: string): ReadMetadata {
  const { value, findings, locate } = readPlainYaml(text, file);
  if (findings.length > 0) return { metadata: undefined, findings };
  const parsed = recipeMetadata.safeParse(value, { error: messageOfIssue, reportInput: true });
  if (!parsed.success) {
    const problems = problemsOfIssues(parsed.error.issues, new Map());
    return { metadata: undefined, findings: locate(problems) };
  }
  if (id === undefined || parsed.data.id === id) return { metadata: parsed.data, findings: [] };
  const message = `is \`${parsed.data.id}\`, and the folder is called \`${id}\``;
  const problem = { code: 'wrong_id', severity: 'error', path: ['id'], message } as const;
  return { metadata: parsed.data, findings: locate([problem]) };
}
