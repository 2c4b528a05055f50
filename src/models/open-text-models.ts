import { join } from 'node:path';
import { SwitchyardError } from '../errors.ts';
import { dot } from '../lib/vectors.ts';
import type { Encoder } from './encoder.ts';
import { type FlashModel, openFlashModel } from './flash/flash-model.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { openEncoder } from './open-encoder.ts';
import type { Reading } from './reader.ts';
import { reaskFeatures, reaskProbability } from './reask.ts';
import type {
  Cancellable,
  Classification,
  ModelStatus,
  ModelTier,
  Task,
  TextEmbedding,
  TextModels,
} from './text-models.ts';
import { hasContent } from './text-parts.ts';

export interface TextModelsOptions {
  /** The folder with `base/`, `flash/` and `pii/`. */
  readonly directory: string;
  /** `flash`: never load the encoder; its vectors are coarser and nothing is called degraded. */
  readonly engine?: 'auto' | 'flash';
  readonly workers?: number;
  /** Texts that may wait for the encoder; the flash heads answer more at once. */
  readonly maxQueue?: number;
  readonly cacheEntries?: number;
  /** The compiled entry of the worker thread. */
  readonly workerUrl?: URL;
  /** Compare checksums, not only sizes. */
  readonly verify?: boolean;
  readonly logger?: { warn(details: object, message: string): void };
}

/** What the flash heads read in the calling thread, where they may take half a millisecond. */
const FALLBACK_HEAD_UNITS = 1536;
const FALLBACK_TAIL_UNITS = 512;

/** Nothing is loaded before the first question; folders that are broken show then and in `status()`. */
export function openTextModels(options: TextModelsOptions): TextModels {
  return new BuiltInModels(options);
}

class BuiltInModels implements TextModels {
  readonly #options: TextModelsOptions;
  readonly #flashDirectory: string;
  #flash: FlashModel | undefined;
  #encoder: Encoder | undefined;
  #description: Described | undefined;
  #isClosed = false;

  constructor(options: TextModelsOptions) {
    this.#options = options;
    this.#flashDirectory = join(options.directory, 'flash');
  }

  get dimension(): number {
    return this.#described().manifest?.dimension ?? 0;
  }

  labels(task: Task): readonly string[] {
    const known = this.#described().manifest?.tasks.find(({ name }) => name === task);
    // Opening the flash heads for their labels would hold up this thread for 30 ms.
    return known?.labels ?? this.#openFlash().labels(task) ?? [];
  }

  calibrate(cosine: number): number {
    return this.#use().calibrate(cosine);
  }

