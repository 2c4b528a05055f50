import { createHash } from 'node:crypto';
import { mkdir, realpath } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type ZipOptions, zipSync } from 'fflate';
import { writeFileAtomically } from '../lib/atomic-file.ts';
import { type RecipePackage, recipeFileNames } from './package.ts';
import { RecipeError } from './recipe-error.ts';

const FILE_MODE = 0o644;
/** Unix permissions stand in the upper half of the attributes; 3: made on Unix. */
const unix = 3;
const plainFile = (0o100644 << 16) >>> 0;

export interface PackedRecipe {
  readonly path: string;
  /** Of the archive, in hexadecimal. */
  readonly sha256: string;
  /** Of what is in it, whatever packed it. */
  readonly recipe_digest: string;
}

/** SHA-256 over name, NUL, bytes, NUL of each file; those of knowledge bases come last, by name. */
export function recipeDigest(files: RecipePackage['files']): string {
  const hash = createHash('sha256');
  for (const [name, bytes] of wholeFiles(files)) {
    hash.update(name).update('\0').update(bytes).update('\0');
  }
  return hash.digest('hex');
}

/** The same bytes for the same files, on every machine. */
export function zipRecipe(files: RecipePackage['files']): Uint8Array {
  // Archives hold local time, so the date has to be built as local time too.
  const options: ZipOptions = {
    level: 9,
    mtime: new Date(1980, 0, 1),
    os: unix,
    attrs: plainFile,
  };
  const entries = wholeFiles(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return zipSync(Object.fromEntries(entries), options);
}

/** Refuses what is incomplete. */
function wholeFiles(files: RecipePackage['files']): [name: string, bytes: Uint8Array][] {
  const others = [...files.keys()].filter((name) => !isRecipeFile(name)).sort();
  return [...recipeFileNames, ...others].map((name) => {
    const bytes = files.get(name);
    if (bytes === undefined) throw new RecipeError(`${name} is missing`);
    return [name, bytes];
  });
}

/** Writes `<id>-<version>.vllm-sr-recipe.zip` of a recipe without errors. */
export async function packRecipe(
  { directory, files, metadata }: RecipePackage,
  outputFolder: string,
): Promise<PackedRecipe> {
  if (metadata === undefined) throw new RecipeError('a recipe without metadata has no name');
  const inside = new RecipeError(
    `${outputFolder} is inside of the recipe, no place for an archive`,
  );
  if (isInside(resolve(outputFolder), resolve(directory))) throw inside;
  await mkdir(outputFolder, { recursive: true });
  if (isInside(await realpath(outputFolder), await realpath(directory))) throw inside;
  const archive = zipRecipe(files);
  const path = join(outputFolder, `${metadata.id}-${metadata.version}.vllm-sr-recipe.zip`);
  await writeFileAtomically({ path, content: archive, mode: FILE_MODE });
  const sha256 = createHash('sha256').update(archive).digest('hex');
  return { path, sha256, recipe_digest: recipeDigest(files) };
}

function isRecipeFile(name: string): boolean {
  return (recipeFileNames as readonly string[]).includes(name);
}

/** Whether a path is a folder or lies below it. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === '' || !(way === '..' || way.startsWith(`..${sep}`) || isAbsolute(way));
}
