import type { z } from 'zod';
import { choice, section } from '../../lib/schema-marks.ts';
import { examples, learnedRuleFields, positiveShare, ruleFields } from '../rule-fields.ts';

/** A kind of request that the user prefers to be handled in one way. */
export const preferenceRule = section({
  ...ruleFields,
  examples: examples.optional(),
  threshold: positiveShare.optional().describe('Similarity to match from; omitted: 0.7'),
  mode: choice(['best', 'all'])
    .optional()
    .describe('`best`: only the preference that fits best matches; omitted: best'),
  ...learnedRuleFields,
});

export type PreferenceRule = z.output<typeof preferenceRule>;
