/** The entity types a `pii` rule can name, shared by the recognisers and the tagger. @public */
export const PII_TYPES = [
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

export type PiiType = (typeof PII_TYPES)[number];

/** One personal datum: offsets are UTF-16 code units of the original text, end exclusive. */
export interface PiiEntity {
  readonly type: PiiType;
  readonly start: number;
  readonly end: number;
  /** 0..1. */
  readonly confidence: number;
  readonly source: 'pattern' | 'tagger';
}
