import { describe, expect, it } from 'vitest';
import { modelsThatSay } from '../../../test/doubles/said-models.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import { userFeedbackRule } from './schema.ts';
import { createUserFeedbackSignal } from './user-feedback.ts';

const rules = ['wrong_answer', 'want_different'].map((name) => userFeedbackRule.parse({ name }));

async function evaluate(said: Record<string, number>, { hasReply = true, enabled = true } = {}) {
  const { models, asked } = modelsThatSay({ feedback: said });
  const settings = { enabled, threshold: 0.7 };
  const signal = createUserFeedbackSignal({ rules, models, settings });
  const view = { currentUserText: 'no', facts: { hasPriorAssistantReply: hasReply } };
  const results = await signal.evaluate(view as RequestView, new AbortController().signal);
  return { results, asked };
}

describe('the feedback signal', () => {
  it('matches the most probable label from its threshold', async () => {
    const { results } = await evaluate({
      satisfied: 0.1,
      wrong_answer: 0.75,
      want_different: 0.15,
    });
    expect(results).toMatchObject([
      { name: 'wrong_answer', isMatch: true, value: 0.75, threshold: 0.7 },
      { name: 'want_different', isMatch: false },
    ]);
  });

  it('matches nothing below it', async () => {
    const { results } = await evaluate({ satisfied: 0.4, wrong_answer: 0.6 });
    expect(results.map(({ isMatch }) => isMatch)).toEqual([false, false]);
  });

  it.each([
    ['without an answer before', { hasReply: false }],
    ['when it is off', { enabled: false }],
  ])('asks no model %s', async (_, how) => {
    expect(await evaluate({ wrong_answer: 1 }, how)).toEqual({ results: [], asked: [] });
  });
});
