import { describe, expect, it } from 'vitest';
import { problemsOf } from '../../../test/doubles/problems-of.ts';
import { compileOutputContract } from './output-contract.ts';
import { outputContractSpec } from './schema.ts';

function check(spec: object, content: string | undefined, reasoning?: string) {
  const contract = compileOutputContract(outputContractSpec.parse(spec));
  const verdict = contract?.check({ content, reasoning_content: reasoning });
  return verdict?.isMet ? verdict.text : { violation: verdict?.violation };
}

const choice = (rest: object = {}) => ({
  type: 'choice',
  choice_set: { values: ['Yes', 'No', 'not sure'] },
  ...rest,
});

const person = {
  type: 'object',
  properties: {
    name: { type: 'string', pattern: '^[A-Z]' },
    code: { type: 'string', pattern: '^[0-9]+$' },
    age: { type: 'integer', minimum: 0 },
  },
  required: ['name'],
  additionalProperties: false,
};
const json = (rest: object = {}, schema: object = person) => ({
  type: 'structured_json',
  schema,
  ...rest,
});
const embedded = { extract: { mode: 'json_object' } };

describe('a contract on a choice', () => {
  it.each([
    ['the value', 'Yes', 'Yes'],
    ['the value in another case, between blanks', ' NOT SURE\n', 'not sure'],
  ])('takes %s', (_, answer, value) => {
    expect(check(choice(), answer)).toBe(value);
  });

  it.each([
    ['more than the value', 'Yes.', '`Yes.` is none of the allowed values'],
    ['nothing', '  ', 'there is no answer'],
    ['no content', undefined, 'there is no answer'],
  ])('refuses %s', (_, answer, violation) => {
    expect(check(choice(), answer)).toEqual({ violation });
  });

  it('renders the value into a template, in either form of the place', () => {
    const render = { mode: 'template', template: 'answer: {choice} ({{choice}})' };
    expect(check(choice({ render }), 'no')).toBe('answer: No (No)');
  });

  it('looks in the sources in their order', () => {
    const extract = { sources: ['content', 'reasoning_content'] };
    expect(check(choice({ extract }), 'it is so', 'yes')).toBe('Yes');
    expect(check(choice({ extract }), 'it is so', 'who knows')).toEqual({
      violation: '`it is so` is none of the allowed values',
    });
  });
});

describe('a contract on JSON', () => {
  it('passes what fits as it was written', () => {
    expect(check(json(), ' {"name": "Ann", "age": 1e1}\n')).toBe('{"name": "Ann", "age": 1e1}');
  });

  it.each([
    ['not json', 'the answer is not JSON'],
    ['{"age": 3}', "`/` must have required property 'name'"],
    ['{"name": "Ann", "age": "3"}', '`/age` must be integer'],
    ['{"name": "Ann", "x": 1}', '`/` must NOT have additional properties ("x")'],
    ['{"name": "ann"}', '`/name` must match pattern "^[A-Z]"'],
    ['{"name": "Ann", "code": "A"}', '`/code` must match pattern "^[0-9]+$"'],
  ])('refuses %s', (answer, violation) => {
    expect(check(json(), answer)).toEqual({ violation });
  });

  it('keeps patterns of one schema apart', () => {
    expect(check(json(), '{"name":"Ann","code":"12"}')).toBe('{"name":"Ann","code":"12"}');
  });

  it('finds the object in prose and fences when told so', () => {
    const answer = 'Well, {that} is:\n```json\n{"name": "Ann } {"}\n```\nDone {"name": "Bo"}';
    expect(check(json(embedded), answer)).toBe('{"name": "Ann } {"}');
    expect(check(json(embedded), 'none { here')).toEqual({
      violation: 'the answer holds no JSON object',
    });
  });

  it('is done with an answer of nothing but braces in no time worth speaking of', () => {
    expect(check(json(embedded), '{'.repeat(500_000))).toEqual({
      violation: 'the answer holds no JSON object',
    });
  });

  it('fills in defaults before it checks, and puts ordered fields first', () => {
    const normalize = { field_order: ['name', 'age'], defaults: { name: 'Nobody', age: 7 } };
    expect(check(json({ normalize }), '{"code":"1","age":0}')).toBe(
      '{"name":"Nobody","age":0,"code":"1"}',
    );
  });

  it('refuses what is nested so deeply that checking it would take all of the stack', () => {
    const tree = { type: 'array', items: { $ref: '#' } };
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
    expect(check(json({}, tree), deep)).toEqual({ violation: expect.any(String) });
  });

  it('reads a schema of an older draft by its own rules', () => {
    const draft7 = {
      $schema: 'http://json-schema.org/draft-07/schema#',
      type: 'array',
      items: [{ type: 'string' }],
      additionalItems: false,
    };
    expect(check(json({}, draft7), '["a"]')).toBe('["a"]');
    expect(check(json({}, draft7), '["a","b"]')).toHaveProperty('violation');
  });

  it('throws at load for a schema that is wrong in a way that only shows there', () => {
    const broken = outputContractSpec.parse(json({}, { $ref: '#nowhere' }));
    expect(() => compileOutputContract(broken)).toThrow(/nowhere/);
  });
});

it.each([
  ['answers of several models', { type: 'reference_selection' }],
  [
    'a form of a benchmark',
    { type: 'structured_json', json_schema: { schema_ref: 'terminal_action_v1' } },
  ],
  [
    'a source that one model does not have',
    choice({ extract: { sources: ['candidate_responses'] } }),
  ],
])('%s are no contract of one model', (_, spec) => {
  expect(compileOutputContract(outputContractSpec.parse(spec))).toBeUndefined();
});

describe('the schema of a contract', () => {
  it.each([
    [
      'anything that is wrong',
      { properties: { a: { type: 'text' } } },
      'schema.properties.a.type: ',
    ],
    ['a book', { description: 'x'.repeat(70_000) }, 'schema: has 70018 characters as JSON'],
  ])('may not hold %s', (_, schema, problem) => {
    const problems = problemsOf(outputContractSpec, json({}, schema));
    expect(problems).toHaveLength(1);
    expect(problems[0]).toContain(problem);
  });

  it('knows values of a choice apart by more than case', () => {
    expect(problemsOf(outputContractSpec, choice({ choice_set: { values: ['a', 'A'] } }))).toEqual([
      'choice_set: lists a value twice',
    ]);
  });
});
