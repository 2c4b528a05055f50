import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';

const amount = z.int().min(0);

const tokens = z.union([amount, z.literal('auto')], {
  error: 'must be a whole number from 0, or `auto`',
});

const budget = section({
  trigger_tokens: tokens.optional(),
  target_tokens: tokens.optional(),
  reserve_output_tokens: tokens.optional(),
}).superRefine(({ trigger_tokens: trigger, target_tokens: target }, context) => {
  if (typeof trigger !== 'number' || typeof target !== 'number' || target < trigger) return;
  const message = `must be below \`trigger_tokens\`, which is ${trigger}`;
  context.addIssue({ code: 'custom', path: ['target_tokens'], message });
});

interface TokenDefaults {
  readonly min?: number;
  readonly target?: number;
}

function target(defaults: TokenDefaults = {}) {
  return section({
    mode: z.enum(['preserve', 'extractive', 'recoverable']).optional(),
    min_tokens: amount.optional().describe('Smaller ones stay as they are'),
    target_tokens: amount.optional(),
  }).superRefine((settings, context) => {
    if (settings.min_tokens === undefined && settings.target_tokens === undefined) return;
    const min = settings.min_tokens ?? defaults.min;
    const size = settings.target_tokens ?? defaults.target;
    if (min === undefined || size === undefined || size < min) return;
    const message = `must be below \`min_tokens\`, which is ${min}`;
    context.addIssue({ code: 'custom', path: ['target_tokens'], message });
  });
}

const scoring = section({
  method: z.enum(['bm25', 'embedding', 'hybrid']).optional().describe('Omitted: bm25'),
  embedding_model_ref: z.string().optional(),
}).superRefine(({ method = 'bm25', embedding_model_ref = '' }, context) => {
  if (method === 'bm25' || embedding_model_ref !== '') return;
  const message = `is missing, \`method: ${method}\` needs it`;
  const params = { code: 'missing_field' };
  context.addIssue({ code: 'custom', path: ['embedding_model_ref'], message, params });
});

/** Shortens long tool results and histories before models see them. */
export const contextCompressionPlugin = section({
  enabled: z.boolean().optional(),
  mode: z.enum(['auto', 'always']).optional().describe('Omitted: auto'),
  budget: budget.optional(),
  targets: section({
    tool_outputs: target({ min: 2000, target: 1000 })
      .optional()
      .describe('Omitted: extractive, from 2000 tokens to 1000'),
    history: target().optional().describe('Omitted: preserve'),
    rag: target().optional().describe('Omitted: preserve'),
    memory: target().optional().describe('Omitted: preserve'),
  }).optional(),
  scoring: scoring.optional(),
  recovery: section({
    enabled: z.boolean().optional(),
    store: z.enum(['redis', 'valkey', 'response_cache']).optional(),
    ttl_seconds: amount.optional().describe('Omitted: 900'),
    max_bytes_per_request: amount.optional(),
    max_total_bytes: amount.optional(),
    max_retrievals: amount.optional().describe('Omitted: 8'),
  })
    .optional()
    .describe('Lets models ask for what was left out'),
  request_controls: section({
    enabled: z.boolean().optional(),
    header: z
      .string()
      .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'is no header name, use letters, digits and `-`')
      .optional()
      .describe('Omitted: x-vsr-compression-control'),
    allowed: z.array(z.enum(['bypass', 'target'])).optional(),
    max_target_tokens: amount.optional(),
  })
    .optional()
    .describe('What clients may ask for'),
  failure_mode: z.enum(['fail_open', 'fail_closed']).optional().describe('Omitted: fail_open'),
});
