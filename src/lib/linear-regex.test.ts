import fc from 'fast-check';
import { RE2JS } from 're2js';
import { describe, expect, it } from 'vitest';
import { compileLinearRegex, findPatternProblem } from './linear-regex.ts';
import { createTextUnits } from './text-units.ts';

const encode = createTextUnits();

function test(pattern: string, text: string, isCaseSensitive = false): boolean {
  return compileLinearRegex(pattern, isCaseSensitive).test(encode(text), text.length);
}

function count(pattern: string, text: string, isCaseSensitive = false): number {
  return compileLinearRegex(pattern, isCaseSensitive).count(encode(text), text.length);
}

describe('linear regex', () => {
  it.each([
    ['\\bfailing tests?\\b', 'Failing tests.', true],
    ['\\bfailing tests?\\b', 'failing testsuite', false],
    ['^a$', 'b\na', false],
    ['(?m)^a$', 'b\na', true],
    ['\\bärger', 'ärger', false],
    ['привет', 'ПРИВЕТ', true],
    ['\\b\\d{3}-\\d{2}-\\d{4}\\b', 'ssn 123-45-6789.', true],
    ['\\b\\d{3}-\\d{2}-\\d{4}\\b', '9123-45-6789', false],
    ['^.$', '🙂', true],
    ['^..$', '🙂', false],
    ['[^a]', '\ud800', true],
    ['x*', '', true],
    ['\\Bb', 'ab', true],
    ['a\\z', 'ba', true],
  ])('%s on %j gives %s', (pattern, text, expected) => {
    expect(test(pattern, text)).toBe(expected);
  });

  it('minds case when told to', () => {
    expect(test('json', 'JSON', true)).toBe(false);
    expect(test('(?i)json', 'JSON', true)).toBe(true);
  });

  it.each([
    ['[?？]', 'a? b？ c', 2],
    ['(?m)^\\s*[-*]\\s', '- a\n - b\n* c\nd - e', 3],
    ['a|ab', 'abab', 2],
    ['(?:ab|a)b?', 'abbab', 2],
    ['x*', 'axxa', 3],
    ['\\b', 'ab cd', 4],
    ['.', '🙂a🙂', 3],
    ['nothing', 'text', 0],
    ['[?!]', 'a?! b?', 3],
    ['k', 'kK\u212a', 3],
    ['#|##', '###', 3],
    ['\\b-', 'a-b -', 1],
  ])('counts %s in %j: %d', (pattern, text, expected) => {
    expect(count(pattern, text)).toBe(expected);
  });

  it.each(['x', '[?!]', '\\w+!'])(
    'does not see what an earlier text left behind: %s',
    (pattern) => {
      encode('a long text with x and ! and ?');
      const regex = compileLinearRegex(pattern, true);
      expect(regex.count(encode('abc'), 3)).toBe(0);
      expect(regex.test(encode('abc'), 3)).toBe(false);
    },
  );

  it('starts looking where it is told to, with what stands before in mind', () => {
    const text = 'cat cats';
    const regex = compileLinearRegex('\\bcat', false);
    expect(regex.test(encode(text), text.length, 1)).toBe(true);
    expect(regex.test(encode(text), text.length, 5)).toBe(false);
  });
});

