import { section } from '../../lib/schema-marks.ts';
import { ruleFields } from '../rule-fields.ts';

/** Whether the answer should be checked against facts. */
export const factCheckRule = section(ruleFields);
