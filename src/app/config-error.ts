import type { Finding } from '../config/findings.ts';

/** A configuration that cannot run; carries every finding, not only the first. */
export class ConfigError extends Error {
  readonly findings: readonly Finding[];

  constructor(findings: readonly Finding[]) {
    const errors = findings.filter(({ severity }) => severity === 'error').length;
    super(`the configuration has ${errors} ${errors === 1 ? 'error' : 'errors'}`);
    this.name = 'ConfigError';
    this.findings = findings;
  }
}
