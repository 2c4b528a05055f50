import { isIbanSum, isLuhn } from './checksums.ts';
import {
  after,
  before,
  behindWords,
  type Candidate,
  contextPattern,
  digitsOf,
  type Found,
  type Recogniser,
} from './recogniser.ts';

const CARD_CONTEXT = contextPattern(
  [
    ...['card', 'credit', 'debit', 'visa', 'mastercard', 'amex', 'american express', 'maestro'],
    ...[
      'cc',
      'pan',
      'tarjeta',
      'carte',
      'karte',
      'kreditkarte',
      'kaart',
      'carta',
      'cartão',
      'charge',
    ],
  ],
  32,
);
const NO_CARD_CONTEXT =
  /\b(?:order|invoice|tracking|parcel|ticket|reference|ref|serial|isbn|ean|upc|gtin|imei|timestamp|commit|account|build|version|bestellung|bestellnummer|rechnung|pedido|factura|commande|facture)\b[^\n\d]{0,16}$/i;
const CARD_GROUPS = /^(?:4 4 4 4(?: [123])?|4 6 [45]|4 3 3 3|4 4 5)$/;

/** Issuer ranges with the lengths they hand out; Maestro is left to the context rule below. */
function isIssued(digits: string): boolean {
  const four = Number(digits.slice(0, 4));
  const length = digits.length;
  const starts = (from: number, to: number) => four >= from && four <= to;
  if (starts(4000, 4999)) return length === 16 || length === 13 || length === 19;
  if (starts(5100, 5599) || starts(2221, 2720) || starts(2200, 2204)) return length === 16;
  if (starts(3400, 3499) || starts(3700, 3799)) return length === 15;
  if (starts(3000, 3059) || starts(3600, 3699) || starts(3800, 3999)) {
    return length === 14 || length === 16 || length === 19;
  }
  if (starts(3528, 3589)) return length >= 16;
  return (
    (starts(6011, 6011) || starts(6200, 6299) || starts(6440, 6599) || starts(8100, 8171)) &&
    length >= 16
  );
}

/** Beside a word about cards also issuers whose ranges are loosely kept: JCB, Maestro. */
function isIssuedLoosely(digits: string): boolean {
  if (/^35/.test(digits)) return digits.length >= 16;
  return /^(?:50|5[6-9]|6)/.test(digits) && digits.length >= 12;
}

function rankCard(candidate: Candidate): number {
  const digits = digitsOf(candidate.value);
  if (!isLuhn(digits) || /^(\d)\1+$/.test(digits)) return 0;
  const words = before(candidate);
  const hasContext = CARD_CONTEXT.test(words);
  if (!isIssued(digits)) return hasContext && isIssuedLoosely(digits) ? 0.9 : 0;
  if (hasContext) return 0.99;
  const groups = candidate.value.split(/[^\d]/);
  if (groups.length > 1) {
    return CARD_GROUPS.test(groups.map((group) => group.length).join(' ')) ? 0.99 : 0;
  }
  // One bare number in ten passes Luhn, so a number with another name is that other thing.
  if (digits.length === 13 || NO_CARD_CONTEXT.test(words)) return 0;
  return 0.9;
}

/** Adds groups of digits to the first one as long as a card may go on; the longest card wins. */
function proveCard({ text, start, end }: Candidate): Found | undefined {
  let best: Found | undefined;
  let count = 0;
  for (let at = start, group = end; ; ) {
    count += group - at;
    if (count > 19) return best;
    if (count >= 12 && !/^[.-]\d/.test(text.slice(group, group + 2))) {
      const value = text.slice(start, group);
      const confidence = rankCard({ text, value, start, end: group });
      if (confidence > 0) best = { start, end: group, confidence };
    }
    const next = /^[ \u00a0\u2010-\u2015-](\d{1,19})(?!\w)/.exec(
      text.slice(group, group + 21),
    )?.[1];
    if (next === undefined) return best;
    at = group + 1;
    group = at + next.length;
  }
}

