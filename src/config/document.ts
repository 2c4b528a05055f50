import { z } from 'zod';
import { providers } from '../backends/schema.ts';
import { decision } from '../decisions/schema.ts';
import { durationMs } from '../lib/duration.ts';
import { choice, mark, section, text, variableName } from '../lib/schema-marks.ts';
import { modelSources } from '../models/plugins/schema.ts';
import {
  laterCollections,
  type SignalType,
  signalCollections,
  signalSchemas,
} from '../signals/schemas.ts';

const maxListeners = 100;
const maxCards = 10_000;
const maxRules = 10_000;
const maxDecisions = 10_000;
const mebibyte = 2 ** 20;

const port = mark(z.int().min(0).max(65_535).describe('0: any free port'), { standIn: 0 });
const host = mark(z.string().min(1), { standIn: '127.0.0.1' });
const fraction = z.number().min(0).max(1);

const listener = section(
  {
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
  },
  { later: ['tls', 'trusted_identity_headers'] },
);

const modelCard = section({
  name: z.string().min(1),
  description: text(z.string()).optional(),
  capabilities: z.array(z.string()).default([]),
  tags: z.array(z.string()).default([]),
  param_size: z.string().optional().describe('E.g. `8b`'),
  context_window_size: z.int().min(1).optional().describe('Tokens'),
  quality_score: fraction.optional(),
  modality: z
    .enum(['text', 'ar', 'diffusion', 'omni', 'both', 'multimodal'])
    .optional()
    .describe('Omitted: text'),
  loras: z
    .array(section({ name: z.string().min(1), description: text(z.string()).optional() }))
    .default([])
    .describe('Adapters that can be asked for by name'),
});

export type ModelCard = z.output<typeof modelCard>;

type RuleLists = {
  [T in SignalType as (typeof signalCollections)[T]]: z.ZodDefault<
    z.ZodArray<(typeof signalSchemas)[T]>
  >;
};

const ruleLists = Object.fromEntries(
  (Object.keys(signalSchemas) as SignalType[]).map((type) => [
    signalCollections[type],
    // Patterns and examples are full of `$`, so nothing in a rule is expanded but numbers and words.
    text(z.array<z.ZodType>(signalSchemas[type]).max(maxRules)).default([]),
  ]),
) as unknown as RuleLists;

const signals = section(ruleLists, {
  later: Object.values(laterCollections),
  replaced: {
    category_kb: 'a rule under `kb` and `global.model_catalog.kbs`',
    taxonomy: 'a rule under `kb` and `global.model_catalog.kbs`',
  },
});

const strategy = z.enum(['priority', 'confidence']);

const routing = section(
  {
    strategy: strategy.optional().describe('Omitted: `global.router.strategy`'),
    modelCards: z.array(modelCard).max(maxCards).default([]),
    signals: signals.prefault({}),
    decisions: z.array(decision).max(maxDecisions).default([]),
  },
  { later: ['projections'], replaced: { models: 'modelCards' } },
);

const router = section(
  {
    config_source: choice(['file'], { later: ['kubernetes'] }).default('file'),
    strategy: strategy.optional().describe('Omitted: priority'),
    auto_model_name: z.string().min(1).default('MoM'),
    auto_model_names: z
      .array(z.string().min(1))
      .optional()
      .describe('Names that are routed, exactly these; empty: none'),
    include_config_models_in_list: z.boolean().default(false),
    unknown_model: z
      .enum(['error', 'auto'])
      .default('error')
      .describe('`auto`: a name that nobody knows is routed'),
    response_model: z
      .enum(['requested', 'routed', 'upstream'])
      .default('routed')
      .describe('Which name the answer carries'),
  },
  {
    later: [
      'clear_route_cache',
      'streamed_body',
      'skip_processing',
      'model_selection',
      'learning',
      'explicit_models',
      'translation',
    ],
  },
).transform(({ auto_model_names, ...settings }) => ({
  ...settings,
  auto_model_names: [
    ...new Set(auto_model_names ?? defaultAutoNames(settings.auto_model_name)),
  ] as readonly string[],
}));

/** Names that are routed when the document does not list them. */
export function defaultAutoNames(autoModelName: string): readonly string[] {
  return ['auto', autoModelName, 'vllm-sr/auto', 'switchyard/auto'];
}

const routerReplay = section(
  {
    enabled: z.boolean().default(true),
    store_backend: choice(['sqlite', 'memory'], {
      later: ['redis', 'postgres', 'milvus', 'qdrant'],
    }).default('sqlite'),
    ttl_seconds: z.int().min(1).default(2_592_000),
  },
  { later: ['async_writes', 'redis', 'postgres', 'milvus', 'qdrant'] },
);

