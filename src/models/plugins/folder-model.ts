import type { FolderGraph, FolderItem, FolderResult, FolderSetup } from './folder-messages.ts';
import {
  type FolderTokenizer,
  openFolderTokenizer,
  type TokenizedText,
} from './folder-tokenizer.ts';
import { spansOf, tagSchemeOf } from './label-spans.ts';
import { type GraphOutput, openTextGraph, quoted, type TextGraph } from './onnx-session.ts';
import { embeddingRows } from './onnx-shapes.ts';
import { finishVector, poolRows, sigmoidRows, softmaxRows } from './pooling.ts';

/** A folder in Hugging Face layout, opened; for worker threads only. */
interface FolderModel {
  readonly graph: FolderGraph;
  run(items: readonly FolderItem[]): Promise<readonly FolderResult[]>;
  /** Milliseconds of one run of the bare graph on a text of so many tokens. */
  measure(tokens: number): Promise<number>;
}

const EMBEDDING_OUTPUTS = ['sentence_embedding', 'embeddings', 'embedding'];
const HIDDEN_OUTPUTS = ['last_hidden_state', 'token_embeddings'];

/** Rejects with what is wrong, the file and the remedy. */
export async function openFolderModel(setup: FolderSetup): Promise<FolderModel> {
  const tokenizer = openTokenizer(setup);
  checkVocabulary(setup, tokenizer);
  const text = await openTextGraph(setup.modelFile, tokenizer.padId);
  const output = outputOf(setup, text.outputs);
  if (text.fixedTokens !== undefined && text.fixedTokens < setup.maxTokens) {
    throw new Error(
      `\`${setup.modelFile}\` is made for exactly ${text.fixedTokens} tokens; set \`max_tokens\` to ${text.fixedTokens}`,
    );
  }
  const probe = tokenizer.encode('hello world');
  const found = await text.run([probe], output);
  const graph: FolderGraph = {
    inputs: text.inputs,
    outputs: text.outputs,
    output,
    ...checkedSize(setup, found),
  };
  if (setup.kind === 'token') {
    const problem = tokenizer.offsetProblem();
    if (problem !== undefined) {
      throw new Error(
        `\`${setup.tokenizerFile}\` cannot say where a token stands in the text: ${problem}; use a model with a WordPiece, byte-level BPE or SentencePiece tokenizer`,
      );
    }
  }
  return {
    graph,
    run: (items) => runItems({ setup, tokenizer, text, graph }, items),
    async measure(tokens) {
      const ids = new Int32Array(tokens).fill(probe.ids.at(-1) ?? 0);
      const sample = { ids, types: new Int32Array(tokens), isTruncated: false };
      const start = performance.now();
      await text.run([sample], output);
      return performance.now() - start;
    },
  };
}

function openTokenizer(setup: FolderSetup): FolderTokenizer {
  const { tokenizerFile, tokenizerConfigFile: configFile, maxTokens } = setup;
  try {
    return openFolderTokenizer({ tokenizerFile, configFile, maxTokens });
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    if (message.includes('`')) throw cause;
    throw new Error(
      `\`${tokenizerFile}\` cannot be used (${message}); save it again with \`tokenizer.save_pretrained\` of a recent \`transformers\``,
      { cause },
    );
  }
}

function checkVocabulary(setup: FolderSetup, { highestId }: FolderTokenizer): void {
  const rows = embeddingRows(setup.modelFile, 'input_ids');
  if (rows === undefined || highestId < rows) return;
  throw new Error(
    `\`${setup.tokenizerFile}\` knows token ids up to ${highestId}, but the embedding table of \`${setup.modelFile}\` has ${rows} rows; take both files from the same model`,
  );
}

function outputOf(setup: FolderSetup, outputs: readonly string[]): string {
  const wanted =
    setup.kind === 'embedding'
      ? [
          ...EMBEDDING_OUTPUTS,
          ...(setup.pooling === 'cls' ? ['pooler_output'] : []),
          ...HIDDEN_OUTPUTS,
        ]
      : ['logits'];
  const found = wanted.find((name) => outputs.includes(name));
  const only = outputs.length === 1 ? outputs[0] : undefined;
  const output = found ?? only;
  if (output !== undefined) return output;
  throw new Error(
    `\`${setup.modelFile}\` has the outputs ${quoted(outputs)}, none of ${quoted(wanted)}; export it again with one of these names`,
  );
}

function checkedSize(
  setup: FolderSetup,
  { shape }: GraphOutput,
): Pick<FolderGraph, 'dimension' | 'nativeDimension'> {
  const size = shape.at(-1) ?? 0;
  const { modelFile: file, kind } = setup;
  if (setup.kind === 'embedding') {
    if (shape.length !== 2 && shape.length !== 3) throw wrongShape(file, shape, 'embeddings');
    if (shape.length === 3 && setup.hasDenseLayer) {
      throw new Error(
        `\`modules.json\` beside \`${file}\` names a dense layer after the pooling, which the graph does not contain; export the model with the output \`sentence_embedding\``,
      );
    }
    if (setup.dimension > size) {
      throw new Error(
        `dimension ${setup.dimension} is more than the ${size} of \`${file}\`; choose ${size} or less`,
      );
    }
    return { dimension: setup.dimension || size, nativeDimension: size };
  }
  const rank = kind === 'sequence' ? 2 : 3;
  if (shape.length !== rank) throw wrongShape(file, shape, `${kind} labels`);
  if (size !== setup.labels.length) {
    throw new Error(
      `\`config.json\` names ${setup.labels.length} labels, but \`${file}\` gives ${size} numbers; take both files from the same model`,
    );
  }
  return { dimension: 0, nativeDimension: 0 };
}