/** Length of an IBAN by country, from the SWIFT registry. */
const IBAN_LENGTHS: ReadonlyMap<string, number> = new Map(
  (
    'AD24 AE23 AL28 AT20 AZ28 BA20 BE16 BG22 BH22 BI27 BR29 BY28 CH21 CR22 CY28 CZ24 DE22 DJ27 DK18 ' +
    'DO28 EE20 EG29 ES24 FI18 FK18 FO18 FR27 GB22 GE22 GI23 GL18 GR27 GT28 HN28 HR21 HU28 IE22 IL23 ' +
    'IQ23 IS26 IT27 JO30 KW30 KZ20 LB28 LC32 LI21 LT20 LU20 LV21 LY25 MC27 MD24 ME22 MK19 MN20 MR27 ' +
    'MT31 MU30 NI28 NL18 NO15 OM23 PK24 PL28 PS29 PT25 QA29 RO24 RS22 RU33 SA24 SC31 SD18 SE24 SI19 ' +
    'SK24 SM27 SO23 ST25 SV28 TL23 TN24 TR26 UA29 VA22 VG24 XK20 YE30'
  )
    .split(' ')
    .map((entry) => [entry.slice(0, 2), Number(entry.slice(2))]),
);

/** The country says how many characters follow; words behind the number stay outside. */
function proveIban(candidate: Candidate): Found | undefined {
  const { text, start } = candidate;
  const length = IBAN_LENGTHS.get(candidate.value.slice(0, 2).toUpperCase());
  if (length === undefined) return undefined;
  let iban = '';
  let at = start;
  for (; iban.length < length; at++) {
    const sign = text[at] ?? '';
    if (/[A-Za-z0-9]/.test(sign)) iban += sign;
    else if (!/[ \u00a0-]/.test(sign) || !/[A-Za-z0-9]/.test(text[at - 1] ?? '')) return undefined;
  }
  if (/[A-Za-z0-9]/.test(text[at] ?? '')) return undefined;
  if (!isIbanSum(iban.toUpperCase())) return undefined;
  return { start, end: at, confidence: 1 };
}

const BIC_COUNTRIES =
  /^.{4}(?:A[DEFGILMOQRSTUWXZ]|B[ABDEFGHIJLMNOQRSTVWYZ]|C[ACDFGHIKLMNORUVWXYZ]|D[EJKMOZ]|E[CEGHRST]|F[IJKMOR]|G[ABDEFGHILMNPQRSTUWY]|H[KMNRTU]|I[DELMNOQRST]|J[EMOP]|K[EGHIMNPRWYZ]|L[ABCIKRSTUVY]|M[ACDEFGHKLMNOPQRSTUVWXYZ]|N[ACEFGILOPRUZ]|OM|P[AEFGHKLMNRSTWY]|QA|R[EOSUW]|S[ABCDEGHIJKLMNORSTVXYZ]|T[CDFGHJKLMNORTVWZ]|U[AGMSYZ]|V[ACEGINU]|W[FS]|XK|YE|YT|Z[AMW])/;
const BIC_CONTEXT = contextPattern(['bic', 'swift', 'swift-code', 'bank code', 'iban'], 44);

function proveSwift(candidate: Candidate): number {
  if (!BIC_COUNTRIES.test(candidate.value)) return 0;
  if (BIC_CONTEXT.test(before(candidate))) return 0.95;
  return /^[\s(]*(?:bic|swift)\b/i.test(after(candidate)) ? 0.9 : 0;
}

/** Money: cards, IBANs, bank codes and bank accounts. */
export const PAYMENT_RECOGNISERS: readonly Recogniser[] = [
  {
    type: 'CREDIT_CARD',
    needs: /\d/,
    pattern: /(?<![\w.+-])\d{4,19}(?!\w|\.\d)/g,
    prove: proveCard,
  },
  {
    type: 'IBAN_CODE',
    needs: /\d/,
    pattern: /(?<![\w])[A-Za-z]{2}\d{2}(?=[ \u00a0-]?[A-Za-z0-9])/g,
    prove: proveIban,
  },
  {
    type: 'SWIFT_CODE',
    pattern: /(?<![\w-])[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?(?![\w-])/g,
    prove: proveSwift,
  },
  {
    type: 'BANK_ACCOUNT',
    needs: /\d/,
    pattern: behindWords(
      [
        ...['account', 'accounts', 'acct', 'acc', 'a/c', 'bank account', 'routing', 'sort code'],
        ...['konto', 'kontonummer', 'kontonr', 'compte', 'cuenta', 'conto', 'conta', 'rekening'],
        ...['rekeningnummer', 'clabe', 'rib', 'bsb', 'blz', 'bankleitzahl'],
      ],
      '\\d(?:[ -]?\\d){5,19}(?![\\p{L}\\d]|[.,-]\\d)',
    ),
    prove: ({ value }) => {
      const { length } = digitsOf(value);
      return length >= 6 && length <= 20 ? 0.85 : 0;
    },
  },
];
