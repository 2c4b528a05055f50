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

const table = z.object({
  file: z.string().min(1),
  rows: z.int().positive(),
  rarityScale: z.number().positive(),
  tasks: z.array(task).min(1),
});

const flashManifestSchema = z.object({
  format: z.literal(2),
  name: z.string().min(1),
  version: z.string().min(1),
  vocabulary: z.string().min(1),
  unknownId: z.int().nonnegative(),
  hashBits: z.literal(HASH_BITS),
  /**
   * The first answers every task. A later one knows some of them better for some texts; the last
   * label of its task is the share that the first one answers.
   */
  tables: z.array(table).min(1),
  files: listedFiles,
});

/** What `manifest.json` of a folder with flash heads says. */
export type FlashManifest = z.output<typeof flashManifestSchema>;

export function readFlashManifest(directory: string): FlashManifest {
  return readManifestFile(directory, flashManifestSchema);
}
