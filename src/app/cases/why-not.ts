import type { DecisionTrace, RuleTrace } from '../../decisions/decision.ts';
import { MATCH, NO_MATCH, UNKNOWN } from '../../signals/results.ts';
import type { RuleResult } from '../../signals/signal.ts';
import type { EvaluationReport } from '../evaluate.ts';

type Trace = NonNullable<EvaluationReport['eval_trace']>;
type Signals = Trace['signals'];

const MAX_NAMED = 3;

/**
 * Why a decision was not taken, in one short phrase: the smallest change that would have led to it, else
 * the leaf that failed it, else what stands before it.
 */
export function whyNot(report: EvaluationReport, decision: string | null): string | undefined {
  const trace = report.eval_trace;
  if (trace === undefined) return undefined;
  const nearest = trace.counterfactuals?.find((one) => one.decision === decision);
  const change = nearest && changeOf(nearest);
  if (nearest?.distance != null && change !== undefined) return `would have matched if ${change}`;
  const found = trace.decisions.find(({ name }) => name === decision);
  if (found === undefined) return change && `would have been so if ${change}`;
  if (found.outcome === MATCH) {
    const taken = report.decision_result?.decision_name;
    return taken === undefined
      ? 'matches, and is not taken'
      : `matches, but ${taken} goes before it`;
  }
  return `failed by ${failingLeaf(found, trace.signals)}`;
}

/** `embedding:legal >= 0.71; now 0.69` */
export function changeOf({
  signal,
  needs,
  now,
}: Pick<Trace['counterfactuals'][number], 'signal' | 'needs' | 'now'>): string {
  return `${signal} ${needs}${now === null ? '' : `; now ${trimmed(now)}`}`;
}

/** The leaf because of which a decision did not match, with the number that was compared. */
export function failingLeaf({ rules }: Pick<DecisionTrace, 'rules'>, signals: Signals): string {
  return failure(rules, signals).text;
}

interface Failure {
  readonly text: string;
  /** How far it is from holding; infinite where that cannot be told. */
  readonly gap: number;
}

function failure(rule: RuleTrace, signals: Signals): Failure {
  const children = rule.children ?? [];
  switch (rule.kind) {
    case 'and': {
      // What says no is the reason, not what could not be told.
      const culprit =
        children.find(({ outcome }) => outcome === NO_MATCH) ??
        children.find(({ outcome }) => outcome !== MATCH);
      return culprit === undefined ? { text: 'nothing', gap: 0 } : failure(culprit, signals);
    }
    case 'or': {
      const failures = children.map((child) => failure(child, signals));
      const [nearest] = [...failures].sort((a, b) => a.gap - b.gap);
      if (nearest !== undefined && nearest.gap < Number.POSITIVE_INFINITY) return nearest;
      const named = failures.slice(0, MAX_NAMED).map(({ text }) => text);
      const more = failures.length - named.length;
      const rest = more > 0 ? ` and ${more} more` : '';
      return { text: named.join(', ') + rest, gap: Number.POSITIVE_INFINITY };
    }
    case 'not':
      return { text: `not ${heldBy(children[0])}`, gap: Number.POSITIVE_INFINITY };
    case 'always':
      return { text: 'nothing', gap: 0 };
    case 'leaf':
      return leafFailure(rule, signals);
  }
}

/** The leaves that make a tree hold that must not. */
function heldBy(rule: RuleTrace | undefined): string {
  if (rule === undefined) return '';
  if (rule.kind === 'leaf') {
    return rule.outcome === UNKNOWN ? `${rule.rule} (no result)` : (rule.rule ?? '');
  }
  const children = (rule.children ?? []).filter(({ outcome }) => outcome !== NO_MATCH);
  const [first] = children;
  if (rule.kind === 'or') return heldBy(first);
  return children.slice(0, MAX_NAMED).map(heldBy).join(' and ');
}

function leafFailure({ rule = '', value, outcome }: RuleTrace, signals: Signals): Failure {
  if (outcome === UNKNOWN) return { text: `${rule} (no result)`, gap: Number.POSITIVE_INFINITY };
  const found = resultOf(rule, signals);
  const shown = value ?? found?.value;
  const threshold = value === undefined ? found?.threshold : undefined;
  if (found?.lostTo !== undefined) {
    return { text: `${rule} (gave way to ${found.lostTo})`, gap: Number.POSITIVE_INFINITY };
  }
  if (shown === undefined) return { text: rule, gap: Number.POSITIVE_INFINITY };
  if (threshold === undefined) {
    return { text: `${rule} ${trimmed(shown)}`, gap: Number.POSITIVE_INFINITY };
  }
  const gap = threshold - shown;
  if (gap <= 0) return { text: rule, gap: Number.POSITIVE_INFINITY };
  return { text: `${rule} ${trimmed(shown)} < ${trimmed(threshold)}`, gap };
}

/** What the signal of a leaf said of it. */
function resultOf(key: string, signals: Signals): RuleResult | undefined {
  const colon = key.indexOf(':');
  return signals[key.slice(0, colon)]?.find(({ name }) => name === key.slice(colon + 1));
}

/** A number with at most four decimals. */
export function trimmed(value: number): string {
  return String(Number(value.toFixed(4)));
}
