import { z } from 'zod';
import { choice, inactive, mark, section } from '../../lib/schema-marks.ts';
import { advancedToolFiltering } from '../../plugins/tool-selection/schema.ts';
import { count, fraction, redisServer, seconds } from '../../stores/schema.ts';

const tools = section({
  enabled: z.boolean().optional().describe('Omitted: off'),
  top_k: count.optional().describe('Omitted: 3'),
  similarity_threshold: fraction.optional(),
  tools_db_path: z.string().min(1).optional().describe('Omitted: config/tools_db.json'),
  fallback_to_empty: z.boolean().optional().describe('Omitted: on'),
  advanced_filtering: advancedToolFiltering.optional(),
});

const names = section({ model_names: z.array(z.string().trim().min(1)).optional() });

const headerValue = z
  .string()
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'has characters that no header can carry');

const looper = section({
  endpoint: mark(
    z
      .string()
      .refine((value) => value === '' || /^https?:\/\//.test(value), 'is no http or https address'),
    { standIn: '' },
  )
    .optional()
    .describe('Read and ignored: calls stay inside the process'),
  timeout_seconds: z.number().optional().describe('Omitted: 1200; 0 and less: 30'),
  retry_count: count.optional(),
  headers: mark(z.record(z.string().min(1), headerValue), { isHeaders: true }).optional(),
  max_response_bytes_mb: z.number().gt(0).optional().describe('Omitted: 32'),
  grpc_max_msg_size_mb: z.number().gt(0).optional().describe('Read and ignored'),
  remom: names.optional(),
  fusion: names.optional(),
  flow: section({
    ...names.shape,
    state: section({
      store_backend: choice(['file', 'memory', 'redis']).optional().describe('Omitted: file'),
      ttl_seconds: seconds.optional().describe('Omitted: 1800'),
      file: section({ directory: z.string().min(1).optional() }).optional(),
      redis: redisServer.optional(),
    }).optional(),
  }).optional(),
});

/** `global.integrations` */
export const integrations = section({
  tools: inactive(tools).optional().describe('Tools that requests can be given'),
  looper: inactive(looper).optional().describe('Requests that ask several models'),
});
