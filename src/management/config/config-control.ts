import type { Finding } from '../../config/findings.ts';
import type { LoadedConfig } from '../../config/load.ts';
import type { ConfigHistory, VersionSource } from '../../stores/config-history/config-history.ts';

/** The configuration file as it is on the disk. */
export interface StoredConfig {
  readonly text: string;
  /** SHA-256 of the file, in hexadecimal. */
  readonly hash: string;
  /** As written; undefined when the text is no map in YAML. */
  readonly document: Readonly<Record<string, unknown>> | undefined;
}

/** The last configuration that could not be applied. */
export interface ConfigFailure {
  /** ISO 8601. */
  readonly at: string;
  /** Null when the file could not be read. */
  readonly hash: string | null;
  readonly findings: readonly Finding[];
}

export interface ConfigStatus {
  /** Of the file; null when it cannot be read. */
  readonly fileHash: string | null;
  /** Of the file that the running configuration came from. */
  readonly activeHash: string;
  /** Of the text that runs: another one where backends are replaced by mocks. */
  readonly runtimeHash: string;
  readonly generation: number;
  /** Generations that still have requests, the current one included. */
  readonly generationsAlive: number;
  readonly activatedAt: string;
  /** What the active configuration says and only a restart can apply. */
  readonly restartRequired: readonly string[];
  readonly lastError: ConfigFailure | undefined;
}

export interface ConfigEdit {
  readonly text: string;
  readonly dsl?: string | undefined;
}

export interface DeployOptions {
  /** What the writer has seen; undefined: whatever is there. */
  readonly ifMatch: string | undefined;
  readonly source: VersionSource;
  readonly author: string | null;
  readonly message: string | null;
  readonly isDryRun: boolean;
  /** The new text, made from the current one; what it throws ends the deployment. */
  edit(current: StoredConfig): ConfigEdit;
}

export interface Deployment {
  /** Null when nothing was kept: a dry run, an unchanged file, or a history that cannot be written. */
  readonly version: string | null;
  readonly after: StoredConfig;
  readonly runtimeHash: string;
  readonly generation: number;
  readonly findings: readonly Finding[];
  /** Parts that were, or would be, made anew. */
  readonly rebuilt: readonly string[];
  /** What only a restart can apply; it waited before too. */
  readonly restartRequired: readonly string[];
  readonly before: StoredConfig;
}

/** The running configuration, as the management API reads and changes it. */
export interface ConfigControl {
  read(): Promise<StoredConfig>;
  /** Checks a text as it would be checked for running. */
  check(text: string): LoadedConfig;
  /** One at a time; throws `ConfigApiError`. */
  deploy(options: DeployOptions): Promise<Deployment>;
  status(): Promise<ConfigStatus>;
  /**
   * What the last recorded requests would become under another text, as `switchyard config diff
   * --replay` reports it; throws `ConfigApiError`.
   */
  compare(text: string, limit: number): Promise<object>;
  /** Undefined: versions cannot be kept here. */
  readonly history: ConfigHistory | undefined;
}
