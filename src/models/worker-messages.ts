import type { Manifest } from './manifest.ts';
import type { Reading } from './reader.ts';
import type { SupportInput } from './support.ts';
import type { PiiFinding, UnsupportedSpan } from './text-models.ts';

/** Handed to the worker when it starts. */
export interface WorkerSetup {
  readonly directory: string;
  readonly flashDirectory: string;
  readonly piiDirectory: string;
  readonly glossDirectory: string;
  /** `flash`: never load the runtime. */
  readonly engine: 'auto' | 'flash';
  readonly manifest: Manifest;
}

export type WorkerJob =
  | { readonly kind: 'read'; readonly text: string }
  | { readonly kind: 'support'; readonly input: SupportInput }
  | { readonly kind: 'pii'; readonly text: string };

export interface BatchItem {
  readonly id: number;
  readonly job: WorkerJob;
}

export type BatchMessage = readonly BatchItem[];

/** Stop after the text at hand; killing a thread inside the native runtime takes the process along. */
export const CLOSE = 'close';

/** What the encoder, or the flash heads in its place, said about one text. */
interface ReadingReply extends Reading {
  readonly kind: 'read';
  readonly id: number;
}

export type WorkerReply =
  | ReadingReply
  | { readonly kind: 'pii'; readonly id: number; readonly finding: PiiFinding }
  | {
      readonly kind: 'support';
      readonly id: number;
      readonly spans: readonly UnsupportedSpan[];
    }
  /** `problem`: why there is no encoder and the flash tier answers alone. */
  | { readonly kind: 'ready'; readonly problem?: string }
  /** Nothing can be loaded; another start would not help. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'rejected'; readonly id: number; readonly message: string };
