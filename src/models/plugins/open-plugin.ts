import { resolve } from 'node:path';
import { SwitchyardError } from '../../errors.ts';
import { openEmbeddingFolder, openSequenceFolder, openTokenFolder } from './open-onnx-folder.ts';
import {
  openChatVerdict,
  openRemoteClassifier,
  openRemoteEmbedding,
  openRemoteTagger,
} from './open-remote-model.ts';
import type { EmbeddingPlugin, SequencePlugin, TokenPlugin } from './plugin-model.ts';
import type { ClassifierModel, EmbedderModel, TaggerModel } from './schema.ts';

interface Surroundings {
  /** How the model is called in messages and in `status()`. */
  readonly name: string;
  /** Paths are relative to it: the folder of the configuration file. */
  readonly directory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Compiled entry of the worker thread of folders. */
  readonly workerUrl?: URL;
  /** Texts that may wait for a folder. */
  readonly maxQueue?: number;
  /** Vectors of a server that are remembered. */
  readonly cacheEntries?: number;
}

interface LabelledSurroundings extends Surroundings {
  /** Labels that the consumer knows; a model with others is refused. */
  readonly labels: readonly string[];
  /** Those of them that a classifier may lack. */
  readonly optionalLabels?: readonly string[];
}

/**
 * Opens what the configuration says; undefined: the built-in model. Throws a `SwitchyardError` of code
 * `model_unavailable` with the remedy where that cannot work.
 */
export function openEmbedder(
  config: EmbedderModel,
  surroundings: Surroundings,
): EmbeddingPlugin | undefined {
  if (config.kind === 'builtin') return undefined;
  const prefixes = { queryPrefix: config.query_prefix, documentPrefix: config.document_prefix };
  if (config.kind === 'onnx') {
    const { pooling, normalize, dimension } = config;
    return openEmbeddingFolder({
      ...folderOptions(config, surroundings),
      ...{ pooling, normalize, dimension, ...prefixes },
    });
  }
  const { model, dimensions } = config;
  const { cacheEntries } = surroundings;
  return openRemoteEmbedding({
    ...serverOptions(config, surroundings),
    ...{ model, dimensions, ...prefixes },
    ...(cacheEntries !== undefined && { cacheEntries }),
  });
}

/** Like `openEmbedder`. */
export function openClassifier(
  config: ClassifierModel,
  surroundings: LabelledSurroundings,
): SequencePlugin | undefined {
  if (config.kind === 'builtin') return undefined;
  const { labels, optionalLabels = [] } = surroundings;
  const labelNames = config.label_names;
  if (config.kind === 'onnx') {
    const options = { ...folderOptions(config, surroundings), labelNames, optionalLabels };
    return openSequenceFolder({ ...options, expectLabels: labels });
  }
  const options = { ...serverOptions(config, surroundings), labels, labelNames, optionalLabels };
  if (config.protocol === 'http_classify') return openRemoteClassifier(options);
  const { model, instructions, parser_type } = config;
  if (parser_type !== 'qwen3guard') {
    return openChatVerdict({ ...options, model, instructions, parser: 'json' });
  }
  // Its verdict knows good and bad, no kinds of bad.
  const twoLabels = labels.filter((label) => !optionalLabels.includes(label));
  return openChatVerdict({ ...options, labels: twoLabels, model, instructions, parser: 'guard' });
}

/** Like `openEmbedder`. */
export function openTagger(
  config: TaggerModel,
  surroundings: LabelledSurroundings,
): TokenPlugin | undefined {
  if (config.kind === 'builtin') return undefined;
  const { labels } = surroundings;
  const labelNames = config.label_names;
  return config.kind === 'onnx'
    ? openTokenFolder({ ...folderOptions(config, surroundings), labelNames, expectLabels: labels })
    : openRemoteTagger({ ...serverOptions(config, surroundings), labels, labelNames });
}

function folderOptions(
  {
    path,
    max_tokens: maxTokens,
  }: { readonly path: string; readonly max_tokens?: number | undefined },
  { name, directory, workerUrl, maxQueue }: Surroundings,
) {
  return {
    name,
    directory: resolve(directory, path),
    maxTokens,
    ...(workerUrl && { workerUrl }),
    ...(maxQueue !== undefined && { maxQueue }),
  };
}

interface ServerConfig {
  readonly base_url: string;
  readonly api_key_env?: string | undefined;
  readonly timeout_seconds: number;
  readonly max_retries: number;
}

function serverOptions(config: ServerConfig, { name, environment }: Surroundings) {
  const { base_url: baseUrl, api_key_env: variable, timeout_seconds, max_retries } = config;
  const apiKey = variable === undefined ? undefined : environment[variable];
  if (variable !== undefined && !apiKey) {
    throw new SwitchyardError(
      'model_unavailable',
      `the environment variable \`${variable}\` of the model \`${name}\` is not set; set it or take \`api_key_env\` out`,
    );
  }
  return {
    name,
    baseUrl,
    timeoutMs: timeout_seconds * 1000,
    maxRetries: max_retries,
    ...(apiKey !== undefined && { apiKey }),
  };
}
