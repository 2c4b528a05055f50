import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { compileProgram } from '../compile/compile.ts';
import { isEqual, type JsonObject, type JsonValue } from '../compile/values.ts';
import { parse } from '../syntax/parse.ts';
import { decompile } from './decompile.ts';
import { anyJson, awkwardText, documentArbitrary } from './document-arbitrary.ts';

/** What a document is after it has been a text. */
function throughText(document: object): object {
  const { program, diagnostics } = parse(decompile(document));
  expect(diagnostics).toEqual([]);
  return compileProgram(program).document;
}

function expectSame(document: object): void {
  const back = throughText(document);
  // The quick comparison first, the one that shows the difference only where there is one.
  if (!isEqual(back as JsonObject, document as JsonObject)) expect(back).toEqual(document);
  expect(isEqual(back as JsonObject, document as JsonObject)).toBe(true);
}

const leaf = (name: string) => ({ type: 'keyword', name });
const always = { operator: 'AND', conditions: [] };
const usual = { name: 'r', priority: 0, rules: always, modelRefs: [{ model: 'm' }] };
const cards = [{ name: 'm' }];

function withDecision(decision: object): object {
  return { routing: { modelCards: cards, decisions: [decision] } };
}

function textOf(decision: object): string {
  return decompile(withDecision(decision));
}

describe('a document keeps', () => {
  const shapes: Readonly<Record<string, object>> = {
    nothing: {},
    'an empty policy': { routing: {} },
    'an empty policy of nothing': { routing: null, entrypoints: null, recipes: null },
    'empty lists': { routing: { decisions: [], signals: { keywords: [] } }, recipes: [] },
    'a strategy that is none': { routing: { strategy: null } },
    'extensions everywhere': {
      routing: {
        'x-note': 1,
        modelCards: [{ name: 'm', 'x-a b': true }],
        signals: { 'x-s': [], domains: [{ name: 'law', 'x-y': {} }] },
        decisions: [{ ...usual, 'x-owner': 'us', modelRefs: [{ model: 'm', 'x-z': [1] }] }],
      },
      recipes: [{ name: 'q', routing: {}, 'x-recipe': 1, default_model: 'm' }],
    },
    'a recipe with a key that is no word': { recipes: [{ name: 'q', routing: {}, 'x-ü': 1 }] },
    'models without cards': { routing: { decisions: [usual] } },
    'models of recipes without cards': {
      recipes: [{ name: 'q', routing: { decisions: [usual] } }],
    },
    'an empty list of cards': { routing: { modelCards: [], decisions: [usual] } },
    'cards in another order than they are used': {
      routing: { modelCards: [{ name: 'z' }, ...cards], decisions: [usual] },
    },
    'a decision of which only the name is said': withDecision({ name: 'r' }),
    'a decision without priority': withDecision({ name: 'r', rules: always }),
    'an explicit tier of 0': withDecision({ ...usual, tier: 0 }),
    'a priority that is no whole number': withDecision({ ...usual, priority: 1.5 }),
    'a bare leaf as rules': withDecision({ ...usual, rules: leaf('a') }),
    'rules that are empty': withDecision({ ...usual, rules: {} }),
    'an OR of one': withDecision({ ...usual, rules: { operator: 'OR', conditions: [leaf('a')] } }),
    'an AND of one group': withDecision({
      ...usual,
      rules: {
        operator: 'AND',
        conditions: [{ operator: 'OR', conditions: [leaf('a'), leaf('b')] }],
      },
    }),
    'operators in small letters': withDecision({
      ...usual,
      rules: { operator: 'and', conditions: [leaf('a'), leaf('b')] },
    }),
    'leaves with more to say': withDecision({
      ...usual,
      rules: {
        operator: 'AND',
        conditions: [{ ...leaf('a'), predicate: { gte: 0 }, on_error: 'match', 'x-q': null }],
      },
    }),
    'types in large letters': withDecision({
      ...usual,
      rules: { operator: 'NOT', conditions: [{ type: 'Keyword', name: 'a' }] },
    }),
    'types with blanks around': withDecision({
      ...usual,
      rules: { operator: 'NOT', conditions: [{ type: ' keyword', name: 'a' }] },
    }),
    'an empty list of models': withDecision({ ...usual, modelRefs: [] }),
    'a loop over models that are no candidates': withDecision({
      ...usual,
      candidateIterations: [
        {
          variable: 'v',
          source: 'models',
          models: [{ model: 'other' }],
          outputs: [{ type: 'model', value: 'v' }],
        },
      ],
    }),
    'a loop without outputs': withDecision({
      ...usual,
      candidateIterations: [{ variable: 'v-w', source: 'decision.candidates', outputs: [] }],
    }),
    'an algorithm with on_error in two places': withDecision({
      ...usual,
      algorithm: { type: 'confidence', on_error: 'fallback', confidence: { on_error: 'skip' } },
    }),
    'an algorithm with an empty block': withDecision({
      ...usual,
      algorithm: { type: 'hybrid', on_error: 'skip', hybrid: {} },
    }),
    'an algorithm with the block of another': withDecision({
      ...usual,
      algorithm: { type: 'static', fusion: { model: 'm' } },
    }),
    'old spellings of plugins': withDecision({
      ...usual,
      plugins: [{ type: 'semantic-cache', configuration: { enabled: true } }],
    }),
    'a plugin without configuration': withDecision({ ...usual, plugins: [{ type: 'rag' }] }),
    'emissions without settings': withDecision({ ...usual, emits: [{ kind: 'retention' }] }),
    'fields that have no statement': withDecision({
      ...usual,
      output_contract: '',
      output_contract_spec: { type: 'choice', choice_set: { values: ['a'] } },
      annotations: { deep: [{ a: [null, 0, false, ''] }] },
      adaptations: { mode: 'bypass' },
    }),
    'keys that are words of the language': withDecision({ ...usual, omit: 1, WITH: 2 }),
    'projections without order': {
      routing: { projections: { mappings: [{ name: 'b' }], scores: [{ name: 'a', inputs: [] }] } },
    },
  };

  it.each(Object.entries(shapes))('%s', (_, document) => {
    expectSame(document);
  });

  it('numbers and texts of all kinds', () => {
    const note = [1e21, 1e-9, -0.5, 0, '\u0000', '"', '\\', 'a\nb', '😀', '\ud800', '# no', '$X'];
    expectSame(withDecision({ ...usual, annotations: { note } }));
  });
});

