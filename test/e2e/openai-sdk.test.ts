import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, startMock } from '../../src/mock/mock-server.ts';
import { fleetConfig } from './fleet-config.ts';
import { eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

let backend: MockServer;
let router: RouterProcess;
let client: OpenAI;

beforeAll(async () => {
  backend = await startMock();
  router = await startRouterProcess({
    config: fleetConfig({ backend: new URL(backend.url).host }),
  });
  client = new OpenAI({ baseURL: `${router.inference}/v1`, apiKey: 'unused', maxRetries: 0 });
});

afterAll(async () => {
  await router.stop();
  await backend.close();
});

const weather = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'Weather of a city',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    },
  },
} as const;

const user = (content: string) => [{ role: 'user' as const, content }];

describe('the official openai SDK', () => {
  it('gets a plain answer', async () => {
    const completion = await client.chat.completions.create({
      model: 'auto',
      messages: user('write a python function'),
    });
    expect(completion.model).toBe('coder');
    expect(completion.choices[0]?.message.content).toContain('coder');
    expect(completion.usage?.total_tokens).toBeGreaterThan(0);
  });

  it('reads a stream with usage', async () => {
    const stream = await client.chat.completions.create({
      model: 'auto',
      messages: user('prove it'),
      stream: true,
      stream_options: { include_usage: true },
    });
    let text = '';
    let total: number | undefined;
    for await (const chunk of stream) {
      text += chunk.choices[0]?.delta.content ?? '';
      total = chunk.usage?.total_tokens ?? total;
    }
    expect(text).toContain('thinker');
    expect(total).toBeGreaterThan(0);
  });

  it('gets tool calls', async () => {
    const completion = await client.chat.completions.create({
      model: 'auto',
      messages: user('what is the weather in Paris'),
      tools: [weather],
      tool_choice: 'required',
    });
    const [choice] = completion.choices;
    expect(choice?.finish_reason).toBe('tool_calls');
    expect(choice?.message.tool_calls?.[0]).toMatchObject({
      type: 'function',
      function: { name: 'get_weather' },
    });
  });

  it('assembles streamed tool calls', async () => {
    const runner = client.chat.completions.stream({
      model: 'auto',
      messages: user('what is the weather in Paris'),
      tools: [weather],
      tool_choice: 'required',
    });
    const [call] = (await runner.finalMessage()).tool_calls ?? [];
    expect(call).toMatchObject({ function: { name: 'get_weather' } });
    expect(
      JSON.parse((call as { function: { arguments: string } }).function.arguments),
    ).toHaveProperty('city');
  });

  it('sends images through unchanged', async () => {
    const url = 'data:image/png;base64,iVBORw0KGgo=';
    await client.chat.completions.create({
      model: 'auto',
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'what is this' },
            { type: 'image_url', image_url: { url, detail: 'low' } },
          ],
        },
      ],
    });
    const last = await (await fetch(`${backend.url}/mock/last`)).text();
    expect(last).toContain(url);
  });

  it('lists and finds models', async () => {
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toContain('auto');
    expect((await client.models.retrieve('coder')).id).toBe('coder');
  });

  it.each([
    ['an unknown model', { model: 'gpt-99' }, OpenAI.NotFoundError, 'model_not_found'],
    ['a wrong type', { temperature: 'hot' as never }, OpenAI.BadRequestError, 'invalid_type'],
    ['a refusal', { messages: user('[mock:status=401]') }, OpenAI.AuthenticationError, undefined],
    ['a rate limit', { messages: user('[mock:status=429]') }, OpenAI.RateLimitError, undefined],
    ['a failure', { messages: user('[mock:status=500]') }, OpenAI.InternalServerError, undefined],
  ])('raises its own error for %s', async (_, change, type, code) => {
    const request = client.chat.completions.create({
      model: 'auto',
      messages: user('hello'),
      ...change,
    });
    const error = await request.catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(type);
    if (code !== undefined) expect((error as InstanceType<typeof OpenAI.APIError>).code).toBe(code);
  });

  it('raises an error for a stream that breaks', async () => {
    const stream = await client.chat.completions.create({
      model: 'auto',
      messages: user('python [mock:reset-after=3]'),
      stream: true,
    });
    const read = async () => {
      for await (const _ of stream) {
        // reading is the point
      }
    };
    await expect(read()).rejects.toThrow(/connection to the backend broke/);
  });

  it('aborts a stream, and the backend hears of it', async () => {
    const before = backend.stats().aborted;
    const stream = await client.chat.completions.create({
      model: 'auto',
      messages: user('python [mock:chunks=1000][mock:delay=20]'),
      stream: true,
    });
    for await (const _ of stream) break;
    stream.controller.abort();
    await eventually(async () => (backend.stats().aborted > before ? true : undefined));
    const record = await eventually(async () => {
      const response = await fetch(`${router.management}/v1/router_replay?limit=1`);
      const { data } = (await response.json()) as { data: Record<string, unknown>[] };
      return data[0]?.lifecycle_state === 'aborted' ? data[0] : undefined;
    });
    expect(record).toMatchObject({ response_status: 499, terminal_reason: 'client_canceled' });
  });
});
