import { z } from 'zod';
import { choice, section } from '../../lib/schema-marks.ts';
import { examples, learnedRuleFields, positiveShare, ruleFields } from '../rule-fields.ts';

/** Prompts that try to get around the rules of a model. */
export const jailbreakRule = section({
  ...ruleFields,
  ...learnedRuleFields,
  method: z
    .enum(['classifier', 'contrastive', 'hybrid'])
    .optional()
    .describe('Omitted: `classifier`; the others compare with patterns'),
  threshold: positiveShare
    .optional()
    .describe(
      'Omitted: that of `prompt_guard`; for `contrastive` 0.1, or 0.75 without `benign_patterns`',
    ),
  scope: z
    .array(choice(['user', 'history', 'tool_results', 'documents']))
    .min(1)
    .optional()
    .describe('Texts that are read; omitted: user'),
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
