import { describe, expect, it } from 'vitest';
import { completionToEvents, eventsToCompletion } from './convert.ts';

const completion = {
  id: 'chatcmpl-1',
  object: 'chat.completion',
  created: 7,
  model: 'm',
  choices: [
    {
      index: 0,
      message: { role: 'assistant', content: 'Hi there' },
      logprobs: null,
      finish_reason: 'stop',
    },
    {
      index: 1,
      message: {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'c1', type: 'function', function: { name: 'f', arguments: '{"a":1}' } },
          { id: 'c2', type: 'function', function: { name: 'g', arguments: '{}' } },
        ],
      },
      logprobs: null,
      finish_reason: 'tool_calls',
    },
  ],
  usage: { prompt_tokens: 3, completion_tokens: 2, total_tokens: 5 },
};

describe('converting between whole answers and streams', () => {
  it('gives the same completion back after a round trip', () => {
    const events = completionToEvents(completion, { wantsUsage: true });
    expect(events.endsWith('data: [DONE]\n\n')).toBe(true);
    expect(eventsToCompletion(Buffer.from(events))).toEqual(completion);
  });

  it('leaves the usage chunk out when nobody asked for it', () => {
    const events = completionToEvents(completion, { wantsUsage: false });
    expect(eventsToCompletion(Buffer.from(events))?.usage).toBeUndefined();
  });

  it('joins fragments of text, reasoning and tool arguments', () => {
    const chunk = (delta: object, finish_reason: string | null = null) =>
      `data: ${JSON.stringify({ id: 'x', object: 'chat.completion.chunk', model: 'm', choices: [{ index: 0, delta, finish_reason }] })}\n\n`;
    const stream = [
      chunk({ role: 'assistant', content: '' }),
      chunk({ reasoning_content: 'th' }),
      chunk({ reasoning_content: 'ink' }),
      chunk({ content: 'a' }),
      chunk({ content: 'b' }),
      chunk({
        tool_calls: [
          { index: 0, id: 'c', type: 'function', function: { name: 'f', arguments: '{"x"' } },
        ],
      }),
      chunk({ tool_calls: [{ index: 0, function: { arguments: ':1}' } }] }),
      chunk({}, 'tool_calls'),
    ].join('');
    expect(eventsToCompletion(Buffer.from(stream))?.choices).toEqual([
      {
        index: 0,
        message: {
          role: 'assistant',
          content: 'ab',
          reasoning_content: 'think',
          tool_calls: [
            { id: 'c', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
          ],
        },
        logprobs: null,
        finish_reason: 'tool_calls',
      },
    ]);
  });

  it('finds no completion in an empty stream', () => {
    expect(eventsToCompletion(Buffer.from(': ping\n\ndata: [DONE]\n\n'))).toBeUndefined();
  });
});
