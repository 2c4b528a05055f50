import { describe, expect, it } from 'vitest';
import { exchange } from '../../../test/doubles/exchange.ts';
import { recordOf } from '../../../test/doubles/replay.ts';
import { createBackendPools } from '../../backends/pools.ts';
import type { ConfigDocument } from '../../config/document.ts';
import { loadConfig } from '../../config/load.ts';
import { route } from '../../gateway/pipeline.ts';
import { Lifetime } from '../../lib/lifetime.ts';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import type { ReplayRecord } from '../../records/record.ts';
import { compileRouter } from '../compile-router.ts';
import { openExternalClients } from '../live/open-external.ts';
import { createSharedKnowledge } from '../live/open-knowledge.ts';
import { createSharedModels } from '../live/open-models.ts';
import { type ComparisonReport, compareConfigs, exceededLimits } from './compare-configs.ts';
import { type ReplayRequest, requestOfBody, requestOfRecord } from './compare-requests.ts';

const decisions = `
    - { name: urgent, priority: 9, rules: { type: keyword, name: urgent }, modelRefs: [{ model: large }] }
    - name: question
      rules: { operator: AND, conditions: [{ type: keyword, name: question }, { type: context, name: brief }] }
      modelRefs: [{ model: small }]`;

function configOf({
  routed = decisions,
  keywords = '[now]',
  price = '{ prompt_per_1m: 10, completion_per_1m: 20 }',
  signals = 'context: [{ name: brief, min_tokens: "0", max_tokens: "50" }]',
  rest = '',
}): ConfigDocument {
  const text = `version: v0.3
providers:
  defaults: { default_model: small }
  models:
    - { name: small, pricing: { prompt_per_1m: 1, completion_per_1m: 2 }, backend_refs: [{ endpoint: 127.0.0.1:9 }] }
    - { name: large, pricing: ${price}, backend_refs: [{ endpoint: 127.0.0.1:9 }] }
routing:
  modelCards: [{ name: small }, { name: large }]
  signals:
    keywords:
      - { name: urgent, operator: OR, keywords: ${keywords} }
      - { name: question, operator: OR, keywords: [why] }
    ${signals}
  decisions: ${routed}
${rest}`;
  const { config, findings } = loadConfig({ text, environment: {}, mode: 'validate' });
  if (config === undefined) throw new Error(JSON.stringify(findings));
  return config;
}

const configPath = 'config.yaml';
const models = createSharedModels({ configPath, environment: {}, warn: () => {} });

const knowledge = createSharedKnowledge({
  configPath: 'config.yaml',
  environment: {},
  warn: () => {},
});

function compare(
  before: ConfigDocument,
  after: ConfigDocument,
  requests: readonly ReplayRequest[],
): Promise<ComparisonReport> {
  return compareConfigs({
    before: { config: before, models, knowledge, configPath },
    after: { config: after, models, knowledge, configPath },
    requests,
    environment: {},
  });
}

const given = (prompt: string, id = prompt) => requestOfBody({ prompt }, id);

/** A record as the router makes it under a configuration. */
async function recordUnder(config: ConfigDocument, content: string): Promise<ReplayRecord> {
  const [textModels, pools] = [await models.open(config), createBackendPools()];
  const router = compileRouter({
    config,
    models: textModels,
    external: openExternalClients({ config, environment: {}, configPath }),
    knowledge: await knowledge.open(config, textModels),
    pools,
    environment: {},
    loadedAtMs: 0,
  });
  const resolution = router.resolve('auto');
  if (resolution?.kind !== 'virtual') throw new Error('`auto` is not routed');
  const view = createRequestView({ messages: [{ role: 'user', content }] });
  const routing = await route(resolution.recipe, view, new Lifetime());
  await Promise.all([textModels.close(), pools.close()]);
  const { signals, match, selection, signalsMs, decisionMs } = routing;
  return recordOf(
    exchange({
      routing: { recipe: routing.recipe.name, signals, match, signalsMs, decisionMs },
      selection: { ...selection, reasoningFamily: undefined },
    }),
  );
}

const base = configOf({});
const swapped = configOf({ routed: decisions.replace('model: small', 'model: large') });

