import { z } from 'zod';
import { durationMs } from '../lib/duration.ts';
import { choice, inactive, mark, section, variableName } from '../lib/schema-marks.ts';

const maxBackends = 1000;
const maxModels = 10_000;
const maxWeight = 1_000_000;

/** How hard a model is asked to think. */
export const reasoningEffort = z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']);

const reasoningFamily = section({
  type: z.enum(['chat_template_kwargs', 'reasoning_effort', 'top_level_reasoning_effort']),
  parameter: z.string().min(1).describe('Taken literally: a dot is part of the name'),
}).superRefine(({ type, parameter }, context) => {
  if (type !== 'top_level_reasoning_effort' || parameter === 'reasoning_effort') return;
  context.addIssue({
    code: 'custom',
    path: ['parameter'],
    message: `\`${parameter}\` is not what \`${type}\` writes, use \`reasoning_effort\``,
  });
});

/** Bounds of one exchange with a backend; what is omitted follows the listener. */
const timeouts = section({
  connect: durationMs.optional(),
  first_byte: durationMs.optional().describe('Until the answer begins'),
  between_bytes: durationMs.optional().describe('Between two pieces of the answer'),
  total: durationMs.optional(),
});

const defaults = section({
  default_model: z.string().min(1).optional().describe('Takes what no decision matches'),
  reasoning_families: z.record(z.string().min(1), reasoningFamily).default({}),
  default_reasoning_effort: reasoningEffort.default('medium'),
  timeouts: timeouts.prefault({}),
});

const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'is no header name, use letters, digits and `-`');

