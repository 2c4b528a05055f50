import { createHash } from 'node:crypto';
import { createReadStream, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { checkDigest, checkSize, listedFiles, readManifestFile } from './model-folder.ts';
import { REASK_FEATURES } from './reask.ts';

const task = z.object({
  name: z.string().min(1),
  kind: z.literal('sequence'),
  output: z.string().min(1),
  labels: z.array(z.string().min(1)).min(2),
  /** See `ensemble.ts`; fitted by `training/calibrate.js`. */
  flashWeight: z.number().min(0).max(1),
  temperature: z.number().positive(),
});

const similarity = z.object({
  knots: z.array(z.tuple([z.number(), z.number()])).min(2),
});

const reaskWeights = z.object({
  weights: z.array(z.number()).length(REASK_FEATURES),
  bias: z.number(),
});

const manifestSchema = z.object({
  format: z.literal(1),
  name: z.string().min(1),
  version: z.string().min(1),
  tokenizer: z.object({
    type: z.literal('wordpiece'),
    lowercase: z.literal(true),
    maxTokens: z.int().min(8).max(512),
  }),
  dimension: z.int().positive(),
  tasks: z.array(task),
  /** The head that scores the tokens of an answer, and the score from which one is unsupported. */
  support: z.object({
    output: z.string().min(1),
    maxTokens: z.int().min(32).max(512),
    threshold: z.number().min(0).max(1),
  }),
  similarity,
  /** Embeds where the runtime is missing; its word rows are bytes of the graph. */
  static: z.object({
    file: z.string().min(1),
    table: z.object({
      file: z.string().min(1),
      offset: z.int().nonnegative(),
      rows: z.int().positive(),
    }),
    similarity,
  }),
  /** For the vectors of each tier. */
  reask: z.object({ trunk: reaskWeights, flash: reaskWeights }),
  files: listedFiles,
});

/** What `manifest.json` of a model folder says. */
export type Manifest = z.output<typeof manifestSchema>;

/** Reads the manifest of a model folder and compares the sizes of its files. */
export function readManifest(directory: string): Manifest {
  const manifest = readManifestFile(directory, manifestSchema);
  for (const [name, { bytes }] of Object.entries(manifest.files)) {
    const file = join(directory, name);
    const found = statSync(file, { throwIfNoEntry: false })?.size;
    checkSize(file, found === undefined ? { bytes } : { found, bytes });
  }
  return manifest;
}

/** Compares the SHA-256 of every file of the folder; about 100 ms for the built-in model. */
export async function verifyFiles(directory: string, manifest: Manifest): Promise<void> {
  for (const [name, { sha256 }] of Object.entries(manifest.files)) {
    const file = join(directory, name);
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    checkDigest(file, { found: hash.digest('hex'), sha256 });
  }
}
