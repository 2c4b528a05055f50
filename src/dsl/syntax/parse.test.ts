import { describe, expect, it } from 'vitest';
import { createRandom } from '../../lib/random.ts';
import type { Expression, Item, RouteBlock } from '../ast.ts';
import { createLineIndex } from '../lines.ts';
import { parse } from './parse.ts';
import { randomProgram } from './program-arbitrary.ts';

/** What was reported, as `line:column code message`. */
function reported(text: string): string[] {
  const lines = createLineIndex(text);
  return parse(text).diagnostics.map(({ code, range, message }) => {
    const { line, column } = lines.position(range.start);
    return `${line}:${column} ${code} ${message}`;
  });
}

function names(text: string): string[] {
  return parse(text).program.items.map((item) => ('name' in item ? item.name.value : item.kind));
}

/** The text after the first fix of each diagnostic, last first. */
function fixed(text: string): string {
  return parse(text)
    .diagnostics.flatMap(({ fixes }) => fixes[0] ?? [])
    .sort((a, b) => b.range.start - a.range.start)
    .reduce((all, { range, newText }) => {
      return all.slice(0, range.start) + newText + all.slice(range.end);
    }, text);
}

/** A tree without the places, for comparison. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (node === null || typeof node !== 'object') return node;
  const kept = Object.entries(node).filter(([key]) => key !== 'range' && key !== 'isQuoted');
  return Object.fromEntries(kept.map(([key, value]) => [key, plain(value)]));
}

function firstItem<Kind extends Item['kind']>(text: string, kind: Kind) {
  const { program, diagnostics } = parse(text);
  expect(diagnostics).toEqual([]);
  const item = program.items[0];
  expect(item?.kind).toBe(kind);
  return item as Extract<Item, { kind: Kind }>;
}

function route(body: string): RouteBlock {
  return firstItem(`ROUTE r { ${body} }`, 'route');
}

/** A condition as text, every group in brackets. */
function shown(expression: Expression): string {
  switch (expression.kind) {
    case 'not':
      return `!${shown(expression.operand)}`;
    case 'reference':
      return expression.name.value;
    default:
      return `(${expression.operands.map(shown).join(expression.kind === 'and' ? ' & ' : ' | ')})`;
  }
}

describe('blocks', () => {
  it.each([
    ['ROUTING { strategy: priority }', 'routing'],
    ['ENTRYPOINT { model_names: ["a/b"] recipe: "r" }', 'entrypoint'],
    ['MODEL local/m-1.5 { tags: [] }', 'model'],
    ['MODEL "9b" { }', 'model'],
    ['RECIPE r { }', 'recipe'],
    ['RECIPE r (description = "d" strategy = confidence,) { ROUTE a { } }', 'recipe'],
    ['SIGNAL keyword "two words" { keywords: ["a", "b",], }', 'signal'],
    ['PROJECTION score s { }', 'projection'],
    ['PLUGIN cache semantic-cache { }', 'template'],
    ['ROUTE r { }', 'route'],
    ['DECISION r (description = "d") { }', 'route'],
    ['DECISION_TREE t { IF a("b") { } ELSE { } }', 'tree'],
    ['TEST t { "p" -> r "q" → "s" { model: "x" } }', 'test'],
    ['WITH { a: 1 }', 'with'],
  ] as const)('%s', (text, kind) => {
    const item = firstItem(text, kind);
    expect(item.range).toEqual({ start: 0, end: text.length });
  });

  it.each(['', '   \n', '# only a comment', '\ufeff# byte order mark\r\n'])(
    'nothing but white space and comments is an empty program: %j',
    (text) => {
      expect(parse(text)).toEqual({
        program: { kind: 'program', items: [], range: { start: 0, end: text.length } },
        diagnostics: [],
      });
    },
  );

  it('has the parts of a tree with their conditions', () => {
    const tree = firstItem(
      'DECISION_TREE t { IF a("b") { NAME x TIER 1 } ELSE IF a("c") { MODEL m } ELSE { WITH { k: 1 } } }',
      'tree',
    );
    expect(tree.branches.map(({ condition }) => condition && shown(condition))).toEqual([
      'b',
      'c',
      undefined,
    ]);
    expect(tree.branches.map(({ statements }) => statements.map(({ kind }) => kind))).toEqual([
      ['name', 'tier'],
      ['models'],
      ['with'],
    ]);
  });

  it('has what a test asserts beside the route', () => {
    const test = firstItem('TEST t { "p\\n" -> "my route" { signals: ["keyword:a"] } }', 'test');
    expect(plain(test.entries)).toEqual([
      {
        kind: 'test-entry',
        prompt: { value: 'p\n' },
        route: { value: 'my route' },
        fields: plain(firstItem('WITH { signals: ["keyword:a"] }', 'with').fields),
      },
    ]);
  });
});

