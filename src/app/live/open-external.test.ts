import { afterEach, describe, expect, it } from 'vitest';
import { chatAnswer, startJsonServer } from '../../../test/doubles/json-server.ts';
import { loadConfig } from '../../config/load.ts';
import { openExternalClients } from './open-external.ts';

const open = new Set<{ close(): Promise<void> }>();

afterEach(async () => {
  for (const part of open) await part.close();
  open.clear();
});

function clientsOf(catalog: string) {
  const text = `version: v0.3
providers:
  defaults: { default_model: a }
  models: [{ name: a, backend_refs: [{ endpoint: "127.0.0.1:9" }] }]
routing: { modelCards: [{ name: a }] }
global: { model_catalog: ${catalog} }
`;
  const { config, findings } = loadConfig({ text, environment: {}, mode: 'validate' });
  if (config === undefined) throw new Error(JSON.stringify(findings));
  const clients = openExternalClients({ configPath: 'config.yaml', config, environment: {} });
  open.add(clients);
  return clients;
}

const guard = (url: string, protocol = 'http_chat') =>
  `{ modules: { prompt_guard: { protocol: ${protocol} } }, external: [{ name: g, model_role: guardrail, base_url: "${url}", llm_model_name: m, parser_type: simple }] }`;

describe('models on servers of a configuration', () => {
  it('has no guard of its own without a protocol', () => {
    const clients = clientsOf('{}');
    expect(clients.guard()).toBeUndefined();
    expect(clients.preference([{ name: 'a' }])).toBeUndefined();
  });

  it.each([
    ['http_chat', '/v1/chat/completions', chatAnswer('unsafe')],
    ['http_classify', '/classify', { body: [{ label: 'jailbreak', score: 0.95 }] }],
  ])('asks the guard by %s at %s', async (protocol, path, answer) => {
    const server = await startJsonServer(() => answer);
    open.add(server);
    const scorer = clientsOf(guard(server.url, protocol)).guard();
    expect((await scorer?.score('x'))?.scores.get('jailbreak')).toBe(0.95);
    expect(server.asked.map((asked) => asked.path)).toEqual([path]);
  });

  it('shares a client among equal questions and none after others', async () => {
    const server = await startJsonServer(() => chatAnswer({ label: 'a', rationale: '' }));
    open.add(server);
    const entry = `{ name: c, model_role: classification, base_url: "${server.url}", llm_model_name: m }`;
    const clients = clientsOf(`{ external: [${entry}] }`);
    const question = { model: 'c', labels: ['a', 'b'], instructions: 'choose' };
    const client = clients.classifier(question);
    expect(clients.classifier({ ...question })).toBe(client);
    expect(clients.classifier({ ...question, labels: ['a'] })).not.toBe(client);
    expect((await client.score('x')).scores.get('a')).toBe(1);
  });

  it('rejects every question to what cannot be asked, and opens all the same', async () => {
    const entry =
      '{ name: c, model_role: classification, base_url: "http://127.0.0.1:9", llm_model_name: m, api_key_env: NOT_SET }';
    const clients = clientsOf(`{ external: [${entry}] }`);
    for (const model of ['c', 'missing']) {
      const client = clients.classifier({ model, labels: ['a'], instructions: 'choose' });
      await expect(client.score('x')).rejects.toMatchObject({ code: 'model_unavailable' });
    }
  });
});
