import { resolve } from 'node:path';
import { PII_TYPES } from '../pii/pii-types.ts';
import type { MomTask } from '../registry/mom-family.ts';
import type { ConfiguredModel } from '../registry/resolve-model.ts';
import type { Task } from '../text-models.ts';
import { type FolderKind, readFolder } from './folder-contract.ts';
import type { ModelKey, ModelSources } from './schema.ts';
import { optionalLabels, pluginName, UNSUPPORTED } from './text-plugins.ts';

interface DescribeOptions {
  readonly sources: ModelSources;
  /** Paths are relative to it: the folder of the configuration file. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Of the built-in models; undefined where they cannot tell. */
  readonly labels: (task: Task) => readonly string[] | undefined;
}

const kinds = {
  embedder: 'embedding',
  pii: 'token',
  hallucination: 'token',
} as const satisfies { readonly [K in ModelKey]?: FolderKind };

/** What a configuration names, as far as it can be told without loading or asking a model. */
export function describePlugins(options: DescribeOptions): readonly ConfiguredModel[] {
  const keys = Object.keys(options.sources) as ModelKey[];
  return keys.flatMap((key): ConfiguredModel[] => {
    const source = options.sources[key];
    if (source.kind === 'builtin') return [];
    const named = { name: pluginName(key, source), task: taskOf(key) };
    return [
      source.kind === 'onnx'
        ? { ...named, ...folderFacts(key, source, options) }
        : { ...named, ...serverFacts(key, source, options) },
    ];
  });
}

type Source<Kind> = Extract<ModelSources[ModelKey], { readonly kind: Kind }>;
type Facts = Omit<ConfiguredModel, 'name' | 'task'>;

function folderFacts(key: ModelKey, source: Source<'onnx'>, options: DescribeOptions): Facts {
  const path = resolve(options.directory, source.path);
  const kind: FolderKind = key in kinds ? kinds[key as keyof typeof kinds] : 'sequence';
  const { setup, problems } = readFolder({
    directory: path,
    kind,
    maxTokens: source.max_tokens,
    ...('label_names' in source && {
      labelNames: source.label_names,
      expectLabels: labelsOf(key, options),
      optionalLabels: optionalLabels[key as Task],
    }),
  });
  const error = problems.map(({ message }) => message).join('; ');
  return {
    ...{ source: 'folder', version: '', path },
    state: problems.length === 0 ? 'idle' : 'failed',
    ...(setup && setup.kind !== 'embedding' && { labels: setup.labels }),
    ...('dimension' in source && source.dimension > 0 && { dimension: source.dimension }),
    ...(error !== '' && { error }),
  };
}

function serverFacts(key: ModelKey, source: Source<'remote'>, options: DescribeOptions): Facts {
  const { api_key_env: variable } = source;
  const isKeyMissing = variable !== undefined && !options.environment[variable];
  const labels = labelsOf(key, options);
  return {
    ...{ source: 'remote', path: '' },
    version: 'model' in source ? source.model : '',
    state: isKeyMissing ? 'failed' : 'idle',
    ...(labels && { labels }),
    ...('dimensions' in source && source.dimensions > 0 && { dimension: source.dimensions }),
    ...(isKeyMissing && { error: `the environment variable \`${variable}\` is not set` }),
  };
}

function labelsOf(key: ModelKey, { labels }: DescribeOptions): readonly string[] | undefined {
  if (key === 'embedder') return undefined;
  if (key === 'pii') return PII_TYPES;
  return key === 'hallucination' ? [UNSUPPORTED] : labels(key);
}

function taskOf(key: ModelKey): MomTask {
  return key === 'embedder' ? 'similarity' : key;
}
