import { describe, expect, it } from 'vitest';
import { checkPlugins, type SharedSettings } from './check-plugins.ts';

type Plugins = Readonly<Record<string, object>>;

function problemsOf(plugins: Plugins, settings?: SharedSettings): readonly string[] {
  const problems: string[] = [];
  checkPlugins(
    Object.entries(plugins).map(([type, configuration]) => ({ type, configuration })),
    {
      path: ['plugins'],
      settings,
      report: ({ severity = 'error', path, code }) =>
        problems.push(`${severity} ${path.join('.')} ${code}`),
    },
  );
  return problems;
}

const documents = { backend: 'vectorstore' };
const milvus = { backend: 'milvus', backend_config: { reuse_cache_connection: true } };
const recovery = (store?: string) => ({ recovery: { enabled: true, ...(store && { store }) } });
const cacheIn = (backend_type: string): SharedSettings => ({
  stores: { response_cache: { backend_type } },
});
const stored: SharedSettings = { stores: { vector_store: { enabled: true } } };

const clean: readonly { readonly plugins: Plugins; readonly settings?: SharedSettings }[] = [
  { plugins: {} },
  { plugins: { response_cache: {}, tools: {} } },
  { plugins: { response_cache: { enabled: false }, memory: {} } },
  { plugins: { response_cache: {}, memory: { enabled: false } } },
  { plugins: { response_cache: { personalized: { mode: 'exact' } }, memory: {} } },
  { plugins: { tool_selection: { mode: 'filter', preserve_count: 0 } } },
  { plugins: { tool_selection: { top_k: 3 } } },
  { plugins: { rag: documents }, settings: stored },
  { plugins: { rag: milvus }, settings: cacheIn('milvus') },
  { plugins: { context_compression: recovery() }, settings: cacheIn('redis') },
  { plugins: { context_compression: recovery('valkey') }, settings: cacheIn('valkey') },
  { plugins: { context_compression: { recovery: { enabled: false, store: 'redis' } } } },
];

const faulty: readonly (readonly [Plugins, SharedSettings, string])[] = [
  [{ 'semantic-cache': {}, memory: {} }, {}, 'warning plugins.0.configuration no_effect'],
  [{ rag: milvus, response_cache: {} }, cacheIn('milvus'), 'warning plugins.1.configuration no_e'],
  [
    { response_cache: { scope: 'global', personalized: { mode: 'exact' } } },
    {},
    'warning plugins.0.configuration.personalized.mode no_effect',
  ],
  [
    { tool_selection: { preserve_count: 1 } },
    {},
    'warning plugins.0.configuration.preserve_count no_effect',
  ],
  [
    { tool_selection: { mode: 'filter', top_k: 1 } },
    {},
    'warning plugins.0.configuration.top_k no_effect',
  ],
  [{ rag: documents }, {}, 'warning plugins.0.configuration.backend missing_store'],
  [
    { rag: milvus },
    cacheIn('qdrant'),
    'warning plugins.0.configuration.backend_config.reuse_cache_connection missing_store',
  ],
  [
    { context_compression: recovery() },
    {},
    'error plugins.0.configuration.recovery.store missing_store',
  ],
  [
    { context_compression: recovery('redis') },
    cacheIn('valkey'),
    'error plugins.0.configuration.recovery.store missing_store',
  ],
  [
    { context_compression: recovery() },
    { ...cacheIn('redis'), integrations: { looper: { endpoint: '' } } },
    'error plugins.0.configuration.recovery.enabled missing_setting',
  ],
];

describe('plugins among each other and the settings of the document', () => {
  it.each(clean)('are fine as %j', ({ plugins, settings }) => {
    expect(problemsOf(plugins, settings)).toEqual([]);
  });

  it.each(faulty)('are reported as %j with %j', (plugins, settings, problem) => {
    expect(problemsOf(plugins, settings)).toEqual([expect.stringContaining(problem)]);
  });

  it('may have no type and no configuration yet', () => {
    const options = { path: [], report: () => expect.unreachable() };
    expect(checkPlugins([undefined, {}, { type: 'rag' }], options)).toBeUndefined();
  });
});
