import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';
import { learnedRuleFields, ruleFields } from '../rule-fields.ts';

/** Whether text, an image or both are asked for. */
export const modalityRule = section({
  ...ruleFields,
  name: z.enum(['AR', 'DIFFUSION', 'BOTH']).describe('Text, image or both'),
  ...learnedRuleFields,
});

export type ModalityRule = z.output<typeof modalityRule>;
