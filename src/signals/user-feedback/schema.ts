import { section } from '../../lib/schema-marks.ts';
import { ruleFields } from '../rule-fields.ts';

/** What the user says about the last answer. */
export const userFeedbackRule = section(ruleFields);
