import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, startMock } from '../../src/mock/mock-server.ts';
import { fleetConfig } from './fleet-config.ts';
import { chat, eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

let backend: MockServer;
let router: RouterProcess;

beforeAll(async () => {
  backend = await startMock();
  router = await startRouterProcess({
    config: fleetConfig({ backend: new URL(backend.url).host }),
  });
});

afterAll(async () => {
  await router.stop();
  await backend.close();
});

const ask = (content: string, extra: object = {}) => ({
  model: 'auto',
  messages: [{ role: 'user', content }],
  ...extra,
});

interface Received {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What the backend got last, credentials blanked. */
async function lastReceived(): Promise<Received> {
  const response = await fetch(`${backend.url}/mock/last`);
  const { requests } = (await response.json()) as { readonly requests: readonly Received[] };
  return requests[0] as Received;
}

async function recordOf(id: string | null): Promise<Readonly<Record<string, unknown>>> {
  return eventually(async () => {
    const response = await fetch(`${router.management}/v1/router_replay/${id}`);
    return response.ok ? ((await response.json()) as Record<string, unknown>) : undefined;
  });
}

describe('a request under a virtual name', () => {
  it.each([
    ['write a python function', 'code', 'coder', '1.0000'],
    ['prove the theorem', 'maths', 'thinker', '1.0000'],
  ])('%s goes to %s', async (prompt, decision, model, confidence) => {
    const { status, headers, text } = await chat(router.inference, ask(prompt));
    expect(status).toBe(200);
    expect(headers.get('x-vsr-selected-decision')).toBe(decision);
    expect(headers.get('x-vsr-selected-model')).toBe(model);
    expect(headers.get('x-vsr-selected-confidence')).toBe(confidence);
    expect(headers.get('x-vsr-selected-recipe')).toBe('default');
    expect(headers.get('x-vsr-schema-version')).toBe('2');
    expect(headers.get('x-vsr-response-path')).toBe('upstream');
    expect(JSON.parse(text).model).toBe(model);
  });

  it('falls back to the default model and says so', async () => {
    const { headers } = await chat(router.inference, ask('hello there'));
    expect(headers.get('x-vsr-selected-model')).toBe('small');
    expect(headers.get('x-vsr-selected-decision')).toBeNull();
    expect(headers.get('x-switchyard-fallback-reason')).toBe('no_decision_matched');
  });

  it('reaches the backend with its own model id and every other field as it was written', async () => {
    const body = `{ "model":"auto","temperature":1.0,"messages":[{"role":"user","content":"python"}],
      "x_unknown":{"big":12345678901234567890,"list":[1.50]},"seed":7 }`;
    const { status } = await chat(router.inference, body);
    expect(status).toBe(200);
    const received = await lastReceived();
    expect(received.body).toMatchObject({ model: 'coder-v2', seed: 7, temperature: 1 });
    expect(received.body.x_unknown).toMatchObject({ list: [1.5] });
  });

  it('switches reasoning in the way of the model family', async () => {
    await chat(router.inference, ask('prove it', { reasoning_effort: 'low' }));
    const { body } = await lastReceived();
    expect(body.chat_template_kwargs).toEqual({ enable_thinking: true });
    expect(body).not.toHaveProperty('reasoning_effort');
  });

  it('shows every matched signal when asked to', async () => {
    const { headers } = await chat(router.inference, ask('a python theorem'), {
      'x-vsr-debug': 'true',
    });
    expect(headers.get('x-vsr-matched-keywords')).toBe('code,maths');
    expect(headers.get('x-vsr-endpoint')).toBe('coder_primary');
    expect(Number(headers.get('x-vsr-context-token-count'))).toBeGreaterThan(0);
  });
});

describe('a request that names a model', () => {
  it('is passed through without routing', async () => {
    const { headers } = await chat(router.inference, {
      ...ask('prove it', { reasoning_effort: 'low' }),
      model: 'small',
    });
    expect(headers.get('x-vsr-selected-model')).toBe('small');
    expect(headers.get('x-vsr-selected-recipe')).toBeNull();
    expect((await lastReceived()).body.reasoning_effort).toBe('low');
  });
});

describe('headers', () => {
  it('of identity, credentials and the router stay at the edge', async () => {
    await chat(router.inference, ask('hello'), {
      authorization: 'Bearer client-secret',
      'x-authz-user-id': 'mallory',
      'x-vsr-looper-request': '1',
      'x-user-openai-key': 'k',
      cookie: 'a=b',
      'x-team': 'blue',
      'x-request-id': 'my-id-1',
    });
    const { headers } = await lastReceived();
    expect(headers).toMatchObject({ 'x-team': 'blue', 'x-request-id': 'my-id-1' });
    for (const name of [
      'authorization',
      'x-authz-user-id',
      'x-vsr-looper-request',
      'x-user-openai-key',
      'cookie',
    ]) {
      expect(headers).not.toHaveProperty(name);
    }
  });

  it('carry the client id of the request, or a new one when it is unfit', async () => {
    const given = await chat(router.inference, ask('hello'), { 'x-request-id': 'abc-1' });
    expect(given.headers.get('x-request-id')).toBe('abc-1');
    const unfit = await chat(router.inference, ask('hello'), { 'x-request-id': 'x'.repeat(300) });
    expect(unfit.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('streams', () => {
  const events = (text: string) =>
    text
      .split('\n\n')
      .filter((event) => event.startsWith('data: {'))
      .map((event) => JSON.parse(event.slice('data: '.length)) as Record<string, unknown>);

  it('carry the routed model in every event and no usage that was not asked for', async () => {
    const { headers, text } = await chat(
      router.inference,
      ask('python [mock:chunks=5]', { stream: true }),
    );
    expect(headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    const chunks = events(text);
    expect(new Set(chunks.map(({ model }) => model))).toEqual(new Set(['coder']));
    expect(chunks.every(({ choices }) => (choices as unknown[]).length > 0)).toBe(true);
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('end with the usage chunk when it was asked for', async () => {
    const { text } = await chat(
      router.inference,
      ask('python', { stream: true, stream_options: { include_usage: true } }),
    );
    expect(events(text).at(-1)).toMatchObject({
      choices: [],
      usage: { total_tokens: expect.any(Number) },
    });
  });

  it('are cut anywhere by the network without harm', async () => {
    const whole = await chat(router.inference, ask('python [mock:chunks=9]', { stream: true }));
    const cut = await chat(
      router.inference,
      ask('python [mock:chunks=9][mock:split=7]', { stream: true }),
    );
    expect(cut.status).toBe(200);
    expect(events(cut.text)).toHaveLength(events(whole.text).length);
    expect(cut.text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('are made from a whole answer when the backend ignores `stream`', async () => {
    const { headers, text } = await chat(
      router.inference,
      ask('python [mock:no-stream]', { stream: true }),
    );
    expect(headers.get('content-type')).toContain('text/event-stream');
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('that break end with an error event and without [DONE]', async () => {
    const { status, text } = await chat(
      router.inference,
      ask('python [mock:reset-after=3]', { stream: true }),
    );
    expect(status).toBe(200);
    expect(events(text).at(-1)).toMatchObject({ error: { code: 'upstream_unavailable' } });
    expect(text).not.toContain('[DONE]');
  });
});

describe('failures of the backend', () => {
  it('keep status and message in the envelope of OpenAI', async () => {
    const { status, headers, text } = await chat(router.inference, ask('[mock:status=429]'));
    expect(status).toBe(429);
    expect(headers.get('x-vsr-response-path')).toBe('error');
    expect(JSON.parse(text).error).toMatchObject({
      message: expect.any(String),
      type: expect.any(String),
      status: 429,
    });
  });

  it.each([
    ['[mock:reset]', 502, 'upstream_unavailable'],
    ['[mock:invalid-json]', 502, 'upstream_invalid'],
    ['[mock:truncate]', 502, 'upstream_unavailable'],
  ])('%s becomes %i %s', async (marker, expectedStatus, code) => {
    const { status, text } = await chat(router.inference, ask(marker));
    expect(status).toBe(expectedStatus);
    expect(JSON.parse(text).error.code).toBe(code);
  });
});

describe('records', () => {
  it('tell everything about an exchange under the id of its header', async () => {
    const { headers } = await chat(router.inference, ask('prove the python theorem'));
    const record = await recordOf(headers.get('x-vsr-replay-id'));
    expect(record).toMatchObject({
      decision: 'code',
      decision_priority: 20,
      matched_rules: ['keyword:code'],
      original_model: 'auto',
      selected_model: 'coder',
      selection_method: 'static',
      signals: { keyword: ['code', 'maths'] },
      response_status: 200,
      lifecycle_state: 'completed',
      streaming: false,
      baseline_model: 'thinker',
      currency: 'USD',
    });
    expect(record.prompt_tokens).toBeGreaterThan(0);
    expect(record.baseline_cost as number).toBeGreaterThan(record.actual_cost as number);
    expect(JSON.stringify(record)).not.toContain('prove the python');
  });

  it('are kept of failures too', async () => {
    const { headers } = await chat(router.inference, ask('python [mock:status=503]'));
    const id = headers.get('x-request-id');
    const record = await eventually(async () => {
      const response = await fetch(`${router.management}/v1/router_replay?search=${id}`);
      const { data } = (await response.json()) as { data: Record<string, unknown>[] };
      return data[0];
    });
    expect(record).toMatchObject({
      response_status: 503,
      lifecycle_state: 'failed',
      error_code: 'upstream_error',
    });
  });

  it('are counted in the metrics', async () => {
    const text = await eventually(async () => {
      const body = await (await fetch(`${router.metrics}/metrics`)).text();
      return body.includes('llm_decision_match_total{decision_name="code"}') ? body : undefined;
    });
    expect(text).toContain('llm_model_requests_total{model="coder"}');
    expect(text).toContain('llm_model_cost_total{model="coder",currency="USD"}');
  });

  it('are logged as one line each', async () => {
    const { headers } = await chat(router.inference, ask('prove it'));
    const id = headers.get('x-request-id');
    const line = await eventually(async () =>
      router
        .log()
        .split('\n')
        .find((candidate) => candidate.includes(String(id))),
    );
    expect(JSON.parse(line)).toMatchObject({
      msg: 'routed to thinker',
      decision: 'maths',
      level: 'info',
    });
  });
});

describe('models', () => {
  it('are listed, virtual names first', async () => {
    const list = (await (await fetch(`${router.inference}/v1/models`)).json()) as {
      data: { id: string; owned_by: string }[];
    };
    expect(list.data[0]).toMatchObject({ object: 'model', routing: { resolution: 'virtual' } });
    expect(list.data.map(({ id }) => id)).toEqual(expect.arrayContaining(['auto', 'MoM', 'coder']));
  });

  it('are found one by one', async () => {
    const found = await fetch(
      `${router.inference}/v1/models/${encodeURIComponent('vllm-sr/auto')}`,
    );
    expect(await found.json()).toMatchObject({ id: 'vllm-sr/auto' });
    const missing = await fetch(`${router.inference}/v1/models/nope`);
    expect(missing.status).toBe(404);
    expect(await missing.json()).toMatchObject({ error: { code: 'model_not_found' } });
  });
});

describe('the evaluation API', () => {
  it('explains a decision without calling a backend', async () => {
    const before = backend.stats().requests;
    const response = await fetch(`${router.management}/api/v1/eval?trace=true`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ messages: [{ role: 'user', content: 'a python theorem' }] }),
    });
    expect(await response.json()).toMatchObject({
      requested_model: 'auto',
      recipe: 'default',
      routing_decision: 'code',
      selected_model: 'coder',
      selection_status: 'selected',
      decision_result: { decision_name: 'code', matched_signals: { keywords: ['code'] } },
      eval_trace: {
        decisions: expect.arrayContaining([
          expect.objectContaining({ name: 'maths', isWinner: false }),
        ]),
      },
    });
    expect(backend.stats().requests).toBe(before);
  });
});
