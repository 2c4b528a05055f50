import { setImmediate } from 'node:timers/promises';
import { dot } from '../lib/vectors.ts';
import { trainLinearHead } from '../signals/linear-head.ts';
import { type Exemplar, isHeadAffordable } from './knowledge-index.ts';

/** How well the labels of a knowledge base can be told apart. */
interface LabelReport {
  /** Share of exemplars whose own label fits best when they are left out. */
  readonly accuracy: number;
  readonly exemplars: number;
  /** The least reliable first. */
  readonly labels: readonly {
    readonly label: string;
    readonly exemplars: number;
    readonly accuracy: number;
  }[];
  /** Pairs that are taken for each other, the most frequent first. */
  readonly confusions: readonly {
    readonly label: string;
    readonly taken_for: string;
    readonly count: number;
    /** Up to three. */
    readonly examples: readonly string[];
  }[];
}

const MAX_FOLDS = 20;
const MAX_EXAMPLES = 3;

/** Judges each exemplar by those that are left when it, and a few others with it, are taken away. */
export async function reportLabels(exemplars: readonly Exemplar[]): Promise<LabelReport> {
  const labels = [...new Set(exemplars.map(({ label }) => label))].sort();
  const guesses = isHeadAffordable(labels.length, exemplars.length)
    ? await guessByHeads(exemplars, labels)
    : await guessByNearest(exemplars);
  const confusions = new Map<string, { label: string; takenFor: string; texts: string[] }>();
  for (const [index, { label, text }] of exemplars.entries()) {
    const takenFor = guesses[index];
    if (takenFor === undefined || takenFor === label) continue;
    const key = JSON.stringify([label, takenFor]);
    const known = confusions.get(key) ?? { label, takenFor, texts: [] };
    known.texts.push(text);
    confusions.set(key, known);
  }
  const shareOf = (wanted: (exemplar: Exemplar) => boolean) => {
    const own = exemplars.flatMap((exemplar, index) => (wanted(exemplar) ? [index] : []));
    const right = own.filter((index) => guesses[index] === exemplars[index]?.label).length;
    return { exemplars: own.length, accuracy: own.length === 0 ? 0 : right / own.length };
  };
  return {
    ...shareOf(() => true),
    labels: labels
      .map((label) => ({ label, ...shareOf((exemplar) => exemplar.label === label) }))
      .sort((a, b) => a.accuracy - b.accuracy),
    confusions: [...confusions.values()]
      .sort((a, b) => b.texts.length - a.texts.length)
      .map(({ label, takenFor, texts }) => ({
        label,
        taken_for: takenFor,
        count: texts.length,
        examples: texts.slice(0, MAX_EXAMPLES),
      })),
  };
}

/** Exemplars stand label by label, so that every fold takes a few of each. */
async function guessByHeads(
  exemplars: readonly Exemplar[],
  labels: readonly string[],
): Promise<readonly (string | undefined)[]> {
  const guesses: (string | undefined)[] = exemplars.map(() => undefined);
  const folds = Math.min(MAX_FOLDS, exemplars.length);
  for (let fold = 0; fold < folds; fold += 1) {
    const isLeftOut = (index: number) => index % folds === fold;
    const head = await trainLinearHead({
      examples: exemplars
        .filter((_, index) => !isLeftOut(index))
        .map(({ vector, label }) => ({ vector, label: labels.indexOf(label) })),
      labelCount: labels.length,
    });
    for (const [index, { vector }] of exemplars.entries()) {
      if (!isLeftOut(index)) continue;
      const probabilities = head.classify(vector);
      guesses[index] = labels[probabilities.indexOf(Math.max(...probabilities))];
    }
  }
  return guesses;
}

async function guessByNearest(exemplars: readonly Exemplar[]) {
  const guesses: (string | undefined)[] = [];
  for (const one of exemplars) {
    let nearest: Exemplar | undefined;
    let highest = Number.NEGATIVE_INFINITY;
    for (const other of exemplars) {
      if (other === one) continue;
      const similarity = dot(one.vector, other.vector);
      if (similarity <= highest) continue;
      [nearest, highest] = [other, similarity];
    }
    guesses.push(nearest?.label);
    await setImmediate();
  }
  return guesses;
}
