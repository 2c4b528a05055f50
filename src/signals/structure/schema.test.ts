import { describe, expect, it } from 'vitest';
import { structureRule } from './schema.ts';

const regex = { type: 'regex', pattern: 'a+' };
const set = { type: 'keyword_set', keywords: ['a'] };
const sequence = { type: 'sequence', sequences: [['a', 'b']] };
const bytes = { type: 'text_bytes' };

function problems(type: string, source: object, rest: object = {}): readonly string[] {
  const { error } = structureRule.safeParse({ name: 'rule', feature: { type, source }, ...rest });
  return (error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('structure rule', () => {
  it.each([
    ['exists', regex, {}],
    ['exists', set, {}],
    ['exists', sequence, {}],
    ['count', regex, { predicate: { gte: 3 } }],
    ['count', set, {}],
    ['count', sequence, {}],
    ['count', bytes, { predicate: { gt: 4000 } }],
    ['density', regex, { predicate: { lt: 0.05 } }],
    ['density', { ...set, case_sensitive: true }, { predicate: { gt: 0.08 } }],
    ['sequence', sequence, { predicate: { gte: 1 } }],
    ['exists', regex, { description: 'why' }],
  ])('accepts %s of %j with %j', (type, source, rest) => {
    expect(problems(type, source, rest)).toEqual([]);
  });

  it.each([
    ['sequence', regex, {}, 'feature.source.type: `sequence` cannot use `regex`, use `sequence`'],
    ['exists', bytes, {}, '`exists` cannot use `text_bytes`, use `regex` or `keyword_set`'],
    ['density', bytes, {}, '`density` cannot use `text_bytes`'],
    ['exists', regex, { predicate: { gte: 1 } }, 'predicate: `exists` takes no predicate'],
    ['count', regex, { predicate: { gte: 3, gt: 2 } }, 'predicate: has both'],
    ['ratio', regex, {}, 'feature.type: '],
    ['count', { type: 'words' }, {}, 'feature.source.type: '],
    ['count', { type: 'regex' }, {}, 'feature.source.pattern: '],
    ['count', { ...regex, pattern: '(a' }, {}, 'feature.source.pattern: invalid pattern: missing'],
    ['count', { ...regex, pattern: 'a(?!b)' }, {}, 'feature.source.pattern: look-around'],
    ['count', { ...set, keywords: [] }, {}, 'feature.source.keywords: '],
    ['count', { ...set, keywords: ['a', ''] }, {}, 'feature.source.keywords.1: is blank'],
    ['sequence', { ...sequence, sequences: [] }, {}, 'feature.source.sequences: '],
    ['sequence', { ...sequence, sequences: [['a']] }, {}, 'feature.source.sequences.0: '],
    ['count', { ...regex, keywords: ['a'] }, {}, 'keywords'],
    ['count', regex, { normalize_by: 'words' }, 'normalize_by'],
  ])('rejects %s of %j with %j', (type, source, rest, part) => {
    expect(problems(type, source, rest).join('\n')).toContain(part);
  });

  it('fills in what is left out', () => {
    const feature = { type: 'count', source: regex };
    expect(structureRule.parse({ name: 'rule', feature })).toEqual({
      name: 'rule',
      feature: { type: 'count', source: { ...regex, case_sensitive: false } },
    });
  });
});
