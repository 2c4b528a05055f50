import { z } from 'zod';
import { listedFiles, readManifestFile } from '../model-folder.ts';
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
