import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';
import { learnedRuleFields, ruleFields, unitInterval } from '../rule-fields.ts';

/** A label or a group of labels of a knowledge base. */
export const knowledgeBaseRule = section({
  ...ruleFields,
  ...learnedRuleFields,
  kb: z.string().min(1).describe('A name under `global.model_catalog.kbs`'),
  target: section({ kind: z.enum(['label', 'group']), value: z.string().min(1) }),
  match: z
    .enum(['best', 'threshold'])
    .optional()
    .describe('`best`: nothing else fits better; omitted: `threshold`'),
  min_score: unitInterval
    .optional()
    .describe(
      'Score that the label or group needs besides; something is always best, also of noise',
    ),
  min_margin: unitInterval
    .optional()
    .describe('Lead of its score that it needs over the next label, or over the next group'),
});

export type KnowledgeBaseRule = z.output<typeof knowledgeBaseRule>;
