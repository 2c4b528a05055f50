import { describe, expect, it } from 'vitest';
import { parseCaseLine } from './case-lines.ts';

describe('a line of cases', () => {
  it('is a prompt with what is expected of it', () => {
    expect(
      parseCaseLine(
        '{"prompt": "hi\\nthere", "expected_decision": "casual", "tags": ["en"], "model": "auto"}',
        'c.jsonl:1',
      ),
    ).toEqual({
      id: 'c.jsonl:1',
      place: 'c.jsonl:1',
      title: 'hi there',
      body: { model: 'auto', messages: [{ role: 'user', content: 'hi\nthere' }] },
      expected: { decision: 'casual' },
      tags: ['en'],
    });
  });

  it('can be a conversation, with tools and everything that can be expected', () => {
    const row = {
      id: 'a1',
      messages: [{ role: 'user', content: 'x' }],
      tools: [],
      expected_decision: null,
      expected_recipe: 'private',
      expected_model: 'local',
      expected_signals: ['keyword:a'],
      forbidden_signals: ['domain:b'],
    };
    expect(parseCaseLine(JSON.stringify(row), 'c.jsonl:1')).toMatchObject({
      id: 'a1',
      body: { tools: [], messages: [{ role: 'user', content: 'x' }] },
      expected: {
        decision: null,
        recipe: 'private',
        model: 'local',
        signals: ['keyword:a'],
        forbiddenSignals: ['domain:b'],
      },
    });
  });

  it('pads the last message, of text or of parts', () => {
    const pad = { text: 'ab', repeat: 2 };
    const contentOf = (row: object) => {
      const found = parseCaseLine(JSON.stringify(row), 'c')?.body.messages ?? [];
      return (found as readonly { content: unknown }[]).at(-1)?.content;
    };
    expect(contentOf({ prompt: 'x', expected_decision: 'd', pad })).toBe('xabab');
    const parts = [{ type: 'text', text: 'x' }];
    const messages = [{ role: 'user', content: parts }];
    expect(contentOf({ messages, expected_decision: 'd', pad })).toEqual([
      ...parts,
      { type: 'text', text: 'abab' },
    ]);
  });

  it('is nothing when it is blank', () => {
    expect(parseCaseLine('  \r', 'c')).toBeUndefined();
  });

  it.each([
    ['no JSON', '{', 'c:2 is not a JSON object'],
    ['a list', '[]', 'c:2 is not a JSON object'],
    ['no prompt', '{"expected_decision": "b"}', 'c:2 needs `prompt` or `messages`'],
    ['both', '{"prompt": "a", "messages": [1], "expected_decision": "b"}', 'c:2 needs'],
    ['no expectation', '{"prompt": "a"}', 'c:2 expects nothing'],
    ['a signal without type', '{"prompt": "a", "expected_signals": ["x"]}', 'is no `type:name`'],
    [
      'endless padding',
      '{"prompt": "a", "expected_decision": "b", "pad": {"text": "aaaaaaaaaaaaaaaaaaaaa", "repeat": 1000000}}',
      'longer than 10 MiB',
    ],
  ])('is refused with %s', (_case, row, message) => {
    expect(() => parseCaseLine(row, 'c:2')).toThrow(message);
  });
});
