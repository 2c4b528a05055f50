import { SwitchyardError } from '../errors.ts';
import { MATCH, type SignalResults, type SignalTable } from '../signals/results.ts';
import type { DecisionMatch, DecisionProgram } from './decision.ts';
import { explainRules } from './explain.ts';
import { compareDecisions, isDecidedByConfidence, type Strategy } from './ranking.ts';
import { compileRules, FAILED, type RuleProgram } from './rule-program.ts';
import type { Decision } from './schema.ts';

/** Where the search for the winner ended. */
interface Verdict {
  readonly position: number;
  /** Undecided because of a leaf with `on_error: fail`, and nothing before it wins. */
  readonly isFailed: boolean;
}

/** Compiles decisions, at load, into the program that picks the winner of each request. */
export function compileDecisions({
  decisions,
  strategy,
  table,
}: {
  readonly decisions: readonly Decision[];
  readonly strategy: Strategy;
  readonly table: SignalTable;
}): DecisionProgram {
  const ranked = [...decisions].sort(compareDecisions);
  const trees = ranked.map(({ rules }) => rules);
  const program = compileRules(trees, table);
  const roots = Int32Array.from(program.roots);
  const contenderEnds = findContenderEnds(ranked, strategy);

  function search(results: SignalResults): Verdict | undefined {
    if (results.table !== table) throw new Error('results belong to another signal table');
    let winner = -1;
    let best = -1;
    let end = ranked.length;
    for (let position = 0; position < end; position++) {
      const root = roots[position] as number;
      const outcome = program.run(root, results);
      if (outcome === FAILED) return { position, isFailed: true };
      if (outcome !== MATCH) continue;
      const confidence = program.confidence(root);
      if (confidence <= best) continue;
      winner = position;
      best = confidence;
      end = confidence < 1 ? (contenderEnds[position] as number) : 0;
    }
    return winner < 0 ? undefined : { position: winner, isFailed: false };
  }

  return {
    evaluate(results) {
      const verdict = search(results);
      if (verdict === undefined) return undefined;
      const decision = ranked[verdict.position] as Decision;
      const root = roots[verdict.position] as number;
      if (verdict.isFailed) throw failure(decision, program, results, root);
      return {
        decision,
        confidence: program.confidence(root),
        matchedRules: program.matchedRules(root),
      } satisfies DecisionMatch;
    },

    explain(results) {
      const verdict = search(results);
      const winner = verdict === undefined || verdict.isFailed ? -1 : verdict.position;
      return ranked.map(({ name, tier, priority }, position) => {
        const rules = explainRules(program, roots[position] as number, results);
        const { outcome, confidence } = rules;
        return { name, tier, priority, outcome, confidence, isWinner: position === winner, rules };
      });
    },
  };
}

/** For each decision, the position behind the last one that more confidence lets win over it. */
function findContenderEnds(ranked: readonly Decision[], strategy: Strategy): Int32Array {
  return Int32Array.from(ranked, (decision, position) => {
    let end = position + 1;
    while (end < ranked.length) {
      if (!isDecidedByConfidence(decision, ranked[end] as Decision, strategy)) break;
      end++;
    }
    return end;
  });
}

function failure(
  decision: Decision,
  program: RuleProgram,
  results: SignalResults,
  root: number,
): SwitchyardError {
  const rule = program.rule(findFailedLeaf(program, results, root));
  const reason = results.reportOf(rule.slice(0, rule.indexOf(':')))?.error;
  const because = reason === undefined ? '' : ` (${reason})`;
  return new SwitchyardError(
    'signal_failed',
    `decision \`${decision.name}\`: signal \`${rule}\` has no result${because} and its \`on_error\` is \`fail\``,
  );
}

function findFailedLeaf(program: RuleProgram, results: SignalResults, node: number): number {
  const culprit = program.children(node).find((child) => program.run(child, results) === FAILED);
  return culprit === undefined ? node : findFailedLeaf(program, results, culprit);
}
