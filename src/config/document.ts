import { z } from 'zod';
import { providers } from '../backends/schema.ts';
import { durationMs } from '../lib/duration.ts';
import { choice, inactive, mark, section, text, variableName } from '../lib/schema-marks.ts';
import { modelSources } from '../models/plugins/schema.ts';
import { host, port } from './address.ts';
import { global } from './global.ts';
import { entrypoints, recipes, routing } from './routing.ts';

const maxListeners = 100;
const mebibyte = 2 ** 20;

const certificate = section({
  cert_file: z.string().min(1),
  key_file: z.string().min(1),
});

const addressBlock = z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]);

const network = z
  .string()
  .refine(
    (block) => addressBlock.safeParse(block).success,
    'is no network, write e.g. `10.0.0.0/8`',
  );

const listener = section({
  name: z.string().min(1),
  address: host,
  port,
  timeout: durationMs.default(300_000).describe('Bound of a whole request, e.g. `300s`'),
  api_keys: z
    .array(mark(z.string().min(1), { isSecret: true }))
    .min(1)
    .optional()
    .describe('Requests need one of them'),
  api_keys_env: z
    .array(mark(variableName, { variableName: 'required' }))
    .min(1)
    .optional()
    .describe('Variables that hold such keys'),
  max_body_bytes: z
    .int()
    .min(1024)
    .max(1024 * mebibyte)
    .default(32 * mebibyte),
  max_messages: z.int().min(1).max(1_000_000).default(4096),
  tls: certificate.optional().describe('Refused so far: this version does not speak TLS'),
  trusted_identity_headers: mark(z.union([z.boolean(), z.array(network)]), {
    choose: (value) => (Array.isArray(value) ? 1 : typeof value === 'boolean' ? 0 : -1),
  })
    .optional()
    .describe(
      'Whose identity headers are believed: everybody, nobody, or these networks; omitted: this machine',
    ),
});

const maxWorkers = 64;
const maxWaitingTexts = 1_000_000;
const maxRememberedTexts = 1_000_000;

const inference = section({
  engine: choice(['auto', 'flash'], {
    replaced: {
      static: 'flash',
      wasm: 'auto',
      onnx: 'auto',
      remote: '`auto` here, and `kind: remote` for a task under `models`',
    },
  })
    .default('auto')
    .describe('`flash`: the encoder is never loaded, answers and vectors are coarser'),
  workers: z.int().min(0).max(maxWorkers).default(0).describe('Threads of the encoder; 0: one'),
  max_queue: z
    .int()
    .min(1)
    .max(maxWaitingTexts)
    .default(256)
    .describe('Texts that may wait for a model; the flash heads answer more at once'),
  lru_entries: z
    .int()
    .min(0)
    .max(maxRememberedTexts)
    .default(4096)
    .describe('Texts whose answers are remembered'),
  intra_op_threads: inactive(z.int().min(1).max(maxWorkers)).optional(),
  max_batch: inactive(z.int().min(1)).optional().describe('Texts that share a pass'),
  max_batch_tokens: inactive(z.int().min(1)).optional(),
  batch_wait_ms: inactive(z.number().min(0)).optional(),
  window: inactive(section({ max_tokens: z.int().min(8).max(512).optional() }))
    .optional()
    .describe('How much of a text the encoder reads'),
});

/** Marks a document that waits for its first settings. */
const setup = section({
  mode: z.boolean(),
  state: choice(['bootstrap']).optional(),
  created_by: text(z.string()).optional(),
  created_at: text(z.string()).optional(),
});

/** Keys of documents before v0.3 -> where their content lives now. */
const oldKeys = {
  signals: 'routing.signals',
  decisions: 'routing.decisions',
  projections: 'routing.projections',
  keyword_rules: 'routing.signals.keywords',
  embedding_rules: 'routing.signals.embeddings',
  fact_check_rules: 'routing.signals.fact_check',
  user_feedback_rules: 'routing.signals.user_feedbacks',
  reask_rules: 'routing.signals.reasks',
  preference_rules: 'routing.signals.preferences',
  language_rules: 'routing.signals.language',
  context_rules: 'routing.signals.context',
  structure_rules: 'routing.signals.structure',
  complexity_rules: 'routing.signals.complexity',
  modality_rules: 'routing.signals.modality',
  categories: 'routing.signals.domains and routing.decisions',
  vllm_endpoints: 'providers.models[].backend_refs',
  provider_profiles: 'providers.models[].backend_refs',
  model_config: 'routing.modelCards and providers.models',
  default_model: 'providers.defaults.default_model',
  reasoning_families: 'providers.defaults.reasoning_families',
  default_reasoning_effort: 'providers.defaults.default_reasoning_effort',
  model_reasoning_configs: 'providers.defaults.reasoning_families',
  strategy: 'global.router.strategy',
  auto_model_name: 'global.router.auto_model_name',
  auto_model_names: 'global.router.auto_model_names',
  include_config_models_in_list: 'global.router.include_config_models_in_list',
  clear_route_cache: 'global.router.clear_route_cache',
  model_selection: 'global.router.model_selection',
  response_api: 'global.services.response_api',
  router_replay: 'global.services.router_replay',
  api: 'global.services.api',
  observability: 'global.services.observability',
  authz: 'global.services.authz',
  ratelimit: 'global.services.ratelimit',
  semantic_cache: 'global.stores.response_cache',
  memory: 'global.stores.memory',
  vector_store: 'global.stores.vector_store',
  tools: 'global.integrations.tools',
  looper: 'global.integrations.looper',
  embedding_models: 'global.model_catalog.embeddings.semantic',
  bert_model: 'global.model_catalog.embeddings.semantic',
  prompt_guard: 'global.model_catalog.modules.prompt_guard',
  prompt_compression: 'global.model_catalog.modules.prompt_compression',
  feedback_detector: 'global.model_catalog.modules.feedback_detector',
  modality_detector: 'global.model_catalog.modules.modality_detector',
  classifier: 'global.model_catalog.modules.classifier',
  hallucination_mitigation: 'global.model_catalog.modules.hallucination_mitigation',
  external_models: 'global.model_catalog.external',
  system_models: 'global.model_catalog.system',
} as const;

/** The whole configuration, in its canonical shape. */
export const configDocument = section(
  {
    version: z.literal('v0.3', {
      error: ({ input }) =>
        input === undefined
          ? 'is missing, write `version: v0.3`'
          : `\`${input}\` cannot be read, only \`v0.3\`; \`switchyard config migrate\` converts other layouts`,
    }),
    listeners: mark(z.array(listener).max(maxListeners), { isEmptyUnset: true }).prefault([
      { name: 'listener_0', address: '127.0.0.1', port: 8899 },
    ]),
    providers: providers.prefault({}),
    routing: routing.prefault({}),
    recipes: recipes.default([]),
    entrypoints: entrypoints.default([]),
    global: global.prefault({}),
    inference: inference.prefault({}),
    models: modelSources.prefault({}),
    setup: inactive(setup).optional(),
  },
  { replaced: oldKeys },
);

export type ConfigDocument = z.output<typeof configDocument>;
