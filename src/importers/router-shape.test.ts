import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { importConfig } from './import-config.ts';
import { subjectOf } from './subjects.ts';

const base = `
vllm_endpoints: [{ name: box, address: 127.0.0.1, port: 8001 }]
model_config: { small: { preferred_endpoints: [box] }, large: { preferred_endpoints: [box] } }
default_model: small
`;

function imported(text: string) {
  const result = importConfig(base + text);
  const { providers, routing, global } = parse(result.yaml);
  const attention = result.report.filter(({ action }) => action === 'needs-attention');
  return { providers, routing, global, attention: attention.map(({ path }) => path) };
}

describe('categories', () => {
  it('become decisions whose models stand in the order of their scores', () => {
    const { routing } = imported(`
categories:
  - name: math
    use_reasoning: true
    model_scores: [{ model: small, score: 0.2 }, { model: large, score: 0.9, use_reasoning: false }]
`);
    expect(routing.signals.domains).toEqual([{ name: 'math' }]);
    expect(routing.decisions).toEqual([
      {
        name: 'math',
        priority: 100,
        rules: { type: 'domain', name: 'math' },
        modelRefs: [
          { model: 'large', use_reasoning: false },
          { model: 'small', use_reasoning: true },
        ],
      },
    ]);
  });

  it('stay signals where a decision asks for them', () => {
    const { routing } = imported(`
categories: [{ name: law, model_scores: [{ model: large, score: 1 }] }]
decisions: [{ name: mine, rules: { operator: AND, conditions: [{ type: domain, name: law }] }, modelRefs: [{ model: small }] }]
`);
    expect(routing.decisions.map(({ name }: { name: string }) => name)).toEqual(['mine']);
    expect(routing.signals.domains[0].model_scores).toEqual([{ model: 'large', score: 1 }]);
  });

  it('with guards become signals and decisions that refuse', () => {
    const { routing } = imported(`
categories: [{ name: law, jailbreak_enabled: true, jailbreak_threshold: 0.4, pii_enabled: true }]
`);
    expect(routing.signals.jailbreak).toEqual([{ name: 'law_guard', threshold: 0.4 }]);
    expect(routing.signals.pii).toEqual([{ name: 'law_guard' }]);
    expect(routing.decisions).toMatchObject([
      { name: 'block_jailbreak_law', priority: 1000, plugins: [{ type: 'fast_response' }] },
      { name: 'block_pii_law', priority: 1000, plugins: [{ type: 'fast_response' }] },
    ]);
  });

  it('that are off while all is guarded are named', () => {
    const { attention } = imported(`
prompt_guard: { enabled: true }
categories: [{ name: law, jailbreak_enabled: false }]
`);
    expect(attention).toEqual(['categories[0:law].jailbreak_enabled']);
  });

  it.each([
    ['abstract_algebra', 'math'],
    ['high_school_statistics', 'math'],
    ['machine_learning', 'computer science'],
    ['college_computer_science', 'computer science'],
    ['college_medicine', 'health'],
    ['anatomy', 'health'],
    ['international_law', 'law'],
    ['space_law', 'law'],
    ['conceptual_physics', 'physics'],
    ['astronomy', 'physics'],
    ['Computer Science', 'computer science'],
    ['basket_weaving', undefined],
  ])('of the subject %s are of %s', (name, subject) => {
    expect(subjectOf(name)).toBe(subject);
  });
});

