import { z } from 'zod';
import { httpUrl } from '../../lib/http-url.ts';
import { mark, section, text } from '../../lib/schema-marks.ts';

const maxListed = 10_000;
const fraction = z.number().min(0).max(1);
const seconds = z.number().min(0);
const named = z.string().min(1);
const secret = mark(z.string().min(1), { isSecret: true });

const storeFields = {
  collection: named,
  reuse_cache_connection: z.boolean().optional(),
  content_field: named.optional(),
};

/** Settings of each place that documents come from. */
const backendConfigs = {
  milvus: section({
    ...storeFields,
    metadata_field: named.optional(),
    filter_expression: text(z.string()).optional(),
  }),
  qdrant: section(storeFields),
  external_api: section({
    endpoint: httpUrl,
    request_format: z.enum(['pinecone', 'weaviate', 'elasticsearch', 'custom']),
    request_template: text(z.string()).optional(),
    api_key: secret.optional(),
    auth_header: named.optional(),
    timeout_seconds: seconds.optional(),
    headers: mark(z.record(z.string(), z.string()), { isHeaders: true }).optional(),
  }),
  mcp: section({
    server_name: named,
    tool_name: named,
    tool_arguments: text(z.record(z.string(), z.unknown())).optional(),
    timeout_seconds: seconds.optional(),
  }),
  openai: section({
    vector_store_id: named,
    api_key: secret,
    base_url: httpUrl.optional(),
    max_num_results: z.int().min(1).optional(),
    file_ids: z.array(named).max(maxListed).optional(),
    filter: text(z.record(z.string(), z.unknown())).optional(),
    timeout_seconds: seconds.optional(),
    workflow_mode: z.enum(['direct_search', 'tool_based']).optional(),
  }),
  vectorstore: section({
    vector_store_id: named,
    file_ids: z.array(named).max(maxListed).optional(),
  }),
} as const;

type PlainBackend = keyof typeof backendConfigs;

const plainBackends = Object.keys(backendConfigs) as [PlainBackend, ...PlainBackend[]];

/** Every setting of every backend, since the name of the backend stands beside its settings. */
const anyBackendConfig = section({
  ...backendConfigs.qdrant.shape,
  ...backendConfigs.milvus.shape,
  ...backendConfigs.external_api.shape,
  ...backendConfigs.mcp.shape,
  ...backendConfigs.openai.shape,
}).partial();

const hybridConfig = section({
  primary: z.enum(plainBackends),
  fallback: z.enum(plainBackends).optional(),
  primary_config: anyBackendConfig.optional(),
  fallback_config: anyBackendConfig.optional(),
  strategy: z
    .enum(['sequential', 'parallel'])
    .optional()
    .describe('`sequential`: the fallback is asked when the first has nothing; the default'),
}).superRefine(({ primary, fallback, primary_config, fallback_config }, context) => {
  checkPart(primary, { config: primary_config, key: 'primary_config', context });
  if (fallback !== undefined) {
    checkPart(fallback, { config: fallback_config, key: 'fallback_config', context });
  } else if (fallback_config !== undefined) {
    const message = 'belongs to no backend, add `fallback`';
    context.addIssue({ code: 'custom', path: ['fallback_config'], message });
  }
});

interface Part {
  readonly config: z.output<typeof anyBackendConfig> | undefined;
  readonly key: 'primary_config' | 'fallback_config';
  readonly context: z.core.$RefinementCtx;
}

function checkPart(backend: PlainBackend, { config = {}, key, context }: Part): void {
  const fields: Readonly<Record<string, z.ZodType>> = backendConfigs[backend].shape;
  const given: Readonly<Record<string, unknown>> = config;
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(fields, name)) continue;
    const message = `is no setting of \`${backend}\`, which has \`${Object.keys(fields).join('`, `')}\``;
    context.addIssue({ code: 'custom', path: [key, name], message });
  }
  for (const [name, field] of Object.entries(fields)) {
    if (given[name] !== undefined || field.isOptional()) continue;
    const message = `is missing, \`${backend}\` needs it`;
    const params = { code: 'missing_field' };
    context.addIssue({ code: 'custom', path: [key, name], message, params });
  }
}

const shared = {
  enabled: z.boolean().optional(),
  similarity_threshold: fraction.optional().describe('Omitted: 0.7'),
  top_k: z.int().min(1).optional().describe('Omitted: 5'),
  max_context_length: z.int().min(0).optional().describe('Characters; omitted: 10000'),
  injection_mode: z.enum(['tool_role', 'system_prompt']).optional().describe('Omitted: tool_role'),
  on_failure: z.enum(['skip', 'block', 'warn']).optional().describe('Omitted: skip'),
  cache_results: z.boolean().optional(),
  cache_ttl_seconds: z.int().min(0).optional().describe('Omitted: 3600'),
  min_confidence_threshold: fraction
    .optional()
    .describe('Only requests that need facts with at least this confidence'),
};

function withBackend<const Backend extends string, Config extends z.ZodType>(
  backend: Backend,
  config: Config,
) {
  return section({ ...shared, backend: z.enum([backend]), backend_config: config });
}

/** Puts documents into requests. */
export const ragPlugin = z.discriminatedUnion('backend', [
  withBackend('milvus', backendConfigs.milvus),
  withBackend('qdrant', backendConfigs.qdrant),
  withBackend('external_api', backendConfigs.external_api),
  withBackend('mcp', backendConfigs.mcp),
  withBackend('openai', backendConfigs.openai),
  withBackend('hybrid', hybridConfig),
  withBackend('vectorstore', backendConfigs.vectorstore),
]);
