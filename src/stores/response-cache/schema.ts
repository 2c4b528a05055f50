import { z } from 'zod';
import { choice, section } from '../../lib/schema-marks.ts';
import {
  count,
  fraction,
  milvusCollection,
  qdrantFields,
  redisIndex,
  seconds,
  serverHost,
} from '../schema.ts';

/** `global.stores.response_cache` */
export const responseCacheStore = section({
  enabled: z.boolean().optional().describe('Omitted: on; a decision still needs the plugin'),
  backend_type: choice(['memory', 'redis', 'valkey', 'milvus', 'qdrant', 'hybrid'])
    .optional()
    .describe('Omitted: memory; `hybrid`: an index in memory over the answers in Milvus'),
  similarity_threshold: fraction
    .optional()
    .describe('Omitted: the `min_score_threshold` of the embeddings'),
  max_entries: count.optional().describe('Omitted: 1000'),
  ttl_seconds: seconds.optional().describe('Omitted: 3600'),
  eviction_policy: choice(['fifo', 'lru', 'lfu']).optional().describe('Omitted: fifo'),
  embedding_model: z.string().min(1).optional(),
  redis: redisIndex.optional(),
  valkey: redisIndex.optional(),
  milvus: milvusCollection.optional(),
  qdrant: section({
    ...qdrantFields,
    host: serverHost.optional(),
    collection_name: z.string().min(1).optional(),
  }).optional(),
});
