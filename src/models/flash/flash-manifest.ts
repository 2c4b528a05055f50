import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
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
  files: z.record(
    z.string(),
    z.object({ bytes: z.int().positive(), sha256: z.string().length(64) }),
  ),
});

/** What `manifest.json` of a folder with flash heads says. */
export type FlashManifest = z.output<typeof flashManifestSchema>;

export const REMEDY = 'reinstall the package or check out `models/` again';

export function readFlashManifest(directory: string): FlashManifest {
  const file = join(directory, 'manifest.json');
  const parsed = flashManifestSchema.safeParse(parseJson(file));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `\`${file}\`: \`${issue?.path.join('.')}\` is not valid (${issue?.message}); ${REMEDY}`,
  );
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
  const content = readBytes(file);
  if (content.length !== listed.bytes) {
    throw new Error(
      `\`${file}\` has ${content.length} bytes instead of ${listed.bytes}; ${REMEDY}`,
    );
  }
  if (verify && createHash('sha256').update(content).digest('hex') !== listed.sha256) {
    throw new Error(`\`${file}\` is damaged (its SHA-256 differs from the manifest); ${REMEDY}`);
  }
  return content;
}

function parseJson(file: string): unknown {
  const content = readBytes(file);
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (cause) {
    throw new Error(`\`${file}\` is not JSON; ${REMEDY}`, { cause });
  }
}

function readBytes(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`cannot read \`${file}\`; ${REMEDY}`, { cause });
  }
}
