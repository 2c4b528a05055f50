import { join, resolve } from 'node:path';
import { Command } from 'commander';
import { packagePath } from '../app/package-info.ts';
import type { Finding } from '../config/findings.ts';
import type { RecipeEntry } from '../recipes/catalog.ts';
import type { RecipePackage } from '../recipes/package.ts';
import { coloursFor } from './colours.ts';
import { CommandError } from './command-error.ts';
import { findingLines } from './finding-lines.ts';
import { printLine, type Terminal } from './terminal.ts';

interface JsonFlag {
  readonly json?: boolean;
}

interface PackFlags extends JsonFlag {
  readonly output?: string;
}

interface ForkFlags extends JsonFlag {
  readonly force?: boolean;
}

const INVALID_EXIT_CODE = 3;

/** `switchyard recipe` */
export function recipeCommand(terminal: Terminal, finish: (exitCode: number) => void): Command {
  const run = (work: () => Promise<number>) => async () => finish(await explained(work));
  return new Command('recipe')
    .description('Policies that come with the product, and folders of your own to give away')
    .addCommand(
      new Command('list')
        .description('The built-in recipes')
        .option('--json', 'print JSON')
        .action((flags: JsonFlag) => run(() => list(flags, terminal))()),
    )
    .addCommand(
      new Command('show')
        .description('What is in a recipe')
        .argument('<name>', 'of a built-in recipe, or a folder')
        .option('--json', 'print JSON')
        .action((name: string, flags: JsonFlag) => run(() => show(name, flags, terminal))()),
    )
    .addCommand(
      new Command('fork')
        .description('Copy a recipe to change it')
        .argument('<name>', 'of a built-in recipe, or a folder')
        .argument(
          '<destination>',
          'a new folder, or a `.yaml` file for the configuration and its knowledge bases',
        )
        .option('--force', 'replace what is there')
        .option('--json', 'print JSON')
        .action((name: string, destination: string, flags: ForkFlags) =>
          run(() => fork(name, destination, { flags, terminal }))(),
        ),
    )
    .addCommand(
      new Command('check')
        .description('Say what is wrong with the folder of a recipe')
        .argument(
          '<folder>',
          'with config.yaml, metadata.yaml, probes.yaml, recipe.dsl, README.md, maybe knowledge_bases/',
        )
        .option('--json', 'print JSON')
        .action((folder: string, flags: JsonFlag) => run(() => check(folder, flags, terminal))()),
    )
    .addCommand(
      new Command('pack')
        .description('Put a recipe into an archive, the same bytes every time')
        .argument('<folder>', 'of a whole recipe')
        .option('--output <folder>', 'where the archive goes (else here)')
        .option('--json', 'print JSON')
        .action((folder: string, flags: PackFlags) => run(() => pack(folder, flags, terminal))()),
    );
}

/** What a recipe is refused for, as the error of a command. */
async function explained(work: () => Promise<number>): Promise<number> {
  const { RecipeError } = await import('../recipes/recipe-error.ts');
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof RecipeError)) throw error;
    throw new CommandError('file_unreadable', error.message, {
      code: 'recipe_refused',
      hint: 'see `switchyard recipe list` and `switchyard recipe --help`',
      cause: error,
    });
  }
}

async function list({ json }: JsonFlag, terminal: Terminal): Promise<number> {
  const { listRecipes } = await import('../recipes/catalog.ts');
  const recipes = await listRecipes(packagePath('recipes'), { isBuiltIn: true });
  if (json) {
    printLine(terminal.stdout, JSON.stringify({ recipes: recipes.map(summaryOf) }));
    return 0;
  }
  const width = Math.max(...recipes.map(({ name }) => name.length));
  const { strong } = coloursFor(terminal);
  for (const { name, metadata, isFolder } of recipes) {
    const about = metadata?.description ?? (isFolder ? '' : 'a single file');
    printLine(terminal.stdout, `${strong(name.padEnd(width))}  ${about}`.trimEnd());
  }
  return 0;
}