describe('statements', () => {
  it('come in the order of the text', () => {
    const { statements } = route(`
      PRIORITY -5 TIER 2 DESCRIPTION "d" WHEN a("b") MODEL x, "y z" (weight = 1, effort = high,),
      ALGORITHM static ALGORITHM fusion { model: x } PLUGIN p PLUGIN "q" { a: null }
      FOR v IN decision.candidates { MODEL v } FOR w IN [a (lora = "l"), b] { MODEL w MODEL w, }
      EMIT retention { drop: true } WITH { a: 1 }`);
    expect(statements.map(({ kind }) => kind)).toEqual([
      'priority',
      'tier',
      'description',
      'when',
      'models',
      'algorithm',
      'algorithm',
      'plugin',
      'plugin',
      'loop',
      'loop',
      'emit',
      'with',
    ]);
    expect(plain(statements[0])).toEqual({
      kind: 'priority',
      value: { kind: 'scalar', value: -5 },
    });
    expect(plain(statements[4])).toEqual({
      kind: 'models',
      models: [
        { kind: 'model-reference', name: { value: 'x' }, options: [] },
        {
          kind: 'model-reference',
          name: { value: 'y z' },
          options: [
            { key: { value: 'weight' }, value: { kind: 'scalar', value: 1 } },
            { key: { value: 'effort' }, value: { kind: 'scalar', value: 'high' } },
          ],
        },
      ],
    });
    expect(plain(statements[10])).toMatchObject({
      variable: { value: 'w' },
      source: [{ name: { value: 'a' } }, { name: { value: 'b' } }],
      body: [{ kind: 'models' }, { kind: 'models' }],
    });
  });

  it('may have words of the language in small letters as names', () => {
    const text = 'ROUTE route { MODEL model, in, priority (weight = 1), when\n WHEN not("x") }';
    expect(names(text)).toEqual(['route']);
    expect(reported(text)).toEqual([]);
  });
});

describe('conditions', () => {
  it.each([
    ['s("a")', 'a'],
    ['s(a)', 'a'],
    ['((s(a)))', 'a'],
    ['s(a) AND s(b) AND s(c)', '(a & b & c)'],
    ['(s(a) AND s(b)) AND s(c)', '((a & b) & c)'],
    ['s(a) OR s(b) AND s(c) OR s(d)', '(a | (b & c) | d)'],
    ['NOT s(a) AND s(b)', '(!a & b)'],
    ['NOT (s(a) AND s(b))', '!(a & b)'],
    ['NOT NOT s(a)', '!!a'],
    ['(s(a) OR s(b)) AND NOT (NOT s(c) OR s(d))', '((a | b) & !(!c | d))'],
  ])('%s reads as %s', (text, expected) => {
    const [when] = route(`WHEN ${text}`).statements;
    expect(when?.kind === 'when' && shown(when.condition)).toBe(expected);
  });

  it('may say more of a signal than its name', () => {
    const text =
      'WHEN classifier("mood", label: "angry" predicate: { gte: 0.7 }, on_error: no_match)';
    expect(plain(route(text).statements)).toMatchObject([
      { condition: { pairs: [{ key: { value: 'label' } }, { key: { value: 'predicate' } }, {}] } },
    ]);
  });

  it('reach from their first to their last token, brackets included', () => {
    const text = 'ROUTE r { WHEN (s(a) OR s(b)) AND NOT s(c) }';
    const [when] = firstItem(text, 'route').statements;
    if (when?.kind !== 'when') throw new Error('no condition');
    const { start, end } = when.condition.range;
    expect(text.slice(start, end)).toBe('(s(a) OR s(b)) AND NOT s(c)');
  });
});

