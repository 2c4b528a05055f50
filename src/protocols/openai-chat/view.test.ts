import { describe, expect, it } from 'vitest';
import type { JsonObject, RequestFacts } from '../canonical.ts';
import { createRequestView } from './view.ts';

const user = (content: unknown) => ({ role: 'user', content });
const assistant = (content: unknown, rest: JsonObject = {}) => ({
  role: 'assistant',
  content,
  ...rest,
});
const tool = (content: unknown) => ({ role: 'tool', tool_call_id: 'c1', content });
const call = (name: string) => ({
  id: 'c1',
  type: 'function',
  function: { name, arguments: '{}' },
});
const imagePart = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };

function view(...messages: unknown[]) {
  return createRequestView({ model: 'auto', messages });
}

function facts(body: JsonObject): RequestFacts {
  return createRequestView({ messages: [user('hi')], ...body }).facts;
}

describe('texts of a chat request', () => {
  it('takes the last user message with text as the current one', () => {
    const { currentUserText, priorUserTexts } = view(
      user('first'),
      assistant('reply'),
      user('second'),
      user([imagePart]),
    );
    expect(currentUserText).toBe('second');
    expect(priorUserTexts).toEqual(['first']);
  });

  it('lists earlier user texts oldest first and leaves empty ones out', () => {
    expect(view(user('a'), user(''), user('b'), user(null), user('c')).priorUserTexts).toEqual([
      'a',
      'b',
    ]);
  });

  it('collects system, developer and assistant texts in order, apart from tool texts', () => {
    const { nonUserTexts, toolTexts } = view(
      { role: 'system', content: 's' },
      { role: 'developer', content: 'd' },
      user('u'),
      assistant('a'),
      tool('t'),
      { role: 'function', name: 'f', content: 'legacy' },
    );
    expect(nonUserTexts).toEqual(['s', 'd', 'a']);
    expect(toolTexts).toEqual(['t', 'legacy']);
  });

  it.each([
    [
      'text parts are joined by one space',
      [
        { type: 'text', text: 'a' },
        { type: 'text', text: 'b' },
      ],
      'a b',
    ],
    ['a part without type is text', [{ text: 'a' }], 'a'],
    [
      'other parts are left out',
      [{ type: 'text', text: 'a' }, imagePart, { type: 'refusal', refusal: 'no', text: 'x' }],
      'a',
    ],
    ['no content', undefined, ''],
    ['null', null, ''],
    ['odd parts', [null, 3, 'x', { type: 'text' }, { type: 'text', text: 7 }], ''],
  ])('content: %s', (_, content, expected) => {
    const { messages, currentUserText } = view(user(content));
    expect(currentUserText).toBe(expected);
    expect(messages).toEqual([{ index: 0, role: 'user', text: expected }]);
  });

  it('evaluates the user text, and everything else when there is none', () => {
    expect(view({ role: 'system', content: 's' }, user('u')).evaluationText).toBe('u');
    expect(view({ role: 'system', content: 's' }, assistant('a')).evaluationText).toBe('s a');
    expect(view(tool('t')).evaluationText).toBe('');
  });
});

