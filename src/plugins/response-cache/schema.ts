import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';

const fraction = z.number().min(0).max(1);
const headerName = z
  .string()
  .regex(/^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/, 'is no header name, use letters, digits and `-`');

/** Old spelling -> the one that must not stand beside it. */
const oldSpellings = {
  similarity_threshold: 'semantic.similarity_threshold',
  allow_request_controls: 'request_controls.enabled',
  control_header: 'request_controls.header',
} as const;

/** Answers what was answered before. */
export const responseCachePlugin = section({
  enabled: z.boolean().optional(),
  mode: z
    .enum(['semantic', 'exact', 'exact_then_semantic'])
    .optional()
    .describe('Omitted: semantic'),
  scope: z
    .enum(['user', 'team', 'tenant', 'global'])
    .optional()
    .describe('Who shares answers; omitted: user'),
  semantic: section({
    similarity_threshold: fraction.optional().describe('Omitted: 0.8'),
  }).optional(),
  ttl_seconds: z.int().min(0).optional(),
  request_controls: section({
    enabled: z.boolean().optional(),
    header: headerName.optional().describe('Omitted: x-vsr-cache-control'),
    allowed: z.array(z.enum(['no-cache', 'no-store', 'bypass', 'max-age', 'ttl'])).optional(),
    max_ttl_seconds: z.int().min(0).optional(),
  })
    .optional()
    .describe('What clients may ask for'),
  personalized: section({
    mode: z.enum(['disabled', 'exact']).optional().describe('Omitted: disabled'),
  })
    .optional()
    .describe('Answers that use documents or memories'),
  revision: section({
    cache_epoch: z.string().optional(),
    model_revision: z.string().optional(),
    prompt_revision: z.string().optional(),
    policy_revision: z.string().optional(),
  })
    .optional()
    .describe('Another text anywhere here: nothing that is kept is used any more'),
  similarity_threshold: fraction.optional().describe('Old spelling'),
  allow_request_controls: z.boolean().optional().describe('Old spelling'),
  control_header: headerName.optional().describe('Old spelling'),
}).superRefine((settings, context) => {
  const { semantic, request_controls: controls } = settings;
  const isSaidTwice = {
    similarity_threshold: semantic?.similarity_threshold !== undefined,
    allow_request_controls: controls !== undefined,
    control_header: controls !== undefined,
  };
  for (const old of Object.keys(oldSpellings) as (keyof typeof oldSpellings)[]) {
    if (settings[old] === undefined || !isSaidTwice[old]) continue;
    const message = `is the old spelling of \`${oldSpellings[old]}\`, remove it where the new one is used`;
    context.addIssue({ code: 'custom', path: [old], message });
  }
});