describe('requests under two configurations', () => {
  it('do not change where nothing that matters does', async () => {
    const report = await compare(base, configOf({ rest: 'inference: { workers: 1 }' }), [
      given('now!'),
      given('why?'),
      given('hm'),
    ]);
    expect(report).toMatchObject({ requests: 3, replayed: 3, changed: 0, changed_percent: 0 });
    expect(report.costs).toMatchObject([{ change: 0, change_percent: 0, estimated_requests: 3 }]);
  });

  it('are reported with the way they went and go', async () => {
    const report = await compare(base, swapped, [given('why?'), given('now!'), given('why not')]);
    expect(report).toMatchObject({
      changed: 2,
      changes: [
        {
          id: 'why?',
          text: 'why?',
          before: { recipe: 'default', decision: 'question', model: 'small' },
          after: { recipe: 'default', decision: 'question', model: 'large' },
        },
        { id: 'why not' },
      ],
      moves: [{ before: { model: 'small' }, after: { model: 'large' }, requests: 2 }],
    });
    expect(report.changed_percent).toBeCloseTo(200 / 3);
  });

  it('change when only the decision does, and when no model is left', async () => {
    const renamed = configOf({ routed: decisions.replace('name: urgent,', 'name: hurry,') });
    const { changes } = await compare(base, renamed, [given('now')]);
    expect(changes).toMatchObject([
      { before: { decision: 'urgent' }, after: { decision: 'hurry' } },
    ]);

    const body = requestOfBody({ model: 'large', prompt: 'x' }, 'explicit');
    const gone = configOf({ rest: 'global: { router: { auto_model_names: [other] } }' });
    const report = await compare(base, gone, [given('now'), body]);
    expect(report.changes).toMatchObject([
      { after: { recipe: null, model: null, error: 'model_not_found' }, cost_after: null },
    ]);
    expect(report.unpriced).toBe(1);
  });

  it('cost what their tokens cost, before and after', async () => {
    const body = { messages: [{ role: 'user', content: 'why?' }], max_tokens: 40 };
    const { costs, changes } = await compare(base, swapped, [requestOfBody(body, 'a')]);
    const [cost] = costs;
    expect(changes[0]).toMatchObject({ currency: 'USD', cost_before: cost?.before });
    expect(cost?.before).toBeGreaterThan(80 / 1e6);
    expect(cost?.before).toBeLessThan(110 / 1e6);
    expect(cost?.after).toBeCloseTo((cost?.before ?? 0) * 10, 10);
    expect(cost?.change_percent).toBeCloseTo(900);
  });

  it('are compared with the prices of each configuration', async () => {
    const dearer = configOf({ price: '{ prompt_per_1m: 20, completion_per_1m: 40 }' });
    const report = await compare(base, dearer, [given('now')]);
    expect(report.changed).toBe(0);
    expect(report.costs[0]?.change_percent).toBeCloseTo(100);
    const foreign = configOf({ price: '{ currency: EUR, prompt_per_1m: 1 }' });
    expect(await compare(base, foreign, [given('now')])).toMatchObject({ costs: [], unpriced: 1 });
  });

  it('that cannot be routed are named with the reason', async () => {
    const report = await compare(base, swapped, [
      requestOfBody('text', 'line 1'),
      requestOfBody({ messages: 3 }, 'line 2'),
      given('why?'),
    ]);
    expect(report).toMatchObject({
      requests: 3,
      replayed: 1,
      not_replayable: [
        { id: 'line 1', reason: 'is no JSON object' },
        { id: 'line 2', reason: expect.stringContaining('messages') },
      ],
    });
  });
});

