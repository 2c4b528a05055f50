import { z } from 'zod';
import { choice, mark, section, text } from '../lib/schema-marks.ts';

/** A credential; empty where the server asks for none. */
export const secret = mark(z.string(), { isSecret: true });

export const seconds = z.number().min(0);
export const count = z.int().min(0);
export const fraction = z.number().min(0).max(1);

/** Name or address of a server that is asked. */
export const serverHost = mark(z.string().min(1), { standIn: 'unset.invalid' });

export const serverPort = mark(z.int().min(1).max(65_535), { standIn: 1 });

/** `host:port` */
export const serverAddress = mark(
  z
    .string()
    .regex(
      /^(\[[0-9A-Fa-f:.]+\]|[^\s:/@[\]]+)(:\d{1,5})?$/,
      'is no address, write e.g. `redis:6379`',
    ),
  { standIn: 'unset.invalid' },
);

export const metricType = choice(['COSINE', 'IP', 'L2']);
export const dimension = z.int().min(1).max(65_536);

const consistency = choice(['Strong', 'Session', 'Bounded', 'Eventually']);
const indexType = choice(['HNSW', 'FLAT', 'IVF_FLAT', 'IVF_SQ8', 'IVF_PQ', 'AUTOINDEX']);

/** A Redis server by address, as replay records and the state of workflows use it. */
export const redisServer = section({
  address: serverAddress.optional(),
  db: count.optional(),
  password: secret.optional(),
  use_tls: z.boolean().optional(),
  tls_skip_verify: z.boolean().optional(),
  max_retries: count.optional(),
  pool_size: count.optional(),
  key_prefix: z.string().optional(),
});

/** A PostgreSQL database and one table in it. */
export const postgresServer = section({
  host: serverHost.optional(),
  port: serverPort.optional(),
  database: z.string().min(1).optional(),
  user: z.string().min(1).optional(),
  password: secret.optional(),
  ssl_mode: choice([
    'disable',
    'allow',
    'prefer',
    'require',
    'verify-ca',
    'verify-full',
  ]).optional(),
  max_open_conns: count.optional(),
  max_idle_conns: count.optional(),
  conn_max_lifetime: seconds.optional().describe('Seconds'),
  table_name: z.string().min(1).optional(),
});

/** What every way to reach a Qdrant server has. */
export const qdrantFields = {
  port: serverPort.optional(),
  api_key: secret.optional(),
  use_tls: z.boolean().optional(),
  connect_timeout: seconds.optional().describe('Seconds'),
};

const tls = section({
  enabled: z.boolean().optional(),
  cert_file: z.string().optional(),
  key_file: z.string().optional(),
  ca_file: z.string().optional(),
});

const vectorField = section({
  name: z.string().min(1).optional(),
  dimension: dimension.optional().describe('Omitted: that of the embedding'),
  metric_type: metricType.optional(),
});

const hnswParams = section({
  M: z.int().min(1).optional(),
  efConstruction: z.int().min(1).optional(),
});

const logging = section({
  level: choice(['debug', 'info', 'warn', 'error']).optional(),
  enable_query_log: z.boolean().optional(),
  enable_metrics: z.boolean().optional(),
});

const connectionFields = {
  host: serverHost.optional(),
  port: serverPort.optional(),
  timeout: seconds.optional().describe('Seconds'),
  tls: tls.optional(),
};

/** An index of vectors in Redis or Valkey. */
export const redisIndex = section({
  connection: section({
    ...connectionFields,
    database: count.optional(),
    password: secret.optional(),
  }).optional(),
  index: section({
    name: z.string().min(1).optional(),
    prefix: z.string().optional(),
    vector_field: vectorField.optional(),
    index_type: indexType.optional(),
    params: hnswParams.optional(),
  }).optional(),
  search: section({ topk: z.int().min(1).optional() }).optional(),
  logging: logging.optional(),
  development: section({
    drop_index_on_startup: z.boolean().optional(),
    auto_create_index: z.boolean().optional(),
    verbose_errors: z.boolean().optional(),
  }).optional(),
});

/** A collection of vectors in Milvus. */
export const milvusCollection = section({
  connection: section({
    ...connectionFields,
    database: z.string().min(1).optional(),
    auth: section({
      enabled: z.boolean().optional(),
      username: z.string().optional(),
      password: secret.optional(),
    }).optional(),
  }).optional(),
  collection: section({
    name: z.string().min(1).optional(),
    description: text(z.string()).optional(),
    vector_field: vectorField.optional(),
    index: section({ type: indexType.optional(), params: hnswParams.optional() }).optional(),
  }).optional(),
  search: section({
    params: section({ ef: z.int().min(1).optional() }).optional(),
    topk: z.int().min(1).optional(),
    consistency_level: consistency.optional(),
  }).optional(),
  performance: section({
    connection_pool: section({
      max_connections: count.optional(),
      max_idle_connections: count.optional(),
      acquire_timeout: seconds.optional().describe('Seconds'),
    }).optional(),
    batch: section({
      insert_batch_size: z.int().min(1).optional(),
      timeout: seconds.optional().describe('Seconds'),
    }).optional(),
  }).optional(),
  data_management: section({
    ttl: section({
      enabled: z.boolean().optional(),
      timestamp_field: z.string().min(1).optional(),
      cleanup_interval: seconds.optional().describe('Seconds'),
    }).optional(),
    compaction: section({
      enabled: z.boolean().optional(),
      interval: seconds.optional().describe('Seconds'),
    }).optional(),
  }).optional(),
  logging: logging.optional(),
  development: section({
    drop_collection_on_startup: z.boolean().optional(),
    auto_create_collection: z.boolean().optional(),
    verbose_errors: z.boolean().optional(),
  }).optional(),
});

/** A collection in Milvus by address, as replay records use it. */
export const milvusTable = section({
  address: serverAddress.optional(),
  username: z.string().optional(),
  password: secret.optional(),
  collection_name: z.string().min(1).optional(),
  consistency_level: consistency.optional(),
  shard_num: z.int().min(1).optional(),
});
