import { basename, resolve } from 'node:path';
import type { Task } from '../text-models.ts';
import type { EmbeddingPlugin, SequencePlugin, TokenPlugin } from './plugin-model.ts';
import type { ModelKey, ModelSources } from './schema.ts';

/** What happens while a model cannot answer; the schema says what each means. */
export type OnError = 'builtin' | 'fail' | 'no_match';

/** A model that answers in place of a built-in one. */
export interface Substitute<Model> {
  readonly model: Model;
  readonly onError: OnError;
}

/** The models that a user brought, by what they answer. */
export interface TextPlugins {
  readonly embedder?: EmbeddingPlugin;
  readonly classifiers?: { readonly [T in Task]?: Substitute<SequencePlugin> };
  readonly pii?: Substitute<TokenPlugin>;
  readonly hallucination?: Substitute<TokenPlugin>;
}

/** The one label of models for `models.hallucination`, besides that of everything else. */
export const UNSUPPORTED = 'unsupported';

/** Kinds of an answer that models with fewer labels do not tell apart. */
export const optionalLabels: { readonly [T in Task]?: readonly string[] } = {
  jailbreak: ['injection', 'harmful'],
  feedback: ['none'],
};

/** A folder and a model of a server have a name of their own; a server of one task has that of the task. */
export function pluginName(key: ModelKey, source: ModelSources[ModelKey]): string {
  if (source.kind === 'onnx') return basename(resolve(source.path));
  return key === 'embedder' && 'model' in source ? source.model : `remote-${key}`;
}
