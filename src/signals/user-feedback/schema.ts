import type { z } from 'zod';
import { choice, section } from '../../lib/schema-marks.ts';
import { learnedRuleFields, ruleFields } from '../rule-fields.ts';

const feedbackLabels = [
  'satisfied',
  'need_clarification',
  'wrong_answer',
  'want_different',
] as const;

/** What the user says about the last answer. */
export const userFeedbackRule = section({
  ...ruleFields,
  label: choice(feedbackLabels)
    .optional()
    .describe('What the rule matches; omitted: what its name ends with, else what its words say'),
  ...learnedRuleFields,
});

export type UserFeedbackRule = z.output<typeof userFeedbackRule>;
