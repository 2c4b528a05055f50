import type { Encoder } from '../../models/encoder.ts';
import { createPrototypeBank, type PrototypeBank } from '../prototype-bank.ts';
import type { EmbeddingSettings, LearnedSignal, RuleResult } from '../signal.ts';
import { learnedText } from '../text-window.ts';
import type { EmbeddingRule } from './schema.ts';

interface EmbeddingSignalOptions {
  readonly rules: readonly EmbeddingRule[];
  readonly encoder: Encoder;
  readonly settings: EmbeddingSettings;
}

/**
 * Matches the prompt against example utterances of each rule. Scores are on the calibrated scale
 * that thresholds are written for; the evidence carries the raw cosine to the nearest example.
 */
export function createEmbeddingSignal({
  rules,
  encoder,
  settings,
}: EmbeddingSignalOptions): LearnedSignal {
  let banks: Promise<readonly PrototypeBank[]> | undefined;
  const prepareBanks = () => {
    banks ??= Promise.all(rules.map((rule) => buildBank(rule, encoder, settings))).catch(
      (error) => {
        banks = undefined; // the next request tries again: the encoder may have come back
        throw error;
      },
    );
    return banks;
  };
  return {
    cost: 'model',
    async prepare() {
      await prepareBanks();
    },
    async evaluate(view, abort) {
      const text = learnedText(view.evaluationText);
      if (text === '') return [];
      const [ready, { embedding }] = await Promise.all([
        prepareBanks(),
        encoder.encode(text, { signal: abort }),
      ]);
      const results = rules.map((rule, index) =>
        judge(rule, ready[index]?.score(embedding), settings),
      );
      return capMatches(results, settings.top_k);
    },
  };
}

async function buildBank(
  rule: EmbeddingRule,
  encoder: Encoder,
  settings: EmbeddingSettings,
): Promise<PrototypeBank> {
  const encodings = await encoder.encodeAll(rule.candidates);
  return createPrototypeBank({
    examples: rule.candidates.map((text, index) => ({
      text,
      embedding: (encodings[index] as (typeof encodings)[number]).embedding,
    })),
    scoring: settings.prototype_scoring,
    calibrate: (cosine) => encoder.calibrate(cosine),
  });
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

/** Only the `topK` best matches stand; 0 keeps all. Values of the others stay visible. */
function capMatches(results: readonly RuleResult[], topK: number): readonly RuleResult[] {
  const matches = results.filter(({ isMatch }) => isMatch);
  if (topK === 0 || matches.length <= topK) return results;
  const kept = new Set(
    matches
      .sort((a, b) => b.confidence - a.confidence || (a.name < b.name ? -1 : 1))
      .slice(0, topK),
  );
  return results.map((result) => (kept.has(result) ? result : { ...result, isMatch: false }));
}
