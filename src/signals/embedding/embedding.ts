import type { TextModels } from '../../models/text-models.ts';
import { type LinearHead, trainLinearHead } from '../linear-head.ts';
import { onceItWorks, type PreparedBank, type PreparedBanks } from '../prepared-banks.ts';
import type { EmbeddingSettings, Evidence, LearnedSignal, RuleResult } from '../signal.ts';
import { embedWindows, type WindowsOf } from '../text-vectors.ts';
import type { EmbeddingRule } from './schema.ts';

/** What being preferred for certain adds to a score. */
const PREFERENCE_SHARE = 0.2;
/** How far below its threshold a rule may match softly. */
const SOFT_REACH = 0.2;

interface EmbeddingSignalOptions {
  readonly rules: readonly EmbeddingRule[];
  readonly models: TextModels;
  readonly banks: PreparedBanks;
  readonly windowsOf: WindowsOf;
  readonly settings: EmbeddingSettings;
  /** Members of which one counts, whatever the prompt. */
  readonly partitions: readonly ReadonlySet<string>[];
}

/**
 * Matches the prompt against example utterances of each rule. Scores are on the calibrated scale
 * that thresholds are written for; the evidence carries the raw cosine to the nearest example. Where
 * rules compete for the last place (`top_k`), a linear head over all examples ranks those that pass.
 */
export function createEmbeddingSignal({
  rules,
  models,
  banks,
  windowsOf,
  settings,
  partitions,
}: EmbeddingSignalOptions): LearnedSignal {
  const keys = rules.map(({ name }) => resultKeys(name));
  const prepareExamples = onceItWorks(() => learnExamples(rules, banks, settings));
  return {
    cost: 'model',
    async prepare() {
      await prepareExamples();
    },
    async evaluate(view, abort) {
      const [{ positive, negative, head }, vectors] = await Promise.all([
        prepareExamples(),
        embedWindows(view.evaluationText, { models, windowsOf, abort }),
      ]);
      const [first] = vectors;
      if (first === undefined) return [];
      const unrelated = models.calibrate(0);
      const preferences = head?.classify(first);
      const scored = rules.map((rule, index) =>
        scoreOf(rule, {
          positive: positive[index]?.score(vectors),
          prototypes: positive[index]?.prototypes.length ?? 0,
          excluded: negative[index]?.score(vectors)?.best,
          unrelated,
          preferred: (preferences?.[index] ?? 0) - 1 / rules.length,
        }),
      );
      const verdicts = judge(rules, scored, { settings, partitions });
      return rules.map((rule, index): RuleResult => {
        const { value, values } = scored[index] as Scored;
        const { isMatch, isSoft } = verdicts[index] as Verdict;
        return {
          name: rule.name,
          isMatch,
          confidence: Math.min(1, Math.max(0, value)),
          value,
          threshold: rule.threshold,
          ...(isSoft ? { isSoft } : {}),
          ...(preferences === undefined ? {} : { preference: preferences[index] as number }),
          values: named(keys[index] as ResultKeys, values),
          evidence: values === undefined ? [] : [values.nearest],
        };
      });
    },
  };
}

interface Examples {
  /** One a rule. */
  readonly positive: readonly PreparedBank[];
  /** Of what a rule must not be taken for. */
  readonly negative: readonly (PreparedBank | undefined)[];
  /** Undefined where nothing competes. */
  readonly head: LinearHead | undefined;
}

async function learnExamples(
  rules: readonly EmbeddingRule[],
  banks: PreparedBanks,
  { prototype_scoring: scoring, top_k }: EmbeddingSettings,
): Promise<Examples> {
  const [positive, negative] = await Promise.all([
    Promise.all(rules.map(({ candidates }) => banks.bankOf(candidates, scoring))),
    Promise.all(
      rules.map(({ exclude_candidates: texts = [] }) =>
        texts.length === 0 ? undefined : banks.bankOf(texts, scoring),
      ),
    ),
  ]);
  const doCompete = rules.length > 1 && top_k > 0 && top_k < rules.length;
  const head = doCompete
    ? await trainLinearHead({
        examples: positive.flatMap(({ examples }, label) =>
          examples.map(({ embedding }) => ({ vector: embedding, label })),
        ),
        labelCount: rules.length,
      })
    : undefined;
  return { positive, negative, head };
}

