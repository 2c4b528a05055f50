import { join } from 'node:path';
import { z } from 'zod';
import {
  type ListedSource,
  listedFiles,
  readListedFile,
  readManifestFile,
} from '../model-folder.ts';
import { PII_TYPES } from './pii-types.ts';
import { TAGGER_BITS } from './tagger-features.ts';

const WEIGHTS = 'tagger.bin';

const piiManifestSchema = z.object({
  format: z.literal(1),
  name: z.string().min(1),
  version: z.string().min(1),
  hashBits: z.literal(TAGGER_BITS),
  /** Tag 0 is outside, then two tags a type. */
  types: z.array(z.enum(PII_TYPES)).min(1).max(100),
  reported: z.array(z.enum(PII_TYPES)).min(1),
  scale: z.number().positive(),
  leastConfidence: z.number().min(0).max(1),
  files: listedFiles.refine((files) => WEIGHTS in files, `does not list \`${WEIGHTS}\``),
});

/** What `manifest.json` of a folder with a PII tagger says. */
type PiiManifest = z.output<typeof piiManifestSchema>;

export function readPiiManifest(directory: string): PiiManifest {
  return readManifestFile(directory, piiManifestSchema);
}

/** The weights of the folder, their size compared, and their SHA-256 too when asked. */
export function readWeights(source: ListedSource): {
  readonly file: string;
  readonly content: Buffer;
} {
  return { file: join(source.directory, WEIGHTS), content: readListedFile(source, WEIGHTS) };
}
