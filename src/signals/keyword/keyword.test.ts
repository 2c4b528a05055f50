import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { withLiterals } from '../../../test/doubles/literals.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import type { RuleResult } from '../signal.ts';
import { createKeywordSignal } from './keyword.ts';
import { keywordRule } from './schema.ts';

type RuleInput = Partial<z.input<typeof keywordRule>>;

function evaluate(rules: readonly RuleInput[], evaluationText: string): readonly RuleResult[] {
  const parsed = rules.map((rule, index) =>
    keywordRule.parse({ name: `rule-${index}`, operator: 'OR', ...rule }),
  );
  return withLiterals((services) => createKeywordSignal(parsed, services)).evaluate({
    evaluationText,
  } as RequestView);
}

/** Rules that the signal leaves out did not match. */
function evaluateOne(rule: RuleInput, text: string): RuleResult {
  const [result] = evaluate([rule], text);
  return result ?? { name: 'rule-0', isMatch: false, confidence: 0, value: 0 };
}

function matches(keyword: string, text: string, rule: RuleInput = {}): boolean {
  return evaluateOne({ keywords: [keyword], ...rule }, text).isMatch;
}

describe('literal keywords', () => {
  it.each([
    ['cat', 'concatenate', false],
    ['cat', 'a CAT.', true],
    ['cat', 'cats', false],
    ['cat', 'cat_food', false],
    ['привет', 'Привет, мир', true],
    ['мир', 'мирный', false],
    ['ΟΔΟΣ', 'η οδός, οδος', true],
    ['ασφάλεια', 'ΑΣΦΆΛΕΙΑ!', true],
    ['مرحبا', 'مرحبا بالعالم', true],
    ['حب', 'مرحبا', false],
    ['पानी', 'मुझे पानी चाहिए', true],
    ['환불', '환불 해주세요', true],
    ['환불', '환불해주세요', false],
    ['カード', 'クレジットカードの番号', true],
    ['ひらがな', 'これはひらがなです', true],
    ['退款', '我想申请退款可以吗', true],
    ['ภาษา', 'ฉันพูดภาษาไทย', true],
    ['ພາສາ', 'ຂ້ອຍເວົ້າພາສາລາວ', true],
    ['ភាសា', 'និយាយភាសាខ្មែរ', true],
    ['စာ', 'မြန်မာစာသည်', true],
    ['été', "c'est l'été", true],
    ['été', 'étés', false],
    ['épée', 'une épée', true],
    ['python', '请用python写一个函数', true],
    ['résumé', 'My re\u0301sume\u0301', true],
    ['api', 'ＡＰＩ key', true],
    ['Straße', 'HAUPTSTRASSE STRASSE', true],
    ['strasse', 'die Straße', true],
    ['c++', 'learn C++ now', true],
    ['c++', 'c++17', false],
    ['??', 'what??now', true],
    ['$100', 'costs $100 today', true],
    ['a.b', 'axb', false],
    ['root cause', 'the Root Cause', true],
    ['🙂', 'fine🙂', true],
  ])('%j in %j: %s', (keyword, text, expected) => {
    expect(matches(keyword, text)).toBe(expected);
  });

  it('mind case when told to, also in text that needs normalising', () => {
    expect(matches('JSON', 'json', { case_sensitive: true })).toBe(false);
    expect(matches('JSON', 'some JSON', { case_sensitive: true })).toBe(true);
    expect(matches('JSON', 'ｊｓｏｎ', { case_sensitive: true })).toBe(false);
    expect(matches('JSON', 'ＪＳＯＮ', { case_sensitive: true })).toBe(true);
  });

  it('are found behind a place where only a part of a word stands', () => {
    expect(matches('cat', 'concatenate the cat')).toBe(true);
    expect(matches('JSON', 'json JSON', { case_sensitive: true })).toBe(true);
  });
});

