import { describe, expect, it } from 'vitest';
import { parseCases } from './eval-cases.ts';

describe('cases of eval', () => {
  it('reads prompts, conversations and what else the request carries', () => {
    const text = [
      '{"prompt": "hi", "expected_decision": "casual"}',
      '',
      '{"messages": [{"role": "user", "content": "x"}], "tools": [], "expected_decision": null}',
    ].join('\n');
    expect(parseCases(text, 'cases.jsonl')).toEqual([
      {
        line: 1,
        expectedDecision: 'casual',
        title: 'hi',
        body: { messages: [{ role: 'user', content: 'hi' }] },
      },
      {
        line: 3,
        expectedDecision: null,
        title: '"x"',
        body: { tools: [], messages: [{ role: 'user', content: 'x' }] },
      },
    ]);
  });

  it.each([
    ['not JSON', '{"prompt": "a", "expected_decision": "b"}\n{', 'cases.jsonl:2 is not'],
    ['a list', '[]', 'cases.jsonl:1 is not'],
    ['no prompt', '{"expected_decision": "b"}', 'cases.jsonl:1 needs'],
    ['no expectation', '{"prompt": "a"}', 'cases.jsonl:1 `expected_decision`'],
    ['no case', '\n\n', 'cases.jsonl holds no case'],
  ])('refuses %s with its line', (_case, text, message) => {
    expect(() => parseCases(text, 'cases.jsonl')).toThrow(message);
  });
});
