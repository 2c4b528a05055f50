import type { CountryCode, PhoneNumber } from 'libphonenumber-js/min';
import {
  before,
  type Candidate,
  contextPattern,
  digitsOf,
  type Found,
  type Recogniser,
} from './recogniser.ts';

/** Reads a number written for the country, or in international form. */
export type ParsePhone = (value: string, country: CountryCode) => PhoneNumber | undefined;

/** Words that announce a telephone number and nothing else. */
const PHONE_CONTEXT = contextPattern(
  [
    ...[
      'phones?',
      'phone numbers?',
      'tel',
      'telephone',
      'mobile',
      'cell',
      'cellphone',
      'fax',
      'whatsapp',
    ],
    ...['telegram', 'sms', 'hotline', 'landline', 'voicemail', 'viber', 'mob', 'ph', 'dial'],
    ...['téléphone', 'telephone', 'portable', 'fixe', 'mon numéro', 'joindre au', 'appelez'],
    ...[
      'teléfono',
      'telefono',
      'móvil',
      'celular',
      'mi número',
      'my number',
      'meu número',
      'meine nummer',
      'mijn nummer',
      'mio numero',
      'llám[ae]me',
      'llamar',
    ],
    ...['telefon', 'telefonnummer', 'handy', 'handynummer', 'mobilnummer', 'rufnummer', 'mobil'],
    ...['rückruf', 'telefone', 'celular', 'cellulare', 'telefoon', 'telefoonnummer', 'puhelin'],
    ...['телефон', 'тел', '電話', '电话'],
  ],
  24,
);
/** Words that come before other numbers too. */
const CALL_CONTEXT = contextPattern(
  [
    ...[
      'call',
      'called',
      'calling',
      'text',
      'ring',
      'reach',
      'contact',
      'contacts',
      'ping me',
      'dial',
    ],
    ...['my number', 'number is', 'numbers?', 'numéro', 'nummer', 'número', 'anrufen', 'appeler'],
    ...['add', 'reach me', 'me at', 'us at', 'him at', 'her at', 'them at', 'anruf', 'llame'],
  ],
  24,
);
const OTHER_NUMBER =
  /\b(?:order|invoice|tracking|parcel|ticket|reference|ref|serial|isbn|ean|upc|port|row|line|page|id|account|acct|konto|cuenta|compte|passport|licen[sc]e|version|commit|mrn|ssn|card|iban|zip|model|part|sku|case|function|equation|bytes|timestamp|epoch|nhs|patient|member|policy|customer|insurance|medicare|routing|national|tax|employee|student|imei|gtin|\$|€|£)\b[^\n\d]{0,14}$/i;

const HAN_PHONE = /(?:电话|電話|手机|手機|联系|聯絡|致电|拨打|号码)[^\n\d]{0,8}$/;
const HAN_OTHER_NUMBER =
  /(?:单号|單號|編號|编号|序列号|账号|帐号|卡号|学号|工号|金额)[^\n\d]{0,4}$/;

const NANP = /^(?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}(?:\D{1,7}\d{1,6})?$/;
/** Trunk zero, then at least two groups. */
const TRUNK = /^\(?0\d{1,5}\)?[ ./-]\d{1,8}(?:[ ./-]\d{1,8}){0,4}$/;
const DATE_LIKE =
  /^(?:\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.](?:\d{4}|\d{2}))(?![\d./-])/;
const ZIP_LIKE = /^\d{5}-\d{4}$/;
const DECIMAL_LIKE = /^\d+\.\d+$|^\d{1,3}(?:[.,]\d{3})+$/;

/** Countries whose national forms are tried, the most frequent first. */
const NATIONAL: readonly CountryCode[] = [
  'US',
  'GB',
  'FR',
  'DE',
  'ES',
  'IT',
  'IN',
  'BR',
  'NL',
  'AU',
];
const TRUNK_COUNTRIES: readonly CountryCode[] = ['GB', 'FR', 'DE', 'IT', 'NL', 'AU', 'SE', 'CH'];

/** A full North American number, then a space and a short number that belongs to the next thing. */
const NANP_AND_MORE = /^((?:\+?1[ .-]?)?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[ .-]\d{4}) \d{1,5}$/;

