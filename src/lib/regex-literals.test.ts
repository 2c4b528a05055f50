import { describe, expect, it } from 'vitest';
import { findLiterals } from './regex-literals.ts';
import { compilePattern } from './regex-program.ts';

function literalsOf(pattern: string, isCaseSensitive = false): unknown {
  const found = findLiterals(compilePattern(pattern, isCaseSensitive));
  if (found?.kind !== 'whole') return found?.texts;
  return found.literals.map(({ text, ignoresCase, hasBorderBefore, hasBorderAfter }) =>
    [hasBorderBefore ? '|' : '', text, hasBorderAfter ? '|' : '', ignoresCase ? '' : '!'].join(''),
  );
}

describe('literals of a pattern', () => {
  it.each([
    ['root cause', ['root cause']],
    ['\\bfailing tests?\\b', ['|failing tests|', '|failing test|']],
    ['repositor(y|ies)\\b', ['repository|', 'repositories|']],
    ['api[_ -]?key', ['api key', 'api-key', 'api_key', 'apikey']],
    ['(身份证|邮箱)', ['身份证', '邮箱']],
    ['STRASSE', ['strasse']],
    ['organi[sz]ation', ['organisation', 'organization']],
  ])('%s matches exactly %j', (pattern, expected) => {
    expect(literalsOf(pattern)).toEqual(expected);
  });

  it('keeps the case of a pattern that minds it', () => {
    expect(literalsOf('JSON|Yaml', true)).toEqual(['JSON!', 'Yaml!']);
  });

  it.each([
    ['\\bbearer\\s+\\w+', ['bearer']],
    ['\\b(define|explain)\\b.{0,48}\\bterm\\b', ['define', 'explain']],
    ['^first', ['first']],
    ['ab\\Bcd', ['ab']],
    ['(?:abcdefgh)+!', ['abcdefghabcdefgh', 'abcdefgh!']],
  ])('%s starts with one of %j', (pattern, expected) => {
    expect(literalsOf(pattern)).toEqual(expected);
  });

  it('leaves a pattern whose letters partly mind case to the machine', () => {
    expect(literalsOf('(?i:json)Schema', true)).toEqual(['jsonSchema']);
    expect(findLiterals(compilePattern('(?i:json)Schema', true))?.kind).toBe('prefix');
  });

  it.each(['\\d{3}-\\d{2}', '.*', 'x*', 'a+|bcd', '[a-z]+@', '^', ''])('%s has none', (pattern) => {
    expect(literalsOf(pattern)).toBeUndefined();
  });

  it('lists every case of letters beyond the basic plane', () => {
    expect(literalsOf('\u{10400}b')).toEqual(['\u{10400}b', '\u{10428}b']);
  });
});
