import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SwitchyardError } from '../errors.ts';
import type { TextModels } from '../models/text-models.ts';
import { type ManagementServer, openManagementServer } from './management-server.ts';

const DIMENSION = 384;

/** A direction for each letter, so that texts without common letters are orthogonal. */
function vectorOf(text: string): Float32Array {
  const vector = new Float32Array(DIMENSION);
  for (const letter of text) {
    const at = letter.charCodeAt(0) % DIMENSION;
    vector[at] = (vector[at] ?? 0) + (letter === '-' ? -1 : 1);
  }
  const length = Math.sqrt(vector.reduce((sum, value) => sum + value * value, 0));
  return vector.map((value) => value / length);
}

let isLoaded = true;
const asked: (readonly string[])[] = [];

/** The flash tier has no embeddings, and the encoder is tested where it lives. */
const models = {
  get dimension() {
    return isLoaded ? DIMENSION : 0;
  },
  status: () => [
    {
      name: 'mom-similarity-flash',
      kind: 'embedding',
      tier: 'trunk',
      state: 'ready',
      version: '1.2.3',
      path: '/models/base',
    },
  ],
  embedAll: async (texts) => {
    if (!isLoaded) throw new SwitchyardError('model_unavailable', 'no encoder');
    asked.push(texts);
    return texts.map((text) => ({
      vector: vectorOf(text),
      tier: 'trunk' as const,
      tokens: text.length,
      isTruncated: text.length > 100,
    }));
  },
} satisfies Partial<TextModels> as unknown as TextModels;

let server: ManagementServer;

