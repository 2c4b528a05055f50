import { setImmediate } from 'node:timers/promises';
import { dot } from '../lib/vectors.ts';
import type { Evidence } from './signal.ts';

/** How examples are condensed to prototypes and scored. */
export interface PrototypeScoring {
  /** False: every example is its own prototype. */
  readonly enabled: boolean;
  /** Similarity from which an example joins a cluster, (0, 1]. */
  readonly cluster_similarity_threshold: number;
  readonly max_prototypes: number;
  /** Share of the best similarity in the score, 0..1; the rest is the mean of the `top_m` best. */
  readonly best_weight: number;
  /** <= 0: all. */
  readonly top_m: number;
  /** How far the best must lead the next best rule. */
  readonly margin_threshold?: number | undefined;
}

export interface Example {
  readonly text: string;
  /** L2-normalised. */
  readonly embedding: Float32Array;
}

/** All on the scale of thresholds, but for the evidence. */
interface BankScore {
  readonly score: number;
  readonly best: number;
  readonly support: number;
  readonly mean: number;
  /** The prototype nearest to the query, with the raw cosine. */
  readonly nearest: Evidence;
}

export interface PrototypeBank {
  readonly prototypes: readonly Example[];
  /**
   * Against one vector, or against those of the windows of a long text: of each prototype the nearest
   * window counts. Undefined for an empty bank.
   */
  score(queries: readonly Float32Array[]): BankScore | undefined;
}

interface BankOptions {
  readonly examples: readonly Example[];
  readonly scoring: PrototypeScoring;
  /** Raw cosine -> scale of thresholds; monotone. */
  readonly calibrate: (cosine: number) => number;
}

/**
 * Clusters examples around their medoids and scores queries against those: a blend of the nearest
 * and of the mean of the few nearest, so that one odd example does not decide alone.
 */
export async function createPrototypeBank({
  examples,
  scoring,
  calibrate,
}: BankOptions): Promise<PrototypeBank> {
  const unique = [...new Map(examples.map((example) => [example.text, example])).values()];
  const prototypes = scoring.enabled ? await condense(unique, scoring, calibrate) : unique;
  const count = prototypes.length;
  const size = prototypes[0]?.embedding.length ?? 0;
  // Empty rows at the end, so that four can be compared at a time.
  const padded = Math.ceil(count / 4) * 4;
  const rows = new Float32Array(padded * size);
  for (const [index, { embedding }] of prototypes.entries()) rows.set(embedding, index * size);
  const topCount = scoring.top_m <= 0 ? count : Math.min(count, scoring.top_m);
  const weight = Math.min(1, Math.max(0, scoring.best_weight));
  // Scoring is synchronous, so that one place for its numbers is enough.
  const raw = new Float64Array(padded);
  const top = new Float64Array(topCount);
  return {
    prototypes,
    score(queries) {
      if (count === 0 || queries.length === 0) return undefined;
      raw.fill(Number.NEGATIVE_INFINITY);
      for (const query of queries) raiseTo(raw, rows, query);
      top.fill(Number.NEGATIVE_INFINITY);
      let nearest = 0;
      let sum = 0;
      for (let row = 0; row < count; row += 1) {
        const cosine = raw[row] as number;
        if (cosine > (raw[nearest] as number)) nearest = row;
        sum += calibrate(cosine);
        insert(top, cosine);
      }
      let topSum = 0;
      for (let at = 0; at < topCount; at += 1) topSum += calibrate(top[at] as number);
      const best = calibrate(raw[nearest] as number);
      const support = topSum / topCount;
      return {
        score: weight * best + (1 - weight) * support,
        best,
        support,
        mean: sum / count,
        nearest: { text: prototypes[nearest]?.text as string, score: raw[nearest] as number },
      };
    },
  };
}

/** Raises each number to the dot product of its row and the query, where that is higher. */
function raiseTo(numbers: Float64Array, rows: Float32Array, query: Float32Array): void {
  const size = query.length;
  for (let row = 0; row < numbers.length; row += 4) {
    // Four sums that do not wait for one another, and one look at the query for all of them.
    const first = row * size;
    const second = first + size;
    const third = second + size;
    const fourth = third + size;
    let a = 0;
    let b = 0;
    let c = 0;
    let d = 0;
    for (let at = 0; at < size; at += 1) {
      const value = query[at] as number;
      a += (rows[first + at] as number) * value;
      b += (rows[second + at] as number) * value;
      c += (rows[third + at] as number) * value;
      d += (rows[fourth + at] as number) * value;
    }
    if (a > (numbers[row] as number)) numbers[row] = a;
    if (b > (numbers[row + 1] as number)) numbers[row + 1] = b;
    if (c > (numbers[row + 2] as number)) numbers[row + 2] = c;
    if (d > (numbers[row + 3] as number)) numbers[row + 3] = d;
  }
}

