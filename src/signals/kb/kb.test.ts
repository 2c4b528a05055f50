import { describe, expect, it } from 'vitest';
import { createWordModels } from '../../../test/doubles/word-models.ts';
import { createKnowledgeBases } from '../../knowledge/knowledge-bases.ts';
import type { KnowledgeBaseSettings } from '../../knowledge/settings.ts';
import { createRequestView } from '../../protocols/openai-chat/view.ts';
import { createKnowledgeSignal } from './kb.ts';
import { knowledgeBaseRule } from './schema.ts';

const { models } = createWordModels();

const labels = {
  cooking: {
    exemplars: [
      'How long do I boil potatoes?',
      'A recipe for tomato soup',
      'Which oven temperature for bread dough?',
    ],
  },
  gardening: {
    exemplars: [
      'When should I plant tulip bulbs?',
      'How often do roses need water?',
      'Prune an apple tree in spring',
    ],
  },
  astronomy: {
    exemplars: [
      'How far away is the planet Saturn?',
      'What is a neutron star?',
      'Why does the moon have phases?',
    ],
  },
};

const settings: KnowledgeBaseSettings = {
  name: 'hobbies',
  source: { path: 'hobbies' },
  threshold: 0.6,
  label_thresholds: { gardening: 0.99 },
  groups: {
    home: ['cooking', 'gardening'],
    kitchen: ['cooking'],
    sky: ['astronomy'],
  },
  metrics: [
    { name: 'home_vs_sky', type: 'group_margin', positive_group: 'home', negative_group: 'sky' },
  ],
};

const knowledge = createKnowledgeBases({
  loaded: [{ settings, manifestPath: 'labels.json', manifest: { labels } }],
  models,
  cache: undefined,
  warn: () => {},
});

async function ask(text: string, rules: readonly object[], needed: readonly string[] = []) {
  const signal = createKnowledgeSignal({
    rules: rules.map((rule) => knowledgeBaseRule.parse({ name: 'r', kb: 'hobbies', ...rule })),
    needed: new Set(needed),
    knowledge,
    models,
    windowsOf: (whole) => [whole],
  });
  const view = createRequestView({ messages: [{ role: 'user', content: text }] });
  return signal.evaluate(view, new AbortController().signal);
}

async function askOne(text: string, rule: object) {
  const [found] = (await ask(text, [rule])).filter(({ name }) => name === 'r');
  if (found === undefined) throw new Error('the rule has no result');
  return found;
}

const label = (value: string) => ({ target: { kind: 'label', value } });
const group = (value: string) => ({ target: { kind: 'group', value } });
const soup = 'A recipe for tomato soup';
const roses = 'How often do roses need water?';

describe('labels and groups of a knowledge base', () => {
  it.each([
    ['a label above its threshold', soup, label('cooking'), true],
    ['another label', soup, label('astronomy'), false],
    ['a group with a label that matches', soup, group('home'), true],
    ['a group without one', soup, group('sky'), false],
    ['the best label', soup, { ...label('cooking'), match: 'best' }, true],
    ['a label that is not the best', soup, { ...label('gardening'), match: 'best' }, false],
    ['the best group', soup, { ...group('home'), match: 'best' }, true],
    ['a part of the best group', soup, { ...group('kitchen'), match: 'best' }, true],
    ['a group that another beats', soup, { ...group('sky'), match: 'best' }, false],
    ['the best of noise', 'zzz', { ...group('sky'), match: 'best', min_score: 0.9 }, false],
    ['a lead that is large enough', soup, { ...label('cooking'), min_margin: 0.1 }, true],
    ['a lead that is too small', soup, { ...label('cooking'), min_margin: 0.9 }, false],
  ])('%s', async (_, text, rule, expected) => {
    expect((await askOne(text, rule)).isMatch).toBe(expected);
  });

  it('ignores thresholds where the best counts', async () => {
    const near = 'How much water do roses need in a dry summer?';
    expect((await askOne(near, label('gardening'))).isMatch).toBe(false);
    expect((await askOne(near, { ...label('gardening'), match: 'best' })).isMatch).toBe(true);
  });

  it('tells score, threshold, lead and the nearest exemplar', async () => {
    const found = await askOne(roses, label('gardening'));
    expect(found.threshold).toBe(0.99);
    expect(found.value).toBe(found.confidence);
    expect(found.evidence?.[0]?.text).toBe(roses);
    expect(found.values?.['kb:r:margin']).toBeGreaterThan(0);
    // Labels of the group have thresholds of their own, so no single number decides.
    expect((await askOne(roses, group('home'))).threshold).toBeUndefined();
  });

  it('measures without a rule, under the names that projections ask for', async () => {
    const [measured] = await ask(soup, [], ['kb_metric:hobbies:Home_vs_sky']);
    const values = measured?.values ?? {};
    expect(values['kb_metric:hobbies:Home_vs_sky']).toBe(values['kb_metric:hobbies:home_vs_sky']);
    expect(values['kb_metric:hobbies:home_vs_sky']).toBeGreaterThan(0.1);
    expect(values['kb_metric:hobbies:best_score']).toBeGreaterThan(0.6);
    expect(values['kb_metric:hobbies:best_matched_score']).toBe(
      values['kb_metric:hobbies:best_score'],
    );
    const [nothing] = await ask('zzz qqq', [], ['kb_metric:hobbies:best_matched_score']);
    expect(nothing?.values?.['kb_metric:hobbies:best_matched_score']).toBe(0);
  });

  it('has no result for a base that is not there, and says nothing of a blank prompt', async () => {
    const lost = await ask(soup, [{ kb: 'lost', ...label('cooking') }]);
    expect(lost.every(({ error }) => error === 'signal_unavailable')).toBe(true);
    expect(lost.map(({ name }) => name)).toContain('r');
    expect(await ask('  ', [label('cooking')])).toEqual([]);
  });
});
