import { atUnitLength } from '../../src/lib/vectors.ts';
import type { TextEmbedding, TextModels } from '../../src/models/text-models.ts';

const DIMENSION = 512;

interface WordModels {
  readonly models: TextModels;
  /** Every text that was embedded, in order. */
  readonly embedded: readonly string[];
}

/** Models whose vectors count words, so that texts are as similar as their words. */
export function createWordModels({ version = '1' } = {}): WordModels {
  const places = new Map<string, number>();
  const embedded: string[] = [];
  const embed = (text: string): TextEmbedding => {
    embedded.push(text);
    const words = text.toLowerCase().match(/[a-z]+/g) ?? [];
    const vector = new Float32Array(DIMENSION);
    for (const word of words) {
      const place = places.get(word) ?? places.size % DIMENSION;
      places.set(word, place);
      vector[place] = (vector[place] ?? 0) + 1;
    }
    const tier = 'trunk';
    return { vector: atUnitLength(vector), tier, tokens: words.length, isTruncated: false };
  };
  const models = {
    embed: async (text: string) => embed(text),
    embedAll: async (texts: readonly string[]) => texts.map(embed),
    calibrate: (cosine: number) => cosine,
    status: () => [{ name: 'words', kind: 'embedding', version, path: '', tier: 'trunk' }],
    close: async () => {},
  } as unknown as TextModels;
  return { models, embedded };
}
