import { afterEach, describe, expect, it } from 'vitest';
import { chatAnswer, saidIn, startJsonServer } from '../../../test/doubles/json-server.ts';
import { endpointOf } from './endpoint-of.ts';
import { openPreferenceChooser } from './preference-chooser.ts';

const open = new Set<{ close(): Promise<void> }>();

afterEach(async () => {
  for (const part of open) await part.close();
  open.clear();
});

const routes = [{ name: 'code', description: 'programs' }, { name: 'poems' }];
const conversation = [{ role: 'user', text: 'write a sonnet' }];

async function setUp(content: unknown, list = routes) {
  const server = await startJsonServer(() => chatAnswer(content));
  open.add(server);
  const entry = { name: 'preference', base_url: server.url, llm_model_name: 'arch' };
  const chooser = openPreferenceChooser({ endpoint: endpointOf(entry, {}), routes: list });
  open.add(chooser);
  return { server, chooser };
}

describe('a model that chooses routes', () => {
  it.each([
    [{ route: 'poems' }, 'poems'],
    ["{'route': 'poems'}", 'poems'],
    [{ route: 'other' }, undefined],
  ])('that says %j chooses %s', async (content, route) => {
    const { chooser } = await setUp(content);
    expect(await chooser.choose(conversation)).toEqual({ route });
  });

  it('sees the routes and the conversation, and may answer nothing else', async () => {
    const { server, chooser } = await setUp({ route: 'code' });
    await chooser.choose(conversation);
    const body = server.asked[0]?.body;
    expect(body).toMatchObject({
      ...{ model: 'arch', temperature: 0, max_tokens: 1000 },
      response_format: {
        json_schema: { schema: { properties: { route: { enum: ['code', 'poems', 'other'] } } } },
      },
    });
    const [system, user] = saidIn(server.asked[0]);
    expect(system).toContain('programs');
    expect(system).not.toMatch(/guard|safe/i);
    expect(JSON.parse(user ?? '')).toEqual({ conversation });
  });

  it.each([{ route: 'nowhere' }, { route: 1 }, {}, 'poems'])(
    'that says %j is refused',
    async (content) => {
      const { chooser } = await setUp(content);
      await expect(chooser.choose(conversation)).rejects.toMatchObject({
        code: 'invalid_model_output',
      });
    },
  );

  it('has no route `other`, and at least one', async () => {
    await expect(setUp('', [{ name: 'other' }])).rejects.toThrow('rename it');
    await expect(setUp('', [])).rejects.toThrow('needs routes');
  });
});
