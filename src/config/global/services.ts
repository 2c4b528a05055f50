import { z } from 'zod';
import { durationMs } from '../../lib/duration.ts';
import { choice, inactive, mark, section, variableName } from '../../lib/schema-marks.ts';
import { type SignalType, signalCollections } from '../../signals/collections.ts';
import { replaySettings } from '../../stores/replay/schema.ts';
import { responsesSettings } from '../../stores/responses/schema.ts';
import { count, fraction, secret, serverAddress } from '../../stores/schema.ts';
import { host, loopback, port, wildcardHosts } from '../address.ts';

const sizeRange = section({
  min: count,
  max: z.int().min(-1).describe('-1: no upper end'),
  label: z.string().min(1),
}).superRefine(({ min, max }, context) => {
  if (max === -1 || max >= min) return;
  context.addIssue({ code: 'custom', path: ['max'], message: `is less than \`min\`, ${min}` });
});

const batchClassification = section({
  max_batch_size: z.int().min(1).optional(),
  concurrency_threshold: count.optional(),
  max_concurrency: z.int().min(1).optional(),
  metrics: section({
    enabled: z.boolean().optional(),
    sample_rate: fraction.optional(),
    batch_size_ranges: z.array(sizeRange).optional(),
    duration_buckets: z.array(z.number().min(0)).optional(),
    size_buckets: z.array(z.number().min(0)).optional(),
    detailed_goroutine_tracking: z.boolean().optional().describe('Read and ignored'),
    high_resolution_timing: z.boolean().optional().describe('Read and ignored'),
  }).optional(),
});

/** What holders of a token can be allowed to do; `*` is everything. */
const permissions = [
  '*',
  'health.read',
  'ready.read',
  'docs.read',
  'metrics.read',
  'classify.invoke',
  'config.read',
  'config.write',
  'learning.ingest',
  'replay.read',
  'replay.detail',
  'data.read',
  'data.write',
  'cache.read',
  'cache.invalidate',
  'cache.manage',
  'compression.read',
  'compression.preview',
  'compression.manage',
  'secret_view',
] as const;

/** Roles that exist without being declared. */
export const builtInRoles = ['viewer', 'operator', 'admin'] as const;

const managementAuth = section({
  mode: choice(['disabled', 'bearer']).optional().describe('Omitted: disabled'),
  tokens: z
    .array(
      section({
        env: mark(variableName, { variableName: 'optional' }).describe('Variable with the token'),
        role: z.string().min(1),
      }),
    )
    .optional(),
  roles: z.record(z.string().min(1), z.array(choice(permissions))).optional(),
});

const managementApi = section({
  bind_address: host.default(loopback).describe('IP address or `localhost`'),
  port: port.default(8080),
  remote_exposure: inactive(z.boolean()).optional(),
  auth: inactive(managementAuth).optional(),
}).transform(({ bind_address, ...settings }) => ({
  ...settings,
  // Nobody is asked for a token yet, so nobody but this machine may come.
  bind_address: wildcardHosts.has(bind_address) ? loopback : bind_address,
}));

const windowedMetrics = section({
  enabled: z.boolean().optional(),
  time_windows: z.array(durationMs).optional(),
  update_interval: durationMs.optional(),
  model_metrics: z.boolean().optional(),
  queue_depth_estimation: z.boolean().optional(),
  max_models: z.int().min(1).optional(),
});

const metrics = section({
  enabled: z.boolean().default(true),
  port: port.default(9190),
  windowed_metrics: inactive(windowedMetrics).optional(),
});

const tracing = section({
  enabled: z.boolean().optional(),
  provider: choice(['opentelemetry']).optional(),
  exporter: section({
    type: choice(['otlp', 'stdout']).optional(),
    endpoint: mark(z.string().min(1), { standIn: 'unset.invalid' }).optional(),
    insecure: z.boolean().optional(),
  }).optional(),
  sampling: section({
    type: choice([
      'always_on',
      'always_off',
      'probabilistic',
      'traceidratio',
      'trace_id_ratio',
    ]).optional(),
    rate: fraction.optional(),
  }).optional(),
  resource: section({
    service_name: z.string().min(1).optional(),
    service_version: z.string().optional(),
    deployment_environment: z.string().optional(),
  }).optional(),
});

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'is no header name, use letters, digits and `-`');

const authz = section({
  fail_open: z
    .boolean()
    .optional()
    .describe('Requests of nobody known pass, without roles; omitted: off'),
  identity: section({
    user_id_header: headerName.optional().describe('Omitted: x-authz-user-id'),
    user_groups_header: headerName.optional().describe('Omitted: x-authz-user-groups'),
  }).optional(),
  providers: inactive(
    z
      .array(
        z.discriminatedUnion('type', [
          section({
            type: z.literal('header-injection'),
            headers: z
              .record(z.string().min(1), headerName)
              .optional()
              .describe('Kind of provider -> header with its key'),
          }),
          section({ type: z.literal('static-config') }),
        ]),
      )
      .min(1),
  ).optional(),
});

const limitRule = section({
  name: z.string().min(1),
  match: section({
    user: z.string().optional(),
    group: z.string().optional(),
    model: z.string().optional(),
  })
    .optional()
    .describe('Empty text and `*`: any'),
  requests_per_unit: count.optional(),
  tokens_per_unit: count.optional(),
  unit: choice(['second', 'minute', 'hour', 'day']).optional().describe('Omitted: minute'),
}).superRefine(({ requests_per_unit = 0, tokens_per_unit = 0 }, context) => {
  if (requests_per_unit > 0 || tokens_per_unit > 0) return;
  context.addIssue({
    code: 'custom',
    message: 'limits nothing, set `requests_per_unit` or `tokens_per_unit` above 0',
  });
});

const rateLimit = section({
  fail_open: z.boolean().optional().describe('Requests pass while a limiter cannot be asked'),
  providers: z
    .array(
      z.discriminatedUnion('type', [
        section({
          type: z.literal('envoy-ratelimit'),
          address: serverAddress,
          domain: z.string().min(1).optional(),
        }),
        section({ type: z.literal('local-limiter'), rules: z.array(limitRule).min(1) }),
      ]),
    )
    .optional(),
});

const startupStatus = section({
  store_backend: choice(['file', 'redis']).optional(),
  redis: section({
    address: serverAddress.optional(),
    password: secret.optional(),
    db: count.optional(),
  }).optional(),
});

const deadlineMs = z.int().min(1).max(600_000);

const signalSettings = section({
  deadline_ms: deadlineMs.default(2000).describe('Bound of the whole stage'),
  per_type_deadline_ms: z
    .partialRecord(z.enum(Object.keys(signalCollections) as SignalType[]), deadlineMs)
    .default({}),
  on_unavailable: choice(['fail', 'degrade'])
    .optional()
    .describe(
      'A needed rule that cannot be evaluated: `/ready` fails, or requests go on without it; omitted: `fail` for jailbreak and pii, else `degrade`',
    ),
});

/** `global.services` */
export const services = section({
  api: inactive(section({ batch_classification: batchClassification.optional() })).optional(),
  response_api: inactive(responsesSettings).optional(),
  router_replay: replaySettings.prefault({}),
  management_api: managementApi.prefault({}),
  observability: section({
    metrics: metrics.prefault({}),
    tracing: inactive(tracing).optional(),
  }).prefault({}),
  authz: authz.optional(),
  ratelimit: inactive(rateLimit).optional(),
  startup_status: inactive(startupStatus).optional(),
  signals: signalSettings.prefault({}),
});
