import { z } from 'zod';
import { section, text } from '../../lib/schema-marks.ts';
import { ruleFields } from '../rule-fields.ts';

const maxWords = 1000;

const words = text(z.array(z.string().min(1)).max(maxWords));

/** Severities from the worst to the least. */
export const severityLevels = ['critical', 'high', 'medium', 'low'] as const;

const severity = z
  .string()
  .transform((word) => word.trim().toLowerCase())
  .pipe(z.enum(severityLevels));

/** Prompts that report an event. */
export const eventRule = section({
  ...ruleFields,
  event_types: words.optional(),
  severities: z
    .array(severity)
    .max(maxWords)
    .optional()
    .describe('A field such as `severity: high` or `level=error` counts before prose'),
  action_codes: words.optional(),
  temporal: z.boolean().optional().describe('Words of urgency count'),
  operator: z
    .enum(['any', 'all'])
    .optional()
    .describe('How many of the criteria must be met; omitted: any'),
}).refine(
  ({ event_types = [], severities = [], action_codes = [], temporal = false }) =>
    event_types.length + severities.length + action_codes.length > 0 || temporal,
  'has no criterion and never matches, add `event_types`, `severities` or `action_codes`',
);

export type EventRule = z.output<typeof eventRule>;