describe('traffic of agents', () => {
  const reminder = '<system-reminder>be brief</system-reminder>';
  const result = (content: unknown, rest: JsonObject = {}) =>
    user([{ type: 'tool_result', tool_use_id: 't1', content, ...rest }]);

  it('takes the question out of its surroundings and keeps the message as it came', () => {
    const text = `${reminder}\nfix the test`;
    const read = view(user('first'), assistant('a'), user(text));
    expect(read.currentUserText).toBe('fix the test');
    expect(read.evaluationText).toBe('fix the test');
    expect(read.originalUserText).toBe(text);
    expect(read.messages[2]?.text).toBe(text);
    expect(read.untrustedTexts).toEqual([
      { kind: 'scaffolding', messageIndex: 2, role: 'user', text: 'be brief' },
    ]);
  });

  it('takes no message of results or scaffolding alone for the question', () => {
    const read = view(user('fix the test'), assistant('a'), result('3 failed'), user(reminder));
    expect(read.currentUserText).toBe('fix the test');
    expect(read.priorUserTexts).toEqual([]);
  });

  it('evaluates the text as it came where no message has a question', () => {
    const read = view({ role: 'system', content: 's' }, user(reminder));
    expect(read.currentUserText).toBe('');
    expect(read.evaluationText).toBe(reminder);
  });

  it('counts results and calls of the other protocol', () => {
    const used = assistant([
      { type: 'text', text: 'a' },
      { type: 'tool_use', id: 't1', name: 'run', input: {} },
      { type: 'tool_use', id: 't2', name: 'read', input: {} },
    ]);
    const results = user([
      { type: 'tool_result', tool_use_id: 't1', content: 'ok' },
      {
        type: 'tool_result',
        tool_use_id: 't2',
        content: [{ type: 'text', text: 'no' }],
        is_error: true,
      },
    ]);
    const read = view(user('u'), used, results);
    expect(read.facts).toMatchObject({
      assistantToolCalls: 2,
      distinctTools: 2,
      toolResults: 2,
      toolErrors: 1,
      isLastMessageToolResult: true,
    });
    expect(read.facts.messageCounts).toMatchObject({ user: 1, tool: 1 });
    expect(read.toolTexts).toEqual(['ok', 'no']);
    expect(view(used, results, user('next')).facts.isLastUserAfterToolResult).toBe(true);
  });

  it('collects what others wrote, with its place', () => {
    const base64 = Buffer.from('from a file').toString('base64');
    const read = view(
      user([
        { type: 'text', text: 'sum up <document>pasted</document>' },
        { type: 'file', file: { file_data: `data:text/plain;base64,${base64}` } },
        { type: 'file', file: { file_data: `data:application/pdf;base64,${base64}` } },
        { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'typed' } },
      ]),
      tool('found'),
    );
    expect(read.currentUserText).toBe('sum up');
    expect(read.untrustedTexts).toEqual([
      { kind: 'file', messageIndex: 0, role: 'user', text: 'from a file' },
      { kind: 'file', messageIndex: 0, role: 'user', text: 'typed' },
      { kind: 'document', messageIndex: 0, role: 'user', text: 'pasted' },
      { kind: 'tool_result', messageIndex: 1, role: 'tool', text: 'found' },
    ]);
    expect(read.facts.files).toBe(3);
  });

  it.each([
    ['{"error":"no such file"}', 1],
    ['{"isError":true,"content":[]}', 1],
    ['{"error":null,"rows":1}', 0],
    ['{"error', 0],
    ['all is well, no "error"', 0],
    ['<tool_use_error>denied</tool_use_error>', 1],
  ])('tool result %s: %d errors', (content, expected) => {
    expect(view(user('u'), tool(content)).facts.toolErrors).toBe(expected);
  });

  it.each([
    [
      'a data URI',
      [{ type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } }],
      'data:image/png;base64,AA',
    ],
    [
      'as plain text',
      [{ type: 'input_image', image_url: 'data:image/webp;base64,AA' }],
      'data:image/webp;base64,AA',
    ],
    [
      'the first one that is inline',
      [imagePart, { type: 'image_url', image_url: { url: 'data:image/gif;base64,AA' } }],
      'data:image/gif;base64,AA',
    ],
    [
      'of the other protocol',
      [{ type: 'image', source: { type: 'base64', media_type: 'image/jpeg', data: 'AA' } }],
      'data:image/jpeg;base64,AA',
    ],
    ['an address', [imagePart], undefined],
    [
      'something else',
      [{ type: 'image_url', image_url: { url: 'data:image/svg+xml;base64,AA' } }],
      undefined,
    ],
  ])('image: %s', (_, content, expected) => {
    expect(view(user(content)).imageUrl).toBe(expected);
  });

  it('carries the identity that it is given', () => {
    const identity = { userId: 'alice', groups: ['staff'] };
    expect(createRequestView({ messages: [] }, { identity }).identity).toEqual(identity);
    expect(createRequestView({ messages: [], user: 'mallory' }).identity).toBeUndefined();
  });
});