/** Into numbers that descend, dropping the lowest. */
function insert(descending: Float64Array, value: number): void {
  let at = descending.length - 1;
  if (value <= (descending[at] as number)) return;
  for (; at > 0 && value > (descending[at - 1] as number); at -= 1) {
    descending[at] = descending[at - 1] as number;
  }
  descending[at] = value;
}

interface Cluster {
  /** Index of its most central member. */
  readonly medoid: number;
  readonly size: number;
  readonly closeness: number;
}

/** Largest cluster first, repeatedly, until every example is in one. */
async function condense(
  examples: readonly Example[],
  { cluster_similarity_threshold: threshold, max_prototypes }: PrototypeScoring,
  calibrate: (cosine: number) => number,
): Promise<readonly Example[]> {
  const similarity = await similarityMatrix(examples, calibrate);
  const neighbours = similarity.map((row, seed) =>
    [...row.keys()].filter((other) => other === seed || (row[other] as number) >= threshold),
  );
  const sizes = neighbours.map((near) => near.length);
  const isAssigned = examples.map(() => false);
  const clusters: Cluster[] = [];
  for (let left = examples.length; left > 0; ) {
    const seed = sizes.reduce((best, size, at) => (size > (sizes[best] as number) ? at : best), 0);
    const members = (neighbours[seed] as number[]).filter((member) => !isAssigned[member]);
    clusters.push(medoidOf(members, examples, similarity));
    for (const member of members) {
      isAssigned[member] = true;
      for (const near of neighbours[member] as number[]) sizes[near] = (sizes[near] as number) - 1;
    }
    for (const member of members) sizes[member] = 0;
    left -= members.length;
  }
  const textOf = ({ medoid }: Cluster) => (examples[medoid] as Example).text;
  clusters.sort(
    (a, b) => b.size - a.size || b.closeness - a.closeness || compareText(textOf(a), textOf(b)),
  );
  return farthest(
    clusters.map(({ medoid }) => medoid),
    similarity,
    max_prototypes,
  ).map((medoid) => examples[medoid] as Example);
}

/**
 * From the largest cluster on, always the one that is least like those taken: rare intents must not
 * give way to the tenth variant of a common one.
 */
function farthest(
  medoids: readonly number[],
  similarity: readonly Float64Array[],
  limit: number,
): readonly number[] {
  if (medoids.length <= limit) return medoids;
  const taken: number[] = [];
  const likeness = medoids.map(() => Number.NEGATIVE_INFINITY);
  let next = 0;
  while (taken.length < limit) {
    const medoid = medoids[next] as number;
    taken.push(medoid);
    likeness[next] = Number.POSITIVE_INFINITY;
    const row = similarity[medoid] as Float64Array;
    for (const [index, other] of medoids.entries()) {
      likeness[index] = Math.max(likeness[index] as number, row[other] as number);
    }
    next = likeness.reduce(
      (best, value, at) => (value < (likeness[best] as number) ? at : best),
      0,
    );
  }
  return taken;
}

/** Row by row, leaving the event loop in between: this runs while the router serves. */
async function similarityMatrix(
  examples: readonly Example[],
  calibrate: (cosine: number) => number,
): Promise<readonly Float64Array[]> {
  const rows: Float64Array[] = [];
  for (const a of examples) {
    rows.push(Float64Array.from(examples, (b) => calibrate(dot(a.embedding, b.embedding))));
    await setImmediate();
  }
  return rows;
}

function medoidOf(
  members: readonly number[],
  examples: readonly Example[],
  similarity: readonly Float64Array[],
): Cluster {
  const textOf = ({ medoid }: Cluster) => (examples[medoid] as Example).text;
  const ranked = members
    .map((medoid) => {
      const row = similarity[medoid] as Float64Array;
      const closeness = mean(members.map((other) => row[other] as number));
      return { medoid, size: members.length, closeness };
    })
    .sort((a, b) => b.closeness - a.closeness || compareText(textOf(a), textOf(b)));
  return ranked[0] as Cluster;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