/** Headers that frame a message or belong to one connection. */
const ownHeaders = new Set([
  'connection',
  'content-length',
  'host',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

// Anything but printable text could end the header and start another one.
const headerValue = z
  .string()
  .regex(/^[\t\x20-\x7e\x80-\xff]*$/, 'has characters that no header can carry');

const extraHeader = headerName.refine(
  (name) => !ownHeaders.has(name.toLowerCase()),
  'is written by the router itself, remove it',
);

const keyLikeParameter = /key|token|secret|password|credential|signature/i;

/** What is wrong with an upstream URL; undefined when nothing is. */
function findUrlProblem(
  value: string,
): { readonly message: string; readonly code?: string } | undefined {
  if (!URL.canParse(value)) return { message: 'is no URL, write e.g. `https://host/v1`' };
  const url = new URL(value);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') {
    return { message: `\`${url.protocol}\` is not spoken, use \`http:\` or \`https:\`` };
  }
  if (url.hostname === '') return { message: 'has no host' };
  if (url.port === '0') return { message: 'has port 0, write the port of the server' };
  if (url.username !== '' || url.password !== '') {
    return {
      code: 'secret_in_url',
      message: 'carries a credential, move it to `api_key_env`',
    };
  }
  const parameter = [...url.searchParams.keys()].find((name) => keyLikeParameter.test(name));
  if (parameter !== undefined) {
    return {
      code: 'secret_in_url',
      message: `carries a credential in \`${parameter}\`, move it to \`api_key_env\``,
    };
  }
  if (url.hash !== '') return { message: 'has a fragment, which is never sent, remove it' };
  return undefined;
}

const baseUrl = mark(
  z
    .string()
    .min(1)
    .superRefine((value, context) => {
      const problem = findUrlProblem(value);
      if (problem === undefined) return;
      const { message, code } = problem;
      context.addIssue({ code: 'custom', message, params: { code } });
    }),
  { standIn: 'http://unset.invalid' },
);

/** `host`, `host:port`, `[::1]:port`, `::1`, each with or without a path, or a whole URL. */
const endpoint = mark(
  z
    .string()
    .min(1)
    .transform(bracketAddress)
    .superRefine((value, context) => {
      const url = value.includes('://') ? value : `http://${value}`;
      const problem = findUrlProblem(url);
      if (problem === undefined) return;
      const message = URL.canParse(url)
        ? problem.message
        : 'is no address, write e.g. `10.0.0.7:8000`';
      context.addIssue({ code: 'custom', message, params: { code: problem.code } });
    }),
  { standIn: 'unset.invalid' },
);

/** A bare IPv6 address is a host without a port. */
function bracketAddress(value: string): string {
  const [host = ''] = value.split('/', 1);
  const isBare = !value.includes('://') && !host.includes('[') && host.split(':').length > 2;
  return isBare ? `[${host}]${value.slice(host.length)}` : value;
}

/** Kinds of servers. */
export const providerTypes = [
  'vllm',
  'sglang',
  'llamacpp',
  'ollama',
  'openai-compatible',
  'openai',
  'openrouter',
  'deepseek',
  'mistral',
  'groq',
  'together',
  'bedrock',
  'gemini',
  'vertex-ai',
  'azure-openai',
  'minimax',
  'anthropic',
] as const;

const backendRef = section(
  {
    name: z.string().min(1).optional().describe('Omitted: `primary`, then `backend-2` and so on'),
    endpoint: endpoint.optional().describe('Host and port of an OpenAI-compatible server'),
    base_url: baseUrl.optional().describe('Everything before `/chat/completions`'),
    protocol: z
      .string()
      .transform((name) => name.trim().toLowerCase())
      .pipe(z.enum(['http', 'https']))
      .default('http')
      .describe('Of an `endpoint` without a scheme'),
    weight: z
      .int()
      .min(0)
      .max(maxWeight)
      .default(1)
      .describe('Share of the requests; 0 takes none'),
    type: z.string().min(1).optional().describe('Label that `external_model_ids` can use'),
    provider: choice(providerTypes, { inactiveWords: ['anthropic'] })
      .optional()
      .describe('Sets how the server is called; omitted: any OpenAI-compatible one'),
    auth_header: headerName.optional(),
    auth_prefix: headerValue.optional().describe('Stands before the key; empty: the key alone'),
    extra_headers: mark(z.record(extraHeader, headerValue), { isHeaders: true }).optional(),
    dialect: inactive(choice(['openai', 'openrouter', 'deepseek', 'vllm']))
      .optional()
      .describe('How the server reads reasoning effort; omitted: told by its host'),
    api_version: z.string().min(1).optional().describe('Sent as `api-version` in the query'),
    chat_path: z
      .string()
      .regex(/^\/[^\s?#]*$/, 'is no path, start it with `/` and leave out query and fragment')
      .optional()
      .describe('Replaces the whole path'),
    api_key: mark(headerValue, { isSecret: true }).optional(),
    api_key_env: mark(variableName, { variableName: 'optional' }).optional(),
  },
  { replaced: { access_key: 'api_key' } },
).superRefine((ref, context) => {
  if (ref.endpoint !== undefined || ref.base_url !== undefined) return;
  context.addIssue({
    code: 'custom',
    message: 'has no address, add `endpoint` or `base_url`',
    params: { code: 'missing_field' },
  });
});

export type BackendRef = z.output<typeof backendRef>;

const price = z.number().min(0);

/** Per million tokens, but for what is counted otherwise. */
const pricing = section({
  currency: z.string().min(1).optional().describe('Omitted: USD'),
  prompt_per_1m: price.optional(),
  completion_per_1m: price.optional(),
  cached_input_per_1m: price.optional().describe('Omitted: like prompt tokens'),
  cache_write_per_1m: price.optional().describe('Omitted: like prompt tokens'),
  image_per_unit: inactive(price).optional().describe('Per image'),
  request_fee: inactive(price).optional().describe('Per request'),
});

const maxRetries = 5;

/** What a request can fail of and yet be tried again. */
const retryConditions = [
  'connect-failure',
  'refused-stream',
  'reset',
  '5xx',
  'gateway-error',
  'retriable-4xx',
  'retriable-status-codes',
  '429',
];

const retryOn = z.string().superRefine((value, context) => {
  const words = value.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !retryConditions.includes(word));
  if (unknown === undefined) return;
  context.addIssue({
    code: 'custom',
    message: `\`${unknown}\` is none of ${retryConditions.map((word) => `\`${word}\``).join(', ')}`,
  });
});

const reliability = section({
  lb_policy: choice(['round_robin', 'least_request'], { inactiveWords: ['least_request'] }).default(
    'round_robin',
  ),
  retry_count: inactive(z.int().min(0).max(maxRetries)).optional(),
  retry_on: inactive(retryOn).optional().describe('Conditions, with commas between them'),
  consecutive_5xx: inactive(z.int().min(0))
    .optional()
    .describe('Errors in a row after which a server rests; 0: off'),
  base_ejection_time: inactive(durationMs).optional().describe('Omitted: 30s'),
  max_ejection_percent: inactive(z.number().min(0).max(100)).optional().describe('Omitted: 50'),
  health_check_path: inactive(
    z.string().regex(/^\/[^\s]*$/, 'is no path, start it with `/`'),
  ).optional(),
  health_check_interval: inactive(durationMs).optional().describe('Omitted: 10s'),
  health_check_timeout: inactive(durationMs).optional().describe('Omitted: 2s'),
  timeout: inactive(durationMs).optional().describe('Of one attempt'),
}).superRefine(({ retry_count = 0, retry_on }, context) => {
  if (retry_count === 0 || retry_on !== undefined) return;
  context.addIssue({
    code: 'custom',
    path: ['retry_on'],
    message: 'is missing, `retry_count` needs it, e.g. `connect-failure,refused-stream`',
    params: { code: 'missing_field' },
  });
});

const onCard = (key: string) => `routing.modelCards[].${key}`;

const providerModel = section(
  {
    name: z.string().min(1).describe('A model card'),
    reasoning_family: z.string().min(1).optional(),
    provider_model_id: z.string().min(1).optional().describe('What the servers call the model'),
    external_model_ids: z
      .record(z.string().min(1), z.string().min(1))
      .optional()
      .describe('The same by `type` or `provider` of the server, or for `default`'),
    backend_refs: z.array(backendRef).max(maxBackends).default([]),
    pricing: pricing.optional(),
    reliability: reliability.optional(),
    timeouts: timeouts.optional(),
    api_format: choice(['openai', 'anthropic'], { inactiveWords: ['anthropic'] }).default('openai'),
    fallback: inactive(z.array(z.string().min(1)))
      .optional()
      .describe('Models that are asked when this one fails'),
  },
  {
    replaced: {
      access: 'backend_refs',
      endpoints: 'backend_refs',
      access_key: 'backend_refs[].api_key',
      param_size: onCard('param_size'),
      context_window_size: onCard('context_window_size'),
      description: onCard('description'),
      capabilities: onCard('capabilities'),
      loras: onCard('loras'),
      quality_score: onCard('quality_score'),
      modality: onCard('modality'),
      tags: onCard('tags'),
    },
  },
);

export type ProviderModel = z.output<typeof providerModel>;

/** How models are reached and what they cost. */
export const providers = section(
  {
    defaults: defaults.prefault({}),
    models: z.array(providerModel).max(maxModels).default([]),
  },
  {
    replaced: {
      default_model: 'providers.defaults.default_model',
      reasoning_families: 'providers.defaults.reasoning_families',
      default_reasoning_effort: 'providers.defaults.default_reasoning_effort',
      model_targets: 'providers.models[].backend_refs',
      backends: 'providers.models[].backend_refs',
      auth_profiles: 'providers.models[].backend_refs',
      external_models: 'global.model_catalog.external',
    },
  },
);

export type Providers = z.output<typeof providers>;
