import { describe, expect, it } from 'vitest';
import { createWordModels } from '../../../test/doubles/word-models.ts';
import { SwitchyardError } from '../../errors.ts';
import type { ExternalClients } from '../../models/external/external-clients.ts';
import { invalidOutput } from '../../models/external/external-model.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import { createPreparedBanks } from '../prepared-banks.ts';
import { createClassifierSignal } from './classifier.ts';
import { classifierRule } from './schema.ts';

const http = { name: 'risk', type: 'http', model: 'judge', labels: ['SAFE', 'RISKY'] };
const exemplar = {
  name: 'kind',
  type: 'exemplar',
  labels: ['travel', 'cooking'],
  examples: { travel: ['book a flight'], cooking: ['bake some bread'] },
};

type Answer = Readonly<Record<string, number>> | Error;

function build(rules: readonly object[], answer: Answer = { SAFE: 0.25, RISKY: 0.75 }) {
  const { models } = createWordModels();
  const asked: string[] = [];
  const client = {
    async score(text: string) {
      asked.push(text);
      if (answer instanceof Error) throw answer;
      return { scores: new Map(Object.entries(answer)) };
    },
  };
  const open = () => client;
  const external = { http: open, classifier: open, mcp: open, local: open };
  const signal = createClassifierSignal({
    ...{ models, banks: createPreparedBanks(models), windowsOf: (text) => [text] },
    external: external as unknown as ExternalClients,
    rules: rules.map((rule) => classifierRule.parse(rule)),
    scoring: {
      ...{ enabled: true, cluster_similarity_threshold: 0.9, max_prototypes: 8 },
      ...{ best_weight: 0.75, top_m: 2 },
    },
  });
  const evaluate = (text: string) =>
    signal.evaluate({ evaluationText: text } as RequestView, new AbortController().signal);
  return { signal, asked, evaluate };
}

describe('the classifier signal', () => {
  it.each([
    [http],
    [{ ...http, type: 'llm', instructions: 'Choose.' }],
    [{ ...http, type: 'mcp', model: undefined }],
    [{ ...http, type: 'local', model: undefined, model_path: 'models/risk' }],
  ])('gives the score of every label as a value, and the best one as a match: %j', async (rule) => {
    const results = await build([JSON.parse(JSON.stringify(rule))]).evaluate('rm -rf /');
    expect(results).toMatchObject([
      { name: 'risk', value: 0.75 },
      { name: 'risk:SAFE', value: 0.25, isMatch: false },
      { name: 'risk:RISKY', value: 0.75, isMatch: true, confidence: 0.75 },
    ]);
  });

  it('takes the label whose examples are nearest', async () => {
    const results = await build([exemplar]).evaluate('which flight should I book');
    expect(results.find(({ name }) => name === 'kind:travel')).toMatchObject({ isMatch: true });
    const sum = results.slice(1).reduce((total, { value = 0 }) => total + value, 0);
    expect(sum).toBeCloseTo(1);
  });

  it.each<[string, Answer, string]>([
    ['a score above 1', { SAFE: 1.5 }, 'signal_invalid_output'],
    ['a score that is no number', { SAFE: Number.NaN }, 'signal_invalid_output'],
    ['a label that nobody declared', { OTHER: 0.5 }, 'signal_invalid_output'],
    ['nonsense', invalidOutput('judge', 'is empty'), 'signal_invalid_output'],
    ['no server', new SwitchyardError('model_unavailable', 'gone'), 'signal_unavailable'],
    ['a defect', new Error('bug'), 'signal_failed'],
  ])('after %s its labels have no result, those of others have', async (_, answer, code) => {
    const results = await build([http, exemplar], answer).evaluate('bake bread');
    expect(results.slice(0, 3).map(({ error }) => error)).toEqual([code, code, code]);
    expect(results.slice(3).map(({ error }) => error)).toEqual([undefined, undefined, undefined]);
  });

  it('asks once about equal texts, and again after a failure', async () => {
    const good = build([http]);
    await good.evaluate('same');
    await good.evaluate('same');
    expect(good.asked).toEqual(['same']);
    const bad = build([http], new Error('bug'));
    await bad.evaluate('same');
    await bad.evaluate('same');
    expect(bad.asked).toEqual(['same', 'same']);
  });

  it('shows no more of a text than is wanted', async () => {
    const { evaluate, asked } = build([{ ...http, max_chars: 4 }]);
    await evaluate('abcdefgh');
    expect(asked).toEqual(['abcd']);
  });

  it('is remote only where all its rules are', () => {
    expect(build([http]).signal.cost).toBe('remote');
    expect(build([http, exemplar]).signal.cost).toBe('model');
  });
});
