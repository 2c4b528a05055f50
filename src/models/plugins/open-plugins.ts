import { SwitchyardError } from '../../errors.ts';
import { PII_TYPES } from '../pii/pii-types.ts';
import type { Task } from '../text-models.ts';
import { openClassifier, openEmbedder, openTagger } from './open-plugin.ts';
import type { ModelKey, ModelSources } from './schema.ts';
import {
  type OnError,
  optionalLabels,
  pluginName,
  type Substitute,
  type TextPlugins,
  UNSUPPORTED,
} from './text-plugins.ts';

interface OpenPluginsOptions {
  readonly sources: ModelSources;
  /** Paths are relative to it: the folder of the configuration file. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of the built-in models, whose labels a classifier must have. */
  readonly labels: (task: Task) => readonly string[];
  readonly maxQueue?: number;
  readonly cacheEntries?: number;
  /** Compiled entry of the worker thread of folders. */
  readonly workerUrl?: URL;
}

/** Why a model cannot be used, with the file and the remedy. */
interface PluginProblem {
  readonly key: ModelKey;
  readonly message: string;
}

interface OpenedPlugins {
  /** None of them where there is a problem. */
  readonly plugins: TextPlugins;
  readonly problems: readonly PluginProblem[];
}

interface Closable {
  ready(): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens what the configuration names and waits until all folders are loaded, so that a broken one
 * shows before anything is served; servers may be down and come up later.
 */
export async function openPlugins(options: OpenPluginsOptions): Promise<OpenedPlugins> {
  const { sources, labels: labelsOf } = options;
  const { embedder, pii, hallucination, ...classifiers } = sources;
  const problems: PluginProblem[] = [];
  const opened: { readonly key: ModelKey; readonly model: Closable }[] = [];

  function open<Model extends Closable>(
    key: ModelKey,
    opener: (name: string) => Model | undefined,
  ): Model | undefined {
    try {
      const model = opener(pluginName(key, sources[key]));
      if (model !== undefined) opened.push({ key, model });
      return model;
    } catch (cause) {
      if (!(cause instanceof SwitchyardError)) throw cause;
      problems.push({ key, message: cause.message });
      return undefined;
    }
  }

  function openClassifierOf(task: Task): Substitute<ReturnType<typeof openClassifier>> {
    const optional = optionalLabels[task];
    const model = open(task, (name) =>
      openClassifier(sources[task], {
        ...options,
        name,
        labels: labelsOf(task),
        ...(optional && { optionalLabels: optional }),
      }),
    );
    return { model, onError: onErrorOf(sources[task]) };
  }

  function openTaggerOf(key: 'pii' | 'hallucination', labels: readonly string[]) {
    const source = sources[key];
    const model = open(key, (name) => openTagger(source, { ...options, name, labels }));
    return model && { model, onError: onErrorOf(source) };
  }

  const vectors = open('embedder', (name) => openEmbedder(embedder, { ...options, name }));
  const tasks = Object.keys(classifiers) as (keyof typeof classifiers)[];
  const heads = tasks
    .filter((task) => sources[task].kind !== 'builtin')
    .flatMap((task) => {
      const { model, onError } = openClassifierOf(task);
      return model === undefined ? [] : [[task, { model, onError }] as const];
    });
  const names = openTaggerOf('pii', PII_TYPES);
  const support = openTaggerOf('hallucination', [UNSUPPORTED]);

  await Promise.all(
    opened
      .filter(({ key }) => sources[key].kind === 'onnx')
      .map(({ key, model }) =>
        model.ready().catch((cause: Error) => problems.push({ key, message: cause.message })),
      ),
  );
  if (problems.length > 0) {
    await Promise.all(opened.map(({ model }) => model.close()));
    const keys = Object.keys(sources);
    return {
      plugins: {},
      problems: problems.toSorted((a, b) => keys.indexOf(a.key) - keys.indexOf(b.key)),
    };
  }
  const plugins: TextPlugins = {
    ...(vectors && { embedder: vectors }),
    classifiers: Object.fromEntries(heads),
    ...(names && { pii: names }),
    ...(support && { hallucination: support }),
  };
  return { plugins, problems };
}

function onErrorOf(source: ModelSources['domain' | 'pii']): OnError {
  return source.kind === 'builtin' ? 'builtin' : source.on_error;
}
