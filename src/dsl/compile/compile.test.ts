import { describe, expect, it } from 'vitest';
import { parse as parseYaml } from 'yaml';
import { parse } from '../syntax/parse.ts';
import { compileProgram } from './compile.ts';

function compile(text: string) {
  const { program, diagnostics } = parse(text);
  expect(diagnostics).toEqual([]);
  return compileProgram(program);
}

/** The first decision of the top-level policy. */
function decisionOf(text: string): object {
  const { decisions } = compile(text).document.routing as { decisions: object[] };
  return decisions[0] as object;
}

function codesOf(text: string): readonly string[] {
  return compile(text).diagnostics.map(({ code }) => code);
}

/** A program, and the document that it stands for. */
const examples: Readonly<Record<string, readonly [program: string, document: string]>> = {
  'keywords, a language and a fallback': [
    `SIGNAL keyword parcel_words { operator: "OR", keywords: ["parcel", "lost in transit"] }
     SIGNAL language fr { description: "French request" }
     ROUTE parcels (description = "Where is it") {
       PRIORITY 40
       WHEN keyword("parcel_words") AND NOT language("fr")
       MODEL "big" (reasoning = true, effort = "low")
       PLUGIN system_prompt { enabled: true, mode: "replace", system_prompt: "Be brief." }
     }
     ROUTE french { PRIORITY 30 WHEN language("fr") MODEL "mistral" }
     ROUTE rest { PRIORITY 1 MODEL "small" (reasoning = false) }`,
    `routing:
       modelCards: [{name: big}, {name: mistral}, {name: small}]
       signals:
         keywords: [{name: parcel_words, operator: OR, keywords: [parcel, lost in transit]}]
         language: [{name: fr, description: French request}]
       decisions:
         - name: parcels
           description: Where is it
           priority: 40
           rules:
             operator: AND
             conditions:
               - {type: keyword, name: parcel_words}
               - {operator: NOT, conditions: [{type: language, name: fr}]}
           modelRefs: [{model: big, use_reasoning: true, reasoning_effort: low}]
           plugins:
             - type: system_prompt
               configuration: {enabled: true, mode: replace, system_prompt: Be brief.}
         - name: french
           priority: 30
           rules: {operator: AND, conditions: [{type: language, name: fr}]}
           modelRefs: [{model: mistral}]
         - name: rest
           priority: 1
           rules: {operator: AND, conditions: []}
           modelRefs: [{model: small, use_reasoning: false}]`,
  ],
  'a score, its bands and a weighted choice': [
    `MODEL mini { context_window_size: 8192 quality_score: 0.5 }
     MODEL maxi { quality_score: 0.9 }
     SIGNAL structure steps {
       feature: { type: "count", source: { type: "regex", pattern: "^\\\\d+\\\\." } }
       predicate: { gte: 2 }
     }
     SIGNAL context long { min_tokens: "4K" }
     PROJECTION score work {
       method: "weighted_sum"
       inputs: [
         { type: "structure", name: "steps", weight: 0.4 },
         { type: "context", name: "long", weight: 0.6, value_source: "confidence" }
       ]
     }
     PROJECTION mapping band {
       source: "work"
       calibration: { method: "sigmoid_distance", slope: 4.5 }
       outputs: [{ name: "much", gte: 0.5 }, { name: "little", lt: 0.5 }]
     }
     ROUTE hard {
       PRIORITY 9
       WHEN projection("much")
       MODEL mini (weight = 0), maxi (weight = 1.5)
       ALGORITHM multi_factor {
         weights: { quality: 1, load: 0.0 }
         on_no_candidates: "first"
       }
     }`,
    `routing:
       modelCards:
         - {name: mini, context_window_size: 8192, quality_score: 0.5}
         - {name: maxi, quality_score: 0.9}
       signals:
         structure:
           - name: steps
             feature: {type: count, source: {type: regex, pattern: '^\\d+\\.'}}
             predicate: {gte: 2}
         context: [{name: long, min_tokens: 4K}]
       projections:
         scores:
           - name: work
             method: weighted_sum
             inputs:
               - {type: structure, name: steps, weight: 0.4}
               - {type: context, name: long, weight: 0.6, value_source: confidence}
         mappings:
           - name: band
             source: work
             calibration: {method: sigmoid_distance, slope: 4.5}
             outputs: [{name: much, gte: 0.5}, {name: little, lt: 0.5}]
       decisions:
         - name: hard
           priority: 9
           rules: {operator: AND, conditions: [{type: projection, name: much}]}
           modelRefs: [{model: mini, weight: 0}, {model: maxi, weight: 1.5}]
           algorithm:
             type: multi_factor
             multi_factor: {weights: {quality: 1, load: 0}, on_no_candidates: first}`,
  ],
  'a tree, whose branches exclude one another': [
    `SIGNAL jailbreak attack { threshold: 0.7 }
     SIGNAL pii person { threshold: 0.8 }
     SIGNAL domain health { mmlu_categories: ["health"] }
     DECISION_TREE door {
       IF jailbreak("attack") {
         NAME "no entry"
         TIER 2
         MODEL local
         PLUGIN fast_response { message: "No." }
       }
       ELSE IF pii("person") AND domain("health") {
         DESCRIPTION "Stays here"
         MODEL local (reasoning = true)
       }
       ELSE { NAME free MODEL remote }
     }`,
    `routing:
       modelCards: [{name: local}, {name: remote}]
       signals:
         jailbreak: [{name: attack, threshold: 0.7}]
         pii: [{name: person, threshold: 0.8}]
         domains: [{name: health, mmlu_categories: [health]}]
       decisions:
         - name: no entry
           priority: 1000000
           tier: 2
           rules: {operator: AND, conditions: [{type: jailbreak, name: attack}]}
           modelRefs: [{model: local}]
           plugins: [{type: fast_response, configuration: {message: No.}}]
         - name: door__branch_02
           description: Stays here
           priority: 999999
           rules:
             operator: AND
             conditions:
               - {type: pii, name: person}
               - {type: domain, name: health}
               - {operator: NOT, conditions: [{type: jailbreak, name: attack}]}
           modelRefs: [{model: local, use_reasoning: true}]
         - name: free
           priority: 999998
           rules:
             operator: AND
             conditions:
               - {operator: NOT, conditions: [{type: jailbreak, name: attack}]}
               - operator: NOT
                 conditions:
                   - operator: AND
                     conditions: [{type: pii, name: person}, {type: domain, name: health}]
           modelRefs: [{model: remote}]`,
  ],
  'a partition, adapters, and a template with another value for one key': [
    `MODEL base { loras: [{ name: "sql", description: "Tables" }, { name: "chef" }] }
     SIGNAL embedding tables { threshold: 0.7, candidates: ["join two tables"] }
     SIGNAL embedding food { threshold: 0.6, candidates: ["roast a duck"] }
     PROJECTION partition topic {
       semantics: "softmax_exclusive"
       temperature: 0.2
       members: ["tables", "food"]
       default: "food"
     }
     PLUGIN warm response-cache { enabled: true, semantic: { similarity_threshold: 0.9 }, ttl_seconds: 600 }
     ROUTE sql {
       PRIORITY 2 WHEN embedding(tables)
       MODEL base (lora = "sql", reasoning = false)
       PLUGIN warm { semantic: {}, ttl_seconds: 60 }
     }
     ROUTE kitchen { PRIORITY 1 WHEN embedding("food") MODEL base (lora = "chef") PLUGIN warm }`,
    `routing:
       modelCards:
         - {name: base, loras: [{name: sql, description: Tables}, {name: chef}]}
       signals:
         embeddings:
           - {name: tables, threshold: 0.7, candidates: [join two tables]}
           - {name: food, threshold: 0.6, candidates: [roast a duck]}
       projections:
         partitions:
           - name: topic
             semantics: softmax_exclusive
             temperature: 0.2
             members: [tables, food]
             default: food
       decisions:
         - name: sql
           priority: 2
           rules: {operator: AND, conditions: [{type: embedding, name: tables}]}
           modelRefs: [{model: base, lora_name: sql, use_reasoning: false}]
           plugins:
             - type: response_cache
               configuration: {enabled: true, semantic: {}, ttl_seconds: 60}
         - name: kitchen
           priority: 1
           rules: {operator: AND, conditions: [{type: embedding, name: food}]}
           modelRefs: [{model: base, lora_name: chef}]
           plugins:
             - type: response_cache
               configuration: {enabled: true, semantic: {similarity_threshold: 0.9}, ttl_seconds: 600}`,
  ],
  'recipes, which share models and nothing else': [
    `MODEL a { quality_score: 0.9 }
     ENTRYPOINT { model_names: ["co/slow", "co/slower"] recipe: "slow" }
     ENTRYPOINT { model_names: ["co/fast"] recipe: fast }
     RECIPE slow (description = "Takes its time" strategy = confidence) {
       SIGNAL keyword danger { keywords: ["dose"] operator: "OR" }
       ROUTE panel {
         PRIORITY 3
         WHEN keyword("danger")
         MODEL a, b
         ALGORITHM fusion { model: "a", max_concurrent: 2, on_error: "skip" }
       }
     }
     RECIPE fast {
       SIGNAL keyword danger { keywords: ["other"] operator: "OR" }
       ROUTE all { MODEL b, a ALGORITHM latency_aware { tpot_percentile: 50, on_error: "fail" } }
     }`,
    `routing:
       modelCards: [{name: a, quality_score: 0.9}, {name: b}]
     entrypoints:
       - {model_names: [co/slow, co/slower], recipe: slow}
       - {model_names: [co/fast], recipe: fast}
     recipes:
       - name: slow
         description: Takes its time
         routing:
           strategy: confidence
           signals:
             keywords: [{name: danger, operator: OR, keywords: [dose]}]
           decisions:
             - name: panel
               priority: 3
               rules: {operator: AND, conditions: [{type: keyword, name: danger}]}
               modelRefs: [{model: a}, {model: b}]
               algorithm: {type: fusion, fusion: {model: a, max_concurrent: 2, on_error: skip}}
       - name: fast
         routing:
           signals:
             keywords: [{name: danger, operator: OR, keywords: [other]}]
           decisions:
             - name: all
               priority: 0
               rules: {operator: AND, conditions: []}
               modelRefs: [{model: b}, {model: a}]
               algorithm:
                 type: latency_aware
                 on_error: fail
                 latency_aware: {tpot_percentile: 50}`,
  ],
  'a label, a loop over models, retention and a test': [
    `ROUTING { strategy: priority }
     SIGNAL classifier tone { type: "llm", model: "judge", labels: ["calm", "cross"], instructions: "Which tone?" }
     SIGNAL metadata staff { key: "cohort", predicate: { in: ["staff"] } }
     ROUTE soothe {
       PRIORITY 7
       TIER 1
       WHEN classifier("tone", label: "cross", predicate: { gte: 0.6 }, on_error: "no_match")
            AND (metadata("staff") OR NOT metadata("staff"))
       FOR each IN ["patient" (reasoning = true), "spare"] { MODEL each }
       ALGORITHM static
       EMIT retention { keep_current_model: true, ttl_turns: 3 }
       WITH { output_contract: "Short.", annotations: { owner: "us" } }
     }
     TEST tones { "You broke it again!" -> soothe }`,
    `routing:
       strategy: priority
       modelCards: [{name: patient}, {name: spare}]
       signals:
         classifiers:
           - {name: tone, type: llm, model: judge, labels: [calm, cross], instructions: 'Which tone?'}
         metadata: [{name: staff, key: cohort, predicate: {in: [staff]}}]
       decisions:
         - name: soothe
           priority: 7
           tier: 1
           rules:
             operator: AND
             conditions:
               - {type: classifier, name: tone, label: cross, predicate: {gte: 0.6}, on_error: no_match}
               - operator: OR
                 conditions:
                   - {type: metadata, name: staff}
                   - {operator: NOT, conditions: [{type: metadata, name: staff}]}
           modelRefs: [{model: patient, use_reasoning: true}, {model: spare}]
           algorithm: {type: static}
           candidateIterations:
             - variable: each
               source: models
               models: [{model: patient, use_reasoning: true}, {model: spare}]
               outputs: [{type: model, value: each}]
           emits: [{kind: retention, retention: {keep_current_model: true, ttl_turns: 3}}]
           output_contract: Short.
           annotations: {owner: us}`,
  ],
};

