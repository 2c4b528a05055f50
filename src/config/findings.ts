export type Severity = 'error' | 'warning' | 'info';

/** One remark about a configuration, with its place in the file. */
export interface Finding {
  /** Stable snake_case code, e.g. `unknown_key`. */
  readonly code: string;
  readonly severity: Severity;
  /** Dotted path with index and name: `routing.decisions[0:billing].modelRefs[0].model`. */
  readonly path: string;
  readonly file?: string;
  /** 1-based. */
  readonly line?: number;
  readonly column?: number;
  readonly message: string;
  readonly suggestion?: string;
}
