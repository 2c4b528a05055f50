import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { DEFAULT_RECIPE } from '../../config/policies.ts';
import { redact } from '../../config/redact.ts';
import { ConfigApiError } from './config-api-error.ts';
import type { ConfigControl, StoredConfig } from './config-control.ts';
import { checked, readCurrent } from './current-config.ts';
import { editYaml } from './edit-yaml.ts';
import { isJsonMap, type JsonMap } from './json-values.ts';
import { restoreSecrets } from './restore-secrets.ts';
import { etagOf, requireStored, writeConfig } from './write-config.ts';

const MAX_NAME_UNITS = 128;
const policyKeys = ['signals', 'projections', 'decisions', 'strategy'] as const;

/** A policy with the names that lead to it; its parts are checked with the whole document. */
const recipeBody = z.looseObject({
  name: z.string().optional(),
  description: z.string().optional(),
  routing: z.record(z.string(), z.unknown()),
  entrypoints: z.array(z.record(z.string(), z.unknown())).optional(),
});
type RecipeBody = z.output<typeof recipeBody>;

interface ShownRecipe {
  readonly name: string;
  readonly description: string;
  readonly routing: unknown;
  readonly entrypoints: readonly unknown[];
  readonly source: 'routing' | 'recipes';
  readonly deletable: boolean;
}

type NameParameter = { Params: { name: string } };

export function registerRecipes(app: FastifyInstance, control: ConfigControl): void {
  app.get('/config/router/recipes', async (_request, reply) => {
    const current = await readCurrent(control);
    return reply
      .header('etag', etagOf(current.hash))
      .send({ recipes: recipesOf(requireStored(current)) });
  });

  app.get<NameParameter>('/config/router/recipes/:name', async (request, reply) => {
    const current = await readCurrent(control);
    const recipe = findRecipe(requireStored(current), request.params.name);
    return reply.header('etag', etagOf(current.hash)).send(recipe);
  });

  app.post('/config/router/recipes/validate', async (request) => {
    const body = readRecipe(request.body);
    const name = checkName(body.name ?? DEFAULT_RECIPE);
    const current = await readCurrent(control);
    return checked(control, editedWith(current, name, body));
  });

  app.put<NameParameter>('/config/router/recipes/:name', (request, reply) => {
    requireIfMatch(request);
    const name = checkName(request.params.name);
    const body = readRecipe(request.body);
    if (body.name !== undefined && body.name.trim() !== name) {
      throw new ConfigApiError(
        'RECIPE_NAME_MISMATCH',
        `the recipe calls itself \`${body.name.slice(0, MAX_NAME_UNITS)}\`, the path says \`${name}\``,
      );
    }
    const edit = (current: StoredConfig) => ({ text: editedWith(current, name, body) });
    const message = `save recipe ${name}`;
    return writeConfig({ control, request, reply, source: 'api', message, edit });
  });

  app.delete<NameParameter>('/config/router/recipes/:name', (request, reply) => {
    requireIfMatch(request);
    const { name } = request.params;
    const edit = (current: StoredConfig) => ({ text: editedWithout(current, name) });
    const message = `delete recipe ${name}`;
    return writeConfig({ control, request, reply, source: 'api', message, edit });
  });
}

function requireIfMatch({ headers }: FastifyRequest): void {
  if (headers['if-match'] !== undefined) return;
  throw new ConfigApiError(
    'PRECONDITION_REQUIRED',
    'send the `etag` of what you have read as `if-match`',
  );
}

function readRecipe(body: unknown): RecipeBody {
  const { data, error } = recipeBody.safeParse(body);
  if (data !== undefined) return data;
  const [issue] = error.issues;
  const place = issue?.path.join('.') || 'the recipe';
  throw new ConfigApiError('INVALID_RECIPE', `\`${place}\`: ${issue?.message}`);
}

function checkName(text: string): string {
  const name = text.trim();
  const hasControls = /\p{Cc}/u.test(name);
  if (name !== '' && name.length <= MAX_NAME_UNITS && !hasControls) return name;
  throw new ConfigApiError(
    'INVALID_RECIPE_NAME',
    `a recipe has a name of 1 to ${MAX_NAME_UNITS} characters without control characters`,
  );
}

