import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Fix } from '../ast.ts';
import { mergeIntoBase } from '../compile/base.ts';
import { checkProgram } from './check-program.ts';

/** Hints about what has no effect yet change from version to version. */
function findingsOf(text: string) {
  return checkProgram(text).diagnostics.filter(({ severity }) => severity !== 'info');
}

function apply(text: string, { range, newText }: Fix): string {
  return text.slice(0, range.start) + newText + text.slice(range.end);
}

const route = (content: string) => `ROUTE r { MODEL m ${content} }`;
const keyword = 'SIGNAL keyword words { operator: "OR", keywords: ["a"] }';

const program = `ROUTING { strategy: priority }
MODEL large { quality_score: 0.9 loras: [{ name: "sql" }] }
MODEL small { quality_score: 0.4 }
SIGNAL keyword billing { operator: "OR" keywords: ["invoice"] }
SIGNAL domain law { mmlu_categories: ["law"] }
SIGNAL embedding queries { threshold: 0.5 candidates: ["join"] }
SIGNAL context long { min_tokens: "8K" }
SIGNAL complexity task { hard: { candidates: ["prove"] } easy: { candidates: ["hi"] } }
PROJECTION score effort { inputs: [{ type: "keyword", name: "billing", weight: 0.5 }] }
PROJECTION mapping band { source: "effort" outputs: [{ name: "high", gte: 0.5 }, { name: "low", lt: 0.5 }] }
PLUGIN warm response_cache { enabled: true ttl_seconds: 60 }
ROUTE money (description = "Money") {
  PRIORITY 30
  WHEN keyword("billing") AND NOT domain("law")
  MODEL large (reasoning = true, effort = "high", lora = "sql"), small
  ALGORITHM multi_factor { latency_percentile: 90 }
  PLUGIN warm { ttl_seconds: 30 }
}
ROUTE legal { PRIORITY 20 WHEN projection("high") OR complexity("task:hard") MODEL large }
ROUTE rest { MODEL small }
ENTRYPOINT { model_names: ["acme/x"] recipe: "quick" }
RECIPE quick (strategy = confidence) {
  ROUTE all { MODEL small PLUGIN warm EMIT retention { ttl_turns: 2 } }
}
TEST t { "my invoice" -> money }
`;

/** What people write instead. */
const slips: readonly (readonly [from: string, to: string])[] = [
  ['strategy: priority', 'strategy: prioriti'],
  ['strategy: priority', 'strategi: priority'],
  ['quality_score: 0.9', 'quality_score: 9'],
  ['quality_score: 0.9', 'quality_scor: 0.9'],
  ['quality_score: 0.9', 'quality_score: "0.9"'],
  ['quality_score: 0.9', 'quality_score = 0.9'],
  ['SIGNAL keyword billing', 'SIGNAL keywrd billing'],
  ['SIGNAL keyword billing', 'SIGNL keyword billing'],
  ['SIGNAL keyword billing', 'signal keyword billing'],
  ['SIGNAL keyword billing', 'SIGNAL keyword bil ling'],
  ['operator: "OR"', 'operator: "or"'],
  ['operator: "OR"', 'operator: OR'],
  ['operator: "OR"', "operator: 'OR'"],
  ['operator: "OR"', 'operator "OR"'],
  ['["invoice"]', '"invoice"'],
  ['["invoice"]', '["invoice"'],
  ['["invoice"]', '[invoice, pay bill]'],
  ['keywords:', 'keyword:'],
  ['mmlu_categories: ["law"]', 'mmlu_categories: ["lawn"]'],
  ['threshold: 0.5', 'threshold: 1.5'],
  ['min_tokens: "8K"', 'min_tokens: 8K'],
  ['source: "effort"', 'source: "efort"'],
  ['name: "billing"', 'name: "biling"'],
  ['lt: 0.5', 'lt: "0.5"'],
  ['enabled: true', 'enabled: True'],
  ['enabled: true', 'enabled: yes'],
  ['PRIORITY 30', 'PRIORITY: 30'],
  ['PRIORITY 30', 'PRIORITY -1'],
  ['PRIORITY 30', 'PRIORTY 30'],
  ['AND NOT', '&& !'],
  ['AND NOT', 'and not'],
  ['keyword("billing") AND', 'keyword("biling") AND'],
  ['keyword("billing") AND', 'keywrd("billing") AND'],
  ['keyword("billing") AND', "keyword('billing') AND"],
  ['keyword("billing") AND', 'keyword("billing" AND'],
  ['keyword("billing") AND', '(keyword("billing") AND'],
  ['WHEN keyword', 'WHEN: keyword'],
  ['reasoning = true', 'reasoning: true'],
  ['reasoning = true', 'reasonin = true'],
  ['effort = "high"', 'effort = "hihg"'],
  ['lora = "sql"', 'lora = "sqk"'],
  ['MODEL large (', 'MODELS large ('],
  ['ALGORITHM multi_factor', 'ALGORITHM multifactor'],
  ['latency_percentile: 90', 'latency_percentil: 90'],
  ['latency_percentile: 90', 'latency_percentile: 900'],
  ['PLUGIN warm { ttl', 'PLUGIN wram { ttl'],
  ['projection("high")', 'projection("hihg")'],
  ['complexity("task:hard")', 'complexity("task:hrad")'],
  ['complexity("task:hard")', 'complexity("task")'],
  ['complexity("task:hard")', 'complexity("other:hard")'],
  ['complexity("task:hard")', 'embedding("other")'],
  ['recipe: "quick"', 'recipe: "quik"'],
  ['strategy = confidence', 'strategy: confidence'],
  ['ttl_turns: 2', 'ttl_turns: -2'],
  ['-> money', '-> mony'],
  ['-> money', '=> money'],
  ['"my invoice"', "'my invoice'"],
  ['PLUGIN warm EMIT retention { ttl_turns: 2 } }', 'PLUGIN warm EMIT retention { ttl_turns: 2 }'],
  ['PRIORITY 20', 'PRIORITY 20;'],
  ['TEST t', '// a test\nTEST t'],
];

