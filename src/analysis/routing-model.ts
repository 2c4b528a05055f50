import type { Path } from '../config/problem.ts';
import { compareDecisions, type Strategy } from '../decisions/ranking.ts';
import {
  isPassing,
  isUnconditional,
  type Standing,
  standingOf,
  surelyBeats,
} from './decision-order.ts';
import { createFormulas, FALSE, type Formulas, TRUE } from './formulas.ts';
import { createLeafAtoms, leafKey } from './leaf-atoms.ts';
import { type Atom, createScales } from './lines.ts';
import type { DecisionInput, RoutingInput, RuleLeaf, RuleNode } from './routing-input.ts';
import { type Answer, createSatSolver, type Literal, negated } from './sat-solver.ts';

/** A node of a rule tree with the condition that it stands for. */
export interface CompiledNode {
  readonly rule: RuleNode;
  readonly path: Path;
  readonly condition: Literal;
  readonly children: readonly CompiledNode[];
}

export interface CompiledDecision {
  readonly decision: DecisionInput;
  readonly path: Path;
  /** Undefined: always matches because nothing is written. */
  readonly root: CompiledNode | undefined;
  readonly condition: Literal;
  readonly standing: Standing;
  /** What it does when it wins, to compare. */
  readonly effect: string;
}

/** One policy as conditions that questions can be asked about. */
export interface RoutingModel {
  readonly routing: RoutingInput;
  readonly path: Path;
  readonly strategy: Strategy;
  readonly defaultModel: string | undefined;
  /** In order of rank among equal confidences. */
  readonly ranked: readonly CompiledDecision[];
  /** Decisions that are too many or too large to be looked at were left out. */
  readonly isPartial: boolean;
  /** Decisions that win over it whenever they match. */
  above(one: CompiledDecision): readonly CompiledDecision[];
  /** Whether all of these can be true at once; undefined: not known. */
  canBe(conditions: readonly Literal[]): boolean | undefined;
  ask(conditions: readonly Literal[]): Answer;
  /** When a decision matches if any signals may have no result. */
  readonly matchInOutage: (one: CompiledDecision) => Literal;
  readonly formulas: Formulas;
  readonly wasCutShort: () => boolean;
}

export interface ModelOptions {
  readonly strategy: Strategy;
  readonly defaultModel: string | undefined;
  readonly path: Path;
  readonly maxNodes: number;
  readonly maxSteps: number;
}

/** Signals that always have a result. */
const infallibleTypes = new Set([
  'keyword',
  'context',
  'structure',
  'language',
  'conversation',
  'metadata',
  'event',
  'authz',
]);

const maxWitnesses = 31;
/** Each is compared with each. */
const maxDecisions = 1000;

