import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import type { Program } from '../ast.ts';
import { compileProgram } from '../compile/compile.ts';
import { read } from '../syntax/parse.ts';
import { randomProgram } from '../syntax/program-arbitrary.ts';
import { readString } from '../syntax/string-escapes.ts';
import { format } from './format.ts';

function formatted(text: string): string {
  const result = format(text);
  expect(result.diagnostics).toEqual([]);
  expect(format(result.text).text).toBe(result.text);
  return result.text;
}

const long = 'a text that is long enough to make a line of two of them too wide for one';

describe('layout', () => {
  it.each([
    ['', ''],
    [' \n ', ''],
    ['# a\n\n\n\n# b', '# a\n\n# b\n'],
    ['WITH{}', 'WITH {}\n'],
    ['WITH{a:1,"b":[1,2,],c:{d:null,},}', 'WITH { a: 1, b: [1, 2], c: { d: null } }\n'],
    [`WITH{a:"${long}" b:"${long}"}`, `WITH {\n  a: "${long}"\n  b: "${long}"\n}\n`],
    [`WITH{a:["${long}","${long}"]}`, `WITH {\n  a: [\n    "${long}",\n    "${long}"\n  ]\n}\n`],
    ['WITH { a: "x\n   y" b: 1 }', 'WITH {\n  a: "x\n   y"\n  b: 1\n}\n'],
    ['MODEL a{}MODEL b{}', 'MODEL a {}\nMODEL b {}\n'],
    ['MODEL a{}\n\n\nMODEL b{}', 'MODEL a {}\n\nMODEL b {}\n'],
    ['ROUTE a{}', 'ROUTE a {}\n'],
    ['MODEL a{}ROUTE b{TIER 1}MODEL c{}', 'MODEL a {}\n\nROUTE b {\n  TIER 1\n}\n\nMODEL c {}\n'],
    [
      'RECIPE r(description="d" strategy=confidence,){ROUTING{}}',
      'RECIPE r (description = "d", strategy = confidence) {\n  ROUTING {}\n}\n',
    ],
    [
      'ROUTE a{\n\n\nPRIORITY 1\n\n\nWHEN x("y")\nMODEL b(weight=1 effort=high),c,\n\n}',
      'ROUTE a {\n  PRIORITY 1\n\n  WHEN x("y")\n  MODEL b (weight = 1, effort = high), c\n}\n',
    ],
    [
      'ROUTE a{FOR v IN[b,"c d"]{MODEL v}FOR v IN decision.candidates{MODEL v MODEL w}}',
      'ROUTE a {\n  FOR v IN [b, "c d"] { MODEL v }\n  FOR v IN decision.candidates { MODEL v MODEL w }\n}\n',
    ],
    [
      'DECISION_TREE t{IF x("y"){MODEL a}ELSE IF x("z")OR x("w"){NAME n}ELSE{}}',
      'DECISION_TREE t {\n  IF x("y") {\n    MODEL a\n  }\n  ELSE IF x("z") OR x("w") {\n    NAME n\n  }\n  ELSE {}\n}\n',
    ],
    ['TEST t{"p"→r"q"->"s t"{model:x}}', 'TEST t {\n  "p" -> r\n  "q" -> "s t" { model: x }\n}\n'],
    [
      'ROUTE a{WHEN(x(y)AND NOT(z("w",label:"l" predicate:{gte:0.7})))OR NOT NOT x(v)}',
      'ROUTE a {\n  WHEN (x("y") AND NOT (z("w", label: "l", predicate: { gte: 0.7 }))) OR NOT NOT x("v")\n}\n',
    ],
  ])('%j', (text, expected) => {
    expect(formatted(text)).toBe(expected);
  });

  it('breaks a long condition at its weakest operator', () => {
    const reference = 'keyword("a name of some length") AND domain("another name of some length")';
    expect(formatted(`ROUTE r { WHEN ${reference} OR ${reference} }`)).toBe(
      `ROUTE r {\n  WHEN ${reference}\n      OR ${reference}\n}\n`,
    );
    const condition = `IF ${reference} AND x("y and some more words") {} ELSE {}`;
    expect(formatted(`DECISION_TREE t { ${condition} }`)).toBe(
      'DECISION_TREE t {\n  IF keyword("a name of some length")\n      AND domain("another name of some length")\n      AND x("y and some more words") {}\n  ELSE {}\n}\n',
    );
  });

  it('breaks long brackets in a condition, the outer ones first', () => {
    const words = 'keyword("words of some length")';
    const inner = `(${words} AND NOT ${words})`;
    expect(formatted(`ROUTE r { WHEN x("y") AND NOT (${inner} OR ${inner}) }`)).toBe(
      `ROUTE r {
  WHEN x("y")
      AND NOT (
        ${inner}
        OR ${inner}
      )
}
`,
    );
    const wide = `(${words} AND ${words} AND ${words})`;
    expect(formatted(`ROUTE r { WHEN (${wide} OR x("y") # why\n) MODEL m }`)).toBe(
      `ROUTE r {
  WHEN (
    (
      ${words}
      AND ${words}
      AND ${words}
    )
    OR x("y") # why
  )
  MODEL m
}
`,
    );
  });

  it('breaks a long list of models after its commas', () => {
    const model = '"a model with a name of some length, for which it needs quotes"';
    expect(formatted(`ROUTE r { MODEL ${model}, ${model}, }`)).toBe(
      `ROUTE r {\n  MODEL ${model},\n      ${model}\n}\n`,
    );
  });

  it('puts as many words of a long list in a line as fit', () => {
    const words = (count: number) =>
      Array.from({ length: count }, () => '"a few words"').join(', ');
    expect(formatted(`WITH { a: [${words(15)}, { b: 1 }] }`).split('\n')).toHaveLength(21);
    expect(formatted(`WITH { a: [${words(8)}, "x\ny", ${words(8)}] }`)).toBe(
      `WITH {
  a: [
    ${words(6)},
    ${words(2)},
    "x\ny",
    ${words(6)},
    ${words(2)}
  ]
}
`,
    );
    expect(formatted(`WITH { a: ["b", # why\n "c", "d"] }`)).toBe(
      'WITH {\n  a: [\n    "b", # why\n    "c", "d"\n  ]\n}\n',
    );
  });

  it('fills a line of 100 columns, and not one of 101', () => {
    const object = (width: number) => `WITH { a: "${'x'.repeat(width - 14)}" }`;
    expect(formatted(object(100))).toBe(`${object(100)}\n`);
    expect(formatted(object(101)).split('\n')).toHaveLength(4);
  });
});

