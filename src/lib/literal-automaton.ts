import { casedPages, foldCharacter } from './case-fold.ts';

/** Called for every occurrence in order of its end; `end` is the offset behind it. */
type HitListener = (literal: number, end: number) => void;

export interface LiteralAutomaton {
  /** Finds all occurrences, overlapping ones too, in the first `length` units, ignoring case. */
  scan(units: Uint16Array, length: number, onHit: HitListener): void;
}

export const maxLiteralUnits = 2_000_000;
// 16 MiB of dense transitions; states beyond it keep only their own edges.
const maxDenseEntries = 1 << 22;
const minUnitsOfLanes = 2048;

interface Trie {
  readonly classOf: Uint16Array;
  readonly classCount: number;
  /** `node * classCount + class` -> child. */
  readonly edges: Map<number, number>;
  readonly nodeCount: number;
  /** Node -> one literal that ends there, or -1; `sameNode` links further ones. */
  readonly literalAt: Int32Array;
  readonly sameNode: Int32Array;
}

/**
 * Compiles literals into one Aho-Corasick automaton over case-folded character classes.
 *
 * Transitions of shallow states are completed with failure links at load, so that a unit of text
 * costs one table load. A state is a number: below `acceptingBase` a plain state times the count
 * of classes, then follow the accepting ones, and from `sparseBase` on one number a sparse state.
 * So one comparison tells the scan that there is nothing to do.
 */
export function createLiteralAutomaton(
  literals: readonly string[],
  denseEntries = maxDenseEntries,
): LiteralAutomaton {
  const total = literals.reduce((sum, literal) => sum + literal.length, 0);
  if (total > maxLiteralUnits) {
    throw new RangeError(`${total} characters of literals, at most ${maxLiteralUnits} fit`);
  }
  if (literals.includes('')) throw new RangeError('empty literal');
  const longest = literals.reduce((most, { length }) => Math.max(most, length), 0);
  const machine = { longest, ...buildMachine(buildTrie(literals, total), denseEntries) };
  return {
    scan(units, length, onHit) {
      const isDense = machine.sparseBase === machine.nodeAt.length * machine.classCount;
      const start =
        isDense && length >= minUnitsOfLanes
          ? runQuarters(machine, units.subarray(0, length), onHit)
          : { state: 0, index: 0 };
      runMachine(machine, { units, length, ...start }, onHit);
    },
  };
}

interface Machine extends Trie, Links {
  /** Units of the longest literal: what stands farther back cannot matter. */
  readonly longest: number;
  readonly table: Int32Array;
  readonly acceptingBase: number;
  readonly sparseBase: number;
  readonly stateOf: Int32Array;
  /** Rank of a state -> node; plain states first, then accepting, then sparse ones. */
  readonly nodeAt: Int32Array;
}

interface Scan {
  readonly units: Uint16Array;
  readonly length: number;
  state: number;
  index: number;
}

function runMachine(machine: Machine, scan: Scan, onHit: HitListener): void {
  const { classOf, sparseBase, acceptingBase } = machine;
  const { units, length } = scan;
  while (skipPlain(machine, scan)) {
    report(machine, scan.state, scan.index, onHit);
    while (scan.state >= sparseBase && scan.index < length) {
      const cls = classOf[units[scan.index++] as number] as number;
      scan.state = stepSparse(machine, scan.state, cls);
      if (scan.state >= acceptingBase) report(machine, scan.state, scan.index, onHit);
    }
  }
}

// The loop stands alone, without calls, so that all it reads stays in registers.
function skipPlain(machine: Machine, scan: Scan): boolean {
  const { table, classOf, acceptingBase } = machine;
  const { units, length } = scan;
  let { state, index } = scan;
  while (index < length) {
    state = table[state + (classOf[units[index++] as number] as number)] as number;
    if (state < acceptingBase) continue;
    scan.state = state;
    scan.index = index;
    return true;
  }
  return false;
}

/**
 * Scans the quarters of the text side by side and returns where to go on. Each step of a scan waits
 * for a load that depends on the one before; independent chains of loads overlap.
 */
