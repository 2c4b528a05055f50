import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';
import { learnedRuleFields, ruleFields, unitInterval } from '../rule-fields.ts';

const maxLookback = 1000;

/** A user turn that repeats the turns before it. */
export const reaskRule = section({
  ...ruleFields,
  threshold: unitInterval.optional().describe('Similarity that counts as the same; omitted: 0.8'),
  lookback_turns: z
    .int()
    .min(1)
    .max(maxLookback)
    .optional()
    .describe('Turns in a row that must be alike; omitted: 1'),
  ...learnedRuleFields,
});

export type ReaskRule = z.output<typeof reaskRule>;
