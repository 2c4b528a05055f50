import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  chatAnswer,
  type JsonServer,
  saidIn,
  startJsonServer,
} from '../../../test/doubles/json-server.ts';
import { openChatScorer } from './chat-scorer.ts';
import { endpointOf } from './endpoint-of.ts';
import type { LabelScorer } from './external-model.ts';

const open = new Set<{ close(): Promise<void> }>();

afterEach(async () => {
  for (const part of open) await part.close();
  open.clear();
});

const key = 'sk-secret-1234567890';
const labels = ['bug', 'question'];
const instructions = '`bug`: something is broken';

async function setUp(
  answer: Parameters<typeof startJsonServer>[0],
  options: Partial<Parameters<typeof openChatScorer>[0]> & {
    readonly entry?: Partial<Parameters<typeof endpointOf>[0]>;
  } = {},
): Promise<{ server: JsonServer; scorer: LabelScorer }> {
  const { entry = {}, ...rest } = options;
  const server = await startJsonServer(answer);
  const endpoint = endpointOf(
    { name: 'judge', base_url: server.url, llm_model_name: 'small', access_key: key, ...entry },
    {},
  );
  const scorer = openChatScorer({ endpoint, labels, instructions, ...rest });
  open.add(scorer).add(server);
  return { server, scorer };
}

const bug = chatAnswer({ label: 'bug', rationale: 'it says so' });

