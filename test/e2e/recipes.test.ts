import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chat, eventually, type RouterProcess, startRouterProcess } from './router-process.ts';

const config = `version: v0.3
listeners: [{ name: http, address: 127.0.0.1, port: 8899 }]
providers:
  defaults: { default_model: small }
  models:
    - { name: small, backend_refs: [{ endpoint: "localhost:1" }] }
    - { name: large, backend_refs: [{ endpoint: "localhost:1" }] }
routing:
  modelCards: [{ name: small }, { name: large }]
  signals:
    keywords: [{ name: urgent, operator: OR, keywords: [urgent] }]
  decisions:
    - { name: rush, priority: 10, rules: { type: keyword, name: urgent }, modelRefs: [{ model: large }] }
recipes:
  - name: careful
    default_model: large
    routing:
      signals:
        keywords: [{ name: urgent, operator: OR, keywords: [hello] }]
        jailbreak: [{ name: attack, threshold: 0.8 }]
      decisions:
        - { name: guard, priority: 20, rules: { type: jailbreak, name: attack }, modelRefs: [{ model: large }] }
        - { name: greet, priority: 10, rules: { type: keyword, name: urgent }, modelRefs: [{ model: small }] }
entrypoints:
  - { model_names: [acme/careful], recipe: careful, description: Takes its time, owned_by: acme }
  - { model_names: [acme/plain], recipe: default }
`;

let router: RouterProcess;

beforeAll(async () => {
  router = await startRouterProcess({ config, args: ['--mock', '--log-level', 'warn'] });
});

afterAll(() => router.stop());

/** Where a prompt goes under a name: recipe, decision, model. */
async function route(model: string, content: string): Promise<readonly (string | null)[]> {
  const { status, headers } = await chat(router.inference, {
    model,
    messages: [{ role: 'user', content }],
  });
  expect(status).toBe(200);
  return ['recipe', 'decision', 'model'].map((part) => headers.get(`x-vsr-selected-${part}`));
}

describe('recipes', () => {
  it.each([
    ['auto', 'an urgent matter', 'default', 'rush', 'large'],
    ['acme/plain', 'an urgent matter', 'default', 'rush', 'large'],
    ['acme/careful', 'an urgent matter', 'careful', null, 'large'],
    ['acme/careful', 'hello', 'careful', 'greet', 'small'],
    ['auto', 'hello', 'default', null, 'small'],
  ])('under %s, "%s" goes by recipe %s to %s', async (model, prompt, recipe, decision, chosen) => {
    expect(await route(model, prompt)).toEqual([recipe, decision, chosen]);
  });

  it('are listed under their names, with what the document says about them', async () => {
    const response = await fetch(`${router.inference}/v1/models`);
    const { data } = (await response.json()) as { data: { id: string; routing: object }[] };
    expect(data.find(({ id }) => id === 'acme/careful')).toMatchObject({
      owned_by: 'acme',
      description: 'Takes its time',
      routing: { recipe: 'careful', default_route: false },
    });
    expect(data.find(({ id }) => id === 'acme/plain')).toMatchObject({
      routing: { recipe: 'default', default_route: true },
    });
  });

  it('say which signals nothing evaluates yet', async () => {
    const response = await eventually(async () => {
      const answer = await fetch(`${router.management}/api/v1/eval`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ model: 'acme/careful', text: 'hello' }),
      });
      return answer.ok ? answer : undefined;
    });
    expect(await response.json()).toMatchObject({
      recipe: 'careful',
      routing_decision: 'greet',
      signal_errors: { jailbreak: 'signal_inactive' },
    });
  });
});
