import type { PackedRows } from '../../records/packed-batch.ts';
import type { ReplayRecord } from '../../records/record.ts';

export interface ReplayQuery {
  /** Substring of request id or recipe, as it is written. */
  readonly search?: string;
  readonly recipe?: string;
  readonly decision?: string;
  readonly model?: string;
  /** 1..100 */
  readonly limit: number;
  readonly offset: number;
}

interface ReplayPage {
  /** By id, so by arrival, newest first. */
  readonly records: readonly ReplayRecord[];
  /** How many match, over all pages. */
  readonly total: number;
}

/** Keeps one record per request; what `append` returned for survives a crash of the process. */
export interface ReplayStore {
  /**
   * All or none are kept; a record that is there already is left as it is. The store owns the rows.
   */
  append(rows: PackedRows): Promise<void>;
  list(query: ReplayQuery): Promise<ReplayPage>;
  get(id: string): Promise<ReplayRecord | undefined>;
  /** Deletes what arrived before an ISO 8601 moment; returns how many. */
  deleteBefore(timestamp: string): Promise<number>;
  close(): Promise<void>;
}
