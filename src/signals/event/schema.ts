import { z } from 'zod';
import { section, text } from '../../lib/schema-marks.ts';
import { ruleFields } from '../rule-fields.ts';

const maxWords = 1000;

const words = text(z.array(z.string().min(1)).max(maxWords));

const severity = z
  .string()
  .transform((word) => word.trim().toLowerCase())
  .pipe(z.enum(['critical', 'high', 'medium', 'low']));

/** Prompts that report an event; one criterion is enough. */
export const eventRule = section({
  ...ruleFields,
  event_types: words.optional(),
  severities: z.array(severity).max(maxWords).optional(),
  action_codes: words.optional(),
  temporal: z.boolean().optional().describe('Words of urgency count'),
}).refine(
  ({ event_types = [], severities = [], action_codes = [], temporal = false }) =>
    event_types.length + severities.length + action_codes.length > 0 || temporal,
  'has no criterion and never matches, add `event_types`, `severities` or `action_codes`',
);
