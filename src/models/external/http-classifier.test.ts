import { afterEach, describe, expect, it, vi } from 'vitest';
import { startJsonServer } from '../../../test/doubles/json-server.ts';
import { endpointOf } from './endpoint-of.ts';
import { openHttpClassifier, openTokenClassifier } from './http-classifier.ts';

const open = new Set<{ close(): Promise<void> }>();

afterEach(async () => {
  for (const part of open) await part.close();
  open.clear();
});

type Answer = Parameters<typeof startJsonServer>[0];

async function classifier(answer: Answer, labels?: readonly string[]) {
  const server = await startJsonServer(answer);
  const endpoint = endpointOf({ name: 'remote', base_url: server.url }, {});
  const scorer = openHttpClassifier({ endpoint, ...(labels !== undefined && { labels }) });
  open.add(scorer).add(server);
  return { server, scorer };
}

const labels = ['benign', 'jailbreak'];
const rows = [
  { label: 'jailbreak', score: 0.7 },
  { label: 'benign', score: 0.31 },
];

describe('a classifier on a server', () => {
  it.each([
    ['a list', rows],
    ['a list in a list', [rows]],
    ['two lists', { labels: ['benign', 'jailbreak'], scores: [0.31, 0.7] }],
  ])('may answer with %s', async (_, body) => {
    const { server, scorer } = await classifier(() => ({ body }), labels);
    const { scores } = await scorer.score('hello');
    expect(Object.fromEntries(scores)).toEqual({ benign: 0.31, jailbreak: 0.7 });
    expect(server.asked).toMatchObject([{ path: '/classify', body: { inputs: 'hello' } }]);
  });

  it('may give any labels, and scores of any sum, where none were declared', async () => {
    const { scorer } = await classifier(() => ({ body: [{ label: 'toxic', score: 0.2 }] }));
    expect([...(await scorer.score('x')).scores]).toEqual([['toxic', 0.2]]);
  });

  it.each([
    ['lacks a label', [{ label: 'benign', score: 1 }]],
    ['has one more', [...rows, { label: 'odd', score: 0 }]],
    ['has a label twice', [...rows, { label: 'benign', score: 0 }]],
    [
      'sums to more than 1',
      [
        { label: 'benign', score: 0.9 },
        { label: 'jailbreak', score: 0.2 },
      ],
    ],
    [
      'has a score above 1',
      [
        { label: 'benign', score: 1.01 },
        { label: 'jailbreak', score: 0 },
      ],
    ],
    [
      'has a score that is text',
      [
        { label: 'benign', score: '1' },
        { label: 'jailbreak', score: 0 },
      ],
    ],
    ['has fewer scores', { labels, scores: [1] }],
    ['has no label', [{ score: 1 }]],
    ['is empty', []],
    ['is something else', { error: 'x' }],
  ])('is not believed when its answer %s', async (_, body) => {
    const { scorer } = await classifier(() => ({ body }), labels);
    await expect(scorer.score('x')).rejects.toMatchObject({ code: 'invalid_model_output' });
  });

  it('is unavailable when it fails twice, and shares its rest with others of the endpoint', async () => {
    const server = await startJsonServer(() => ({ status: 503 }));
    const endpoint = endpointOf({ name: 'remote', base_url: server.url }, {});
    const [one, other] = [openHttpClassifier({ endpoint }), openTokenClassifier({ endpoint })];
    open.add(one).add(other).add(server);
    for (let count = 0; count < 3; count += 1) {
      await expect(one.score('x')).rejects.toMatchObject({ code: 'model_unavailable' });
    }
    await expect(other.findEntities('x')).rejects.toThrow('rests');
    expect(server.asked).toHaveLength(5);
  });

  it('rejects at once when aborted', async () => {
    const { server, scorer } = await classifier(() => ({ isSilent: true }));
    const control = new AbortController();
    const call = scorer.score('x', { signal: control.signal });
    await vi.waitFor(() => expect(server.asked).toHaveLength(1), 10_000);
    control.abort(new Error('went away'));
    await expect(call).rejects.toThrow('went away');
    await vi.waitFor(() => expect(server.left()).toBe(1), 10_000);
  });

  it('rejects at once even while all connections are busy', async () => {
    const { server, scorer } = await classifier(() => ({ isSilent: true }));
    const calls = Array.from({ length: 16 }, (_, n) => scorer.score(`${n}`).catch(() => undefined));
    await vi.waitFor(() => expect(server.asked).toHaveLength(16), 10_000);
    const control = new AbortController();
    const call = scorer.score('one more', { signal: control.signal });
    // The request must be in the queue of the connections.
    await new Promise((resolve) => setTimeout(resolve, 20));
    control.abort(new Error('went away'));
    await expect(call).rejects.toThrow('went away');
    await scorer.close();
    await Promise.all(calls);
  });
});

async function entities(text: string, body: unknown, maxCharacters?: number) {
  const server = await startJsonServer(() => ({ body }));
  const endpoint = endpointOf({ name: 'pii', base_url: server.url }, {});
  const limit = maxCharacters !== undefined && { maxCharacters };
  const finder = openTokenClassifier({ endpoint, ...limit });
  open.add(finder).add(server);
  const found = await finder.findEntities(text);
  expect(server.asked[0]?.path).toBe('/token_classify');
  const texts = found.entities.map(({ start, end }) => text.slice(start, end));
  return { ...found, texts };
}

describe('a token classifier on a server', () => {
  const text = '😀 I am Ann, ann@x.org';
  const person = { entity_group: 'PERSON', score: 0.9 };

  it.each([
    ['code points', { ...person, start: 7, end: 10, word: 'Ann' }],
    ['code points, as it seems', { ...person, start: 7, end: 10 }],
    ['UTF-16 units', { ...person, start: 8, end: 11, word: 'Ann' }],
  ])('may count in %s', async (_, entity) => {
    const { texts, isComplete } = await entities(text, [entity]);
    expect(texts).toEqual(['Ann']);
    expect(isComplete).toBe(true);
  });

  it('gives them in order, the surer of two that overlap', async () => {
    const email = { entity_group: 'EMAIL', score: 0.8, start: 12, end: 21 };
    const found = await entities(text, [
      [email, { ...person, start: 12, end: 15, score: 0.3 }, { ...person, start: 7, end: 10 }],
    ]);
    expect(found.texts).toEqual(['Ann', 'ann@x.org']);
  });

  it('says when the text was too long', async () => {
    expect(await entities('abcdef', [], 3)).toMatchObject({ entities: [], isComplete: false });
  });

  it.each([
    ['a place outside', [{ ...person, start: 0, end: 99 }]],
    ['no place', [{ ...person, start: null, end: 3 }]],
    ['a score above 1', [{ ...person, score: 2, start: 0, end: 1 }]],
    ['no list', { error: 'x' }],
  ])('is not believed with %s', async (_, body) => {
    await expect(entities('abc', body)).rejects.toMatchObject({ code: 'invalid_model_output' });
  });
});
