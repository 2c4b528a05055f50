import type { TextModels } from '../models/text-models.ts';
import { embedExemplars } from './embed-exemplars.ts';
import { createKnowledgeIndex, type KnowledgeIndex } from './knowledge-index.ts';
import type { LoadedKnowledgeBase } from './load-knowledge.ts';
import type { VectorCache } from './vector-cache.ts';

/** A knowledge base that is ready to be asked, or can become so. */
export interface KnowledgeBase extends LoadedKnowledgeBase {
  /** Embeds the exemplars, once; after a failure the next call tries again. */
  index(): Promise<KnowledgeIndex>;
}

export interface KnowledgeBases {
  /** Undefined: there is none of this name, or its files could not be read. */
  get(name: string): KnowledgeBase | undefined;
}

interface KnowledgeOptions {
  readonly loaded: readonly LoadedKnowledgeBase[];
  readonly models: TextModels;
  readonly cache: VectorCache | undefined;
  readonly warn: (details: object, message: string) => void;
}

export function createKnowledgeBases({
  loaded,
  models,
  cache,
  warn,
}: KnowledgeOptions): KnowledgeBases {
  const bases = new Map(
    loaded.map((base) => [base.settings.name, { ...base, index: indexOnce(base) }]),
  );

  function indexOnce({ settings, manifest }: LoadedKnowledgeBase) {
    let index: Promise<KnowledgeIndex> | undefined;
    const build = async () => {
      const exemplars = Object.values(manifest.labels).flatMap((label) => label.exemplars);
      const texts = [...new Set(exemplars)];
      const vectors = await embedExemplars({ base: settings.name, texts, models, cache, warn });
      const calibrate = (cosine: number) => models.calibrate(cosine);
      return createKnowledgeIndex({ settings, manifest, vectors, calibrate });
    };
    return () => {
      index ??= build().catch((error) => {
        index = undefined;
        throw error;
      });
      return index;
    };
  }

  return { get: (name) => bases.get(name) };
}
