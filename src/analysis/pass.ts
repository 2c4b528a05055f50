import type { Problem } from '../config/problem.ts';
import type { AnalysisCode } from './finding-codes.ts';
import type { RoutingModel } from './routing-model.ts';

export type Finding = Problem & {
  readonly code: AnalysisCode;
  readonly severity: 'warning' | 'info';
};

/** One kind of question about a policy; passes know nothing of each other. */
export type Pass = (model: RoutingModel, report: (finding: Finding) => void) => void;

/** What is so only as long as signals work deserves a note, not a warning. */
export function graded(isAlwaysSo: boolean): {
  readonly severity: 'warning' | 'info';
  readonly unless: string;
} {
  return isAlwaysSo
    ? { severity: 'warning', unless: '' }
    : { severity: 'info', unless: ' unless a signal has no result' };
}

/** `` `a`, `b` and `c` ``; of many, the first ones. */
export function showNames(names: readonly string[], maxShown = 5): string {
  const quoted = names.map((name) => `\`${name}\``);
  const isLong = quoted.length > maxShown;
  const shown = isLong ? quoted.slice(0, maxShown - 1) : quoted.slice(0, -1);
  const last = isLong ? `${quoted.length - shown.length} more` : quoted.at(-1);
  return shown.length === 0 ? `${last}` : `${shown.join(', ')} and ${last}`;
}
