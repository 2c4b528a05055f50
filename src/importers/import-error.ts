import type { Finding } from '../config/findings.ts';
import type { Path } from '../config/problem.ts';
import type { SourceMap } from '../config/source-map.ts';

/** A document that cannot be imported: nothing that is written could be put right afterwards. */
export class ImportError extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    super(findings[0]?.message ?? 'the document cannot be imported');
    this.name = 'ImportError';
    this.findings = findings;
  }
}

export interface ImportProblem {
  readonly path: Path;
  readonly message: string;
}

/** The error for problems of a document whose places are known. */
export function importError(problems: readonly ImportProblem[], places: SourceMap): ImportError {
  return new ImportError(
    problems.map(({ path, message }) => ({
      code: 'import_failed',
      severity: 'error',
      path: places.show(path),
      message,
      ...places.find({ path }),
    })),
  );
}