function provePhone(whole: Candidate, parse: ParsePhone): Found | undefined {
  const value = NANP_AND_MORE.exec(whole.value)?.[1] ?? whole.value;
  const { text, start } = whole;
  const end = start + value.length;
  const confidence = rankPhone({ text, value, start, end }, parse);
  return { start, end, confidence };
}

function rankPhone(candidate: Candidate, parse: ParsePhone): number {
  const { value } = candidate;
  const digits = digitsOf(value.replace(/(?:x|ext|extension|durchwahl).*$/i, ''));
  if (digits.length < 7 || digits.length > 15 || /^(\d)\1+$/.test(digits)) return 0;
  const words = before(candidate);
  if (value.startsWith('+') || value.startsWith('00')) {
    const international = value.replace(/^(?:00|\+ ?)/, '+');
    const number = parse(international, 'US');
    if (number?.isValid()) return 0.98;
    if (PHONE_CONTEXT.test(words)) return 0.95;
    if (value.startsWith('+')) return digits.length >= 9 ? 0.85 : 0;
    return /^00[1-9]\d{0,2}[ ./-]/.test(value) && number?.isPossible() ? 0.8 : 0;
  }
  if (DATE_LIKE.test(value) || DECIMAL_LIKE.test(value)) return 0;
  if (PHONE_CONTEXT.test(words)) return 0.96;
  if (ZIP_LIKE.test(value)) return 0;
  if (OTHER_NUMBER.test(words)) return 0;
  const isCalled = CALL_CONTEXT.test(words);
  if (NANP.test(value)) {
    if (parse(value, 'US')?.isValid()) return isCalled ? 0.95 : 0.85;
    if (isCalled) return 0.85;
    return /[-(.]/.test(value) ? 0.7 : 0;
  }
  if (digits.length < 9) return 0;
  if (TRUNK.test(value) && TRUNK_COUNTRIES.some((country) => parse(value, country)?.isValid())) {
    return isCalled ? 0.95 : 0.75;
  }
  if (!isCalled) return 0;
  return NATIONAL.some((country) => parse(value, country)?.isValid()) ? 0.85 : 0;
}

const SEPARATOR = '[ \\u00a0.()/\\u2010-\\u2015-]';

/** Ways to reach somebody; telephone numbers are proved by the numbering plans in `parse`. */
export function contactRecognisers(parse: ParsePhone): readonly Recogniser[] {
  return [
    {
      type: 'EMAIL_ADDRESS',
      needs: /@/,
      pattern:
        /(?<![\p{L}\p{N}._%+@-])[\p{L}\p{N}_%+][\p{L}\p{N}._%+'-]{0,63}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,62})\.){1,8}\p{L}{2,24}(?![\p{L}\p{N}@])/gu,
      prove: (candidate) => {
        if (candidate.value.startsWith('git@') || /\.(?:png|jpe?g|js|css)$/.test(candidate.value)) {
          return 0;
        }
        // The user part of a URL is a login, not a mailbox.
        return /:\/\/[^\s/]{0,64}$/.test(before(candidate, 72)) ? 0 : 0.99;
      },
    },
    {
      type: 'PHONE_NUMBER',
      needs: /\d/,
      pattern: new RegExp(
        `(?<![\\p{L}\\p{N}_.,+/:=#$€£-]|\\d )(?<![A-Za-z\\d]\\()(?:\\+ ?|\\(\\+?|00)?\\d(?:${SEPARATOR}{0,3}\\d){6,17}(?:,? {0,2}(?:x|ext\\.?|extension|Durchwahl) {0,2}\\d{1,6})?(?![\\p{L}\\p{N}_]|[.,:/-]\\d)`,
        'gu',
      ),
      prove: (candidate) => provePhone(candidate, parse),
    },
    {
      // Chinese has no spaces around numbers.
      type: 'PHONE_NUMBER',
      needs: /\p{Script=Han}/u,
      pattern: /(?<![\dA-Za-z_.,+/:=#-])1[3-9]\d{9}(?![\dA-Za-z_]|[.,:-]\d)/g,
      prove: (candidate) => {
        const words = before(candidate, 16);
        if (HAN_OTHER_NUMBER.test(words) || !parse(candidate.value, 'CN')?.isValid()) return 0;
        return HAN_PHONE.test(words) ? 0.96 : 0.75;
      },
    },
  ];
}
