import { z } from 'zod';
import { inactive, section, text } from '../../lib/schema-marks.ts';
import { examples, learnedRuleFields, positiveShare } from '../rule-fields.ts';

/** The subjects that the domain classifier tells apart. */
export const domainCategories = [
  'biology',
  'business',
  'chemistry',
  'computer science',
  'economics',
  'engineering',
  'health',
  'history',
  'law',
  'math',
  'other',
  'philosophy',
  'physics',
  'psychology',
] as const;

const category = z
  .string()
  .transform((value) => value.trim().toLowerCase().replaceAll('_', ' '))
  .pipe(z.enum(domainCategories));

const modelScore = section({
  model: z.string().min(1),
  score: z.number().min(0).max(1).optional(),
  use_reasoning: z.boolean().optional(),
});

/** A name for one or several subjects. */
export const domainRule = section({
  name: z.string().min(1),
  description: text(z.string()).optional(),
  mmlu_categories: z
    .array(category)
    .default([])
    .describe('Subjects that count as this domain; empty: the one that is called like it'),
  min_probability: positiveShare
    .optional()
    .describe('Matches from here, beside others; omitted: `threshold` of the module'),
  examples: examples
    .optional()
    .describe('Prompts of a domain that is none of the subjects, compared by meaning'),
  ...learnedRuleFields,
  model_scores: inactive(z.array(modelScore)).optional().describe('How well models do on it'),
});

export type DomainRule = z.output<typeof domainRule>;