describe('models', () => {
  it('that only an endpoint names are models too', () => {
    const text = 'vllm_endpoints: [{ name: a, address: "fe80::1", port: 9, models: [x, y] }]\n';
    const { document } = importConfig(text);
    expect(document).toMatchObject({
      routing: { modelCards: [{ name: 'x' }, { name: 'y' }] },
      providers: {
        models: [
          { name: 'x', backend_refs: [{ name: 'a', endpoint: '[fe80::1]:9' }] },
          { name: 'y', backend_refs: [{ name: 'a', endpoint: '[fe80::1]:9' }] },
        ],
      },
    });
  });

  it('without a server are kept and named', () => {
    const { providers, attention } = imported(
      'categories: [{ name: law, model_scores: [{ model: far, score: 1 }] }]',
    );
    expect(providers.models[2]).toEqual({ name: 'far', provider_model_id: 'far' });
    expect(attention).toEqual(['categories[0:law].model_scores[0].model']);
  });

  it.each([
    ['*', ['small', 'large']],
    ['lar', ['large']],
    ['sm-', []],
    ['^s.*l$', ['small']],
    ['LARGE', ['large']],
  ])('whose name fits the pattern %s think in that family', (pattern, expected) => {
    const { providers } = imported(`
model_reasoning_configs:
  - { name: f, patterns: [${JSON.stringify(pattern)}], reasoning_syntax: { type: reasoning_effort, parameter: reasoning_effort } }
`);
    const thinking = providers.models.filter(
      (model: { reasoning_family?: string }) => model.reasoning_family === 'f',
    );
    expect(thinking.map(({ name }: { name: string }) => name)).toEqual(expected);
    expect(providers.defaults.reasoning_families.f.type).toBe('reasoning_effort');
  });

  it('that must not see personal data get a condition where they are alone', () => {
    const text = base.replace(
      'large: { preferred_endpoints: [box] }',
      'large: { preferred_endpoints: [box], pii_policy: { allow_by_default: false, pii_types_allowed: [PERSON] } }',
    );
    const { document } = importConfig(`${text}
decisions:
  - { name: alone, rules: { type: keyword, name: k }, modelRefs: [{ model: large }] }
  - { name: both, rules: { type: keyword, name: k }, modelRefs: [{ model: large }, { model: small }] }
keyword_rules: [{ name: k, operator: OR, keywords: [a] }]
`);
    const not = { operator: 'NOT', conditions: [{ type: 'pii', name: 'pii_not_allowed_large' }] };
    expect(document).toMatchObject({
      routing: {
        signals: { pii: [{ name: 'pii_not_allowed_large', pii_types_allowed: ['PERSON'] }] },
        decisions: [
          { rules: { operator: 'AND', conditions: [{ type: 'keyword', name: 'k' }, not] } },
          { rules: { type: 'keyword', name: 'k' } },
        ],
      },
    });
  });
});

describe('decisions', () => {
  const decision = (rest: string) => `
keyword_rules: [{ name: k, operator: OR, keywords: [a] }]
decisions: [{ name: d, modelRefs: [{ model: small }], ${rest} }]
`;
  it.each([
    [
      'plugins: [{ type: semantic-cache, configuration: { enabled: true } }]',
      { plugins: [{ type: 'response_cache', configuration: { enabled: true } }] },
    ],
    [
      'plugins: [{ type: system_prompt, configuration: { prompt: Hi } }]',
      { plugins: [{ type: 'system_prompt', configuration: { system_prompt: 'Hi' } }] },
    ],
    [
      'plugins: [{ type: header_mutation, configuration: { headers: { A: b } } }]',
      {
        plugins: [{ type: 'header_mutation', configuration: { add: [{ name: 'A', value: 'b' }] } }],
      },
    ],
    ['modelSelectionAlgorithm: { type: static }', { algorithm: { type: 'static' } }],
    ['reasoning_effort: low', { modelRefs: [{ model: 'small', reasoning_effort: 'low' }] }],
    [
      'block_tools: [rm]',
      {
        plugins: [
          {
            type: 'tools',
            configuration: { enabled: true, mode: 'filtered', block_tools: ['rm'] },
          },
        ],
      },
    ],
    [
      'rules: { conditions: [{ type: keyword, name: k }] }',
      { rules: { operator: 'OR', conditions: [{ type: 'keyword', name: 'k' }] } },
    ],
  ])('with `%s` are rewritten', (old, expected) => {
    expect(imported(decision(old)).routing.decisions[0]).toMatchObject(expected);
  });

  it('with a check as a plugin are preceded by one that refuses', () => {
    const { routing } = imported(
      decision('plugins: [{ type: jailbreak, configuration: { enabled: true, threshold: 0.3 } }]'),
    );
    expect(routing.signals.jailbreak).toEqual([{ name: 'jailbreak_guard', threshold: 0.3 }]);
    expect(routing.decisions[0]).toEqual({ name: 'd', modelRefs: [{ model: 'small' }] });
    expect(routing.decisions[1]).toMatchObject({ name: 'block_jailbreak', priority: 1000 });
  });

  it('that are fine stay as they are written', () => {
    const text = `${base}decisions:\n  - name: "d" # mine\n    modelRefs: [ { model: small } ]\n`;
    expect(importConfig(text).yaml).toContain(
      '  decisions:\n    - name: "d" # mine\n      modelRefs: [ { model: small } ]\n',
    );
  });
});

describe('a guard of everything', () => {
  it.each([
    ['prompt_guard: { enabled: true, threshold: 0.8 }', ['block_jailbreak']],
    ['prompt_guard: { enabled: false }', []],
    [
      'prompt_guard: { enabled: true }\nsignals: { jailbreak: [{ name: own, threshold: 0.5 }] }',
      [],
    ],
  ])('%s gives the decisions %j', (text, expected) => {
    const { routing } = imported(text);
    const names = (routing.decisions ?? []).map(({ name }: { name: string }) => name);
    expect(names).toEqual(expected);
  });
});
