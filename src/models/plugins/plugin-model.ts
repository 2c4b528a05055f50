import type { Cancellable, Classification, ModelStatus, TextEmbedding } from '../text-models.ts';

/** A model that a user brought: a local ONNX folder or a server. */
interface PluginModel {
  status(): ModelStatus;
  /** Resolves when it answers; rejects when it cannot be loaded, naming what is wrong and the remedy. */
  ready(): Promise<void>;
  close(): Promise<void>;
}

export interface EmbedOptions extends Cancellable {
  /** Which prefix is put in front; `query` unless told. */
  readonly purpose?: 'query' | 'document';
}

/** Vectors of one plug-in model; never mix them with those of another. */
export interface EmbeddingPlugin extends PluginModel {
  /** Of the vectors as they come out, after any Matryoshka cut; 0 until the model is ready. */
  readonly dimension: number;
  /** Rejects with a `SwitchyardError` of code `model_unavailable` or one of the `upstream_` codes. */
  embed(text: string, options?: EmbedOptions): Promise<TextEmbedding>;
  embedAll(texts: readonly string[], options?: EmbedOptions): Promise<readonly TextEmbedding[]>;
}

interface ClassifyOptions extends Cancellable {
  /** The second text of a model that compares two, for example the hypothesis of an NLI model. */
  readonly pair?: string;
}

export interface SequencePlugin extends PluginModel {
  readonly labels: readonly string[];
  /** Rejects like `EmbeddingPlugin.embed`. */
  classify(text: string, options?: ClassifyOptions): Promise<Classification>;
}

/** A labelled part of a text; UTF-16 offsets, end exclusive. */
export interface LabelledSpan {
  readonly label: string;
  readonly start: number;
  readonly end: number;
  /** Mean probability of its words. */
  readonly score: number;
}

interface SpanFinding {
  /** Sorted by start, without overlaps. */
  readonly spans: readonly LabelledSpan[];
  readonly tokens: number;
  /** Some of the text was not looked at. */
  readonly isTruncated: boolean;
}

export interface TokenPlugin extends PluginModel {
  /** Of the spans, without B- and I- marks and without the label of everything else. */
  readonly labels: readonly string[];
  /** Long texts are looked at window by window. Rejects like `EmbeddingPlugin.embed`. */
  findSpans(text: string, options?: Cancellable): Promise<SpanFinding>;
}
