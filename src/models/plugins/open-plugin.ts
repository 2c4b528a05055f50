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
}

interface LabelledSurroundings extends Surroundings {
  /** Labels that the consumer knows; a model with others is refused. */
  readonly labels: readonly string[];
}

/**
 * Opens what the configuration says; undefined: the built-in model. Throws a `SwitchyardError` of code
 * `model_unavailable` with the remedy where that cannot work.
 * @public
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
  return openRemoteEmbedding({
    ...serverOptions(config, surroundings),
    ...{ model, dimensions, ...prefixes },
  });
}

/** Like `openEmbedder`. @public */
export function openClassifier(
  config: ClassifierModel,
  surroundings: LabelledSurroundings,
): SequencePlugin | undefined {
  if (config.kind === 'builtin') return undefined;
  const { labels } = surroundings;
  const labelNames = config.label_names;
  if (config.kind === 'onnx') {
    const options = folderOptions(config, surroundings);
    return openSequenceFolder({ ...options, labelNames, expectLabels: labels });
  }
  const options = { ...serverOptions(config, surroundings), labels, labelNames };
  if (config.protocol === 'http_classify') return openRemoteClassifier(options);
  const { model, instructions, parser_type } = config;
  const parser = parser_type === 'qwen3guard' ? 'guard' : 'json';
  return openChatVerdict({ ...options, model, instructions, parser });
}

/** Like `openEmbedder`. @public */
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
  { name, directory, workerUrl }: Surroundings,
) {
  return {
    name,
    directory: resolve(directory, path),
    maxTokens,
    ...(workerUrl && { workerUrl }),
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
