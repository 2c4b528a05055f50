import { type LinearHead, trainLinearHead } from '../signals/linear-head.ts';
import {
  createPrototypeBank,
  type PrototypeBank,
  type PrototypeScoring,
} from '../signals/prototype-bank.ts';
import type { Evidence } from '../signals/signal.ts';
import type { Manifest } from './manifest.ts';
import type { KnowledgeBaseSettings } from './settings.ts';

/** An example prompt with its vector. */
export interface Exemplar {
  readonly text: string;
  readonly label: string;
  /** L2-normalised. */
  readonly vector: Float32Array;
}

/** What a knowledge base says of one text. */
export interface KnowledgeScores {
  /** On the calibrated scale that thresholds are written for. */
  label(name: string): LabelScore;
  group(name: string): GroupScore;
  /** By name, the built-in ones included. */
  readonly metrics: Readonly<Record<string, number>>;
}

interface LabelScore {
  readonly score: number;
  /** Reaches its threshold. */
  readonly isMatch: boolean;
  /** No label fits better, whatever its threshold. */
  readonly isBest: boolean;
  /** Score minus that of the best other label. */
  readonly margin: number;
  readonly evidence: readonly Evidence[];
}

/** The score of a group is the highest of its labels; a group matches with any of them. */
type GroupScore = LabelScore;

export interface KnowledgeIndex {
  readonly exemplars: readonly Exemplar[];
  /** Of the windows of one text, at least one. */
  classify(queries: readonly Float32Array[]): KnowledgeScores;
}

interface IndexOptions {
  readonly settings: KnowledgeBaseSettings;
  readonly manifest: Manifest;
  /** By text. */
  readonly vectors: ReadonlyMap<string, Float32Array>;
  readonly calibrate: (cosine: number) => number;
}

const defaultScoring: PrototypeScoring = {
  enabled: true,
  cluster_similarity_threshold: 0.9,
  max_prototypes: 8,
  best_weight: 0.75,
  top_m: 2,
};

/** Exemplars times labels: beyond it, training a head would keep a core busy for seconds. */
const MAX_HEAD_WORK = 500_000;

/**
 * One prototype bank a label gives the scores that thresholds and metrics read. What fits best is
 * chosen by a linear head over all exemplars, which is right more often than the highest score.
 */
export async function createKnowledgeIndex(options: IndexOptions): Promise<KnowledgeIndex> {
  const { settings, manifest, vectors, calibrate } = options;
  // Alphabetical, so that the first of equals wins.
  const labels = Object.keys(manifest.labels).sort();
  const exemplars = labels.flatMap((label) =>
    [...new Set(manifest.labels[label]?.exemplars)].flatMap((text): Exemplar[] => {
      const vector = vectors.get(text);
      return vector === undefined ? [] : [{ text, label, vector }];
    }),
  );
  const banks: PrototypeBank[] = [];
  for (const label of labels) {
    const own = exemplars.filter((exemplar) => exemplar.label === label);
    banks.push(
      await createPrototypeBank({
        examples: own.map(({ text, vector }) => ({ text, embedding: vector })),
        scoring: settings.prototype_scoring ?? defaultScoring,
        calibrate,
      }),
    );
  }
  const classifier = createClassifier({
    settings,
    labels,
    banks,
    head: await trainHead(labels, exemplars),
  });
  return { exemplars, classify: classifier };
}

/** Whether a head over this many exemplars can be trained beside serving, and has a choice. */
export function isHeadAffordable(labels: number, exemplars: number): boolean {
  return labels > 1 && labels * exemplars <= MAX_HEAD_WORK;
}

async function trainHead(
  labels: readonly string[],
  exemplars: readonly Exemplar[],
): Promise<LinearHead | undefined> {
  if (!isHeadAffordable(labels.length, exemplars.length)) return undefined;
  return trainLinearHead({
    examples: exemplars.map(({ vector, label }) => ({ vector, label: labels.indexOf(label) })),
    labelCount: labels.length,
  });
}

interface ClassifierOptions {
  readonly settings: KnowledgeBaseSettings;
  readonly labels: readonly string[];
  readonly banks: readonly PrototypeBank[];
  readonly head: LinearHead | undefined;
}

