import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';

/** Checks answers for what a jailbreak brought about. */
export const responseJailbreakPlugin = section({
  enabled: z.boolean().optional(),
  threshold: z.number().min(0).max(1).optional().describe('Omitted: that of the prompt guard'),
  action: z.enum(['header', 'block', 'none']).optional().describe('Omitted: header'),
});
