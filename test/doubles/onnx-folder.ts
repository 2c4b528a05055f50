import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onnxModel } from './onnx-model.ts';

/** Words of the tiny vocabulary; the position is the token id. */
const TINY_WORDS = [
  ...['[PAD]', '[UNK]', '[CLS]', '[SEP]'],
  ...['hello', 'world', '##s', 'berlin', 'alice', 'buy', 'sell', 'gold', ',', '.', 'müller'],
] as const;

type Rows = Readonly<Record<string, readonly number[]>>;

interface TinyFolder {
  /** What the graph computes: a vector per token, one vector, logits per text or per token. */
  readonly kind: 'hidden' | 'pooled' | 'sequence' | 'token';
  /** Word -> its row of the embedding table; other words are zeros. */
  readonly rows: Rows;
  readonly labels?: readonly string[];
  readonly config?: object;
  /** Rows of the table; fewer than words make a broken folder. */
  readonly tableRows?: number;
  readonly modelFile?: string;
  readonly extraInputs?: readonly string[];
  /** Texts and tokens, a number where the graph is made for just so many. */
  readonly inputShape?: readonly (number | string)[];
  /** Path -> content of further files, JSON unless it is text. */
  readonly files?: Readonly<Record<string, unknown>>;
}

/** Writes a model folder in Hugging Face layout and returns its path; the caller deletes it. */
export function tinyFolder(options: TinyFolder): string {
  const directory = mkdtempSync(join(tmpdir(), 'switchyard-onnx-'));
  const { labels = [], config = {}, modelFile = 'model.onnx', files = {} } = options;
  const write = (name: string, content: unknown) => {
    const file = join(directory, name);
    mkdirSync(dirname(file), { recursive: true });
    const isRaw = typeof content === 'string' || Buffer.isBuffer(content);
    writeFileSync(file, isRaw ? content : JSON.stringify(content));
  };
  write(modelFile, tinyGraph(options));
  write('tokenizer.json', tinyTokenizer());
  write('config.json', {
    model_type: 'tiny',
    max_position_embeddings: 32,
    ...(labels.length > 0 && { id2label: Object.fromEntries(labels.entries()) }),
    ...config,
  });
  for (const [name, content] of Object.entries(files)) write(name, content);
  return directory;
}

function tinyGraph(options: TinyFolder): Buffer {
  const { kind, rows, tableRows, extraInputs = [], inputShape = ['batch', 'tokens'] } = options;
  const width = Object.values(rows)[0]?.length ?? 1;
  const count = tableRows ?? TINY_WORDS.length;
  const zeros = Array.from({ length: width }, () => 0);
  const table = TINY_WORDS.slice(0, count).flatMap((word) => rows[word] ?? zeros);
  const perToken = kind === 'hidden' || kind === 'token';
  const output = { hidden: 'last_hidden_state', pooled: 'sentence_embedding' }[kind as string];
  const name = output ?? 'logits';
  return onnxModel({
    inputs: ['input_ids', 'attention_mask', ...extraInputs].map((input) => ({
      name: input,
      type: 'int64',
      shape: inputShape,
    })),
    outputs: [
      { name, type: 'float', shape: perToken ? ['batch', 'tokens', width] : ['batch', width] },
    ],
    nodes: [
      {
        operator: 'Gather',
        inputs: ['table', 'input_ids'],
        outputs: [perToken ? 'rows' : 'embedded'],
      },
      ...(perToken
        ? []
        : [
            {
              operator: 'ReduceSum',
              inputs: ['embedded'],
              outputs: ['rows'],
              attributes: { axes: [1], keepdims: 0 },
            },
          ]),
      { operator: 'MatMul', inputs: ['rows', 'identity'], outputs: [name] },
    ],
    initialisers: [
      { name: 'table', shape: [count, width], values: table },
      { name: 'identity', shape: [width, width], values: identity(width) },
    ],
  });
}

function identity(width: number): number[] {
  return Array.from({ length: width * width }, (_, index) => (index % (width + 1) === 0 ? 1 : 0));
}

function tinyTokenizer(): object {
  const special = (content: string) => ({ id: TINY_WORDS.indexOf(content as '[CLS]'), content });
  const flags = { special: true, normalized: false };
  const borders = { single_word: false, lstrip: false, rstrip: false };
  const pieces = (['[CLS]', '[SEP]'] as const).map((name) => [
    name,
    { id: name, ids: [TINY_WORDS.indexOf(name)], tokens: [name] },
  ]);
  const token = (id: string, type_id: number) => ({ SpecialToken: { id, type_id } });
  const text = (id: string, type_id: number) => ({ Sequence: { id, type_id } });
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: ['[PAD]', '[UNK]', '[CLS]', '[SEP]'].map((content) => ({
      ...special(content),
      ...flags,
      ...borders,
    })),
    normalizer: {
      type: 'BertNormalizer',
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: false,
      lowercase: true,
    },
    pre_tokenizer: { type: 'BertPreTokenizer' },
    post_processor: {
      type: 'TemplateProcessing',
      single: [token('[CLS]', 0), text('A', 0), token('[SEP]', 0)],
      pair: [
        ...[token('[CLS]', 0), text('A', 0), token('[SEP]', 0)],
        ...[text('B', 1), token('[SEP]', 1)],
      ],
      special_tokens: Object.fromEntries(pieces),
    },
    decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
    model: {
      type: 'WordPiece',
      unk_token: '[UNK]',
      continuing_subword_prefix: '##',
      max_input_chars_per_word: 100,
      vocab: Object.fromEntries(TINY_WORDS.map((word, id) => [word, id])),
    },
  };
}
