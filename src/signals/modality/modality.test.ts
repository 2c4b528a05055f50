import { describe, expect, it } from 'vitest';
import { modelsThatSay } from '../../../test/doubles/said-models.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import type { ModalitySettings } from '../signal.ts';
import { createModalitySignal } from './modality.ts';
import { modalityRule } from './schema.ts';

const rules = ['AR', 'DIFFUSION', 'BOTH'].map((name) => modalityRule.parse({ name }));

interface Case {
  readonly said?: readonly [text: number, image: number, both: number];
  readonly settings?: ModalitySettings;
  readonly images?: number;
}

async function evaluate(text: string, { said = [1, 0, 0], settings = {}, images = 0 }: Case = {}) {
  const [ar, image, both] = said;
  const { models, asked } = modelsThatSay({ modality: { text: ar, image, both } });
  const signal = createModalitySignal({ rules, models, settings });
  const view = { evaluationText: text, facts: { images } } as RequestView;
  const results = await signal.evaluate(view, new AbortController().signal);
  const matched = results.filter(({ isMatch }) => isMatch);
  return {
    asked,
    matched: matched.map(({ name, confidence }) => [name, Number(confidence.toFixed(3))]),
  };
}

describe('the modality signal', () => {
  it.each([
    ['hello', 'AR', 0.8],
    ['draw a cat', 'DIFFUSION', 0.8],
    ['Generate an image of a volcano and explain how it erupts', 'BOTH', 0.75],
    ['画一只猫', 'DIFFUSION', 0.8],
  ])('by words alone takes `%s` for %s', async (text, name, confidence) => {
    const { matched, asked } = await evaluate(text, { settings: { method: 'keyword' } });
    expect({ matched, asked }).toEqual({ matched: [[name, confidence]], asked: [] });
  });

  it('takes the phrases that were written in place of its own', async () => {
    const settings = {
      method: 'keyword',
      keywords: ['Moodboard'],
      both_keywords: ['caption'],
    } as const;
    expect((await evaluate('a moodboard, please', { settings })).matched[0]?.[0]).toBe('DIFFUSION');
    expect((await evaluate('moodboard with caption', { settings })).matched[0]?.[0]).toBe('BOTH');
    expect((await evaluate('draw a cat', { settings })).matched[0]?.[0]).toBe('AR');
  });

  it.each([
    ['a sure model', [0.1, 0.9, 0], 'hello', 'DIFFUSION', 0.9],
    ['agreement', [0.1, 0.4, 0.3], 'draw a cat', 'DIFFUSION', 0.6],
    ['a fairly sure model', [0.1, 0.5, 0.4], 'hello', 'DIFFUSION', 0.5],
    ['words', [0.3, 0.4, 0.3], 'hello', 'AR', 0.8],
  ] as const)('hybrid: %s decides', async (_, said, text, name, confidence) => {
    expect((await evaluate(text, { said })).matched).toEqual([[name, confidence]]);
  });

  it('takes a request to change a picture for one that wants a picture', async () => {
    const text = 'make the sky darker';
    expect((await evaluate(text, { images: 1 })).matched).toEqual([['DIFFUSION', 0.8]]);
    expect((await evaluate(text)).matched).toEqual([['AR', 1]]);
    expect((await evaluate('what is on this photo?', { images: 1 })).matched).toEqual([['AR', 1]]);
  });

  it('wants text where nothing is said, and nothing when it is off', async () => {
    expect((await evaluate(' ')).matched).toEqual([['AR', 1]]);
    expect((await evaluate('draw a cat', { settings: { enabled: false } })).matched).toEqual([]);
  });
});
