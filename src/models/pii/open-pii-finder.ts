import type { PiiFinding } from '../text-models.ts';
import { readPiiManifest, readWeights } from './pii-manifest.ts';
import { loadPatternFinder, mergeEntities } from './recognise.ts';
import { readTagTable } from './tag-table.ts';
import { createTagger } from './tagger.ts';

/**
 * Recognisers and tagger together, synchronous: about 0.5 ms for 1 KiB of prose, 15 ms for 32 KiB and
 * 0.5 s for 1 MiB on one core, so long texts belong into a worker.
 */
export interface PiiFinder {
  /** Of the weights, as their manifest says. */
  readonly version: string;
  /**
   * Never throws. A text without personal data, also the empty one, has no entities; a lone surrogate
   * is a sign like any other. Of a longer text the first 2^20 UTF-16 units are searched, and then
   * `isComplete` is false.
   */
  readonly find: (text: string) => PiiFinding;
}

/** Longest text that is searched, as in the recognisers. */
const MAX_UNITS = 1 << 20;

/**
 * Opens `models/pii`; an error names the file and the remedy. Numbering plans and weights take about
 * 100 ms to load. Needs nothing of the main thread.
 */
export async function openPiiFinder({
  directory,
  verify = false,
}: {
  readonly directory: string;
  /** Compares the SHA-256 too. */
  readonly verify?: boolean;
}): Promise<PiiFinder> {
  const manifest = readPiiManifest(directory);
  const { version, types } = manifest;
  const { file, content } = readWeights({ directory, manifest, verify });
  const table = readTagTable(content, { file, tagCount: 1 + 2 * types.length });
  const tag = createTagger(table, manifest);
  const findPatterns = await loadPatternFinder();
  return {
    version,
    find(text) {
      const searched = text.length > MAX_UNITS ? text.slice(0, MAX_UNITS) : text;
      const patterns = findPatterns(searched);
      return {
        entities: mergeEntities(patterns.entities, tag(searched)),
        isComplete: patterns.isComplete && searched.length === text.length,
      };
    },
  };
}
