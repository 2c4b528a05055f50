import { createHash } from 'node:crypto';
import { keccak256 } from './keccak.ts';

/** Luhn over a string of digits. */
export function isLuhn(digits: string): boolean {
  let sum = 0;
  let double = false;
  for (let i = digits.length - 1; i >= 0; i--) {
    let digit = digits.charCodeAt(i) - 48;
    if (double) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
    sum += digit;
    double = !double;
  }
  return sum % 10 === 0;
}

/** Remainder of a digit string of any length. */
export function remainder(digits: string, divisor: number): number {
  let rest = 0;
  for (let i = 0; i < digits.length; i++) {
    rest = (rest * 10 + digits.charCodeAt(i) - 48) % divisor;
  }
  return rest;
}

/** Sum of digit times weight, over the weights. */
export function weighted(digits: string, weights: readonly number[]): number {
  return weights.reduce((sum, weight, i) => sum + weight * (digits.charCodeAt(i) - 48), 0);
}

/** ISO 7064 mod 97-10 of an IBAN without separators, in capitals. */
export function isIbanSum(iban: string): boolean {
  const turned = iban.slice(4) + iban.slice(0, 4);
  const digits = turned.replace(/[A-Z]/g, (letter) => String(letter.charCodeAt(0) - 55));
  return remainder(digits, 97) === 1;
}

const VERHOEFF_PRODUCT = [
  '0123456789 1234067895 2340178956 3401289567 4012395678',
  '5987604321 6598710432 7659821043 8765932104 9876543210',
]
  .join(' ')
  .split(' ');
const VERHOEFF_PERMUTATION = [
  '0123456789 1576283094 5803796142 8916043527',
  '9453126870 4286573901 2793806415 7046913258',
]
  .join(' ')
  .split(' ');

export function isVerhoeff(digits: string): boolean {
  let check = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const permuted = Number(VERHOEFF_PERMUTATION[i % 8]?.[digit]);
    check = Number(VERHOEFF_PRODUCT[check]?.[permuted]);
  }
  return check === 0;
}

const BASE58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';

/** Base58 with the first four bytes of a double SHA-256 as check; 25 bytes as in Bitcoin. */
export function isBase58Check(address: string): boolean {
  let number = 0n;
  for (const sign of address) {
    const digit = BASE58.indexOf(sign);
    if (digit < 0) return false;
    number = number * 58n + BigInt(digit);
  }
  const hex = number.toString(16);
  if (hex.length > 50) return false;
  const bytes = Buffer.from(hex.padStart(50, '0'), 'hex');
  const once = createHash('sha256').update(bytes.subarray(0, 21)).digest();
  const twice = createHash('sha256').update(once).digest();
  return twice.subarray(0, 4).equals(bytes.subarray(21));
}

const BECH32 = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l';
const BECH32_GENERATOR = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

/** Bech32 (BIP 173) and bech32m (BIP 350): one case, check value 1 or 0x2bc830a3. */
export function isBech32(address: string): boolean {
  const lower = address.toLowerCase();
  if (address !== lower && address !== address.toUpperCase()) return false;
  const border = lower.lastIndexOf('1');
  const prefix = Array.from(lower.slice(0, border), (sign) => sign.charCodeAt(0));
  const data = Array.from(lower.slice(border + 1), (sign) => BECH32.indexOf(sign));
  if (border < 1 || data.length < 6 || data.includes(-1)) return false;
  let check = 1;
  for (const value of [...prefix.map((c) => c >> 5), 0, ...prefix.map((c) => c & 31), ...data]) {
    const top = check >>> 25;
    check = ((check & 0x1ffffff) << 5) ^ value;
    BECH32_GENERATOR.forEach((factor, i) => {
      if ((top >> i) & 1) check ^= factor;
    });
  }
  return check === 1 || check === 0x2bc830a3;
}

/** EIP-55: where the hex digits have both cases, the case of each letter is the checksum. */
export function isEthereumAddress(address: string): boolean {
  const hex = address.slice(2);
  if (hex === hex.toLowerCase() || hex === hex.toUpperCase()) return true;
  const hash = keccak256(Buffer.from(hex.toLowerCase(), 'latin1'));
  return Array.from(hex).every((sign, i) => {
    const isHigh = Number.parseInt(hash[i] ?? '0', 16) > 7;
    return sign === (isHigh ? sign.toUpperCase() : sign.toLowerCase());
  });
}

/** Shannon entropy in bits per character. */
export function entropy(value: string): number {
  const counts = new Map<string, number>();
  for (const sign of value) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) {
    bits -= (count / value.length) * Math.log2(count / value.length);
  }
  return bits;
}
