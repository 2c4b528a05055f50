import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, startMock } from '../../src/mock/mock-server.ts';
import { chat, eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

let backend: MockServer;
let router: RouterProcess;
let client: OpenAI;

/** One keyword a decision; what the mock says is its own name when it may say one word only. */
function config(host: string): string {
  const model = (name: string) => ({ name, backend_refs: [{ endpoint: host }] });
  const choice = (values: readonly string[], on_violation?: object) => ({
    type: 'choice',
    choice_set: { values },
    ...(on_violation === undefined ? {} : { on_violation }),
  });
  const decisions = {
    forbidden: { action: { type: 'block', status: 451, message: 'not here', code: 'no_entry' } },
    polite: { action: { type: 'block', status: 200, message: 'I would rather not.' } },
    hours: { plugins: [{ type: 'fast_response', configuration: { message: 'We open at 9.' } }] },
    stay: {
      modelRefs: [{ model: 'small' }, { model: 'coder' }],
      emits: [
        { kind: 'retention', retention: { keep_current_model: true, drop: false, ttl_turns: 0 } },
      ],
    },
    // The second value stands in what the model is told when it is asked again.
    pick: {
      modelRefs: [{ model: 'coder' }],
      output_contract_spec: choice(['Coder', '[mock:words=1]'], { repair: true }),
    },
    strict: { modelRefs: [{ model: 'coder' }], output_contract_spec: choice(['coder']) },
    replace: {
      modelRefs: [{ model: 'coder' }],
      output_contract_spec: choice(['x'], { repair: true, fallback: 'none of it' }),
    },
    broken: {
      modelRefs: [{ model: 'coder' }],
      output_contract_spec: choice(['y', '[mock:status=500]'], {
        repair: true,
        fallback: 'plan b',
      }),
    },
    shape: {
      modelRefs: [{ model: 'coder' }],
      output_contract_spec: {
        type: 'structured_json',
        schema: { type: 'object', properties: { city: { type: 'string' } }, required: ['city'] },
      },
    },
    form: { modelRefs: [{ model: 'coder' }], output_contract: 'Answer in French.' },
  };
  return JSON.stringify({
    version: 'v0.3',
    listeners: [{ name: 'http', address: '127.0.0.1', port: 8899, timeout: '20s' }],
    providers: {
      defaults: { default_model: 'coder' },
      models: [model('small'), model('coder')],
    },
    routing: {
      modelCards: [{ name: 'small' }, { name: 'coder' }],
      signals: {
        keywords: Object.keys(decisions).map((name) => ({
          name,
          operator: 'OR',
          keywords: [name],
        })),
      },
      decisions: Object.entries(decisions).map(([name, rest]) => ({
        name,
        rules: { type: 'keyword', name },
        ...rest,
      })),
    },
  });
}

beforeAll(async () => {
  backend = await startMock();
  router = await startRouterProcess({ config: config(new URL(backend.url).host) });
  client = new OpenAI({ baseURL: `${router.inference}/v1`, apiKey: 'unused', maxRetries: 0 });
});

afterAll(async () => {
  await router.stop();
  await backend.close();
});

const user = (content: string) => [{ role: 'user' as const, content }];
const ask = (content: string) =>
  client.chat.completions.create({ model: 'auto', messages: user(content) }).withResponse();

async function streamed(content: string) {
  const { data: stream, response } = await client.chat.completions
    .create({
      model: 'auto',
      messages: user(content),
      stream: true,
      stream_options: { include_usage: true },
    })
    .withResponse();
  let text = '';
  let finish: string | null | undefined;
  let total: number | undefined;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta.content ?? '';
    finish = chunk.choices[0]?.finish_reason ?? finish;
    total = chunk.usage?.total_tokens ?? total;
  }
  return { text, finish, total, headers: response.headers };
}

interface Kept {
  readonly headers: { readonly authorization?: string };
  readonly body: { readonly messages: readonly unknown[]; readonly stream?: boolean };
}

async function lastRequests(): Promise<readonly Kept[]> {
  const response = await fetch(`${backend.url}/mock/last`);
  return ((await response.json()) as { requests: readonly Kept[] }).requests;
}

async function record(headers: Headers): Promise<Record<string, unknown>> {
  const id = headers.get('x-vsr-replay-id');
  return eventually(async () => {
    const response = await fetch(`${router.management}/v1/router_replay/${id}`);
    return response.ok ? ((await response.json()) as Record<string, unknown>) : undefined;
  });
}

