import { createHash } from 'node:crypto';
import { createReadStream, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';

const task = z.object({
  name: z.string().min(1),
  kind: z.literal('sequence'),
  output: z.string().min(1),
  labels: z.array(z.string().min(1)).min(2),
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
  similarity: z.object({
    knots: z.array(z.tuple([z.number(), z.number()])).min(2),
  }),
  files: z.record(
    z.string(),
    z.object({ bytes: z.int().positive(), sha256: z.string().length(64) }),
  ),
});

/** What `manifest.json` of a model folder says. */
export type Manifest = z.output<typeof manifestSchema>;

const REMEDY = 'reinstall the package or check out `models/` again';

/** Reads the manifest of a model folder and compares the sizes of its files. */
export function readManifest(directory: string): Manifest {
  const file = join(directory, 'manifest.json');
  const parsed = manifestSchema.safeParse(parseJsonFile(file));
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw new Error(
      `\`${file}\`: \`${issue?.path.join('.')}\` is not valid (${issue?.message}); ${REMEDY}`,
    );
  }
  for (const [name, { bytes }] of Object.entries(parsed.data.files)) {
    checkSize(join(directory, name), bytes);
  }
  return parsed.data;
}

/** Compares the SHA-256 of every file of the folder; about 100 ms for the built-in model. */
export async function verifyFiles(directory: string, manifest: Manifest): Promise<void> {
  for (const [name, { sha256 }] of Object.entries(manifest.files)) {
    const file = join(directory, name);
    const hash = createHash('sha256');
    await pipeline(createReadStream(file), hash);
    if (hash.digest('hex') === sha256) continue;
    throw new Error(`\`${file}\` is damaged (its SHA-256 differs from the manifest); ${REMEDY}`);
  }
}

function parseJsonFile(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw new Error(`cannot read \`${file}\`; ${REMEDY}`, { cause });
  }
}

function checkSize(file: string, bytes: number): void {
  const found = statSync(file, { throwIfNoEntry: false })?.size;
  if (found === bytes) return;
  const what = found === undefined ? 'is missing' : `has ${found} bytes instead of ${bytes}`;
  throw new Error(`\`${file}\` ${what}; ${REMEDY}`);
}