describe('values', () => {
  it.each([
    ['1', 1],
    ['+7', 7],
    ['-0', -0],
    ['0.50', 0.5],
    ['-1.5e-3', -0.0015],
    ['1E3', 1000],
    ['true', true],
    ['false', false],
    ['null', null],
    ['True', 'True'],
    ['word/with-all.signs_1', 'word/with-all.signs_1'],
    ['"two\nlines"', 'two\nlines'],
    [String.raw`"\\ \" \n \t \r \a \b \f \v"`, '\\ " \n \t \r \u0007 \b \f \v'],
    [String.raw`"\x41\101\u00e9\U0001F642\ud800"`, 'AAé🙂\ud800'],
  ])('%s is %j', (written, value) => {
    const { fields } = firstItem(`WITH { key: ${written} }`, 'with');
    expect(fields.pairs[0]?.value).toMatchObject({ kind: 'scalar', value });
  });

  it('nest, with and without commas', () => {
    const { fields } = firstItem('WITH { "a b": [1, {c: [], d: {}}, ] e: x, }', 'with');
    expect(plain(fields)).toEqual({
      kind: 'object',
      pairs: [
        {
          key: { value: 'a b' },
          value: {
            kind: 'array',
            items: [
              { kind: 'scalar', value: 1 },
              {
                kind: 'object',
                pairs: [
                  { key: { value: 'c' }, value: { kind: 'array', items: [] } },
                  { key: { value: 'd' }, value: { kind: 'object', pairs: [] } },
                ],
              },
            ],
          },
        },
        { key: { value: 'e' }, value: { kind: 'scalar', value: 'x' } },
      ],
    });
  });
});