describe('the text', () => {
  it('has a banner for each section, and one line break at its end', () => {
    const line = `# ${'='.repeat(77)}`;
    const document = {
      routing: {
        strategy: 'confidence',
        modelCards: [{ name: '9b', tags: ['a', 'b'] }, { name: 'acme/x' }],
        signals: {
          keywords: [{ name: 'a b', operator: 'OR', keywords: ['x'] }],
          domains: [{ name: 'law' }],
        },
        decisions: [
          {
            name: 'r',
            description: 'Text',
            priority: 3,
            rules: {
              operator: 'AND',
              conditions: [
                {
                  operator: 'NOT',
                  conditions: [{ operator: 'AND', conditions: [leaf('a b'), leaf('c')] }],
                },
                { operator: 'OR', conditions: [leaf('a b'), leaf('MODEL')] },
              ],
            },
            modelRefs: [{ model: '9b', use_reasoning: true, weight: 0.5 }, { model: 'acme/x' }],
            algorithm: { type: 'static' },
            emits: [{ kind: 'retention', retention: { drop: true } }],
          },
        ],
      },
      entrypoints: [{ model_names: ['co/x'], recipe: 'q' }],
      recipes: [{ name: 'q', description: 'Other', routing: { strategy: 'priority' } }],
    };
    expect(decompile(document)).toBe(`${line}
# ROUTING PROFILE
${line}

ROUTING { strategy: confidence }

${line}
# SIGNALS
${line}

SIGNAL domain law {}

SIGNAL keyword "a b" { operator: "OR", keywords: ["x"] }

${line}
# MODELS
${line}

MODEL "9b" { tags: ["a", "b"] }

MODEL acme/x {}

${line}
# ROUTES
${line}

ROUTE r (description = "Text") {
  PRIORITY 3
  WHEN NOT (keyword("a b") AND keyword("c")) AND (keyword("a b") OR keyword("MODEL"))
  MODEL "9b" (reasoning = true, weight = 0.5), acme/x
  ALGORITHM static
  EMIT retention { drop: true }
}

${line}
# ENTRYPOINTS
${line}

ENTRYPOINT { model_names: ["co/x"], recipe: "q" }

${line}
# RECIPE q
${line}

RECIPE q (description = "Other") {
  ROUTING { strategy: priority }
}
`);
  });

  it('makes a template of a configuration that stands in two routes, and of no other', () => {
    const shared = { type: 'request_params', configuration: { max_n: 1, blocked_params: [] } };
    const own = { type: 'request_params', configuration: { max_n: 2 } };
    const empty = { type: 'router_replay', configuration: {} };
    const document = {
      routing: {
        modelCards: cards,
        decisions: [
          { ...usual, plugins: [shared, empty] },
          { ...usual, name: 's', plugins: [{ ...shared }, empty] },
          { ...usual, name: 't', plugins: [own] },
        ],
      },
    };
    const text = decompile(document);
    expect(text.match(/^PLUGIN .*/gm)).toEqual([
      'PLUGIN request_params_1 request_params { max_n: 1, blocked_params: [] }',
    ]);
    expect(text.match(/^ {2}PLUGIN .*/gm)).toEqual([
      '  PLUGIN request_params_1',
      '  PLUGIN router_replay',
      '  PLUGIN request_params_1',
      '  PLUGIN router_replay',
      '  PLUGIN request_params { max_n: 2 }',
    ]);
    expectSame(document);
  });

  it('puts only what has no words into WITH', () => {
    const text = textOf({
      ...usual,
      algorithm: { type: 'confidence', on_error: 'skip', confidence: { threshold: 0 } },
    });
    expect(text).toContain('ALGORITHM confidence { threshold: 0 }');
    expect(text).toContain('WITH { algorithm: { on_error: "skip" } }');
    expect(textOf(usual)).not.toContain('WITH');
  });

  it('breaks long values and conditions into lines', () => {
    const conditions = Array.from({ length: 9 }, (_, index) => leaf(`a_rather_long_name_${index}`));
    const keywords = Array.from({ length: 20 }, (_, index) => `a phrase of words ${index}`);
    const document = {
      routing: {
        modelCards: cards,
        signals: { keywords: [{ name: 'k', keywords, deep: { list: [{ keywords }] } }] },
        decisions: [
          { ...usual, rules: { operator: 'AND', conditions } },
          { ...usual, name: 's', rules: { operator: 'OR', conditions } },
        ],
      },
    };
    const lengths = decompile(document)
      .split('\n')
      .map(({ length }) => length);
    expect(Math.max(...lengths)).toBeLessThanOrEqual(100);
    expectSame(document);
  });
});

