import { mkdir, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, dirname, extname, join } from 'node:path';
import { parseDocument } from 'yaml';
import { writeFileAtomically } from '../lib/atomic-file.ts';
import { isInside } from './archive.ts';
import type { RecipeEntry } from './catalog.ts';
import { KNOWLEDGE_FOLDER } from './knowledge.ts';
import { type RecipePackage, readRecipePackage } from './package.ts';
import { RecipeError } from './recipe-error.ts';
import { recipeMetadata } from './schema.ts';

const FILE_MODE = 0o644;

interface ForkOptions {
  /** A file ending in `.yaml` takes the configuration, with its knowledge bases beside it; a folder all. */
  readonly destination: string;
  readonly isForced: boolean;
}

/** Copies a recipe under a new name; returns the files that were written. */
export async function forkRecipe(
  recipe: RecipeEntry,
  { destination, isForced }: ForkOptions,
): Promise<readonly string[]> {
  const files = await filesOf(recipe);
  const extension = extname(destination);
  if (extension === '.yaml' || extension === '.yml') {
    const config = files.get('config.yaml');
    if (config === undefined) throw new RecipeError('the recipe has no `config.yaml`');
    const folder = dirname(destination);
    const wanted = new Map([[basename(destination), config], ...knowledgeOf(files)]);
    for (const name of isForced ? [] : wanted.keys()) {
      if (await exists(join(folder, name))) throw alreadyThere(join(folder, name));
    }
    return writeFiles(wanted, folder);
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
  const card = files.get('metadata.yaml');
  const named = new Map(files);
  if (card !== undefined) {
    named.set(
      'metadata.yaml',
      new TextEncoder().encode(renamed(new TextDecoder().decode(card), id)),
    );
  }
  return writeFiles(named, destination);
}

function knowledgeOf(files: RecipePackage['files']) {
  return [...files].filter(([name]) => name.startsWith(`${KNOWLEDGE_FOLDER}/`));
}

/** Writes files by their paths below a folder, which no link may lead out of. */
async function writeFiles(
  files: RecipePackage['files'],
  folder: string,
): Promise<readonly string[]> {
  await mkdir(folder, { recursive: true });
  const root = await realpath(folder);
  const written: string[] = [];
  for (const [name, content] of files) {
    const path = join(folder, name);
    await mkdir(dirname(path), { recursive: true });
    if (!isInside(await realpath(dirname(path)), root)) {
      throw new RecipeError(`${dirname(path)} is a symbolic link to somewhere else`);
    }
    await writeFileAtomically({ path, content, mode: FILE_MODE });
    written.push(path);
  }
  return written;
}

/** Folders are read as recipes are, so that no link in them leads anywhere else. */
async function filesOf({
  isFolder,
  path,
  configPath,
}: RecipeEntry): Promise<RecipePackage['files']> {
  if (!isFolder) return new Map([['config.yaml', await readFile(configPath)]]);
  return (await readRecipePackage(path, { isWhole: false })).files;
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
