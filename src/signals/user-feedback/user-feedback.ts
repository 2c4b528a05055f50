import type { TextModels } from '../../models/text-models.ts';
import { meaningOf } from '../rule-meaning.ts';
import type { LearnedSignal, RuleResult, UserFeedbackSettings } from '../signal.ts';
import { learnedText } from '../text-window.ts';
import { saidLabel } from './cues.ts';
import type { UserFeedbackRule } from './schema.ts';
import { feedbackWordings } from './wordings.ts';

interface UserFeedbackOptions {
  readonly rules: readonly UserFeedbackRule[];
  readonly models: TextModels;
  readonly settings: UserFeedbackSettings;
}

/** Of a label that is named in so many words. */
const SAID = 0.8;

/**
 * What the user says about the answer before, which has to be there. The most probable label matches
 * from the threshold; below it nothing does.
 */
export function createUserFeedbackSignal({
  rules,
  models,
  settings: { enabled, threshold },
}: UserFeedbackOptions): LearnedSignal {
  const meanings = rules.map((rule) => ({
    name: rule.name,
    label: meaningOf(rule, feedbackWordings)?.label,
  }));
  return {
    cost: 'model',
    async prepare() {
      await models.ready();
    },
    async evaluate(view, abort) {
      if (!enabled || !view.facts.hasPriorAssistantReply) return [];
      const text = learnedText(view.currentUserText);
      if (text === '') return [];
      const { feedback } = await models.classify(text, ['feedback'], { signal: abort });
      const { labels } = feedback;
      const said = saidLabel(text);
      const probabilities = Array.from(feedback.probabilities, (probability, index) =>
        labels[index] === said
          ? Math.max(probability, SAID)
          : probability * (said === undefined ? 1 : 1 - SAID),
      );
      const highest = Math.max(...probabilities);
      return meanings.map(({ name, label }): RuleResult => {
        const value = label === undefined ? 0 : (probabilities[labels.indexOf(label)] ?? 0);
        return {
          name,
          isMatch: value >= threshold && value === highest,
          confidence: value,
          value,
          threshold,
        };
      });
    },
  };
}