interface Scored {
  readonly value: number;
  readonly values: BankNumbers | undefined;
}

interface BankNumbers {
  readonly best: number;
  readonly support: number;
  readonly prototypes: number;
  readonly excluded: number | undefined;
  readonly nearest: Evidence;
}

interface Measured {
  readonly positive: ReturnType<PreparedBank['score']>;
  readonly prototypes: number;
  readonly excluded: number | undefined;
  readonly unrelated: number;
  /** Probability of the rule among all of them, less that of a guess. */
  readonly preferred: number;
}

/**
 * What is like an excluded example loses as much as it is more like it than unrelated texts are; what
 * the head prefers to the other rules gains.
 */
function scoreOf(
  rule: EmbeddingRule,
  { positive, prototypes, excluded, unrelated, preferred }: Measured,
): Scored {
  if (positive === undefined) return { value: 0, values: undefined };
  const penalty = excluded === undefined ? 0 : Math.max(0, excluded - unrelated);
  const { best, support, nearest } = positive;
  return {
    value: preferring(aggregate(rule, positive), preferred) - penalty,
    values: { best, support, prototypes, excluded, nearest },
  };
}

/** Being preferred never makes of something similar what is nearly equal. */
function preferring(score: number, preferred: number): number {
  return score + Math.min(PREFERENCE_SHARE * Math.max(0, preferred), Math.max(0, 1 - score) / 2);
}

function aggregate(
  { aggregation_method }: EmbeddingRule,
  { score, best, mean }: NonNullable<ReturnType<PreparedBank['score']>>,
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

interface Verdict {
  readonly isMatch: boolean;
  readonly isSoft?: true;
}

/**
 * Soft matches are for prompts that match nothing else and come near a threshold: where they are asked
 * for, and in a partition, whose nearest member says more than its default. A lead that is too small is
 * no match.
 */
function judge(
  rules: readonly EmbeddingRule[],
  scored: readonly Scored[],
  { settings, partitions }: Pick<EmbeddingSignalOptions, 'settings' | 'partitions'>,
): readonly Verdict[] {
  const { enable_soft_matching, min_score_threshold, prototype_scoring } = settings;
  const margin = Math.max(0, prototype_scoring.margin_threshold ?? 0);
  const [first = 0, second = Number.NEGATIVE_INFINITY] = scored
    .map(({ value }) => value)
    .sort((a, b) => b - a);
  const doesLead = (value: number) => margin === 0 || (value === first && first - second >= margin);
  const isHard = (rule: EmbeddingRule, value: number) => value >= rule.threshold && doesLead(value);
  const hard = rules.filter((rule, index) => isHard(rule, (scored[index] as Scored).value));
  const isSoftening = ({ name, strict }: EmbeddingRule) => {
    if (strict === true || enable_soft_matching === false) return false;
    if (enable_soft_matching === true) return hard.length === 0;
    const group = partitions.find((members) => members.has(name));
    return group !== undefined && !hard.some((rule) => group.has(rule.name));
  };
  return rules.map((rule, index) => {
    const { value } = scored[index] as Scored;
    if (isHard(rule, value)) return { isMatch: true };
    const floor = Math.min(
      rule.threshold,
      Math.max(min_score_threshold, rule.threshold - SOFT_REACH),
    );
    return value >= floor && doesLead(value) && isSoftening(rule)
      ? { isMatch: true, isSoft: true }
      : { isMatch: false };
  });
}

function resultKeys(name: string) {
  const key = `embedding:${name}`;
  return {
    best: `${key}:best`,
    support: `${key}:support`,
    prototypes: `${key}:prototype_count`,
    raw: `${key}:raw`,
    excluded: `${key}:excluded`,
  };
}

type ResultKeys = ReturnType<typeof resultKeys>;

function named(keys: ResultKeys, numbers: BankNumbers | undefined): Record<string, number> {
  if (numbers === undefined) return {};
  const { best, support, prototypes, excluded, nearest } = numbers;
  return {
    [keys.best]: best,
    [keys.support]: support,
    [keys.prototypes]: prototypes,
    [keys.raw]: nearest.score as number,
    ...(excluded === undefined ? {} : { [keys.excluded]: excluded }),
  };
}
