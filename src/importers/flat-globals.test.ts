import { describe, expect, it } from 'vitest';
import { importConfig } from './import-config.ts';

type Path = string;

function at(value: unknown, path: Path): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (parent, key) => (parent as Record<string, unknown> | undefined)?.[key],
      value,
    );
}

const catalog = 'global.model_catalog';
const modules = `${catalog}.modules`;
const semantic = `${catalog}.embeddings.semantic`;

/** Old block -> where one of its values lives now. */
const moves: readonly (readonly [block: object, to: Path, value: unknown])[] = [
  [{ strategy: 'confidence' }, 'global.router.strategy', 'confidence'],
  [{ auto_model_name: 'any' }, 'global.router.auto_model_name', 'any'],
  [{ auto_model_names: [] }, 'global.router.auto_model_names', []],
  [{ include_config_models_in_list: true }, 'global.router.include_config_models_in_list', true],
  [{ clear_route_cache: false }, 'global.router.clear_route_cache', false],
  [{ streamed_body_mode: true }, 'global.router.streamed_body.enabled', true],
  [{ max_streamed_body_bytes: 9 }, 'global.router.streamed_body.max_bytes', 9],
  [{ streamed_body_timeout_sec: 9 }, 'global.router.streamed_body.timeout_sec', 9],
  [{ model_selection: { method: 'svm' } }, 'global.router.model_selection.method', 'svm'],
  [{ response_api: { enabled: false } }, 'global.services.response_api.enabled', false],
  [{ router_replay: { enabled: false } }, 'global.services.router_replay.enabled', false],
  [
    { observability: { tracing: { enabled: false } } },
    'global.services.observability.tracing.enabled',
    false,
  ],
  [{ authz: { fail_open: true } }, 'global.services.authz.fail_open', true],
  [{ ratelimit: { fail_open: true } }, 'global.services.ratelimit.fail_open', true],
  [{ semantic_cache: { max_entries: 7 } }, 'global.stores.response_cache.max_entries', 7],
  [{ memory: { auto_store: true } }, 'global.stores.memory.auto_store', true],
  [
    { vector_store: { enabled: false, backend_type: 'memory' } },
    'global.stores.vector_store.backend_type',
    'memory',
  ],
  [{ tools: { top_k: 5 } }, 'global.integrations.tools.top_k', 5],
  [{ looper: { timeout_seconds: 5 } }, 'global.integrations.looper.timeout_seconds', 5],
  [{ embedding_models: { use_cpu: false } }, `${semantic}.use_cpu`, false],
  [
    { embedding_models: { hnsw_config: { target_dimension: 256 } } },
    `${semantic}.embedding_config.target_dimension`,
    256,
  ],
  [{ bert_model: { model_id: 'models/b' } }, `${semantic}.bert_model_path`, 'models/b'],
  [{ bert_model: { threshold: 0.6 } }, `${semantic}.embedding_config.min_score_threshold`, 0.6],
  [{ prompt_guard: { threshold: 0.6 } }, `${modules}.prompt_guard.threshold`, 0.6],
  [{ prompt_guard: { model_id: 'models/g' } }, `${modules}.prompt_guard.model_ref`, 'prompt_guard'],
  [{ prompt_guard: { use_modernbert: true } }, `${modules}.prompt_guard.variant`, 'candle'],
  [{ prompt_guard: { use_mmbert_32k: true } }, `${modules}.prompt_guard.variant`, 'mmbert32k'],
  [{ prompt_compression: { enabled: false } }, `${modules}.prompt_compression.enabled`, false],
  [{ feedback_detector: { threshold: 0.6 } }, `${modules}.feedback_detector.threshold`, 0.6],
  [{ modality_detector: { enabled: false } }, `${modules}.modality_detector.enabled`, false],
  [
    { classifier: { category_model: { threshold: 0.4 } } },
    `${modules}.classifier.domain.threshold`,
    0.4,
  ],
  [
    { classifier: { category_mapping_path: 'a.json' } },
    `${modules}.classifier.domain.category_mapping_path`,
    'a.json',
  ],
  [{ classifier: { pii_model: { threshold: 0.4 } } }, `${modules}.classifier.pii.threshold`, 0.4],
  [
    { classifier: { pii_mapping_path: 'a.json' } },
    `${modules}.classifier.pii.pii_mapping_path`,
    'a.json',
  ],
  [
    { classifier: { mcp_category_model: { tool_name: 't' } } },
    `${modules}.classifier.mcp.tool_name`,
    't',
  ],
  [
    { classifier: { preference_model: { use_contrastive: false } } },
    `${modules}.classifier.preference.use_contrastive`,
    false,
  ],
  [
    { hallucination_mitigation: { fact_check_model: { threshold: 0.5 } } },
    `${modules}.hallucination_mitigation.fact_check.threshold`,
    0.5,
  ],
  [
    { hallucination_mitigation: { hallucination_model: { threshold: 0.5 } } },
    `${modules}.hallucination_mitigation.detector.threshold`,
    0.5,
  ],
  [
    { hallucination_mitigation: { nli_model: { threshold: 0.5 } } },
    `${modules}.hallucination_mitigation.explainer.threshold`,
    0.5,
  ],
  [
    { external_models: [{ model_role: 'guardrail', llm_model_name: 'g' }] },
    `${catalog}.external.0.name`,
    'guardrail',
  ],
  [{ system_models: { prompt_guard: 'models/g' } }, `${catalog}.system.prompt_guard`, 'models/g'],
];

describe('blocks of the flat layout', () => {
  const text = (document: object) => JSON.stringify(document);

  it.each(moves)('%j go to %s', (block, to, value) => {
    const { from, document } = importConfig(text({ default_model: 'a', ...block }));
    expect(from).toMatch(/^v0\.[12]$/);
    expect(at(document, to)).toEqual(value);
  });

  it.each(['runtime', 'models', 'modules'] as const)('go there from `global.%s` too', (holder) => {
    const block = { prompt_guard: { threshold: 0.6 } };
    const { from, document } = importConfig(
      text({ version: 'v0.3', routing: {}, global: { [holder]: block } }),
    );
    expect(from).toBe('v0.3-mixed');
    expect(at(document, `${modules}.prompt_guard.threshold`)).toBe(0.6);
    expect(at(document, `global.${holder}`)).toBeUndefined();
  });

  it.each(['elo', 'rl_driven', 'gmtrouter', 'bandit'])(
    'lead from selection by `%s` to learning',
    (method) => {
      for (const document of [
        { default_model: 'a', model_selection: { method } },
        { version: 'v0.3', routing: {}, global: { router: { model_selection: { method } } } },
      ]) {
        const imported = importConfig(text(document));
        expect(at(imported.document, 'global.router.learning.enabled')).toBe(true);
        expect(at(imported.document, 'global.router.model_selection.method')).toBeUndefined();
        expect(imported.report).toContainEqual(
          expect.objectContaining({
            action: 'needs-attention',
            path: expect.stringMatching(/model_selection\.method$/),
          }),
        );
      }
    },
  );
});
