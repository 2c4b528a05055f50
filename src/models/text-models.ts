import type { PiiEntity } from './pii/pii-types.ts';

/** Classification tasks of the built-in models. */
export type Task = 'domain' | 'jailbreak' | 'fact_check' | 'feedback' | 'modality' | 'complexity';

/**
 * Who answered: `trunk` the encoder together with the flash heads, `flash` the heads alone, `plugin` a
 * model that the configuration names.
 */
export type ModelTier = 'trunk' | 'flash' | 'plugin';

export interface Classification {
  readonly labels: readonly string[];
  /** Calibrated, in the order of `labels`; sums to 1. */
  readonly probabilities: Float32Array;
  readonly tier: ModelTier;
  /** Not the best tier there is: the encoder is missing, still loading or too busy. */
  readonly isDegraded: boolean;
  /** Some of the text was not looked at. */
  readonly isTruncated: boolean;
}

export interface TextEmbedding {
  /** L2-normalised; never compare vectors of two tiers. */
  readonly vector: Float32Array;
  /** One and the same as long as the process lives; `flash`: summed word rows, the encoder is missing. */
  readonly tier: ModelTier;
  readonly tokens: number;
  readonly isTruncated: boolean;
}

export interface PiiFinding {
  /** Sorted by start, without overlaps; UTF-16 offsets into the text as it came. */
  readonly entities: readonly PiiEntity[];
  /** False: the text was too long to be searched to its end. */
  readonly isComplete: boolean;
}

/** A part of an answer that its context does not support; UTF-16 offsets into the answer. */
export interface UnsupportedSpan {
  readonly start: number;
  readonly end: number;
  /** 0..1, the higher the less the context supports it. */
  readonly score: number;
}

/** `idle`: nothing has needed it yet, so it is not loaded. */
export type ModelState = 'idle' | 'starting' | 'ready' | 'degraded' | 'failed' | 'closed';

/** What health pages, `models list` and `/info/models` show of one model. */
export interface ModelStatus {
  /** Of the MoM family, for example `mom-similarity-flash`. */
  readonly name: string;
  readonly kind: 'embedding' | 'sequence' | 'token';
  readonly tier: ModelTier;
  readonly state: ModelState;
  readonly version: string;
  /** Folder of its files. */
  readonly path: string;
  readonly labels?: readonly string[];
  readonly error?: string;
}

export interface Cancellable {
  readonly signal?: AbortSignal;
}

/**
 * Every learned question about a text. What is asked about one text in one turn of the event loop
 * shares one pass of the encoder; inference never runs in the calling thread.
 */
export interface TextModels {
  labels(task: Task): readonly string[];
  /**
   * Never rejects for want of the encoder (then `isDegraded`), only when aborted or closed. Safety tasks
   * (`jailbreak`) see the whole text, the others a window of its head and tail. A text without
   * letters, digits or signs gives a uniform distribution.
   */
  classify<T extends Task>(
    text: string,
    tasks: readonly T[],
    options?: Cancellable,
  ): Promise<Readonly<Record<T, Classification>>>;
  /**
   * Waits for the encoder; coarser vectors where its runtime is missing. Rejects with a
   * `SwitchyardError` of code `model_unavailable` when the folder cannot be read or a queue is full.
   */
  embed(text: string, options?: Cancellable): Promise<TextEmbedding>;
  embedAll(texts: readonly string[], options?: Cancellable): Promise<readonly TextEmbedding[]>;
  /** Probability, for each earlier message, that `text` asks the same again. Rejects like `embed`. */
  scoreReasks(
    text: string,
    earlier: readonly string[],
    options?: Cancellable,
  ): Promise<readonly number[]>;
  findPii(text: string, options?: Cancellable): Promise<PiiFinding>;
  /** Rejects without an encoder, like `embed`; every part of the context is looked at. */
  findUnsupported(
    input: { readonly context: string; readonly question: string; readonly answer: string },
    options?: Cancellable,
  ): Promise<readonly UnsupportedSpan[]>;
  /** Of embeddings; 0 where the folder cannot be read. */
  readonly dimension: number;
  /** Raw cosine -> similarity on the scale that configuration thresholds use; monotone. */
  calibrate(cosine: number): number;
  status(): readonly ModelStatus[];
  /** Resolves when all that can be loaded is; `status()` says what is missing and the remedy. */
  ready(): Promise<void>;
  close(): Promise<void>;
}