describe('linear regex against the engine of the library', () => {
  const atom = fc.oneof(
    fc.constantFrom('a', 'b', 'B', 'k', '\u00e9', '\u6c49', '\ud83d\ude42', ' ', '\\n', '1'),
    fc.constantFrom('.', '[ab]', '[^a]', '\\w', '\\W', '\\s', '\\d', '\\pL', '[é-ü]', '(?s:.)'),
    fc.constantFrom('\\b', '\\B', '^', '$', '(?m:^)', '(?m:$)', '\\A', '\\z'),
  );
  const pattern = fc.letrec<{ regex: string; piece: string }>((tie) => ({
    regex: fc.array(tie('piece'), { minLength: 1, maxLength: 4 }).map((pieces) => pieces.join('')),
    piece: fc.oneof(
      { maxDepth: 3 },
      { arbitrary: atom, weight: 4 },
      {
        arbitrary: fc
          .tuple(tie('regex'), fc.constantFrom('*', '+', '?', '*?', '+?', '??', '{2}', '{1,3}', ''))
          .map(([inner, repeat]) => `(?:${inner})${repeat}`),
        weight: 3,
      },
      {
        arbitrary: fc
          .tuple(tie('regex'), tie('regex'))
          .map(([left, right]) => `(${left}|${right})`),
        weight: 2,
      },
    ),
  })).regex;
  const text = fc
    .array(
      fc.constantFrom('a', 'A', 'b', 'k', '\u212a', 'é', 'É', '汉', '🙂', ' ', '\n', '1', '\ud800'),
      { maxLength: 24 },
    )
    .map((parts) => parts.join(''));

  it('agrees on whether and how often a pattern matches', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.boolean(),
        fc.array(text, { minLength: 1 }),
        (source, mindsCase, texts) => {
          const theirs = RE2JS.compile(source, mindsCase ? 0 : RE2JS.CASE_INSENSITIVE);
          const ours = compileLinearRegex(source, mindsCase);
          for (const one of texts) {
            const ends = theirs.re2().findAllIndex(one, -1) ?? [];
            expect([one, ours.count(encode(one), one.length)]).toEqual([one, ends.length]);
            expect([one, ours.test(encode(one), one.length)]).toEqual([one, ends.length > 0]);
          }
        },
      ),
      { numRuns: 600 },
    );
  });
});

describe('linear regex on hostile input', () => {
  const long = 50_000;
  it.each([
    ['(a+)+$', `${'a'.repeat(long)}b`, false],
    ['(a|a)*c', 'a'.repeat(long), false],
    ['(.*a){20}$', `${'a'.repeat(long)}b`, false],
    ['^(\\w+\\s?)*$', `${'word '.repeat(long / 5)}!`, false],
    ['(?:a|b)*a(?:a|b){14}c', 'abbaabab'.repeat(long / 8), false],
  ])('%s stays linear', (pattern, text, expected) => {
    const started = performance.now();
    expect(test(pattern, text)).toBe(expected);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('survives texts that need a new state at every step', () => {
    const parts = Array.from({ length: 30_000 }, (_, at) => (Math.sin(at * at) > 0.2 ? 'x' : 'zy'));
    const text = `${parts.join('')}x${'z'.repeat(40)}w`;
    const started = performance.now();
    expect(test('x.{40}w', text)).toBe(true);
    expect(count('x(?:.{40}|.{7}y)', text)).toBeGreaterThan(100);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('counts a pattern that looks far ahead within a budget', () => {
    const started = performance.now();
    expect(count('a(?:.*b)?', 'a'.repeat(long))).toBeGreaterThan(0);
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});

describe('patterns that cannot run in linear time', () => {
  it.each([
    ['a(?=b)', 'look-around and atomic groups such as `(?=`'],
    ['a(?!b)', '`(?!`'],
    ['(?<=a)b', '`(?<=`'],
    ['(?<!a)b', '`(?<!`'],
    ['(?>a)', '`(?>`'],
    ['(a)\\1', 'back-references such as `\\1`'],
    ['(a', 'missing closing ) at `(a`'],
    ['[z-a]', 'invalid character class range at `z-a`'],
    ['a{1001}', 'invalid repeat count'],
    ['a\\', 'trailing backslash'],
    ['x'.repeat(1001), '1001 characters, at most 1000'],
    ['.{900}.{900}.{900}.{900}.{900}', 'too complex'],
  ])('%s is refused with its reason', (pattern, reason) => {
    expect(findPatternProblem(pattern)).toContain(reason);
  });

  it('accepts everything else', () => {
    expect(findPatternProblem('(?m)^\\s*\\d+\\.\\s+')).toBeUndefined();
  });
});
