import type { Path } from '../config/problem.ts';
import type { Migration } from './migration.ts';
import type { Place } from './source.ts';

const router: Path = ['global', 'router'];
const services: Path = ['global', 'services'];
const stores: Path = ['global', 'stores'];
const integrations: Path = ['global', 'integrations'];
const catalog: Path = ['global', 'model_catalog'];
const modules: Path = [...catalog, 'modules'];
const semantic: Path = [...catalog, 'embeddings', 'semantic'];

/** Blocks that are the same under another name. */
const plainMoves: Readonly<Record<string, Path>> = {
  strategy: [...router, 'strategy'],
  auto_model_name: [...router, 'auto_model_name'],
  auto_model_names: [...router, 'auto_model_names'],
  include_config_models_in_list: [...router, 'include_config_models_in_list'],
  clear_route_cache: [...router, 'clear_route_cache'],
  streamed_body_mode: [...router, 'streamed_body', 'enabled'],
  max_streamed_body_bytes: [...router, 'streamed_body', 'max_bytes'],
  streamed_body_timeout_sec: [...router, 'streamed_body', 'timeout_sec'],
  response_api: [...services, 'response_api'],
  router_replay: [...services, 'router_replay'],
  api: [...services, 'api'],
  observability: [...services, 'observability'],
  authz: [...services, 'authz'],
  ratelimit: [...services, 'ratelimit'],
  semantic_cache: [...stores, 'response_cache'],
  memory: [...stores, 'memory'],
  vector_store: [...stores, 'vector_store'],
  tools: [...integrations, 'tools'],
  looper: [...integrations, 'looper'],
  prompt_compression: [...modules, 'prompt_compression'],
  modality_detector: [...modules, 'modality_detector'],
  system_models: [...catalog, 'system'],
};

const removedMethods = [
  'session_aware',
  'elo',
  'rl_driven',
  'gmtrouter',
  'bandit',
  'personalization',
];
const removedSelection = [...removedMethods, 'model_switch_gate', 'lookup_tables'];

type Move = (block: Place, migration: Migration) => void;

const reshaped: Readonly<Record<string, Move>> = {
  model_selection: moveModelSelection,
  embedding_models(block, migration) {
    migration.move(block, semantic, { except: ['hnsw_config'] });
    migration.move(block.get('hnsw_config'), [...semantic, 'embedding_config']);
  },
  bert_model(block, migration) {
    migration.remark(block, semantic);
    migration.move(block.get('model_id'), [...semantic, 'bert_model_path']);
    const threshold = [...semantic, 'embedding_config', 'min_score_threshold'];
    migration.move(block.get('threshold'), threshold);
    migration.move(block.get('use_cpu'), [...semantic, 'use_cpu']);
  },
  prompt_guard: (block, migration) =>
    moveModule(block, { to: [...modules, 'prompt_guard'], reference: 'prompt_guard', migration }),
  feedback_detector: (block, migration) =>
    moveModule(block, {
      to: [...modules, 'feedback_detector'],
      reference: 'feedback_detector',
      migration,
    }),
  classifier: moveClassifier,
  hallucination_mitigation(block, migration) {
    const to = [...modules, 'hallucination_mitigation'];
    migration.move(block, to, { except: ['fact_check_model', 'hallucination_model', 'nli_model'] });
    const parts = [
      ['fact_check_model', 'fact_check', 'fact_check_classifier'],
      ['hallucination_model', 'detector', 'hallucination_detector'],
      ['nli_model', 'explainer', 'hallucination_explainer'],
    ] as const;
    for (const [key, name, reference] of parts) {
      moveModule(block.get(key), { to: [...to, name], reference, migration });
    }
  },
  external_models: moveExternalModels,
  mom_registry: (block, migration) =>
    migration.attention(
      block,
      'the registry of model paths is built in; name paths under `global.model_catalog.system`',
    ),
};

/** Keys that were blocks of their own before v0.3. */
export const flatGlobalKeys: readonly string[] = [
  ...Object.keys(plainMoves),
  ...Object.keys(reshaped),
];

/** Takes blocks of the flat layout to their place under `global`. */
export function importFlatGlobals(holder: Place, migration: Migration): void {
  for (const [key, block] of holder.entries()) {
    if (block.value === null) continue;
    const to = plainMoves[key];
    if (key === 'streamed_body_mode') importStreamedBody(block, migration);
    else if (to !== undefined) migration.move(block, to);
    else reshaped[key]?.(block, migration);
  }
}

