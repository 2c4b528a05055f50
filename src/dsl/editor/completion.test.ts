import { describe, expect, it } from 'vitest';
import { checkProgram } from '../check/check-program.ts';
import { createFieldCatalog } from '../field-catalog.ts';
import { complete } from './completion.ts';
import { hoverAt } from './hover.ts';

const program = `MODEL large {}
SIGNAL keyword billing { operator: "OR" keywords: ["invoice"] }
SIGNAL domain law { mmlu_categories: ["law"] }
SIGNAL embedding sql { threshold: 0.5 candidates: ["x"] }
SIGNAL complexity task { hard: { candidates: ["prove it"] } easy: { candidates: ["greet me"] } }
PROJECTION score effort { inputs: [{ type: "keyword", name: "billing", weight: 1 }] }
PROJECTION mapping band { source: "effort" outputs: [{ name: "high", gte: 0.5 }] }
PLUGIN warm response_cache { enabled: true }
ROUTE money { MODEL large, "other one" }
RECIPE own { SIGNAL keyword inner { operator: "OR" keywords: ["a"] } ROUTE lane { MODEL large } }
`;

const catalog = createFieldCatalog();

function completions(marked: string) {
  const text = program + marked.replace('|', '');
  const offset = program.length + marked.indexOf('|');
  return complete({
    text,
    offset,
    symbols: checkProgram(text).symbols,
    catalog,
    models: ['base-model'],
  });
}

const models = ['large', 'other one', 'base-model'];
const items =
  'ROUTING ENTRYPOINT RECIPE MODEL SIGNAL PROJECTION PLUGIN ROUTE DECISION_TREE TEST WITH';
const statements = 'PRIORITY TIER DESCRIPTION WHEN MODEL ALGORITHM PLUGIN FOR EMIT WITH';
const branch = 'NAME DESCRIPTION TIER MODEL ALGORITHM PLUGIN FOR EMIT WITH';
const tree = 'DECISION_TREE t { IF keyword("billing")';

describe('at the cursor there is offered', () => {
  it.each<[marked: string, labels: readonly string[]]>([
    ['|', items.split(' ')],
    ['RO|', items.split(' ')],
    ['DECISION_TREE t { ELSE {} } |', items.split(' ')],
    ['PROJECTION |', ['partition', 'score', 'mapping']],
    ['ROUTING { strategy: |', ['priority', 'confidence']],
    ['ENTRYPOINT { recipe: |', ['own']],
    ['SIGNAL keyword x { operator: O|', ['AND', 'OR', 'NOR']],
    ['SIGNAL structure x { feature: { source: { type: "regex" } |', ['type']],
    ['SIGNAL complexity x { composer: { conditions: [{ operator: |', ['AND', 'OR', 'NOT']],
    ['PROJECTION partition p { members: ["law", |', ['law', 'sql']],
    ['PROJECTION partition p { default: |', ['law', 'sql']],
    ['PROJECTION mapping m { source: "|', ['effort']],
    ['PROJECTION mapping m { outputs: [{ name: "x" |', ['gt', 'gte', 'lt', 'lte']],
    ['ROUTE r { |', statements.split(' ')],
    ['ROUTE r { PRIORITY 1 |', statements.split(' ')],
    ['ROUTE r {\n  # note\n  |', statements.split(' ')],
    ['ROUTE "SIGNAL x" { |', statements.split(' ')],
    ['ROUTE r (|', ['description']],
    ['ROUTE r { WHEN keyword("billing") |', ['AND', 'OR', ...statements.split(' ')]],
    ['ROUTE r { WHEN keyword("billing")\n  M|', ['AND', 'OR', ...statements.split(' ')]],
    ['ROUTE r { WHEN (keyword("billing") |', ['AND', 'OR']],
    ['ROUTE r { WHEN keyword(|', ['billing']],
    ['ROUTE r { WHEN NOT (domain("law") OR domain("|', ['law']],
    ['ROUTE r { WHEN projection(|', ['high']],
    ['ROUTE r { WHEN complexity(|', ['task:easy', 'task:medium', 'task:hard']],
    ['ROUTE r { WHEN classifier("x", |', ['label', 'predicate', 'on_error']],
    ['ROUTE r { WHEN classifier("x", label: "y", |', ['predicate', 'on_error']],
    ['ROUTE r { WHEN classifier("x", on_error: |', ['no_match', 'match', 'fail']],
    ['ROUTE r { WHEN classifier("x", predicate: { |', ['gt', 'gte', 'lt', 'lte']],
    ['ROUTE r { MODEL |', models],
    ['ROUTE r { MODEL large (reasoning = true), |', models],
    ['ROUTE r { MODEL large (reasoning = |', ['true', 'false']],
    ['ROUTE r { ALGORITHM fusion { analysis_models: [|', models],
    ['ROUTE r { ALGORITHM fusion { model: "|', models],
    ['ROUTE r { FOR m |', ['IN']],
    ['ROUTE r { FOR m IN |', ['decision.candidates']],
    ['ROUTE r { FOR m IN [large, |', models],
    ['ROUTE r { FOR m IN [large] { MODEL |', ['m', ...models]],
    ['ROUTE r { FOR m IN [large] { MODEL m } |', statements.split(' ')],
    ['ROUTE r { EMIT |', ['retention']],
    ['DECISION_TREE t { |', ['IF', 'ELSE']],
    [`${tree} |`, ['AND', 'OR']],
    [`${tree} { |`, branch.split(' ')],
    [`${tree} { NAME x |`, branch.split(' ')],
    [`${tree} {} ELSE |`, ['IF']],
    [`${tree} {} ELSE IF domain(|`, ['law']],
    [`${tree} {} ELSE { MODEL |`, models],
    ['RECIPE r (strategy = |', ['priority', 'confidence']],
    ['RECIPE own { ROUTE x { WHEN keyword(|', ['inner']],
    ['RECIPE own { TEST t { "a" -> |', ['lane']],
    ['RECIPE own { ROUTE x { MODEL |', models],
    ['TEST t { "p" -> mo|', ['money']],
    [
      'TEST t { "ROUTE" -> money { model: "large", |',
      ['signals', 'not_signals', 'messages', 'tools'],
    ],
    ['TEST t { "p" -> money { model: |', models],
  ])('%j', (marked, labels) => {
    expect(completions(marked).map(({ label }) => label)).toEqual(labels);
  });
});

