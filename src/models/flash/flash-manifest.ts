import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod';
import {
  checkDigest,
  checkSize,
  listedFiles,
  REMEDY,
  readManifestFile,
  readModelFile,
} from '../model-folder.ts';
import { HASH_BITS } from './feature-hash.ts';

const task = z
  .object({
    name: z.string().min(1),
    labels: z.array(z.string().min(1)).min(2),
    /** What one step of the int8 weights of a column is worth, the temperature divided out. */
    scales: z.array(z.number().positive()),
    biases: z.array(z.number()),
  })
  .refine(({ labels, scales, biases }) => {
    return scales.length === labels.length && biases.length === labels.length;
  }, 'needs one scale and one bias for every label');

const flashManifestSchema = z.object({
  format: z.literal(1),
  name: z.string().min(1),
  version: z.string().min(1),
  vocabulary: z.string().min(1),
  unknownId: z.int().nonnegative(),
  hashBits: z.literal(HASH_BITS),
  rows: z.int().positive(),
  rarityScale: z.number().positive(),
  tasks: z.array(task).min(1),
  files: listedFiles,
});

/** What `manifest.json` of a folder with flash heads says. */
export type FlashManifest = z.output<typeof flashManifestSchema>;

export function readFlashManifest(directory: string): FlashManifest {
  return readManifestFile(directory, flashManifestSchema);
}

/** A file of the folder, its size compared, and its SHA-256 too when asked. */
export function readListedFile(
  { directory, manifest, verify }: { directory: string; manifest: FlashManifest; verify: boolean },
  name: string,
): Buffer {
  const file = join(directory, name);
  const listed = manifest.files[name];
  if (!listed)
    throw new Error(`\`${directory}\`: the manifest does not list \`${name}\`; ${REMEDY}`);
  const content = readModelFile(file);
  checkSize(file, { found: content.length, bytes: listed.bytes });
  if (verify) {
    const found = createHash('sha256').update(content).digest('hex');
    checkDigest(file, { found, sha256: listed.sha256 });
  }
  return content;
}
