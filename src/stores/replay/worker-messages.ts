import type { ReplayRows } from './sqlite-rows.ts';

export interface RowsRequest {
  /** Ascending from 1; the reply to 0 tells that the file is open, or why it is not. */
  readonly call: number;
  readonly method: keyof ReplayRows;
  readonly parameters: readonly unknown[];
}

export type RowsReply =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: string };
