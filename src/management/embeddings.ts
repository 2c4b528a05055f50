import type { FastifyInstance, FastifyReply } from 'fastify';
import { z } from 'zod';
import { atUnitLength, dot } from '../lib/vectors.ts';
import type { TextModels } from '../models/text-models.ts';
import { askModels } from './ask-models.ts';
import type { ManagementErrorCode } from './management-error.ts';
import { fraction, inputText, listOf, parseBody } from './request-body.ts';

const MAX_TEXTS = 256;
const MAX_CANDIDATES = 1000;
const MAX_IMAGES = 8;
const MAX_SEQUENCE_TOKENS = 32_768;

/** Names that clients of the contract send; one encoder answers to all of them. */
export const EMBEDDING_ALIASES = ['auto', 'qwen3', 'gemma', 'mmbert', 'multimodal'] as const;
/** Sizes of the contract; vectors never have more components than the encoder gives. */
export const EMBEDDING_DIMENSIONS = [64, 128, 256, 512, 768, 1024] as const;
const LAYERS = [3, 6, 11, 22];

const codes = {
  model: 'INVALID_PARAMETER',
  dimension: 'INVALID_DIMENSION',
  images: 'INVALID_IMAGE',
  target_layer: 'INVALID_LAYER',
  quality_priority: 'INVALID_PARAMETER',
  latency_priority: 'INVALID_PARAMETER',
  sequence_length: 'INVALID_PARAMETER',
  top_k: 'INVALID_PARAMETER',
} as const satisfies Record<string, ManagementErrorCode>;

/** `target_layer`, the priorities and `sequence_length` choose between encoders; there is one. */
function embeddingFields(models: TextModels) {
  const native = models.dimension;
  const dimensions: readonly number[] = [...EMBEDDING_DIMENSIONS, ...(native > 0 ? [native] : [])];
  const names: readonly string[] = [
    ...EMBEDDING_ALIASES,
    ...models.status().flatMap(({ kind, name }) => (kind === 'embedding' ? [name] : [])),
  ];
  return {
    model: z.enum(names).default('auto'),
    dimension: z
      .number()
      .refine((size) => dimensions.includes(size), `must be one of ${dimensions.join(', ')}`)
      .default(768)
      .describe(
        'Up to the size of the encoder (384): its first components, at length 1 again. Larger: its vector as it is, and `dimension` of the answer says 384.',
      ),
    target_layer: z
      .number()
      .refine((layer) => LAYERS.includes(layer), `must be one of ${LAYERS.join(', ')}`)
      .optional(),
    quality_priority: fraction.default(0.5),
    latency_priority: fraction.default(0.5),
    sequence_length: z.number().int().min(1).max(MAX_SEQUENCE_TOKENS).optional(),
  };
}

const images = listOf(z.string(), MAX_IMAGES)
  .refine(({ length }) => length === 0, 'no multimodal model is loaded, send texts only')
  .default([]);

export function registerEmbeddings(app: FastifyInstance, textModels: () => TextModels): void {
  app.post('/api/v1/embeddings', async (request, reply) => {
    const models = textModels();
    const schema = z.strictObject({
      images,
      texts: listOf(inputText, MAX_TEXTS).refine(({ length }) => length > 0, 'must not be empty'),
      ...embeddingFields(models),
    });
    const { texts, dimension } = parseBody(schema, request.body, { codes });
    const { processing_time_ms: totalMs, vectors } = await embedded(reply, async (signal) => ({
      vectors: await models.embedAll(texts, { signal }),
    }));
    const averageMs = totalMs / texts.length;
    return {
      embeddings: vectors.map(({ vector, tier, isTruncated }, index) => {
        const embedding = Array.from(prefix(vector, dimension));
        return {
          text: texts[index],
          modality: 'text',
          embedding,
          dimension: embedding.length,
          model_used: modelName(models),
          tier,
          processing_time_ms: averageMs,
          ...(isTruncated && { truncated: true }),
        };
      }),
      total_count: texts.length,
      total_processing_time_ms: totalMs,
      avg_processing_time_ms: averageMs,
    };
  });

  app.post('/api/v1/similarity', async (request, reply) => {
    const models = textModels();
    const schema = z.strictObject({
      text1: inputText,
      text2: inputText,
      ...embeddingFields(models),
    });
    const { text1, text2, dimension } = parseBody(schema, request.body, { codes });
    return embedded(reply, async (signal) => {
      const [similarity = 0] = await similarities(models, {
        query: text1,
        candidates: [text2],
        dimension,
        signal,
      });
      return { model_used: modelName(models), similarity };
    });
  });

  app.post('/api/v1/similarity/batch', async (request, reply) => {
    const models = textModels();
    const schema = z.strictObject({
      query: inputText,
      candidates: listOf(inputText, MAX_CANDIDATES).refine(
        ({ length }) => length > 0,
        'must not be empty',
      ),
      top_k: z.number().int().min(0).default(0),
      ...embeddingFields(models),
    });
    const { query, candidates, top_k, dimension } = parseBody(schema, request.body, { codes });
    return embedded(reply, async (signal) => {
      const found = await similarities(models, { query, candidates, dimension, signal });
      const matches = found
        .map((similarity, index) => ({ index, similarity, text: candidates[index] }))
        .sort((a, b) => b.similarity - a.similarity);
      return {
        matches: top_k === 0 ? matches : matches.slice(0, top_k),
        total_candidates: candidates.length,
        model_used: modelName(models),
      };
    });
  });
}

function embedded<T extends object>(reply: FastifyReply, ask: (signal: AbortSignal) => Promise<T>) {
  return askModels({
    reply,
    unavailable: 'EMBEDDING_MODEL_NOT_READY',
    failed: 'EMBEDDING_GENERATION_FAILED',
    ask,
  });
}

interface SimilarityOptions {
  readonly query: string;
  readonly candidates: readonly string[];
  readonly dimension: number;
  readonly signal: AbortSignal;
}

/** Cosines, -1..1, in the order of the candidates. */
async function similarities(
  models: TextModels,
  { query, candidates, dimension, signal }: SimilarityOptions,
): Promise<readonly number[]> {
  const embeddings = await models.embedAll([query, ...candidates], { signal });
  const [first, ...others] = embeddings.map(({ vector }) => prefix(vector, dimension));
  if (first === undefined) return [];
  return others.map((other) => {
    return Math.min(1, Math.max(-1, dot(first, other)));
  });
}

/** As a Matryoshka embedding is shortened. */
function prefix(vector: Float32Array, dimension: number): Float32Array {
  return dimension >= vector.length ? vector : atUnitLength(vector, dimension);
}

/** 0 where there is no encoder; asking starts one that waits for its first use. */
function modelName(models: TextModels): string {
  return models.status().find(({ kind }) => kind === 'embedding')?.name ?? 'none';
}
