import { afterEach, describe, expect, it } from 'vitest';
import { startJsonServer } from '../../test/doubles/json-server.ts';
import { openOfflineEvaluator } from './evaluate.ts';

const open = new Set<{ close(): Promise<void> }>();

afterEach(async () => {
  for (const part of open) await part.close();
  open.clear();
});

type Answer = Parameters<typeof startJsonServer>[0];

async function route(answer: Answer, settings: string, rule = '') {
  const server = await startJsonServer(answer);
  open.add(server);
  const evaluator = await openOfflineEvaluator({
    configPath: 'config.yaml',
    environment: {},
    configText: `version: v0.3
providers:
  defaults: { default_model: a }
  models: [{ name: a, backend_refs: [{ endpoint: "127.0.0.1:9" }] }]
routing:
  modelCards: [{ name: a }]
  signals: { jailbreak: [{ name: attack, threshold: 0.5${rule} }] }
  decisions:
    - { name: contain, priority: 2, rules: { type: jailbreak, name: attack }, modelRefs: [{ model: a }] }
global:
  services: { signals: { per_type_deadline_ms: { jailbreak: 150 } } }
  model_catalog:
    modules: { prompt_guard: { protocol: http_classify${settings} } }
    external: [{ name: g, model_role: guardrail, base_url: "${server.url}", llm_model_name: m }]
`,
  });
  open.add(evaluator);
  const report = await evaluator.evaluate({ text: 'hello' });
  return { decision: report.routing_decision, errors: report.signal_errors };
}

const broken: Answer = () => ({ status: 500, body: 'no' });
const slow: Answer = () => ({ isSilent: true });
const says = (score: number): Answer => {
  const body = [
    { label: 'jailbreak', score },
    { label: 'benign', score: 1 - score },
  ];
  return () => ({ body });
};

describe('a guard on a server that cannot answer', () => {
  it.each<[string, Answer, string, string, string | null]>([
    ['lets requests pass', broken, '', '', null],
    ['contains them with `block`', broken, ', on_error: block', '', 'contain'],
    ['contains them when it is too slow', slow, ', on_error: block', '', 'contain'],
    ['obeys the rule first', broken, ', on_error: block', ', on_error: no_match', null],
    ['obeys the rule where the module says nothing', slow, '', ', on_error: match', 'contain'],
  ])('%s', async (_, answer, settings, rule, decision) => {
    const routed = await route(answer, settings, rule);
    expect(routed.decision).toBe(decision);
    expect(Object.keys(routed.errors)).toEqual(['jailbreak:attack']);
  });

  it.each([
    [0.9, 'contain'],
    [0.1, null],
  ])('is believed when it answers %d', async (score, decision) => {
    const routed = await route(says(score), ', on_error: block');
    expect(routed).toEqual({ decision, errors: {} });
  });
});
