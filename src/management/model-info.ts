import type { FastifyInstance } from 'fastify';
import type { ModelState, ModelStatus, TextModels } from '../models/text-models.ts';
import { EMBEDDING_ALIASES, EMBEDDING_DIMENSIONS } from './embeddings.ts';
import type { Readiness } from './management-services.ts';

const BYTES_PER_MIB = 1024 * 1024;

interface ModelInfoServices {
  textModels(): TextModels;
  readiness(): Readiness;
}

/** State of a model -> state of the contract; a degraded model answers, and its metadata tell. */
const states = {
  idle: 'pending',
  starting: 'pending',
  ready: 'ready',
  degraded: 'ready',
  failed: 'error',
  closed: 'disabled',
} as const satisfies Record<ModelState, string>;

export function registerModelInfo(
  app: FastifyInstance,
  { textModels, readiness }: ModelInfoServices,
): void {
  app.get('/info/models', () => {
    const models = textModels().status().map(describeModel);
    const { ready, phase, message, pendingModels } = readiness();
    return {
      models,
      summary: {
        ready,
        phase,
        message,
        downloading_model: '',
        pending_models: pendingModels,
        loaded_models: models.filter(({ loaded }) => loaded).length,
        total_models: models.length,
        updated_at: new Date().toISOString(),
      },
      system: {
        runtime_version: process.version,
        architecture: process.arch,
        os: process.platform,
        memory_usage: `${(process.memoryUsage.rss() / BYTES_PER_MIB).toFixed(1)} MiB`,
        gpu_available: false,
      },
    };
  });

  app.get('/api/v1/embeddings/models', () => {
    const loaded = textModels();
    const embedders = loaded.status().filter(({ kind }) => kind === 'embedding');
    const dimension = embedders.length === 0 ? 0 : loaded.dimension;
    const models = embedders.map((model) => ({
      ...describeModel(model),
      dimension,
      dimensions: [
        ...EMBEDDING_DIMENSIONS.filter((size) => size < dimension),
        ...(dimension > 0 ? [dimension] : []),
      ],
      layers: [],
      modalities: ['text'],
      aliases: EMBEDDING_ALIASES,
    }));
    return {
      models,
      summary: {
        loaded_models: models.filter(({ loaded }) => loaded).length,
        total_models: models.length,
      },
    };
  });
}

/** Times and memory are those of the process, since the models share it; the fields stay null. */
function describeModel({ name, kind, tier, state, version, path, labels, error }: ModelStatus) {
  return {
    name,
    type: kind,
    loaded: states[state] === 'ready',
    state: states[state],
    model_path: path,
    resolved_model_path: path,
    ...(labels !== undefined && { categories: labels }),
    metadata: {
      tier,
      version,
      ...(state === 'degraded' && { degraded: true }),
      ...(error !== undefined && { error }),
    },
    load_time: null,
    memory_usage: null,
  };
}
