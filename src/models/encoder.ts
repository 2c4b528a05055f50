/** What one pass of the encoder says about a text. */
export interface Encoding {
  /** L2-normalised, `dimension` long. */
  readonly embedding: Float32Array;
  /** Probability per label of the task, in the order of `labels(task)`. */
  readonly probabilities: Readonly<Record<string, Float32Array>>;
  readonly tokens: number;
  readonly isTruncated: boolean;
}

export type EncoderState = 'starting' | 'ready' | 'failed' | 'closed';

/** What the health page shows of an encoder. */
export interface EncoderStatus {
  readonly name: string;
  readonly version: string;
  readonly state: EncoderState;
  readonly error?: string;
  readonly queued: number;
}

/** Turns texts into embeddings and class probabilities, off the main thread. */
export interface Encoder {
  readonly dimension: number;
  /** Labels of a classification task; undefined when the encoder has no such head. */
  labels(task: string): readonly string[] | undefined;
  /** Raw cosine -> similarity on the scale that configuration thresholds use; monotone. */
  calibrate(cosine: number): number;
  /** Rejects when aborted, closed, the queue is full or the worker failed; a known text resolves from the cache. */
  encode(text: string, options?: { readonly signal?: AbortSignal }): Promise<Encoding>;
  encodeAll(
    texts: readonly string[],
    options?: { readonly signal?: AbortSignal },
  ): Promise<readonly Encoding[]>;
  /** Resolves when the worker answers, rejects when the model cannot be loaded, naming file and remedy. */
  ready(): Promise<void>;
  status(): EncoderStatus;
  close(): Promise<void>;
}
