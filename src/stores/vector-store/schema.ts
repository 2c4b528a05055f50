import { z } from 'zod';
import { httpUrl } from '../../lib/http-url.ts';
import { choice, section } from '../../lib/schema-marks.ts';
import {
  count,
  dimension,
  metricType,
  milvusCollection,
  postgresServer,
  qdrantFields,
  seconds,
  secret,
  serverHost,
  serverPort,
} from '../schema.ts';

const valkey = section({
  host: serverHost,
  port: serverPort.optional(),
  database: count.optional(),
  password: secret.optional(),
  connect_timeout: seconds.optional().describe('Seconds'),
  collection_prefix: z.string().optional(),
  metric_type: metricType.optional(),
  index_m: z.int().min(1).optional(),
  index_ef_construction: z.int().min(1).optional(),
});

const qdrant = section({
  ...qdrantFields,
  host: serverHost,
  collection_prefix: z.string().optional(),
});

const llamaStack = section({
  endpoint: httpUrl,
  auth_token: secret.optional(),
  embedding_model: z.string().min(1).optional(),
  request_timeout_seconds: seconds.optional(),
  search_type: choice(['vector', 'hybrid']).optional(),
});

/** `global.stores.vector_store`: uploaded documents. */
export const vectorStore = section({
  enabled: z.boolean().optional(),
  backend_type: choice(['memory', 'milvus', 'llama_stack', 'valkey', 'qdrant']),
  file_storage_dir: z.string().min(1).optional().describe('Omitted: /var/lib/vsr/data'),
  max_file_size_mb: z.int().min(1).optional().describe('Omitted: 50'),
  embedding_model: z.string().min(1).optional().describe('Omitted: bert'),
  embedding_dimension: dimension
    .optional()
    .describe('Omitted: 384 for bert and multimodal, else 768'),
  ingestion_workers: z.int().min(1).optional().describe('Omitted: 2'),
  ingestion_drain_timeout_seconds: seconds.optional().describe('Omitted: 30'),
  supported_formats: z
    .array(z.string().regex(/^\.[A-Za-z0-9]+$/, 'is no file ending, write e.g. `.txt`'))
    .optional()
    .describe('Omitted: .txt, .md, .json, .csv, .html'),
  metadata_store: choice(['memory', 'postgres']).optional().describe('Omitted: memory'),
  metadata_postgres: postgresServer.optional(),
  memory: section({ max_entries_per_store: z.int().min(1).optional() }).optional(),
  llama_stack: llamaStack.optional(),
  valkey: valkey.optional(),
  qdrant: qdrant.optional(),
  milvus: milvusCollection.optional(),
});
