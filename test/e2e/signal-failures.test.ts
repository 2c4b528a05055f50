import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MockServer, startMock } from '../../src/mock/mock-server.ts';
import { type JsonServer, startJsonServer } from '../doubles/json-server.ts';
import { chat, eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

let backend: MockServer;
let classifier: JsonServer;
let router: RouterProcess;
/** Answers of the classifier, by the last part of its address. */
let broken: ReturnType<Parameters<typeof startJsonServer>[0]>;

const CLASSIFIER_MS = 1500;

/** A model for each way of failing; every recipe has one rule that asks the classifier. */
const recipes = ['no_match', 'match', 'block'] as const;

function config(host: string, classifierUrl: string): string {
  const model = (name: string) => ({ name, backend_refs: [{ endpoint: host }] });
  const rule = { type: 'http', labels: ['toxic', 'fine'] };
  const leaf = { type: 'classifier', label: 'toxic', predicate: { gte: 0.8 } };
  const external = (name: string, base_url: string) => ({
    ...{ name, base_url, model_role: 'classification', llm_model_name: 'm' },
  });
  const remote = (name: string, asked: string, on_error: string) => ({
    name,
    routing: {
      signals: { classifiers: [{ ...rule, name: 'tone', model: asked, on_error }] },
      decisions: [
        { name: 'contain', rules: { ...leaf, name: 'tone' }, modelRefs: [{ model: 'guarded' }] },
      ],
    },
  });
  return JSON.stringify({
    version: 'v0.3',
    listeners: [
      {
        ...{ name: 'http', address: '127.0.0.1', port: 8899, timeout: '20s' },
        trusted_identity_headers: true,
      },
    ],
    providers: {
      defaults: { default_model: 'plain' },
      models: [model('plain'), model('guarded')],
    },
    routing: {
      modelCards: [{ name: 'plain' }, { name: 'guarded' }],
      signals: {
        keywords: [{ name: 'spare', operator: 'OR', keywords: ['spare'] }],
        role_bindings: [
          { name: 'staff', role: 'staff', subjects: [{ kind: 'User', name: 'ann' }] },
        ],
      },
      decisions: [
        {
          ...{ name: 'inside', rules: { type: 'authz', name: 'staff' } },
          modelRefs: [{ model: 'guarded' }],
        },
      ],
    },
    recipes: [
      ...recipes.flatMap((onError) => [
        remote(`broken-${onError}`, 'broken', onError),
        remote(`unreachable-${onError}`, 'unreachable', onError),
      ]),
      remote('slow', 'slow', 'no_match'),
    ],
    entrypoints: [
      ...recipes.flatMap((onError) => [`broken-${onError}`, `unreachable-${onError}`]),
      'slow',
    ].map((recipe) => ({ recipe, model_names: [`to-${recipe}`] })),
    global: {
      services: { signals: { per_type_deadline_ms: { classifier: CLASSIFIER_MS } } },
      model_catalog: {
        external: [
          external('broken', `${classifierUrl}/broken`),
          external('slow', `${classifierUrl}/slow`),
          // Nothing listens on the port of discard.
          external('unreachable', 'http://127.0.0.1:9'),
        ],
      },
    },
  });
}

beforeAll(async () => {
  broken = { status: 500, body: 'no' };
  classifier = await startJsonServer(({ path }) =>
    path.startsWith('/slow') ? { isSilent: true } : broken,
  );
  backend = await startMock();
  router = await startRouterProcess({
    config: config(new URL(backend.url).host, classifier.url),
  });
});

afterAll(async () => {
  await router.stop();
  await backend.close();
  await classifier.close();
});

let requests = 0;

async function ask(model: string, headers: Readonly<Record<string, string>> = {}) {
  requests += 1;
  const id = `signal-failure-${requests}`;
  const answer = await chat(
    router.inference,
    { model, messages: [{ role: 'user', content: `hello, ${requests} times` }] },
    { 'x-vsr-debug': 'true', 'x-request-id': id, ...headers },
  );
  return { ...answer, id };
}

async function recordOf(requestId: string): Promise<Record<string, unknown>> {
  return eventually(async () => {
    const found = await fetch(`${router.management}/v1/router_replay?search=${requestId}`);
    const { data } = (await found.json()) as { data: readonly Record<string, unknown>[] };
    return data.find((record) => record.request_id === requestId);
  });
}

async function failuresCounted(code: string): Promise<number> {
  const text = await (await fetch(`${router.metrics}/metrics`)).text();
  const pattern = `switchyard_signal_errors_total{signal_type="classifier",code="${code}"} `;
  const line = text.split('\n').find((one) => one.startsWith(pattern));
  return Number(line?.slice(pattern.length) ?? 0);
}

const selected = (headers: Headers) => headers.get('x-vsr-selected-model');

it('a classifier that says nonsense is an invalid output', async () => {
  broken = { body: [{ label: 'toxic', score: 7 }] };
  const { headers } = await ask('to-broken-no_match');
  broken = { status: 500, body: 'no' };
  expect(headers.get('x-vsr-signal-errors')).toContain('signal_invalid_output');
});

describe.each([
  ['broken', 'signal_unavailable'],
  ['unreachable', 'signal_unavailable'],
])('a classifier that is %s', (way, code) => {
  it.each([
    ['no_match', 'plain', null],
    ['match', 'guarded', 'contain'],
  ])('with `on_error: %s` lets the request go to %s', async (onError, model, decision) => {
    const before = await failuresCounted(code);
    const { status, headers, id } = await ask(`to-${way}-${onError}`);
    expect(status).toBe(200);
    expect(selected(headers)).toBe(model);
    expect(headers.get('x-vsr-signal-errors')).toContain(`classifier:tone:toxic=${code}`);
    expect(await recordOf(id)).toMatchObject({
      decision,
      signal_errors: { 'classifier:tone:toxic': code },
    });
    expect(await failuresCounted(code)).toBeGreaterThan(before);
  });

  it('with `on_error: block` refuses the request, and asks no backend', async () => {
    const before = { asked: backend.stats().requests, counted: await failuresCounted(code) };
    const { status, headers, text, id } = await ask(`to-${way}-block`);
    expect(status).toBe(503);
    expect(JSON.parse(text)).toEqual({
      error: {
        message: expect.stringContaining('`on_error` is `block`'),
        type: expect.any(String),
        param: null,
        code: 'signal_failed',
        status: 503,
        hint: expect.any(String),
      },
    });
    expect(backend.stats().requests).toBe(before.asked);
    expect(headers.get('x-vsr-signal-errors')).toContain(`classifier:tone:toxic=${code}`);
    expect(await recordOf(id)).toMatchObject({
      decision: null,
      error_code: 'signal_failed',
      response_status: 503,
      signal_errors: { 'classifier:tone:toxic': code },
    });
    expect(await failuresCounted(code)).toBeGreaterThan(before.counted);
  });
});

it('a classifier that sleeps is cut at its budget, and the request goes on', async () => {
  const startedAt = performance.now();
  const { status, headers, id } = await ask('to-slow');
  const tookMs = performance.now() - startedAt;
  expect(status).toBe(200);
  expect(selected(headers)).toBe('plain');
  expect(tookMs).toBeGreaterThanOrEqual(CLASSIFIER_MS * 0.9);
  expect(tookMs).toBeLessThan(CLASSIFIER_MS * 12);
  expect(headers.get('x-vsr-signal-errors')).toContain('classifier:tone:toxic=signal_timeout');
  expect(await recordOf(id)).toMatchObject({
    signal_errors: { 'classifier:tone:toxic': 'signal_timeout' },
  });
  expect(await failuresCounted('signal_timeout')).toBeGreaterThan(0);
  // Nobody waits for the answer any more.
  await eventually(async () => (classifier.left() > 0 ? true : undefined));
});

describe('roles', () => {
  it('refuse who is not known, and the record says why', async () => {
    const { status, text, id } = await ask('auto');
    expect(status).toBe(403);
    const { error } = JSON.parse(text) as { error: { code: string } };
    expect(await recordOf(id)).toMatchObject({ response_status: 403, error_code: error.code });
  });

  it('are given to who is', async () => {
    const { headers } = await ask('auto', { 'x-authz-user-id': 'ann' });
    expect(selected(headers)).toBe('guarded');
    expect(selected((await ask('auto', { 'x-authz-user-id': 'bob' })).headers)).toBe('plain');
  });

  it('are given to nobody where unknown people may pass', async () => {
    const open = JSON.parse(config(new URL(backend.url).host, classifier.url));
    open.global.services.authz = { fail_open: true };
    const other = await startRouterProcess({ config: JSON.stringify(open) });
    try {
      const body = { model: 'auto', messages: [{ role: 'user', content: 'hello' }] };
      const { status, headers } = await chat(other.inference, body);
      expect([status, selected(headers)]).toEqual([200, 'plain']);
    } finally {
      await other.stop();
    }
  });
});

describe('GET /api/v1/signals', () => {
  interface Listed {
    readonly signals: readonly Record<string, unknown>[];
    readonly total_count: number;
  }
  const listed = async (query = '') => {
    const response = await fetch(`${router.management}/api/v1/signals${query}`);
    return { status: response.status, body: (await response.json()) as Listed };
  };

  it('tells of a rule without a result when and why that was', async () => {
    await ask('to-unreachable-match');
    const { body } = await listed('?recipe=unreachable-match');
    expect(body.signals).toEqual([
      {
        ...{ recipe: 'unreachable-match', type: 'classifier', name: 'tone', needed: true },
        ...{ cost: 'remote', readiness: 'failing', model: 'unreachable', backend: 'server' },
        ...{ on_unavailable: 'degrade', error: null },
        last_error: { code: 'signal_unavailable', at: expect.stringMatching(/^\d{4}-.*Z$/) },
      },
    ]);
  });

  it('lists every rule of every recipe, also those that nobody asks for', async () => {
    const { body } = await listed();
    expect(body.total_count).toBe(9);
    expect(body.signals.find(({ name }) => name === 'spare')).toMatchObject({
      ...{ recipe: 'default', needed: false, cost: 'cheap', readiness: 'unused' },
      ...{ model: null, backend: 'heuristic', last_error: null },
    });
    expect(body.signals.find(({ type }) => type === 'authz')).toMatchObject({ readiness: 'ready' });
  });

  it('refuses the name of no recipe', async () => {
    expect((await listed('?recipe=nobody')).status).toBe(400);
  });
});

describe('what is not there', () => {
  const withKnowledge = () => {
    const document = JSON.parse(config(new URL(backend.url).host, classifier.url));
    document.global.model_catalog.kbs = [
      { name: 'hobbies', source: { path: 'nowhere' }, threshold: 0.5 },
    ];
    document.routing.signals.kb = [
      { name: 'food', kb: 'hobbies', target: { kind: 'label', value: 'cooking' } },
    ];
    document.routing.decisions.push({
      ...{ name: 'kitchen', rules: { type: 'kb', name: 'food' }, modelRefs: [{ model: 'plain' }] },
    });
    return JSON.stringify(document);
  };

  it('a knowledge base keeps the router from starting, and it says what to do', async () => {
    const start = startRouterProcess({ config: withKnowledge() });
    await expect(start).rejects.toThrow(/hobbies/);
    await expect(start).rejects.toThrow(/source\.path/);
  });

  /** Patterns can be compared with nothing: nobody answers for the embedder. */
  const withoutEmbedder = (signals: object) => {
    const document = JSON.parse(config(new URL(backend.url).host, classifier.url));
    document.models = {
      embedder: { kind: 'remote', base_url: 'http://127.0.0.1:9', model: 'gone' },
    };
    document.routing = {
      modelCards: document.routing.modelCards,
      signals: {
        jailbreak: [{ name: 'attack', method: 'contrastive', jailbreak_patterns: ['ignore all'] }],
      },
      decisions: [
        {
          ...{ name: 'contain', rules: { type: 'jailbreak', name: 'attack' } },
          modelRefs: [{ model: 'guarded' }],
        },
      ],
    };
    document.global.services.signals = signals;
    return JSON.stringify(document);
  };
  const settled = (management: string) =>
    eventually(async () => {
      const response = await fetch(`${management}/ready`);
      const body = (await response.json()) as { phase: string; message: string; checks: object };
      const isSettled = body.phase !== 'initializing_models' && body.phase !== 'starting';
      return isSettled ? { ...body, status: response.status } : undefined;
    }, 20_000);

  it('a guard keeps requests away, and says so', async () => {
    const unguarded = await startRouterProcess({ config: withoutEmbedder({}) });
    try {
      const readiness = await settled(unguarded.management);
      expect(readiness).toMatchObject({
        ...{ status: 503, phase: 'error', checks: { signals: 'down' } },
        message: expect.stringContaining('`jailbreak:attack` cannot be evaluated: '),
      });
      const response = await fetch(`${unguarded.management}/api/v1/signals?recipe=default`);
      const { signals } = (await response.json()) as { signals: readonly object[] };
      expect(signals).toMatchObject([
        {
          ...{ name: 'attack', readiness: 'unavailable', model: 'gone', backend: 'plugin' },
          ...{ on_unavailable: 'fail', error: expect.stringContaining('gone') },
        },
      ]);
    } finally {
      await unguarded.stop();
    }
  });

  it('a guard that may be missed does not', async () => {
    const config = withoutEmbedder({ on_unavailable: 'degrade' });
    const unguarded = await startRouterProcess({ config });
    try {
      expect(await settled(unguarded.management)).toMatchObject({
        ...{ status: 200, phase: 'ready', checks: { models: 'degraded' } },
      });
    } finally {
      await unguarded.stop();
    }
  });
});