describe('facts of a chat request', () => {
  it('counts messages by role', () => {
    const { messageCounts } = view(
      { role: 'developer', content: 'd' },
      { role: 'developer', content: 'd' },
      user('u'),
      tool('t'),
    ).facts;
    expect(messageCounts).toEqual({
      system: 0,
      developer: 2,
      user: 1,
      assistant: 0,
      tool: 1,
      function: 0,
    });
  });

  it('counts tool definitions, the older functions included', () => {
    expect(facts({ tools: [{}, {}], functions: [{}] }).toolDefinitions).toBe(3);
    expect(facts({ tools: null, functions: 'x' }).toolDefinitions).toBe(0);
  });

  it('counts tool calls, their distinct names and their results', () => {
    const counted = view(
      user('u'),
      assistant(null, { tool_calls: [call('a'), call('b'), call('a')] }),
      tool('1'),
      tool('2'),
      assistant(null, { function_call: { name: 'c', arguments: '{}' } }),
      { role: 'function', name: 'c', content: '3' },
    ).facts;
    expect(counted).toMatchObject({ assistantToolCalls: 4, distinctTools: 3, toolResults: 3 });
  });

  it('counts media of user messages only', () => {
    const media = [
      imagePart,
      { type: 'input_image', image_url: 'data:image/png;base64,AA' },
      { type: 'file', file: { file_id: 'f' } },
      { type: 'input_audio', input_audio: { data: 'AA', format: 'wav' } },
    ];
    const counted = view(assistant(media), user(media)).facts;
    expect(counted).toMatchObject({ images: 2, files: 1, audioParts: 1 });
  });

  it.each([
    ['a question', [user('u')], false, false],
    ['a tool result last', [user('u'), tool('t')], true, false],
    ['a legacy result last', [user('u'), { role: 'function', content: 'r' }], true, false],
    ['a user turn right after a result', [tool('t'), user('u')], false, true],
    ['the same with a later reply', [tool('t'), user('u'), assistant('a')], false, true],
    ['a reply between result and user', [tool('t'), assistant('a'), user('u')], false, false],
  ])('agent loop, %s', (_, messages, isLast, isAfter) => {
    expect(view(...messages).facts).toMatchObject({
      isLastMessageToolResult: isLast,
      isLastUserAfterToolResult: isAfter,
    });
  });

  it('knows a prior reply by its text', () => {
    expect(view(assistant('a'), user('u')).facts.hasPriorAssistantReply).toBe(true);
    const silent = assistant(null, { tool_calls: [call('a')] });
    expect(view(silent, user('u')).facts.hasPriorAssistantReply).toBe(false);
  });

  it('reads what the client asks of the answer', () => {
    const asked = {
      stream: true,
      response_format: { type: 'json_object' },
      reasoning_effort: 'high',
    };
    expect(facts(asked)).toMatchObject({
      isStreaming: true,
      responseFormat: 'json_object',
      reasoningEffort: 'high',
    });
    expect(facts({ stream: null, response_format: null, reasoning_effort: null })).toMatchObject({
      isStreaming: false,
      responseFormat: undefined,
      reasoningEffort: undefined,
    });
  });

  it.each([
    ['tool calls of another type', assistant('a', { tool_calls: 'x', function_call: 'auto' })],
    ['empty tool calls', assistant('a', { tool_calls: [null, {}, { function: null }] })],
    ['content of another type', user(42)],
  ])('does not stumble over %s', (_, message) => {
    expect(() => view(message).tokenEstimate()).not.toThrow();
  });
});

describe('metadata of a chat request', () => {
  const metadata = (value: unknown) =>
    createRequestView({ messages: [], metadata: value }).metadata;

  it('keeps string entries only', () => {
    expect(metadata({ tier: 'gold', age: 3, nested: {} })).toEqual({ tier: 'gold' });
  });

  it.each([undefined, null, 'x', ['a']])('is empty for %j', (value) => {
    expect(metadata(value)).toEqual({});
  });
});