describe('a decision that refuses', () => {
  it('is an error of the SDK, and asks no backend', async () => {
    const before = backend.stats().requests;
    const refusal = ask('forbidden fruit');
    await expect(refusal).rejects.toMatchObject({ status: 451, code: 'no_entry' });
    await expect(refusal).rejects.toThrow('not here');
    expect(backend.stats().requests).toBe(before);
  });

  it('tells path, decision and record, also when a stream was asked for', async () => {
    const { status, headers, text } = await chat(router.inference, {
      model: 'auto',
      stream: true,
      messages: user('forbidden fruit'),
    });
    expect(status).toBe(451);
    expect(JSON.parse(text)).toEqual({
      error: {
        message: 'not here',
        type: 'invalid_request_error',
        param: null,
        code: 'no_entry',
        status: 451,
      },
    });
    expect(headers.get('x-vsr-response-path')).toBe('blocked');
    expect(headers.get('x-vsr-selected-decision')).toBe('forbidden');
    expect(headers.get('x-vsr-selected-model')).toBeNull();
    expect(await record(headers)).toMatchObject({
      decision: 'forbidden',
      selected_model: null,
      response_status: 451,
      response_path: 'blocked',
      error_code: 'no_entry',
      lifecycle_state: 'completed',
      attempts: [],
      total_tokens: 0,
    });
  });

  it('may look like an answer, whole or streamed', async () => {
    const { data, response } = await ask('polite request');
    expect(data.choices[0]).toMatchObject({
      message: { role: 'assistant', content: 'I would rather not.' },
      finish_reason: 'content_filter',
    });
    expect(data.model).toBe('auto');
    expect(response.headers.get('x-vsr-response-path')).toBe('blocked');
    expect(await streamed('polite request')).toMatchObject({
      text: 'I would rather not.',
      finish: 'content_filter',
      total: 0,
    });
  });

  it('is counted by its decision, and as no request of a model', async () => {
    await ask('polite request');
    const count = /switchyard_requests_blocked_total\{decision_name="polite",code="200"\} \d/;
    const metrics = await eventually(async () => {
      const text = await (await fetch(`${router.metrics}/metrics`)).text();
      return count.test(text) ? text : undefined;
    });
    expect(metrics).not.toContain('llm_model_requests_total{model="other"}');
  });
});

describe('fast_response', () => {
  it('answers without a backend, whole or streamed', async () => {
    const before = backend.stats().requests;
    const { data, response } = await ask('opening hours');
    expect(data.choices[0]).toMatchObject({
      message: { content: 'We open at 9.' },
      finish_reason: 'stop',
    });
    expect(response.headers.get('x-vsr-response-path')).toBe('fast_response');
    expect(response.headers.get('x-vsr-fast-response')).toBe('true');
    expect(await streamed('opening hours')).toMatchObject({
      text: 'We open at 9.',
      finish: 'stop',
    });
    expect(backend.stats().requests).toBe(before);
    expect(await record(response.headers)).toMatchObject({
      decision: 'hours',
      response_status: 200,
      response_path: 'fast_response',
      error_code: null,
    });
  });
});

describe('retention', () => {
  const say = (text: string, headers: Record<string, string>) =>
    chat(router.inference, { model: 'auto', messages: user(text) }, headers);

  it('keeps the model of a session where it is a candidate', async () => {
    expect((await say('please stay', {})).headers.get('x-vsr-selected-model')).toBe('small');
    const session = { 'x-session-id': 'one' };
    expect((await say('hello', session)).headers.get('x-vsr-selected-model')).toBe('coder');
    const kept = await say('please stay', session);
    expect(kept.headers.get('x-vsr-selected-model')).toBe('coder');
    expect(kept.headers.get('x-vsr-selected-algorithm')).toBe('keep_current_model');
    expect(await record(kept.headers)).toMatchObject({
      selected_model: 'coder',
      selection_method: 'keep_current_model',
      retention: { keep_current_model: true, drop: false, ttl_turns: 0 },
    });
    const other = await say('please stay', { 'x-conversation-id': 'two' });
    expect(other.headers.get('x-vsr-selected-model')).toBe('small');
  });

  it('tells its directives under debug, what is set to nothing too', async () => {
    const { headers } = await say('please stay', { 'x-vsr-debug': 'true' });
    expect(headers.get('x-vsr-retention-keep-current-model')).toBe('true');
    expect(headers.get('x-vsr-retention-drop')).toBe('false');
    expect(headers.get('x-vsr-retention-ttl-turns')).toBe('0');
    expect(headers.get('x-vsr-retention-prefer-prefix')).toBeNull();
  });
});