function runQuarters(
  machine: Machine,
  units: Uint16Array,
  onHit: HitListener,
): Pick<Scan, 'state' | 'index'> {
  const size = units.length >>> 2;
  const states = new Int32Array(LANES);
  for (let lane = 1; lane < LANES; lane++) states[lane] = stateAt(machine, units, lane * size);
  const lanes: Lanes = { units, size, states, index: 0 };
  const hitsOfLater: Pick<Scan, 'state' | 'index'>[][] = [[], [], []];
  while (skipPlainLanes(machine, lanes)) {
    for (let lane = 0; lane < LANES; lane++) {
      const state = states[lane] as number;
      if (state < machine.acceptingBase) continue;
      if (lane === 0) report(machine, state, lanes.index, onHit);
      else hitsOfLater[lane - 1]?.push({ state, index: lane * size + lanes.index });
    }
  }
  for (const hits of hitsOfLater) {
    for (const { state, index } of hits) report(machine, state, index, onHit);
  }
  return { state: states[LANES - 1] as number, index: LANES * size };
}

const LANES = 4;

interface Lanes {
  readonly units: Uint16Array;
  /** Units of a lane; lane n begins at n times that. */
  readonly size: number;
  /** One for each lane, behind its first `index` units. */
  readonly states: Int32Array;
  index: number;
}

/** The state behind the first `end` units, from the few that it depends on. */
function stateAt({ table, classOf, longest }: Machine, units: Uint16Array, end: number): number {
  let state = 0;
  for (let index = Math.max(0, end - longest); index < end; index++) {
    state = table[state + (classOf[units[index] as number] as number)] as number;
  }
  return state;
}

/** As `skipPlain`, for all lanes; returns when any of them is where a literal ends. */
function skipPlainLanes({ table, classOf, acceptingBase }: Machine, lanes: Lanes): boolean {
  const { units, size, states } = lanes;
  const second = size;
  const third = size * 2;
  const fourth = size * 3;
  let [a = 0, b = 0, c = 0, d = 0] = states;
  let { index } = lanes;
  let isHit = false;
  while (index < size && !isHit) {
    a = table[a + (classOf[units[index] as number] as number)] as number;
    b = table[b + (classOf[units[index + second] as number] as number)] as number;
    c = table[c + (classOf[units[index + third] as number] as number)] as number;
    d = table[d + (classOf[units[index + fourth] as number] as number)] as number;
    index++;
    isHit = a >= acceptingBase || b >= acceptingBase || c >= acceptingBase || d >= acceptingBase;
  }
  states[0] = a;
  states[1] = b;
  states[2] = c;
  states[3] = d;
  lanes.index = index;
  return isHit;
}

function report(machine: Machine, state: number, end: number, onHit: HitListener): void {
  const { literalAt, sameNode, outputLink } = machine;
  let node = toNode(machine, state);
  do {
    for (let literal = literalAt[node] as number; literal !== -1; ) {
      onHit(literal, end);
      literal = sameNode[literal] as number;
    }
    node = outputLink[node] as number;
  } while (node !== -1);
}

function stepSparse(machine: Machine, state: number, cls: number): number {
  const { classCount, edges, fail, sparseBase, stateOf, table } = machine;
  let node = toNode(machine, state);
  let next = state;
  while (next >= sparseBase) {
    const child = edges.get(node * classCount + cls);
    if (child !== undefined) return stateOf[child] as number;
    node = fail[node] as number;
    next = stateOf[node] as number;
  }
  return table[next + cls] as number;
}

function toNode({ classCount, sparseBase, nodeAt }: Machine, state: number): number {
  const rank =
    state < sparseBase ? state / classCount : sparseBase / classCount + (state - sparseBase);
  return nodeAt[rank] as number;
}

function buildMachine(trie: Trie, denseEntries: number): Omit<Machine, 'longest'> {
  const { classCount, edges, literalAt, nodeCount } = trie;
  const order = breadthFirst(trie);
  const links = linkFailures(trie, order);
  const denseCount = Math.max(1, Math.min(nodeCount, Math.floor(denseEntries / classCount)));
  const isPlain = (node: number) => literalAt[node] === -1 && links.outputLink[node] === -1;
  const dense = order.subarray(0, denseCount);
  const plainCount = dense.filter(isPlain).length;
  const sparseBase = denseCount * classCount;

  const stateOf = new Int32Array(nodeCount);
  const nodeAt = new Int32Array(nodeCount);
  let plain = 0;
  let accepting = plainCount;
  for (const [index, node] of order.entries()) {
    const isDense = index < denseCount;
    const rank = isDense ? (isPlain(node) ? plain++ : accepting++) : index;
    nodeAt[rank] = node;
    stateOf[node] = isDense ? rank * classCount : sparseBase + (rank - denseCount);
  }

  const table = new Int32Array(sparseBase);
  for (const node of dense) {
    const row = stateOf[node] as number;
    const fallback = stateOf[links.fail[node] as number] as number;
    for (let cls = 0; cls < classCount; cls++) {
      const child = edges.get(node * classCount + cls);
      if (child !== undefined) table[row + cls] = stateOf[child] as number;
      else if (node !== 0) table[row + cls] = table[fallback + cls] as number;
    }
  }
  const acceptingBase = plainCount * classCount;
  return { ...trie, ...links, table, acceptingBase, sparseBase, stateOf, nodeAt };
}

