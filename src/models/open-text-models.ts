import { join } from 'node:path';
import { SwitchyardError } from '../errors.ts';
import type { Encoder } from './encoder.ts';
import { type FlashModel, openFlashModel } from './flash/flash-model.ts';
import { type Manifest, readManifest } from './manifest.ts';
import { openEncoder } from './open-encoder.ts';
import type { Reading } from './reader.ts';
import type {
  Classification,
  ModelStatus,
  Task,
  TextEmbedding,
  TextModels,
} from './text-models.ts';

export interface TextModelsOptions {
  /** The folder with `base/`, `flash/` and `pii/`. */
  readonly directory: string;
  /** `flash`: never start the encoder. */
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
const HAS_CONTENT = /[^\s\p{Cc}\p{Cf}\p{Cs}]/u;

interface Cancellable {
  readonly signal?: AbortSignal;
}

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
    return this.#options.engine === 'flash' ? 0 : (this.#described().manifest?.dimension ?? 0);
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
    if (!HAS_CONTENT.test(text)) return this.#each(tasks, (task) => this.#uniform(task));
    const reading = await this.#readIfPossible(text, signal);
    return this.#each(
      tasks,
      reading === undefined
        ? this.#flashAnswers(text, tasks)
        : (task) => this.#classification(task, reading),
    );
  }

  async embed(text: string, options: Cancellable = {}): Promise<TextEmbedding> {
    return this.#embedding(await this.#reading(() => this.#use().read(text, options), options));
  }

  async embedAll(
    texts: readonly string[],
    options: Cancellable = {},
  ): Promise<readonly TextEmbedding[]> {
    const readings = await this.#reading(() => this.#use().readAll(texts, options), options);
    return readings.map((reading) => this.#embedding(reading));
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
    if (this.#options.engine === 'flash') return [];
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
    const trunk = { tier: 'trunk', state, version, path, ...(error && { error }) } as const;
    return [
      { ...trunk, name: 'mom-similarity-flash', kind: 'embedding' },
      ...statusNames.map(({ name, task }): ModelStatus => {
        const labels = manifest?.tasks.find((one) => one.name === task)?.labels;
        return { ...trunk, name, kind: 'sequence', ...(labels && { labels }) };
      }),
    ];
  }

  async ready(): Promise<void> {
    if (this.#options.engine === 'flash') return;
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
    if (this.#options.engine === 'flash') {
      throw new SwitchyardError('model_unavailable', 'the encoder is switched off');
    }
    const { directory, engine: _, ...rest } = this.#options;
    this.#encoder ??= openEncoder({
      ...rest,
      directory: join(directory, 'base'),
      flashDirectory: this.#flashDirectory,
      piiDirectory: join(directory, 'pii'),
    });
    return this.#encoder;
  }

  #openFlash(): FlashModel {
    this.#flash ??= openFlashModel(this.#flashDirectory);
    return this.#flash;
  }

  /** Undefined where the flash heads must answer. */
  async #readIfPossible(text: string, signal?: AbortSignal): Promise<Reading | undefined> {
    if (this.#options.engine === 'flash') return undefined;
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
    const hasEncoder = reading.embedding !== undefined;
    return {
      labels: this.labels(task),
      probabilities: reading.probabilities[task] ?? new Float32Array(),
      tier: hasEncoder ? 'trunk' : 'flash',
      isDegraded: !hasEncoder,
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

  #embedding({ embedding, tokens, isTruncated }: Reading): TextEmbedding {
    if (embedding === undefined) {
      const reason = this.#encoder?.status().error ?? 'the encoder is not loaded';
      throw new SwitchyardError('model_unavailable', reason);
    }
    return { vector: embedding, tokens, isTruncated };
  }
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
