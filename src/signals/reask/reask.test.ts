import { describe, expect, it } from 'vitest';
import type { TextModels } from '../../models/text-models.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import { createReaskSignal } from './reask.ts';
import { reaskRule } from './schema.ts';

const likely = { name: 'likely', lookback_turns: 1 };
const persistent = { name: 'persistent', lookback_turns: 2 };

/** Earlier turns are similarities, oldest first. */
async function evaluate(
  prior: readonly string[],
  { rules = [likely, persistent], text = 'again' } = {},
) {
  const asked: string[][] = [];
  const models = {
    scoreReasks: async (_: string, earlier: readonly string[]) => {
      asked.push([...earlier]);
      return earlier.map((turn) => Number(turn) || 0);
    },
  } as unknown as TextModels;
  const signal = createReaskSignal({ rules: rules.map((rule) => reaskRule.parse(rule)), models });
  const view = { currentUserText: text, priorUserTexts: prior } as unknown as RequestView;
  const results = await signal.evaluate(view, new AbortController().signal);
  return { results, asked, matched: results.filter((r) => r.isMatch).map(({ name }) => name) };
}

describe('the reask signal', () => {
  it.each([
    [['0.9'], ['likely']],
    [['0.9', '0.9'], ['persistent']],
    [['0.9', '0.1'], []],
    [['0.1', '0.9'], ['likely']],
    [['0.79'], []],
    [[], []],
  ])('after turns like %j matches %j', async (prior, names) => {
    expect((await evaluate(prior)).matched).toEqual(names);
  });

  it('reports the streak, the least similarity within the lookback and who won', async () => {
    const { results } = await evaluate(['0.1', '0.85', '0.95']);
    expect(results).toMatchObject([
      {
        name: 'likely',
        isMatch: false,
        lostTo: 'persistent',
        confidence: 0.95,
        value: 2,
        threshold: 1,
      },
      { name: 'persistent', isMatch: true, confidence: 0.85, value: 2, threshold: 2 },
    ]);
    expect(results[1]?.values).toEqual({
      'reask:persistent:similarity': 0.85,
      'reask:persistent:exact': 0,
    });
  });

  it('asks no model about the same words, whatever surrounds them', async () => {
    const { results, asked } = await evaluate(['Why so SLOW?', 'hello, why so slow'], {
      text: '> quoted\nWhy so slow?!',
    });
    expect(asked).toEqual([]);
    expect(results[1]).toMatchObject({ isMatch: true, confidence: 1 });
    expect(results[1]?.values).toMatchObject({ 'reask:persistent:exact': 2 });
  });

  it.each([
    ['怎么才能让新买的毛衣不起球？', '怎么让新买的毛衣不起球？', true],
    ['该怎么跟室友商量晚上早一点关灯？', '怎么跟室友商量晚上早点关灯？', true],
    ['把苹果翻译成英语', '把香蕉翻译成英语', false],
    ['请解释第3章的主要内容', '请解释第4章的主要内容', false],
    ['how do I stop it', 'how do I stop him', false],
  ])('by its characters `%s` repeats `%s`: %s', async (text, prior, isRepeated) => {
    const { matched } = await evaluate([prior], { text });
    expect(matched).toEqual(isRepeated ? ['likely'] : []);
  });

  it('looks at no more turns than the largest lookback and two', async () => {
    const { asked } = await evaluate(['0.1', '0.2', '0.3', '0.4', '0.5', '0.6']);
    expect(asked).toEqual([['0.6', '0.5', '0.4', '0.3']]);
  });
});