describe('slips', () => {
  it.each([
    ['route a { }', '1:1 D100 keywords are written in capitals: `ROUTE`', 'ROUTE a { }'],
    [
      'ROUTE a { PRIORTY 5 }',
      '1:11 D100 `PRIORTY` is no keyword, did you mean `PRIORITY`?',
      'ROUTE a { PRIORITY 5 }',
    ],
    [
      'ROUTE a { MODEL b,\n priority 5 }',
      '2:2 D100 keywords are written in capitals: `PRIORITY`',
      'ROUTE a { MODEL b,\n PRIORITY 5 }',
    ],
    ['WITH { a = 1 }', '1:10 D100 `:` stands between field and value', 'WITH { a : 1 }'],
    [
      'ROUTE a (description: "d") { }',
      '1:21 D100 `=` stands between option and value',
      'ROUTE a (description= "d") { }',
    ],
    [
      'SIGNAL keyword my words { }',
      '1:16 D100 `my words` is no plain word; it stands in quotes',
      'SIGNAL keyword "my words" { }',
    ],
    [
      'ROUTE a { MODEL qwen:7b (weight = 1) }',
      '1:17 D100 `qwen:7b` is no plain word; it stands in quotes',
      'ROUTE a { MODEL "qwen:7b" (weight = 1) }',
    ],
    [
      'ROUTE a { WHEN complexity(size:hard) }',
      '1:27 D100 `size:hard` is no plain word; it stands in quotes',
      'ROUTE a { WHEN complexity("size:hard") }',
    ],
    ['WITH { a: 8K }', '1:11 D100 `8K` is no plain word; it stands in quotes', 'WITH { a: "8K" }'],
    [
      'WITH { a: https://host/path b: 1 }',
      '1:11 D100 `https://host/path` is no plain word; it stands in quotes',
      'WITH { a: "https://host/path" b: 1 }',
    ],
    [
      'MODEL größe { }',
      '1:7 D100 `größe` is no plain word; it stands in quotes',
      'MODEL "größe" { }',
    ],
    [
      'MODEL NAME { }',
      '1:7 D100 `NAME` is a word of the language; as a name or text it stands in quotes',
      'MODEL "NAME" { }',
    ],
    [
      'WITH { operator: OR }',
      '1:18 D100 `OR` is a word of the language; as a name or text it stands in quotes',
      'WITH { operator: "OR" }',
    ],
    [
      'ROUTE a { WHEN s(a) && s(b) }',
      '1:21 D100 `&&` is written `AND`',
      'ROUTE a { WHEN s(a)  AND  s(b) }',
    ],
    [
      'ROUTE a { WHEN s(a) || s(b) }',
      '1:21 D100 `||` is written `OR`',
      'ROUTE a { WHEN s(a)  OR  s(b) }',
    ],
    ['ROUTE a { WHEN !s(a) }', '1:16 D100 `!` is written `NOT`', 'ROUTE a { WHEN  NOT s(a) }'],
    [
      'ROUTE a { WHEN s(a) and s(b) }',
      '1:21 D100 keywords are written in capitals: `AND`',
      'ROUTE a { WHEN s(a) AND s(b) }',
    ],
    ["WITH { a: 'it' }", '1:11 D100 texts stand in double quotes', 'WITH { a: "it" }'],
    ['WITH { a: “it” }', '1:11 D100 texts stand in double quotes', 'WITH { a: "it" }'],
    [
      String.raw`WITH { a: "\d" }`,
      '1:12 D100 `\\d` is no escape; a backslash itself is written `\\\\`',
      String.raw`WITH { a: "\\d" }`,
    ],
    ['WITH { a: [1,, 2] }', '1:14 D100 nothing stands between these commas', 'WITH { a: [1, 2] }'],
    ['WITH { a: [1 2] }', '1:14 D100 expected `,` or `]`, found `2`', 'WITH { a: [1, 2] }'],
    ['WITH { a 1 }', '1:8 D100 expected `:` after `a`, found `1`', 'WITH { a: 1 }'],
    [
      'ROUTE a { PRIORITY: 5 }',
      '1:19 D100 no `:` stands after `PRIORITY`',
      'ROUTE a { PRIORITY 5 }',
    ],
    ['// no\nWITH { }', '1:1 D100 comments begin with `#`', '# no\nWITH { }'],
    ['WITH { a: 1; }', '1:12 D100 `;` is no sign of the language', 'WITH { a: 1 }'],
    ['TEST t { "p" => r }', '1:14 D100 `=>` is written `->`', 'TEST t { "p"  ->  r }'],
    [
      'PLUGIN a "response_cache" { }',
      '1:10 D100 the type of the plugin stands without quotes',
      'PLUGIN a response_cache { }',
    ],
    [
      'DECISION_TREE t { IF a(b) { } elif a(c) { } ELSE { } }',
      '1:31 D100 `elif` is written `ELSE IF`',
      'DECISION_TREE t { IF a(b) { } ELSE IF a(c) { } ELSE { } }',
    ],
    [
      'WITH { a: "open\n}',
      '1:11 D100 the text that begins here has no closing quote: `"open`',
      'WITH { a: "open"\n}',
    ],
    [
      'ROUTE a { MODEL b',
      '1:17 D100 expected `}` to close what line 1 opens, found the end of the text',
      'ROUTE a { MODEL b }',
    ],
  ])('%s', (text, message, repaired) => {
    expect(reported(text)).toEqual([message]);
    expect(fixed(text)).toBe(repaired);
    expect(reported(repaired)).toEqual([]);
  });

  it.each([
    ['WITH { a: 1, b: 2, "a": 3 }', '1:20 D110 `a` stands here twice'],
    ['ROUTE r { MODEL m (weight = 1, weight = 2) }', '1:32 D110 `weight` stands here twice'],
    ['ROUTE a { NAME b }', '1:11 D100 `NAME` cannot stand in a route'],
    [
      'DECISION_TREE t { IF a(b) { PRIORITY 1 } ELSE { } }',
      '1:29 D100 `PRIORITY` cannot stand in a branch of a tree',
    ],
    ['ROUTE a { FOR v IN w { TIER 1 } }', '1:24 D100 `TIER` cannot stand in a `FOR` loop'],
    ['DECISION_TREE t { IF a(b) { } }', '1:1 D100 a tree ends with an `ELSE` branch'],
    ['DECISION_TREE t { ELSE { } }', '1:19 D100 a tree begins with `IF`'],
    ['RECIPE r { MODEL m { } }', '1:12 D100 `MODEL` stands outside of recipes'],
    ['ROUTE a { PRIORITY 1.5 }', '1:20 D100 `PRIORITY` takes a whole number'],
    ['ROUTE a { PRIORITY high }', '1:20 D100 expected a number, found `high`'],
    ['ROUTE a { WHEN }', '1:16 D100 expected a condition such as `keyword("name")`, found `}`'],
    ['ROUTE a { WHEN s(a) s(b) }', '1:21 D100 expected `AND` or `OR`, found `s`'],
    [
      'ROUTE a { MODEL b { reasoning: true } }',
      '1:19 D100 options of a model stand in round brackets: `MODEL name (reasoning = true)`',
    ],
    ['PRIORITY 5', '1:1 D100 `PRIORITY` stands inside of a route; here a block begins'],
    ['ROUTE a { } }', '1:13 D100 nothing is open that `}` closes'],
    ['WITH { a: }', '1:11 D100 expected a value, found `}`'],
    ['WITH { a:\n b: 1 }', '2:2 D100 expected a value, found `b`'],
    ['WITH { a: 1e999 }', '1:11 D100 `1e999` is too large a number'],
    ['SIGNAL keyword { }', '1:16 D100 expected the name of the signal, found `{`'],
    ['TEST t { p -> r }', '1:10 D100 expected a prompt in double quotes, or `}`, found `p`'],
  ])('%s', (text, message) => {
    expect(reported(text)).toEqual([message]);
  });
});

