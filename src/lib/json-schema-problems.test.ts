import { describe, expect, it } from 'vitest';
import { findSchemaProblems } from './json-schema-problems.ts';

const nested = (levels: number): object => (levels === 0 ? {} : { items: nested(levels - 1) });
const listed = (schema: unknown) =>
  findSchemaProblems(schema).map(({ path, message }) => `${path.join('.')}: ${message}`);

describe('a schema', () => {
  it.each([
    ['is empty', {}],
    ['refers to itself', { $defs: { 'a/b': { $ref: '#' } }, $ref: '#/$defs/a~1b' }],
    ['refers to an anchor', { $ref: '#name' }],
    ['has fields that are called like keywords', { properties: { pattern: {}, type: true } }],
    ['has data that looks like schemas', { const: { $ref: 'x' }, examples: [{ pattern: '(' }] }],
    ['has notes of others', { 'x-note': 1, format: 'date', title: 'T' }],
    ['has items in order, of an old draft', { items: [{ type: 'string' }, false] }],
    ['has unique items, but few', { uniqueItems: true, maxItems: 9 }],
  ])('is right that %s', (_, schema) => {
    expect(listed(schema)).toEqual([]);
  });

  it.each([
    [{ type: 'text' }, 'type: must be of `string`'],
    [{ type: [] }, 'type: must be of `string`'],
    [{ properties: { a: 'string' } }, 'properties.a: must be a schema'],
    [{ properties: [] }, 'properties: must be a map of schemas'],
    [{ anyOf: [] }, 'anyOf: must list schemas'],
    [{ anyOf: [{}, { type: 'x' }] }, 'anyOf.1.type: must be'],
    [{ required: ['a', 'a'] }, 'required: must list names, each once'],
    [{ required: true }, 'required: must list names'],
    [{ enum: 'a' }, 'enum: must be a list'],
    [{ minimum: '3' }, 'minimum: must be a number'],
    [{ maxLength: -1 }, 'maxLength: must be a whole number'],
    [{ $ref: 'https://example.com/a.json' }, '$ref: names another document'],
    [{ $ref: '#/$defs/a' }, '$ref: leads nowhere'],
    [{ properties: { a: { pattern: '(?=x)' } } }, 'properties.a.pattern: '],
    [{ patternProperties: { '(': {} } }, 'patternProperties: '],
    [{ items: { uniqueItems: true } }, 'items.uniqueItems: compares all pairs'],
    [nested(40), 'is nested deeper than 32 levels'],
  ])('%j is wrong: %s', (schema, problem) => {
    const problems = listed(schema);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });
});
