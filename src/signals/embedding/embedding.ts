import type { TextModels } from '../../models/text-models.ts';
import { type LinearHead, trainLinearHead } from '../linear-head.ts';
import { createPrototypeBank, type PrototypeBank } from '../prototype-bank.ts';
import type { EmbeddingSettings, LearnedSignal, RuleResult } from '../signal.ts';
import { learnedText } from '../text-window.ts';
import type { EmbeddingRule } from './schema.ts';

interface EmbeddingSignalOptions {
  readonly rules: readonly EmbeddingRule[];
  readonly models: TextModels;
  readonly settings: EmbeddingSettings;
}

/**
 * Matches the prompt against example utterances of each rule. Scores are on the calibrated scale
 * that thresholds are written for; the evidence carries the raw cosine to the nearest example. Where
 * rules compete for the last place (`top_k`), a linear head over all examples ranks those that pass.
 */
export function createEmbeddingSignal({
  rules,
  models,
  settings,
}: EmbeddingSignalOptions): LearnedSignal {
  let examples: Promise<Examples> | undefined;
  const prepareExamples = () => {
    examples ??= learnExamples(rules, models, settings).catch((error) => {
      examples = undefined; // the next request tries again: the models may have come back
      throw error;
    });
    return examples;
  };
  return {
    cost: 'model',
    async prepare() {
      await prepareExamples();
    },
    async evaluate(view, abort) {
      const text = learnedText(view.evaluationText);
      if (text === '') return [];
      const [{ banks, head }, { vector }] = await Promise.all([
        prepareExamples(),
        models.embed(text, { signal: abort }),
      ]);
      const preferences = head?.classify(vector);
      return rules.map((rule, index) => ({
        ...judge(rule, banks[index]?.score(vector), settings),
        ...(preferences === undefined ? {} : { preference: preferences[index] as number }),
      }));
    },
  };
}

interface Examples {
  /** One a rule. */
  readonly banks: readonly PrototypeBank[];
  /** Undefined where nothing competes. */
  readonly head: LinearHead | undefined;
}

async function learnExamples(
  rules: readonly EmbeddingRule[],
  models: TextModels,
  settings: EmbeddingSettings,
): Promise<Examples> {
  const vectors = await Promise.all(
    rules.map(async ({ candidates }) =>
      (await models.embedAll(candidates)).map(({ vector }) => vector),
    ),
  );
  const banks = await Promise.all(
    rules.map(({ candidates }, rule) =>
      createPrototypeBank({
        examples: candidates.map((text, index) => ({
          text,
          embedding: vectors[rule]?.[index] as Float32Array,
        })),
        scoring: settings.prototype_scoring,
        calibrate: (cosine) => models.calibrate(cosine),
      }),
    ),
  );
  const doCompete = rules.length > 1 && settings.top_k > 0 && settings.top_k < rules.length;
  const head = doCompete
    ? await trainLinearHead({
        examples: vectors.flatMap((of, label) => of.map((vector) => ({ vector, label }))),
        labelCount: rules.length,
      })
    : undefined;
  return { banks, head };
}

function judge(
  rule: EmbeddingRule,
  scored: ReturnType<PrototypeBank['score']>,
  { enable_soft_matching, min_score_threshold }: EmbeddingSettings,
): RuleResult {
  if (scored === undefined) return { name: rule.name, isMatch: false, confidence: 0, value: 0 };
  const value = aggregate(rule, scored);
  const floor = enable_soft_matching
    ? Math.min(rule.threshold, min_score_threshold)
    : rule.threshold;
  return {
    name: rule.name,
    isMatch: value >= floor,
    confidence: value,
    value,
    threshold: rule.threshold,
    ...(value >= floor && value < rule.threshold ? { isSoft: true as const } : {}),
    values: {
      [`embedding:${rule.name}:best`]: scored.best,
      [`embedding:${rule.name}:support`]: scored.support,
    },
    evidence: [scored.nearest],
  };
}

function aggregate(
  { aggregation_method }: EmbeddingRule,
  { score, best, mean }: NonNullable<ReturnType<PrototypeBank['score']>>,
): number {
  switch (aggregation_method) {
    case 'max':
      return score;
    case 'any':
      return best;
    case 'mean':
      return mean;
  }
}
