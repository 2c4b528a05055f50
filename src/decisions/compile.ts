import { SwitchyardError } from '../errors.ts';
import { MATCH, PENDING, type SignalResults, type SignalTable } from '../signals/results.ts';
import type { DecisionMatch, DecisionProgram, DecisionTrace } from './decision.ts';
import { explainRules } from './explain.ts';
import { compareDecisions, isDecidedByConfidence, type Strategy } from './ranking.ts';
import { compileRules, FAILED, type RuleProgram } from './rule-program.ts';
import type { Decision } from './schema.ts';

/** Adds to the confidences of signals; the results that it gets stay as they are. */
export type Boost = (
  results: SignalResults,
  amounts: Readonly<Record<string, number>>,
) => SignalResults;

interface CompileOptions {
  readonly decisions: readonly Decision[];
  readonly strategy: Strategy;
  readonly table: SignalTable;
  /** For decisions with `action: boost`. */
  readonly boost?: Boost;
}

/** Where the search for the winner ended. */
interface Verdict {
  readonly position: number;
  readonly confidence: number;
  readonly results: SignalResults;
  /** Positions of boosting and recording decisions that matched on the way. */
  readonly passed: readonly number[];
  /** `failed`: undecided because of a leaf with `on_error: fail`; `open`: signals are pending. */
  readonly state: 'won' | 'failed' | 'open' | 'none';
}

/** Compiles decisions, at load, into the program that picks the winner of each request. */
export function compileDecisions({
  decisions,
  strategy,
  table,
  boost = (results) => results,
}: CompileOptions): DecisionProgram {
  const ranked = [...decisions].sort(compareDecisions);
  const trees = ranked.map(({ rules }) => rules);
  const program = compileRules(trees, table);
  const roots = Int32Array.from(program.roots);
  const contenderEnds = findContenderEnds(ranked, strategy);
  /** Of decisions that others come behind even where they match. */
  const isPassing = ranked.map(({ action }) => isPassingAction(action));

  function search(given: SignalResults): Verdict {
    if (given.table !== table) throw new Error('results belong to another signal table');
    let results = given;
    let passed: number[] = nonePassed;
    let winner = -1;
    let best = -1;
    let end = ranked.length;
    for (let position = 0; position < end; position++) {
      const root = roots[position] as number;
      const outcome = program.run(root, results);
      if (outcome === FAILED || outcome === PENDING) {
        const state = outcome === FAILED ? 'failed' : 'open';
        return { position, confidence: 0, results, passed, state };
      }
      if (outcome !== MATCH) continue;
      if (isPassing[position]) {
        passed = [...passed, position];
        const { action } = ranked[position] as Decision;
        if (action?.type === 'boost') results = boost(results, action.signals);
        continue;
      }
      const confidence = program.confidence(root);
      if (confidence < 1 && isOpenContest(position, winner, results)) {
        return { position, confidence, results, passed, state: 'open' };
      }
      if (confidence <= best) continue;
      winner = position;
      best = confidence;
      end = confidence < 1 ? (contenderEnds[position] as number) : 0;
    }
    const state = winner < 0 ? 'none' : 'won';
    return { position: winner, confidence: best, results, passed, state };
  }

  /** Whether a match competes by a confidence that is not final yet. */
  function isOpenContest(position: number, winner: number, results: SignalResults): boolean {
    if (winner < 0 && (contenderEnds[position] as number) === position + 1) return false;
    const slots = new Set<number>();
    program.addInexact(roots[position] as number, results, slots);
    return slots.size > 0;
  }

  return {
    evaluate(given) {
      const { position, confidence, results, passed, state } = search(given);
      if (state === 'none') return undefined;
      const decision = ranked[position] as Decision;
      const root = roots[position] as number;
      if (state === 'failed') throw failure(decision, program, results, root);
      if (state === 'open') throw new Error('signals that the decision waits for are pending');
      return {
        decision,
        confidence,
        matchedRules: program.matchedRules(root),
        passed: passed.map((at) => (ranked[at] as Decision).name),
      } satisfies DecisionMatch;
    },

    pending(given) {
      const slots = new Set<number>();
      const { position, results, state } = search(given);
      if (state !== 'open') return slots;
      const root = roots[position] as number;
      program.addPending(root, results, slots);
      if (slots.size === 0) program.addInexact(root, results, slots);
      return slots;
    },

    winner(given) {
      const { position, state } = search(given);
      return state === 'won' ? ranked[position]?.name : undefined;
    },

    explain(given) {
      const { position: winner, state } = search(given);
      const last = state === 'won' ? winner : -1;
      let results = given;
      return ranked.map(({ name, tier, priority, action }, position): DecisionTrace => {
        const rules = explainRules(program, roots[position] as number, results);
        const { outcome, confidence } = rules;
        const isReached = last < 0 || position < last;
        if (action?.type === 'boost' && outcome === MATCH && isReached) {
          results = boost(results, action.signals);
        }
        return {
          name,
          tier,
          priority,
          action: action?.type ?? 'route',
          outcome,
          confidence,
          isWinner: position === last,
          rules,
        };
      });
    },
  };
}

const nonePassed: number[] = [];

function isPassingAction(action: Decision['action']): boolean {
  return action?.type === 'boost' || action?.type === 'fallthrough';
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
  const colon = rule.indexOf(':');
  const report = results.reportOf(rule.slice(0, colon));
  const reason = report?.results.find(({ name }) => name === rule.slice(colon + 1))?.error;
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
