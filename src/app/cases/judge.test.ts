import { describe, expect, it } from 'vitest';
import type { EvaluationReport } from '../evaluate.ts';
import type { Expectation } from './case.ts';
import { judge } from './judge.ts';

/** Of the parts that are looked at. */
function reportWith(plugins: readonly string[]): EvaluationReport {
  return {
    decision_result: { decision_name: 'law', algorithm: 'static', plugins, matched_signals: {} },
    recipe: 'default',
    selected_model: 'large',
    signal_confidences: {},
  } as unknown as EvaluationReport;
}

describe('the plugins of a decision', () => {
  it.each<[Expectation, readonly string[], readonly string[]]>([
    [{ plugins: ['a'] }, ['a', 'b'], []],
    [{ plugins: ['a'] }, ['b'], ['has no plugin a']],
    [{ plugins: ['a'], isPluginsExact: true }, ['a'], []],
    [
      { plugins: ['a'], isPluginsExact: true },
      ['a', 'b'],
      ['has the plugin b, which is not expected'],
    ],
    [{ plugins: [], isPluginsExact: true }, ['b'], ['has the plugin b, which is not expected']],
    [{ forbiddenPlugins: ['a'] }, ['b'], []],
    [{ forbiddenPlugins: ['a'] }, ['a', 'b'], ['has the plugin a']],
  ])('are compared: %j with %j', (expected, plugins, problems) => {
    expect(judge(expected, reportWith(plugins))).toEqual(problems);
  });
});
