import { describe, expect, it } from 'vitest';
import { compileProgram } from '../compile/compile.ts';
import { parse } from '../syntax/parse.ts';
import { isTaken, renameEdits, symbolAt } from './navigation.ts';

const program = `MODEL large {}
SIGNAL keyword billing { operator: "OR" keywords: ["billing"] }
SIGNAL embedding billing { threshold: 0.5 candidates: ["x"] }
SIGNAL domain law {}
PROJECTION partition topic { members: ["billing", other] default: "billing" }
PROJECTION score effort { inputs: [{ type: "keyword", name: "billing", weight: 1 }] }
PROJECTION mapping band { source: "effort" outputs: [{ name: "high", gte: 0.5 }] }
PLUGIN warm response_cache {}
ROUTE money {
  WHEN keyword("billing") AND embedding("billing") AND projection("high")
  MODEL large, small
  ALGORITHM fusion { model: "large", analysis_models: ["large", "small"], analysis_overrides: [{ model: "large" }] }
  PLUGIN warm
  PLUGIN rag
}
RECIPE one { SIGNAL keyword billing {} ROUTE a { WHEN keyword("billing") PLUGIN warm } }
RECIPE two { PLUGIN warm rag {} ROUTE a { PLUGIN warm MODEL large } }
TEST t { "large" -> money { model: "large" } }
`;

const { symbols } = compileProgram(parse(program).program);

function symbolOf(declaration: string) {
  const [line = '', name = ''] = declaration.split('|');
  const symbol = symbolAt(symbols, program.indexOf(line + name) + line.length);
  if (symbol === undefined) throw new Error(`nothing is declared by ${declaration}`);
  return symbol;
}

function renamed(declaration: string, name: string): string {
  return [...renameEdits(symbols, symbolOf(declaration), { name, text: program })]
    .sort((a, b) => b.range.start - a.range.start)
    .reduce(
      (text, { range, newText }) => text.slice(0, range.start) + newText + text.slice(range.end),
      program,
    );
}

describe('a name is changed wherever it is meant, and nowhere else:', () => {
  it.each<[what: string, declaration: string, changes: readonly [string, string][]]>([
    [
      'of a model, also in algorithms and tests',
      'MODEL |large',
      [
        ['MODEL large {}', 'MODEL "new name" {}'],
        ['MODEL large, small', 'MODEL "new name", small'],
        ['model: "large"', 'model: "new name"'],
        ['["large"', '["new name"'],
        ['MODEL large }', 'MODEL "new name" }'],
      ],
    ],
    [
      'of one of two signals that are called the same',
      'SIGNAL keyword |billing',
      [
        ['SIGNAL keyword billing { operator', 'SIGNAL keyword "new name" { operator'],
        ['name: "billing"', 'name: "new name"'],
        ['WHEN keyword("billing") AND', 'WHEN keyword("new name") AND'],
      ],
    ],
    [
      'of a member of a partition',
      'SIGNAL embedding |billing',
      [
        ['SIGNAL embedding billing', 'SIGNAL embedding "new name"'],
        ['["billing", other] default: "billing"', '["new name", other] default: "new name"'],
        ['embedding("billing")', 'embedding("new name")'],
      ],
    ],
    [
      'of a score',
      'score |effort',
      [
        ['score effort', 'score "new name"'],
        ['source: "effort"', 'source: "new name"'],
      ],
    ],
    ['of an output', 'name: |"high"', [['"high"', '"new name"']]],
    [
      'of a template, also in recipes that have none of that name',
      'PLUGIN |warm response_cache',
      [
        ['PLUGIN warm response_cache', 'PLUGIN "new name" response_cache'],
        ['PLUGIN warm\n', 'PLUGIN "new name"\n'],
        ['PLUGIN warm } }\nRECIPE two', 'PLUGIN "new name" } }\nRECIPE two'],
      ],
    ],
  ])('%s', (_, declaration, changes) => {
    expect(renamed(declaration, 'new name')).toBe(
      changes.reduce((text, [from, to]) => text.replaceAll(from, to), program),
    );
  });
});

it.each([
  ['MODEL |large', 'large', false],
  ['SIGNAL keyword |billing', 'law', false],
  ['SIGNAL embedding |billing', 'other', false],
  ['RECIPE |one', 'two', true],
  ['PLUGIN |warm response_cache', 'rag', true],
  ['PLUGIN |warm response_cache', 'pii', false],
])('%s cannot become what is there already: %s %s', (declaration, name, expected) => {
  expect(isTaken(symbols, symbolOf(declaration), name)).toBe(expected);
});
