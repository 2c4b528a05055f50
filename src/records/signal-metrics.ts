import type { Counter, Histogram, Registry } from '../lib/prometheus.ts';
import type { SignalResults, SignalTable } from '../signals/results.ts';
import { scopedName } from './scoped-name.ts';

const secondsOfSignal = [
  0.00001, 0.00005, 0.0001, 0.0005, 0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
];

interface SignalCells {
  readonly latency: Histogram;
  readonly extractions: readonly Counter[];
  /** By rule name. */
  readonly matches: ReadonlyMap<string, Counter>;
}

/** Registers the metrics of signals; the result counts those of one request. */
export function createSignalMetrics(
  registry: Registry,
): (signals: SignalResults, recipe: string) => void {
  const labels = ['signal_type', 'signal_name'];
  const extractions = registry.counter({
    name: 'llm_signal_extraction_total',
    help: 'Evaluations of signal rules.',
    labels,
  });
  const matches = registry.counter({
    name: 'llm_signal_match_total',
    help: 'Signal rules that matched.',
    labels,
  });
  const latency = registry.histogram({
    name: 'llm_signal_extraction_latency_seconds',
    help: 'Time of one signal type.',
    labels: ['signal_type'],
    buckets: secondsOfSignal,
  });
  const failures = registry.counter({
    name: 'switchyard_signal_errors_total',
    help: 'Signals without a result, by error code.',
    labels: ['signal_type', 'code'],
  });
  // A configuration has a table for each recipe, and a table that was replaced on reload is collected.
  const cellsOfTable = new WeakMap<SignalTable, ReadonlyMap<string, SignalCells>>();

  function bind(table: SignalTable, recipe: string): ReadonlyMap<string, SignalCells> {
    const rulesOfType = new Map<string, string[]>();
    for (const key of table.keys) {
      const colon = key.indexOf(':');
      const type = key.slice(0, colon);
      rulesOfType.set(type, [...(rulesOfType.get(type) ?? []), key.slice(colon + 1)]);
    }
    const cells = new Map<string, SignalCells>();
    for (const [type, rules] of rulesOfType) {
      cells.set(type, {
        latency: latency.labels(type),
        extractions: rules.map((rule) => extractions.labels(type, scopedName(recipe, rule))),
        matches: new Map(
          rules.map((rule) => [rule, matches.labels(type, scopedName(recipe, rule))]),
        ),
      });
    }
    cellsOfTable.set(table, cells);
    return cells;
  }

  return (signals, recipe) => {
    const cells = cellsOfTable.get(signals.table) ?? bind(signals.table, recipe);
    for (const { type, results, error, durationMs } of signals.reports) {
      for (const { error: why } of results) {
        if (why !== undefined) failures.labels(type, why).inc();
      }
      const ofType = cells.get(type);
      if (ofType === undefined) continue;
      ofType.latency.observe(durationMs / 1000);
      if (error !== undefined) continue;
      for (const extraction of ofType.extractions) extraction.inc();
      for (const result of results) {
        if (result.isMatch) ofType.matches.get(result.name)?.inc();
      }
    }
  };
}
