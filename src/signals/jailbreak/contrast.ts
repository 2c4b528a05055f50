import { dot } from '../../lib/vectors.ts';
import type { Cancellable, TextModels } from '../../models/text-models.ts';
import { hasContent, type Part } from '../../models/text-parts.ts';
import { partsToCheck } from '../checked-texts.ts';

/** How much nearer a text is to attacks than to what is harmless, on the scale of thresholds. */
interface Contrast {
  /** The nearest attack less the nearest harmless pattern; -1..1. */
  readonly margin: number;
  readonly nearest: string;
  readonly part: Part;
  readonly isComplete: boolean;
}

export interface PatternContrast {
  prepare(): Promise<void>;
  /** Undefined for a text without content. */
  compare(text: string, options: Cancellable): Promise<Contrast | undefined>;
}

interface ContrastOptions {
  readonly attacks: readonly string[];
  readonly benign: readonly string[];
  readonly models: Pick<TextModels, 'embedAll' | 'calibrate'>;
}

/**
 * Unrelated texts are about so similar to anything: what is near to neither side is no attack because
 * it is a little nearer to one. Of harmless texts half as many pass for attacks with it.
 */
const UNRELATED = 0.45;
/** Short, because a pattern is: an attack that fills a part is not thinned by what surrounds it. */
const PART = { tokens: 192, stride: 160 };

/** Compares every part of a text with examples of attacks and of what resembles them. */
export function createContrast({ attacks, benign, models }: ContrastOptions): PatternContrast {
  let embedded: Promise<readonly [Vectors, Vectors]> | undefined;
  const vectorsOf = async (texts: readonly string[]): Promise<Vectors> =>
    (await models.embedAll(texts)).map(({ vector }) => vector);
  const prepared = () => {
    embedded ??= Promise.all([vectorsOf(attacks), vectorsOf(benign)]).catch((error) => {
      embedded = undefined; // the next request tries again: the models may have come back
      throw error;
    });
    return embedded;
  };

  return {
    async prepare() {
      await prepared();
    },
    async compare(text, options) {
      const whole = { start: 0, end: text.length };
      const { parts, isComplete } = partsToCheck(text, PART);
      const read = (parts.length > 1 ? parts : [whole]).filter(({ start, end }) =>
        hasContent(text.slice(start, end)),
      );
      if (read.length === 0) return undefined;
      const [[attackVectors, benignVectors], vectors] = await Promise.all([
        prepared(),
        models.embedAll(
          read.map(({ start, end }) => text.slice(start, end).trim()),
          options,
        ),
      ]);
      const contrasts = read.map((part, index): Contrast => {
        const { vector } = vectors[index] as { readonly vector: Float32Array };
        const attack = nearestOf(vector, attackVectors);
        const harmless = benign.length === 0 ? undefined : nearestOf(vector, benignVectors);
        const subtracted =
          harmless === undefined ? 0 : Math.max(UNRELATED, models.calibrate(harmless.cosine));
        return {
          margin: models.calibrate(attack.cosine) - subtracted,
          nearest: attacks[attack.index] as string,
          part,
          isComplete,
        };
      });
      return contrasts.reduce((most, one) => (one.margin > most.margin ? one : most));
    },
  };
}

type Vectors = readonly Float32Array[];

function nearestOf(vector: Float32Array, vectors: Vectors) {
  let best = { index: 0, cosine: -1 };
  for (const [index, other] of vectors.entries()) {
    const cosine = dot(vector, other);
    if (cosine > best.cosine) best = { index, cosine };
  }
  return best;
}
