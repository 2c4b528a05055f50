import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';
import { ruleFields } from '../rule-fields.ts';

/** A label or a group of labels of a knowledge base. */
export const knowledgeBaseRule = section({
  ...ruleFields,
  kb: z.string().min(1).describe('A name under `global.model_catalog.kbs`'),
  target: section({ kind: z.enum(['label', 'group']), value: z.string().min(1) }),
  match: z
    .enum(['best', 'threshold'])
    .optional()
    .describe('`best`: nothing else fits better; omitted: `threshold`'),
});