describe('operators', () => {
  const keywords = ['alpha', 'beta', 'gamma'];

  it.each([
    ['OR', 'beta', true, 1 / 3],
    ['OR', 'none', false, 0],
    ['OR', '', false, 0],
    ['AND', 'gamma alpha beta', true, 1],
    ['AND', 'alpha beta', false, 2 / 3],
    ['AND', '', false, 0],
    ['NOR', 'none', true, 0],
    ['NOR', '', true, 0],
    ['NOR', 'beta', false, 1 / 3],
  ] as const)(
    '%s on %j: %s, with the share of keywords as value',
    (operator, text, isMatch, value) => {
      const result = evaluateOne({ operator, keywords }, text);
      expect(result).toMatchObject({ isMatch, value, confidence: isMatch ? 1 : 0 });
    },
  );

  it('report the rules in declared order, but those that find nothing at all', () => {
    const results = evaluate(
      [
        { keywords: ['beta'] },
        { operator: 'NOR', keywords: ['beta'] },
        { keywords: ['none'] },
        { operator: 'NOR', keywords: ['none'] },
        { keywords: ['alpha'] },
      ],
      'alpha beta',
    );
    expect(results.map(({ name, isMatch }) => [name, isMatch])).toEqual([
      ['rule-0', true],
      ['rule-1', false],
      ['rule-3', true],
      ['rule-4', true],
    ]);
  });

  it('forget the previous request', () => {
    const rule = keywordRule.parse({ name: 'r', operator: 'AND', keywords });
    const signal = withLiterals((services) => createKeywordSignal([rule], services));
    const run = (evaluationText: string) => signal.evaluate({ evaluationText } as RequestView)[0];
    expect(run('alpha beta')?.value).toBeCloseTo(2 / 3);
    expect(run('gamma')).toMatchObject({ isMatch: false, value: 1 / 3 });
    expect(run('alpha beta gamma')?.isMatch).toBe(true);
  });
});

describe('evidence', () => {
  it('names the keywords that hit and where', () => {
    const { evidence } = evaluateOne(
      { keywords: ['refund', 'order', 'none'] },
      'An order, Refund!',
    );
    expect(evidence).toEqual([
      { text: 'order', score: 1, start: 3, end: 8 },
      { text: 'refund', score: 1, start: 10, end: 16 },
    ]);
  });

  it('has no places in text that had to be normalised', () => {
    expect(evaluateOne({ keywords: ['fi'] }, 'ﬁ').evidence).toEqual([{ text: 'fi', score: 1 }]);
  });

  it('is limited to a few words a rule', () => {
    const keywords = Array.from({ length: 20 }, (_, index) => `word${index}`);
    const result = evaluateOne({ keywords }, keywords.join(' '));
    expect(result.value).toBe(1);
    expect(result.evidence).toHaveLength(8);
  });

  it('is absent when NOR matches', () => {
    expect(evaluateOne({ operator: 'NOR', keywords: ['a'] }, 'b').evidence).toBeUndefined();
  });
});

