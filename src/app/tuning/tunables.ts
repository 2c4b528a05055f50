import type { ConfigDocument } from '../../config/document.ts';
import { DEFAULT_RECIPE, type Policy, policiesOf } from '../../config/policies.ts';
import type { SignalType } from '../../signals/collections.ts';
import { factCheckWordings } from '../../signals/fact-check/wordings.ts';
import { meaningOf } from '../../signals/rule-meaning.ts';
import type { RuleResult } from '../../signals/signal.ts';

type Path = readonly (string | number)[];

/** A threshold that can be moved. */
export interface Tunable {
  /** `embedding:legal`, with the recipe in front where it is not the default one; `domain` for a module. */
  readonly id: string;
  readonly type: SignalType;
  /** Undefined: it goes for every recipe. */
  readonly recipe: string | undefined;
  /** Where it stands in the document. */
  readonly path: Path;
  readonly present: number;
  /** Thresholds at which what the rules say changes, for one request. */
  breakpoints(said: readonly RuleResult[]): readonly number[];
  /** What a rule would have said at another threshold; others stay as they are. */
  revise(result: RuleResult, said: readonly RuleResult[], threshold: number): RuleResult;
}

/** The thresholds of a configuration that labelled cases can say something about. */
export function findTunables(config: ConfigDocument): readonly Tunable[] {
  return [...policiesOf(config).flatMap(ruleTunables), ...moduleTunables(config)];
}

function ruleTunables(policy: Policy): readonly Tunable[] {
  const { signals } = policy.routing;
  const about = (type: SignalType, collection: string, index: number, name: string) => ({
    id: `${policy.name === DEFAULT_RECIPE ? '' : `${policy.name}/`}${type}:${name}`,
    type,
    recipe: policy.name,
    path: [...policy.path, 'signals', collection, index, 'threshold'],
  });
  return [
    ...signals.embeddings.map(({ name, threshold }, at) => ({
      ...about('embedding', 'embeddings', at, name),
      present: threshold,
      ...fromValue(name),
    })),
    ...signals.jailbreak.flatMap(({ name, threshold }, at) =>
      threshold === undefined
        ? []
        : [
            {
              ...about('jailbreak', 'jailbreak', at, name),
              present: threshold,
              ...fromValue(name),
            },
          ],
    ),
    ...signals.preferences.flatMap(({ name, threshold }, at) =>
      threshold === undefined
        ? []
        : [
            {
              ...about('preference', 'preferences', at, name),
              present: threshold,
              ...fromValue(name),
            },
          ],
    ),
    ...signals.complexity.map(({ name, threshold }, at) => ({
      ...about('complexity', 'complexity', at, name),
      present: threshold,
      ...fromMargin(name),
    })),
  ];
}

function moduleTunables(config: ConfigDocument): readonly Tunable[] {
  const { modules } = config.global.model_catalog;
  const policies = policiesOf(config);
  const root = ['global', 'model_catalog', 'modules'];
  const signals = policies.map(({ routing }) => routing.signals);
  const found: Tunable[] = [];
  if (signals.some(({ domains }) => domains.length > 0)) {
    const { threshold: present, fallback_category } = modules.classifier.domain;
    const fallback = fallback_category?.trim() || 'other';
    const path = [...root, 'classifier', 'domain', 'threshold'];
    const about = { id: 'domain', type: 'domain', recipe: undefined, path, present } as const;
    found.push({ ...about, ...fromDomains(present, fallback) });
  }
  if (signals.some(({ user_feedbacks }) => user_feedbacks.length > 0)) {
    const { threshold: present } = modules.feedback_detector;
    const path = [...root, 'feedback_detector', 'threshold'];
    const about = { type: 'user_feedback', recipe: undefined, path, present } as const;
    found.push({ id: 'user_feedback', ...about, ...fromTopValue() });
  }
  const factChecks = signals.flatMap(({ fact_check }) => fact_check);
  if (factChecks.length > 0) {
    const { threshold: present } = modules.hallucination_mitigation.fact_check;
    const path = [...root, 'hallucination_mitigation', 'fact_check', 'threshold'];
    const about = { type: 'fact_check', recipe: undefined, path, present } as const;
    const denials = factChecks
      .filter((rule) => meaningOf(rule, factCheckWordings)?.label === 'no_fact_check_needed')
      .map(({ name }) => name);
    found.push({ id: 'fact_check', ...about, ...fromBothSides(new Set(denials), present) });
  }
  return found;
}

