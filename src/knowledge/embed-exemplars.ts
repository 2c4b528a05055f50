import { dot } from '../lib/vectors.ts';
import type { TextModels } from '../models/text-models.ts';
import { keyOf, type VectorCache } from './vector-cache.ts';

interface EmbedOptions {
  readonly base: string;
  /** Without repetitions. */
  readonly texts: readonly string[];
  readonly models: TextModels;
  /** Undefined: nothing is kept. */
  readonly cache: VectorCache | undefined;
  readonly warn: (details: object, message: string) => void;
}

/** At a time, so that texts of requests get their turn in between. */
const BATCH = 32;
/** Of one text by one encoder at two times. */
const SAME_VECTOR = 0.999;

/** Text -> vector; only those that the disk does not know are embedded. */
export async function embedExemplars(
  options: EmbedOptions,
): Promise<ReadonlyMap<string, Float32Array>> {
  const { base, texts, models, cache, warn } = options;
  const [first] = texts;
  if (first === undefined) return new Map();
  // Tells which encoder answers, and whether it still is the one that made the vectors on the disk.
  const probe = await models.embed(first);
  const encoder = encoderOf(models, probe.tier, probe.vector.length);
  const kept = (await cache?.read(base, encoder)) ?? new Map<string, Float32Array>();
  const keptFirst = kept.get(keyOf(first));
  const isSame = keptFirst !== undefined && dot(keptFirst, probe.vector) >= SAME_VECTOR;
  const vectors = new Map([[first, probe.vector]]);
  for (const text of texts) {
    const vector = isSame ? kept.get(keyOf(text)) : undefined;
    if (vector !== undefined && text !== first) vectors.set(text, vector);
  }
  const missing = texts.filter((text) => !vectors.has(text));
  for (let at = 0; at < missing.length; at += BATCH) {
    const batch = missing.slice(at, at + BATCH);
    const embedded = await models.embedAll(batch);
    for (const [index, text] of batch.entries()) {
      const vector = embedded[index]?.vector;
      if (vector !== undefined) vectors.set(text, vector);
    }
  }
  const isKept = isSame && missing.length === 0 && kept.size === texts.length;
  if (cache !== undefined && !isKept) {
    const keyed = new Map([...vectors].map(([text, vector]) => [keyOf(text), vector]));
    await cache.write(base, encoder, keyed).catch((error: unknown) => {
      warn({ err: error, base }, 'vectors of a knowledge base could not be kept');
    });
  }
  return vectors;
}

function encoderOf(models: TextModels, tier: string, dimension: number): string {
  const model = models.status().find(({ kind }) => kind === 'embedding');
  return JSON.stringify([model?.name, model?.version, model?.path, tier, dimension]);
}
