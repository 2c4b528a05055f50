import type { ReplayRecord } from '../../records/record.ts';

export interface ReplayQuery {
  /** Substring of request id or recipe. */
  readonly search?: string;
  readonly recipe?: string;
  readonly decision?: string;
  readonly model?: string;
  /** 1..100 */
  readonly limit: number;
  readonly offset: number;
}

export interface ReplayPage {
  /** Newest first. */
  readonly records: readonly ReplayRecord[];
  /** How many match, over all pages. */
  readonly total: number;
}

/** Keeps one record per request; what `append` returned for survives a crash of the process. */
export interface ReplayStore {
  append(records: readonly ReplayRecord[]): Promise<void>;
  list(query: ReplayQuery): Promise<ReplayPage>;
  get(id: string): Promise<ReplayRecord | undefined>;
  /** Deletes what is older; returns how many. */
  deleteBefore(timestamp: string): Promise<number>;
  close(): Promise<void>;
}
