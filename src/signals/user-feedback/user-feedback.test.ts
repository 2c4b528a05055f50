import { describe, expect, it } from 'vitest';
import { modelsThatSay } from '../../../test/doubles/said-models.ts';
import type { RequestView } from '../../protocols/canonical.ts';
import { saidLabel } from './cues.ts';
import { userFeedbackRule } from './schema.ts';
import { createUserFeedbackSignal } from './user-feedback.ts';

const rules = ['wrong_answer', 'want_different'].map((name) => userFeedbackRule.parse({ name }));

async function evaluate(
  said: Record<string, number>,
  { hasReply = true, enabled = true, text = 'no' } = {},
) {
  const { models, asked } = modelsThatSay({ feedback: said });
  const settings = { enabled, threshold: 0.7 };
  const signal = createUserFeedbackSignal({ rules, models, settings });
  const view = { currentUserText: text, facts: { hasPriorAssistantReply: hasReply } };
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

  it('believes words that leave no doubt more than the model', async () => {
    const { results } = await evaluate({ none: 0.9, wrong_answer: 0.1 }, { text: 'that is wrong' });
    expect(results[0]).toMatchObject({ name: 'wrong_answer', isMatch: true, confidence: 0.8 });
  });

  it.each([
    ['without an answer before', { hasReply: false }],
    ['when it is off', { enabled: false }],
  ])('asks no model %s', async (_, how) => {
    expect(await evaluate({ wrong_answer: 1 }, how)).toEqual({ results: [], asked: [] });
  });
});

describe('what is said in so many words', () => {
  it.each([
    ["That's wrong.", 'wrong_answer'],
    ['you got it backwards', 'wrong_answer'],
    ['That is not at all what I asked for.', 'wrong_answer'],
    ['这不对', 'wrong_answer'],
    ["C'est faux.", 'wrong_answer'],
    ['I am lost here', 'need_clarification'],
    ['No lo entiendo, más sencillo', 'need_clarification'],
    ['我没太明白', 'need_clarification'],
    ['Thanks! Now translate it to French.', undefined],
    ['Which of these is right for a beginner?', undefined],
    ["That's wrong, and I don't understand the rest", undefined],
  ])('of `%s` is %s', (text, label) => {
    expect(saidLabel(text)).toBe(label);
  });
});
