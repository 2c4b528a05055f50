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
}

export interface Example {
  readonly text: string;
  /** L2-normalised. */
  readonly embedding: Float32Array;
}

interface BankScore {
  readonly score: number;
  readonly best: number;
  readonly support: number;
  readonly mean: number;
  /** The prototype nearest to the query. */
  readonly nearest: Evidence;
}

export interface PrototypeBank {
  readonly prototypes: readonly Example[];
  /** Undefined for an empty bank. */
  score(query: Float32Array): BankScore | undefined;
}

interface BankOptions {
  readonly examples: readonly Example[];
  readonly scoring: PrototypeScoring;
  /** Raw cosine -> scale of thresholds. */
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
  return {
    prototypes,
    score(query) {
      const similarities = prototypes.map(({ embedding }) => calibrate(dot(query, embedding)));
      const sorted = [...similarities].sort((a, b) => b - a);
      const [best] = sorted;
      if (best === undefined) return undefined;
      const top = scoring.top_m <= 0 ? sorted : sorted.slice(0, scoring.top_m);
      const support = mean(top);
      const weight = Math.min(1, Math.max(0, scoring.best_weight));
      const nearest = prototypes[similarities.indexOf(best)] as Example;
      return {
        score: weight * best + (1 - weight) * support,
        best,
        support,
        mean: mean(sorted),
        nearest: { text: nearest.text, score: dot(query, nearest.embedding) },
      };
    },
  };
}

interface Cluster {
  readonly medoid: Example;
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
  return clusters
    .sort(
      (a, b) =>
        b.size - a.size || b.closeness - a.closeness || compareText(a.medoid.text, b.medoid.text),
    )
    .slice(0, max_prototypes)
    .map(({ medoid }) => medoid);
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
  const ranked = members
    .map((member) => {
      const row = similarity[member] as Float64Array;
      return {
        medoid: examples[member] as Example,
        size: members.length,
        closeness: mean(members.map((other) => row[other] as number)),
      };
    })
    .sort((a, b) => b.closeness - a.closeness || compareText(a.medoid.text, b.medoid.text));
  return ranked[0] as Cluster;
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
