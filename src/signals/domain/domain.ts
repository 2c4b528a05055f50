import type { TextModels } from '../../models/text-models.ts';
import type { DomainSettings, LearnedSignal, RuleResult } from '../signal.ts';
import { learnedText } from '../text-window.ts';
import type { DomainRule } from './schema.ts';

interface DomainSignalOptions {
  readonly rules: readonly DomainRule[];
  readonly models: TextModels;
  readonly settings: DomainSettings;
}

/**
 * Classifies the prompt into the domains of the models. Every declared domain gets the summed
 * probability of its categories as value; the most probable label decides which ones match.
 */
export function createDomainSignal({
  rules,
  models,
  settings,
}: DomainSignalOptions): LearnedSignal {
  const domains = rules.map(({ name, mmlu_categories }) => ({
    name,
    labels: new Set(mmlu_categories.length === 0 ? [name.toLowerCase()] : mmlu_categories),
  }));
  return {
    cost: 'model',
    async prepare() {
      await models.ready();
    },
    async evaluate(view, abort) {
      const text = learnedText(view.evaluationText);
      if (text === '') return [];
      const { domain: found } = await models.classify(text, ['domain'], { signal: abort });
      const { labels, probabilities: distribution } = found;
      const best = argmax(distribution);
      const label = labels[best] ?? 'other';
      const probability = distribution[best] ?? 0;
      const isCertain = probability >= settings.threshold;
      const declared = domains.map((domain): RuleResult => {
        const isMatch = isCertain && domain.labels.has(label);
        const share = sumOf(distribution, labels, domain.labels);
        return {
          name: domain.name,
          isMatch,
          confidence: isMatch ? probability : share,
          value: share,
          evidence: [{ text: label, score: probability }],
        };
      });
      // What was detected is traced even when no rule knows it, or none may match.
      const isKnown = declared.some(({ name }) => name === label);
      return isKnown
        ? declared
        : [
            ...declared,
            { name: label, isMatch: false, confidence: probability, value: probability },
          ];
    },
  };
}

function argmax(values: Float32Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at += 1) {
    if ((values[at] as number) > (values[best] as number)) best = at;
  }
  return best;
}

function sumOf(
  distribution: Float32Array,
  labels: readonly string[],
  wanted: ReadonlySet<string>,
): number {
  let sum = 0;
  for (const [index, label] of labels.entries()) {
    if (wanted.has(label)) sum += distribution[index] ?? 0;
  }
  return sum;
}
