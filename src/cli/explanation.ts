import { changeOf, failingLeaf, trimmed } from '../app/cases/why-not.ts';
import type { EvaluationReport } from '../app/evaluate.ts';
import type { DecisionTrace, RuleTrace } from '../decisions/decision.ts';
import { MATCH, NO_MATCH, type Outcome, UNKNOWN } from '../signals/results.ts';
import type { RuleResult } from '../signals/signal.ts';
import type { Colours } from './colours.ts';

const MAX_EVIDENCE = 4;
const MAX_EVIDENCE_CHARACTERS = 40;
const MAX_TREES = 8;
const MAX_UNMATCHED = 8;
const INDENT = '  ';

/**
 * The reasoning of one evaluation as lines of text: what was decided, seen and asked. Of many rules and
 * decisions only those that matter, unless everything is asked for.
 */
export function explanationLines(
  report: EvaluationReport,
  colours: Colours,
  { isFull = false }: { readonly isFull?: boolean } = {},
): readonly string[] {
  const { eval_trace: trace } = report;
  const decisions = trace?.decisions ?? [];
  const isLong = !isFull && decisions.length > MAX_TREES;
  return [
    ...summaryLines(report, colours),
    '',
    colours.strong('signals'),
    ...signalLines(report, colours, isFull),
    ...section('projections', projectionLines(trace?.projections, colours), colours),
    '',
    colours.strong('decisions'),
    ...decisions.flatMap((decision) =>
      decisionLines(decision, {
        colours,
        signals: trace?.signals ?? {},
        hasTree: !isLong || decision.outcome !== NO_MATCH,
      }),
    ),
    ...(isLong ? [colours.faint(`${INDENT}rules of decisions that failed: \`--full\``)] : []),
    ...section('otherwise', otherwiseLines(trace?.counterfactuals ?? []), colours),
  ];
}

/** Nothing at all where there is nothing to tell. */
function section(title: string, lines: readonly string[], colours: Colours): readonly string[] {
  return lines.length === 0 ? [] : ['', colours.strong(title), ...lines];
}

type Trace = NonNullable<EvaluationReport['eval_trace']>;

/** Who won a partition, what each score is the sum of, and the bands that hold. */
function projectionLines(
  trace: Trace['projections'] | undefined,
  colours: Colours,
): readonly string[] {
  if (trace === undefined) return [];
  const partitions = trace.partitions.map((partition) => {
    const { group_name, winner, winner_score, contenders, margin } = partition;
    const losers = contenders
      .filter(({ name }) => name !== winner)
      .map(({ name, raw_score }) => `${name} ${raw_score.toFixed(2)}`);
    const rest = losers.length === 0 ? '' : colours.faint(`  before ${losers.join(', ')}`);
    const lead = margin === undefined ? '' : `, margin ${trimmed(margin)}`;
    return `${INDENT}${group_name}: ${winner} ${winner_score.toFixed(2)}${lead}${rest}`;
  });
  const scores = trace.scores.flatMap(({ name, total, inputs }) => {
    const bands = trace.mappings
      .filter(({ source_score }) => source_score === name)
      .flatMap(({ selected_outputs }) => selected_outputs);
    const parts = inputs
      .filter(({ contribution }) => contribution !== 0)
      .map(({ type, name: input, kb, metric, weight, value, contribution }) => {
        const key = input === undefined ? `${type}:${kb}:${metric}` : `${type}:${input}`;
        const product = `${signed(contribution)} = ${signed(weight)} x ${trimmed(value)}`;
        return colours.faint(`${INDENT}${INDENT}${product}  ${key}`);
      });
    const band = bands.length === 0 ? '' : ` -> ${bands.join(', ')}`;
    return [`${INDENT}${name} ${trimmed(total)}${band}`, ...parts];
  });
  return [...partitions, ...scores];
}

function otherwiseLines(counterfactuals: Trace['counterfactuals']): readonly string[] {
  return counterfactuals.map((one) => {
    return `${INDENT}would have been ${one.decision ?? 'no decision'} if ${changeOf(one)}`;
  });
}

function signed(value: number): string {
  return value < 0 ? trimmed(value) : `+${trimmed(value)}`;
}

function summaryLines(report: EvaluationReport, colours: Colours): readonly string[] {
  const { recipe, selected_model: model, selection_method: method } = report;
  const reasoning = [report.reasoning_mode, report.reasoning_effort].filter(Boolean).join(', ');
  const rows: readonly (readonly [string, string | null | undefined])[] = [
    ['decision', report.decision_result?.decision_name ?? 'none'],
    ['model', [model ?? 'none', method && `(${method})`].filter(Boolean).join(' ')],
    ['why', report.selection_reason],
    ['reasoning', reasoning],
    ['recipe', recipe],
  ];
  return rows
    .filter(([, value]) => value)
    .map(([label, value]) => `${colours.strong(label.padEnd(10))}${value}`);
}

