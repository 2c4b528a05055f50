import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';
import { examples, positiveShare, ruleFields } from '../rule-fields.ts';

/** Prompts that try to get around the rules of a model. */
export const jailbreakRule = section({
  ...ruleFields,
  method: z
    .enum(['classifier', 'contrastive', 'hybrid'])
    .optional()
    .describe('Omitted: `classifier`; the others compare with patterns'),
  threshold: positiveShare.optional(),
  include_history: z.boolean().optional().describe('Earlier messages are read too'),
  jailbreak_patterns: examples.optional(),
  benign_patterns: examples.optional(),
}).superRefine(({ method, jailbreak_patterns = [] }, context) => {
  if (method === undefined || method === 'classifier' || jailbreak_patterns.length > 0) return;
  context.addIssue({
    code: 'custom',
    path: ['method'],
    message: `\`${method}\` compares with patterns, add \`jailbreak_patterns\``,
  });
});
