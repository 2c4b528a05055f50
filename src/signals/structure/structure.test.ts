import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { withLiterals } from '../../../test/doubles/literals.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import type { RuleResult } from '../signal.ts';
import { structureRule } from './schema.ts';
import { createStructureSignal } from './structure.ts';

type RuleInput = z.input<typeof structureRule>;
type Feature = RuleInput['feature'];

function evaluate(rules: readonly Omit<RuleInput, 'name'>[], text: string): readonly RuleResult[] {
  const parsed = rules.map((rule, index) =>
    structureRule.parse({ name: `rule-${index}`, ...rule }),
  );
  const view = { evaluationText: text, currentUserText: text } as RequestView;
  return withLiterals((services) => createStructureSignal(parsed, services)).evaluate(view);
}

function measure(feature: Feature, text: string): number | undefined {
  return evaluate([{ feature }], text)[0]?.value;
}

const regex = (pattern: string, caseSensitive = false) =>
  ({ type: 'regex', pattern, case_sensitive: caseSensitive }) as const;
const words = (...keywords: string[]) => ({ type: 'keyword_set', keywords }) as const;
const sequence = (...sequences: string[][]) => ({ type: 'sequence', sequences }) as const;

describe('structure values', () => {
  it.each([
    ['[?？]', 'what? 什么？ so!', 2],
    ['(?m)^\\s*\\d+\\.\\s+', '1. one\n 2. two\nthree 3. no', 2],
    ['\\bcat\\b', 'Cat cats CAT', 2],
    ['none', 'text', 0],
    ['a', '', 0],
  ])('count matches of %s in %j: %d', (pattern, text, expected) => {
    expect(measure({ type: 'count', source: regex(pattern) }, text)).toBe(expected);
    expect(measure({ type: 'exists', source: regex(pattern) }, text)).toBe(expected > 0 ? 1 : 0);
  });

  it('mind case in patterns when told to', () => {
    expect(measure({ type: 'count', source: regex('cat', true) }, 'Cat cat')).toBe(1);
  });

  it.each([
    [['table', 'json'], 'A table, JSON; tables and json_schema', 2],
    [['json', 'JSON'], 'json JSON', 2],
    [['at', 'at most', 'most'], 'at most one, most at', 3],
    [['b c', 'a b', 'c d e'], 'a b c d e', 2],
    [['machine', 'machine learning', 'learning'], 'machine learning', 1],
    [['不超过', '至少'], '字数不超过五百，至少三点', 2],
    [['строго'], 'СТРОГО строгость', 1],
    [['debe'], 'debe\u0301 debe', 1],
  ])('count words of the set %j in %j: %d', (keywords, text, expected) => {
    expect(measure({ type: 'count', source: words(...keywords) }, text)).toBe(expected);
    expect(measure({ type: 'exists', source: words(...keywords) }, text)).toBe(
      expected > 0 ? 1 : 0,
    );
  });

  it('mind case in words when told to', () => {
    const source = { ...words('JSON'), case_sensitive: true };
    expect(measure({ type: 'count', source }, 'json JSON Json')).toBe(1);
  });

  it.each([
    [words('must', 'exactly'), 'You must be exactly right', 2 / 5],
    [regex('[?？]'), '什么？ what?', 2 / 3],
    [words('至少'), '至少三点', 1 / 4],
    [words('must'), ' .,!', 0],
    [words('must'), '', 0],
    [sequence(['first', 'then']), 'first this then that', 1 / 4],
  ])('density divides by words and CJK characters (%#)', (source, text, expected) => {
    expect(measure({ type: 'density', source }, text)).toBeCloseTo(expected, 12);
  });

  it.each([
    [[['first', 'then']], 'First do this, THEN that', 1],
    [[['first', 'then']], 'then first', 0],
    [[['first', 'next', 'finally']], 'first, next', 0],
    [
      [
        ['a', 'b'],
        ['首先', '然后'],
      ],
      '首先做，然后看',
      1,
    ],
    [[['first', 'first']], 'first', 0],
    [[['first', 'first']], 'first and first', 1],
    [[['then', 'en']], 'then', 0],
    [[['then', 'en']], 'then end', 1],
    [[['أولاً', 'ثم']], 'أولاً نقرأ ثم نكتب', 1],
    [[['first', 'then']], '', 0],
  ])('sequence %j in %j: %d', (sequences, text, expected) => {
    const source = sequence(...sequences);
    expect(measure({ type: 'sequence', source }, text)).toBe(expected);
    expect(measure({ type: 'exists', source }, text)).toBe(expected);
    expect(measure({ type: 'count', source }, text)).toBe(expected);
  });

  it('mind case in sequences when told to', () => {
    const source = { ...sequence(['First', 'then']), case_sensitive: true };
    expect(measure({ type: 'sequence', source }, 'First then')).toBe(1);
    expect(measure({ type: 'sequence', source }, 'first then')).toBe(0);
  });

  it('count the bytes of the current user turn, whatever text is evaluated', () => {
    const rule = structureRule.parse({
      name: 'long',
      feature: { type: 'count', source: { type: 'text_bytes' } },
      predicate: { gte: 10 },
    });
    const signal = withLiterals((services) => createStructureSignal([rule], services));
    const run = (currentUserText: string) =>
      signal.evaluate({ evaluationText: 'other', currentUserText } as RequestView)[0];
    expect(run('naïve 汉 🙂')).toMatchObject({ value: 15, isMatch: true });
    expect(run('')).toMatchObject({ value: 0, isMatch: false });
  });
});