function wrongShape(file: string, shape: readonly number[], what: string): Error {
  return new Error(
    `\`${file}\` answers with the shape [${shape.join(', ')}], which is no shape of ${what}; set \`kind\` to what the model is`,
  );
}

interface Opened {
  readonly setup: FolderSetup;
  readonly tokenizer: FolderTokenizer;
  readonly text: TextGraph;
  readonly graph: FolderGraph;
}

async function runItems(opened: Opened, items: readonly FolderItem[]): Promise<FolderResult[]> {
  if (opened.setup.kind === 'token') {
    const results: FolderResult[] = [];
    for (const { text } of items) results.push(await findSpans(opened, text));
    return results;
  }
  const texts = items.map(({ text, pair }) => filled(opened.tokenizer.encode(text, pair)));
  const rows = await runBatches(opened, texts);
  return texts.map(({ ids, isTruncated }, index) => ({
    values: rows[index] ?? new Float32Array(),
    spans: [],
    tokens: ids.length,
    isTruncated,
  }));
}

/** A model without special tokens has nothing to say about the empty text unless it gets a token. */
function filled(text: TokenizedText): TokenizedText {
  return text.ids.length > 0 ? text : { ...text, ids: new Int32Array(1), types: new Int32Array(1) };
}

/** Texts of similar length travel together, because padding costs as much as text. */
async function runBatches(opened: Opened, texts: readonly TokenizedText[]) {
  const rows: Float32Array<ArrayBuffer>[] = [];
  const order = [...texts.keys()].sort((a, b) => lengthAt(texts, a) - lengthAt(texts, b));
  const most = opened.text.fixedTexts ?? Number.POSITIVE_INFINITY;
  for (let from = 0; from < order.length; ) {
    const shortest = lengthAt(texts, order[from] ?? 0);
    let to = from + 1;
    while (
      to < order.length &&
      to - from < most &&
      lengthAt(texts, order[to] ?? 0) <= shortest * 1.25
    )
      to += 1;
    const group = order.slice(from, to);
    const batch = group.flatMap((index) => texts[index] ?? []);
    const found = finishRows(opened, await opened.text.run(batch, opened.graph.output), batch);
    for (const [row, index] of group.entries()) rows[index] = found[row] ?? new Float32Array();
    from = to;
  }
  return rows;
}

function lengthAt(texts: readonly TokenizedText[], index: number): number {
  return texts[index]?.ids.length ?? 0;
}

function finishRows(
  { setup, graph }: Opened,
  { data, shape }: GraphOutput,
  batch: readonly TokenizedText[],
): Float32Array<ArrayBuffer>[] {
  const size = shape.at(-1) ?? 0;
  const row = (rows: Float32Array, index: number) =>
    rows.subarray(index * size, (index + 1) * size);
  if (setup.kind !== 'embedding') {
    const isMultiLabel = setup.kind === 'sequence' && setup.isMultiLabel;
    const probabilities = isMultiLabel ? sigmoidRows(data) : softmaxRows(data, size);
    return batch.map((_, index) => new Float32Array(row(probabilities, index)));
  }
  const lengths = batch.map(({ ids }) => ids.length);
  const pooled =
    shape.length === 3
      ? poolRows({ data, width: shape[1] ?? 0, size, lengths }, setup.pooling)
      : data;
  const { isNormalised } = setup;
  const { dimension } = graph;
  return batch.map((_, index) => finishVector(row(pooled, index), { dimension, isNormalised }));
}

async function findSpans({ setup, tokenizer, text, graph }: Opened, input: string) {
  const { windows, firsts, prefixLength, offsets, isTruncated } = tokenizer.encodeWindows(input);
  const width = setup.kind === 'embedding' ? 0 : setup.labels.length;
  const tags = new Int32Array(offsets.length);
  const scores = new Float32Array(offsets.length);
  for (const [index, window] of windows.entries()) {
    if (offsets.length === 0) break;
    const { data } = await text.run([window], graph.output);
    const probabilities = softmaxRows(data, width);
    const first = firsts[index] ?? 0;
    // Of two windows that see a token, the one that sees more around it decides.
    const overlap = index === 0 ? 0 : (firsts[index - 1] ?? 0) + tokenizer.contentTokens - first;
    const last = Math.min(first + tokenizer.contentTokens, offsets.length);
    for (let token = first + Math.floor(overlap / 2); token < last; token += 1) {
      const start = (token - first + prefixLength) * width;
      const row = probabilities.subarray(start, start + width);
      const tag = row.indexOf(Math.max(...row));
      tags[token] = tag;
      scores[token] = row[tag] ?? 0;
    }
  }
  const scheme = tagSchemeOf(setup.kind === 'token' ? setup.labels : []);
  const spans = spansOf({ text: input, offsets, tags, scores }, scheme);
  return { values: new Float32Array(), spans, tokens: offsets.length, isTruncated };
}
