import type { KnowledgeBase, KnowledgeBases } from '../../knowledge/knowledge-bases.ts';
import { type KnowledgeScores, thresholdOf } from '../../knowledge/knowledge-index.ts';
import type { TextModels } from '../../models/text-models.ts';
import { failedResults } from '../results.ts';
import type { LearnedSignal, RuleResult } from '../signal.ts';
import { embedWindows, type WindowsOf } from '../text-vectors.ts';
import type { KnowledgeBaseRule } from './schema.ts';

interface KnowledgeSignalOptions {
  readonly rules: readonly KnowledgeBaseRule[];
  /** Keys `kb_metric:<base>:<metric>` among others. */
  readonly needed: ReadonlySet<string>;
  readonly knowledge: KnowledgeBases;
  readonly models: TextModels;
  readonly windowsOf: WindowsOf;
}

const METRIC = 'kb_metric:';

/** Matches labels and groups of knowledge bases, and measures what projections ask of them. */
export function createKnowledgeSignal(options: KnowledgeSignalOptions): LearnedSignal {
  const { models, windowsOf } = options;
  const asked = askedBases(options);
  return {
    cost: 'model',
    async prepare() {
      for (const { base } of asked) await base?.index();
    },
    async evaluate(view, abort) {
      const [vectors, ...indexes] = await Promise.all([
        embedWindows(view.evaluationText, { models, windowsOf, abort }),
        ...asked.map(({ base }) => base?.index()),
      ]);
      if (vectors.length === 0) return [];
      return asked.flatMap((one, at) => {
        const scores = indexes[at]?.classify(vectors);
        return scores === undefined ? withoutBase(one) : answers(one, scores);
      });
    },
  };
}

function answers(
  { name, judges, metricKeys }: AskedBase,
  scores: KnowledgeScores,
): readonly RuleResult[] {
  const values: Record<string, number> = {};
  for (const [metric, key] of metricKeys) values[key] = scores.metrics[metric] ?? 0;
  // Metrics belong to no rule, and can be asked for without one.
  const measured = { name: `${METRIC}${name}`, isMatch: false, confidence: 0, values };
  return [measured, ...judges.map((judge) => judge.of(scores))];
}

function withoutBase({ name, judges }: AskedBase): readonly RuleResult[] {
  const names = [`${METRIC}${name}`, ...judges.map((judge) => judge.name)];
  return failedResults(names, 'signal_unavailable');
}

interface Judge {
  readonly name: string;
  of(scores: KnowledgeScores): RuleResult;
}

interface AskedBase {
  readonly name: string;
  readonly base: KnowledgeBase | undefined;
  readonly judges: readonly Judge[];
  /** Metric, key of its value. */
  readonly metricKeys: readonly (readonly [metric: string, key: string])[];
}

function askedBases({ rules, needed, knowledge }: KnowledgeSignalOptions): readonly AskedBase[] {
  const measured = [...needed].filter((key) => key.startsWith(METRIC));
  const names = new Set([...rules.map(({ kb }) => kb), ...measured.map(baseOfMetric)]);
  return [...names].map((name) => {
    const base = knowledge.get(name);
    const declared = base?.settings.metrics?.map((metric) => metric.name) ?? [];
    const metrics = ['best_score', 'best_matched_score', ...declared];
    const own = rules.filter(({ kb }) => kb === name);
    return {
      name,
      base,
      judges: own.map((rule) => createJudge(rule, base)),
      metricKeys: metrics.flatMap((metric) => {
        const key = `${METRIC}${name}:${metric}`;
        const alike = measured.filter((asked) => asked.toLowerCase() === key.toLowerCase());
        return [...new Set([key.toLowerCase(), ...alike])].map((each) => [metric, each] as const);
      }),
    };
  });
}

/** Names of bases hold no colon where metrics ask for them. */
function baseOfMetric(key: string): string {
  const rest = key.slice(METRIC.length);
  return rest.slice(0, rest.lastIndexOf(':'));
}

function createJudge(rule: KnowledgeBaseRule, base: KnowledgeBase | undefined): Judge {
  const { name, target, match = 'threshold', min_score = 0, min_margin } = rule;
  const marginKey = `kb:${name}:margin`;
  const threshold = soleThreshold(rule, base);
  return {
    name,
    of(scores) {
      const found = scores[target.kind](target.value);
      const fits = match === 'best' ? found.isBest : found.isMatch;
      const isFar = min_margin === undefined || found.margin >= min_margin;
      return {
        name,
        isMatch: fits && found.score >= min_score && isFar,
        confidence: found.score,
        value: found.score,
        ...(threshold === undefined ? {} : { threshold }),
        values: { [marginKey]: found.margin },
        evidence: found.evidence,
      };
    },
  };
}

/** Undefined where more than the score of the target decides. */
function soleThreshold(
  { target, match, min_score = 0, min_margin }: KnowledgeBaseRule,
  base: KnowledgeBase | undefined,
): number | undefined {
  if (base === undefined || match === 'best' || min_margin !== undefined) return undefined;
  const { settings } = base;
  const labels = target.kind === 'label' ? [target.value] : (settings.groups?.[target.value] ?? []);
  const thresholds = new Set(labels.map((label) => thresholdOf(settings, label)));
  const [threshold] = thresholds;
  if (threshold === undefined || thresholds.size > 1) return undefined;
  return Math.max(threshold, min_score);
}