describe('structure rules', () => {
  it('store values of rules that do not match', () => {
    const feature: Feature = { type: 'count', source: regex('[?？]') };
    expect(evaluate([{ feature, predicate: { gte: 3 } }], 'one? two?')).toEqual([
      { name: 'rule-0', isMatch: false, confidence: 0, value: 2 },
    ]);
  });

  it.each([
    [undefined, 'a? b?', true, 1],
    [{ gte: 2 }, 'a? b?', true, 0.5],
    [{ gte: 1 }, 'a? b?', true, 1 / (1 + Math.exp(-4))],
    [{ gt: 0 }, 'a? b? c?', true, 1 / (1 + Math.exp(-12))],
    [{ gte: 4 }, '?????', true, 1 / (1 + Math.exp(-1))],
    [{ lt: 4 }, '?', true, 1 / (1 + Math.exp(-3))],
    [{ gt: 0, lt: 9 }, '?', true, 1 / (1 + Math.exp(-4))],
    [{ lte: 1 }, 'a? b?', false, 0],
    [undefined, 'none', false, 0],
    [{ lte: 1 }, 'none', true, 1 / (1 + Math.exp(-4))],
  ])('with predicate %j on %j: match %s, confidence %d', (predicate, text, isMatch, confidence) => {
    const feature: Feature = { type: 'count', source: regex('[?]') };
    const [result] = evaluate(
      [{ feature, ...(predicate === undefined ? {} : { predicate }) }],
      text,
    );
    expect(result?.isMatch).toBe(isMatch);
    expect(result?.confidence).toBeCloseTo(confidence, 12);
  });

  it('are evaluated together and forget the previous request', () => {
    const rules = [
      { feature: { type: 'exists', source: regex('<system>|```system') } },
      { feature: { type: 'exists', source: regex('\\bdefine\\b.{0,20}\\bterm\\b') } },
      { feature: { type: 'count', source: regex('ignore (all )?rules') } },
      { feature: { type: 'sequence', source: sequence(['first', 'then']) } },
      { feature: { type: 'density', source: words('must') } },
    ] satisfies readonly { feature: Feature }[];
    const parsed = rules.map((rule, index) => structureRule.parse({ name: `r${index}`, ...rule }));
    const signal = withLiterals((services) => createStructureSignal(parsed, services));
    const run = (text: string) =>
      signal
        .evaluate({ evaluationText: text, currentUserText: text } as RequestView)
        .map(({ value }) => value);
    expect(run('<SYSTEM> define the term; ignore rules, ignore all rules')).toEqual([
      1, 1, 2, 0, 0,
    ]);
    expect(run('first you must, then go')).toEqual([0, 0, 0, 1, 0.2]);
    expect(run('ＭＵＳＴ <system>')).toEqual([1, 0, 0, 0, 0.5]);
    expect(run('')).toEqual([0, 0, 0, 0, 0]);
  });

  it('stay linear on hostile patterns and texts', () => {
    const started = performance.now();
    const text = `${'a'.repeat(50_000)}b`;
    expect(measure({ type: 'count', source: regex('(a+)+$') }, text)).toBe(0);
    expect(measure({ type: 'count', source: words('a', 'aa', 'aaa') }, text)).toBe(0);
    expect(measure({ type: 'count', source: words('人', '人人') }, '人'.repeat(50_000))).toBe(
      25_000,
    );
    expect(performance.now() - started).toBeLessThan(10_000);
  });
});