const managementApi = section(
  { bind_address: host.default('127.0.0.1'), port: port.default(8080) },
  { later: ['remote_exposure', 'auth'] },
);

const metrics = section(
  { enabled: z.boolean().default(true), port: port.default(9190) },
  { later: ['windowed_metrics'] },
);

const deadlineMs = z.int().min(1).max(600_000);

const signalSettings = section({
  deadline_ms: deadlineMs.default(2000).describe('Bound of the whole stage'),
  per_type_deadline_ms: z
    .partialRecord(z.enum(Object.keys(signalSchemas) as SignalType[]), deadlineMs)
    .default({}),
});

const services = section(
  {
    router_replay: routerReplay.prefault({}),
    management_api: managementApi.prefault({}),
    observability: section({ metrics: metrics.prefault({}) }, { later: ['tracing'] }).prefault({}),
    signals: signalSettings.prefault({}),
  },
  { later: ['api', 'response_api', 'authz', 'ratelimit', 'startup_status'] },
);

const prototypeScoring = section(
  {
    enabled: z.boolean().default(true).describe('Off: every example counts by itself'),
    cluster_similarity_threshold: z.number().gt(0).max(1).default(0.9),
    max_prototypes: z.int().min(1).default(8),
    best_weight: fraction.default(0.75),
    top_m: z.int().default(2).describe('0 and less: all'),
  },
  { later: ['margin_threshold'] },
);

const embeddingConfig = section(
  {
    top_k: z.int().min(0).default(1).describe('How many matched rules stand; 0: all'),
    min_score_threshold: fraction.default(0.5).describe('Floor of soft matches'),
    enable_soft_matching: z.boolean().default(false),
    prototype_scoring: prototypeScoring.prefault({}),
  },
  { later: ['backend', 'model_type', 'preload_embeddings', 'target_dimension', 'target_layer'] },
);

const embeddings = section(
  {
    semantic: section(
      { embedding_config: embeddingConfig.prefault({}) },
      {
        later: [
          'qwen3_model_path',
          'gemma_model_path',
          'mmbert_model_path',
          'multimodal_model_path',
          'bert_model_path',
          'use_cpu',
          'endpoint',
        ],
      },
    ).prefault({}),
  },
  { replaced: { bert: 'semantic.bert_model_path' } },
);

const domainModule = section(
  { threshold: fraction.default(0.5).describe('Probability from which a domain counts') },
  {
    later: [
      'enabled',
      'model_ref',
      'model_id',
      'use_cpu',
      'use_modernbert',
      'use_mmbert_32k',
      'category_mapping_path',
      'fallback_category',
    ],
  },
);

const modules = section(
  {
    classifier: section(
      { domain: domainModule.prefault({}) },
      { later: ['pii', 'mcp', 'preference'] },
    ).prefault({}),
  },
  {
    later: [
      'prompt_compression',
      'prompt_guard',
      'complexity',
      'hallucination_mitigation',
      'feedback_detector',
      'modality_detector',
    ],
  },
);

const modelCatalog = section(
  { embeddings: embeddings.prefault({}), modules: modules.prefault({}) },
  {
    later: ['system', 'external', 'kbs'],
    replaced: { classifiers: 'routing.signals.classifiers, or a module under `modules`' },
  },
);

const global = section(
  {
    router: router.prefault({}),
    services: services.prefault({}),
    model_catalog: modelCatalog.prefault({}),
  },
  {
    later: ['stores', 'integrations'],
    replaced: { modules: 'global.model_catalog.modules', models: 'global.model_catalog' },
  },
);

const maxWorkers = 64;
const maxWaitingTexts = 1_000_000;
const maxRememberedTexts = 1_000_000;

const inference = section(
  {
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
  },
  { later: ['intra_op_threads', 'max_batch', 'max_batch_tokens', 'batch_wait_ms', 'window'] },
);

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
          : `\`${input}\` cannot be read, only \`v0.3\`; convert a document of an older version first`,
    }),
    listeners: mark(z.array(listener).max(maxListeners), { isEmptyUnset: true }).prefault([
      { name: 'listener_0', address: '127.0.0.1', port: 8899 },
    ]),
    providers: providers.prefault({}),
    routing: routing.prefault({}),
    global: global.prefault({}),
    inference: inference.prefault({}),
    models: modelSources.prefault({}),
  },
  { later: ['entrypoints', 'recipes', 'setup'], replaced: oldKeys },
);

export type ConfigDocument = z.output<typeof configDocument>;