describe('a text with broken blocks', () => {
  const around = (broken: string) =>
    `SIGNAL keyword before { keywords: ["x"] }\n${broken}\nROUTE after {\n  MODEL m\n}\nMODEL last { a: 1 }\n`;

  it.each([
    ['a route that is not closed', 'ROUTE broken {\n  PRIORITY 1\n  MODEL m\n'],
    ['an object that is not closed', 'SIGNAL keyword broken {\n  keywords: ["a"\n'],
    ['a bracket that is not closed', 'ROUTE broken {\n  WHEN (keyword("a" AND keyword("b")\n}'],
    ['a string that is not closed', 'SIGNAL keyword broken { description: "oh, keywords: ["a"] }'],
    ['a closing brace too many', 'ROUTE broken { MODEL m } }'],
    ['words in between', 'ROUTE broken { MODEL m }\nthis is no block { at: all }'],
    ['a header without braces', 'ROUTE broken'],
    ['signs that mean nothing', 'ROUTE broken { % $ ; @ }'],
  ])('keeps the others around %s', (_, broken) => {
    const text = around(broken);
    expect(names(text).filter((name) => name !== 'broken')).toEqual(['before', 'after', 'last']);
    expect(reported(text).length).toBeGreaterThan(0);
    const rest = parse(text).program.items.find(
      (item) => 'name' in item && item.name.value === 'after',
    );
    expect(rest?.kind === 'route' && rest.statements.length).toBe(1);
  });

  it('has a place for each of three mistakes and all other blocks', () => {
    const text = `ROUTING { strategy: priority }
SIGNAL keyword one { keywords ["a"] }
MODEL m { quality_score: 0.5 }
ROUTE two { WHEN keyword(one AND MODEL m }
SIGNAL domain fine { }
ROUTE three { MODEL m (weight 2) PRIORITY }
RECIPE r { ROUTE inner { MODEL m } }
`;
    const lines = new Set(reported(text).map((message) => message.split(':')[0]));
    expect([...lines]).toEqual(['2', '4', '6']);
    expect(names(text)).toEqual(['routing', 'one', 'm', 'two', 'fine', 'three', 'r']);
  });

  it('ends a recipe that is not closed where its indentation ends', () => {
    const text = 'RECIPE one {\n  ROUTE a { MODEL m }\n\nROUTE b { MODEL m }\nMODEL m { }\n';
    expect(names(text)).toEqual(['one', 'b', 'm']);
    expect(reported(text)).toEqual([
      '4:1 D100 expected `}` to close what line 1 opens, found `ROUTE`',
    ]);
  });

  it('does not go by indentation where braces are right', () => {
    const text = 'RECIPE one {\nROUTE a { MODEL }\nROUTE b { MODEL m }\n}\nROUTE c { }\n';
    expect(names(text)).toEqual(['one', 'c']);
    expect(reported(text)).toEqual(['2:17 D100 expected the name of a model, found `}`']);
  });

  it('says of a line with an open string only that', () => {
    const text = 'SIGNAL keyword a { keywords: ["x, "y", "z"] }\nMODEL m { a: "b" }\n';
    expect(reported(text)).toEqual([
      '1:42 D100 the text that begins here has no closing quote: `"`',
    ]);
    expect(names(text)).toEqual(['a', 'm']);
  });

  it('keeps strings of several lines beside other mistakes', () => {
    const text = 'WITH { a: "one\ntwo" b = 1 c: "three\nfour" }\n';
    expect(reported(text)).toEqual(['2:8 D100 `:` stands between field and value']);
  });

  it('reads what it can inside of a broken block', () => {
    const { program } = parse(
      'ROUTE r {\n  PRIORITY\n  WHEN keyword("a") AND\n  MODEL x\n  TIER 2\n',
    );
    expect(plain(program.items[0])).toMatchObject({
      name: { value: 'r' },
      statements: [
        { kind: 'when', condition: { kind: 'reference' } },
        { kind: 'models' },
        { kind: 'tier' },
      ],
    });
  });
});