function buildTrie(literals: readonly string[], total: number): Trie {
  const { classOf, classCount } = classifyUnits(literals);
  const edges = new Map<number, number>();
  const literalAt = new Int32Array(total + 1).fill(-1);
  const sameNode = new Int32Array(literals.length).fill(-1);
  let nodeCount = 1;
  for (const [literal, text] of literals.entries()) {
    let node = 0;
    for (let index = 0; index < text.length; index++) {
      const edge = node * classCount + (classOf[text.charCodeAt(index)] as number);
      const child = edges.get(edge) ?? nodeCount;
      if (child === nodeCount) edges.set(edge, nodeCount++);
      node = child;
    }
    sameNode[literal] = literalAt[node] as number;
    literalAt[node] = literal;
  }
  return { classOf, classCount, edges, nodeCount, literalAt, sameNode };
}

/** Gives units that fold together one class; class 0 is every unit that no literal has. */
function classifyUnits(literals: readonly string[]): Pick<Trie, 'classOf' | 'classCount'> {
  const classOf = new Uint16Array(0x10000);
  let classCount = 1;
  for (const literal of literals) {
    for (let index = 0; index < literal.length; index++) {
      const folded = foldCharacter(literal.charCodeAt(index));
      if (classOf[folded] === 0) classOf[folded] = classCount++;
    }
  }
  for (const page of casedPages) {
    for (let unit = page << 8; unit < (page + 1) << 8; unit++) {
      classOf[unit] = classOf[foldCharacter(unit)] as number;
    }
  }
  return { classOf, classCount };
}

/** Nodes by depth, the root first; children of one node in order of insertion. */
function breadthFirst({ edges, classCount, nodeCount }: Trie): Int32Array {
  const depth = new Int32Array(nodeCount);
  const countAt: number[] = [1];
  // An edge is inserted after the edge to its parent, so depths are known in order of insertion.
  for (const [edge, child] of edges) {
    const childDepth = (depth[Math.floor(edge / classCount)] as number) + 1;
    depth[child] = childDepth;
    countAt[childDepth] = (countAt[childDepth] ?? 0) + 1;
  }
  const nextAt: number[] = [];
  let start = 0;
  for (const [level, count] of countAt.entries()) {
    nextAt[level] = start;
    start += count;
  }
  const order = new Int32Array(nodeCount);
  for (let node = 0; node < nodeCount; node++) {
    const level = depth[node] as number;
    order[nextAt[level] as number] = node;
    nextAt[level] = (nextAt[level] as number) + 1;
  }
  return order;
}

interface Links {
  /** Node -> node of its longest proper suffix. */
  readonly fail: Int32Array;
  /** Node -> nearest node on the way of failures where a literal ends, or -1. */
  readonly outputLink: Int32Array;
}

function linkFailures(trie: Trie, order: Int32Array): Links {
  const { edges, classCount, nodeCount, literalAt } = trie;
  const parentEdge = new Float64Array(nodeCount);
  for (const [edge, child] of edges) parentEdge[child] = edge;
  const fail = new Int32Array(nodeCount);
  const outputLink = new Int32Array(nodeCount).fill(-1);
  for (const node of order) {
    if (node === 0) continue;
    const edge = parentEdge[node] as number;
    const cls = edge % classCount;
    const parent = (edge - cls) / classCount;
    const suffix = parent === 0 ? 0 : follow(fail[parent] as number, cls);
    fail[node] = suffix;
    outputLink[node] = literalAt[suffix] === -1 ? (outputLink[suffix] as number) : suffix;
  }
  return { fail, outputLink };

  function follow(from: number, cls: number): number {
    for (let node = from; ; node = fail[node] as number) {
      const child = edges.get(node * classCount + cls);
      if (child !== undefined) return child;
      if (node === 0) return 0;
    }
  }
}
