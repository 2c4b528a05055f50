import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ModelState, TextModels } from '../models/text-models.ts';
import { type ManagementServer, openManagementServer } from './management-server.ts';

let state: ModelState = 'ready';
let server: ManagementServer;

const models = {
  dimension: 384,
  status: () => [
    {
      name: 'mom-similarity-flash',
      kind: 'embedding',
      tier: 'trunk',
      state,
      version: '1.2.3',
      path: '/models/base',
      ...(state === 'failed' && { error: 'install `onnxruntime-node`' }),
    },
    {
      name: 'mom-domain-flash',
      kind: 'sequence',
      tier: 'flash',
      state: 'degraded',
      version: '1.2.3',
      path: '/models/flash',
      labels: ['law', 'other'],
    },
  ],
} satisfies Partial<TextModels> as unknown as TextModels;

beforeAll(async () => {
  server = await openManagementServer({
    host: '127.0.0.1',
    port: 0,
    services: {
      replay: undefined,
      readiness: () => ({
        ready: true,
        phase: 'ready',
        message: 'ready',
        checks: {},
        pendingModels: [],
        readyModels: 2,
        totalModels: 2,
      }),
      listModels: () => [],
      textModels: () => models,
      evaluate: () => Promise.reject(new Error('not asked for')),
      onBug: () => {},
    },
  });
});

afterAll(() => server.close());

// biome-ignore lint/suspicious/noExplicitAny: one type for the answers of all routes
type Answer = Record<string, any>;

async function get(path: string) {
  const response = await fetch(`${server.url}${path}`);
  return { status: response.status, body: (await response.json()) as Answer };
}

describe('information about the models', () => {
  it('lists every model, the summary and the system', async () => {
    const { status, body } = await get('/info/models');
    expect(status).toBe(200);
    expect(body).toEqual({
      models: [
        {
          name: 'mom-similarity-flash',
          type: 'embedding',
          loaded: true,
          state: 'ready',
          model_path: '/models/base',
          resolved_model_path: '/models/base',
          metadata: { tier: 'trunk', version: '1.2.3' },
          load_time: null,
          memory_usage: null,
        },
        expect.objectContaining({
          type: 'sequence',
          loaded: true,
          state: 'ready',
          categories: ['law', 'other'],
          metadata: { tier: 'flash', version: '1.2.3', degraded: true },
        }),
      ],
      summary: {
        ready: true,
        phase: 'ready',
        message: 'ready',
        downloading_model: '',
        pending_models: [],
        loaded_models: 2,
        total_models: 2,
        updated_at: expect.any(String),
      },
      system: {
        runtime_version: process.version,
        architecture: process.arch,
        os: process.platform,
        memory_usage: expect.stringMatching(/^\d+\.\d MiB$/),
        gpu_available: false,
      },
    });
  });

  it.each([
    ['starting', 'pending', false],
    ['ready', 'ready', true],
    ['degraded', 'ready', true],
    ['failed', 'error', false],
    ['closed', 'disabled', false],
  ] as const)('calls a model that is %s %s', async (internal, shown, isLoaded) => {
    state = internal;
    const { body } = await get('/api/v1/embeddings/models');
    state = 'ready';
    expect(body.models[0]).toMatchObject({ state: shown, loaded: isLoaded });
    expect(body.summary).toEqual({ loaded_models: isLoaded ? 1 : 0, total_models: 1 });
    expect(body.models[0].metadata.error).toBe(
      internal === 'failed' ? 'install `onnxruntime-node`' : undefined,
    );
  });

  it('tells the dimensions of the encoder', async () => {
    const { body } = await get('/api/v1/embeddings/models');
    expect(body.models).toHaveLength(1);
    expect(body.models[0]).toMatchObject({
      name: 'mom-similarity-flash',
      dimension: 384,
      dimensions: [64, 128, 256, 384],
      layers: [],
      modalities: ['text'],
    });
  });
});