describe('what the schema finds in a program', () => {
  it.each([
    // text, code, the text at the place, the first fix applied
    [`${keyword} ${route('WHEN keyword("wrods")')}`, 'D200', '"wrods"', 'keyword("words")'],
    [`${keyword} ${route('WHEN NOT keyword(wrods)')}`, 'D200', 'wrods', 'keyword(words)'],
    [
      route('WHEN keyword("lost")'),
      'D200',
      '"lost"',
      'SIGNAL keyword lost { operator: "OR", keywords: ["lost"] }\n\nROUTE r',
    ],
    ['SIGNAL keyword k { operator: "OR", keywords: "a" }', 'D302', '"a"', 'keywords: ["a"] }'],
    [route('PLUGIN system_promt {}'), 'D201', 'system_promt', 'PLUGIN system_prompt {}'],
    [
      'MODEL m { loras: [{ name: "chef" }] } ROUTE r { MODEL m (lora = "chief") }',
      'D203',
      '"chief"',
      'lora = "chef"',
    ],
    ['ROUTE r { PRIORITY 1 }', 'D204', 'r', undefined],
    [
      `ENTRYPOINT { model_names: ["x"] recipe: "fats" } RECIPE fast { ${route('')} }`,
      'D205',
      '"fats"',
      'recipe: "fast"',
    ],
    [route('ALGORITHM fusin {}'), 'D300', 'fusin', 'ALGORITHM fusion {}'],
    ['SIGNAL language de { treshold: 0.5 }', 'D301', 'treshold', '{ threshold: 0.5 }'],
    ['MODEL m { quality_scor: 1 }', 'D301', 'quality_scor', '{ quality_score: 1 }'],
    [route('PLUGIN request_params { max_m: 3 }'), 'D301', 'max_m', '{ max_n: 3 }'],
    ['SIGNAL language de { threshold: "0.5" }', 'D302', '"0.5"', '{ threshold: 0.5 }'],
    ['SIGNAL keyword k { operator: "OR", keywords: [5] }', 'D302', '5', 'keywords: ["5"]'],
    [
      'SIGNAL keyword k { operator: "OR", keywords: ["a"], case_sensitive: "True" }',
      'D302',
      '"True"',
      'case_sensitive: true',
    ],
    ['SIGNAL language de { threshold: 1.5 }', 'D303', '1.5', '{ threshold: 1 }'],
    [route('TIER -1'), 'D303', '-1', 'TIER 0'],
    ['SIGNAL keyword k { operator: "OR" }', 'D304', 'k', undefined],
    ['SIGNAL domain d { mmlu_categories: ["lawn"] }', 'D305', '"lawn"', '["law"]'],
    [
      'SIGNAL structure s { feature: { type: "exists", source: { type: "text_bytes" } } }',
      'D306',
      '"text_bytes"',
      undefined,
    ],
    ['ROUTING { strategy: prioritty }', 'D307', 'prioritty', 'strategy: priority'],
    [
      'SIGNAL domain law {} PROJECTION partition p { semantics: "exclusive", members: ["law"], default: "x" }',
      'D401',
      '"x"',
      undefined,
    ],
    [
      'PROJECTION mapping m { source: "lost", outputs: [{ name: "o", gte: 1 }] }',
      'D404',
      '"lost"',
      undefined,
    ],
    [route('EMIT retention { ttl_turns: -1 }'), 'D500', '-1', 'ttl_turns: 0'],
    [
      'SIGNAL domain law {} PROJECTION partition p { semantics: "softmax_exclusive", members: ["law"], default: "law" }',
      'D401',
      'p',
      '{ temperature: 0.1 semantics:',
    ],
    [
      `${keyword} SIGNAL language de {} ROUTE all { PRIORITY 9 WHEN keyword("words") MODEL m }
      ROUTE some { PRIORITY 8 WHEN keyword("words") AND language("de") MODEL n }`,
      'D416',
      'some',
      'some { PRIORITY 10 WHEN',
    ],
  ])('in %s', (text, code, place, fixed) => {
    const [finding, ...others] = findingsOf(text);
    expect([finding?.code, others.map(({ message }) => message)]).toEqual([code, []]);
    expect(text.slice(finding?.range.start, finding?.range.end)).toBe(place);
    const fix = finding?.fixes[0];
    if (fixed === undefined) expect(finding?.fixes).toEqual([]);
    else expect(fix && apply(text, fix)).toContain(fixed);
  });

  it('offers no change that leaves as many errors as there were', () => {
    let changeCount = 0;
    for (const [from, to] of slips) {
      const text = program.replace(from, to);
      expect(text).not.toBe(program);
      const errorsOf = (one: string) =>
        checkProgram(one).diagnostics.filter(({ severity }) => severity === 'error');
      const errors = errorsOf(text);
      for (const fix of errors.flatMap(({ fixes }) => fixes)) {
        changeCount++;
        const left = errorsOf(apply(text, fix)).length;
        expect([to, fix.description, left < errors.length]).toEqual([to, fix.description, true]);
      }
    }
    expect(changeCount).toBeGreaterThan(slips.length);
  });

  it('names the recipe and the field', () => {
    const [finding] = findingsOf(`RECIPE x { ${keyword.replace('"OR"', '3')} ${route('')} }`);
    expect(finding?.message).toBe('RECIPE "x": `operator` must be text, is `3`, put it in quotes');
  });

  it('says about a template once what is wrong with it, where it stands', () => {
    const text = `PLUGIN p request_params { max_n: 0 }
      ROUTE r { MODEL m PLUGIN p } ROUTE s { PRIORITY 1 MODEL m PLUGIN p }`;
    const wrong = findingsOf(text).filter(({ code }) => code === 'D303');
    expect(wrong.map(({ range }) => text.slice(range.start, range.end))).toEqual(['0']);
  });

  it('finds nothing in a program that is right', () => {
    const text = `${keyword} SIGNAL kb k { kb: "own", target: { kind: "label", value: "x" } }
      ROUTE r { WHEN keyword("words") AND NOT kb("k") MODEL a (reasoning = true) }
      ROUTE rest { MODEL b }`;
    expect(findingsOf(text)).toEqual([]);
    expect(checkProgram(text).config?.routing.decisions).toHaveLength(2);
  });

  it('keeps all that it can read of a broken program', () => {
    const text = `SIGNAL keyword a { keywords: ["x" }
      ROUTE r { PRIORITY MODEL m }
      ${keyword}
      ROUTE s { WHEN keyword("words" MODEL m }
      ROUTE t { MODEL m }`;
    const { diagnostics, symbols } = checkProgram(text);
    expect(diagnostics.filter(({ code }) => code === 'D100').length).toBeGreaterThanOrEqual(3);
    expect(symbols.declared.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['words', 't']),
    );
  });
});