describe('at the cursor nothing is offered', () => {
  it.each([
    'SIGNAL keyword |',
    'SIGNAL keyword x |',
    'PLUGIN |',
    'ROUTE |',
    'ROUTE r |',
    'ROUTE r (description = |',
    'ROUTE r { PRIORITY |',
    'ROUTE r { DESCRIPTION |',
    'ROUTE r { FOR |',
    'DECISION_TREE t |',
    `${tree} { NAME |`,
    'RECIPE r |',
    'TEST t { |',
    'TEST t { "some pro|',
    'TEST t { "p" |',
    '# a comment |',
    'ROUTE r { # WH|',
    'ROUTE r { WHEN keyword("billing") # AN|',
    'SIGNAL keyword x { keywords: ["a|',
  ])('%j', (marked) => {
    expect(completions(marked)).toEqual([]);
  });
});

it.each([
  ['keyword(|)', 'keyword("billing")'],
  ['keyword("|")', 'keyword("billing")'],
  ['keyword("bil|") AND x', 'keyword("billing") AND x'],
  ['keyword("bil|ling", label: "x")', 'keyword("billing", label: "x")'],
  ['keyword(bil|ling)', 'keyword("billing")'],
  ['keyword("bil| AND domain("law")', 'keyword("billing" AND domain("law")'],
  ['keyword("bil|\n"', 'keyword("billing"\n"'],
])('the word around the cursor is replaced as a whole: %s', (marked, expected) => {
  const before = 'ROUTE r { WHEN ';
  const [first] = completions(before + marked);
  const text = program + before + marked.replace('|', '');
  const { start, end, newText } = first ?? { start: 0, end: 0, newText: '' };
  expect(text.slice(0, start) + newText + text.slice(end)).toBe(program + before + expected);
});

it.each(['# all WHEN rules', 'MODEL x { description: "WHEN" }'])(
  'words of the language are not explained in comments and strings: %s',
  (text) => {
    const { symbols } = checkProgram(text);
    expect(hoverAt({ text, offset: text.indexOf('WHEN') + 1, symbols, catalog })).toBeUndefined();
  },
);