describe('limits', () => {
  const nested = (depth: number) => `WITH { a: ${'['.repeat(depth)}${']'.repeat(depth)} }`;

  it('nests up to 64 levels', () => {
    expect(reported(nested(63))).toEqual([]);
    expect(reported(nested(64))).toEqual(['1:74 D100 nested deeper than 64 levels']);
  });

  it.each([
    ['brackets', '['],
    ['braces', '{ a: '],
    ['negations', 'NOT '],
    ['negated brackets', 'NOT ('],
    ['blocks', 'RECIPE r {'],
    ['quotes', '"'],
    ['escaped quotes', '\\"\n'],
  ])('thirty thousand %s are reported, not thrown', (_, piece) => {
    for (const head of ['', 'ROUTE r { WHEN ', 'WITH { a: ']) {
      const { diagnostics } = parse(head + piece.repeat(30_000));
      expect(diagnostics.length).toBeGreaterThan(0);
      expect(diagnostics.length).toBeLessThanOrEqual(500);
    }
  });

  it('stops at 500 diagnostics and keeps what was read', () => {
    const text = `MODEL a { }\n${'ROUTE r { PRIORITY x }\n'.repeat(1000)}`;
    const { program, diagnostics } = parse(text);
    expect(diagnostics).toHaveLength(500);
    expect(program.items.length).toBeGreaterThan(400);
  });

  it('reads no text of more than eight million characters', () => {
    const { diagnostics, program } = parse('#'.repeat(8 * 1024 * 1024 + 1));
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'the text has more than 8388608 characters',
    ]);
    expect(program.items).toEqual([]);
  });
});

it('reads 10,000 random programs whose text was damaged', () => {
  const pieces = [
    ...['"', '{', '}', '(', ')', '[', ']', ':', ',', '=', '\\', '#', "'", '!', '&&', '->', '//'],
    ...['ROUTE', 'WHEN', 'MODEL', 'route', 'x', '9', 'ELSE', 'IF', 'NOT', '🙂', '\ud800', '\0'],
  ];
  let damagedCount = 0;
  for (let seed = 0; seed < 10_000; seed++) {
    const random = createRandom(seed);
    const text = damage(randomProgram(random), pieces, random);
    const { program, diagnostics } = parse(text);
    if (diagnostics.length > 0) damagedCount++;
    expectInside({ program, diagnostics }, text.length);
  }
  expect(damagedCount).toBeGreaterThan(5000);
});

function damage(text: string, pieces: readonly string[], random: () => number): string {
  let damaged = text;
  for (let count = 1 + Math.floor(random() * 3); count > 0; count--) {
    const start = Math.floor(random() * damaged.length);
    const end = start + Math.floor(random() * 12);
    const kind = Math.floor(random() * 3);
    const piece = pieces[Math.floor(random() * pieces.length)] ?? '';
    const swapped = [...damaged.slice(start, end)].reverse().join('');
    const [written, next] = [['', end] as const, [piece, start] as const, [swapped, end] as const][
      kind
    ] ?? ['', end];
    damaged = damaged.slice(0, start) + written + damaged.slice(next);
  }
  return damaged;
}

/** Every range lies in the text. */
function expectInside(node: unknown, length: number): void {
  if (node === null || typeof node !== 'object') return;
  for (const [key, value] of Object.entries(node)) {
    if (key !== 'range') expectInside(value, length);
    else if (!(value.start >= 0 && value.start <= value.end && value.end <= length)) {
      throw new Error(`no range of a text of ${length}: ${JSON.stringify(value)}`);
    }
  }
}
