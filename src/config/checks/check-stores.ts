import type { Path, Problem } from '../problem.ts';
import type { DraftDocument } from './draft.ts';
import type { Report } from './report.ts';

type Global = NonNullable<DraftDocument['global']>;

/** Checks that every store has the settings of its backend, and that its vectors have one length. */
export function checkStores({ global = {} }: DraftDocument, report: Report): void {
  checkAlias(global, report);
  checkBackends(global, report);
  checkDimensions(global, report);
}

function checkAlias({ stores }: Global, report: Report): void {
  if (stores?.semantic_cache === undefined || stores.response_cache === undefined) return;
  report({
    code: 'duplicate_key',
    path: ['global', 'stores', 'semantic_cache'],
    isAboutKey: true,
    message: 'is an old name of `response_cache`, which is there too',
    suggestion: 'remove one of them',
  });
}

interface Store {
  readonly path: Path;
  /** Key that chooses a backend; the block of the same name has its settings. */
  readonly key: string;
  readonly settings: object | undefined;
  /** Backends without settings. */
  readonly plain: readonly string[];
  /** Backends whose block has another name. */
  readonly blocks?: Readonly<Record<string, string>>;
  readonly severity: Problem['severity'];
}

function storesOf({ services, stores, router, integrations }: Global): readonly Store[] {
  const cache = {
    key: 'backend_type',
    plain: ['memory'],
    blocks: { hybrid: 'milvus' },
    severity: 'error',
  } as const;
  return [
    {
      path: ['global', 'stores', 'response_cache'],
      settings: stores?.response_cache,
      ...cache,
    },
    {
      path: ['global', 'stores', 'semantic_cache'],
      settings: stores?.semantic_cache,
      ...cache,
    },
    {
      path: ['global', 'stores', 'memory'],
      key: 'backend',
      settings: stores?.memory,
      plain: ['memory', 'sqlite'],
      severity: 'error',
    },
    {
      path: ['global', 'stores', 'vector_store'],
      key: 'backend_type',
      settings: stores?.vector_store,
      plain: ['memory'],
      severity: 'error',
    },
    {
      path: ['global', 'stores', 'vector_store'],
      key: 'metadata_store',
      settings: stores?.vector_store,
      plain: ['memory'],
      blocks: { postgres: 'metadata_postgres' },
      severity: 'error',
    },
    {
      path: ['global', 'router', 'learning', 'state_store'],
      key: 'backend',
      settings: router?.learning?.state_store,
      plain: ['local', 'memory'],
      severity: 'error',
    },
    {
      path: ['global', 'integrations', 'looper', 'flow', 'state'],
      key: 'store_backend',
      settings: integrations?.looper?.flow?.state,
      plain: ['file', 'memory'],
      severity: 'error',
    },
    // Of these, documents often leave the settings to whoever runs them.
    {
      path: ['global', 'services', 'response_api'],
      key: 'store_backend',
      settings: services?.response_api,
      plain: ['memory', 'sqlite'],
      severity: 'warning',
    },
    {
      path: ['global', 'services', 'router_replay'],
      key: 'store_backend',
      settings: services?.router_replay,
      plain: ['memory', 'sqlite'],
      severity: 'warning',
    },
    {
      path: ['global', 'services', 'startup_status'],
      key: 'store_backend',
      settings: services?.startup_status,
      plain: ['file'],
      severity: 'warning',
    },
  ];
}

function checkBackends(global: Global, report: Report): void {
  for (const { path, key, settings, plain, blocks, severity } of storesOf(global)) {
    if (settings === undefined) continue;
    const fields: Readonly<Record<string, unknown>> = { ...settings };
    const chosen = fields[key];
    if (fields.enabled === false || typeof chosen !== 'string' || plain.includes(chosen)) continue;
    const block = blocks?.[chosen] ?? chosen;
    if (fields[block] !== undefined) continue;
    report({
      code: 'missing_backend',
      severity,
      path: [...path, key],
      message: `\`${chosen}\` has no settings, add \`${block}\``,
    });
  }
}

/** Length of vectors of models that have only one. */
const knownDimensions: Readonly<Record<string, number>> = { bert: 384, multimodal: 384 };

function checkDimensions({ stores, model_catalog: catalog }: Global, report: Report): void {
  const compare = (
    actual: number | undefined,
    { wanted, path }: { wanted?: number; path: Path },
  ) => {
    if (actual === undefined || wanted === undefined || wanted === 0 || actual === wanted) return;
    const message = `is ${actual}, but the vectors have ${wanted} numbers`;
    report({ code: 'dimension_mismatch', path, message });
  };
  const { vector_store: documents, memory } = stores ?? {};
  const base = ['global', 'stores'];
  const embedding = catalog?.embeddings?.semantic?.embedding_config;
  const dimensionOf = (model: string | undefined): { wanted?: number } => {
    const isDefault = model === undefined || model === embedding?.model_type;
    const wanted = isDefault ? embedding?.target_dimension : knownDimensions[model];
    return wanted === undefined ? {} : { wanted };
  };

  for (const key of ['response_cache', 'semantic_cache'] as const) {
    const cache = stores?.[key];
    if (cache === undefined || cache.enabled === false) continue;
    const wanted = dimensionOf(cache.embedding_model);
    const { backend_type: backend } = cache;
    if (backend === 'redis' || backend === 'valkey') {
      const path = [...base, key, backend, 'index', 'vector_field', 'dimension'];
      compare(cache[backend]?.index?.vector_field?.dimension, { ...wanted, path });
    } else if (backend === 'milvus' || backend === 'hybrid') {
      const path = [...base, key, 'milvus', 'collection', 'vector_field', 'dimension'];
      compare(cache.milvus?.collection?.vector_field?.dimension, { ...wanted, path });
    }
  }
  const backend = memory?.backend;
  if (memory?.enabled !== false && backend !== undefined && isVectorBackend(backend)) {
    const path = [...base, 'memory', backend, 'dimension'];
    compare(memory?.[backend]?.dimension, { ...dimensionOf(memory?.embedding_model), path });
  }
  if (documents?.enabled !== false && documents?.backend_type === 'milvus') {
    const path = [...base, 'vector_store', 'milvus', 'collection', 'vector_field', 'dimension'];
    const wanted = documents.embedding_dimension;
    compare(documents.milvus?.collection?.vector_field?.dimension, {
      ...(wanted === undefined ? dimensionOf(documents.embedding_model) : { wanted }),
      path,
    });
  }
}

function isVectorBackend(backend: string): backend is 'milvus' | 'valkey' | 'qdrant' {
  return ['milvus', 'valkey', 'qdrant'].includes(backend);
}