describe('with a base', () => {
  const base = {
    version: 'v0.3',
    providers: {
      models: [{ name: 'm', backend_refs: [{ name: 'own', endpoint: '127.0.0.1:1' }] }],
      defaults: { default_model: 'm' },
    },
  };

  it('models need a server of it', () => {
    expect(checkProgram('ROUTE r { MODEL m }', { base }).diagnostics).toEqual([]);
    const text = 'ROUTE r { MODEL m, other }';
    const [finding] = checkProgram(text, { base }).diagnostics;
    expect(finding).toMatchObject({ code: 'D202', severity: 'error' });
    expect(text.slice(finding?.range.start, finding?.range.end)).toBe('other');
  });

  it('says what of the base no longer loads', () => {
    const { diagnostics, config } = checkProgram('ROUTE r { MODEL other }', { base });
    expect(config === undefined || diagnostics.length > 0).toBe(true);
    expect(diagnostics.map(({ message }) => message).join('\n')).toContain(
      '`providers.defaults.default_model`: no model card',
    );
  });

  it('takes the policy from the program, and all else from it in the usual order', () => {
    const merged = mergeIntoBase(
      { zeta: 1, global: {}, recipes: [], routing: { decisions: [] }, alpha: 2, version: 'v0.3' },
      { routing: { strategy: 'priority' } },
    );
    expect(JSON.stringify(merged)).toBe(
      '{"version":"v0.3","routing":{"strategy":"priority"},"global":{},"alpha":2,"zeta":1}',
    );
  });
});

