import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { nearestName } from '../lib/nearest-name.ts';
import { readMetadata } from './metadata.ts';
import { RecipeError } from './recipe-error.ts';
import type { RecipeMetadata } from './schema.ts';

/** Where a recipe lies: a folder with `config.yaml`, or a single file. */
export interface RecipeEntry {
  readonly name: string;
  readonly isBuiltIn: boolean;
  readonly isFolder: boolean;
  readonly path: string;
  readonly configPath: string;
  /** Undefined for single files, and where `metadata.yaml` is missing or wrong. */
  readonly metadata: RecipeMetadata | undefined;
}

/** The recipes that lie in a folder, by name. */
export async function listRecipes(
  folder: string,
  { isBuiltIn }: { readonly isBuiltIn: boolean },
): Promise<readonly RecipeEntry[]> {
  const found = await Promise.all(
    (await readdir(folder)).map((name) => readEntry(join(folder, name), isBuiltIn)),
  );
  return found.filter((entry) => entry !== undefined).sort((a, b) => (a.name < b.name ? -1 : 1));
}

interface Places {
  readonly builtInFolder: string;
  readonly workingDirectory: string;
}

/** A built-in recipe by its name, any other by its path. */
export async function findRecipe(
  name: string,
  { builtInFolder, workingDirectory }: Places,
): Promise<RecipeEntry> {
  const builtIn = await listRecipes(builtInFolder, { isBuiltIn: true });
  const known = builtIn.find((entry) => entry.name === name);
  if (known !== undefined) return known;
  const entry = await readEntry(resolve(workingDirectory, name), false);
  if (entry !== undefined) return entry;
  const names = builtIn.map((each) => each.name);
  const nearest = nearestName(name, names);
  throw new RecipeError(
    `there is no recipe \`${name}\`, ` +
      (nearest === undefined
        ? `built in are ${names.join(', ')}; others are named by their folder`
        : `did you mean \`${nearest}\`?`),
  );
}

async function readEntry(path: string, isBuiltIn: boolean): Promise<RecipeEntry | undefined> {
  const extension = extname(path);
  if (await isKind(path, 'isDirectory')) {
    const configPath = join(path, 'config.yaml');
    if (!(await isKind(configPath, 'isFile'))) return undefined;
    const metadata = await metadataOf(join(path, 'metadata.yaml'));
    return { name: basename(path), isBuiltIn, isFolder: true, path, configPath, metadata };
  }
  if (!['.yaml', '.yml'].includes(extension) || !(await isKind(path, 'isFile'))) return undefined;
  const name = basename(path, extension);
  return { name, isBuiltIn, isFolder: false, path, configPath: path, metadata: undefined };
}

async function metadataOf(path: string): Promise<RecipeMetadata | undefined> {
  if (!(await isKind(path, 'isFile'))) return undefined;
  return readMetadata(await readFile(path, 'utf8'), path).metadata;
}

async function isKind(path: string, kind: 'isDirectory' | 'isFile'): Promise<boolean> {
  try {
    return (await stat(path))[kind]();
  } catch {
    return false; // What cannot be looked at is no recipe.
  }
}
