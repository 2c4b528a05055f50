import { z } from 'zod';
import { inactive, section, text } from '../../lib/schema-marks.ts';
import { examples, learnedRuleFields, ruleFields, unitInterval } from '../rule-fields.ts';
import { ruleTree } from '../rule-tree.ts';

const anchors = section({
  candidates: examples.optional(),
  image_candidates: inactive(text(z.array(z.string().min(1)).max(1000))).optional(),
}).refine(
  ({ candidates = [], image_candidates = [] }) => candidates.length + image_candidates.length > 0,
  'has no examples, add `candidates`',
);

/** How hard a prompt is, between examples of hard and of easy ones. */
export const complexityRule = section({
  ...ruleFields,
  ...learnedRuleFields,
  name: z
    .string()
    .min(1)
    .refine((name) => !name.includes(':'), 'must not contain `:`, which sets off the level'),
  threshold: unitInterval.default(0.1).describe('Margin beyond which a prompt is hard or easy'),
  hard: anchors,
  easy: anchors,
  composer: ruleTree.optional().describe('The level counts only where this holds too'),
});

export type ComplexityRule = z.output<typeof complexityRule>;