function createClassifier({ settings, labels, banks, head }: ClassifierOptions) {
  const thresholds = labels.map((label) => thresholdOf(settings, label));
  const numberOf = new Map(labels.map((label, index) => [label, index]));
  const groups = Object.entries(settings.groups ?? {}).map(([name, members]) => ({
    name,
    members: members.flatMap((label) => numberOf.get(label) ?? []),
  }));
  const rivals = groups.map(({ members: own }) =>
    groups.flatMap(({ members: others }, other) => {
      const mine = own.filter((label) => !others.includes(label));
      const theirs = others.filter((label) => !own.includes(label));
      // A group does not compete with those that it is part of, or that are part of it.
      return mine.length === 0 || theirs.length === 0 ? [] : [{ other, mine, theirs }];
    }),
  );
  const groupNumber = new Map(groups.map(({ name }, index) => [name, index]));
  const metrics = settings.metrics ?? [];

  return (queries: readonly Float32Array[]): KnowledgeScores => {
    const scored = banks.map((bank) => bank.score(queries));
    const scores = scored.map((one) => one?.score ?? 0);
    const isMatch = scores.map((score, label) => score >= (thresholds[label] ?? 1));
    const probabilities = head && meanOf(queries.map((query) => head.classify(query)));
    const bestLabel = indexOfHighest(probabilities ?? scores);
    const groupScores = groups.map(({ members }) => highest(members, scores));
    const evidenceOf = (members: readonly number[]): readonly Evidence[] => {
      const [first, ...rest] = members;
      if (first === undefined) return [];
      const best = rest.reduce(
        (at, label) => ((scores[label] ?? 0) > (scores[at] ?? 0) ? label : at),
        first,
      );
      const { nearest } = scored[best] ?? {};
      return nearest === undefined ? [] : [nearest];
    };
    const isBestGroup = (group: number) =>
      (rivals[group] ?? []).every(({ other, mine, theirs }) =>
        probabilities === undefined
          ? (groupScores[group] ?? 0) >= (groupScores[other] ?? 0)
          : sum(mine, probabilities) >= sum(theirs, probabilities),
      );
    return {
      label(name) {
        const at = numberOf.get(name) ?? -1;
        const others = scores.filter((_, label) => label !== at);
        return {
          score: scores[at] ?? 0,
          isMatch: isMatch[at] ?? false,
          isBest: at === bestLabel,
          margin: (scores[at] ?? 0) - Math.max(0, ...others),
          evidence: at === -1 ? [] : evidenceOf([at]),
        };
      },
      group(name) {
        const at = groupNumber.get(name) ?? -1;
        const { members = [] } = groups[at] ?? {};
        const others = (rivals[at] ?? []).map(({ theirs }) => highest(theirs, scores));
        return {
          score: groupScores[at] ?? 0,
          isMatch: members.some((label) => isMatch[label]),
          isBest: at !== -1 && isBestGroup(at),
          margin: (groupScores[at] ?? 0) - Math.max(0, ...others),
          evidence: evidenceOf(members),
        };
      },
      metrics: {
        best_score: Math.max(0, ...scores),
        best_matched_score: Math.max(0, ...scores.filter((_, label) => isMatch[label])),
        ...Object.fromEntries(
          metrics.map(({ name, positive_group, negative_group }) => [
            name,
            (groupScores[groupNumber.get(positive_group) ?? -1] ?? 0) -
              (groupScores[groupNumber.get(negative_group) ?? -1] ?? 0),
          ]),
        ),
      },
    };
  };
}

/** The score from which a label matches. */
export function thresholdOf(
  { threshold, label_thresholds }: KnowledgeBaseSettings,
  label: string,
): number {
  const own = label_thresholds;
  return own !== undefined && Object.hasOwn(own, label) ? (own[label] ?? threshold) : threshold;
}

function highest(members: readonly number[], scores: readonly number[]): number {
  return Math.max(0, ...members.map((label) => scores[label] ?? 0));
}

function meanOf(rows: readonly Float32Array[]): Float32Array {
  const [first, ...rest] = rows;
  const mean = Float32Array.from(first ?? []);
  for (const row of rest)
    for (const [at, value] of row.entries()) mean[at] = (mean[at] ?? 0) + value;
  return mean.map((value) => value / rows.length);
}

function sum(members: readonly number[], values: ArrayLike<number>): number {
  return members.reduce((total, label) => total + (values[label] ?? 0), 0);
}

function indexOfHighest(values: ArrayLike<number>): number {
  let best = 0;
  for (let at = 1; at < values.length; at += 1) {
    if ((values[at] ?? 0) > (values[best] ?? 0)) best = at;
  }
  return best;
}
