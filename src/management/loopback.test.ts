import { describe, expect, it } from 'vitest';
import { isLoopback, isMeantForLoopback } from './loopback.ts';

describe('an address of this machine alone', () => {
  it.each(['127.0.0.1', '127.8.8.8', '::1', '[::1]', '0:0:0:0:0:0:0:1', 'localhost', 'LOCALHOST'])(
    'is %s',
    (address) => expect(isLoopback(address)).toBe(true),
  );

  it.each([
    '0.0.0.0',
    '10.0.0.1',
    '::',
    '[::]',
    '::2',
    '1::1',
    'fe80::1',
    '127.0.0.1.evil.com',
    '',
  ])('is not %s', (address) => expect(isLoopback(address)).toBe(false));
});

describe('a request', () => {
  it.each([
    undefined,
    'localhost',
    'localhost:8080',
    '127.0.0.1:8080',
    '[::1]:8080',
    'a.localhost',
  ])('is meant for this machine with the host %s', (header) =>
    expect(isMeantForLoopback(header)).toBe(true),
  );

  it.each(['evil.com', 'evil.com:8080', 'localhost.evil.com', '10.0.0.1', '[::2]:80', 'a:b:c', ''])(
    'is not meant for this machine with the host %s',
    (header) => expect(isMeantForLoopback(header)).toBe(false),
  );
});
