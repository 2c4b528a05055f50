import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { checkDocument } from './check-document.ts';

const minimal = {
  version: 'v0.3',
  providers: {
    defaults: { default_model: 'a' },
    models: [{ name: 'a', backend_refs: [{ endpoint: 'localhost:8000' }] }],
  },
  routing: { modelCards: [{ name: 'a' }] },
};

/** `global` as YAML; variables are not set, so that what needs one says so. */
function check(global: string) {
  const document = { ...minimal, global: parse(global) as object };
  const { config, problems } = checkDocument(document, { environment: {}, mode: 'run' });
  const found = problems.map(
    ({ severity, code, path }) => `${severity} ${code} ${path.join('.').replace('global.', '')}`,
  );
  return { config, problems, found };
}

const modules = (yaml: string) => `{ model_catalog: { modules: ${yaml} } }`;
const stores = (yaml: string) => `{ stores: ${yaml} }`;
const services = (yaml: string) => `{ services: ${yaml} }`;

describe('global settings that nothing acts on yet', () => {
  it.each([
    ['{ router: { clear_route_cache: false } }', 'router.clear_route_cache'],
    ['{ router: { streamed_body: { max_bytes: 0, timeout_sec: 0 } } }', 'router.streamed_body'],
    ['{ router: { skip_processing: { enabled: true } } }', 'router.skip_processing'],
    ['{ router: { explicit_models: { apply: [pii] } } }', 'router.explicit_models'],
    ['{ router: { translation: { strict: true } } }', 'router.translation'],
    ['{ router: { model_selection: { method: hybrid } } }', 'router.model_selection'],
    ['{ router: { learning: { state_store: { backend: local } } } }', 'router.learning'],
    ['{ router: { config_source: kubernetes } }', 'router.config_source'],
    [services('{ api: { batch_classification: { max_batch_size: 9 } } }'), 'services.api'],
    [services('{ response_api: { store_backend: memory } }'), 'services.response_api'],
    [services('{ router_replay: { async_writes: true } }'), 'services.router_replay.async_writes'],
    [
      services('{ observability: { tracing: { exporter: { type: otlp } } } }'),
      'services.observability.tracing',
    ],
    [
      services('{ observability: { metrics: { windowed_metrics: { time_windows: [1m] } } } }'),
      'services.observability.metrics.windowed_metrics',
    ],
    [services('{ authz: { providers: [{ type: static-config }] } }'), 'services.authz.providers'],
    [
      services('{ ratelimit: { providers: [{ type: envoy-ratelimit, address: "r:1" }] } }'),
      'services.ratelimit',
    ],
    [services('{ management_api: { auth: { mode: disabled } } }'), 'services.management_api.auth'],
    [services('{ startup_status: { store_backend: file } }'), 'services.startup_status'],
    [stores('{ response_cache: { backend_type: memory } }'), 'stores.response_cache'],
    [stores('{ semantic_cache: { ttl_seconds: 5 } }'), 'stores.semantic_cache'],
    [stores('{ memory: { auto_store: true } }'), 'stores.memory'],
    [stores('{ vector_store: { backend_type: memory } }'), 'stores.vector_store'],
    ['{ integrations: { tools: { top_k: 3 } } }', 'integrations.tools'],
    ['{ integrations: { looper: { timeout_seconds: 0 } } }', 'integrations.looper'],
    [
      '{ model_catalog: { embeddings: { semantic: { use_cpu: true } } } }',
      'model_catalog.embeddings.semantic.use_cpu',
    ],
    ['{ model_catalog: { system: { prompt_guard: m } } }', 'model_catalog.system'],
    [
      '{ model_catalog: { external: [{ name: e, llm_provider: vllm }] } }',
      'model_catalog.external.0.llm_provider',
    ],
    [
      '{ model_catalog: { kbs: [{ name: k, source: { path: p }, prototype_scoring: { margin_threshold: 0.1 } }] } }',
      'model_catalog.kbs.0.prototype_scoring.margin_threshold',
    ],
    [
      modules('{ prompt_guard: { variant: candle } }'),
      'model_catalog.modules.prompt_guard.variant',
    ],
    [
      modules('{ classifier: { pii: { threshold: 0 } } }'),
      'model_catalog.modules.classifier.pii.threshold',
    ],
  ])('%s is kept and named', (global, path) => {
    const { config, found } = check(global);
    expect(config).toBeDefined();
    expect(found).toEqual([`warning not_active ${path}`]);
  });

  it.each([
    '{}',
    '{ router: { skip_processing: { enabled: false } } }',
    stores('{ response_cache: { enabled: false, backend_type: memory } }'),
    '{ integrations: { tools: { enabled: false } } }',
  ])('%s does nothing, and nothing is said', (global) => {
    expect(check(global).found).toEqual([]);
  });

  it('stay as they are written, zeros and all', () => {
    const { config } = check(
      '{ router: { streamed_body: { enabled: false, max_bytes: 0 } }, stores: { memory: { hybrid_search: false } } }',
    );
    expect(config?.global.router.streamed_body).toEqual({ enabled: false, max_bytes: 0 });
    expect(config?.global.stores.memory).toEqual({ hybrid_search: false });
  });
});

