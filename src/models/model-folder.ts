import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** What somebody can do about a broken folder of built-in models. */
export const REMEDY = 'reinstall the package or check out `models/` again';

/** `files` of a manifest: name -> what the file must be. */
export const listedFiles = z.record(
  z.string(),
  z.object({ bytes: z.int().positive(), sha256: z.string().length(64) }),
);

/** Reads `manifest.json` of a folder; an error names the file, the field and the remedy. */
export function readManifestFile<Schema extends z.ZodType>(
  directory: string,
  schema: Schema,
): z.output<Schema> {
  const file = join(directory, 'manifest.json');
  const parsed = schema.safeParse(parseJson(file));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(
    `\`${file}\`: \`${issue?.path.join('.')}\` is not valid (${issue?.message}); ${REMEDY}`,
  );
}

/** Throws when a file has another size than its manifest says; `found` undefined: it is missing. */
export function checkSize(file: string, { found, bytes }: { found?: number; bytes: number }): void {
  if (found === bytes) return;
  const what = found === undefined ? 'is missing' : `has ${found} bytes instead of ${bytes}`;
  throw new Error(`\`${file}\` ${what}; ${REMEDY}`);
}

/** Throws when the SHA-256 of a file is another than its manifest says. */
export function checkDigest(file: string, { found, sha256 }: { found: string; sha256: string }) {
  if (found === sha256) return;
  throw new Error(`\`${file}\` is damaged (its SHA-256 differs from the manifest); ${REMEDY}`);
}

/** The bytes of a file; an error names it and the remedy. */
function readModelFile(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new Error(`cannot read \`${file}\`; ${REMEDY}`, { cause });
  }
}

/** A folder of models and what its manifest lists. */
export interface ListedSource {
  readonly directory: string;
  readonly manifest: { readonly files: z.output<typeof listedFiles> };
  /** Compare the SHA-256 too, not only the size. */
  readonly verify: boolean;
}

/** A file of the folder; throws when it is not what the manifest says. */
export function readListedFile(
  { directory, manifest, verify }: ListedSource,
  name: string,
): Buffer {
  const listed = manifest.files[name];
  if (!listed) {
    throw new Error(`\`${directory}\`: the manifest does not list \`${name}\`; ${REMEDY}`);
  }
  const file = join(directory, name);
  const content = readModelFile(file);
  checkSize(file, { found: content.length, bytes: listed.bytes });
  if (verify) {
    const found = createHash('sha256').update(content).digest('hex');
    checkDigest(file, { found, sha256: listed.sha256 });
  }
  return content;
}

function parseJson(file: string): unknown {
  const content = readModelFile(file);
  try {
    return JSON.parse(content.toString('utf8'));
  } catch (cause) {
    throw new Error(`cannot read \`${file}\`: it is not JSON; ${REMEDY}`, { cause });
  }
}
