import type { Finding } from '../config/findings.ts';

/** A document that cannot be imported: nothing that is written could be put right afterwards. */
export class ImportError extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings[0]?.message ?? 'the document cannot be imported');
    this.name = 'ImportError';
    this.findings = findings;
  }
}

export function importError(
  problems: readonly (Pick<Finding, 'path' | 'message'> & Partial<Finding>)[],
): ImportError {
  return new ImportError(
    problems.map((problem) => ({ code: 'import_failed', severity: 'error', ...problem })),
  );
}
