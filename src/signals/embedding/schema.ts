import { z } from 'zod';
import { choice, section, text } from '../../lib/schema-marks.ts';
import { learnedRuleFields } from '../rule-fields.ts';

const maxCandidates = 1000;
const maxCandidateCharacters = 8192;

const candidate = z
  .string()
  .max(maxCandidateCharacters)
  .refine((value) => value.trim() !== '', 'is blank, write an example or remove it');

/** Example utterances; matches prompts that mean something similar. */
export const embeddingRule = section({
  name: z.string().min(1),
  ...learnedRuleFields,
  description: text(z.string()).optional(),
  threshold: z.number().gt(0).max(1).describe('Similarity from which the rule matches'),
  strict: z.boolean().optional().describe('On: no soft match below the threshold'),
  candidates: text(z.array(candidate).min(1).max(maxCandidates)),
  exclude_candidates: text(z.array(candidate).max(maxCandidates))
    .optional()
    .describe('Examples of what the rule must not be taken for'),
  aggregation_method: z
    .enum(['max', 'mean', 'any'])
    .default('max')
    .describe('`max`: the nearest examples; `mean`: all of them; `any`: the nearest one alone'),
  query_modality: choice(['text', 'image', 'audio'], { inactiveWords: ['image', 'audio'] }).default(
    'text',
  ),
});

export type EmbeddingRule = z.output<typeof embeddingRule>;
