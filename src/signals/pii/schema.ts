import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';
import { positiveShare, ruleFields } from '../rule-fields.ts';

/** Personal data that a rule can allow. */
const piiTypes = [
  'AGE',
  'CREDIT_CARD',
  'DATE_TIME',
  'DOMAIN_NAME',
  'EMAIL_ADDRESS',
  'GPE',
  'IBAN_CODE',
  'IP_ADDRESS',
  'NO_PII',
  'NRP',
  'ORGANIZATION',
  'PERSON',
  'PHONE_NUMBER',
  'STREET_ADDRESS',
  'US_DRIVER_LICENSE',
  'US_SSN',
  'ZIP_CODE',
] as const;

const types = z.array(z.enum(piiTypes)).max(piiTypes.length);

/** Personal data in the prompt that is not allowed. */
export const piiRule = section({
  ...ruleFields,
  threshold: positiveShare.optional(),
  pii_types_allowed: types.optional(),
  pii_types_denied: types.optional().describe('Wins over what is allowed'),
  include_history: z.boolean().optional().describe('Earlier messages are read too'),
});