describe('an output contract', () => {
  it('passes an answer that has the form', async () => {
    const { data, response } = await ask('strict [mock:words=1]');
    expect(data.choices[0]?.message.content).toBe('coder');
    expect(response.headers.get('x-switchyard-output-contract')).toBe('met');
  });

  it('has the same model asked once more, and counts both calls', async () => {
    const { data, response } = await ask('pick a name');
    expect(data.choices[0]?.message.content).toBe('Coder');
    expect(response.headers.get('x-switchyard-output-contract')).toBe('repaired');
    const [second, first] = (await lastRequests()).slice(0, 2);
    const messages = [first, second].map((request) => request?.body.messages.length);
    expect(messages.sort()).toEqual([1, 3]);
    const kept = await record(response.headers);
    expect(kept).toMatchObject({
      output_contract: 'repaired',
      attempts: [
        { model: 'coder', status: 200, reason: 'output_contract_violated' },
        { model: 'coder', status: 200 },
      ],
      total_tokens: data.usage?.total_tokens,
    });
    const single = await ask('strict [mock:words=1]');
    expect(data.usage?.prompt_tokens).toBeGreaterThan(single.data.usage?.prompt_tokens ?? 0);
  });

  it('reaches a client that streams as a stream, though the backend is not asked for one', async () => {
    const answer = await streamed('pick a name');
    expect(answer).toMatchObject({ text: 'Coder', finish: 'stop' });
    expect(answer.total).toBeGreaterThan(0);
    expect((await lastRequests())[0]?.body.stream).toBeUndefined();
  });

  it('ends in a clear error where nothing else is said', async () => {
    const failure = ask('strict words');
    await expect(failure).rejects.toMatchObject({
      status: 502,
      code: 'output_contract_violated',
    });
    await expect(failure).rejects.toThrow(/none of the allowed values/);
  });

  it('falls back to a text', async () => {
    const { data, response } = await ask('replace it');
    expect(data.choices[0]).toMatchObject({
      message: { content: 'none of it' },
      finish_reason: 'stop',
    });
    expect(await record(response.headers)).toMatchObject({
      output_contract: 'fallback',
      response_status: 200,
      attempts: [{}, {}],
    });
  });

  it('falls back too where the second call fails', async () => {
    const { data, response } = await ask('broken it');
    expect(data.choices[0]?.message.content).toBe('plan b');
    expect(await record(response.headers)).toMatchObject({
      attempts: [{ status: 200 }, { status: 500 }],
    });
  });

  it('lets go of the backend when the client leaves', async () => {
    const { aborted } = backend.stats();
    const controller = new AbortController();
    const asked = client.chat.completions.create(
      { model: 'auto', messages: user('strict [mock:stall]') },
      { signal: controller.signal },
    );
    const before = backend.stats().requests;
    const refused = expect(asked).rejects.toThrow();
    await eventually(async () => backend.stats().requests > before || undefined);
    controller.abort();
    await refused;
    await eventually(async () => backend.stats().aborted > aborted || undefined);
  });

  it('checks JSON by its schema', async () => {
    const schema = {
      name: 'place',
      schema: { type: 'object', properties: { city: { type: 'string' } } },
    };
    const completion = await client.chat.completions.create({
      model: 'auto',
      messages: user('shape of Paris'),
      response_format: { type: 'json_schema', json_schema: schema },
    });
    expect(JSON.parse(completion.choices[0]?.message.content ?? '')).toEqual({ city: 'Paris' });
    await expect(ask('shape of Paris')).rejects.toMatchObject({ status: 502 });
  });

  it('leaves errors of the backend, and calls of tools, as they are', async () => {
    await expect(ask('strict [mock:status=429]')).rejects.toMatchObject({ status: 429 });
    const parameters = { type: 'object', properties: { city: { type: 'string' } } };
    const completion = await client.chat.completions.create({
      model: 'auto',
      messages: user('strict weather in Paris'),
      tools: [{ type: 'function', function: { name: 'weather', parameters } }],
      tool_choice: 'required',
    });
    expect(completion.choices[0]?.finish_reason).toBe('tool_calls');
  });

  it('in words joins the system message', async () => {
    const marked = 'Required output contract:\nAnswer in French.';
    await client.chat.completions.create({
      model: 'auto',
      messages: [{ role: 'system', content: 'Be kind.' }, ...user('form of words')],
    });
    expect((await lastRequests())[0]?.body.messages).toEqual([
      { role: 'system', content: `Be kind.\n\n${marked}` },
      { role: 'user', content: 'form of words' },
    ]);
    await ask('form of words');
    expect((await lastRequests())[0]?.body.messages).toEqual([
      { role: 'system', content: marked },
      { role: 'user', content: 'form of words' },
    ]);
  });
});