/** Every type that ran: its matches with evidence, its other values, or why it has no result. */
function signalLines(
  report: EvaluationReport,
  colours: Colours,
  isFull: boolean,
): readonly string[] {
  const signals = report.eval_trace?.signals ?? {};
  const errors = report.signal_errors;
  const types = [...new Set([...Object.keys(signals), ...Object.keys(errors)])];
  return types.flatMap((type) => {
    const results = signals[type] ?? [];
    const duration = report.metrics[type]?.execution_time_ms;
    const time = duration === undefined ? '' : colours.faint(` ${duration.toFixed(2)} ms`);
    const shown = isFull ? results : tellingOf(results);
    const lines = shown.map((result) => resultLine(type, result, colours));
    const rest = results.length - shown.length;
    if (rest > 0) lines.push(colours.faint(`and ${rest} more that did not match: \`--full\``));
    const error = errors[type];
    if (error !== undefined) lines.push(`${colours.doubtful('?')} ${error}`);
    if (lines.length === 0) lines.push(colours.faint('nothing'));
    return [`${INDENT}${type}${time}`, ...lines.map((line) => INDENT + INDENT + line)];
  });
}

/** What matched or failed, and of the others those that came nearest, in their order. */
function tellingOf(results: readonly RuleResult[]): readonly RuleResult[] {
  const isTelling = ({ isMatch, error }: RuleResult) => isMatch || error !== undefined;
  const gapOf = ({ value, threshold }: RuleResult) =>
    value === undefined || threshold === undefined ? Number.MAX_VALUE : threshold - value;
  const others = results.filter((result) => !isTelling(result));
  const nearest = new Set([...others].sort((a, b) => gapOf(a) - gapOf(b)).slice(0, MAX_UNMATCHED));
  return results.filter((result) => isTelling(result) || nearest.has(result));
}

function resultLine(type: string, result: RuleResult, colours: Colours): string {
  const { name, isMatch, confidence, value, threshold, evidence = [], error } = result;
  const mark = markOf(isMatch ? MATCH : error === undefined ? NO_MATCH : UNKNOWN, colours);
  const parts = [`${mark} ${type}:${name}`];
  if (isMatch) parts.push(confidence.toFixed(2));
  if (error !== undefined) parts.push(colours.doubtful(error));
  if (value !== undefined) {
    const from = threshold === undefined ? '' : ` (from ${trimmed(threshold)})`;
    parts.push(`value ${trimmed(value)}${from}`);
  }
  // What a model measured, before it was put on the scale of thresholds.
  const raw = result.values?.[`${type}:${name}:raw`];
  if (raw !== undefined) parts.push(`raw ${trimmed(raw)}`);
  if (result.isSoft) parts.push('soft');
  if (result.isSynthesized) parts.push('default of its partition');
  if (result.lostTo !== undefined) parts.push(`gave way to ${result.lostTo}`);
  const shown = evidence.slice(0, MAX_EVIDENCE).map(({ text, score }) => {
    const quoted = `"${shortened(text)}"`;
    return score === undefined ? quoted : `${quoted} ${score.toFixed(2)}`;
  });
  if (evidence.length > MAX_EVIDENCE) shown.push(`and ${evidence.length - MAX_EVIDENCE} more`);
  if (shown.length > 0) parts.push(colours.faint(shown.join(', ')));
  return parts.join('  ');
}

interface DecisionOptions {
  readonly colours: Colours;
  readonly signals: Trace['signals'];
  readonly hasTree: boolean;
}

/** A decision, the leaf that failed it, and its rules. */
function decisionLines(
  decision: DecisionTrace,
  { colours, signals, hasTree }: DecisionOptions,
): readonly string[] {
  const { name, tier, priority, outcome, confidence, isWinner, rules } = decision;
  const rank = tier > 0 ? `tier ${tier}, priority ${priority}` : `priority ${priority}`;
  const parts = [`${INDENT}${markOf(outcome, colours)} ${isWinner ? colours.strong(name) : name}`];
  parts.push(rank);
  if (outcome === MATCH) parts.push(`confidence ${confidence.toFixed(2)}`);
  if (isWinner) parts.push(colours.good('<- taken'));
  if (outcome !== MATCH) parts.push(`failed by ${failingLeaf(decision, signals)}`);
  return [parts.join('  '), ...(hasTree ? ruleLines(rules, INDENT + INDENT, colours) : [])];
}

function ruleLines(rule: RuleTrace, indent: string, colours: Colours): readonly string[] {
  const label = rule.kind === 'leaf' ? (rule.rule ?? '') : labels[rule.kind];
  const parts = [`${indent}${markOf(rule.outcome, colours)} ${label}`];
  if (rule.value !== undefined) parts.push(`value ${Number(rule.value.toFixed(4))}`);
  if (rule.outcome === MATCH && rule.kind !== 'always') parts.push(rule.confidence.toFixed(2));
  const children = rule.children ?? [];
  return [
    parts.join('  '),
    ...children.flatMap((child) => ruleLines(child, indent + INDENT, colours)),
  ];
}

const labels = { and: 'all of', or: 'any of', not: 'not', always: 'always' } as const;

function markOf(outcome: Outcome, colours: Colours): string {
  if (outcome === MATCH) return colours.good('✓');
  return outcome === NO_MATCH ? colours.bad('✗') : colours.doubtful('?');
}

/** One line, without control characters that would move the cursor. */
function shortened(text: string): string {
  const line = text.replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const characters = [...line];
  if (characters.length <= MAX_EVIDENCE_CHARACTERS) return line;
  return `${characters.slice(0, MAX_EVIDENCE_CHARACTERS).join('')}...`;
}
