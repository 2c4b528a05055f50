import { MATCH, type SignalResults, UNKNOWN } from '../signals/results.ts';
import type { RuleTrace } from './decision.ts';
import { FAILED, type RuleProgram } from './rule-program.ts';

/** Runs every node of a tree by itself, so that branches which a request skips have outcomes too. */
export function explainRules(
  program: RuleProgram,
  node: number,
  results: SignalResults,
): RuleTrace {
  const outcome = program.run(node, results);
  const summary = {
    outcome: outcome === FAILED ? UNKNOWN : outcome,
    confidence: outcome === MATCH ? program.confidence(node) : 0,
  };
  const kind = program.kind(node);
  if (kind === 'always') return { kind, ...summary };
  if (kind === 'leaf') {
    const value = program.comparedValue(node, results);
    const rule = program.rule(node);
    return value === undefined ? { kind, ...summary, rule } : { kind, ...summary, rule, value };
  }
  const children = program.children(node).map((child) => explainRules(program, child, results));
  return { kind, ...summary, children };
}