describe('requests of which only a record is left', () => {
  it('are routed by their recorded signals', async () => {
    const records = await Promise.all(
      ['why?', 'now', 'hm', `why ${'so '.repeat(200)}`].map((text) => recordUnder(base, text)),
    );
    const report = await compare(base, swapped, records.map(requestOfRecord));
    expect(report).toMatchObject({ replayed: 4, changed: 1, not_replayable: [] });
    expect(report.changes).toMatchObject([
      {
        id: records[0]?.id,
        text: null,
        before: { decision: 'question', model: 'small' },
        after: { decision: 'question', model: 'large' },
        // 800 new, 200 cached and 100 answered tokens, as the record says.
        cost_before: 0.0012,
        cost_after: 0.012,
      },
    ]);
    expect(report.costs).toMatchObject([{ requests: 4, estimated_requests: 0 }]);
  });

  it('say the same as the text where both are known', async () => {
    const cheaper = configOf({
      routed: decisions
        .replace('priority: 9', 'priority: 0')
        .replace(
          'type: keyword, name: urgent',
          'operator: NOT, conditions: [{ type: keyword, name: question }]',
        ),
    });
    for (const text of ['why now', 'hm', 'why', `now ${'so '.repeat(200)}`]) {
      const record = requestOfRecord(await recordUnder(base, text));
      const ways = await Promise.all(
        [record, given(text)].map(async (request) => {
          const { changes, replayed } = await compare(base, cheaper, [request]);
          return { replayed, to: changes[0]?.after.model, by: changes[0]?.after.decision };
        }),
      );
      expect(ways[0]).toEqual(ways[1]);
    }
  });

  const longer = decisions.replace('name: brief', 'name: long');
  it.each([
    ['another rule', configOf({ keywords: '[now, why]' }), '`keyword:urgent` is not the rule that'],
    [
      'a new rule',
      configOf({ routed: longer, signals: 'context: [{ name: long, min_tokens: 9 }]' }),
      '`context:long` is not the rule that',
    ],
    [
      'a signal that was not evaluated',
      configOf({
        routed: decisions.replace('type: context, name: brief', 'type: language, name: en'),
        signals: 'language: [{ name: en }]',
      }),
      '`language:en` was not evaluated',
    ],
  ])('need their text for %s', async (_, after, reason) => {
    const record = await recordUnder(base, 'why?');
    const report = await compare(base, after, [requestOfRecord(record)]);
    expect(report).toMatchObject({ replayed: 0, changed: 0 });
    expect(report.not_replayable).toEqual([
      { id: record.id, reason: expect.stringContaining(reason) },
    ]);
  });

  it('are not trusted when another configuration made them', async () => {
    const record = await recordUnder(swapped, 'why?');
    const report = await compare(base, swapped, [requestOfRecord(record)]);
    expect(report.not_replayable).toEqual([
      { id: record.id, reason: expect.stringContaining('was routed by another configuration') },
    ]);
  });

  it('are routed by their body when it was captured whole', async () => {
    const after = configOf({ keywords: '[now, why]' });
    const record = await recordUnder(base, 'why?');
    const body = JSON.stringify({ messages: [{ role: 'user', content: 'why?' }] });
    const report = await compare(base, after, [
      requestOfRecord({ ...record, request_body: body }),
      requestOfRecord({ ...record, request_body: body.slice(0, 20), request_body_truncated: true }),
      requestOfRecord({ ...record, request_body: 'no json' }),
    ]);
    expect(report).toMatchObject({ replayed: 1, changed: 1 });
    expect(report.changes).toMatchObject([{ text: 'why?', after: { decision: 'urgent' } }]);
    expect(report.changes[0]?.cost_after).toBe(0.012);
  });

  it('keep what learned signals said as long as rules and models are the same', async () => {
    const learned = (model: string, rest = '', more = '') =>
      configOf({
        routed: `
    - { name: law, rules: { type: domain, name: law }, modelRefs: [{ model: ${model} }] }${more}`,
        signals: 'domains: [{ name: law }, { name: health }]',
        rest,
      });
    const record = {
      ...(await recordUnder(base, 'why?')),
      decision: 'law',
      signals: { domain: ['law'] },
      signal_confidences: { 'domain:law': 0.9 },
      signal_values: { 'domain:law': 0.9 },
      signal_durations_ms: { domain: 3 },
    };
    const request = [requestOfRecord(record)];
    const before = learned('small');
    expect(await compare(before, learned('large'), request)).toMatchObject({
      changes: [{ before: { model: 'small' }, after: { decision: 'law', model: 'large' } }],
    });
    const others = [
      learned('large', 'inference: { engine: flash }'),
      learned(
        'large',
        '',
        '\n    - { name: health, rules: { type: domain, name: health }, modelRefs: [{ model: small }] }',
      ),
    ];
    for (const after of others) {
      expect(await compare(before, after, request)).toMatchObject({ replayed: 0 });
    }
    const timedOut = { ...record, decision: null, signal_errors: { domain: 'signal_timeout' } };
    const [fallback] = (
      await compare(before, configOf({}), [requestOfRecord({ ...timedOut, signals: {} })])
    ).not_replayable;
    expect(fallback?.reason).toContain('was not evaluated');
  });

  it('are called uncertain when a signal that they need had failed', async () => {
    const record = {
      ...(await recordUnder(base, 'hm')),
      signal_errors: { keyword: 'signal_failed', pii: 'signal_inactive' },
    };
    const other = configOf({ rest: 'inference: { workers: 1 }' });
    const report = await compare(base, other, [requestOfRecord(record)]);
    expect(report).toMatchObject({ replayed: 1, changed: 0, uncertain: 1 });
    expect((await compare(base, other, [given('hm')])).uncertain).toBe(0);
  });

  it('are left out when they were never understood', async () => {
    const record = { ...(await recordUnder(base, 'why?')), original_model: '' };
    const report = await compare(base, base, [requestOfRecord(record)]);
    expect(report.not_replayable).toMatchObject([{ reason: 'was never understood' }]);
  });
});

describe('limits of a comparison', () => {
  const report = { requests: 10, replayed: 10, changed_percent: 20 } as ComparisonReport;
  const cost = { currency: 'USD', before: 1, after: 1.5, change: 0.5, change_percent: 50 };
  const cases: readonly (readonly [
    Partial<ComparisonReport>,
    Parameters<typeof exceededLimits>[1],
    number,
  ])[] = [
    [{}, {}, 0],
    [{}, { maxChangedPercent: 20 }, 0],
    [{}, { maxChangedPercent: 19.9 }, 1],
    [{}, { maxCostRisePercent: 50 }, 0],
    [{}, { maxCostRisePercent: 49 }, 1],
    [{}, { maxCostRisePercent: 0, maxChangedPercent: 0 }, 2],
    [{ costs: [] }, { maxCostRisePercent: 0 }, 0],
    [
      { costs: [{ ...cost, change: -0.5, change_percent: -50 } as never] },
      { maxCostRisePercent: 0 },
      0,
    ],
    [
      { costs: [{ ...cost, before: 0, change_percent: null } as never] },
      { maxCostRisePercent: 900 },
      1,
    ],
    [{ replayed: 0 }, { maxChangedPercent: 100 }, 1],
    [{ replayed: 0 }, {}, 0],
  ];

  it.each(cases)('are exceeded by %j with %j in %d ways', (changes, limits, count) => {
    const compared = { ...report, costs: [cost as never], ...changes };
    expect(exceededLimits(compared, limits)).toHaveLength(count);
  });
});
