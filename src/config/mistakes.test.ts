import { describe, expect, it } from 'vitest';
import { loadConfig } from './load.ts';

const document = `version: v0.3
listeners:
  - name: main
    address: 127.0.0.1
    port: 8899
providers:
  defaults: { default_model: small }
  models:
    - name: small
      backend_refs:
        - endpoint: localhost:8000
routing:
  modelCards:
    - name: small
  signals:
    keywords:
      - name: invoice
        operator: OR
        keywords: [invoice]
    embeddings:
      - name: billing
        threshold: 0.8
        candidates: [where is my invoice]
  decisions:
    - name: lane
      rules:
        operator: OR
        conditions:
          - type: keyword
            name: invoice
          - type: embedding
            name: billing
      modelRefs:
        - model: small
`;

function load(text: string) {
  return loadConfig({ text, environment: {}, mode: 'run' });
}

function replaced(before: string, after: string): string {
  expect(document).toContain(before);
  return document.replace(before, () => after);
}

describe('what people write by mistake', () => {
  it('begins with a document that is right', () => {
    expect(load(document).findings).toEqual([]);
  });

  it.each([
    ['Windows line ends', document.replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${document}`],
    ['both', `\uFEFF${document.replaceAll('\n', '\r\n')}`],
    ['blanks at the ends of lines', document.replaceAll('\n', '  \n')],
    [
      'the word of a rule in lower case',
      document.replace('        operator: OR\n        cond', '        operator: or\n        cond'),
    ],
  ])('reads %s as well', (_, text) => {
    expect(load(text).findings).toEqual([]);
  });

  // Name, what is replaced, by what -> `line:column code suggestion` of the first finding.
  it.each([
    ['a misspelt section', 'providers:', 'provider:', '6:1 unknown_key did you mean `providers`?'],
    ['a misspelt list', 'keywords:\n', 'keyword:\n', '16:5 unknown_key did you mean `keywords`?'],
    ['snake case for camel case', 'modelRefs', 'model_refs', '25:7 no_models'],
    [
      'a section too far left',
      '  decisions:',
      'decisions:',
      '24:1 deprecated_key use `routing.decisions`',
    ],
    ['a key too far left', '        threshold:', '      threshold:', '22:1 yaml_syntax'],
    ['a tab', '    port:', '\tport:', '5:1 yaml_syntax'],
    ['a key twice', 'port: 8899', 'port: 8899\n    port: 1', '6:5 duplicate_key'],
    ['a list for a map', '{ default_model: small }', '[default_model]', '7:3 invalid_type'],
    [
      'a map for a list',
      '    - name: small\n  signals',
      '    name: small\n  signals',
      '13:3 invalid_type',
    ],
    ['words for maps', '\n        - model: small', ' [small]', '33:19 invalid_type'],
    [
      'a list of conditions alone',
      'operator: OR\n        conditions:',
      'or:',
      '26:7 missing_field',
    ],
    [
      'the list of a type for the type',
      'type: keyword',
      'type: keywords',
      '29:19 invalid_value did you mean `keyword`?',
    ],
    ['a type that does not exist', 'type: keyword', 'type: x', '29:19 invalid_value'],
    [
      'a rule that does not exist',
      '            name: invoice',
      '            name: invoce',
      '30:19 unknown_signal did you mean `invoice`?',
    ],
    [
      'the wrong type for a rule',
      'type: keyword',
      'type: embedding',
      '30:19 unknown_signal `invoice` is of type `keyword`',
    ],
    [
      'a model that does not exist',
      'model: small\n',
      'model: smal\n',
      '34:18 unknown_model did you mean `small`?',
    ],
    ['a percentage', '0.8', '80', '22:20 invalid_value did you mean `0.8`?'],
    ['a percent sign', '0.8', '80%', '22:20 invalid_type write `0.8`'],
    ['a number in quotes', '0.8', '"0.8"', '22:20 invalid_type remove the quotes'],
    ['a comma in a number', '0.8', '0,8', '22:20 invalid_type'],
    ['a port in quotes', '8899', '"8899"', '5:11 invalid_type remove the quotes'],
    ['a port out of range', '8899', '88990', '5:11 invalid_value'],
    ['an address with its port', '127.0.0.1', '127.0.0.1:80', '4:14 invalid_value'],
    ['seconds without a unit', '8899', '8899\n    timeout: 30', '6:14 invalid_type write `30s`'],
    ['seconds as a text without unit', '8899', '8899\n    timeout: "30"', '6:14 invalid_value'],
    [
      'yes for true',
      'OR\n',
      'OR\n        case_sensitive: yes\n',
      '19:25 invalid_type write `true`',
    ],
    ['a number for a word', '[invoice]', '[404]', '19:20 invalid_type put it in quotes'],
    ['a colon in a word', '[invoice]', '[re: invoice]', '19:20 invalid_type'],
    [
      'an operator in lower case',
      'OR\n        keywords',
      'or\n        keywords',
      '18:19 invalid_value did you mean `OR`?',
    ],
    [
      'an operator that does not exist',
      'OR\n        conditions',
      'XOR\n        conditions',
      '27:19 invalid_value did you mean `OR`?',
    ],
    ['NOT of two', 'OR\n        conditions', 'NOT\n        conditions', '27:19 invalid_value'],
    ['an empty list', '[invoice]', '[]', '19:9 invalid_value'],
    ['a broken pattern', '[invoice]', '["(a"]\n        method: regex', '19:20 invalid_value'],
    [
      'a pattern that no engine runs in linear time',
      '[invoice]',
      '["(a)\\\\1"]\n        method: regex',
      '19:20 invalid_value',
    ],
    [
      'a pattern that grows without bound',
      '[invoice]',
      '["((a{1,99}){1,99}){1,99}"]\n        method: regex',
      '19:20 invalid_value',
    ],
    ['a number as version', 'v0.3', '0.3', '1:10 invalid_value'],
    ['no version', 'version: v0.3', '', '2:1 missing_field'],
    [
      'an address without a scheme',
      'endpoint: localhost:8000',
      'base_url: api.example.com/v1',
      '11:21 invalid_value',
    ],
    ['a misspelt scheme', 'localhost:8000', 'htp://localhost:8000', '11:21 invalid_value'],
    [
      'a key for the name of its variable',
      'localhost:8000',
      'h:1\n          api_key_env: sk-1',
      '12:24 invalid_value',
    ],
    [
      'a misspelt provider',
      'localhost:8000',
      'h:1\n          provider: opanai',
      '12:21 invalid_value did you mean `openai`?',
    ],
    [
      'an empty entry',
      '        - model: small',
      '        - model: small\n        -',
      '35:10 invalid_type',
    ],
    [
      'a second document',
      '        - model: small\n',
      '        - model: small\n---\na: 1\n',
      '35:1 yaml_syntax',
    ],
    ['a name that was left empty', '    - name: lane', '    - name:', '25:7 missing_field'],
    ['a blank name', '    - name: lane', '    - name: " "', '25:13 invalid_value'],
    [
      'a key of the layout before',
      'routing:',
      'vllm_endpoints: []\nrouting:',
      '12:1 deprecated_key use `providers.models[].backend_refs`',
    ],
    [
      'a rule of another recipe',
      document,
      `${document}recipes:\n  - name: r\n    routing:\n      decisions:\n        - name: d\n          rules: { type: keyword, name: invoice }\n          modelRefs: [{ model: small }]\nentrypoints: [{ model_names: [m], recipe: r }]\n`,
      '40:41 unknown_signal declare it under `signals.keywords`',
    ],
  ])('%s', (_, before, after, expected) => {
    const [first] = load(replaced(before, after)).findings;
    const { line, column, code, suggestion = '' } = first ?? {};
    expect(`${line}:${column} ${code} ${suggestion}`.trim()).toBe(expected);
  });
});
