import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { type MockOptions, type MockServer, startMock } from './mock-server.ts';

const open: MockServer[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((mock) => mock.close()));
});

async function start(options: MockOptions = {}): Promise<MockServer> {
  const mock = await startMock(options);
  open.push(mock);
  return mock;
}

function chat(mock: MockServer, body: unknown, init: RequestInit = {}): Promise<Response> {
  return fetch(`${mock.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...init,
  });
}

function ask(content: unknown, fields: Record<string, unknown> = {}) {
  return { model: 'small-chat', messages: [{ role: 'user', content }], ...fields };
}

/** Data of every event, in order. */
async function events(response: Response): Promise<string[]> {
  const text = await response.text();
  return text
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => event.replace(/^data: /, ''));
}

// biome-ignore lint/suspicious/noExplicitAny: wire JSON, read field by field in the assertions
type Wire = any;

async function json(response: Response | Promise<Response>): Promise<Wire> {
  return (await response).json();
}

async function chunks(response: Response): Promise<Wire[]> {
  return (await events(response)).filter((data) => data !== '[DONE]').map((d) => JSON.parse(d));
}

const weatherTool = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' }, unit: { type: 'string', enum: ['C', 'F'] } },
    },
  },
};

describe('mock server: plain answers', () => {
  it('answers with the model and the question in the text', async () => {
    const mock = await start();
    const answer = await json(chat(mock, ask('Why is the sky blue?')));
    expect(answer.model).toBe('small-chat');
    expect(answer.choices[0].message.content).toContain(
      'small-chat answers: "Why is the sky blue?"',
    );
    expect(answer.choices[0].finish_reason).toBe('stop');
  });

  it('gives the same bytes for the same request', async () => {
    const mock = await start();
    const [first, second] = await Promise.all(
      [1, 2].map(async () => (await chat(mock, ask('Tell me a story'))).text()),
    );
    expect(first).toBe(second);
  });

  it('counts tokens: the whole conversation as prompt, long prefixes as cached', async () => {
    const mock = await start();
    const short = await json(chat(mock, ask('Hello')));
    const history = { role: 'user', content: 'word '.repeat(2000) };
    const messages = [
      history,
      { role: 'assistant', content: 'ok' },
      { role: 'user', content: 'x' },
    ];
    const long = await json(chat(mock, { model: 'small-chat', messages }));
    expect(short.usage.prompt_tokens_details.cached_tokens).toBe(0);
    expect(long.usage.prompt_tokens).toBeGreaterThan(2000);
    expect(long.usage.prompt_tokens_details.cached_tokens % 128).toBe(0);
    expect(long.usage.prompt_tokens_details.cached_tokens).toBeGreaterThan(1024);
    expect(long.usage.total_tokens).toBe(long.usage.prompt_tokens + long.usage.completion_tokens);
  });

  it('shows the reasoning fields that arrived and charges for thinking', async () => {
    const mock = await start();
    const fields = { chat_template_kwargs: { enable_thinking: true } };
    const thinking = await json(chat(mock, ask('2+2?', fields)));
    const plain = await json(chat(mock, ask('2+2?')));
    expect(thinking.mock).toEqual({ served_by: 'small-chat', ...fields });
    expect(thinking.usage.completion_tokens_details.reasoning_tokens).toBe(256);
    expect(plain.usage.completion_tokens_details.reasoning_tokens).toBe(0);
    expect(plain.mock).toEqual({ served_by: 'small-chat' });
  });

  it.each([
    ['none', 0],
    ['low', 64],
    ['high', 1024],
  ])('thinks longer with effort %s', async (effort, tokens) => {
    const mock = await start();
    const answer = await json(chat(mock, ask('2+2?', { reasoning_effort: effort })));
    expect(answer.usage.completion_tokens_details.reasoning_tokens).toBe(tokens);
  });

  it('stops at the token limit of the request', async () => {
    const mock = await start();
    const answer = await json(chat(mock, ask('Hello', { max_tokens: 5 })));
    expect(answer.choices[0].finish_reason).toBe('length');
    expect(answer.choices[0].message.content.split(' ')).toHaveLength(5);
  });

  it('fills a demanded JSON schema', async () => {
    const mock = await start();
    const schema = {
      type: 'object',
      properties: {
        city: { type: 'string' },
        days: { type: 'integer' },
        warm: { type: 'boolean' },
      },
    };
    const format = { type: 'json_schema', json_schema: { name: 'trip', schema } };
    const request = ask('Plan 4 days in Lisbon', { response_format: format });
    const answer = await json(chat(mock, request));
    expect(JSON.parse(answer.choices[0].message.content)).toEqual({
      city: 'Lisbon',
      days: 4,
      warm: true,
    });
  });

  it('reads the text parts of an array content', async () => {
    const mock = await start();
    const parts = [
      { type: 'text', text: 'What is this?' },
      { type: 'image_url', image_url: { url: 'data:image/png;base64,AA==' } },
    ];
    const answer = await json(chat(mock, ask(parts)));
    expect(answer.choices[0].message.content).toContain('"What is this?"');
    expect(answer.usage.prompt_tokens).toBeGreaterThan(85);
  });
});

describe('mock server: tools', () => {
  it('calls the tool that the prompt mentions, with arguments out of the prompt', async () => {
    const mock = await start();
    const request = ask('Please get weather for Paris in F', { tools: [weatherTool] });
    const [choice] = (await json(chat(mock, request))).choices;
    expect(choice.finish_reason).toBe('tool_calls');
    expect(choice.message.content).toBeNull();
    expect(choice.message.tool_calls[0].function.name).toBe('get_weather');
    expect(JSON.parse(choice.message.tool_calls[0].function.arguments).unit).toBe('F');
  });

  it.each([
    ['auto without a mention', 'Hello', 'auto', 'stop'],
    ['required', 'Hello', 'required', 'tool_calls'],
    [
      'a named tool',
      'Hello',
      { type: 'function', function: { name: 'get_weather' } },
      'tool_calls',
    ],
    ['none with a mention', 'get_weather', 'none', 'stop'],
  ])('obeys tool_choice: %s', async (_case, text, choice, finish) => {
    const mock = await start();
    const request = ask(text, { tools: [weatherTool], tool_choice: choice });
    expect((await json(chat(mock, request))).choices[0].finish_reason).toBe(finish);
  });

  it('answers in words once the tool result is there', async () => {
    const mock = await start();
    const messages = [
      { role: 'user', content: 'get_weather Paris' },
      { role: 'assistant', tool_calls: [] },
      { role: 'tool', tool_call_id: 'call_1', content: '18 degrees' },
    ];
    const request = { model: 'small-chat', messages, tools: [weatherTool] };
    const [choice] = (await json(chat(mock, request))).choices;
    expect(choice.message.content).toContain('read the tool result: "18 degrees"');
  });

  it('streams a call as a named start and fragments of its arguments', async () => {
    const mock = await start();
    const request = ask('get_weather Paris', { tools: [weatherTool], stream: true });
    const deltas = (await chunks(await chat(mock, request)))
      .map((chunk) => chunk.choices[0].delta.tool_calls?.[0])
      .filter((delta) => delta !== undefined);
    expect(deltas[0].function.name).toBe('get_weather');
    expect(deltas.length).toBeGreaterThan(2);
    const fragments = deltas.map((delta) => delta.function.arguments).join('');
    expect(JSON.parse(fragments)).toEqual({ city: 'Paris', unit: 'C' });
  });
});

describe('mock server: streams', () => {
  it('says in pieces what the plain answer says at once', async () => {
    const mock = await start();
    const plain = await json(chat(mock, ask('Hello')));
    const streamed = await chunks(await chat(mock, ask('Hello', { stream: true })));
    const text = streamed.map((chunk) => chunk.choices[0].delta.content ?? '').join('');
    expect(text).toBe(plain.choices[0].message.content);
    expect(streamed[0].choices[0].delta.role).toBe('assistant');
    expect(streamed.at(-1).choices[0].finish_reason).toBe('stop');
  });

  it('ends with [DONE] and sends usage only to who asks', async () => {
    const mock = await start();
    const wanted = { stream: true, stream_options: { include_usage: true } };
    const without = await events(await chat(mock, ask('Hello', { stream: true })));
    const withUsage = await events(await chat(mock, ask('Hello', wanted)));
    expect(without.at(-1)).toBe('[DONE]');
    expect(without.join()).not.toContain('usage');
    const usage = JSON.parse(withUsage.at(-2) ?? '');
    expect(usage.choices).toEqual([]);
    expect(usage.usage.total_tokens).toBeGreaterThan(0);
  });

  it.each([1, 3, 100, 250])('sends exactly %i content events when asked', async (count) => {
    const mock = await start();
    const request = ask(`Hello [mock:chunks=${count}]`, { stream: true });
    const content = (await chunks(await chat(mock, request))).filter(
      (chunk) => chunk.choices[0].delta.content,
    );
    expect(content).toHaveLength(count);
  });

  it('cuts events at any byte and still sends the same stream', async () => {
    const mock = await start();
    const whole = await chunks(
      await chat(mock, ask('Grüße 你好 [mock:split=3]', { stream: true })),
    );
    expect(whole[0].choices[0].delta.role).toBe('assistant');
    const text = whole.map((chunk) => chunk.choices[0].delta.content ?? '').join('');
    expect(text).toContain('Grüße 你好');
  });

  it('waits between events', async () => {
    const mock = await start({ behaviour: { chunks: 4, chunkMs: 20 } });
    const started = performance.now();
    await (await chat(mock, ask('Hello', { stream: true }))).text();
    expect(performance.now() - started).toBeGreaterThan(90);
  });

  it('waits for a client that does not read', async () => {
    const mock = await start({ behaviour: { words: 100_000, eventsPerWrite: 1000 } });
    const body = JSON.stringify(ask('Hello', { stream: true }));
    const socket = connect(mock.port, '127.0.0.1');
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: mock\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await sleep(400);
    expect(mock.stats().active).toBe(1);
    socket.destroy();
  });
});

describe('mock server: faults', () => {
  it('answers with the status that the prompt asks for', async () => {
    const mock = await start();
    const response = await chat(mock, ask('Hello [mock:status=429]'));
    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('1');
    expect((await json(response)).error).toMatchObject({
      type: 'rate_limit_error',
      code: 'mock_fault',
    });
  });

  it.each([
    ['[mock:reset]', false],
    ['[mock:reset]', true],
    ['[mock:reset-after=3]', false],
    ['[mock:reset-after=3]', true],
    ['[mock:truncate]', false],
  ])('drops the connection on %s (stream: %s)', async (marker, stream) => {
    const mock = await start();
    const answer = chat(mock, ask(marker, { stream })).then((response) => response.text());
    await expect(answer).rejects.toThrow();
    await expect.poll(() => mock.stats()).toMatchObject({ aborted: 1, active: 0 });
  });

  it.each([
    ['[mock:stall]', false],
    ['[mock:stall-after=2]', true],
  ])('leaves the client hanging on %s until it gives up', async (marker, stream) => {
    const mock = await start();
    const signal = AbortSignal.timeout(150);
    const answer = chat(mock, ask(marker, { stream }), { signal }).then((each) => each.text());
    await expect(answer).rejects.toThrow();
    await expect.poll(() => mock.stats()).toMatchObject({ aborted: 1, active: 0 });
  });

  it('ends a truncated stream without finish reason and [DONE]', async () => {
    const mock = await start();
    const text = await (await chat(mock, ask('[mock:truncate=3]', { stream: true }))).text();
    expect(text).not.toContain('[DONE]');
    expect(text.split('\n\n').filter((event) => event !== '')).toHaveLength(3);
  });

  it('reports an error inside a stream', async () => {
    const mock = await start();
    const data = await events(await chat(mock, ask('[mock:error-event]', { stream: true })));
    expect(JSON.parse(data.at(-1) ?? '').error.code).toBe('mock_fault');
  });

  it.each([false, true])('sends broken JSON (stream: %s)', async (stream) => {
    const mock = await start();
    const response = await chat(mock, ask('[mock:invalid-json]', { stream }));
    const data = stream ? (await events(response))[1] : await response.text();
    expect(() => JSON.parse(data ?? '')).toThrow();
  });

  it('gives a plain answer to a stream request when asked to', async () => {
    const mock = await start();
    const response = await chat(mock, ask('[mock:no-stream]', { stream: true }));
    expect((await json(response)).object).toBe('chat.completion');
  });

  it('refuses a marker that does not exist', async () => {
    const mock = await start();
    const response = await chat(mock, ask('[mock:statsu=500]'));
    expect(response.status).toBe(400);
    expect((await json(response)).error.message).toContain('[mock:statsu=500]');
  });

  it('draws the same faults for the same seed, at about the given rate', async () => {
    const options = { faultRates: { error: 0.3 }, seed: 7 };
    const runs = await Promise.all(
      [options, options].map(async (each) => {
        const mock = await start(each);
        const statuses: number[] = [];
        for (let at = 0; at < 100; at += 1) {
          const response = await chat(mock, ask('Hello'));
          await response.arrayBuffer();
          statuses.push(response.status);
        }
        return statuses;
      }),
    );
    expect(runs[0]).toEqual(runs[1]);
    const failures = runs[0]?.filter((status) => status === 500).length ?? 0;
    expect(failures).toBeGreaterThan(15);
    expect(failures).toBeLessThan(45);
  });
});

describe('mock server: the rest', () => {
  it.each([
    ['not JSON', '{', 400, 'invalid_json'],
    ['no messages', { model: 'small-chat' }, 400, 'invalid_value'],
    ['no model', { messages: [{ role: 'user', content: 'x' }] }, 400, 'invalid_value'],
    ['an unknown model', { ...ask('x'), model: 'other' }, 404, 'model_not_found'],
  ])('refuses %s', async (_case, body, status, code) => {
    const mock = await start({ models: ['small-chat'] });
    const response = await chat(mock, body);
    expect(response.status).toBe(status);
    expect((await json(response)).error.code).toBe(code);
  });

  it.each([
    ['GET', '/v1/chat/completions', 405],
    ['POST', '/v1/models', 405],
    ['GET', '/nowhere', 404],
    ['GET', '/health', 200],
  ])('%s %s answers %i', async (method, path, status) => {
    const mock = await start();
    expect((await fetch(mock.url + path, { method })).status).toBe(status);
  });

  it('answers under any base path', async () => {
    const mock = await start();
    const url = `${mock.url}/openai/v1/chat/completions?api-version=1`;
    const response = await fetch(url, { method: 'POST', body: JSON.stringify(ask('x')) });
    expect(response.status).toBe(200);
  });

  it('lists its models', async () => {
    const mock = await start({ models: ['a', 'b'] });
    const { data } = await json(fetch(`${mock.url}/v1/models`));
    expect(data.map(({ id }: { id: string }) => id)).toEqual(['a', 'b']);
  });

  it('shows what it received, newest first, without credentials', async () => {
    const mock = await start({ keptRequests: 2 });
    for (const text of ['one', 'two', 'three']) {
      const headers = { authorization: 'Bearer top-secret', 'x-api-key': 'top-secret' };
      await (await chat(mock, ask(text), { headers })).text();
    }
    const text = await (await fetch(`${mock.url}/mock/last`)).text();
    const { requests } = JSON.parse(text);
    expect(text).not.toContain('top-secret');
    expect(requests[0].headers.authorization).toBe('Bearer [redacted]');
    const asked = requests.map((each: { body: unknown }) => each.body);
    expect(asked).toEqual([ask('three'), ask('two')]);
  });

  it('counts what it did', async () => {
    const mock = await start();
    await (await chat(mock, ask('Hello'))).text();
    await (await chat(mock, ask('[mock:status=500]'))).text();
    expect(await json(fetch(`${mock.url}/mock/stats`))).toMatchObject({
      requests: 2,
      completed: 2,
      active: 0,
      requests_by_model: { 'small-chat': 2 },
      faults: { status: 1 },
    });
  });
});
