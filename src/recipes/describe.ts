import { readFile } from 'node:fs/promises';
import type { ConfigDocument } from '../config/document.ts';
import type { Finding } from '../config/findings.ts';
import { loadConfig } from '../config/load.ts';
import { recipeDigest } from './archive.ts';
import type { RecipeEntry } from './catalog.ts';
import { readRecipePackage, recipeFileNames } from './package.ts';

/** What is in a recipe, in the words of its configuration. */
export interface RecipeDescription {
  readonly models: readonly string[];
  readonly decisions: readonly string[];
  /** Variables that whoever runs it has to set. */
  readonly environment: readonly string[];
  /** Null where files are missing. */
  readonly recipe_digest: string | null;
  readonly findings: readonly Finding[];
}

export async function describeRecipe(recipe: RecipeEntry): Promise<RecipeDescription> {
  const { config, findings, digest } = recipe.isFolder
    ? await readFolder(recipe.path)
    : await readSingle(recipe.configPath);
  const isNeeded = ({ code }: Finding) => code === 'needs_env';
  const needed = findings.filter(isNeeded).map(({ message }) => message.replace('needs env ', ''));
  return {
    models: config?.providers.models.map(({ name }) => name) ?? [],
    decisions: config === undefined ? [] : decisionsOf(config),
    environment: [...new Set(needed)].sort(),
    recipe_digest: digest,
    findings: findings.filter((finding) => !isNeeded(finding)),
  };
}

/** Those of named policies as `policy/decision`. */
function decisionsOf({ routing, recipes }: ConfigDocument): readonly string[] {
  const named = recipes.flatMap(({ name, routing: policy }) =>
    policy.decisions.map((decision) => `${name}/${decision.name}`),
  );
  return [...routing.decisions.map(({ name }) => name), ...named];
}

async function readFolder(path: string) {
  const { config, findings, files } = await readRecipePackage(path, { isWhole: false });
  const isWhole = recipeFileNames.every((name) => files.has(name));
  return { config, findings, digest: isWhole ? recipeDigest(files) : null };
}

async function readSingle(path: string) {
  const text = await readFile(path, 'utf8');
  const { config, findings } = loadConfig({ text, file: path, environment: {}, mode: 'validate' });
  return { config, findings, digest: null };
}
