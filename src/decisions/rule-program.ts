import { type NumericPredicate, testPredicate } from '../lib/numeric-predicate.ts';
import {
  MATCH,
  NO_MATCH,
  type Outcome,
  PENDING,
  type SignalResults,
  type SignalTable,
  UNKNOWN,
} from '../signals/results.ts';
import { leafKey, type RuleNode } from '../signals/rule-tree.ts';

/**
 * Undecided because of a leaf with `on_error: fail`; in rules it counts like `UNKNOWN`. Groups take the
 * highest of what is undecided: `PENDING` over `FAILED`, since what has not run may still decide.
 */
export const FAILED = 3;
type RuleOutcome = Outcome | typeof FAILED;

/** How a node computes its outcome. */
type RuleKind = 'leaf' | 'and' | 'or' | 'not' | 'always';

/** Rule trees of all decisions as one flat program; a tree is named by the number of its root. */
export interface RuleProgram {
  readonly roots: readonly number[];
  /** Outcome of a node. Children that cannot change it are skipped. */
  run(node: number, results: SignalResults): RuleOutcome;
  /** 0..1 of a node whose last run matched. */
  confidence(node: number): number;
  /** `type:name` of the leaves that made a node match in its last run, in rule order. */
  matchedRules(node: number): readonly string[];
  /** Adds the pending slots that the outcome of a node depends on, as far as the others leave it open. */
  addPending(node: number, results: SignalResults, to: Set<number>): void;
  /** Adds every slot under a node that is pending or whose confidence is not final. */
  addInexact(node: number, results: SignalResults, to: Set<number>): void;
  kind(node: number): RuleKind;
  /** `type:name` of a leaf. */
  rule(node: number): string;
  children(node: number): readonly number[];
  /** The number that a leaf's predicate compares; undefined without predicate or number. */
  comparedValue(node: number, results: SignalResults): number | undefined;
}

type RuleLeaf = Extract<RuleNode, { type: string }>;

const LEAF = 0;
const AND = 1;
const OR = 2;
const NOT = 3;
const ALWAYS = 4;
const kinds = ['leaf', 'and', 'or', 'not', 'always'] as const;
const operators = { AND, OR, NOT } as const;
const outcomeOnError = { no_match: UNKNOWN, match: MATCH, fail: FAILED } as const;

/** One node while the tree is laid out: parents before children, so the first child of `n` is `n + 1`. */
interface LaidOutNode {
  readonly opcode: number;
  readonly slot: number;
  readonly onError: RuleOutcome;
  readonly predicate: NumericPredicate | undefined;
  /** Number of the first node after the subtree. */
  end: number;
}

