import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../protocols/canonical.ts';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import { createConversationSignal } from './conversation.ts';
import { conversationRule } from './schema.ts';

const user = (content: unknown = 'u') => ({ role: 'user', content });
const assistant = (...names: string[]) => ({
  role: 'assistant',
  content: 'a',
  tool_calls: names.map((name) => ({ function: { name, arguments: '{}' } })),
});
const tool = { role: 'tool', content: 't' };
const system = { role: 'system', content: 's' };
const developer = { role: 'developer', content: 'd' };

function evaluate(rule: object, messages: unknown[], body: JsonObject = {}) {
  const signal = createConversationSignal([conversationRule.parse({ name: 'rule', ...rule })]);
  return signal.evaluate(createRequestView({ messages, ...body }))[0];
}

function count(source: object, messages: unknown[], body?: JsonObject): number | undefined {
  return evaluate({ feature: { type: 'count', source } }, messages, body)?.value;
}

function problemOf(rule: object): string | undefined {
  return conversationRule.safeParse({ name: 'rule', ...rule }).error?.issues[0]?.message;
}

describe('conversation counts', () => {
  const messages = [system, developer, developer, user(), user(), assistant(), tool, user()];

  it.each([
    [undefined, 8],
    ['', 8],
    ['user', 3],
    ['assistant', 1],
    ['system', 1],
    ['developer', 2],
    ['tool', 1],
    ['non_user', 5],
  ])('messages of role %s: %d', (role, expected) => {
    const source = role === undefined ? { type: 'message' } : { type: 'message', role };
    expect(count(source, messages)).toBe(expected);
  });

  it('takes user messages in a row for one turn', () => {
    expect(count({ type: 'turn' }, messages)).toBe(2);
    expect(count({ type: 'turn' }, [system])).toBe(0);
  });

  it('tells tool calls, distinct tools, results and definitions apart', () => {
    const exchange = [user(), assistant('a', 'b', 'a'), tool, { role: 'function', content: 'r' }];
    expect(count({ type: 'assistant_tool_call' }, exchange)).toBe(3);
    expect(count({ type: 'distinct_tool' }, exchange)).toBe(2);
    expect(count({ type: 'assistant_tool_cycle' }, exchange)).toBe(2);
    const tools = [{ type: 'function' }, { type: 'function' }];
    expect(count({ type: 'tool_definition' }, exchange, { tools })).toBe(2);
  });

  it('counts results that are marked as errors', () => {
    const failed = { role: 'tool', content: '{"error":"no such file"}' };
    const marked = user([{ type: 'tool_result', content: 'denied', is_error: true }]);
    expect(count({ type: 'tool_error' }, [user(), assistant('a'), failed, tool, marked])).toBe(2);
    expect(count({ type: 'tool_error' }, [user(), assistant('a'), tool])).toBe(0);
  });

  it.each([
    ['image_content', { type: 'image_url', image_url: { url: 'https://example.com/a.png' } }],
    ['file_content', { type: 'file', file: { file_id: 'f' } }],
    ['audio_content', { type: 'input_audio', input_audio: { data: 'AA', format: 'wav' } }],
  ])('%s', (type, part) => {
    expect(count({ type }, [user([part, part])])).toBe(2);
    expect(count({ type }, [user()])).toBe(0);
  });

  it.each([
    ['response_format', { response_format: { type: 'json_schema' } }, 1],
    ['response_format', { response_format: { type: 'json_object' } }, 1],
    ['response_format', { response_format: { type: 'text' } }, 0],
    ['reasoning_effort', { reasoning_effort: 'low' }, 1],
    ['reasoning_effort', {}, 0],
    ['stream', { stream: true }, 1],
    ['stream', { stream: false }, 0],
  ])('%s of %j: %d', (type, body, expected) => {
    expect(count({ type }, [user()], body)).toBe(expected);
  });

  it.each([
    ['a tool result is last', [user(), assistant('a'), tool], 1],
    ['the user speaks right after a result', [user(), assistant('a'), tool, user()], 1],
    ['a call waits for its result', [user(), assistant('a', 'b'), tool, assistant(), user()], 1],
    ['all results were answered', [user(), assistant('a'), tool, assistant(), user()], 0],
    ['no tool was ever used', [user(), assistant(), user()], 0],
  ])('active tool loop: %s', (_, exchange, expected) => {
    expect(count({ type: 'active_tool_loop' }, exchange)).toBe(expected);
  });
});

describe('conversation signal', () => {
  const twoUsers = [user(), assistant(), user()];
  const countUsers = { type: 'count', source: { type: 'message', role: 'user' } };

  it.each([
    [{ gte: 2 }, true],
    [{ gt: 2 }, false],
    [{ gt: 1, lt: 3 }, true],
    [{ lte: 1 }, false],
  ])('count with %j: %s', (predicate, isMatch) => {
    expect(evaluate({ feature: countUsers, predicate }, twoUsers)).toEqual({
      name: 'rule',
      isMatch,
      confidence: isMatch ? 1 : 0,
      value: 2,
    });
  });

  it('takes a count without predicate for "above 0"', () => {
    const feature = { type: 'count', source: { type: 'tool_definition' } };
    expect(evaluate({ feature }, twoUsers)).toMatchObject({ isMatch: false, value: 0 });
    expect(evaluate({ feature }, twoUsers, { tools: [{}] })).toMatchObject({ isMatch: true });
  });

  it('gives 1 or 0 for exists, whatever the count', () => {
    const feature = { type: 'exists', source: { type: 'message', role: 'user' } };
    expect(evaluate({ feature }, twoUsers)).toMatchObject({ isMatch: true, value: 1 });
    expect(evaluate({ feature }, [system])).toMatchObject({ isMatch: false, value: 0 });
    const loop = { type: 'exists', source: { type: 'active_tool_loop' } };
    expect(evaluate({ feature: loop }, [user(), assistant('a'), tool])).toMatchObject({ value: 1 });
  });
});

describe('conversation rule', () => {
  const feature = (type: string, source: object) => ({ feature: { type, source } });

  it.each([
    [
      'a role where none belongs',
      feature('count', { type: 'image_content', role: 'user' }),
      'role',
    ],
    [
      'a predicate on exists',
      { ...feature('exists', { type: 'image_content' }), predicate: { gte: 1 } },
      'exists',
    ],
    ['an unknown source', feature('count', { type: 'messages' }), 'message'],
    ['an unknown role', feature('count', { type: 'message', role: 'bot' }), 'user'],
    ['an unknown feature', feature('density', { type: 'message' }), 'count'],
    ['an empty predicate', { ...feature('count', { type: 'message' }), predicate: {} }, 'gt'],
  ])('refuses %s', (_, rule, hint) => {
    expect(problemOf(rule)).toContain(hint);
  });

  it('allows an empty role everywhere', () => {
    expect(problemOf(feature('count', { type: 'image_content', role: '' }))).toBeUndefined();
  });
});
