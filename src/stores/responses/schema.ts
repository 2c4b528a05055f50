import { z } from 'zod';
import { choice, section } from '../../lib/schema-marks.ts';
import { count, postgresServer, seconds, secret, serverAddress } from '../schema.ts';

const redis = section({
  address: serverAddress.optional(),
  password: secret.optional(),
  db: count.optional(),
  key_prefix: z.string().optional(),
  cluster_mode: z.boolean().optional(),
  cluster_addresses: z.array(serverAddress).optional(),
  pool_size: count.optional(),
  min_idle_conns: count.optional(),
  max_retries: count.optional(),
  dial_timeout: seconds.optional().describe('Seconds'),
  read_timeout: seconds.optional().describe('Seconds'),
  write_timeout: seconds.optional().describe('Seconds'),
  tls_enabled: z.boolean().optional(),
  tls_cert_path: z.string().optional(),
  tls_key_path: z.string().optional(),
  tls_ca_path: z.string().optional(),
  config_path: z.string().optional().describe('File with these settings'),
}).superRefine(({ cluster_mode, cluster_addresses = [] }, context) => {
  if (cluster_mode !== true || cluster_addresses.length > 0) return;
  context.addIssue({
    code: 'custom',
    path: ['cluster_addresses'],
    message: 'is missing, `cluster_mode` needs the addresses of the nodes',
    params: { code: 'missing_field' },
  });
});

/** `global.services.response_api`: answers of the Responses API, kept for their successors. */
export const responsesSettings = section({
  enabled: z.boolean().optional(),
  store_backend: choice(['memory', 'sqlite', 'redis', 'postgres'])
    .optional()
    .describe('Omitted: memory'),
  ttl_seconds: seconds.optional().describe('Omitted: 86400'),
  max_responses: z.int().min(1).optional().describe('Omitted: 1000'),
  sequence_numbers: z.boolean().optional().describe('Omitted: on'),
  redis: redis.optional(),
  postgres: postgresServer.optional(),
});
