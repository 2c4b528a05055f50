import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonBytes } from './json-bytes.ts';

function written(write: (bytes: JsonBytes) => void): string {
  const bytes = new JsonBytes(1);
  write(bytes);
  return bytes.view().toString();
}

describe('JSON bytes', () => {
  it('write strings as JSON.stringify does', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(written((bytes) => bytes.string(text))).toBe(JSON.stringify(text));
      }),
    );
  });

  it.each(['', 'coder', 'a "b"', 'a\\b', 'a\nb', '\u0000', '\u007f', '\ud800', '😀', 'é', '中文'])(
    'write the string %j',
    (text) => expect(written((bytes) => bytes.string(text))).toBe(JSON.stringify(text)),
  );

  it('write numbers as JSON.stringify does', () => {
    const numbers = fc.oneof(fc.double(), fc.maxSafeInteger(), fc.integer(), fc.nat(1000));
    fc.assert(
      fc.property(numbers, (value) => {
        // A negative zero is a zero in JSON too.
        expect(written((bytes) => bytes.number(value))).toBe(JSON.stringify(value));
      }),
    );
  });

  it.each([
    0,
    -0,
    9,
    10,
    99,
    100,
    2 ** 31 - 1,
    2 ** 31,
    999_999_999,
    1e9,
    1e9 + 5,
    1_790_000_000_123,
    -1e9,
    1e18,
    1.5,
    1e-7,
    Number.NaN,
    Number.POSITIVE_INFINITY,
  ])('write the number %d', (value) => {
    expect(written((bytes) => bytes.number(value))).toBe(JSON.stringify(value));
  });

  it('write null for what is not there', () => {
    const text = written((bytes) => {
      bytes.string(undefined);
      bytes.ascii(',');
      bytes.number(undefined);
    });
    expect(text).toBe('null,null');
  });

  it('forget and hand over', () => {
    const bytes = new JsonBytes(4);
    bytes.utf8('é€');
    const { length } = bytes;
    expect(length).toBe(5);
    bytes.ascii('more');
    bytes.rewind(length);
    const taken = bytes.take(4);
    bytes.ascii('next');
    expect([taken.toString(), bytes.view().toString()]).toEqual(['é€', 'next']);
  });
});