describe('method regex', () => {
  const regex = { method: 'regex' } as const;

  it.each([
    ['\\bfailing tests?\\b', 'Two failing tests here', true],
    ['\\bfailing tests?\\b', 'failing testsuite', false],
    ['\\b\\d{3}-\\d{2}-\\d{4}\\b', 'ssn 123-45-6789', true],
    ['\\b[A-Z0-9._%+-]+@[A-Z0-9.-]+\\.[A-Z]{2,}\\b', 'mail bob@example.com', true],
    ['\\b(define|explain)\\b.{0,20}\\bterm\\b', 'please explain this term', true],
    ['\\b(define|explain)\\b.{0,20}\\bterm\\b', 'a term to explain', false],
    ['customer data', 'CUSTOMER DATABASE', true],
    ['忽略(所有)?之前的指令', '请忽略之前的指令', true],
    ['игнорируй', 'ИГНОРИРУЙ всё', true],
    ['api', 'ＡＰＩ', false],
    ['^start', 'start', true],
    ['^start', 'do not start', false],
    ['(?m)^start', 'a\nstart', true],
  ])('%s on %j: %s', (pattern, text, expected) => {
    expect(matches(pattern, text, regex)).toBe(expected);
  });

  it('minds case when told to', () => {
    expect(matches('ADR|RFC', 'an adr', { ...regex, case_sensitive: true })).toBe(false);
    expect(matches('ADR|RFC', 'an RFC', { ...regex, case_sensitive: true })).toBe(true);
    expect(matches('ADR', 'adr ADR', { ...regex, case_sensitive: true })).toBe(true);
  });

  it('stays linear on patterns that backtracking engines fail on', () => {
    const started = performance.now();
    expect(matches('(a+)+$', `${'a'.repeat(50_000)}b`, regex)).toBe(false);
    expect(matches('(x+x+)+y', 'x'.repeat(50_000), regex)).toBe(false);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('names the pattern as evidence', () => {
    const { evidence } = evaluateOne(
      { keywords: ['\\broot (cause|causes)\\b'], ...regex },
      'root cause',
    );
    expect(evidence).toEqual([{ text: '\\broot (cause|causes)\\b', score: 1, start: 0, end: 10 }]);
  });
});

describe('fuzzy matching', () => {
  const fuzzy = { fuzzy_match: true } as const;

  it.each([
    ['urgent', 'this is urgnet', true],
    ['urgent', 'this is urgentt', true],
    ['urgent', 'this is regents', false],
    ['asap', 'as you like', false],
    ['cat', 'a cab', false],
    ['credit card', 'my cerdit card', true],
    ['credit card', 'my cerdit', false],
    ['привет', 'превет', true],
    ['документация', 'докуменатция', true],
  ])('%j in %j: %s', (keyword, text, expected) => {
    expect(matches(keyword, text, fuzzy)).toBe(expected);
  });

  it('is less sure the more letters differ, and says so', () => {
    const { confidence, evidence } = evaluateOne(
      { keywords: ['emergency'], ...fuzzy },
      'emergancy',
    );
    expect(confidence).toBeCloseTo(1 - 1 / 9);
    expect(evidence?.[0]?.text).toBe('emergency (fuzzy)');
  });

  it('prefers an exact hit', () => {
    const { confidence } = evaluateOne(
      { keywords: ['emergency'], ...fuzzy },
      'emergancy, emergency',
    );
    expect(confidence).toBe(1);
  });

  it('takes the least sure keyword for AND and the surest for OR', () => {
    const keywords = ['emergency', 'order'];
    const text = 'emergancy order';
    expect(evaluateOne({ keywords, ...fuzzy, operator: 'AND' }, text).confidence).toBeLessThan(1);
    expect(evaluateOne({ keywords, ...fuzzy, operator: 'OR' }, text).confidence).toBe(1);
  });

  it('obeys the threshold', () => {
    const text = 'documantetion';
    expect(matches('documentation', text, { ...fuzzy, fuzzy_threshold: 1 })).toBe(false);
    expect(matches('documentation', text, { ...fuzzy, fuzzy_threshold: 2 })).toBe(true);
    expect(matches('documentation', text, { ...fuzzy, fuzzy_threshold: 90 })).toBe(false);
    expect(matches('documentation', text, { ...fuzzy, fuzzy_threshold: 82 })).toBe(true);
    expect(matches('urgent', 'urgnet', { ...fuzzy, fuzzy_threshold: 0 })).toBe(false);
  });

  it('minds case when told to', () => {
    const rule = { ...fuzzy, case_sensitive: true };
    expect(matches('Password', 'Pasword', rule)).toBe(true);
    expect(matches('PASSWORD', 'pasword', rule)).toBe(false);
  });

  it('works as a method, for patterns too, and leaves what is no plain word alone', () => {
    expect(matches('password', 'my pasword', { method: 'fuzzy', fuzzy_threshold: 82 })).toBe(true);
    expect(matches('pass(word|code)', 'passcode', { method: 'fuzzy' })).toBe(true);
    expect(matches('pass(word|code)', 'passcude', { method: 'fuzzy' })).toBe(false);
  });
});

describe('method bm25', () => {
  it.each([
    ['debug', 'Debugging again', true],
    ['machine learning', 'they learned', true],
    ['machine learning', 'nothing here', false],
    ['退款', '我想申请退款', true],
  ])('%j in %j: %s', (keyword, text, expected) => {
    expect(matches(keyword, text, { method: 'bm25' })).toBe(expected);
  });

  it('has the score as confidence and obeys the threshold', () => {
    const rule: RuleInput = { method: 'bm25', keywords: ['machine learning', 'model'] };
    const { confidence } = evaluateOne(rule, 'learning');
    expect(confidence).toBeGreaterThan(0.4);
    expect(confidence).toBeLessThan(0.5);
    expect(evaluateOne({ ...rule, bm25_threshold: 0.6 }, 'learning').isMatch).toBe(false);
  });
});

describe('method ngram', () => {
  it.each([
    ['urgent', 'this is urgant', true],
    ['urgent', 'a boat', false],
    ['credit card', 'my credti cards', true],
    ['退款', '我想申请退款', true],
  ])('%j in %j: %s', (keyword, text, expected) => {
    expect(matches(keyword, text, { method: 'ngram' })).toBe(expected);
  });

  it('has the similarity as confidence and obeys threshold, arity and case', () => {
    const rule: RuleInput = { method: 'ngram', keywords: ['urgent'] };
    expect(evaluateOne(rule, 'urgant').confidence).toBeCloseTo(1 - (6 / 11) ** 2);
    expect(evaluateOne({ ...rule, ngram_threshold: 0.9 }, 'urgant').isMatch).toBe(false);
    expect(evaluateOne({ ...rule, ngram_arity: 1 }, 'URGENT').confidence).toBe(1);
    expect(evaluateOne({ ...rule, case_sensitive: true }, 'URGENT').isMatch).toBe(false);
  });
});