describe('global settings that are wrong', () => {
  it.each([
    ['{ router: { learning: { enabld: true } } }', 'unknown_key router.learning.enabld'],
    [
      '{ router: { learning: { protection: { tuning: { stability_weight: -1 } } } } }',
      'invalid_value router.learning.protection.tuning.stability_weight',
    ],
    [
      '{ router: { learning: { protection: { identity: { headers: { session: " " } } } } } }',
      'invalid_value router.learning.protection.identity.headers.session',
    ],
    [
      '{ router: { learning: { state_store: { backend: redis } } } }',
      'missing_backend router.learning.state_store.backend',
    ],
    [
      '{ router: { learning: { state_store: { backend: redis, redis: {} } } } }',
      'missing_field router.learning.state_store.redis.address',
    ],
    [
      '{ router: { model_selection: { method: elo } } }',
      'deprecated_value router.model_selection.method',
    ],
    [
      '{ router: { model_selection: { bandit: {} } } }',
      'deprecated_key router.model_selection.bandit',
    ],
    [
      '{ router: { model_selection: { ml: { svm: { kernel: poly } } } } }',
      'invalid_value router.model_selection.ml.svm.kernel',
    ],
    [
      services(
        '{ api: { batch_classification: { metrics: { batch_size_ranges: [{ min: 5, max: 4, label: x }] } } } }',
      ),
      'invalid_value services.api.batch_classification.metrics.batch_size_ranges.0.max',
    ],
    [
      services('{ response_api: { redis: { cluster_mode: true } } }'),
      'missing_field services.response_api.redis.cluster_addresses',
    ],
    [
      services('{ observability: { tracing: { sampling: { rate: 2 } } } }'),
      'invalid_value services.observability.tracing.sampling.rate',
    ],
    [
      services('{ authz: { providers: [{ type: static }] } }'),
      'invalid_value services.authz.providers.0.type',
    ],
    [
      services('{ ratelimit: { providers: [{ type: local-limiter, rules: [] }] } }'),
      'invalid_value services.ratelimit.providers.0.rules',
    ],
    [
      services('{ ratelimit: { providers: [{ type: local-limiter, rules: [{ name: r }] }] } }'),
      'invalid_value services.ratelimit.providers.0.rules.0',
    ],
    [
      services(
        '{ ratelimit: { providers: [{ type: local-limiter, rules: [{ name: r, tokens_per_unit: 1, unit: week }] }] } }',
      ),
      'invalid_value services.ratelimit.providers.0.rules.0.unit',
    ],
    [
      services('{ management_api: { bind_address: router.local } }'),
      'invalid_value services.management_api.bind_address',
    ],
    [
      services('{ management_api: { remote_exposure: true } }'),
      'open_management_api services.management_api.remote_exposure',
    ],
    [
      services('{ management_api: { remote_exposure: true, auth: { mode: bearer, tokens: [] } } }'),
      'open_management_api services.management_api.remote_exposure',
    ],
    [
      services('{ management_api: { auth: { roles: { reader: [config.raed] } } } }'),
      'invalid_value services.management_api.auth.roles.reader.0',
    ],
    [stores('{ response_cache: {}, semantic_cache: {} }'), 'duplicate_key stores.semantic_cache'],
    [
      stores('{ response_cache: { backend_type: valkey } }'),
      'missing_backend stores.response_cache.backend_type',
    ],
    [
      stores('{ response_cache: { backend_type: hybrid } }'),
      'missing_backend stores.response_cache.backend_type',
    ],
    [
      stores('{ response_cache: { similarity_threshold: 1.1 } }'),
      'invalid_value stores.response_cache.similarity_threshold',
    ],
    [
      stores('{ memory: { enabled: true, backend: qdrant } }'),
      'missing_backend stores.memory.backend',
    ],
    [
      stores('{ memory: { backend: milvus, embedding_model: bert, milvus: { dimension: 768 } } }'),
      'dimension_mismatch stores.memory.milvus.dimension',
    ],
    [stores('{ vector_store: {} }'), 'missing_field stores.vector_store.backend_type'],
    [
      stores('{ vector_store: { backend_type: llama_stack, llama_stack: {} } }'),
      'missing_field stores.vector_store.llama_stack.endpoint',
    ],
    [
      stores('{ vector_store: { backend_type: memory, metadata_store: postgres } }'),
      'missing_backend stores.vector_store.metadata_store',
    ],
    [
      stores('{ vector_store: { backend_type: memory, supported_formats: [txt] } }'),
      'invalid_value stores.vector_store.supported_formats.0',
    ],
    [
      '{ integrations: { looper: { flow: { state: { store_backend: redis } } } } }',
      'missing_backend integrations.looper.flow.state.store_backend',
    ],
    [
      '{ integrations: { looper: { remom: { model_names: [" "] } } } }',
      'invalid_value integrations.looper.remom.model_names.0',
    ],
    [
      '{ model_catalog: { embeddings: { semantic: { embedding_config: { backend: openai_compatible } } } } }',
      'missing_field model_catalog.embeddings.semantic.endpoint',
    ],
    [
      '{ model_catalog: { embeddings: { semantic: { embedding_config: { backend: openai_compatible, target_dimension: 8 }, endpoint: { base_url: "http://h", model: m, dimensions: 9 } } } } }',
      'dimension_mismatch model_catalog.embeddings.semantic.endpoint.dimensions',
    ],
    [
      '{ model_catalog: { embeddings: { semantic: { embedding_config: { target_layer: 7 } } } } }',
      'invalid_value model_catalog.embeddings.semantic.embedding_config.target_layer',
    ],
    [
      '{ model_catalog: { external: [{ name: e }, { name: e }] } }',
      'duplicate_name model_catalog.external.1.name',
    ],
    [
      '{ model_catalog: { kbs: [{ name: k, source: { path: p }, groups: { g: [a, a] } }] } }',
      'duplicate_name model_catalog.kbs.0.groups.g.1',
    ],
    [
      '{ model_catalog: { kbs: [{ name: k, source: { path: p }, groups: { g: [a] }, metrics: [{ name: best_score, type: group_margin, positive_group: g, negative_group: g }] }] } }',
      'duplicate_name model_catalog.kbs.0.metrics.0.name',
    ],
    [
      '{ model_catalog: { kbs: [{ name: k, source: { path: p }, groups: { good: [a], bad: [b] }, metrics: [{ name: m, type: group_margin, positive_group: good, negative_group: bat }] }] } }',
      'unknown_group model_catalog.kbs.0.metrics.0.negative_group',
    ],
    [
      modules('{ prompt_guard: { variant: candle, protocol: http_chat } }'),
      'invalid_value model_catalog.modules.prompt_guard.protocol',
    ],
    [
      modules('{ prompt_guard: { protocol: http_chat } }'),
      'missing_backend model_catalog.modules.prompt_guard.protocol',
    ],
    [
      modules('{ prompt_guard: { model_ref: guard } }'),
      'invalid_value model_catalog.modules.prompt_guard.model_ref',
    ],
    [
      modules('{ classifier: { mcp: { enabled: true, transport_type: http } } }'),
      'missing_field model_catalog.modules.classifier.mcp.url',
    ],
    [
      modules('{ classifier: { mcp: { enabled: true } } }'),
      'missing_field model_catalog.modules.classifier.mcp.command',
    ],
    [
      modules('{ hallucination_mitigation: { detector: { backend: endpoint, endpoint: "" } } }'),
      'missing_field model_catalog.modules.hallucination_mitigation.detector.endpoint',
    ],
    [
      modules('{ modality_detector: { enabled: true } }'),
      'missing_field model_catalog.modules.modality_detector.method',
    ],
    [
      modules(
        '{ modality_detector: { enabled: true, method: hybrid, confidence_threshold: 0.5 } }',
      ),
      'missing_field model_catalog.modules.modality_detector.lower_threshold_ratio',
    ],
    [
      modules('{ prompt_compression: { profile: fast } }'),
      'invalid_value model_catalog.modules.prompt_compression.profile',
    ],
  ])('%s is refused', (global, expected) => {
    const { config, found } = check(global);
    expect(found).toContain(`error ${expected}`);
    if (config !== undefined)
      expect(found.filter((text) => text.startsWith('error'))).toHaveLength(1);
  });

  it.each([
    [
      services('{ response_api: { store_backend: redis } }'),
      'missing_backend services.response_api.store_backend',
    ],
    [
      services('{ authz: { providers: [{ type: header-injection, headers: { opnai: x-key } }] } }'),
      'unknown_provider services.authz.providers.0.headers.opnai',
    ],
    [
      services(
        '{ ratelimit: { providers: [{ type: local-limiter, rules: [{ name: r, requests_per_unit: 1, match: { model: b } }] }] } }',
      ),
      'unknown_model services.ratelimit.providers.0.rules.0.match.model',
    ],
    [
      stores('{ memory: { disabled_models: [b] } }'),
      'unknown_model stores.memory.disabled_models.0',
    ],
  ])('%s is suspicious', (global, expected) => {
    const { config, found } = check(global);
    expect(config).toBeDefined();
    expect(found).toContain(`warning ${expected}`);
  });
});

