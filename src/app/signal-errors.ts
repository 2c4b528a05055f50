import type { SignalReport } from '../signals/results.ts';

/** `type:name` of rules without a result -> why. */
export function signalErrors(reports: readonly SignalReport[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    reports.flatMap(({ type, results }) =>
      results.flatMap(({ name, error }) =>
        error === undefined ? [] : [[`${type}:${name}`, error] as const],
      ),
    ),
  );
}
