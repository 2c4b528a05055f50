import { describe, expect, it } from 'vitest';
import { keywordRule } from './schema.ts';

function problems(rule: object): readonly string[] {
  const base = { name: 'rule', operator: 'OR', keywords: ['word'] };
  const { error } = keywordRule.safeParse({ ...base, ...rule });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('keyword rule', () => {
  it('has the defaults of the contract', () => {
    expect(keywordRule.parse({ name: 'a', operator: 'OR', keywords: ['b'] })).toEqual({
      name: 'a',
      operator: 'OR',
      keywords: ['b'],
      case_sensitive: false,
      method: 'literal',
      fuzzy_match: false,
      fuzzy_threshold: 2,
      bm25_threshold: 0.1,
      ngram_threshold: 0.4,
      ngram_arity: 3,
    });
  });

  it.each([
    [{ description: 'why' }],
    [{ method: '' }],
    [{ method: 'fuzzy', fuzzy_match: true, fuzzy_threshold: 82 }],
    [{ method: 'ngram', ngram_arity: 1 }],
    [{ operator: 'NOR', keywords: ['(', 'a+'] }],
    [{ method: 'regex', keywords: ['(?i)(a|b)+', '\\bword\\b'] }],
  ])('accepts %j', (rule) => {
    expect(problems(rule)).toEqual([]);
  });

  it.each([
    [{ operator: 'or' }, 'operator: '],
    [{ operator: 'XOR' }, 'operator: '],
    [{ keywords: [] }, 'keywords: '],
    [{ keywords: ['a', ' '] }, 'keywords.1: is blank'],
    [{ keywords: ['x'.repeat(1001)] }, 'keywords.0: '],
    [{ keywords: Array(201).fill('x'.repeat(1000)) }, 'keywords: has 201000 characters'],
    [{ method: 'soundex' }, 'method: '],
    [{ bm25_threshold: 1.1 }, 'bm25_threshold: '],
    [{ ngram_threshold: -0.1 }, 'ngram_threshold: '],
    [{ ngram_arity: 11 }, 'ngram_arity: '],
    [{ fuzzy_threshold: -1 }, 'fuzzy_threshold: '],
    [{ fuzzy_threshold: 7 }, 'fuzzy_threshold: is neither an edit distance (0 to 5)'],
    [{ fuzzy_threshold: 101 }, 'fuzzy_threshold: '],
    [{ fuzzy_match: true, method: 'bm25' }, 'fuzzy_match: works with literal and regex'],
    [{ method: 'regex', keywords: ['ok', '(a'] }, 'keywords.1: invalid pattern: missing closing )'],
    [{ method: 'regex', keywords: ['a(?=b)'] }, 'keywords.0: look-around'],
    [{ method: 'fuzzy', keywords: ['(a)\\1'] }, 'keywords.0: back-references'],
    [{ keyword: ['typo'] }, 'keyword'],
  ])('rejects %j', (rule, part) => {
    expect(problems(rule).join('\n')).toContain(part);
  });

  it('reports all bad patterns of a rule', () => {
    expect(problems({ method: 'regex', keywords: ['(', 'ok', '['] })).toHaveLength(2);
  });
});
