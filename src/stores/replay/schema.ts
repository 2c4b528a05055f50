import { z } from 'zod';
import { choice, inactive, section } from '../../lib/schema-marks.ts';
import { milvusTable, postgresServer, qdrantFields, redisServer, serverHost } from '../schema.ts';

/** `global.services.router_replay`: records of what was routed. */
export const replaySettings = section({
  enabled: z.boolean().default(true),
  store_backend: choice(['sqlite', 'memory', 'redis', 'postgres', 'milvus', 'qdrant'], {
    inactiveWords: ['redis', 'postgres', 'milvus', 'qdrant'],
  })
    .default('sqlite')
    .describe('All but `memory` are kept in SQLite so far'),
  ttl_seconds: z.int().min(1).default(2_592_000),
  async_writes: inactive(z.boolean()).optional(),
  redis: inactive(redisServer).optional(),
  postgres: inactive(postgresServer).optional(),
  milvus: inactive(milvusTable).optional(),
  qdrant: inactive(
    section({
      ...qdrantFields,
      host: serverHost.optional(),
      collection_name: z.string().min(1).optional(),
    }),
  ).optional(),
});