/** The default recipe is the top-level routing, or the recipe of this name. */
function recipesOf(document: JsonMap): readonly ShownRecipe[] {
  const shown = redact(document) as JsonMap;
  const named = mapsOf(shown.recipes).map((recipe) => describe(shown, recipe, 'recipes'));
  if (named.some(({ name }) => name === DEFAULT_RECIPE)) return named;
  const routing = isJsonMap(shown.routing) ? shown.routing : {};
  const policy = Object.fromEntries(
    policyKeys.filter((key) => key in routing).map((key) => [key, routing[key]]),
  );
  return [describe(shown, { name: DEFAULT_RECIPE, routing: policy }, 'routing'), ...named];
}

function describe(
  document: JsonMap,
  { name, description, routing }: JsonMap,
  source: ShownRecipe['source'],
): ShownRecipe {
  const own = String(name).trim();
  return {
    name: own,
    description: typeof description === 'string' ? description : '',
    routing: routing ?? {},
    entrypoints: mapsOf(document.entrypoints).filter((entry) => leadsTo(entry, own)),
    source,
    deletable: own !== DEFAULT_RECIPE,
  };
}

function findRecipe(document: JsonMap, name: string): ShownRecipe {
  const recipe = recipesOf(document).find((one) => one.name === name);
  if (recipe !== undefined) return recipe;
  const shown = name.slice(0, MAX_NAME_UNITS);
  throw new ConfigApiError('RECIPE_NOT_FOUND', `there is no recipe \`${shown}\``);
}

/** The document with one recipe, and its entrypoints where they are given, put in place. */
function editedWith(current: StoredConfig, name: string, body: RecipeBody): string {
  const document = requireStored(current);
  const isTopLevel =
    name === DEFAULT_RECIPE && !mapsOf(document.recipes).some((recipe) => isNamed(recipe, name));
  const withPolicy = isTopLevel
    ? withDefaultPolicy(document, body)
    : withNamedRecipe(document, name, body);
  const wanted =
    body.entrypoints === undefined
      ? withPolicy
      : withEntrypoints(withPolicy, name, body.entrypoints);
  return editYaml(current.text, restoreSecrets(wanted, document));
}

/** Model cards are shared by all recipes, so they stay. */
function withDefaultPolicy(document: JsonMap, { routing }: RecipeBody): JsonMap {
  const stored = isJsonMap(document.routing) ? document.routing : {};
  const shared = Object.entries(stored).filter(
    ([key]) => !(policyKeys as readonly string[]).includes(key),
  );
  return { ...document, routing: { ...Object.fromEntries(shared), ...routing } };
}

function withNamedRecipe(document: JsonMap, name: string, body: RecipeBody): JsonMap {
  // What a reader got with it and the document does not hold.
  const { entrypoints: _entrypoints, source: _source, deletable: _deletable, ...fields } = body;
  const { description, ...rest } = fields;
  const recipe = { ...(description ? { description } : {}), ...rest, name };
  const stored = mapsOf(document.recipes);
  const recipes = stored.some((one) => isNamed(one, name))
    ? stored.map((one) => (isNamed(one, name) ? recipe : one))
    : [...stored, recipe];
  return { ...document, recipes };
}

function withEntrypoints(document: JsonMap, name: string, given: readonly JsonMap[]): JsonMap {
  const others = mapsOf(document.entrypoints).filter((entry) => !leadsTo(entry, name));
  const entrypoints = [...others, ...given.map((entry) => ({ ...entry, recipe: name }))];
  if (entrypoints.length > 0) return { ...document, entrypoints };
  const { entrypoints: _gone, ...rest } = document;
  return rest;
}

function editedWithout(current: StoredConfig, name: string): string {
  const document = requireStored(current);
  const { deletable, entrypoints } = findRecipe(document, name);
  if (!deletable) {
    throw new ConfigApiError('DEFAULT_RECIPE_REQUIRED', 'there is always a default recipe');
  }
  if (entrypoints.length > 0) {
    throw new ConfigApiError('RECIPE_IN_USE', `entrypoints still lead to \`${name}\``, {
      details: { entrypoints },
    });
  }
  const recipes = mapsOf(document.recipes).filter((recipe) => !isNamed(recipe, name));
  const { recipes: _before, ...rest } = document;
  return editYaml(current.text, recipes.length > 0 ? { ...document, recipes } : rest);
}

function mapsOf(list: unknown): readonly JsonMap[] {
  return Array.isArray(list) ? list.filter(isJsonMap) : [];
}

function isNamed({ name }: JsonMap, wanted: string): boolean {
  return typeof name === 'string' && name.trim() === wanted;
}

function leadsTo({ recipe }: JsonMap, name: string): boolean {
  return typeof recipe === 'string' && recipe.trim() === name;
}
