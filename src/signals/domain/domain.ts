import type { TextModels } from '../../models/text-models.ts';
import { onceItWorks, type PreparedBanks } from '../prepared-banks.ts';
import type { PrototypeScoring } from '../prototype-bank.ts';
import type { DomainSettings, LearnedSignal, RuleResult } from '../signal.ts';
import { embedWindows, type WindowsOf } from '../text-vectors.ts';
import { learnedText } from '../text-window.ts';
import { type DomainRule, domainCategories } from './schema.ts';

interface DomainSignalOptions {
  readonly rules: readonly DomainRule[];
  readonly models: TextModels;
  readonly banks: PreparedBanks;
  readonly windowsOf: WindowsOf;
  readonly scoring: PrototypeScoring;
  readonly settings: DomainSettings;
}

/** See `docs/similarity-calibration.md`. */
const SHARPNESS = 1.5;
/** Below this share of the highest entropy the model is sure, and only its first label counts. */
const SURE_ENTROPY = 0.4;
/** Similarity from which examples speak for a domain that the model does not know. */
const EXAMPLE_THRESHOLD = 0.75;
const subjects: ReadonlySet<string> = new Set(domainCategories);

/**
 * Which subjects a prompt is about. The value of a domain is the summed share of its categories, its
 * evidence the probability of the first label; a domain that is none of the model's is compared with
 * its examples. Where nothing matches, the fallback does, as improbable as it is.
 */
export function createDomainSignal(options: DomainSignalOptions): LearnedSignal {
  const { rules, models, settings } = options;
  const known = rules
    .filter((rule) => !isOpen(rule))
    .map((rule) => ({ rule, ...withCategories(rule) }));
  const open = createOpenDomains(rules.filter(isOpen), options);
  const fallback = settings.fallback_category?.trim() || 'other';
  return {
    cost: 'model',
    async prepare() {
      await Promise.all([models.ready(), open.prepare()]);
    },
    async evaluate(view, abort) {
      const text = learnedText(view.evaluationText);
      if (!settings.enabled || text === '') return [];
      const [{ domain: found }, compared] = await Promise.all([
        models.classify(text, ['domain'], { signal: abort }),
        open.compare(view.evaluationText, abort),
      ]);
      const { labels } = found;
      const best = argmax(found.probabilities);
      const probabilities = sharpened(found.probabilities);
      const label = labels[best] ?? 'other';
      const isSure = entropyShare(probabilities) < SURE_ENTROPY;
      const evidence = [{ text: label, score: found.probabilities[best] ?? 0 }] as const;
      const classified = known.map(({ rule, name, categories }): RuleResult => {
        const value = sumOf(probabilities, labels, categories);
        const threshold = rule.min_probability ?? settings.threshold;
        const isCandidate = rule.min_probability !== undefined || !isSure || categories.has(label);
        const isMatch = value >= threshold && isCandidate;
        return { name, isMatch, confidence: value, value, threshold, evidence };
      });
      const results = [...classified, ...compared];
      // A subject that nobody declared is no reason to call it something else.
      const isSomething = (probabilities[best] ?? 0) >= settings.threshold;
      const complete = isSomething ? results : withFallback(results, fallback);
      // What was detected is traced even when no rule knows it.
      if (complete.some(({ name }) => name === label)) return complete;
      const value = probabilities[best] ?? 0;
      return [...complete, { name: label, isMatch: false, confidence: value, value }];
    },
  };
}

/** Neither called like a subject of the model nor made of some. */
function isOpen({ name, mmlu_categories }: DomainRule): boolean {
  return mmlu_categories.length === 0 && !subjects.has(subjectOf(name));
}

function withCategories({ name, mmlu_categories }: DomainRule) {
  const categories: ReadonlySet<string> = new Set(
    mmlu_categories.length === 0 ? [subjectOf(name)] : mmlu_categories,
  );
  return { name, categories };
}

function subjectOf(name: string): string {
  return name.trim().toLowerCase().replaceAll('_', ' ');
}

/** Domains of the user's own, told apart by their examples. */
function createOpenDomains(
  rules: readonly DomainRule[],
  { models, banks, windowsOf, scoring }: DomainSignalOptions,
) {
  const described = rules.map(({ name, description = '', examples = [], min_probability }) => ({
    name,
    threshold: min_probability ?? EXAMPLE_THRESHOLD,
    texts: [...examples, ...(description.trim() === '' ? [] : [description])],
  }));
  const prepare = onceItWorks(() =>
    Promise.all(described.map(({ texts }) => banks.bankOf(texts, scoring))),
  );
  return {
    prepare,
    async compare(text: string, abort: AbortSignal): Promise<readonly RuleResult[]> {
      if (described.length === 0) return [];
      const [prepared, vectors] = await Promise.all([
        prepare(),
        embedWindows(text, { models, windowsOf, abort }),
      ]);
      return described.map(({ name, threshold }, index) => {
        const score = prepared[index]?.score(vectors);
        const value = Math.min(1, Math.max(0, score?.score ?? 0));
        const isMatch = score !== undefined && value >= threshold;
        const evidence = score === undefined ? {} : { evidence: [score.nearest] };
        return { name, isMatch, confidence: value, value, threshold, ...evidence };
      });
    },
  };
}

function withFallback(results: readonly RuleResult[], fallback: string): readonly RuleResult[] {
  if (results.some(({ isMatch }) => isMatch)) return results;
  return results.map((result) =>
    // No number decides that the others failed.
    result.name === fallback ? { ...withoutThreshold(result), isMatch: true } : result,
  );
}

function withoutThreshold({ threshold: _, ...result }: RuleResult): RuleResult {
  return result;
}

/**
 * On the scale that thresholds in files are written for: that of fine-tuned classifiers without a
 * temperature, which are surer of themselves than they are right. Ours are calibrated.
 */
function sharpened(probabilities: Float32Array): Float32Array {
  const powers = probabilities.map((value) => value ** SHARPNESS);
  const total = powers.reduce((sum, value) => sum + value, 0);
  return powers.map((value) => value / total);
}

function argmax(values: Float32Array): number {
  let best = 0;
  for (let at = 1; at < values.length; at += 1) {
    if ((values[at] as number) > (values[best] as number)) best = at;
  }
  return best;
}

/** 0: one label has it all, 1: all are alike. */
function entropyShare(values: Float32Array): number {
  let sum = 0;
  for (const value of values) if (value > 0) sum -= value * Math.log(value);
  return values.length < 2 ? 0 : sum / Math.log(values.length);
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
  return Math.min(1, sum);
}