function importStreamedBody(mode: Place, migration: Migration): void {
  const to = [...router, 'streamed_body', 'enabled'];
  if (typeof mode.value === 'boolean') migration.move(mode, to);
  else {
    migration.rewrite(mode, to, mode.text !== 'off' && mode.text !== 'disabled', 'is a switch now');
  }
}

/** Takes a block of `global.modules` or of the flat layout to `model_catalog.modules`. */
export function importModules(holder: Place, migration: Migration): void {
  migration.remark(holder, modules);
  for (const [key, block] of holder.entries()) {
    const reshape = reshaped[key];
    if (reshape === undefined) migration.move(block, plainMoves[key] ?? [...modules, key]);
    else reshape(block, migration);
  }
}

function moveModelSelection(block: Place, migration: Migration): void {
  const to = [...router, 'model_selection'];
  migration.move(block, to, { except: [...removedSelection, 'method'] });
  const method = block.get('method');
  if (method?.text !== undefined && removedMethods.includes(method.text)) {
    replaceByLearning(method, migration);
  } else {
    migration.move(method, [...to, 'method']);
  }
  for (const key of removedSelection) {
    const removed = block.get(key);
    if (removed !== undefined) replaceByLearning(removed, migration);
  }
}

/** Selection that learns from traffic is one part of the router now. */
export function replaceByLearning(place: Place, migration: Migration): void {
  const to = [...router, 'learning', 'enabled'];
  migration.add(to, true);
  migration.attention(
    place,
    'was replaced by `global.router.learning`, which is switched on: review its settings',
    to,
  );
}

interface ModuleMove {
  readonly to: Path;
  readonly reference: string;
  readonly migration: Migration;
}

function moveModule(block: Place | undefined, { to, reference, migration }: ModuleMove): void {
  if (block === undefined) return;
  const isGuard = reference === 'prompt_guard';
  migration.move(block, to, {
    except: isGuard ? ['use_modernbert', 'use_mmbert_32k', 'use_vllm'] : [],
  });
  if (block.get('model_id') !== undefined) migration.add([...to, 'model_ref'], reference);
  if (!isGuard) return;
  const variants = { use_mmbert_32k: 'mmbert32k', use_modernbert: 'candle' } as const;
  for (const [key, variant] of Object.entries(variants)) {
    const flag = block.get(key);
    if (flag?.isTrue) {
      migration.rewrite(flag, [...to, 'variant'], variant, `is \`variant: ${variant}\` now`);
    } else migration.drop(flag, 'is off, and `variant` names what is on');
  }
  const remote = block.get('use_vllm');
  if (remote?.isTrue) {
    const why =
      'is `protocol: http_chat` with a model of role `guardrail` under `global.model_catalog.external`';
    migration.attention(remote, why);
  } else migration.drop(remote, 'is off, which is the default');
}

function moveClassifier(block: Place, migration: Migration): void {
  const to = [...modules, 'classifier'];
  const parts = [
    ['category_model', 'domain', 'domain_classifier'],
    ['pii_model', 'pii', 'pii_classifier'],
    ['mcp_category_model', 'mcp', undefined],
    ['preference_model', 'preference', undefined],
  ] as const;
  const paths = { category_mapping_path: 'domain', pii_mapping_path: 'pii' } as const;
  const old = [...parts.map(([key]) => key), ...Object.keys(paths)];
  migration.move(block, to, { except: old });
  for (const [key, name, reference] of parts) {
    const part = block.get(key);
    if (reference === undefined) migration.move(part, [...to, name]);
    else moveModule(part, { to: [...to, name], reference, migration });
  }
  for (const [key, name] of Object.entries(paths)) {
    migration.move(block.get(key), [...to, name, key]);
  }
}

/** Appends entries to `model_catalog.external`. */
export function moveExternalModels(block: Place, migration: Migration): void {
  const list = [...catalog, 'external'];
  migration.remark(block, list);
  for (const [index, entry] of block.items().entries()) {
    const name =
      entry.get('name')?.text ?? entry.get('model_role')?.text ?? `external-${index + 1}`;
    const to = migration.element(list, name);
    migration.move(entry, to);
    if (entry.get('name') === undefined) {
      migration.add([...to, 'name'], name, 'an external model needs a name');
    }
  }
}
