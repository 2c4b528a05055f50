import type { z } from 'zod';
import { choice, section } from '../../lib/schema-marks.ts';
import { learnedRuleFields, ruleFields } from '../rule-fields.ts';

const factCheckLabels = ['needs_fact_check', 'no_fact_check_needed'] as const;

/** Whether the answer should be checked against facts. */
export const factCheckRule = section({
  ...ruleFields,
  label: choice(factCheckLabels)
    .optional()
    .describe('What the rule matches; omitted: what its name ends with, else what its words say'),
  when: choice(['factual', 'asked'])
    .optional()
    .describe(
      '`factual`: the answer rests on facts; `asked`: the user asks for evidence or a check; omitted: ' +
        '`asked` where the description speaks of such requests',
    ),
  ...learnedRuleFields,
});

export type FactCheckRule = z.output<typeof factCheckRule>;
