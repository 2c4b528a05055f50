import { NATIONAL_RECOGNISERS } from './national-id.ts';
import {
  before,
  behindWords,
  type Candidate,
  contextPattern,
  digitsOf,
  type Recogniser,
} from './recogniser.ts';

const SSN_CONTEXT = contextPattern(
  ['ssn', 'ssns', 'social security', 'soc sec', 'social', 'seguro social', 'ss#', 'itin'],
  36,
);

/** Area, group and serial as the Social Security Administration hands them out. */
function proveSsn(candidate: Candidate): number {
  const digits = digitsOf(candidate.value);
  if (/^(?:000|666|9)|^...00|0000$/.test(digits)) return 0;
  // Two numbers printed in advertisements; neither belongs to anybody.
  if (digits === '078051120' || digits === '219099999') return 0;
  if (SSN_CONTEXT.test(before(candidate))) return 0.99;
  if (/^\d+$/.test(candidate.value)) return 0;
  return candidate.value.includes(' ') ? 0.6 : 0.92;
}

/** Letters and digits, as documents are numbered, with at least `digits` digits. */
function proveNumber(minDigits: number, confidence: number) {
  return ({ value }: Candidate): number => (digitsOf(value).length >= minDigits ? confidence : 0);
}

const END = '(?![\\p{L}\\p{N}]|-\\d)';

/** Documents and files that carry a person's number. */
export const IDENTITY_RECOGNISERS: readonly Recogniser[] = [
  {
    type: 'US_SSN',
    needs: /\d{2}/,
    pattern:
      /(?<![\w.+-])(?<!\d )(?:\d{3}[-\u2010-\u2015]\d{2}[-\u2010-\u2015]\d{4}|\d{3} \d{2} \d{4}|\d{9})(?![\w]|[.-]\d| \d)/g,
    prove: proveSsn,
  },
  ...NATIONAL_RECOGNISERS,
  {
    type: 'NATIONAL_ID',
    pattern: behindWords(
      [
        ...['national id(?:entity)?(?: card)?', 'identity card', 'id card', 'personalausweis'],
        ...[
          'personalausweisnummer',
          "carte d['’]identité",
          'documento de identidad',
          'dni',
          'cédula',
        ],
        ...['aadhaar', 'national insurance', "carta d['’]identità", 'government id'],
      ],
      `(?:[A-Z]{2}(?: \\d\\d){3} [A-Z]|\\d{4}[ -]\\d{4}[ -]\\d{4}|\\d{3}\\.\\d{3}\\.\\d{3}-\\d{2}|[A-Z]{0,3}[\\d][A-Z\\d-]{5,14})${END}`,
    ),
    prove: proveNumber(5, 0.85),
  },
  {
    type: 'PASSPORT',
    pattern: behindWords(
      [
        ...['passport', 'passports', 'passport-?(?:no|nr)', 'pasaporte', 'passeport', 'reisepass'],
        ...['reisepassnummer', 'passnummer', 'passaporto', 'passaporte', 'paspoort', 'paszport'],
      ],
      `(?=[A-Z]{0,3}\\d|[A-Z]\\d|[A-Z]{2})[A-Z\\d]{6,10}${END}`,
    ),
    prove: ({ value }) =>
      digitsOf(value).length >= 6 || (/\d{2}/.test(value) && !/[a-z]/.test(value)) ? 0.93 : 0,
  },
  {
    type: 'US_DRIVER_LICENSE',
    pattern: behindWords(
      [
        ...["driver['’]?s?['’]? licen[sc]e", 'driving licen[sc]e', 'dl', 'dln', 'dl#', 'dmv'],
        ...['führerschein', 'führerscheinnummer', 'permis de conduire', 'licencia de conducir'],
        ...['carnet de conducir', 'permiso de conducir', 'patente di guida', 'rijbewijs'],
      ],
      `(?:[A-Z]{1,3}[\\dA-Z]?\\d{2,4}(?:[ -]?\\d{1,6}){1,5}[A-Z]?|[A-Z]?\\d{5,14}[A-Z]?\\d?|\\d{3}-\\d{2}-\\d{4}[A-Z]?)${END}`,
    ),
    prove: proveNumber(5, 0.95),
  },
  {
    type: 'MEDICAL_RECORD',
    pattern: behindWords(
      [
        ...['mrn', 'medical records?', 'patient id', 'patient number', 'patient no', 'chart'],
        ...['insurance file', 'health record', 'health insurance', 'nhs', 'medicare', 'npi'],
        ...['patientennummer', 'krankenakte', 'versichertennummer', 'dossier médical'],
        ...['historia clínica', 'número de paciente', 'hospital number', 'insurance'],
      ],
      `(?:[A-Z]{1,4}-?)?\\d(?:[ -]?\\d){5,11}(?:-?[A-Z]\\d{0,2})?${END}`,
    ),
    prove: proveNumber(6, 0.96),
  },
];
