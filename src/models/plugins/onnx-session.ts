import type { Tensor } from 'onnxruntime-node';
import { loadRuntime, openSession } from '../onnx-runtime.ts';
import type { TokenizedText } from './folder-tokenizer.ts';

/** Rows of numbers and what they are: `[texts, size]` or `[texts, tokens, size]`. */
export interface GraphOutput {
  readonly data: Float32Array;
  readonly shape: readonly number[];
}

/** A graph that takes token ids; for worker threads only, because it blocks the thread it runs on. */
export interface TextGraph {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Texts and tokens that the graph takes, where it is made for fixed numbers. */
  readonly fixedTexts: number | undefined;
  readonly fixedTokens: number | undefined;
  /** Texts of unlike lengths are padded to the longest. */
  run(texts: readonly TokenizedText[], output: string): Promise<GraphOutput>;
  /** Milliseconds that the runtime takes for all outputs. */
  time(texts: readonly TokenizedText[]): Promise<number>;
}

const KNOWN_INPUTS = ['input_ids', 'attention_mask', 'token_type_ids', 'position_ids'];

export async function openTextGraph(file: string, padId = 0): Promise<TextGraph> {
  const runtime = await loadRuntime();
  const session = await openSession({ runtime, file, remedy: 'download it again' });
  const metadata = new Map(
    session.inputMetadata.flatMap((value) =>
      value.isTensor ? [[value.name, value] as const] : [],
    ),
  );
  checkInputs(file, session.inputNames);
  const [texts, tokens] = metadata.get('input_ids')?.shape ?? [];
  const fixedTexts = fixed(texts);
  const fixedTokens = fixed(tokens);

  function tensorOf(name: string, rows: readonly TokenizedText[], width: number): Tensor {
    const count = fixedTexts ?? rows.length;
    const values = new Int32Array(count * width);
    if (name === 'input_ids') values.fill(padId);
    for (const [row, { ids, types }] of rows.entries()) {
      const target = values.subarray(row * width, (row + 1) * width);
      if (name === 'input_ids') target.set(ids);
      if (name === 'attention_mask') target.fill(1, 0, ids.length);
      if (name === 'token_type_ids') target.set(types);
      if (name === 'position_ids') for (let at = 0; at < width; at += 1) target[at] = at;
    }
    const shape = [count, width];
    return metadata.get(name)?.type === 'int32'
      ? new runtime.Tensor('int32', values, shape)
      : new runtime.Tensor('int64', BigInt64Array.from(values, BigInt), shape);
  }

  function feedsOf(rows: readonly TokenizedText[]): Record<string, Tensor> {
    const width = fixedTokens ?? Math.max(...rows.map(({ ids }) => ids.length));
    return Object.fromEntries(
      session.inputNames.map((name) => [name, tensorOf(name, rows, width)]),
    );
  }

  return {
    inputs: session.inputNames,
    outputs: session.outputNames,
    fixedTexts,
    fixedTokens,
    async run(rows, output) {
      const found = (await session.run(feedsOf(rows), [output]))[output];
      if (!(found?.data instanceof Float32Array)) {
        throw new Error(
          `output \`${output}\` of \`${file}\` is ${found?.type ?? 'missing'}; export the model with float32 outputs`,
        );
      }
      return { data: found.data, shape: found.dims };
    },
    async time(rows) {
      const feeds = feedsOf(rows);
      const start = performance.now();
      await session.run(feeds);
      return performance.now() - start;
    },
  };
}

function fixed(size: number | string | undefined): number | undefined {
  return typeof size === 'number' && size > 0 ? size : undefined;
}

function checkInputs(file: string, names: readonly string[]): void {
  if (!names.includes('input_ids')) {
    throw new Error(
      `\`${file}\` has no input \`input_ids\` (it has ${quoted(names)}); export a text model, for example with \`optimum-cli export onnx\``,
    );
  }
  const unknown = names.filter((name) => !KNOWN_INPUTS.includes(name));
  if (unknown.length === 0) return;
  throw new Error(
    `\`${file}\` wants the inputs ${quoted(unknown)}, which nothing here can fill; export it without cache and without decoder inputs`,
  );
}

export function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}