describe('random documents', () => {
  it('of the schema come back from their text', () => {
    fc.assert(
      fc.property(documentArbitrary(), (document) => expectSame(document)),
      { numRuns: 300 },
    );
  });

  it('of any values at all come back too', () => {
    const part = fc.oneof(anyJson, fc.array(fc.record({ name: anyJson, routing: anyJson })));
    const routing = fc.record(
      {
        strategy: anyJson,
        signals: anyJson,
        modelCards: anyJson,
        decisions: anyJson,
        omit: anyJson,
      },
      { requiredKeys: [] },
    );
    const document = fc.record(
      { routing: fc.oneof(routing, anyJson), entrypoints: part, recipes: part },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(document, (value) => expectSame(value)),
      { numRuns: 300 },
    );
  });

  it('with rule trees of six levels come back, and mean the same', () => {
    const tree = fc.letrec<{ node: JsonValue; leaf: JsonValue }>((tie) => ({
      leaf: fc.oneof(
        fc.constantFrom('a', 'b', 'c').map(leaf),
        awkwardText.map((name) => leaf(name)),
      ),
      node: fc.oneof(
        { maxDepth: 6, depthSize: 'large' },
        tie('leaf'),
        fc.record({
          operator: fc.constantFrom('AND', 'OR'),
          conditions: fc.array(tie('node'), { minLength: 1, maxLength: 3 }),
        }),
        fc.record({ operator: fc.constant('NOT'), conditions: fc.tuple(tie('node')) }),
      ) as fc.Arbitrary<JsonValue>,
    })).node;
    fc.assert(
      fc.property(tree, (rules) => expectSame(withDecision({ ...usual, rules }))),
      { numRuns: 500 },
    );
  });
});

/** Policies that come with the product. */
const own = fileURLToPath(new URL('../../../', import.meta.url));
const ownFiles = ['recipes', 'examples'].flatMap((part) =>
  readdirSync(`${own}${part}`, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.yaml$/.test(path) && !/(metadata|probes)\.yaml$/.test(path))
    .map((path) => `${part}/${path}`),
);

describe('the documents of our own come back from their text', () => {
  it('are all there', () => {
    expect(ownFiles).toEqual(
      expect.arrayContaining(['recipes/quickstart.yaml', 'recipes/private/config.yaml']),
    );
  });

  it.each(ownFiles)('%s', (path) => {
    const { routing, entrypoints, recipes } = parseYaml(
      readFileSync(`${own}${path}`, 'utf8'),
    ) as JsonObject;
    expectSame(defined({ routing, entrypoints, recipes }));
  });
});

/** The conformance set lies beside the checkout and is no part of it. */
const folder = fileURLToPath(new URL('../../../../shared/reference/config/', import.meta.url));
const files = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
      (path) => /(^|\/)config\.yaml$/.test(path) || /^fragments\/.*\.yaml$/.test(path),
    )
  : [];

describe.skipIf(files.length === 0)('the reference documents come back from their text', () => {
  it('are all there', () => {
    expect(files.filter((path) => path.endsWith('config.yaml'))).toHaveLength(9);
  });

  it.each(files)('%s', (path) => {
    const { routing, entrypoints, recipes, algorithm, plugin, plugins } = parseYaml(
      readFileSync(`${folder}${path}`, 'utf8'),
    ) as JsonObject;
    const entries = plugins ?? (plugin === undefined ? undefined : [plugin]);
    const parts = { algorithm, plugins: entries };
    const fragment = { ...usual, ...defined(parts) };
    expectSame(
      Object.keys(defined(parts)).length === 0
        ? defined({ routing, entrypoints, recipes })
        : withDecision(fragment),
    );
  });
});

function defined(parts: object): object {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined));
}