beforeAll(async () => {
  server = await openManagementServer({
    host: '127.0.0.1',
    port: 0,
    services: {
      replay: undefined,
      readiness: () => {
        throw new Error('not asked for');
      },
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

async function ask(path: string, body?: unknown) {
  const response = await fetch(`${server.url}${path}`, {
    ...(body !== undefined && {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  return { status: response.status, body: (await response.json()) as Answer };
}

describe('embeddings', () => {
  it('come in the order of the texts, with their times', async () => {
    const texts = ['abc', 'x'.repeat(200)];
    const { status, body } = await ask('/api/v1/embeddings', { texts });
    expect(status).toBe(200);
    const entry = {
      modality: 'text',
      dimension: DIMENSION,
      model_used: 'mom-similarity-flash',
      tier: 'trunk',
      processing_time_ms: expect.any(Number),
    };
    expect(body).toEqual({
      embeddings: texts.map((text, index) => ({
        ...entry,
        text,
        embedding: Array.from(vectorOf(text)),
        ...(index === 1 && { truncated: true }),
      })),
      total_count: 2,
      total_processing_time_ms: expect.any(Number),
      avg_processing_time_ms: body.total_processing_time_ms / 2,
    });
  });

  it.each([
    [64, 64],
    [128, 128],
    [256, 256],
    [384, 384],
    [512, 384],
    [768, 384],
    [1024, 384],
  ])('of dimension %i are %i long and of length 1', async (dimension, expected) => {
    const { body } = await ask('/api/v1/embeddings', { texts: ['h@@y'], dimension });
    const [{ embedding, dimension: given }] = body.embeddings;
    expect(given).toBe(expected);
    expect(embedding).toHaveLength(expected);
    const length = Math.hypot(...embedding);
    // `h` and `y` lie behind the first 64 components.
    expect(length).toBeCloseTo(expected === 64 ? 0 : 1, 5);
  });

  it.each(['auto', 'qwen3', 'gemma', 'mmbert', 'multimodal', 'mom-similarity-flash'])(
    'are those of the one encoder for the model %s',
    async (model) => {
      const options = { target_layer: 6, quality_priority: 1, sequence_length: 512 };
      const { body } = await ask('/api/v1/embeddings', { texts: ['a'], model, ...options });
      expect(body.embeddings[0].model_used).toBe('mom-similarity-flash');
    },
  );
});

describe('similarity', () => {
  it.each([
    ['abc', 'cab', 1],
    ['abc', 'xyz', 0],
    ['-', '\u01ad', -1],
  ])('of %j and %j is %i', async (text1, text2, similarity) => {
    const { status, body } = await ask('/api/v1/similarity', { text1, text2 });
    expect(status).toBe(200);
    expect(body).toEqual({
      model_used: 'mom-similarity-flash',
      similarity: expect.closeTo(similarity, 5),
      processing_time_ms: expect.any(Number),
    });
    expect(Math.abs(body.similarity)).toBeLessThanOrEqual(1);
  });

  const candidates = ['xyz', 'abz', 'abc', 'ayz'];

  it('ranks candidates, the most similar first', async () => {
    const { status, body } = await ask('/api/v1/similarity/batch', { query: 'abc', candidates });
    expect(status).toBe(200);
    expect(body).toEqual({
      matches: [
        { index: 2, text: 'abc', similarity: expect.closeTo(1, 5) },
        { index: 1, text: 'abz', similarity: expect.closeTo(2 / 3, 5) },
        { index: 3, text: 'ayz', similarity: expect.closeTo(1 / 3, 5) },
        { index: 0, text: 'xyz', similarity: expect.closeTo(0, 5) },
      ],
      total_candidates: 4,
      model_used: 'mom-similarity-flash',
      processing_time_ms: expect.any(Number),
    });
    expect(asked.at(-1)).toEqual(['abc', ...candidates]);
  });

  it.each([
    [0, [2, 1, 3, 0]],
    [2, [2, 1]],
    [9, [2, 1, 3, 0]],
  ])('with top_k %i gives %j', async (top_k, indices) => {
    const request = { query: 'abc', candidates, top_k };
    const { body } = await ask('/api/v1/similarity/batch', request);
    expect(body.matches.map(({ index }: { index: number }) => index)).toEqual(indices);
    expect(body.total_candidates).toBe(4);
  });

  it('compares the first components only where a dimension is given', async () => {
    // `@` and `A` are components 64 and 65, `0` is component 48.
    const request = { text1: '0@', text2: '0A' };
    const whole = await ask('/api/v1/similarity', request);
    const head = await ask('/api/v1/similarity', { ...request, dimension: 64 });
    expect(whole.body.similarity).toBeCloseTo(0.5);
    expect(head.body.similarity).toBeCloseTo(1);
  });
});

describe('what the embedding API refuses', () => {
  const texts = ['a'];
  const png = 'data:image/png;base64,iVBORw0KGgo=';

  it.each([
    ['embeddings', 'INVALID_INPUT', '`texts`: must be an array', {}],
    ['embeddings', 'INVALID_INPUT', '`texts`: must not be empty', { texts: [] }],
    ['embeddings', 'INVALID_INPUT', '`texts[0]`: must not be empty', { texts: [''] }],
    ['embeddings', 'BATCH_TOO_LARGE', 'more than 256', { texts: Array(10_000).fill('a') }],
    ['embeddings', 'INVALID_DIMENSION', 'must be one of 64, 128', { texts, dimension: 100 }],
    ['embeddings', 'INVALID_DIMENSION', '`dimension`', { texts, dimension: '64' }],
    ['embeddings', 'INVALID_IMAGE', 'no multimodal model is loaded', { images: [png] }],
    ['embeddings', 'INVALID_IMAGE', 'more than 8', { texts, images: Array(9).fill(png) }],
    ['embeddings', 'INVALID_LAYER', 'one of 3, 6, 11, 22', { texts, target_layer: 4 }],
    ['embeddings', 'INVALID_PARAMETER', '`model`', { texts, model: 'bert' }],
    ['embeddings', 'INVALID_PARAMETER', '`quality_priority`', { texts, quality_priority: 2 }],
    ['embeddings', 'INVALID_PARAMETER', '`latency_priority`', { texts, latency_priority: -1 }],
    ['embeddings', 'INVALID_PARAMETER', '`sequence_length`', { texts, sequence_length: 0 }],
    ['similarity', 'INVALID_INPUT', '`text2`: is required', { text1: 'a' }],
    ['similarity', 'INVALID_DIMENSION', '', { text1: 'a', text2: 'b', dimension: 1 }],
    ['similarity/batch', 'INVALID_INPUT', '`query`: is required', { candidates: ['a'] }],
    ['similarity/batch', 'INVALID_INPUT', '`candidates`', { query: 'a', candidates: [] }],
    [
      'similarity/batch',
      'BATCH_TOO_LARGE',
      'more than 1000 items',
      { query: 'a', candidates: Array(1001).fill('a') },
    ],
    ['similarity/batch', 'INVALID_PARAMETER', '', { query: 'a', candidates: ['a'], top_k: -1 }],
  ])('%s: %s %s', async (path, code, message, body) => {
    const { status, body: answer } = await ask(`/api/v1/${path}`, body);
    expect(status).toBe(400);
    expect(answer.error).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  it.each([
    ['embeddings', { texts }],
    ['similarity', { text1: 'a', text2: 'b' }],
    ['similarity/batch', { query: 'a', candidates: ['b'] }],
  ])('%s says when there is no encoder', async (path, body) => {
    isLoaded = false;
    const { status, body: answer } = await ask(`/api/v1/${path}`, body);
    isLoaded = true;
    expect(status).toBe(503);
    expect(answer.error).toMatchObject({ code: 'EMBEDDING_MODEL_NOT_READY' });
  });

  it('judges a request before it misses the encoder', async () => {
    isLoaded = false;
    const { body } = await ask('/api/v1/embeddings', { texts, dimension: 100 });
    isLoaded = true;
    expect(body.error).toMatchObject({ code: 'INVALID_DIMENSION' });
  });
});
