import { type SignalType, signalCollections } from '../../signals/collections.ts';
import type { EvaluationReport } from '../evaluate.ts';
import type { Expectation } from './case.ts';

/** What an evaluation says otherwise than expected, in words; the decision first. */
export function judge(expected: Expectation, report: EvaluationReport): readonly string[] {
  const result = report.decision_result;
  const decision = result?.decision_name ?? null;
  const problems: string[] = [];
  if (expected.decision !== undefined && decision !== expected.decision) {
    problems.push(`takes ${decision ?? 'no decision'}, not ${expected.decision ?? 'none'}`);
  }
  const compared = [
    ['recipe', expected.recipe, report.recipe],
    ['model', expected.model, report.selected_model],
    ['algorithm', expected.algorithm, result?.algorithm],
  ] as const;
  for (const [what, wanted, is] of compared) {
    if (wanted === undefined || wanted === is) continue;
    problems.push(`goes to ${what} ${is ?? 'none'}, not ${wanted}`);
  }
  problems.push(...pluginProblems(expected, result?.plugins ?? []));
  const { signals = [], forbiddenSignals = [] } = expected;
  if (signals.length + forbiddenSignals.length === 0) return problems;
  const matched = matchedKeys(report);
  for (const key of signals) if (!matched.has(key)) problems.push(`does not match ${key}`);
  for (const key of forbiddenSignals) if (matched.has(key)) problems.push(`matches ${key}`);
  if (expected.isSignalsExact) {
    for (const key of matchedLists(report)) {
      if (!signals.includes(key)) problems.push(`matches ${key}, which is not expected`);
    }
  }
  return problems;
}

function pluginProblems(
  { plugins = [], isPluginsExact, forbiddenPlugins = [] }: Expectation,
  active: readonly string[],
): readonly string[] {
  const missing = plugins.filter((type) => !active.includes(type));
  const forbidden = active.filter((type) => forbiddenPlugins.includes(type));
  const extra = isPluginsExact ? active.filter((type) => !plugins.includes(type)) : [];
  return [
    ...missing.map((type) => `has no plugin ${type}`),
    ...forbidden.map((type) => `has the plugin ${type}`),
    ...extra.map((type) => `has the plugin ${type}, which is not expected`),
  ];
}

/** Rules and bands that matched, whether the decision asks for them or not. */
function matchedKeys(report: EvaluationReport): ReadonlySet<string> {
  return new Set([...Object.keys(report.signal_confidences), ...matchedLists(report)]);
}

const typeOfCollection = new Map<string, string>([
  ...(Object.keys(signalCollections) as SignalType[]).map(
    (type) => [signalCollections[type], type] as const,
  ),
  ['projections', 'projection'],
]);

/** Those that the decision asks for. */
function matchedLists({ decision_result: result }: EvaluationReport): readonly string[] {
  return Object.entries(result?.matched_signals ?? {}).flatMap(([collection, names]) =>
    names.map((name) => `${typeOfCollection.get(collection) ?? collection}:${name}`),
  );
}
