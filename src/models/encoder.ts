import type { Reading } from './reader.ts';
import type { SupportInput } from './support.ts';
import type { Cancellable, ModelState, PiiFinding, UnsupportedSpan } from './text-models.ts';

/** What the health page shows of an encoder. */
export interface EncoderStatus {
  readonly name: string;
  readonly version: string;
  /** `degraded`: the worker runs, without the encoder; `error` says why. */
  readonly state: ModelState;
  readonly error?: string;
  readonly queued: number;
}

/** Reads texts in worker threads. */
export interface Encoder {
  readonly dimension: number;
  /** Labels of a classification task; undefined when the encoder has no such head. */
  labels(task: string): readonly string[] | undefined;
  /** Raw cosine -> similarity on the scale that configuration thresholds use; monotone. */
  calibrate(cosine: number): number;
  /** Rejects when aborted, closed, the queue is full or the worker failed; a known text resolves from the cache. */
  read(text: string, options?: Cancellable): Promise<Reading>;
  readAll(texts: readonly string[], options?: Cancellable): Promise<readonly Reading[]>;
  findUnsupported(input: SupportInput, options?: Cancellable): Promise<readonly UnsupportedSpan[]>;
  findPii(text: string, options?: Cancellable): Promise<PiiFinding>;
  /** Resolves when the encoder answers, rejects when it cannot be loaded, naming file and remedy. */
  ready(): Promise<void>;
  status(): EncoderStatus;
  close(): Promise<void>;
}
