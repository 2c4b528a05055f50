import { atUnitLength, dot } from '../lib/vectors.ts';
import type { PiiEntity, PiiType } from './pii/pii-types.ts';
import { mergeEntities } from './pii/recognise.ts';
import { findUnsupportedBy } from './plugins/find-unsupported.ts';
import type { SequencePlugin } from './plugins/plugin-model.ts';
import { screenParts } from './plugins/screen-parts.ts';
import type { Substitute, TextPlugins } from './plugins/text-plugins.ts';
import { findMomModel, type MomTask } from './registry/mom-family.ts';
import type {
  Cancellable,
  Classification,
  ModelStatus,
  PiiFinding,
  Task,
  TextEmbedding,
  TextModels,
} from './text-models.ts';
import { hasContent } from './text-parts.ts';

interface ComposeOptions {
  readonly builtIn: TextModels;
  readonly plugins: TextPlugins;
}

interface Plugin {
  status(): ModelStatus;
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * The models of a user for what they can do, the built-in ones for the rest. Labels stay the built-in
 * ones, in their order; a kind that a user's model does not tell apart has probability 0. What a
 * model that cannot answer leads to is its `onError`; vectors have no stand-in, they reject.
 */
export function composeTextModels({ builtIn, plugins }: ComposeOptions): TextModels {
  const { embedder, classifiers = {}, pii, hallucination } = plugins;
  const replacing = replacements(plugins);
  if (replacing.size === 0) return builtIn;

  /** Whoever stands for a failed model; throws where nobody may. */
  async function instead<R>(
    { onError }: Pick<Substitute<Plugin>, 'onError'>,
    { cause, signal }: { readonly cause: unknown } & Cancellable,
    answers: { readonly builtIn: () => Promise<R>; readonly nothing: () => Promise<R> | R },
  ): Promise<R> {
    if (signal?.aborted || onError === 'fail') throw cause;
    return onError === 'builtin' ? answers.builtIn() : answers.nothing();
  }

  async function ask(task: Task, text: string, options: Cancellable): Promise<Classification> {
    const substitute = classifiers[task] as Substitute<SequencePlugin>;
    const labels = builtIn.labels(task);
    try {
      const { model } = substitute;
      const found = await (task === 'jailbreak'
        ? screenParts(model, { text, harmless: 'benign' }, options)
        : model.classify(text, options));
      return inOrder(found, labels);
    } catch (cause) {
      return instead(
        substitute,
        { cause, ...options },
        {
          builtIn: async () => ({
            ...(await builtIn.classify(text, [task], options))[task],
            isDegraded: true,
          }),
          nothing: () => undecided(labels),
        },
      );
    }
  }

  return {
    labels: (task) => builtIn.labels(task),
    async classify<T extends Task>(text: string, tasks: readonly T[], options: Cancellable = {}) {
      options.signal?.throwIfAborted();
      // Nothing can be said about such a text, and servers may refuse it.
      if (!hasContent(text)) return builtIn.classify(text, tasks, options);
      const others = tasks.filter((task) => classifiers[task] === undefined);
      const own = tasks.filter((task) => classifiers[task] !== undefined);
      const [rest, ...found] = await Promise.all([
        others.length === 0 ? {} : builtIn.classify(text, others, options),
        ...own.map(async (task) => [task, await ask(task, text, options)] as const),
      ]);
      const all: { readonly [T in Task]?: Classification } = {
        ...rest,
        ...Object.fromEntries(found),
      };
      return Object.fromEntries(tasks.map((task) => [task, all[task] as Classification])) as Record<
        T,
        Classification
      >;
    },
    async embed(text, options) {
      if (embedder === undefined) return builtIn.embed(text, options);
      return atLengthOne(await embedder.embed(text, options));
    },
    async embedAll(texts, options) {
      if (embedder === undefined) return builtIn.embedAll(texts, options);
      return (await embedder.embedAll(texts, options)).map(atLengthOne);
    },
    /** Fitted to the vectors of the built-in encoder, so they stay with it. */
    scoreReasks: (text, earlier, options) => builtIn.scoreReasks(text, earlier, options),
    async findPii(text, options = {}) {
      if (pii === undefined) return builtIn.findPii(text, options);
      // Their recognisers are wanted in any case.
      const [theirs, ours] = await Promise.all([
        builtIn.findPii(text, options),
        pii.model.findSpans(text, options).catch((cause: unknown) => ({ cause })),
      ]);
      const { isComplete } = theirs;
      const patterns = theirs.entities.filter(({ source }) => source === 'pattern');
      if ('cause' in ours) {
        return instead<PiiFinding>(
          pii,
          { cause: ours.cause, ...options },
          { builtIn: async () => theirs, nothing: () => ({ entities: patterns, isComplete }) },
        );
      }
      const tagged = ours.spans.map(
        ({ label, start, end, score }): PiiEntity => ({
          // Other labels were refused when it was opened.
          type: label as PiiType,
          start,
          end,
          confidence: score,
          source: 'tagger',
        }),
      );
      return {
        entities: mergeEntities(patterns, tagged),
        isComplete: isComplete && !ours.isTruncated,
      };
    },
    async findUnsupported(input, options = {}) {
      if (hallucination === undefined) return builtIn.findUnsupported(input, options);
      try {
        return await findUnsupportedBy(hallucination.model, input, options);
      } catch (cause) {
        return instead(
          hallucination,
          { cause, ...options },
          { builtIn: () => builtIn.findUnsupported(input, options), nothing: () => [] },
        );
      }
    },
    get dimension() {
      return embedder === undefined ? builtIn.dimension : embedder.dimension;
    },
    /** Thresholds mean the raw cosine of a user's embedder: its scale is not known here. */
    calibrate: (cosine) => (embedder === undefined ? builtIn.calibrate(cosine) : cosine),
    status() {
      const kept = builtIn.status().filter(({ name }) => {
        const task = findMomModel(name)?.task;
        return task === undefined || !replacing.has(task);
      });
      return [...[...replacing.values()].map((model) => model.status()), ...kept];
    },
    async ready() {
      // What went wrong is in `status()`.
      const loading = [...replacing.values()].map((model) => model.ready().catch(() => undefined));
      await Promise.all([builtIn.ready(), ...loading]);
    },
    async close() {
      await Promise.all([builtIn, ...replacing.values()].map((models) => models.close()));
    },
  };
}

/** By the task of the built-in model that each one replaces. */
function replacements(plugins: TextPlugins): ReadonlyMap<MomTask, Plugin> {
  const { embedder, classifiers = {}, pii, hallucination } = plugins;
  const entries: readonly (readonly [MomTask, Plugin | undefined])[] = [
    ['similarity', embedder],
    ...Object.entries(classifiers).map(([task, of]) => [task as Task, of.model] as const),
    ['pii', pii?.model],
    ['hallucination', hallucination?.model],
  ];
  return new Map(entries.flatMap(([task, model]) => (model ? [[task, model] as const] : [])));
}

function inOrder(found: Classification, labels: readonly string[]): Classification {
  const raw = Float32Array.from(labels, (label) => {
    const at = found.labels.indexOf(label);
    return at < 0 ? 0 : (found.probabilities[at] ?? 0);
  });
  const sum = raw.reduce((a, b) => a + b, 0);
  // Labels that do not exclude each other sum to anything.
  return sum > 0
    ? { ...found, labels, probabilities: raw.map((value) => value / sum) }
    : { ...undecided(labels), isDegraded: false, isTruncated: found.isTruncated };
}

/** What a text without words gets too: no label stands out, so no rule matches. */
function undecided(labels: readonly string[]): Classification {
  const probabilities = new Float32Array(labels.length).fill(1 / labels.length);
  return { labels, probabilities, tier: 'plugin', isDegraded: true, isTruncated: false };
}

const LENGTH_TOLERANCE = 1e-3;

/** Similarities are dot products here, whatever `normalize` says. */
function atLengthOne(embedding: TextEmbedding): TextEmbedding {
  const { vector } = embedding;
  const isClose = Math.abs(Math.sqrt(dot(vector, vector)) - 1) < LENGTH_TOLERANCE;
  return isClose ? embedding : { ...embedding, vector: atUnitLength(vector) };
}