describe('a program', () => {
  it.each(Object.entries(examples))('compiles: %s', (_, [program, document]) => {
    const compiled = compile(program);
    expect(compiled.document).toEqual(parseYaml(`     ${document}`));
    expect(compiled.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('keeps zeros, falses, nulls and empty values, and adds nothing', () => {
    const text = `SIGNAL language de { threshold: 0.0, description: "" }
      SIGNAL domain law { mmlu_categories: [], x: null }
      ROUTE r { MODEL m (weight = 0) PLUGIN rag { enabled: false, top_k: 0, filter: {} } }`;
    expect(compile(text).document.routing).toMatchObject({
      signals: {
        language: [{ name: 'de', threshold: 0, description: '' }],
        domains: [{ name: 'law', mmlu_categories: [], x: null }],
      },
      decisions: [
        {
          modelRefs: [{ model: 'm', weight: 0 }],
          plugins: [{ type: 'rag', configuration: { enabled: false, top_k: 0, filter: {} } }],
        },
      ],
    });
    expect(compile('').document).toEqual({});
  });

  it.each([
    ['a', 'AND [a]'],
    ['a AND b AND c', 'AND [a, b, c]'],
    ['(a AND b) AND c', 'AND [AND [a, b], c]'],
    ['a OR b AND c', 'OR [a, AND [b, c]]'],
    ['NOT a', 'NOT [a]'],
    ['NOT (a AND b)', 'NOT [AND [a, b]]'],
    ['NOT NOT a', 'NOT [NOT [a]]'],
    ['(a OR b) AND NOT c', 'AND [OR [a, b], NOT [c]]'],
  ])('compiles the condition %s', (condition, expected) => {
    const written = condition.replaceAll(/[abc]/g, 'keyword("$&")');
    const { rules } = decisionOf(`ROUTE r { WHEN ${written} MODEL m }`) as { rules: Rules };
    expect(show(rules)).toBe(expected);
  });

  it.each([
    [
      'prompt { model: "m", on_error: "fallback" }',
      { prompt: { model: 'm' }, on_error: 'fallback' },
    ],
    ['prompt { prompt: { model: "m" } }', { prompt: { model: 'm' } }],
    ['remom { on_error: "fail" }', { remom: { on_error: 'fail' } }],
    ['ratings', {}],
    ['ratings {}', { ratings: {} }],
    ['static {}', {}],
    ['knn { on_error: "skip" }', { on_error: 'skip' }],
  ])('puts the settings of ALGORITHM %s where documents have them', (written, expected) => {
    const [type] = written.split(' ');
    const { algorithm } = decisionOf(`ROUTE r { MODEL m ALGORITHM ${written} }`) as {
      algorithm: object;
    };
    expect(algorithm).toEqual({ type, ...expected });
  });

  it('reads templates of the program inside of recipes, unless they have their own', () => {
    const { document } = compile(`
      PLUGIN one request-params { max_n: 1 }
      PLUGIN two request_params { max_n: 2 }
      PLUGIN tools request_params { max_n: 3 }
      RECIPE r {
        PLUGIN two request_params { max_n: 20 }
        ROUTE x { MODEL m PLUGIN one PLUGIN two PLUGIN tools }
      }`);
    const [recipe] = document.recipes as { routing: { decisions: { plugins: object[] }[] } }[];
    expect(recipe?.routing.decisions[0]?.plugins).toEqual([
      { type: 'request_params', configuration: { max_n: 1 } },
      { type: 'request_params', configuration: { max_n: 20 } },
      { type: 'request_params', configuration: { max_n: 3 } },
    ]);
  });

  it.each([
    ['semantic_cache', 'response_cache'],
    ['semantic-cache', 'response_cache'],
    ['fast-response', 'fast_response'],
    ['header_mutation', 'header_mutation'],
  ])('knows the plugin %s as %s', (written, type) => {
    expect(decisionOf(`ROUTE r { MODEL m PLUGIN ${written} {} }`)).toMatchObject({
      plugins: [{ type }],
    });
  });

  it('merges WITH into what statements say', () => {
    const text = `WITH { x-note: "policy", signals: { keywords: [] } }
      WITH { recipes: [], entrypoints: [] }
      SIGNAL language de {}
      ROUTE r { MODEL m ALGORITHM fusion { model: "m" } WITH { algorithm: { on_error: "fail" }, omit: ["rules"] } }`;
    expect(compile(text).document).toEqual({
      routing: {
        'x-note': 'policy',
        modelCards: [{ name: 'm' }],
        signals: { language: [{ name: 'de' }], keywords: [] },
        decisions: [
          {
            name: 'r',
            priority: 0,
            modelRefs: [{ model: 'm' }],
            algorithm: { type: 'fusion', fusion: { model: 'm' }, on_error: 'fail' },
          },
        ],
      },
      recipes: [],
      entrypoints: [],
    });
  });

  it('gives bare cards to models that have none, and not to adapters', () => {
    const { document } = compile(`MODEL a { loras: [{ name: "l" }] }
      ROUTE r { MODEL l, b, a, b }
      RECIPE x { ROUTE s { MODEL c (param_size = "7b") } }`);
    expect(document.routing).toMatchObject({
      modelCards: [
        { name: 'a', loras: [{ name: 'l' }] },
        { name: 'b' },
        { name: 'c', param_size: '7b' },
      ],
    });
  });

  it('appends the models of a loop that are not candidates yet', () => {
    expect(
      decisionOf('ROUTE r { MODEL a, b (lora = x) FOR v IN [b, a, c] { MODEL v } }'),
    ).toMatchObject({
      modelRefs: [{ model: 'a' }, { model: 'b', lora_name: 'x' }, { model: 'b' }, { model: 'c' }],
    });
    expect(
      decisionOf('ROUTE r { MODEL a FOR v IN decision.candidates { MODEL v } }'),
    ).toMatchObject({
      modelRefs: [{ model: 'a' }],
      candidateIterations: [
        {
          variable: 'v',
          source: 'decision.candidates',
          outputs: [{ type: 'model', value: 'v' }],
        },
      ],
    });
  });

  it('survives names that objects have by themselves', () => {
    const text = 'SIGNAL toString __proto__ {} ROUTE r { MODEL m WITH { "__proto__": { a: 1 } } }';
    const { document, diagnostics } = compile(text);
    expect(diagnostics.map(({ code }) => code)).toEqual(['D300']);
    expect(JSON.stringify(document)).toContain('"__proto__":{"a":1}');
  });

  it('lists its tests with the recipe around them', () => {
    const { tests } = compile(`ROUTE r { MODEL m } TEST t { "hi" -> r { model: "m" } }
      RECIPE x { ROUTE s { MODEL m } TEST t { "ho" -> s } }`);
    expect(tests).toMatchObject([
      { test: 't', prompt: 'hi', route: 'r', fields: { model: 'm' } },
      { test: 't', recipe: 'x', prompt: 'ho', route: 's', fields: {} },
    ]);
  });
});

describe('what the language itself finds', () => {
  it.each([
    ['ROUTING { strategy: priority } ROUTING { strategy: confidence }', 'D110'],
    ['ROUTE r { PRIORITY 1 PRIORITY 2 MODEL m }', 'D110'],
    ['ROUTE r { WHEN keyword("a") WHEN keyword("b") MODEL m }', 'D110'],
    ['ROUTE r { MODEL m WITH { modelRefs: [] } }', 'D110'],
    ['ROUTE r { MODEL m (reasoning = true, use_reasoning = false) }', 'D110'],
    ['SIGNAL domain law { name: "other" }', 'D110'],
    ['WITH { recipes: [] } RECIPE r { ROUTE s { MODEL m } }', 'D110'],
    ['ROUTE r { PRIORITY 1 MODEL m WITH { omit: ["priority"] } }', 'D110'],
    ['ROUTE r { MODEL m WITH { omit: ["tier"] } }', 'D303'],
    ['RECIPE r (routing = {}) { ROUTE s { MODEL m } }', 'D301'],
    ['PLUGIN p rag {} PLUGIN p rag {} ROUTE r { MODEL m PLUGIN p }', 'D120'],
    ['ROUTE r { MODEL m } TEST t { "a" -> r } TEST t { "b" -> r }', 'D120'],
    [tree('IF keyword("a") { MODEL m } ELSE { TIER 1 }'), 'D204'],
    [
      `${tree('IF keyword("a") { MODEL m } ELSE { MODEL m }')} ROUTE r { PRIORITY 1000000 MODEL m }`,
      'D130',
    ],
    ['ROUTE r { MODEL m PLUGIN sytem_prompt {} }', 'D201'],
    ['MODEL known {} ROUTE r { MODEL knwon }', 'D202'],
    ['ROUTE r { MODEL m } TEST t { "a" -> s }', 'D206'],
    ['ROUTE r { MODEL m } TEST t { " " -> r }', 'D206'],
    ['SIGNAL keywrd x { keywords: ["a"] }', 'D300'],
    ['PROJECTION sum x { }', 'D300'],
    ['PLUGIN p ragg {} ROUTE r { MODEL m PLUGIN p }', 'D300'],
    ['ROUTE r (descripton = "x") { MODEL m }', 'D301'],
    ['ROUTE r { MODEL m (resoning = true) }', 'D301'],
    ['ROUTE r { MODEL m (param_size = "7b") }', 'D301'],
    ['ROUTING { }', 'D304'],
    ['ROUTE r { MODEL m EMIT retention { } }', 'D500'],
    ['PLUGIN p rag {} ROUTE r { MODEL m }', 'D420'],
  ])('in %s', (text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });

  it('offers the nearest name as an exact change', () => {
    const text = 'ROUTE r { MODEL m PLUGIN "sytem_prompt" {} }';
    const [diagnostic] = compile(text).diagnostics;
    const [fix] = diagnostic?.fixes ?? [];
    expect(fix?.newText).toBe('"system_prompt"');
    expect(text.slice(fix?.range.start, fix?.range.end)).toBe('"sytem_prompt"');
  });

  it('says which recipe it speaks about', () => {
    const [diagnostic] = compile('RECIPE "a b" { SIGNAL keywrd x {} }').diagnostics;
    expect(diagnostic?.message).toMatch(/^RECIPE "a b": `keywrd` is no type of signal/);
  });

  it('says once what is wrong with a condition of a tree', () => {
    const branches = `IF keyword("a", name: "b") { MODEL m } ELSE IF keyword("c") { MODEL m } ELSE { MODEL m }`;
    expect(codesOf(tree(branches))).toEqual(['D110']);
  });
});

it('compiles 2,000 lines in far less than a second', () => {
  const routes = Array.from(
    { length: 250 },
    (_, index) => `SIGNAL keyword k${index} { operator: "OR", keywords: ["w${index}"] }
ROUTE r${index} {
  PRIORITY ${index}
  WHEN keyword("k${index}") AND NOT keyword("k0")
  MODEL a (weight = 1), b
  ALGORITHM multi_factor { weights: { quality: 1 } }
  PLUGIN rag { top_k: 3 }
}`,
  );
  const { program } = parse(routes.join('\n'));
  const started = performance.now();
  expect(compileProgram(program).document.routing).toMatchObject({
    modelCards: [{ name: 'a' }, { name: 'b' }],
  });
  expect(performance.now() - started).toBeLessThan(3000);
});

function tree(branches: string): string {
  return `DECISION_TREE t { ${branches} }`;
}

type Rules = { name: string } | { operator: string; conditions: Rules[] };

function show(rules: Rules): string {
  if ('name' in rules) return rules.name;
  return `${rules.operator} [${rules.conditions.map(show).join(', ')}]`;
}
