import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';
import { learnedRuleFields, positiveShare, ruleFields } from '../rule-fields.ts';

/** Types that rules can name: those of the built-in finder, and one that other models give to the rest. */
export const piiRuleTypes = [
  'AGE',
  'API_KEY',
  'BANK_ACCOUNT',
  'CREDIT_CARD',
  'CRYPTO_ADDRESS',
  'DATE_TIME',
  'DOMAIN_NAME',
  'EMAIL_ADDRESS',
  'GPE',
  'IBAN_CODE',
  'IP_ADDRESS',
  'LICENSE_PLATE',
  'MAC_ADDRESS',
  'MEDICAL_RECORD',
  'NATIONAL_ID',
  'NO_PII',
  'NRP',
  'ORGANIZATION',
  'PASSPORT',
  'PASSWORD',
  'PERSON',
  'PHONE_NUMBER',
  'STREET_ADDRESS',
  'SWIFT_CODE',
  'TITLE',
  'URL',
  'USERNAME',
  'US_DRIVER_LICENSE',
  'US_SSN',
  'ZIP_CODE',
] as const;

const type = z.enum(piiRuleTypes);
const types = z.array(type).max(piiRuleTypes.length);

/** Personal data in the prompt that is not allowed. */
export const piiRule = section({
  ...ruleFields,
  ...learnedRuleFields,
  threshold: positiveShare
    .optional()
    .describe('Confidence from which an entity counts; omitted: 0.7'),
  type_thresholds: z
    .partialRecord(type, positiveShare)
    .optional()
    .describe('Of single types, in place of `threshold`'),
  pii_types_allowed: types.optional(),
  pii_types_denied: types
    .optional()
    .describe(
      'Wins over what is allowed. Types that identify nobody (AGE, DATE_TIME, DOMAIN_NAME, GPE, NRP, ORGANIZATION, TITLE, URL, ZIP_CODE) count alone only when they stand here or in `type_thresholds`, otherwise beside a type that does',
    ),
  include_history: z.boolean().optional().describe('Earlier messages are read too'),
});
