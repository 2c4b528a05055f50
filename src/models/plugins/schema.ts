import { z } from 'zod';
import { mark, section, text, variableName } from '../../lib/schema-marks.ts';

const builtIn = section({ kind: z.literal('builtin') });

const labelNames = text(z.record(z.string().min(1), z.string().min(1)))
  .default({})
  .describe('Label of the model -> name that is used here');

const maxTokens = z.int().min(8).optional().describe('Omitted: 512, or what the model can take');

const maxRetries = 5;

const folder = {
  kind: z.literal('onnx'),
  path: mark(z.string().min(1), { standIn: '.' }).describe(
    'Folder in Hugging Face layout; relative to the configuration file',
  ),
  max_tokens: maxTokens,
};

const address = z.string().superRefine((value, context) => {
  // The value may hold a credential, so no message repeats it.
  const problem = addressProblem(value);
  if (problem !== undefined) context.addIssue({ code: 'custom', ...problem });
});

function addressProblem(value: string) {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    return { message: 'is no http or https address' };
  }
  const isKey = (name: string) => /key|token|secret|password|credential|signature/i.test(name);
  const hasCredential = url.username !== '' || url.password !== '';
  if (!hasCredential && ![...url.searchParams.keys()].some(isKey)) return undefined;
  return {
    message: 'carries a credential, move it to `api_key_env`',
    params: { code: 'secret_in_url' },
  };
}

const server = {
  kind: z.literal('remote'),
  base_url: mark(address, { standIn: 'http://127.0.0.1' }).describe(
    'Everything before `/embeddings`, `/classify`, `/token_classify` or `/chat/completions`',
  ),
  api_key_env: mark(variableName, { variableName: 'required' })
    .optional()
    .describe('Environment variable with the key'),
  max_retries: z.int().min(0).max(maxRetries).default(0),
};

const prefixes = {
  query_prefix: text(z.string()).default('').describe('Put before every text'),
  document_prefix: text(
    z.string().refine((prefix) => prefix === '', {
      message: 'is not supported by this version yet, every text gets `query_prefix`',
      params: { code: 'not_implemented' },
    }),
  ).default(''),
};

/** What happens while the model cannot answer. */
const onError = z
  .enum(['builtin', 'fail', 'no_match'])
  .default('builtin')
  .describe(
    '`builtin`: the built-in model answers; `fail`: the signal is unknown; `no_match`: nothing is found',
  );

/** Vectors of two models cannot be compared, so nothing can stand in for an embedder. */
const onEmbedderError = z
  .literal('fail', {
    error: ({ input }) =>
      `\`${String(input)}\` is not \`fail\`: vectors of two models cannot be compared, so nothing can stand in`,
  })
  .default('fail');

/** `models.embedder` */
export const embedderModel = z.discriminatedUnion('kind', [
  builtIn,
  section({
    ...folder,
    pooling: z.enum(['mean', 'cls', 'last', 'auto']).default('auto'),
    normalize: z.boolean().default(true),
    dimension: z.int().min(0).default(0).describe('0 = native; else Matryoshka prefix'),
    ...prefixes,
    on_error: onEmbedderError,
  }),
  section({
    ...server,
    model: z.string().min(1),
    timeout_seconds: z.number().positive().default(10),
    dimensions: z.int().min(0).default(0).describe('0 = not sent'),
    ...prefixes,
    on_error: onEmbedderError,
  }),
]);

/** `models.domain` and the other classifiers of texts. */
export const classifierModel = z.discriminatedUnion('kind', [
  builtIn,
  section({ ...folder, label_names: labelNames, on_error: onError }),
  z.discriminatedUnion('protocol', [
    section({
      ...server,
      protocol: z.literal('http_classify'),
      timeout_seconds: z.number().positive().default(5),
      label_names: labelNames,
      on_error: onError,
    }),
    section({
      ...server,
      protocol: z.literal('http_chat'),
      model: z.string().min(1),
      instructions: text(z.string()).default(''),
      parser_type: z
        .enum(['auto', 'json', 'simple', 'qwen3guard'])
        .default('auto')
        .describe('All but qwen3guard take a JSON object or a bare label'),
      timeout_seconds: z.number().positive().default(30),
      label_names: labelNames,
      on_error: onError,
    }),
  ]),
]);

/** `models.pii` and `models.hallucination`: models that label parts of a text. */
export const taggerModel = z.discriminatedUnion('kind', [
  builtIn,
  section({ ...folder, label_names: labelNames, on_error: onError }),
  section({
    ...server,
    timeout_seconds: z.number().positive().default(5),
    label_names: labelNames,
    on_error: onError,
  }),
]);

export type EmbedderModel = z.output<typeof embedderModel>;
export type ClassifierModel = z.output<typeof classifierModel>;
export type TaggerModel = z.output<typeof taggerModel>;

const embedder = embedderModel.default({ kind: 'builtin' });
const classifier = classifierModel.default({ kind: 'builtin' });
const tagger = taggerModel.default({ kind: 'builtin' });

/** `models`: who answers each task. */
export const modelSources = section({
  embedder,
  domain: classifier,
  jailbreak: classifier,
  fact_check: classifier,
  feedback: classifier,
  modality: classifier,
  complexity: classifier,
  pii: tagger,
  hallucination: tagger,
}).superRefine((sources, context) => {
  for (const [key, source] of Object.entries(sources)) {
    if (key === 'jailbreak' || !('parser_type' in source)) continue;
    if (source.parser_type !== 'qwen3guard') continue;
    context.addIssue({
      code: 'custom',
      path: [key, 'parser_type'],
      message: '`qwen3guard` tells bad prompts from good ones, use it for `models.jailbreak` only',
    });
  }
});

export type ModelSources = z.output<typeof modelSources>;
export type ModelKey = keyof ModelSources;
