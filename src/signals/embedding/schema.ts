import { z } from 'zod';
import { choice, section, text } from '../../lib/schema-marks.ts';

const maxCandidates = 1000;
const maxCandidateCharacters = 8192;

const candidate = z
  .string()
  .max(maxCandidateCharacters)
  .refine((value) => value.trim() !== '', 'is blank, write an example or remove it');

/** Example utterances; matches prompts that mean something similar. */
export const embeddingRule = section({
  name: z.string().min(1),
  description: text(z.string()).optional(),
  threshold: z.number().gt(0).max(1).describe('Similarity from which the rule matches'),
  candidates: text(z.array(candidate).min(1).max(maxCandidates)),
  aggregation_method: z
    .enum(['max', 'mean', 'any'])
    .default('max')
    .describe('`max`: the nearest examples; `mean`: all of them; `any`: the nearest one alone'),
  query_modality: choice(['text', 'image', 'audio'], { inactiveWords: ['image', 'audio'] }).default(
    'text',
  ),
});

export type EmbeddingRule = z.output<typeof embeddingRule>;
