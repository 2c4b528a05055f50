import type { ComparisonReport, CostChange, RouteChange } from '../app/compare/compare-configs.ts';
import type { RouteOutcome } from '../app/compare/compare-route.ts';
import type { Colours } from './colours.ts';

interface DocumentChange {
  readonly kind: 'added' | 'removed' | 'changed';
  readonly path: string;
  readonly from?: unknown;
  readonly to?: unknown;
}

const MAX_VALUE_CHARACTERS = 100;
/** Of the requests that could not be routed for one reason. */
const MAX_NAMED = 3;

/** `+ path: value`, `- path: value`, `~ path: value → value` */
export function documentChangeLines(
  changes: readonly DocumentChange[],
  { good, bad, doubtful }: Colours,
): readonly string[] {
  if (changes.length === 0) return ['both configurations say the same'];
  return changes.map(({ kind, path, from, to }) => {
    if (kind === 'added') return `${good('+')} ${path}: ${valueText(to)}`;
    if (kind === 'removed') return `${bad('-')} ${path}: ${valueText(from)}`;
    return `${doubtful('~')} ${path}: ${valueText(from)} → ${valueText(to)}`;
  });
}

function valueText(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS)}…` : text;
}

/** What changes for requests, with the limits that this exceeds. */
export function comparisonLines(
  report: ComparisonReport,
  exceeded: readonly string[],
  colours: Colours,
): readonly string[] {
  const { requests, replayed, changed, changed_percent, changes, moves, costs } = report;
  const { unpriced, uncertain } = report;
  const { strong, faint, bad, doubtful } = colours;
  return [
    '',
    strong(`${replayed} of ${requests} requests routed through both`),
    ...reasonLines(report).map((line) => faint(line)),
    `${changed} change (${rounded(changed_percent)} %)`,
    ...moves.map(
      ({ before, after, requests: count }) =>
        `  ${String(count).padStart(6)}  ${routeText(before)} → ${routeText(after)}`,
    ),
    ...changes.flatMap((change) => changeLines(change, colours)),
    ...costs.map(costLine),
    ...(unpriced === 0 ? [] : [faint(`${unpriced} without tokens or prices to compare`)]),
    ...(uncertain === 0 ? [] : [doubtful(`${uncertain} with signals that had no result`)]),
    ...exceeded.map((line) => `${bad('✗')} ${line}`),
  ];
}

/** Requests that could not be routed, counted by reason. */
function reasonLines({ not_replayable: missing }: ComparisonReport): readonly string[] {
  const byReason = new Map<string, string[]>();
  for (const { id, reason } of missing) byReason.set(reason, [...(byReason.get(reason) ?? []), id]);
  return [...byReason].map(([reason, ids]) => {
    const which = ids.length > MAX_NAMED ? '' : ` (${ids.join(', ')})`;
    return `  ${String(ids.length).padStart(6)}  not routed: ${reason}${which}`;
  });
}

function changeLines(change: RouteChange, { faint, doubtful }: Colours): readonly string[] {
  const { id, text, before, after, cost_before, cost_after, currency, uncertain_signals } = change;
  const cost =
    cost_before === null || cost_after === null
      ? ''
      : `  ${signed(cost_after - cost_before)} ${currency}`;
  return [
    `  ${id}  ${routeText(before)} → ${routeText(after)}${cost}`,
    ...(text === null ? [] : [`    ${faint(text)}`]),
    ...(uncertain_signals.length === 0
      ? []
      : [`    ${doubtful(`no result of ${uncertain_signals.join(', ')}`)}`]),
  ];
}

type Route = Pick<RouteOutcome, 'recipe' | 'decision' | 'model' | 'error'>;

function routeText({ recipe, decision, model, error }: Route): string {
  const way = [recipe, decision].filter((part) => part !== null).join('/') || 'direct';
  return `${way} ${error ?? model}`;
}

function costLine(cost: CostChange): string {
  const { currency, before, after, change_percent: percent, requests } = cost;
  const rise =
    percent === null ? 'from nothing' : `${percent < 0 ? '-' : '+'}${rounded(Math.abs(percent))} %`;
  const guess =
    cost.estimated_requests === 0
      ? ''
      : `, ${cost.estimated_requests} of them with estimated tokens`;
  return `cost of ${requests} request${requests === 1 ? '' : 's'}: ${amount(before)} → ${amount(after)} ${currency} (${rise})${guess}`;
}

function amount(value: number): string {
  return String(Math.round(value * 1e6) / 1e6);
}

function signed(value: number): string {
  return `${value < 0 ? '-' : '+'}${amount(Math.abs(value))}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 100) / 100);
}
