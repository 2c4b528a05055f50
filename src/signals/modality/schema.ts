import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';
import { ruleFields } from '../rule-fields.ts';

/** Whether text, an image or both are asked for. */
export const modalityRule = section({
  ...ruleFields,
  name: z.enum(['AR', 'DIFFUSION', 'BOTH']).describe('Text, image or both'),
});
