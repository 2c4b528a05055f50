import type { TextModels } from '../models/text-models.ts';
import {
  createPrototypeBank,
  type Example,
  type PrototypeBank,
  type PrototypeScoring,
} from './prototype-bank.ts';

export interface PreparedBank extends PrototypeBank {
  /** Before they were condensed. */
  readonly examples: readonly Example[];
}

/** Embedded examples of the rules that share one set of models. */
export interface PreparedBanks {
  /** Embeds and condenses the texts, once for all who ask for the same. */
  bankOf(texts: readonly string[], scoring: PrototypeScoring): Promise<PreparedBank>;
}

/** Remembers banks by their texts; one that failed is tried again when it is asked for again. */
export function createPreparedBanks(
  models: Pick<TextModels, 'embedAll' | 'calibrate'>,
): PreparedBanks {
  const prepared = new Map<string, Promise<PreparedBank>>();
  async function prepare(texts: readonly string[], scoring: PrototypeScoring) {
    const unique = [...new Set(texts)];
    const vectors = await models.embedAll(unique);
    const examples = unique.map((text, index) => ({
      text,
      embedding: vectors[index]?.vector as Float32Array,
    }));
    const calibrate = (cosine: number) => models.calibrate(cosine);
    const bank = await createPrototypeBank({ examples, scoring, calibrate });
    return { ...bank, examples };
  }
  return {
    bankOf(texts, scoring) {
      const { enabled, cluster_similarity_threshold: radius, max_prototypes: most } = scoring;
      const key = JSON.stringify([
        enabled && [radius, most],
        scoring.best_weight,
        scoring.top_m,
        texts,
      ]);
      const known = prepared.get(key);
      if (known !== undefined) return known;
      const bank = prepare(texts, scoring).catch((error) => {
        prepared.delete(key);
        throw error;
      });
      prepared.set(key, bank);
      return bank;
    },
  };
}

/** Remembers what was prepared; what failed is tried again: the models may have come back. */
export function onceItWorks<T>(prepare: () => Promise<T>): () => Promise<T> {
  let prepared: Promise<T> | undefined;
  return () => {
    prepared ??= prepare().catch((error) => {
      prepared = undefined;
      throw error;
    });
    return prepared;
  };
}