/** Lays the trees out in typed arrays; undefined is a tree that always matches. */
export function compileRules(
  trees: readonly (RuleNode | undefined)[],
  table: SignalTable,
): RuleProgram {
  const nodes: LaidOutNode[] = [];
  const roots = trees.map((tree) => layOut(tree, table, nodes));

  const opcodes = Uint8Array.from(nodes, ({ opcode }) => opcode);
  const slots = Int32Array.from(nodes, ({ slot }) => slot);
  const ends = Int32Array.from(nodes, ({ end }) => end);
  const onErrors = Uint8Array.from(nodes, ({ onError }) => onError);
  const hasPredicate = Uint8Array.from(nodes, ({ predicate }) => (predicate === undefined ? 0 : 1));
  const predicates = nodes.map(({ predicate }) => predicate);
  // What the last run left behind. A run is synchronous, so requests can share it.
  const confidences = new Float64Array(nodes.length);
  const bestChildren = new Int32Array(nodes.length);

  // Most nodes are leaves, so groups call `runLeaf` themselves: that is inlined, `run` is not.
  function run(node: number, results: SignalResults): RuleOutcome {
    switch (opcodes[node]) {
      case LEAF:
        return runLeaf(node, results);
      case AND:
        return runAnd(node, results);
      case OR:
        return runOr(node, results);
      case NOT:
        return runNot(node, results);
      default:
        return MATCH;
    }
  }

  function runLeaf(node: number, results: SignalResults): RuleOutcome {
    const slot = slots[node] as number;
    const outcome = results.outcomes[slot] as Outcome;
    if (outcome >= UNKNOWN) {
      confidences[node] = 1;
      return outcome === PENDING ? PENDING : (onErrors[node] as RuleOutcome);
    }
    if (hasPredicate[node] === 1) {
      // The number that it would compare may still change.
      if (results.inexact.size > 0 && results.inexact.has(slot)) return PENDING;
      confidences[node] = 1;
      return testPredicate(predicates[node] as NumericPredicate, numberOf(slot, results))
        ? MATCH
        : NO_MATCH;
    }
    if (outcome === NO_MATCH) return NO_MATCH;
    // Rounding of a similarity may leave 0..1, which ranking relies on.
    const confidence = results.confidences[slot] as number;
    confidences[node] = confidence >= 0 ? Math.min(confidence, 1) : 0;
    return outcome;
  }

  function runAnd(node: number, results: SignalResults): RuleOutcome {
    const end = ends[node] as number;
    let undecided: RuleOutcome = MATCH;
    let sum = 0;
    let count = 0;
    for (let child = node + 1; child < end; child = ends[child] as number) {
      const outcome = opcodes[child] === LEAF ? runLeaf(child, results) : run(child, results);
      if (outcome === NO_MATCH) return NO_MATCH;
      if (outcome > undecided) undecided = outcome;
      sum += confidences[child] as number;
      count++;
    }
    confidences[node] = sum / count;
    return undecided;
  }

  function runOr(node: number, results: SignalResults): RuleOutcome {
    const end = ends[node] as number;
    let undecided: RuleOutcome = NO_MATCH;
    let best = -1;
    for (let child = node + 1; child < end; child = ends[child] as number) {
      const outcome = opcodes[child] === LEAF ? runLeaf(child, results) : run(child, results);
      if (outcome !== MATCH) {
        if (outcome > undecided) undecided = outcome;
        continue;
      }
      const confidence = confidences[child] as number;
      if (confidence <= best) continue;
      best = confidence;
      bestChildren[node] = child;
      if (best >= 1) break;
    }
    if (best < 0) return undecided;
    confidences[node] = best;
    return MATCH;
  }

  /** A failed signal leaves its branch undecided: NOT must not turn an outage into a match. */
  function runNot(node: number, results: SignalResults): RuleOutcome {
    const child = node + 1;
    const outcome = opcodes[child] === LEAF ? runLeaf(child, results) : run(child, results);
    if (outcome >= UNKNOWN) return outcome;
    confidences[node] = 1;
    return outcome === MATCH ? NO_MATCH : MATCH;
  }

  function collectMatchedRules(node: number, rules: Set<string>): void {
    switch (opcodes[node]) {
      case LEAF:
        rules.add(rule(node));
        return;
      case AND:
        for (const child of children(node)) collectMatchedRules(child, rules);
        return;
      case OR:
        collectMatchedRules(bestChildren[node] as number, rules);
    }
  }

  function addPending(node: number, results: SignalResults, to: Set<number>): void {
    if (run(node, results) !== PENDING) return;
    if (opcodes[node] === LEAF) {
      to.add(slots[node] as number);
      return;
    }
    for (const child of children(node)) addPending(child, results, to);
  }

  function addInexact(node: number, results: SignalResults, to: Set<number>): void {
    for (let inside = node; inside < (ends[node] as number); inside++) {
      const slot = slots[inside] as number;
      if (slot < 0) continue;
      if (results.outcomes[slot] === PENDING || results.inexact.has(slot)) to.add(slot);
    }
  }

  function rule(node: number): string {
    return table.keys[slots[node] as number] as string;
  }

  function children(node: number): number[] {
    const found: number[] = [];
    const end = ends[node] as number;
    for (let child = node + 1; child < end; child = ends[child] as number) found.push(child);
    return found;
  }

  return {
    roots,
    run,
    confidence: (node) => confidences[node] as number,
    matchedRules(node) {
      const rules = new Set<string>();
      collectMatchedRules(node, rules);
      return [...rules];
    },
    addPending,
    addInexact,
    kind: (node) => kinds[opcodes[node] as number] as RuleKind,
    rule,
    children,
    comparedValue(node, results) {
      if (predicates[node] === undefined) return undefined;
      const value = numberOf(slots[node] as number, results);
      return Number.isNaN(value) ? undefined : value;
    },
  };
}

/** The raw value of a slot, else the confidence of a match, else `NaN`. */
function numberOf(slot: number, results: SignalResults): number {
  const value = results.values[slot] as number;
  if (!Number.isNaN(value)) return value;
  return results.outcomes[slot] === MATCH ? (results.confidences[slot] as number) : Number.NaN;
}

function layOut(tree: RuleNode | undefined, table: SignalTable, nodes: LaidOutNode[]): number {
  const number = nodes.length;
  const node = laidOutNode(tree, table);
  nodes.push(node);
  if (tree !== undefined && !isLeaf(tree)) {
    for (const child of tree.conditions) layOut(child, table, nodes);
  }
  node.end = nodes.length;
  return number;
}

function laidOutNode(tree: RuleNode | undefined, table: SignalTable): LaidOutNode {
  const composite = { slot: -1, onError: UNKNOWN, predicate: undefined, end: 0 } as const;
  if (tree === undefined) return { ...composite, opcode: ALWAYS };
  if (isLeaf(tree)) {
    const key = leafKey(tree);
    const slot = table.slotOfKey(key);
    if (slot === undefined) throw new Error(`no slot for the rule ${key}`);
    const onError = outcomeOnError[tree.on_error];
    return { opcode: LEAF, slot, onError, predicate: tree.predicate, end: 0 };
  }
  if (tree.operator === 'NOT' && tree.conditions.length !== 1) {
    throw new Error(`NOT over ${tree.conditions.length} conditions passed validation`);
  }
  const isCatchAll = tree.operator === 'AND' && tree.conditions.length === 0;
  return { ...composite, opcode: isCatchAll ? ALWAYS : operators[tree.operator] };
}

function isLeaf(node: RuleNode): node is RuleLeaf {
  return 'type' in node;
}
