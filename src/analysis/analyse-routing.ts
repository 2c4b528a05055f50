import type { Path, Problem } from '../config/problem.ts';
import type { Strategy } from '../decisions/ranking.ts';
import { checkBands } from './band-pass.ts';
import { checkConditions } from './condition-pass.ts';
import { checkDomains } from './domain-pass.ts';
import { checkFallback } from './fallback-pass.ts';
import type { Finding, Pass } from './pass.ts';
import { checkReach } from './reach-pass.ts';
import type { RoutingInput } from './routing-input.ts';
import { compileRouting } from './routing-model.ts';
import { checkTies } from './tie-pass.ts';
import { checkTwins } from './twin-pass.ts';
import { checkUse } from './use-pass.ts';

export interface AnalysisOptions {
  readonly strategy: Strategy;
  /** Takes what no decision matches; undefined: nothing does. */
  readonly defaultModel?: string | undefined;
  /** Where the policy stands in the document; omitted: `routing`. */
  readonly path?: Path;
  readonly budget?: AnalysisBudget;
}

interface AnalysisBudget {
  /** Nodes of all rule trees together; decisions beyond are not looked at. */
  readonly maxNodes: number;
  /** Visits of clauses, which is what takes time. */
  readonly maxSteps: number;
}

const defaultBudget: AnalysisBudget = { maxNodes: 50_000, maxSteps: 2_000_000 };

/** What needs no reasoning stands first, so that it is reported whatever the budget. */
const passes: readonly Pass[] = [
  checkUse,
  checkTwins,
  checkDomains,
  checkBands,
  checkConditions,
  checkReach,
  checkTies,
  checkFallback,
];

/** Finds what is allowed in a policy and yet hardly meant: warnings and notes, in order of the passes. */
export function analyseRouting(
  routing: RoutingInput,
  { strategy, defaultModel, path = ['routing'], budget = defaultBudget }: AnalysisOptions,
): readonly Problem[] {
  const findings: Finding[] = [];
  const model = compileRouting(routing, { strategy, defaultModel, path, ...budget });
  for (const pass of passes) pass(model, (finding) => findings.push(finding));
  if (model.wasCutShort()) {
    findings.push({
      code: 'analysis_incomplete',
      severity: 'info',
      path: [...path, 'decisions'],
      message: 'are too many or too entangled to be analysed in full, findings may be missing',
    });
  }
  return findings;
}
