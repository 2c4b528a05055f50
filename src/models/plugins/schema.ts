import { z } from 'zod';

const builtIn = z.strictObject({ kind: z.literal('builtin') });

const labelNames = z
  .record(z.string().min(1), z.string().min(1))
  .default({})
  .describe('Label of the model -> name that is used here');

const maxTokens = z.int().min(8).optional().describe('Omitted: 512, or what the model can take');

const folder = {
  kind: z.literal('onnx'),
  path: z.string().min(1).describe('Folder in Hugging Face layout'),
  max_tokens: maxTokens,
};

const server = {
  kind: z.literal('remote'),
  base_url: z.url({ protocol: /^https?$/ }),
  api_key_env: z.string().min(1).optional().describe('Environment variable with the key'),
  max_retries: z.int().min(0).max(5).default(0),
};

const prefixes = {
  query_prefix: z.string().default(''),
  document_prefix: z.string().default(''),
};

/** `models.embedder` */
export const embedderModel = z.discriminatedUnion('kind', [
  builtIn,
  z.strictObject({
    ...folder,
    pooling: z.enum(['mean', 'cls', 'last', 'auto']).default('auto'),
    normalize: z.boolean().default(true),
    dimension: z.int().min(0).default(0).describe('0 = native; else Matryoshka prefix'),
    ...prefixes,
  }),
  z.strictObject({
    ...server,
    model: z.string().min(1),
    timeout_seconds: z.number().positive().default(10),
    dimensions: z.int().min(0).default(0).describe('0 = not sent'),
    ...prefixes,
  }),
]);

/** `models.domain` and the other classifiers of texts. */
export const classifierModel = z.union([
  builtIn,
  z.strictObject({ ...folder, label_names: labelNames }),
  z.strictObject({
    ...server,
    protocol: z.literal('http_classify'),
    timeout_seconds: z.number().positive().default(5),
    label_names: labelNames,
  }),
  z.strictObject({
    ...server,
    protocol: z.literal('http_chat'),
    model: z.string().min(1),
    instructions: z.string().default(''),
    parser_type: z
      .enum(['auto', 'json', 'simple', 'qwen3guard'])
      .default('auto')
      .describe('All but qwen3guard take a JSON object or a bare label'),
    timeout_seconds: z.number().positive().default(30),
    label_names: labelNames,
  }),
]);

/** `models.pii` and `models.hallucination`: models that label parts of a text. */
export const taggerModel = z.discriminatedUnion('kind', [
  builtIn,
  z.strictObject({ ...folder, label_names: labelNames }),
  z.strictObject({
    ...server,
    timeout_seconds: z.number().positive().default(5),
    label_names: labelNames,
  }),
]);

export type EmbedderModel = z.output<typeof embedderModel>;
export type ClassifierModel = z.output<typeof classifierModel>;
export type TaggerModel = z.output<typeof taggerModel>;