describe('the old name of the response cache', () => {
  it('says the same as the new one', () => {
    const { config } = check(stores('{ semantic_cache: { ttl_seconds: 5 } }'));
    expect(config?.global.stores).toEqual({ response_cache: { ttl_seconds: 5 } });
  });
});

describe('the management API', () => {
  it.each(['0.0.0.0', '"::"', '"[::]"'])('bound to %s stays on this machine', (address) => {
    const { config, found } = check(services(`{ management_api: { bind_address: ${address} } }`));
    expect(found).toEqual(['warning kept_local services.management_api.bind_address']);
    expect(config?.global.services.management_api.bind_address).toBe('127.0.0.1');
  });

  it.each(['localhost', '10.0.0.7', '"::1"'])('listens on %s where it is told to', (address) => {
    const { config, found } = check(services(`{ management_api: { bind_address: ${address} } }`));
    expect(found).toEqual([]);
    expect(config?.global.services.management_api.bind_address).toBe(address.replaceAll('"', ''));
  });
});

describe('a part of a store', () => {
  it('in an environment variable that is not set is named', () => {
    const { found } = check(
      // biome-ignore lint/suspicious/noTemplateCurlyInString: a reference to the environment
      '{ services: { response_api: { store_backend: redis, redis: { address: "${REDIS}", password: "${WORD}" } } } }',
    );
    expect(found).toContain('error env_missing services.response_api.redis.address');
    expect(found).toContain('warning env_missing services.response_api.redis.password');
  });
});
