import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { FolderSetup } from './folder-messages.ts';
import { spanLabels, tagSchemeOf } from './label-spans.ts';
import type { Pooling } from './pooling.ts';

export type FolderKind = FolderSetup['kind'];

/** What a folder is asked to be; everything is optional but what it is for. */
export interface FolderOptions {
  readonly directory: string;
  /** Undefined: read from `architectures` of config.json. */
  readonly kind?: FolderKind | undefined;
  readonly pooling?: Pooling | 'auto' | undefined;
  /** Scale vectors to length 1; true unless told. */
  readonly normalize?: boolean | undefined;
  /** Of texts, special tokens included; 512 or what the model can take unless told. */
  readonly maxTokens?: number | undefined;
  /** Matryoshka: keep so many components; 0: all. */
  readonly dimension?: number | undefined;
  /** New names of labels, of token models without B- and I- marks too. */
  readonly labelNames?: Readonly<Record<string, string>> | undefined;
  /**
   * Labels that the consumer knows, in any order; of token models without B- and I- marks, where some
   * may be missing.
   */
  readonly expectLabels?: readonly string[] | undefined;
  /** Those of the expected labels that a sequence model may lack. */
  readonly optionalLabels?: readonly string[] | undefined;
}

/** One thing that is wrong with a folder. */
interface FolderProblem {
  readonly file: string;
  /** What is wrong and what to do, in one sentence. */
  readonly message: string;
}

interface FolderReading {
  /** Undefined while a problem stands in the way. */
  readonly setup: FolderSetup | undefined;
  readonly problems: readonly FolderProblem[];
  readonly modelBytes: number;
}

/** Where the graph may be, best first. */
const MODEL_FILES = [
  'model.onnx',
  'onnx/model_quantized.onnx',
  'onnx/model_int8.onnx',
  'onnx/model.onnx',
];
const DEFAULT_MAX_TOKENS = 512;
const EXPORT_HINT = 'export it with `optimum-cli export onnx`';

const configSchema = z.object({
  architectures: z.array(z.string()).nullish(),
  id2label: z.record(z.string().regex(/^\d+$/), z.string().min(1)).nullish(),
  problem_type: z.string().nullish(),
  model_type: z.string().nullish(),
  max_position_embeddings: z.int().positive().nullish(),
});
type ModelConfig = z.output<typeof configSchema>;

const poolingSchema = z.record(z.string(), z.unknown());
const modulesSchema = z.array(z.object({ type: z.string() }));
const sentencesSchema = z.object({ max_seq_length: z.int().positive().nullish() });
const tokenizerConfigSchema = z.object({ model_max_length: z.number().positive().nullish() });

/** Looks at everything in a folder that needs no runtime; collects all problems. */
export function readFolder(options: FolderOptions): FolderReading {
  const { directory } = options;
  const problems: FolderProblem[] = [];
  const report = (file: string, what: string) => {
    problems.push({ file, message: `\`${file}\` ${what}` });
    return undefined;
  };
  if (!statSync(directory, { throwIfNoEntry: false })?.isDirectory()) {
    report(directory, 'is no folder; give the folder of a model in Hugging Face layout');
    return { setup: undefined, problems, modelBytes: 0 };
  }
  const read = createReader(directory, report);
  const modelFile = MODEL_FILES.map((name) => join(directory, name)).find((file) =>
    existsSync(file),
  );
  if (modelFile === undefined) {
    report(
      join(directory, 'model.onnx'),
      `is missing, and so are ${MODEL_FILES.slice(1).join(', ')}; ${EXPORT_HINT}`,
    );
  }
  const tokenizerFile = join(directory, 'tokenizer.json');
  if (!existsSync(tokenizerFile)) {
    report(tokenizerFile, 'is missing; save it with `AutoTokenizer.save_pretrained`');
  }
  const config = read('config.json', configSchema, { isRequired: true });
  const tokenizerConfig = read('tokenizer_config.json', tokenizerConfigSchema);
  const poolingConfig = read('1_Pooling/config.json', poolingSchema);
  const modules = read('modules.json', modulesSchema);
  const sentences = read('sentence_bert_config.json', sentencesSchema);
  if (config === undefined) return { setup: undefined, problems, modelBytes: 0 };

  const most = mostTokens(config, tokenizerConfig?.model_max_length);
  // Trained on texts so long; more positions exist, but nobody taught them anything.
  const trained = sentences?.max_seq_length ?? DEFAULT_MAX_TOKENS;
  const maxTokens =
    options.maxTokens ?? Math.min(most ?? DEFAULT_MAX_TOKENS, trained, DEFAULT_MAX_TOKENS);
  const configFile = join(directory, 'config.json');
  if (most !== undefined && maxTokens > most) {
    report(configFile, `allows ${most} tokens; set \`max_tokens\` to ${most} or less`);
  }
  const files = {
    modelFile: modelFile ?? '',
    tokenizerFile,
    tokenizerConfigFile: tokenizerConfig && join(directory, 'tokenizer_config.json'),
    maxTokens,
  };
  const kind = options.kind ?? kindOf(config);
  const complete = (setup: FolderSetup): FolderReading => ({
    setup: problems.length === 0 ? setup : undefined,
    problems,
    modelBytes: modelFile === undefined ? 0 : statSync(modelFile).size,
  });
  if (kind === 'embedding') {
    const pooling = options.pooling ?? 'auto';
    return complete({
      ...files,
      kind,
      pooling: pooling === 'auto' ? poolingOf(poolingConfig ?? {}) : pooling,
      isNormalised: options.normalize ?? true,
      dimension: options.dimension ?? 0,
      hasDenseLayer: (modules ?? []).some(({ type }) => type.endsWith('.Dense')),
    });
  }
  const labels = labelsOf(config, options.labelNames ?? {});
  if (labels === undefined) {
    report(
      configFile,
      'has no `id2label` with the numbers from 0 and at least two labels; write the labels of the model there',
    );
  }
  if (labels !== undefined && options.expectLabels !== undefined) {
    const isToken = kind === 'token';
    const found = isToken ? spanLabels(tagSchemeOf(labels)) : labels;
    const { expectLabels, optionalLabels = [] } = options;
    const expected = expectLabels.filter(
      (label) => found.includes(label) || !(isToken || optionalLabels.includes(label)),
    );
    const difference = differenceOf(found, expected);
    if (difference !== undefined) {
      report(configFile, `${difference}; map the names with \`label_names\` or use another model`);
    }
  }
  return kind === 'token'
    ? complete({ ...files, kind, labels: labels ?? [] })
    : complete({
        ...files,
        kind,
        labels: labels ?? [],
        isMultiLabel: config.problem_type === 'multi_label_classification',
      });
}