describe('names and texts', () => {
  it.each([
    ['MODEL "a/b-1.5" {}', 'MODEL a/b-1.5 {}\n'],
    ['MODEL "9b" {}', 'MODEL "9b" {}\n'],
    ['MODEL "NAME" {}', 'MODEL "NAME" {}\n'],
    [String.raw`MODEL "\u0061" {}`, 'MODEL a {}\n'],
    ['WITH { "true": "word", "a": word }', 'WITH { "true": "word", a: word }\n'],
    ['TEST "t" { "p" -> "r" }', 'TEST t {\n  "p" -> r\n}\n'],
    [
      'ROUTE a { DESCRIPTION "word" WHEN x("y") PLUGIN "p" {} }',
      'ROUTE a {\n  DESCRIPTION "word"\n  WHEN x("y")\n  PLUGIN p {}\n}\n',
    ],
    [
      String.raw`WITH { a: "\x41\u0042", b: 1e3, c: +1.50 }`,
      `${String.raw`WITH { a: "\x41\u0042", b: 1e3, c: +1.50 }`}\n`,
    ],
  ])('%s', (text, expected) => {
    expect(formatted(text)).toBe(expected);
  });
});

describe('comments', () => {
  it.each([
    ['# a\nWITH {} # b\n# c', '# a\nWITH {} # b\n# c\n'],
    [
      'WITH { # a\n# b\nx: 1, # c\ny: 2 # d\n# e\n}',
      'WITH { # a\n  # b\n  x: 1 # c\n  y: 2 # d\n  # e\n}\n',
    ],
    ['WITH { x: [1, # a\n2 # b\n] }', 'WITH {\n  x: [\n    1, # a\n    2 # b\n  ]\n}\n'],
    ['ROUTE # a\nr # b\n{ # c\n}', '# a\n# b\nROUTE r { # c\n}\n'],
    ['ROUTE r { MODEL a, # a\nb # b\n}', 'ROUTE r {\n  MODEL a, # a\n      b # b\n}\n'],
    [
      'ROUTE r { WHEN x("y") # a\nAND # b\nx("z") # c\n}',
      'ROUTE r {\n  WHEN x("y") # a\n      # b\n      AND x("z") # c\n}\n',
    ],
    ['ROUTE r {\n\n# a\n\nTIER 1\n\n# b\n\n}', 'ROUTE r {\n  # a\n\n  TIER 1\n\n  # b\n}\n'],
    [
      'MODEL a {}\n# of the route\nROUTE r {\n}\n# the end',
      'MODEL a {}\n# of the route\nROUTE r {}\n# the end\n',
    ],
    [
      'ROUTE a { TIER 1 }\n# b\nROUTE b { TIER 2 } # c',
      'ROUTE a {\n  TIER 1\n}\n\n# b\nROUTE b {\n  TIER 2\n} # c\n',
    ],
    ['#  as it is  \r\nWITH {}\r\n', '#  as it is\nWITH {}\n'],
  ])('%j', (text, expected) => {
    expect(formatted(text)).toBe(expected);
  });
});

