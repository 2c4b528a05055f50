import { isLuhn, isVerhoeff, remainder, weighted } from './checksums.ts';
import { before, contextPattern, digitsOf, type Recogniser } from './recogniser.ts';

const NATIONAL_CONTEXT = contextPattern(
  [
    ...['national id', 'national identity', 'identity', 'id', 'id card', 'id number', 'dni', 'nie'],
    ...['aadhaar', 'aadhar', 'uidai', 'bsn', 'burgerservicenummer', 'pesel', 'cpf', 'sin', 'tfn'],
    ...[
      'social insurance',
      'tax id',
      'tax file',
      'steuer-id',
      'steueridentifikationsnummer',
      'idnr',
    ],
    ...['steuernummer', 'personalausweis', 'ausweis', 'ausweisnummer', 'nir', 'sécurité sociale'],
    ...[
      'numéro de sécurité sociale',
      'carte d’identité',
      "carte d'identité",
      'documento',
      'cédula',
    ],
    ...['documento de identidad', 'codice fiscale', 'personnummer', 'fødselsnummer', 'nin', 'nino'],
    ...['national insurance', 'nric', 'curp', 'rut', 'ahv', 'nif', 'rijksregisternummer'],
  ],
  40,
);

function isCodiceFiscale(code: string): boolean {
  const odd = 'BAKPLCQDREVOSFTGUHMINJWZYX';
  let sum = 0;
  for (let i = 0; i < 15; i++) {
    const sign = code.charCodeAt(i);
    const number = sign < 58 ? sign - 48 : sign - 65;
    // Odd places (counted from one) count by a table, given here as letter order.
    sum += i % 2 === 1 ? number : odd.indexOf(String.fromCharCode(65 + number));
  }
  return code.charCodeAt(15) - 65 === sum % 26;
}