describe('a classifier that asks a chat model', () => {
  it('gives the chosen label 1, the others 0, and the rationale', async () => {
    const { server, scorer } = await setUp(() => bug);
    const { scores, rationale } = await scorer.score('it crashes');
    expect(Object.fromEntries(scores)).toEqual({ bug: 1, question: 0 });
    expect(rationale).toBe('it says so');
    const [asked] = server.asked;
    expect(asked).toMatchObject({
      path: '/v1/chat/completions',
      headers: { authorization: `Bearer ${key}` },
      body: { model: 'small', temperature: 0, max_tokens: 128, stream: false },
    });
    expect(asked?.body.response_format).toMatchObject({
      type: 'json_schema',
      json_schema: { strict: true, schema: { required: ['label', 'rationale'] } },
    });
    const [system, user] = saidIn(asked);
    expect(system).toContain(instructions);
    expect(system).not.toMatch(/guard/i);
    expect(JSON.parse(user ?? '')).toEqual({ text: 'it crashes' });
  });

  it('falls back to `json_object` and then to no format, and remembers what went well', async () => {
    const { server, scorer } = await setUp(({ body }) =>
      (body.response_format as { type?: string } | undefined)?.type === 'json_schema'
        ? { status: 400, body: {} }
        : bug,
    );
    await scorer.score('one');
    await scorer.score('two');
    const types = server.asked.map(({ body }) => (body.response_format as { type: string }).type);
    expect(types).toEqual(['json_schema', 'json_object', 'json_object']);
  });

  it.each([429, 500, 503])('asks once more after %i', async (status) => {
    const { server, scorer } = await setUp((_, count) => (count === 1 ? { status } : bug));
    expect((await scorer.score('x')).scores.get('bug')).toBe(1);
    expect(server.asked).toHaveLength(2);
  });

  it.each([
    [500, 2],
    [401, 1],
    [302, 1],
  ])('is unavailable after %i, asked %i times', async (status, times) => {
    const headers = { location: 'http://127.0.0.1:1/elsewhere' };
    const { server, scorer } = await setUp(() => ({ status, headers, body: `leaks ${key}` }));
    const error = await scorer.score('x').catch((cause) => cause);
    expect(error).toMatchObject({ code: 'model_unavailable' });
    expect(`${error.message} ${String(error.cause)}`).not.toMatch(/leaks|secret|127\.0\.0\.1/);
    expect(server.asked).toHaveLength(times);
  });

  it('is unavailable when the server is silent, within one deadline for all tries', async () => {
    const { server, scorer } = await setUp(() => ({ isSilent: true }), {
      entry: { llm_timeout_seconds: 0.2 },
    });
    await expect(scorer.score('x')).rejects.toMatchObject({ code: 'model_unavailable' });
    expect(server.asked).toHaveLength(1);
  });

  it('is unavailable where nobody listens, and then rests', async () => {
    const { server, scorer } = await setUp(() => bug);
    await server.close();
    for (let count = 0; count < 3; count += 1) {
      await expect(scorer.score('x')).rejects.toMatchObject({ code: 'model_unavailable' });
    }
    await expect(scorer.score('x')).rejects.toThrow('rests');
  });

  it.each([
    ['prose', 'It is a bug.'],
    ['a quoted object in prose', 'The text says {"label":"bug","rationale":"x"}.'],
    ['a bare label', 'bug'],
    ['no rationale', { label: 'bug' }],
    ['one key more', { label: 'bug', rationale: 'x', score: 1 }],
    ['a label nobody declared', { label: 'spam', rationale: 'x' }],
    ['two labels', { label: ['bug'], rationale: 'x' }],
    ['nothing', ''],
  ])('refuses %s', async (_, content) => {
    const { scorer } = await setUp(() => chatAnswer(content));
    await expect(scorer.score('x')).rejects.toMatchObject({ code: 'invalid_model_output' });
  });

  it.each([
    ['{', 'what is no JSON'],
    [' '.repeat(2_000_000), 'what is too long'],
  ])('refuses an answer that is %#', async (body) => {
    const { scorer } = await setUp(() => ({ body }));
    await expect(scorer.score('x')).rejects.toMatchObject({ code: 'invalid_model_output' });
  });

  it.each([
    ['thoughts in front', '<think>{"label":"question"}</think>\n{"label":"bug","rationale":"x"}'],
    ['a code fence', '```json\n{"label":"bug","rationale":"x"}\n```'],
    ['another case', '{"label":"Bug","rationale":"x"}'],
  ])('reads %s', async (_, content) => {
    const { scorer } = await setUp(() => chatAnswer(content));
    expect((await scorer.score('x')).scores.get('bug')).toBe(1);
  });

  it('asks once for what several ask, and again when the verdict is too old', async () => {
    let time = 0;
    const { server, scorer } = await setUp(() => bug, { cacheTtlMs: 1000, now: () => time });
    await Promise.all([scorer.score('x'), scorer.score('x')]);
    await scorer.score('x');
    expect(server.asked).toHaveLength(1);
    time = 1000;
    await scorer.score('x');
    expect(server.asked).toHaveLength(2);
  });

  it('keeps as many verdicts as it was told', async () => {
    const { server, scorer } = await setUp(() => bug, { cacheEntries: 1 });
    for (const text of ['a', 'b', 'a']) await scorer.score(text);
    expect(server.asked).toHaveLength(3);
  });

  it('cuts long texts', async () => {
    const { server, scorer } = await setUp(() => bug, { maxCharacters: 3 });
    await scorer.score('ab😀c');
    const [, user] = saidIn(server.asked[0]);
    expect(JSON.parse(user ?? '')).toEqual({ text: 'ab' });
  });

  it('rejects at once when aborted and cancels the request', async () => {
    const { server, scorer } = await setUp(() => ({ isSilent: true }));
    const control = new AbortController();
    const call = scorer.score('x', { signal: control.signal });
    await vi.waitFor(() => expect(server.asked).toHaveLength(1), 10_000);
    const reason = new Error('went away');
    control.abort(reason);
    await expect(call).rejects.toBe(reason);
    await vi.waitFor(() => expect(server.left()).toBe(1), 10_000);
    await expect(scorer.score('y', { signal: control.signal })).rejects.toBe(reason);
    expect(server.asked).toHaveLength(1);
  });

  it('goes on for those who still wait when another one leaves', async () => {
    const { server, scorer } = await setUp(() => bug);
    const control = new AbortController();
    const left = scorer.score('x', { signal: control.signal });
    const stayed = scorer.score('x');
    control.abort(new Error('went away'));
    await expect(left).rejects.toThrow('went away');
    expect((await stayed).scores.get('bug')).toBe(1);
    expect(server.asked).toHaveLength(1);
  });

  it.each([
    ['no labels', { labels: [] }, {}],
    ['a label twice', { labels: ['a', 'a'] }, {}],
    ['a label with spaces', { labels: [' a'] }, {}],
    ['no model', {}, { llm_model_name: undefined }],
    ['a key that no header takes', {}, { access_key: 'a\nb' }],
    ['a password in the address', {}, { base_url: 'http://u:p@localhost' }],
  ])('is not opened with %s', async (_, options, entry) => {
    await expect(setUp(() => bug, { ...options, entry })).rejects.toMatchObject({
      code: 'model_unavailable',
    });
    for (const part of open) await part.close();
  });
});
