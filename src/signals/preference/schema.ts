import { section } from '../../lib/schema-marks.ts';
import { examples, positiveShare, ruleFields } from '../rule-fields.ts';

/** A kind of request that the user prefers to be handled in one way. */
export const preferenceRule = section({
  ...ruleFields,
  examples: examples.optional(),
  threshold: positiveShare.optional(),
});