async function show(name: string, { json }: JsonFlag, terminal: Terminal): Promise<number> {
  const recipe = await find(name, terminal);
  const { describeRecipe } = await import('../recipes/describe.ts');
  const { findings, ...about } = await describeRecipe(recipe);
  const summary = { ...summaryOf(recipe), ...about };
  if (json) {
    printLine(terminal.stdout, JSON.stringify({ ...summary, findings }));
    return 0;
  }
  printFindings(findings, terminal);
  const rows: readonly (readonly [string, string | number | null | undefined])[] = [
    ['name', recipe.metadata?.name],
    ['about', recipe.metadata?.description],
    ['version', recipe.metadata?.version],
    ['authors', recipe.metadata?.authors.map((author) => author.name).join(', ')],
    ['license', recipe.metadata?.license],
    ['path', recipe.path],
    ['models', about.models.join(', ')],
    ['decisions', about.decisions.join(', ')],
    ['environment', about.environment.join(', ')],
    ['digest', about.recipe_digest],
  ];
  printLine(terminal.stdout, coloursFor(terminal).strong(recipe.name));
  for (const [label, value] of rows) {
    if (value) printLine(terminal.stdout, `  ${label.padEnd(11)}  ${value}`);
  }
  return 0;
}

async function fork(
  name: string,
  destination: string,
  { flags, terminal }: { readonly flags: ForkFlags; readonly terminal: Terminal },
): Promise<number> {
  const recipe = await find(name, terminal);
  const { forkRecipe } = await import('../recipes/fork.ts');
  const files = await forkRecipe(recipe, {
    destination: resolve(terminal.workingDirectory, destination),
    isForced: flags.force ?? false,
  });
  const lines = flags.json
    ? [JSON.stringify({ recipe: recipe.name, files })]
    : files.map((file) => `wrote ${file}`);
  for (const line of lines) printLine(terminal.stdout, line);
  return 0;
}

async function check(folder: string, { json }: JsonFlag, terminal: Terminal): Promise<number> {
  const { findings } = await read(folder, terminal, { isWhole: false });
  const isValid = !hasErrors(findings);
  if (json) {
    printLine(terminal.stdout, JSON.stringify({ valid: isValid, path: folder, findings }));
  } else {
    printFindings(findings, terminal);
    printLine(terminal.stdout, `${folder} is ${isValid ? 'valid' : 'not valid'}`);
  }
  return isValid ? 0 : INVALID_EXIT_CODE;
}

async function pack(folder: string, flags: PackFlags, terminal: Terminal): Promise<number> {
  const recipe = await read(folder, terminal, { isWhole: true });
  if (hasErrors(recipe.findings)) {
    const { ConfigError } = await import('../app/config-error.ts');
    throw new ConfigError(recipe.findings);
  }
  const { packRecipe } = await import('../recipes/archive.ts');
  const output = resolve(terminal.workingDirectory, flags.output ?? '.');
  const packed = await packRecipe(recipe, output);
  if (flags.json) {
    printLine(terminal.stdout, JSON.stringify(packed));
    return 0;
  }
  printFindings(recipe.findings, terminal);
  printLine(terminal.stdout, `wrote ${packed.path}`);
  printLine(terminal.stdout, `  sha256  ${packed.sha256}`);
  printLine(terminal.stdout, `  digest  ${packed.recipe_digest}`);
  return 0;
}

async function find(name: string, { workingDirectory }: Terminal): Promise<RecipeEntry> {
  const { findRecipe } = await import('../recipes/catalog.ts');
  return findRecipe(name, { builtInFolder: packagePath('recipes'), workingDirectory });
}

async function read(
  folder: string,
  { workingDirectory }: Terminal,
  options: { readonly isWhole: boolean },
): Promise<RecipePackage> {
  const { readRecipePackage } = await import('../recipes/package.ts');
  const recipe = await readRecipePackage(resolve(workingDirectory, folder), options);
  return { ...recipe, findings: [...recipe.findings, ...(await findingsOfCases(recipe))] };
}

/** What keeps probes from being asked: a picture that is missing, a text that is not there. */
async function findingsOfCases({ probes, directory }: RecipePackage): Promise<readonly Finding[]> {
  if (probes === undefined) return [];
  const [{ CaseError }, { casesOfProbes }] = await Promise.all([
    import('../app/cases/case.ts'),
    import('../app/cases/probe-cases.ts'),
  ]);
  try {
    casesOfProbes(probes, 'probes.yaml');
    return [];
  } catch (error) {
    if (!(error instanceof CaseError)) throw error;
    const file = join(directory, 'probes.yaml');
    const { message } = error;
    return [{ code: 'invalid_value', severity: 'error', path: 'decisions', file, message }];
  }
}

function summaryOf({ name, isBuiltIn, path, metadata }: RecipeEntry) {
  return { name, built_in: isBuiltIn, path, metadata: metadata ?? null };
}

function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some(({ severity }) => severity === 'error');
}

function printFindings(findings: readonly Finding[], { stderr }: Terminal): void {
  for (const line of findings.flatMap(findingLines)) printLine(stderr, line);
}