  async classify<T extends Task>(
    text: string,
    tasks: readonly T[],
    { signal }: Cancellable = {},
  ): Promise<Readonly<Record<T, Classification>>> {
    signal?.throwIfAborted();
    this.#refuseWhenClosed();
    if (!hasContent(text)) return this.#each(tasks, (task) => this.#uniform(task));
    const reading = await this.#readIfPossible(text, signal);
    return this.#each(
      tasks,
      reading === undefined
        ? this.#flashAnswers(text, tasks)
        : (task) => this.#classification(task, reading),
    );
  }

  async embed(text: string, options: Cancellable = {}): Promise<TextEmbedding> {
    return embeddingOf(await this.#reading(() => this.#use().read(text, options), options));
  }

  async embedAll(
    texts: readonly string[],
    options: Cancellable = {},
  ): Promise<readonly TextEmbedding[]> {
    const readings = await this.#reading(() => this.#use().readAll(texts, options), options);
    return readings.map(embeddingOf);
  }

  async scoreReasks(
    text: string,
    earlier: readonly string[],
    options: Cancellable = {},
  ): Promise<readonly number[]> {
    const weights = this.#described().manifest?.reask;
    const [own, ...others] = await this.embedAll([text, ...earlier], options);
    return others.map(({ vector, tier }, at) => {
      const known = weights?.[tier === 'flash' ? 'flash' : 'trunk'];
      if (own === undefined || known === undefined) return 0;
      const features = reaskFeatures(text, earlier[at] ?? '', dot(own.vector, vector));
      return reaskProbability(features, known);
    });
  }

  findPii(text: string, options: Cancellable = {}) {
    return this.#reading(() => this.#use().findPii(text, options), options);
  }

  findUnsupported(
    input: { readonly context: string; readonly question: string; readonly answer: string },
    options: Cancellable = {},
  ) {
    return this.#reading(() => this.#use().findUnsupported(input, options), options);
  }

  status(): readonly ModelStatus[] {
    const { manifest, error: problem } = this.#described();
    const {
      state,
      version,
      error = problem,
    } = this.#encoder?.status() ?? {
      state: problem === undefined ? 'idle' : 'failed',
      version: manifest?.version ?? '',
    };
    const path = join(this.#options.directory, 'base');
    const tier: ModelTier = this.#options.engine === 'flash' ? 'flash' : 'trunk';
    const shared = { tier, state, version, path, ...(error && { error }) };
    return [
      { ...shared, name: 'mom-similarity-flash', kind: 'embedding' },
      ...statusNames.map(({ name, task }): ModelStatus => {
        const labels = manifest?.tasks.find((one) => one.name === task)?.labels;
        return { ...shared, name, kind: 'sequence', ...(labels && { labels }) };
      }),
    ];
  }

  async ready(): Promise<void> {
    // What went wrong is in `status()`; the flash heads answer all the same.
    await this.#use()
      .ready()
      .catch(() => {});
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#encoder?.close();
  }

  #refuseWhenClosed(): void {
    if (this.#isClosed) throw new SwitchyardError('model_unavailable', 'the models are closed');
  }

  /** What the manifest of the encoder says, without loading the encoder. */
  #described(): Described {
    this.#description ??= describe(join(this.#options.directory, 'base'));
    return this.#description;
  }

  #use(): Encoder {
    this.#refuseWhenClosed();
    this.#encoder ??= this.#openEncoder();
    return this.#encoder;
  }

  #openEncoder(): Encoder {
    const { directory, ...rest } = this.#options;
    return openEncoder({
      ...rest,
      directory: join(directory, 'base'),
      flashDirectory: this.#flashDirectory,
      piiDirectory: join(directory, 'pii'),
      glossDirectory: join(directory, 'gloss'),
    });
  }

  #openFlash(): FlashModel {
    this.#flash ??= openFlashModel(this.#flashDirectory);
    return this.#flash;
  }

  /** Undefined where the flash heads must answer. */
  async #readIfPossible(text: string, signal?: AbortSignal): Promise<Reading | undefined> {
    if (this.#encoder === undefined) {
      // The first answer does not wait for a thread to start.
      setImmediate(() => {
        if (!this.#isClosed) this.#use();
      });
      return undefined;
    }
    const encoder = this.#encoder;
    const { state } = encoder.status();
    if (state !== 'ready' && state !== 'degraded') return undefined;
    try {
      return await encoder.read(text, signal ? { signal } : {});
    } catch (cause) {
      if (signal?.aborted || this.#isClosed) throw cause;
      return undefined;
    }
  }

  async #reading<R>(ask: () => Promise<R>, { signal }: Cancellable): Promise<R> {
    try {
      return await ask();
    } catch (cause) {
      if (signal?.aborted || cause instanceof SwitchyardError) throw cause;
      throw new SwitchyardError('model_unavailable', (cause as Error).message, { cause });
    }
  }

  #each<T extends Task>(
    tasks: readonly T[],
    answer: (task: T) => Classification,
  ): Readonly<Record<T, Classification>> {
    return Object.fromEntries(tasks.map((task) => [task, answer(task)])) as Record<
      T,
      Classification
    >;
  }

  #classification(task: Task, reading: Reading): Classification {
    return {
      labels: this.labels(task),
      probabilities: reading.probabilities[task] ?? new Float32Array(),
      tier: reading.tier,
      isDegraded: reading.tier === 'flash' && this.#options.engine !== 'flash',
      isTruncated: task === 'jailbreak' ? reading.isScreenTruncated : reading.isTruncated,
    };
  }

  /** At once and in this thread, so only of the head and the tail of long texts. */
  #flashAnswers(text: string, tasks: readonly Task[]): (task: Task) => Classification {
    const isLong = text.length > FALLBACK_HEAD_UNITS + FALLBACK_TAIL_UNITS;
    const part = isLong
      ? `${text.slice(0, FALLBACK_HEAD_UNITS)} ${text.slice(-FALLBACK_TAIL_UNITS)}`
      : text;
    const { probabilities } = this.#openFlash().classify(part, tasks);
    return (task) => ({
      labels: this.labels(task),
      probabilities: probabilities[task] ?? new Float32Array(),
      tier: 'flash',
      isDegraded: this.#options.engine !== 'flash',
      isTruncated: isLong,
    });
  }

  #uniform(task: Task): Classification {
    const labels = this.labels(task);
    return {
      labels,
      probabilities: new Float32Array(labels.length).fill(1 / labels.length),
      tier: 'flash',
      isDegraded: false,
      isTruncated: false,
    };
  }
}

function embeddingOf({ embedding, tier, tokens, isTruncated }: Reading): TextEmbedding {
  return { vector: embedding, tier, tokens, isTruncated };
}

interface Described {
  readonly manifest?: Manifest;
  readonly error?: string;
}

function describe(directory: string): Described {
  try {
    return { manifest: readManifest(directory) };
  } catch (cause) {
    return { error: (cause as Error).message };
  }
}

/** Public names of the heads. */
const statusNames: readonly { readonly name: string; readonly task: Task }[] = [
  { name: 'mom-brain-flash', task: 'domain' },
  { name: 'mom-jailbreak-flash', task: 'jailbreak' },
  { name: 'mom-factcheck-flash', task: 'fact_check' },
  { name: 'mom-feedback-flash', task: 'feedback' },
  { name: 'mom-modality-flash', task: 'modality' },
  { name: 'mom-complexity-flash', task: 'complexity' },
];
