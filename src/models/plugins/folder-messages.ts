import type { LabelledSpan } from './plugin-model.ts';
import type { Pooling } from './pooling.ts';

interface ModelFiles {
  readonly modelFile: string;
  readonly tokenizerFile: string;
  readonly tokenizerConfigFile: string | undefined;
  readonly maxTokens: number;
}

/** Handed to the worker of a folder when it starts. */
export type FolderSetup = ModelFiles &
  (
    | {
        readonly kind: 'embedding';
        readonly pooling: Pooling;
        readonly isNormalised: boolean;
        /** 0: as many as the model has. */
        readonly dimension: number;
        /** Layers behind the pooling that the graph may lack. */
        readonly hasDenseLayer: boolean;
      }
    | {
        readonly kind: 'sequence';
        readonly labels: readonly string[];
        /** Labels that do not exclude each other. */
        readonly isMultiLabel: boolean;
      }
    | { readonly kind: 'token'; readonly labels: readonly string[] }
  );

export interface FolderItem {
  readonly text: string;
  readonly pair?: string;
}

export type FolderRequest =
  | { readonly kind: 'run'; readonly id: number; readonly items: readonly FolderItem[] }
  /** Time the bare graph at some lengths, the median of `rounds` runs each. */
  | {
      readonly kind: 'measure';
      readonly id: number;
      readonly lengths: readonly number[];
      readonly rounds: number;
    };

/** Stop after the texts at hand; killing a thread inside the native runtime takes the process along. */
export const CLOSE_FOLDER = 'close';

/** What the graph of a folder turned out to be. */
export interface FolderGraph {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** The output that is read. */
  readonly output: string;
  /** Of embeddings; 0 for others. */
  readonly dimension: number;
  readonly nativeDimension: number;
}

export interface FolderResult {
  /** A vector or a row of probabilities; empty for spans. */
  readonly values: Float32Array<ArrayBuffer>;
  readonly spans: readonly LabelledSpan[];
  readonly tokens: number;
  readonly isTruncated: boolean;
}

export type FolderReply =
  | { readonly kind: 'ready'; readonly graph: FolderGraph }
  /** The model cannot be used; another start would not help. */
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'result'; readonly id: number; readonly results: readonly FolderResult[] }
  | {
      readonly kind: 'measured';
      readonly id: number;
      readonly milliseconds: readonly number[];
    }
  | { readonly kind: 'rejected'; readonly id: number; readonly message: string };
