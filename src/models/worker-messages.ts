import type { Manifest } from './manifest.ts';

/** Handed to the worker when it starts. */
export interface WorkerSetup {
  readonly directory: string;
  readonly manifest: Manifest;
}

/** One text: its token ids, or the text itself where tokenising it would hold up the main thread. */
export interface BatchItem {
  readonly id: number;
  readonly input: Int32Array | string;
}

export type BatchMessage = readonly BatchItem[];

/** Stop after the text at hand; killing a thread inside the native runtime takes the process along. */
export const CLOSE = 'close';

/** Answers for part of a batch, one row per id; short texts come first. */
export interface BatchReply {
  readonly kind: 'result';
  readonly ids: readonly number[];
  readonly embeddings: Float32Array;
  /** Task -> rows of probabilities. */
  readonly probabilities: Readonly<Record<string, Float32Array>>;
  readonly tokens: readonly number[];
  /** Ids whose text the worker had to cut. */
  readonly truncated: readonly number[];
}

export type WorkerReply =
  | BatchReply
  | { readonly kind: 'ready' }
  /** The model cannot be loaded; another start would not help. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'rejected'; readonly ids: readonly number[]; readonly message: string };
