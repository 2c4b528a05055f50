import { pluginTypeOf } from './schemas.ts';

type Path = readonly (string | number)[];

interface Problem {
  readonly code: string;
  readonly severity?: 'error' | 'warning';
  readonly path: Path;
  readonly message: string;
  readonly suggestion?: string | undefined;
}

type Optional<Fields> = { readonly [Key in keyof Fields]?: Fields[Key] | undefined };

/** A plugin as written, in any of its forms. */
interface PluginDraft {
  readonly type?: string | undefined;
  readonly configuration?: object | undefined;
}

/** As much of the settings that all decisions share as plugins depend on. */
export type SharedSettings = Optional<{
  stores: Optional<{
    response_cache: Optional<{ backend_type: string }>;
    vector_store: Optional<{ enabled: boolean }>;
  }>;
  integrations: Optional<{ looper: Optional<{ endpoint: string }> }>;
}>;

type Configuration = Optional<{
  enabled: boolean;
  scope: string;
  personalized: Optional<{ mode: string }>;
  mode: string;
  backend: string;
  backend_config: Optional<{ reuse_cache_connection: boolean }>;
  recovery: Optional<{ enabled: boolean; store: string }>;
}>;

interface Plugin {
  readonly configuration: Configuration;
  readonly path: Path;
}

/** The plugins of a decision that are on, by their type. */
type Active = ReadonlyMap<string, Plugin>;

/** Checks what the schemas of plugins cannot see: whether they go together, and what they need. */
export function checkPlugins(
  plugins: readonly (PluginDraft | undefined)[],
  {
    path,
    settings = {},
    report,
  }: {
    /** Of the list. */
    readonly path: Path;
    readonly settings?: SharedSettings | undefined;
    readonly report: (problem: Problem) => void;
  },
): void {
  const active = new Map<string, Plugin>();
  for (const [index, plugin] of plugins.entries()) {
    const configuration: Configuration = plugin?.configuration ?? {};
    const type = pluginTypeOf(plugin?.type ?? '');
    if (type === undefined || configuration.enabled === false || active.has(type)) continue;
    active.set(type, { configuration, path: [...path, index, 'configuration'] });
  }
  checkCache(active, report);
  checkToolSelection(active, report);
  checkDocuments(active, { settings, report });
  checkRecovery(active, { settings, report });
}

function checkCache(active: Active, report: (problem: Problem) => void): void {
  const cache = active.get('response_cache');
  if (cache === undefined) return;
  const { personalized, scope = 'user' } = cache.configuration;
  const isExact = personalized?.mode === 'exact';
  const personal = ['rag', 'memory'].find((type) => active.has(type));
  if (personal !== undefined && !isExact) {
    report({
      code: 'no_effect',
      severity: 'warning',
      path: cache.path,
      message: `is not asked, since answers that use \`${personal}\` are personal`,
      suggestion: 'write `personalized: { mode: exact }`, or remove one of the two',
    });
  }
  if (!isExact || scope !== 'global') return;
  report({
    code: 'no_effect',
    severity: 'warning',
    path: [...cache.path, 'personalized', 'mode'],
    message: 'is not read with `scope: global`, personal answers are never shared by all',
    suggestion: 'choose another `scope`',
  });
}

const selectionFields = {
  add: [
    'tools_db_path',
    'top_k',
    'similarity_threshold',
    'strategy',
    'fallback_to_empty',
    'advanced_filtering',
  ],
  filter: ['relevance_threshold', 'preserve_count'],
} as const;

function checkToolSelection(active: Active, report: (problem: Problem) => void): void {
  const selection = active.get('tool_selection');
  if (selection === undefined) return;
  const { mode = 'add' } = selection.configuration;
  const foreign = selectionFields[mode === 'filter' ? 'add' : 'filter'];
  for (const field of foreign) {
    if (!(field in selection.configuration)) continue;
    report({
      code: 'no_effect',
      severity: 'warning',
      path: [...selection.path, field],
      message: `is not read with \`mode: ${mode}\``,
    });
  }
}

interface Surroundings {
  readonly settings: SharedSettings;
  readonly report: (problem: Problem) => void;
}

function checkDocuments(active: Active, { settings, report }: Surroundings): void {
  const rag = active.get('rag');
  if (rag === undefined) return;
  const { backend, backend_config } = rag.configuration;
  const { vector_store: store, response_cache: cache } = settings.stores ?? {};
  if (backend === 'vectorstore' && store?.enabled !== true) {
    report({
      code: 'missing_store',
      severity: 'warning',
      path: [...rag.path, 'backend'],
      message: 'has no store to search',
      suggestion: 'switch `global.stores.vector_store` on',
    });
  }
  const isShared = backend_config?.reuse_cache_connection === true;
  const isOfStore = backend === 'milvus' || backend === 'qdrant';
  if (!isShared || !isOfStore || cache?.backend_type === backend) return;
  report({
    code: 'missing_store',
    severity: 'warning',
    path: [...rag.path, 'backend_config', 'reuse_cache_connection'],
    message: `has no connection to reuse, \`global.stores.response_cache\` is not kept in \`${backend}\``,
    suggestion: `write \`backend_type: ${backend}\` there`,
  });
}

function checkRecovery(active: Active, { settings, report }: Surroundings): void {
  const compression = active.get('context_compression');
  const recovery = compression?.configuration.recovery;
  if (compression === undefined || recovery?.enabled !== true) return;
  const path = [...compression.path, 'recovery'];
  const { store = 'response_cache' } = recovery;
  const backend = settings.stores?.response_cache?.backend_type ?? 'memory';
  const isExternal = backend === 'redis' || backend === 'valkey';
  if (!isExternal || (store !== 'response_cache' && store !== backend)) {
    report({
      code: 'missing_store',
      path: [...path, 'store'],
      message: `\`${store}\` cannot keep what is left out, \`global.stores.response_cache\` is kept in \`${backend}\``,
      suggestion: 'write `backend_type: redis` or `valkey` there, or switch `recovery` off',
    });
  }
  if (settings.integrations?.looper?.endpoint !== '') return;
  const message = 'needs `global.integrations.looper`, whose `endpoint` is empty';
  report({ code: 'missing_setting', path: [...path, 'enabled'], message });
}
