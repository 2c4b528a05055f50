import { z } from 'zod';
import { choice, section } from '../lib/schema-marks.ts';
import { type SignalType, signalCollections } from '../signals/collections.ts';
import { host, port } from './address.ts';
import { strategy } from './routing.ts';

const fraction = z.number().min(0).max(1);

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
    .partialRecord(z.enum(Object.keys(signalCollections) as SignalType[]), deadlineMs)
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

/** Machinery that all policies share. */
export const global = section(
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