export function compileRouting(routing: RoutingInput, options: ModelOptions): RoutingModel {
  const solver = createSatSolver(options.maxSteps);
  const formulas = createFormulas(solver);
  const { atomOf, lines } = createLeafAtoms(routing);
  const taken = withinSize(routing.decisions, options.maxNodes);
  const atoms = new Map<string, Atom>();
  for (const { rules } of taken) {
    for (const leaf of leavesOf(rules)) {
      const key = leafKey(leaf);
      if (!atoms.has(key)) atoms.set(key, atomOf(leaf));
    }
  }
  const literalOf = createScales({ lines, atoms: [...atoms.values()], formulas, solver });
  const leaves = new Map([...atoms].map(([key, atom]) => [key, literalOf(atom)]));
  const leafConditions = new Set([...leaves.values()].flatMap((leaf) => [leaf, negated(leaf)]));

  const ranked = routing.decisions
    .map((decision, index) => ({ decision, index }))
    .slice(0, taken.length)
    .map(({ decision, index }) => compileDecision(decision, [...options.path, 'decisions', index]))
    .sort((a, b) => compareDecisions(a.decision, b.decision));
  const higher = new Map<CompiledDecision, readonly CompiledDecision[]>();

  function isSurelyAbove(two: CompiledDecision, one: CompiledDecision): boolean {
    if (isPassing(two.decision)) return false;
    // A boost between them changes what the signals of the later one say.
    const boosts = ranked.filter(({ decision }) => decision.action?.type === 'boost');
    if (boosts.some((boost) => compareDecisions(boost.decision, one.decision) < 0)) return false;
    return surelyBeats(two.standing, one.standing, options.strategy);
  }

  function compileDecision(decision: DecisionInput, path: Path): CompiledDecision {
    const { rules } = decision;
    const shared = { decision, path, standing: standingOf(decision), effect: effectOf(decision) };
    if (rules === undefined || isUnconditional(decision)) {
      return { ...shared, root: undefined, condition: TRUE };
    }
    const root = compileNode(rules, [...path, 'rules']);
    return { ...shared, root, condition: root.condition };
  }

  function compileNode(rule: RuleNode, path: Path): CompiledNode {
    if ('type' in rule) {
      const condition = leaves.get(leafKey(rule)) as Literal;
      return { rule, path, condition, children: [] };
    }
    const children = rule.conditions.map((child, index) =>
      compileNode(child, [...path, 'conditions', index]),
    );
    const conditions = children.map(({ condition }) => condition);
    return { rule, path, condition: combine(rule.operator, conditions), children };
  }

  function combine(operator: 'AND' | 'OR' | 'NOT', conditions: readonly Literal[]): Literal {
    if (operator === 'NOT') return negated(formulas.and(conditions));
    return operator === 'AND' ? formulas.and(conditions) : formulas.or(conditions);
  }

  /** When a tree matches, and when it is sure not to, if signals may lack results. */
  function outcomesOf(rule: RuleNode): { readonly yes: Literal; readonly no: Literal } {
    if ('type' in rule) return leafOutcomes(rule);
    const parts = rule.conditions.map(outcomesOf);
    const yes = parts.map((part) => part.yes);
    const no = parts.map((part) => part.no);
    if (rule.operator === 'NOT') return { yes: formulas.and(no), no: formulas.or(yes) };
    if (rule.operator === 'OR') return { yes: formulas.or(yes), no: formulas.and(no) };
    return { yes: formulas.and(yes), no: formulas.or(no) };
  }

  function leafOutcomes(leaf: RuleLeaf): { readonly yes: Literal; readonly no: Literal } {
    const condition = leaves.get(leafKey(leaf)) as Literal;
    if (infallibleTypes.has(leaf.type)) return { yes: condition, no: negated(condition) };
    const atom = atoms.get(leafKey(leaf)) as Atom;
    const hasResult = formulas.variable(JSON.stringify(['result', sourceOf(atom)]));
    const yes = formulas.and([condition, hasResult]);
    const no = formulas.and([negated(condition), hasResult]);
    return { yes: leaf.on_error === 'match' ? negated(no) : yes, no };
  }

  const inOutage = new Map<CompiledDecision, Literal>();
  function matchInOutage(one: CompiledDecision): Literal {
    const known = inOutage.get(one);
    if (known !== undefined) return known;
    const condition = one.root === undefined ? TRUE : outcomesOf(one.root.rule).yes;
    inOutage.set(one, condition);
    return condition;
  }

  const witnesses = createWitnesses();

  function ask(conditions: readonly Literal[]): Answer {
    if (solver.stepsLeft() <= 0) return { kind: 'undecided' };
    const choices = formulas.variablesOf(conditions);
    solver.spend(conditions.length + choices.length);
    const answer = solver.solve(conditions, choices);
    if (answer.kind === 'possible') witnesses.add(answer.settled);
    return answer;
  }

  function canBe(conditions: readonly Literal[]): boolean | undefined {
    const [first = TRUE, second] = conditions;
    // A leaf that is no constant holds for some requests and not for others.
    if (second === undefined && leafConditions.has(first)) return first !== FALSE;
    if (solver.stepsLeft() <= 0) return undefined;
    solver.spend(conditions.length);
    if (witnesses.has(conditions)) return true;
    const { kind } = ask(conditions);
    return kind === 'undecided' ? undefined : kind === 'possible';
  }

  return {
    routing,
    path: options.path,
    strategy: options.strategy,
    defaultModel: options.defaultModel,
    ranked,
    isPartial: taken.length < routing.decisions.length,
    formulas,
    ask,
    canBe,
    above(one) {
      const known = higher.get(one);
      if (known !== undefined) return known;
      const found = ranked.filter((two) => two !== one && isSurelyAbove(two, one));
      higher.set(one, found);
      return found;
    },
    matchInOutage,
    wasCutShort: () => taken.length < routing.decisions.length || solver.stepsLeft() <= 0,
  };
}

/** What fails as a whole. */
function sourceOf(atom: Atom): string {
  if (atom.kind === 'own') return atom.key;
  if (atom.kind === 'number' || atom.kind === 'choice') return atom.line;
  const [first] = atom.atoms;
  return first === undefined ? '' : sourceOf(first);
}

/** The first decisions that together are not too large. */
function withinSize(
  decisions: readonly DecisionInput[],
  maxNodes: number,
): readonly DecisionInput[] {
  let size = 0;
  const end = decisions.findIndex(({ rules }, index) => {
    size += 1 + sizeOf(rules);
    return size > maxNodes || index >= maxDecisions;
  });
  return end < 0 ? decisions : decisions.slice(0, end);
}

function sizeOf(rules: RuleNode | undefined): number {
  if (rules === undefined || 'type' in rules) return 1;
  return rules.conditions.reduce((sum, child) => sum + sizeOf(child), 1);
}

export function leavesOf(rules: RuleNode | undefined): readonly RuleLeaf[] {
  if (rules === undefined) return [];
  return 'type' in rules ? [rules] : rules.conditions.flatMap(leavesOf);
}

/** Everything of a decision but its name, its notes, and when it wins. */
function effectOf(decision: DecisionInput): string {
  const aside = new Set(['name', 'description', 'annotations', 'priority', 'tier', 'rules']);
  const parts = Object.entries(decision).filter(
    ([key, value]) => !aside.has(key) && value !== undefined,
  );
  return JSON.stringify(parts.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** Requests that the search came upon; most questions are answered by one of them. */
function createWitnesses() {
  /** By literal: a bit for each request in which it is true. */
  const truths = new Map<Literal, number>();
  let count = 0;
  return {
    add(settled: readonly Literal[]): void {
      if (count % maxWitnesses === 0) truths.clear();
      const bit = 1 << (count % maxWitnesses);
      count += 1;
      for (const literal of settled) truths.set(literal, (truths.get(literal) ?? 0) | bit);
    },
    has(conditions: readonly Literal[]): boolean {
      let common = count === 0 ? 0 : -1;
      for (const literal of conditions) {
        common &= truths.get(literal) ?? 0;
        if (common === 0) return false;
      }
      return common !== 0;
    },
  };
}
