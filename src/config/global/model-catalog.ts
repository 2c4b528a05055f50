import { z } from 'zod';
import { httpUrl } from '../../lib/http-url.ts';
import { choice, inactive, mark, section, text, variableName } from '../../lib/schema-marks.ts';
import { count, fraction, seconds, secret, serverHost, serverPort } from '../../stores/schema.ts';
import { modelPurposes, modules } from './modules.ts';
import { competingPrototypeScoring, prototypeScoring } from './prototype-scoring.ts';

const layers = [3, 6, 11, 22];

const embeddingConfig = section({
  top_k: z.int().min(0).default(1).describe('How many matched rules stand; 0: all'),
  min_score_threshold: fraction.default(0.5).describe('Floor of soft matches'),
  enable_soft_matching: z
    .boolean()
    .optional()
    .describe(
      'Of prompts that match no rule, the nearest one within 0.2 of its threshold does; omitted: among the members of a partition',
    ),
  prototype_scoring: competingPrototypeScoring.prefault({}),
  backend: inactive(choice(['candle', 'openvino', 'openai_compatible'])).optional(),
  model_type: inactive(
    choice(['mmbert', 'qwen3', 'gemma', 'bert', 'multimodal', 'remote']),
  ).optional(),
  preload_embeddings: inactive(z.boolean()).optional(),
  target_dimension: inactive(count).optional(),
  target_layer: inactive(
    z.int().refine((layer) => layers.includes(layer), `is none of the layers ${layers.join(', ')}`),
  ).optional(),
});

const path = inactive(z.string());

const semantic = section({
  embedding_config: embeddingConfig.prefault({}),
  qwen3_model_path: path.optional(),
  gemma_model_path: path.optional(),
  mmbert_model_path: path.optional(),
  multimodal_model_path: path.optional(),
  bert_model_path: path.optional(),
  use_cpu: inactive(z.boolean()).optional(),
  endpoint: inactive(
    section({
      base_url: httpUrl,
      model: z.string().min(1),
      api_key_env: mark(variableName, { variableName: 'optional' }).optional(),
      timeout_seconds: seconds.optional(),
      max_retries: count.optional(),
      dimensions: count.optional(),
    }),
  ).optional(),
});

const external = section({
  name: z.string().min(1),
  llm_provider: inactive(z.string().min(1)).optional(),
  model_role: choice([
    'guardrail',
    'classification',
    'scoring',
    'preference',
    'memory_rewrite',
    'memory_extraction',
  ]).optional(),
  llm_endpoint: section({
    address: serverHost.optional(),
    port: serverPort.optional(),
    protocol: choice(['http', 'https']).optional(),
    name: z.string().optional(),
    use_chat_template: inactive(z.boolean()).optional(),
    prompt_template: inactive(text(z.string())).optional(),
  }).optional(),
  base_url: httpUrl.optional().describe('In place of address, port and protocol'),
  llm_model_name: z.string().min(1).optional(),
  llm_timeout_seconds: seconds.optional(),
  parser_type: choice(['auto', 'json', 'simple', 'qwen3guard']).optional(),
  threshold: inactive(fraction).optional(),
  access_key: secret.optional(),
  api_key_env: mark(variableName, { variableName: 'optional' }).optional(),
  max_tokens: count.optional(),
  temperature: z.number().min(0).optional(),
});

const label = z.string().min(1);

const knowledgeBase = section({
  name: z.string().min(1),
  source: section({
    path: z.string().min(1).describe('Folder'),
    manifest: z.string().min(1).optional().describe('Omitted: labels.json'),
  }),
  threshold: fraction.default(0.5).describe('Score from which a label matches'),
  label_thresholds: z.record(label, fraction).optional(),
  groups: z
    .record(label, z.array(label).min(1))
    .optional()
    .describe('Group -> labels of the knowledge base'),
  metrics: z
    .array(
      section({
        name: z.string().min(1),
        type: choice(['group_margin']),
        positive_group: z.string().min(1),
        negative_group: z.string().min(1),
      }),
    )
    .optional(),
  prototype_scoring: prototypeScoring.optional(),
});

const system = section(
  Object.fromEntries(
    modelPurposes.map((purpose) => [purpose, z.string().min(1).optional()]),
  ) as Record<(typeof modelPurposes)[number], z.ZodOptional<z.ZodString>>,
);

/** `global.model_catalog` */
export const modelCatalog = section(
  {
    embeddings: section(
      { semantic: semantic.prefault({}) },
      { replaced: { bert: 'semantic.bert_model_path' } },
    ).prefault({}),
    system: inactive(system).optional().describe('Folders of models by purpose'),
    external: z.array(external).optional().describe('Models on servers'),
    kbs: z.array(knowledgeBase).optional().describe('Knowledge bases'),
    modules: modules.prefault({}),
  },
  { replaced: { classifiers: 'routing.signals.classifiers, or a module under `modules`' } },
);
