import type { TextModels } from '../../models/text-models.ts';
import { meaningOf } from '../rule-meaning.ts';
import type { FactCheckSettings, LearnedSignal, RuleResult } from '../signal.ts';
import { learnedText } from '../text-window.ts';
import { evidenceRequest } from './evidence-requests.ts';
import type { FactCheckRule } from './schema.ts';
import { factCheckWordings, speaksOfRequests } from './wordings.ts';

interface FactCheckOptions {
  readonly rules: readonly FactCheckRule[];
  readonly models: TextModels;
  readonly settings: FactCheckSettings;
}

/**
 * Whether facts have to be checked: because the answer rests on them or, for rules about that, because
 * the user asks for it. Each label has its own probability as value; in the dead band around the
 * threshold none matches.
 */
export function createFactCheckSignal({
  rules,
  models,
  settings,
}: FactCheckOptions): LearnedSignal {
  const { threshold, margin } = settings;
  const needFrom = Math.min(1, threshold + margin);
  const noneFrom = Math.min(1, 1 - threshold + margin);
  const meanings = rules.flatMap((rule) => {
    const meaning = meaningOf(rule, factCheckWordings);
    if (meaning === undefined) return [];
    const isAboutRequests =
      (rule.when ?? (speaksOfRequests(rule) ? 'asked' : 'factual')) === 'asked';
    return [
      { name: rule.name, isAboutNeed: meaning.label === 'needs_fact_check', isAboutRequests },
    ];
  });
  const needsModel = meanings.some(({ isAboutRequests }) => !isAboutRequests);

  async function factProbability(text: string, signal: AbortSignal): Promise<number> {
    const { fact_check: found } = await models.classify(text, ['fact_check'], { signal });
    return found.probabilities[found.labels.indexOf('fact_check_needed')] ?? 0;
  }

  return {
    cost: 'model',
    async prepare() {
      if (needsModel) await models.ready();
    },
    async evaluate(view, abort) {
      const text = learnedText(view.evaluationText);
      if (text === '') return [];
      const requested = evidenceRequest(text);
      // What is asked to be checked is to be checked, whatever it is about.
      const factual = needsModel ? Math.max(requested, await factProbability(text, abort)) : 0;
      return meanings.map(({ name, isAboutNeed, isAboutRequests }): RuleResult => {
        const need = isAboutRequests ? requested : factual;
        const value = isAboutNeed ? need : 1 - need;
        const from = isAboutNeed ? needFrom : noneFrom;
        // Without a dead band both begin at the same point, which belongs to the need.
        const isMatch = value >= from && (isAboutNeed || need < needFrom);
        return { name, isMatch, confidence: value, value, threshold: from };
      });
    },
  };
}
