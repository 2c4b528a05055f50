import { connect } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, startMock } from '../../src/mock/mock-server.ts';
import { fleetConfig } from './fleet-config.ts';
import { chat, type RouterProcess, startRouterProcess } from './router-process.ts';

let backend: MockServer;
let router: RouterProcess;

beforeAll(async () => {
  backend = await startMock();
  router = await startRouterProcess({
    config: fleetConfig({
      backend: new URL(backend.url).host,
      listener: 'max_messages: 100\napi_keys: [key-one, key-two]',
    }),
  });
});

afterAll(async () => {
  await router.stop();
  await backend.close();
});

const key = { authorization: 'Bearer key-two' };
const messages = [{ role: 'user', content: 'hi' }];
const deep = `{"model":"auto","messages":[{"role":"user","content":"hi"}],"x":${'['.repeat(5000)}${']'.repeat(5000)}}`;

describe('bad input', () => {
  it.each([
    ['malformed JSON', '{"model":', 400, 'invalid_json', null],
    ['an empty body', '', 400, 'invalid_json', null],
    ['a top level that is no object', '[1]', 400, 'invalid_type', null],
    ['deep nesting', deep, 400, 'body_too_deep', null],
    ['a missing model', { messages }, 400, 'missing_field', 'model'],
    ['a model of the wrong type', { model: 1, messages }, 400, 'invalid_type', 'model'],
    ['missing messages', { model: 'auto' }, 400, 'missing_field', 'messages'],
    [
      'messages that are no array',
      { model: 'auto', messages: 'hi' },
      400,
      'invalid_type',
      'messages',
    ],
    ['no messages', { model: 'auto', messages: [] }, 400, 'invalid_value', 'messages'],
    [
      'an unknown role',
      { model: 'auto', messages: [{ role: 'robot', content: '' }] },
      400,
      'invalid_value',
      'messages[0].role',
    ],
    [
      'content of the wrong type',
      { model: 'auto', messages: [{ role: 'user', content: 5 }] },
      400,
      'invalid_type',
      'messages[0].content',
    ],
    [
      'temperature as text',
      { model: 'auto', messages, temperature: 'x' },
      400,
      'invalid_type',
      'temperature',
    ],
    [
      'a stream that is no boolean',
      { model: 'auto', messages, stream: 'yes' },
      400,
      'invalid_type',
      'stream',
    ],
    [
      'metadata that is no text',
      { model: 'auto', messages, metadata: { a: 1 } },
      400,
      'invalid_type',
      'metadata.a',
    ],
    [
      'too much metadata',
      {
        model: 'auto',
        messages,
        metadata: Object.fromEntries(Array.from({ length: 33 }, (_, at) => [`k${at}`, 'v'])),
      },
      400,
      'invalid_value',
      'metadata',
    ],
    [
      'too many messages',
      { model: 'auto', messages: Array(101).fill(messages[0]) },
      400,
      'too_many_messages',
      'messages',
    ],
    ['an unknown model', { model: 'gpt-99', messages }, 404, 'model_not_found', 'model'],
  ])('%s', async (_, body, status, code, param) => {
    const reply = await chat(router.inference, body, key);
    expect(reply.status).toBe(status);
    expect(JSON.parse(reply.text).error).toMatchObject({
      type: 'invalid_request_error',
      code,
      param,
      status,
      message: expect.any(String),
      hint: expect.any(String),
    });
    expect(reply.headers.get('x-vsr-response-path')).toBe('error');
    expect(reply.headers.get('x-request-id')).toBeTruthy();
  });

  it('that is not UTF-8 is named so', async () => {
    const body = Buffer.concat([
      Buffer.from('{"model":"auto","messages":[{"role":"user","content":"'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('"}]}'),
    ]);
    const reply = await fetch(`${router.inference}/v1/chat/completions`, {
      method: 'POST',
      headers: key,
      body,
    });
    expect(reply.status).toBe(400);
    expect(await reply.json()).toMatchObject({ error: { code: 'invalid_utf8' } });
  });

  it('of 33 MiB gets 413, with a declared length and without one', async () => {
    const body = Buffer.alloc(33 * 1024 * 1024, 0x20);
    const declared = await fetch(`${router.inference}/v1/chat/completions`, {
      method: 'POST',
      headers: key,
      body,
    });
    expect(declared.status).toBe(413);
    expect(await declared.json()).toMatchObject({ error: { code: 'request_too_large' } });
    const stream = new ReadableStream({
      start(controller) {
        for (let at = 0; at < body.length; at += 65_536)
          controller.enqueue(body.subarray(at, at + 65_536));
        controller.close();
      },
    });
    const chunked = await fetch(`${router.inference}/v1/chat/completions`, {
      method: 'POST',
      headers: key,
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect(chunked.status).toBe(413);
    await chunked.text();
  });

  it.each([
    ['GET', '/v1/chat/completions', 405, 'method_not_allowed'],
    ['POST', '/v1/models', 405, 'method_not_allowed'],
    ['POST', '/v1/nothing', 404, 'not_found'],
    ['GET', '/', 404, 'not_found'],
    ['GET', '/v1/router_replay', 404, 'not_found'],
  ])('%s %s gets %i', async (method, path, status, code) => {
    const reply = await fetch(`${router.inference}${path}`, { method, headers: key });
    expect(reply.status).toBe(status);
    expect(await reply.json()).toMatchObject({ error: { code, type: 'invalid_request_error' } });
    if (status === 405) expect(reply.headers.get('allow')).toMatch(/GET|POST/);
  });

  it('without a key, or with a wrong one, gets 401', async () => {
    for (const headers of [{}, { authorization: 'Bearer nope' }, { 'x-api-key': 'nope' }]) {
      const reply = await chat(
        router.inference,
        { model: 'auto', messages },
        headers as Record<string, string>,
      );
      expect(reply.status).toBe(401);
      expect(reply.headers.get('www-authenticate')).toBe('Bearer realm="http"');
      expect(JSON.parse(reply.text).error).toMatchObject({
        type: 'authentication_error',
        code: 'invalid_api_key',
      });
    }
    const good = await chat(
      router.inference,
      { model: 'auto', messages },
      { 'x-api-key': 'key-one' },
    );
    expect(good.status).toBe(200);
    expect((await fetch(`${router.inference}/health`)).status).toBe(200);
  });

  it('that is no HTTP gets our envelope', async () => {
    const { hostname, port } = new URL(router.inference);
    const text = await new Promise<string>((resolve, reject) => {
      const socket = connect({ host: hostname, port: Number(port) });
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk;
      });
      socket.on('close', () => resolve(received));
      socket.on('error', reject);
      socket.write('nonsense\r\n\r\n');
    });
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(text).toContain('"code":"invalid_value"');
  });

  it('leaves the router as it was', async () => {
    expect((await chat(router.inference, { model: 'auto', messages }, key)).status).toBe(200);
  });
});
