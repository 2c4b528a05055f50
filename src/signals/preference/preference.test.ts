import { describe, expect, it } from 'vitest';
import type { ExternalClients } from '../../models/external/external-clients.ts';
import type { TextModels } from '../../models/text-models.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import { createPreparedBanks } from '../prepared-banks.ts';
import { createPreferenceSignal } from './preference.ts';
import { preferenceRule } from './schema.ts';

/** Texts are numbers: the cosine to the prompt `1`. */
function embedded(text: string) {
  const cosine = Number(text);
  return { vector: Float32Array.of(cosine, Math.sqrt(1 - cosine * cosine)) };
}

const models = {
  embed: async (text: string) => embedded(text),
  embedAll: async (texts: readonly string[]) => texts.map(embedded),
  calibrate: (cosine: number) => cosine,
} as unknown as TextModels;

interface Case {
  readonly margin?: number;
  readonly useContrastive?: boolean;
  readonly route?: string;
}

async function evaluate(
  rules: readonly object[],
  { margin = 0, useContrastive = true, route }: Case = {},
) {
  const external = {
    preference: () => ({ choose: async () => ({ route }) }),
  } as unknown as ExternalClients;
  const signal = createPreferenceSignal({
    ...{ models, external, banks: createPreparedBanks(models), windowsOf: (text) => [text] },
    rules: rules.map((rule) => preferenceRule.parse(rule)),
    settings: {
      use_contrastive: useContrastive,
      prototype_scoring: {
        ...{ enabled: true, cluster_similarity_threshold: 0.9, max_prototypes: 8 },
        ...{ best_weight: 0.75, top_m: 2, margin_threshold: margin },
      },
    },
  });
  const view = { evaluationText: '1', messages: [{ role: 'user', text: 'be brief' }] };
  const results = await signal.evaluate(
    view as unknown as RequestView,
    new AbortController().signal,
  );
  return {
    cost: signal.cost,
    results,
    matched: results.filter((r) => r.isMatch).map(({ name }) => name),
  };
}

const terse = { name: 'terse', examples: ['0.9'] };
const thorough = { name: 'thorough', examples: ['0.8'] };

describe('the preference signal', () => {
  it('matches the nearest rule from its threshold, and only that', async () => {
    expect((await evaluate([thorough, terse])).matched).toEqual(['terse']);
    expect((await evaluate([{ ...terse, threshold: 0.95 }, thorough])).matched).toEqual([]);
    expect((await evaluate([terse, { ...thorough, mode: 'all' }])).matched).toEqual([
      'terse',
      'thorough',
    ]);
  });

  it('matches only with the lead that is asked for, which a rule alone has', async () => {
    expect((await evaluate([terse, thorough], { margin: 0.2 })).matched).toEqual([]);
    expect((await evaluate([terse], { margin: 0.2 })).matched).toEqual(['terse']);
  });

  it('gives score, threshold and what they are made of', async () => {
    const [first] = (await evaluate([terse, thorough])).results;
    expect(first).toMatchObject({ threshold: 0.7 });
    expect(first?.value).toBeCloseTo(0.9);
    const values = first?.values ?? {};
    expect(Object.keys(values)).toEqual(
      ['margin', 'best', 'support', 'prototype_count'].map((key) => `preference:terse:${key}`),
    );
    expect(values['preference:terse:margin']).toBeCloseTo(0.1);
  });

  it('lets an external model choose where it is told to', async () => {
    const chosen = await evaluate([terse, thorough], { useContrastive: false, route: 'thorough' });
    expect(chosen).toMatchObject({ cost: 'remote', matched: ['thorough'] });
    expect((await evaluate([terse], { useContrastive: false })).matched).toEqual([]);
  });
});