it('leaves a text with mistakes of syntax as it is, and says why', () => {
  const text = 'ROUTE  a {\n MODEL\n}';
  const result = format(text);
  expect(result.text).toBe(text);
  expect(result.diagnostics.map(({ code }) => code)).toEqual(['D100']);
});

it('formats what only makes no sense', () => {
  const result = format('ROUTE a{WHEN nothing("here")}WITH{a:1,a:2}');
  expect(result.text).toBe('ROUTE a {\n  WHEN nothing("here")\n}\n\nWITH { a: 1, a: 2 }\n');
  expect(result.diagnostics.map(({ code }) => code)).toEqual(['D110']);
});

it('changes nothing but white space, quotes and commas, and no document, in 10,000 random programs', () => {
  for (let seed = 0; seed < 10_000; seed++) {
    const text = randomProgram(createRandom(seed));
    const before = read(text);
    expect(before.diagnostics).toEqual([]);
    const { text: once } = format(text);
    const after = read(once);
    expect(said(after.tokens)).toEqual(said(before.tokens));
    expect(after.comments.map(({ image }) => image)).toEqual(
      before.comments.map(({ image }) => image.trimEnd()),
    );
    expect(meaning(after.program)).toBe(meaning(before.program));
    expect(documentOf(after.program)).toBe(documentOf(before.program));
    expect(format(once).text).toBe(once);
  }
}, 300_000);

/** Tokens without commas; names and texts by what they say. */
function said(tokens: readonly { readonly image: string }[]): string[] {
  return tokens
    .filter(({ image }) => image !== ',')
    .map(({ image }) =>
      image === '→' ? '->' : image.startsWith('"') ? readString(image, true).value : image,
    );
}

function documentOf(program: Program): string {
  return JSON.stringify(compileProgram(program).document);
}

function meaning(program: unknown): string {
  return JSON.stringify(program, (key, value) =>
    key === 'range' || key === 'isQuoted' ? undefined : value,
  );
}