type Reading = Pick<Tunable, 'breakpoints' | 'revise'>;

/** One number decides: the rule matches from the threshold, unless it has to lead and does not. */
function fromValue(name: string): Reading {
  const leads = ({ value, threshold, isMatch }: RuleResult) =>
    isMatch || value === undefined || threshold === undefined || value < threshold;
  return {
    breakpoints: (said) =>
      said.flatMap((result) =>
        result.name === name && result.value !== undefined && leads(result) ? [result.value] : [],
      ),
    revise(result, _said, threshold) {
      if (result.name !== name || result.value === undefined) return result;
      // Below its threshold it may match as the only one that is near; that depends on others.
      const isMatch = result.isSoft === true || (result.value >= threshold && leads(result));
      return { ...result, threshold, isMatch };
    },
  };
}

/** The margin between hard and easy examples, in both directions. */
function fromMargin(rule: string): Reading {
  const marginOf = (said: readonly RuleResult[]) =>
    said.find(({ name }) => name === `${rule}:hard`)?.value;
  return {
    breakpoints(said) {
      const margin = marginOf(said);
      return margin === undefined ? [] : [Math.abs(margin)];
    },
    revise(result, said, threshold) {
      const level = result.name.startsWith(`${rule}:`) ? result.name.slice(rule.length + 1) : '';
      const margin = marginOf(said);
      if (level === '' || margin === undefined) return result;
      const is = margin > threshold ? 'hard' : margin < -threshold ? 'easy' : 'medium';
      const isMatch = level === is;
      // Which level counts is what is searched for; how sure it is matters less.
      const confidence = isMatch ? Math.max(result.confidence, 0.5) : 0;
      return level === 'medium'
        ? { ...result, isMatch, confidence }
        : { ...result, isMatch, confidence, threshold };
    },
  };
}

/** Domains without a threshold of their own, and the fallback where none of them is probable enough. */
function fromDomains(present: number, fallback: string): Reading {
  const isShared = ({ threshold, value, error }: RuleResult) =>
    threshold === present && value !== undefined && error === undefined;
  const reaches = ({ value = 0, isMatch }: RuleResult, threshold: number) =>
    value >= threshold && (isMatch || value < present);
  const topOf = (said: readonly RuleResult[]) =>
    Math.max(0, ...said.map(({ evidence }) => evidence?.[0]?.score ?? 0));
  return {
    breakpoints(said) {
      const values = said.filter(isShared).map(({ value }) => value as number);
      return values.length === 0 ? [] : [...values, topOf(said)];
    },
    revise(result, said, threshold) {
      if (!isShared(result)) return result;
      const isNothing =
        topOf(said) < threshold &&
        !said.some((one) => (isShared(one) ? reaches(one, threshold) : one.isMatch));
      const isMatch = reaches(result, threshold) || (isNothing && result.name === fallback);
      return { ...result, threshold, isMatch };
    },
  };
}

/** The most probable of several labels counts from the threshold. */
function fromTopValue(): Reading {
  const topOf = (said: readonly RuleResult[]) =>
    Math.max(0, ...said.map(({ value }) => value ?? 0));
  return {
    breakpoints: (said) => (said.length === 0 ? [] : [topOf(said)]),
    revise(result, said, threshold) {
      const { value } = result;
      if (value === undefined) return result;
      // What is probable enough and did not match is not the most probable of all labels.
      const isFirst = value === topOf(said) && (result.isMatch || value < (result.threshold ?? 0));
      return { ...result, threshold, isMatch: isFirst && value >= threshold };
    },
  };
}

/** A threshold that the need has to reach from below, and its absence from above. */
function fromBothSides(denials: ReadonlySet<string>, present: number): Reading {
  const signOf = ({ name }: RuleResult) => (denials.has(name) ? -1 : 1);
  return {
    breakpoints: (said) =>
      said.flatMap((result) => {
        const { value, threshold: from } = result;
        if (value === undefined || from === undefined) return [];
        return [present + signOf(result) * (value - from)];
      }),
    revise(result, _said, threshold) {
      const { value, threshold: before } = result;
      if (value === undefined || before === undefined) return result;
      const from = Math.min(1, before + signOf(result) * (threshold - present));
      return { ...result, threshold: from, isMatch: value >= from };
    },
  };
}
