import { mkdir, readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { writeWhole } from './archive.ts';
import type { RecipeEntry } from './catalog.ts';
import { recipeFileNames } from './package.ts';
import { RecipeError } from './recipe-error.ts';
import { recipeMetadata } from './schema.ts';

interface ForkOptions {
  /** A file ending in `.yaml` takes the configuration alone, a folder all files. */
  readonly destination: string;
  readonly isForced: boolean;
}

/** Copies a recipe under a new name; returns the files that were written. */
export async function forkRecipe(
  recipe: RecipeEntry,
  { destination, isForced }: ForkOptions,
): Promise<readonly string[]> {
  const extension = extname(destination);
  if (extension === '.yaml' || extension === '.yml') {
    if (!isForced && (await exists(destination))) throw alreadyThere(destination);
    await writeWhole(destination, await readFile(recipe.configPath));
    return [destination];
  }
  const id = basename(destination);
  if (recipe.isFolder && !recipeMetadata.shape.id.safeParse(id).success) {
    throw new RecipeError(
      `\`${id}\` is no name for a recipe, which is words of small letters and digits joined by \`-\``,
    );
  }
  if (!isForced && (await exists(destination)) && (await readdir(destination)).length > 0) {
    throw alreadyThere(destination);
  }
  await mkdir(destination, { recursive: true });
  const written: string[] = [];
  for (const [name, from] of await sourcesOf(recipe)) {
    const to = join(destination, name);
    const bytes = await readFile(from);
    await writeWhole(to, name === 'metadata.yaml' ? renamed(bytes.toString(), id) : bytes);
    written.push(to);
  }
  return written;
}

async function sourcesOf({ isFolder, path, configPath }: RecipeEntry) {
  if (!isFolder) return [['config.yaml', configPath]] as const;
  const sources: (readonly [string, string])[] = [];
  for (const name of recipeFileNames) {
    const from = join(path, name);
    if (await exists(from)) sources.push([name, from]);
  }
  return sources;
}

/** A recipe has the name of its folder. */
function renamed(metadataText: string, id: string): string {
  const document = parseDocument(metadataText);
  if (!document.has('id')) return metadataText;
  document.set('id', id);
  return document.toString();
}

function alreadyThere(path: string): RecipeError {
  return new RecipeError(`${path} is there already, and is replaced only with \`--force\``);
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