describe('token estimate of a chat request', () => {
  /** Tokens above those of one user message with empty content: 1 for the role, 4 for the message. */
  function tokens(body: JsonObject): number {
    const empty = createRequestView({ messages: [user('')] }).tokenEstimate();
    expect(empty).toBe(5);
    return createRequestView({ messages: [user('')], ...body }).tokenEstimate() - empty;
  }

  it('takes four bytes of text for a token, rounded up over the whole request', () => {
    expect(tokens({ messages: [user('a'.repeat(400))] })).toBe(100);
    expect(tokens({ messages: [user('a'.repeat(401))] })).toBe(101);
    expect(tokens({ messages: [user('я'.repeat(400))] })).toBe(200);
  });

  it('counts names, ids, refusals and reasoning as text', () => {
    const message = assistant('aaaa', {
      name: 'aaaa',
      refusal: 'aaaa',
      reasoning_content: 'aaaa',
      reasoning: 'aaaa',
    });
    expect(createRequestView({ messages: [message] }).tokenEstimate()).toBe(4 + Math.ceil(29 / 4));
  });

  it('adds 8192 for an image', () => {
    expect(tokens({ messages: [user([imagePart])] })).toBe(8192);
  });

  it('counts images of the other protocol like any, and its results as exchanges', () => {
    const source = { type: 'base64', media_type: 'image/png', data: 'A'.repeat(50_000) };
    expect(tokens({ messages: [user([{ type: 'image', source }])] })).toBe(8192);
    const part = { type: 'tool_result', content: 'x' };
    expect(tokens({ messages: [user([part])] })).toBe(JSON.stringify(part).length + 8);
  });

  it('adds the reserved output, the newer field first', () => {
    expect(tokens({ max_tokens: 4000 })).toBe(4000);
    expect(tokens({ max_tokens: 4000, max_completion_tokens: 100 })).toBe(100);
    expect(tokens({ max_tokens: 4000, max_completion_tokens: 1.5 })).toBe(4000);
    expect(tokens({ max_tokens: -1 })).toBe(0);
  });

  it('takes a byte of tool schema for a token', () => {
    const description = 'd'.repeat(40_000);
    const definition = { type: 'function', function: { name: 'f', description } };
    const expected = JSON.stringify([definition]).length + 8;
    expect(tokens({ tools: [definition] })).toBe(expected);
    expect(expected).toBeGreaterThan(40_000);
    expect(expected).toBeLessThan(40_200);
  });

  it('counts older functions and their calls too', () => {
    expect(tokens({ functions: [{ name: 'f' }] })).toBe('[{"name":"f"}]'.length + 8);
    expect(tokens({ function_call: { name: 'f' } })).toBe('{"name":"f"}'.length);
    const legacy = assistant(null, { function_call: { name: 'ffff', arguments: '{"a":1}' } });
    const bare = createRequestView({ messages: [assistant(null)] }).tokenEstimate();
    expect(createRequestView({ messages: [legacy] }).tokenEstimate() - bare).toBe(7 + 8 + 1);
  });

  it('takes a byte of tool arguments, tool results and unknown parts for a token', () => {
    const withCall = assistant(null, {
      tool_calls: [{ id: '', function: { name: '', arguments: 'a'.repeat(50) } }],
    });
    const bare = createRequestView({ messages: [assistant(null)] }).tokenEstimate();
    expect(createRequestView({ messages: [withCall] }).tokenEstimate() - bare).toBe(50 + 8);
    const result = createRequestView({ messages: [tool('r'.repeat(50))] }).tokenEstimate();
    expect(result - createRequestView({ messages: [tool('')] }).tokenEstimate()).toBe(50);
    expect(tokens({ messages: [user([{ type: 'video', id: 7 }])] })).toBe(23);
  });

  it('stays a safe integer whatever the client reserves', () => {
    const body = { messages: [user('hi')], max_tokens: Number.MAX_SAFE_INTEGER };
    expect(createRequestView(body).tokenEstimate()).toBe(Number.MAX_SAFE_INTEGER);
    expect(createRequestView({ ...body, max_tokens: 1e300 }).tokenEstimate()).toBe(
      Number.MAX_SAFE_INTEGER,
    );
  });
});
