import { z } from 'zod';
import { choice, section } from '../../lib/schema-marks.ts';
import { memoryHybridMode, memoryReflection } from '../../plugins/memory/schema.ts';
import {
  count,
  dimension,
  fraction,
  metricType,
  qdrantFields,
  seconds,
  secret,
  serverAddress,
  serverHost,
  serverPort,
} from '../schema.ts';

const valkey = section({
  host: serverHost.optional(),
  port: serverPort.optional(),
  database: count.optional(),
  password: secret.optional(),
  timeout: seconds.optional().describe('Seconds'),
  collection_prefix: z.string().optional(),
  index_name: z.string().min(1).optional(),
  dimension: dimension.optional(),
  metric_type: metricType.optional(),
  index_m: z.int().min(1).optional(),
  index_ef_construction: z.int().min(1).optional(),
  tls_enabled: z.boolean().optional(),
  tls_ca_path: z.string().optional(),
  tls_insecure_skip_verify: z.boolean().optional(),
});

const milvus = section({
  address: serverAddress.optional(),
  collection: z.string().min(1).optional().describe('Omitted: agentic_memory'),
  dimension: dimension.optional().describe('Omitted: 384'),
  num_partitions: z.int().min(1).optional(),
});

const qdrant = section({
  ...qdrantFields,
  host: serverHost.optional(),
  collection: z.string().min(1).optional(),
  dimension: dimension.optional(),
});

/** Keeps what was just read, in front of the store. */
const redisCache = section({
  enabled: z.boolean().optional(),
  address: serverAddress.optional(),
  ttl_seconds: seconds.optional(),
  db: count.optional(),
  key_prefix: z.string().optional(),
  password: secret.optional(),
});

/** `global.stores.memory`: what is remembered about users. */
export const memoryStore = section({
  enabled: z.boolean().optional().describe('Omitted: off'),
  backend: choice(['milvus', 'valkey', 'qdrant', 'sqlite', 'memory']).optional(),
  auto_store: z.boolean().optional().describe('Omitted: off'),
  disabled_routes: z.array(z.string().min(1)).optional(),
  disabled_models: z.array(z.string().min(1)).optional(),
  embedding_model: z.string().min(1).optional(),
  extraction_batch_size: z.int().min(1).optional().describe('Omitted: 10'),
  default_retrieval_limit: z.int().min(1).optional().describe('Omitted: 5'),
  default_similarity_threshold: fraction.optional().describe('Omitted: 0.7'),
  hybrid_search: z.boolean().optional(),
  hybrid_mode: memoryHybridMode.optional(),
  adaptive_threshold: z.boolean().optional(),
  quality_scoring: section({
    initial_strength_days: count.optional(),
    prune_threshold: fraction.optional(),
    max_memories_per_user: count.optional(),
  }).optional(),
  reflection: memoryReflection.optional(),
  milvus: milvus.optional(),
  valkey: valkey.optional(),
  qdrant: qdrant.optional(),
  redis_cache: redisCache.optional(),
});