function isCpf(digits: string): boolean {
  if (/^(\d)\1+$/.test(digits)) return false;
  const check = (weights: readonly number[]) => ((weighted(digits, weights) * 10) % 11) % 10;
  return (
    check([10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[9]) &&
    check([11, 10, 9, 8, 7, 6, 5, 4, 3, 2]) === Number(digits[10])
  );
}

function isSteuerId(digits: string): boolean {
  let product = 10;
  for (let i = 0; i < 10; i++) {
    const sum = (Number(digits[i]) + product) % 10 || 10;
    product = (sum * 2) % 11;
  }
  return digits[0] !== '0' && (11 - product) % 10 === Number(digits[10]);
}

function isChineseId(id: string): boolean {
  const sum = weighted(id, [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]);
  return '10X98765432'[sum % 11] === id[17]?.toUpperCase();
}

function isNric(id: string): boolean {
  const offset = id[0] === 'T' || id[0] === 'G' ? 4 : 0;
  const sum = weighted(id.slice(1, 8), [2, 7, 6, 5, 4, 3, 2]) + offset;
  const letters = id[0] === 'S' || id[0] === 'T' ? 'JZIHGFEDCBA' : 'XWUTRQPNMLK';
  return letters[sum % 11] === id[8];
}

function isNir(value: string): boolean {
  const digits = value.replace(/[ .]/g, '').replace(/2A/i, '19').replace(/2B/i, '18');
  return 97 - remainder(digits.slice(0, 13), 97) === Number(digits.slice(13));
}

function isSwissAhv(digits: string): boolean {
  return weighted(digits, [1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1]) % 10 === 0;
}

function isBelgian(digits: string): boolean {
  const check = Number(digits.slice(9));
  const born1900 = 97 - remainder(digits.slice(0, 9), 97);
  return check === born1900 || check === 97 - remainder(`2${digits.slice(0, 9)}`, 97);
}

/** A national number: its shape, its check, and how sure it is without and with context. */
interface NationalNumber {
  readonly shape: string;
  readonly isSound: (value: string) => boolean;
  readonly alone: number;
  readonly inContext: number;
}

const MONTH_DAY = '(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\\d|3[01])';

const NATIONAL_NUMBERS: readonly NationalNumber[] = [
  {
    // Spain: DNI and NIE
    shape: '[\\dXYZ]\\d{7}-?[A-HJ-NP-TV-Z]',
    isSound: (value) => {
      const number = value.replace(/^[XYZ]/, (sign) => String('XYZ'.indexOf(sign))).slice(0, 8);
      return 'TRWAGMYFPDXBNJZSQVHLCKE'[Number(number) % 23] === value.at(-1);
    },
    alone: 0.85,
    inContext: 0.97,
  },
  {
    // Italy: codice fiscale
    shape: '[A-Z]{6}\\d{2}[A-EHLMPRST]\\d{2}[A-Z]\\d{3}[A-Z]',
    isSound: isCodiceFiscale,
    alone: 0.97,
    inContext: 0.99,
  },
  {
    // United Kingdom: National Insurance number
    shape: '[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?:\\d{6}| \\d\\d \\d\\d \\d\\d )[ ]?[A-D]',
    isSound: (value) => !/^(?:BG|GB|KN|NK|NT|TN|ZZ)/.test(value),
    alone: 0.85,
    inContext: 0.97,
  },
  {
    // France: numéro de sécurité sociale
    shape: '[12] ?\\d\\d ?(?:0[1-9]|1[0-2]) ?(?:\\d\\d|2[AB]) ?\\d{3} ?\\d{3} ?\\d\\d',
    isSound: isNir,
    alone: 0.9,
    inContext: 0.99,
  },
  {
    // Brazil: CPF
    shape: '\\d{3}\\.?\\d{3}\\.?\\d{3}-?\\d{2}',
    isSound: (value) => isCpf(digitsOf(value)),
    alone: 0.95,
    inContext: 0.98,
  },
  {
    // India: Aadhaar
    shape: '[2-9]\\d{3}[ -]?\\d{4}[ -]?\\d{4}',
    isSound: (value) => isVerhoeff(digitsOf(value)),
    alone: 0,
    inContext: 0.95,
  },
  {
    // China: resident identity card
    shape: `[1-8]\\d{5}(?:19|20)\\d{2}${MONTH_DAY}\\d{3}[\\dXx]`,
    isSound: isChineseId,
    alone: 0.95,
    inContext: 0.99,
  },
  { shape: '[STFG]\\d{7}[A-Z]', isSound: isNric, alone: 0.85, inContext: 0.97 },
  {
    // Switzerland: AHV
    shape: '756\\.?\\d{4}\\.?\\d{4}\\.?\\d{2}',
    isSound: (value) => isSwissAhv(digitsOf(value)),
    alone: 0.9,
    inContext: 0.98,
  },
  {
    // Belgium: national register
    shape: `\\d{2}\\.(?:0[1-9]|1[0-2])\\.(?:0[1-9]|[12]\\d|3[01])-\\d{3}\\.\\d{2}`,
    isSound: (value) => isBelgian(digitsOf(value)),
    alone: 0.95,
    inContext: 0.98,
  },
  {
    // Sweden: personnummer
    shape: `(?:19|20)?\\d{2}${MONTH_DAY}[-+]\\d{4}`,
    isSound: (value) => isLuhn(digitsOf(value).slice(-10)),
    alone: 0.85,
    inContext: 0.97,
  },
  {
    // Finland: henkilötunnus
    shape: '(?:0[1-9]|[12]\\d|3[01])(?:0[1-9]|1[0-2])\\d{2}[-+A-FU-Y]\\d{3}[\\dA-Y]',
    isSound: (value) => {
      const number = Number(value.slice(0, 6) + value.slice(7, 10));
      return '0123456789ABCDEFHJKLMNPRSTUVWXY'[number % 31] === value[10];
    },
    alone: 0.9,
    inContext: 0.97,
  },
  {
    // Mexico: CURP
    shape: `[A-Z][AEIOUX][A-Z]{2}\\d{2}${MONTH_DAY}[HMX][A-Z]{5}[A-Z\\d]\\d`,
    isSound: () => true,
    alone: 0.95,
    inContext: 0.99,
  },
  {
    // Germany: Steuer-ID; Poland: PESEL; both eleven digits
    shape: '\\d{2} ?\\d{3} ?\\d{3} ?\\d{3}',
    isSound: (value) => {
      const digits = digitsOf(value);
      return isSteuerId(digits) || weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1]) % 10 === 0;
    },
    alone: 0,
    inContext: 0.95,
  },
  {
    // Netherlands: BSN; Canada: SIN; both nine digits
    shape: '\\d{3}[ .-]?\\d{3}[ .-]?\\d{3}',
    isSound: (value) => {
      const digits = digitsOf(value);
      return isLuhn(digits) || weighted(digits, [9, 8, 7, 6, 5, 4, 3, 2, -1]) % 11 === 0;
    },
    alone: 0,
    inContext: 0.9,
  },
  {
    // Chile: RUT
    shape: '\\d{1,2}\\.\\d{3}\\.\\d{3}-[\\dkK]',
    isSound: (value) => {
      const digits = digitsOf(value.slice(0, -1)).padStart(8, '0');
      const rest = 11 - (weighted(digits, [3, 2, 7, 6, 5, 4, 3, 2]) % 11);
      return (rest === 11 ? '0' : rest === 10 ? 'K' : String(rest)) === value.at(-1)?.toUpperCase();
    },
    alone: 0.95,
    inContext: 0.98,
  },
];

/** Numbers states give their people, each proved by its own check digits. */
export const NATIONAL_RECOGNISERS: readonly Recogniser[] = NATIONAL_NUMBERS.map((number) => ({
  type: 'NATIONAL_ID',
  needs: /\d{2}/,
  pattern: new RegExp(`(?<![\\w.+-])(?<!\\d )(?:${number.shape})(?![\\w]|[.-]\\d| \\d)`, 'g'),
  prove: (candidate) => {
    if (!number.isSound(candidate.value)) return 0;
    // A bare run of digits with a lucky check is not proof enough.
    const isBare = /^\d+$/.test(candidate.value) && candidate.value.length < 15;
    if (number.alone > 0 && !isBare) {
      return NATIONAL_CONTEXT.test(before(candidate)) ? number.inContext : number.alone;
    }
    return NATIONAL_CONTEXT.test(before(candidate)) ? number.inContext : 0;
  },
}));
