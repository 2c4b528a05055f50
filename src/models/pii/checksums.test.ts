import { describe, expect, it } from 'vitest';
import {
  entropy,
  isBase58Check,
  isBech32,
  isEthereumAddress,
  isIbanSum,
  isLuhn,
  isVerhoeff,
  remainder,
} from './checksums.ts';
import { keccak256 } from './keccak.ts';

describe('checksums', () => {
  it.each([
    ['4111111111111111', true],
    ['4111111111111112', false],
    ['378282246310005', true],
    ['79927398713', true],
    ['79927398710', false],
  ])('Luhn of %s is %s', (digits, isSound) => {
    expect(isLuhn(digits)).toBe(isSound);
  });

  it.each([
    ['GB82WEST12345698765432', true],
    ['GB82WEST12345698765423', false],
    ['DE89370400440532013000', true],
  ])('the check digits of IBAN %s are sound: %s', (iban, isSound) => {
    expect(isIbanSum(iban)).toBe(isSound);
  });

  it.each([
    ['2363', true],
    ['2364', false],
    ['3263', false],
  ])('Verhoeff of %s is %s', (digits, isSound) => {
    expect(isVerhoeff(digits)).toBe(isSound);
  });

  it.each([
    ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa', true],
    ['3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy', true],
    ['1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb', false],
    ['zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz', false],
    ['0OIl', false],
  ])('base58check of %s is %s', (address, isSound) => {
    expect(isBase58Check(address)).toBe(isSound);
  });

  it.each([
    ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', true],
    ['BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4', true],
    ['bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0', true],
    ['bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5', false],
    ['bc1qW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4', false],
    ['bc1', false],
  ])('bech32 of %s is %s', (address, isSound) => {
    expect(isBech32(address)).toBe(isSound);
  });

  it.each([
    ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed', true],
    ['0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD', false],
    ['0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed', true],
  ])('EIP-55 of %s is %s', (address, isSound) => {
    expect(isEthereumAddress(address)).toBe(isSound);
  });

  it('hashes as Ethereum does', () => {
    expect(keccak256(new Uint8Array(0))).toBe(
      'c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470',
    );
    expect(() => keccak256(new Uint8Array(136))).toThrow(RangeError);
  });

  it('takes remainders of numbers longer than a double holds', () => {
    const digits = '9'.repeat(40);
    expect(remainder(digits, 97)).toBe(Number(BigInt(digits) % 97n));
  });

  it('measures entropy in bits per character', () => {
    expect(entropy('aaaa')).toBe(0);
    expect(entropy('abcd')).toBe(2);
  });
});