describe('whatever the text is', () => {
  const source = `MODEL m { loras: [{ name: "l" }] } ${keyword}
    PLUGIN p rag { top_k: 3 } WITH { x-a: 1 } ROUTING { strategy: priority }
    PROJECTION score s { inputs: [{ type: "keyword", name: "words", weight: 1 }] }
    ROUTE r (description = "d") { PRIORITY 1 WHEN keyword("words") OR NOT (keyword("words") AND keyword(b))
      MODEL m (lora = "l"), n ALGORITHM fusion { model: "m" } PLUGIN p { top_k: 1 }
      FOR v IN [m, n] { MODEL v } EMIT retention { drop: true } WITH { tier: 1 } }
    RECIPE q (strategy = confidence) { DECISION_TREE t { IF keyword("x") { NAME y MODEL m } ELSE { MODEL n } } }
    ENTRYPOINT { model_names: ["a/b"] recipe: q } TEST t { "hi" -> r }`;

  it('nothing is thrown, and every place is within it', () => {
    const pieces = source.split(/(?<=[\s{}()[\],:])/);
    const change = fc.record({
      at: fc.nat(pieces.length - 1),
      count: fc.nat(3),
      by: fc.oneof(fc.constantFrom('{', '}', '"', 'ROUTE', '-1', 'null', '[[', ', ,'), fc.string()),
    });
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 6 }), (changes) => {
        const parts = [...pieces];
        for (const { at, count, by } of changes) parts.splice(at, count, by);
        const text = parts.join('');
        for (const { range } of checkProgram(text).diagnostics) {
          expect(range.start).toBeGreaterThanOrEqual(0);
          expect(range.end).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    ['brackets', `ROUTE r { WHEN ${'('.repeat(20_000)}keyword("a")${')'.repeat(20_000)} MODEL m }`],
    ['NOT', `ROUTE r { WHEN ${'NOT '.repeat(20_000)} keyword("a") MODEL m }`],
    ['lists', `SIGNAL keyword a { keywords: ${'['.repeat(20_000)}${']'.repeat(20_000)} }`],
    ['maps', `SIGNAL keyword a { b: ${'{ c: '.repeat(20_000)}1${' }'.repeat(20_000)} }`],
    ['nested conditions', `ROUTE r { WHEN ${'NOT '.repeat(300)} keyword("a") MODEL m }`],
    [
      'WITH',
      `ROUTE r { MODEL m WITH { rules: ${'{ conditions: ['.repeat(300)}${'] }'.repeat(300)} } }`,
    ],
  ])('deep %s are reported and not followed', (_, text) => {
    expect(findingsOf(text).some(({ severity }) => severity === 'error')).toBe(true);
  });
});

it('checks 2,000 lines in a moment', () => {
  const blocks = Array.from(
    { length: 200 },
    (_, index) => `SIGNAL keyword k${index} {
  operator: "OR"
  keywords: ["w${index}"]
}
ROUTE r${index} {
  PRIORITY ${index}
  WHEN keyword("k${index}") AND NOT keyword("k0")
  MODEL m
}`,
  );
  const started = performance.now();
  expect(findingsOf(blocks.join('\n')).filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(performance.now() - started).toBeLessThan(10_000);
});