interface ReadOptions {
  readonly isRequired?: boolean;
}

function createReader(directory: string, report: (file: string, what: string) => undefined) {
  return <Schema extends z.ZodType>(
    name: string,
    schema: Schema,
    { isRequired = false }: ReadOptions = {},
  ): z.output<Schema> | undefined => {
    const file = join(directory, name);
    if (!existsSync(file)) {
      return isRequired ? report(file, 'is missing; copy it from the original model') : undefined;
    }
    let content: unknown;
    try {
      content = JSON.parse(readFileSync(file, 'utf8'));
    } catch {
      return report(file, 'is not JSON; download it again');
    }
    const parsed = schema.safeParse(content);
    if (parsed.success) return parsed.data;
    const issue = parsed.error.issues[0];
    const path = issue?.path.join('.') || 'the whole';
    return report(
      file,
      `is not valid at \`${path}\` (${issue?.message}); copy it from the original`,
    );
  };
}

function kindOf({ architectures, id2label }: ModelConfig): FolderKind {
  const names = (architectures ?? []).join(' ');
  if (names.includes('ForTokenClassification')) return 'token';
  if (names.includes('ForSequenceClassification')) return 'sequence';
  return names === '' && id2label ? 'sequence' : 'embedding';
}

/** Positions of the RoBERTa family begin after the padding index. */
const SHIFTED_POSITIONS = ['roberta', 'xlm-roberta', 'camembert', 'mpnet', 'longformer'];
/** `transformers` writes numbers like 1e30 where it knows no limit. */
const NO_LIMIT = 10_000_000;

function mostTokens(config: ModelConfig, tokenizerLimit?: number | null): number | undefined {
  const shift = SHIFTED_POSITIONS.includes(config.model_type ?? '') ? 2 : 0;
  const positions = config.max_position_embeddings ?? Number.POSITIVE_INFINITY;
  const most = Math.min(positions - shift, tokenizerLimit ?? Number.POSITIVE_INFINITY);
  return most < NO_LIMIT ? most : undefined;
}

function poolingOf(config: Readonly<Record<string, unknown>>): Pooling {
  if (config.pooling_mode_cls_token === true) return 'cls';
  if (config.pooling_mode_lasttoken === true) return 'last';
  return 'mean';
}

function labelsOf(
  { id2label }: ModelConfig,
  names: Readonly<Record<string, string>>,
): readonly string[] | undefined {
  const found = Object.entries(id2label ?? {}).sort(([a], [b]) => Number(a) - Number(b));
  const isContiguous = found.every(([key], index) => Number(key) === index);
  if (found.length < 2 || !isContiguous) return undefined;
  return found.map(([, label]) => {
    const [mark = '', type = label] = label.split(/^([BIESLU][-_])/).filter(Boolean);
    return names[label] ?? (mark === label ? label : `${mark}${names[type] ?? type}`);
  });
}

function differenceOf(found: readonly string[], expected: readonly string[]): string | undefined {
  const missing = expected.filter((label) => !found.includes(label));
  const surplus = found.filter((label) => !expected.includes(label));
  const parts = [
    ...(missing.length > 0 ? [`lacks the labels ${missing.join(', ')}`] : []),
    ...(surplus.length > 0 ? [`has the unexpected labels ${surplus.join(', ')}`] : []),
  ];
  return parts.length === 0 ? undefined : parts.join(' and ');
}
