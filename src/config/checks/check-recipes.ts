import { nearestName } from '../../lib/nearest-name.ts';
import { defaultAutoNames } from '../global/router.ts';
import { DEFAULT_RECIPE } from '../policies.ts';
import { didYouMean, type Path } from '../problem.ts';
import { checkReachable, type ModelCatalog } from './check-models.ts';
import type { DraftDocument } from './draft.ts';
import { entriesOf, type Report, uniqueNames } from './report.ts';

interface CheckOptions {
  readonly catalog: ModelCatalog;
  readonly report: Report;
}

/** Checks the names of recipes, and the names of models that lead to them. */
export function checkRecipes(document: DraftDocument, { catalog, report }: CheckOptions): void {
  const recipes = entriesOf(document.recipes, ['recipes']);
  const named = uniqueNames(recipes, { what: 'recipe', report });
  for (const { value, path } of recipes) {
    const { default_model: fallback } = value;
    const place = [...path, 'default_model'];
    if (fallback === undefined || !catalog.checkName(fallback, place)) continue;
    checkReachable(fallback, { path: place, catalog, report });
  }
  const own = named.get(DEFAULT_RECIPE);
  if (own !== undefined && hasPolicy(document)) {
    const message = 'stands beside a policy under `routing`, which is the default one too';
    report({ code: 'duplicate_name', path: [...own.path, 'name'], message });
  }
  const reached = checkEntrypoints(document, {
    catalog,
    report,
    known: new Set([DEFAULT_RECIPE, ...named.keys()]),
  });
  for (const [name, { path }] of named) {
    if (name === DEFAULT_RECIPE || reached.has(name)) continue;
    report({
      code: 'unused_recipe',
      severity: 'warning',
      path: [...path, 'name'],
      message: `no entrypoint leads to recipe \`${name}\``,
      suggestion: 'add one under `entrypoints`',
    });
  }
}

function hasPolicy({ routing }: DraftDocument): boolean {
  const { modelCards: _, ...policy } = routing ?? {};
  return Object.values(policy).some((part) => Object.keys(part ?? {}).length > 0);
}

/** Names of the recipes that some entrypoint leads to. */
function checkEntrypoints(
  { entrypoints, global }: DraftDocument,
  { catalog, report, known }: CheckOptions & { readonly known: ReadonlySet<string> },
): ReadonlySet<string> {
  const router = global?.router;
  const taken = new Map<string, string>();
  const autoNames = router?.auto_model_names ?? defaultAutoNames(router?.auto_model_name ?? 'MoM');
  for (const name of autoNames) if (name !== undefined) taken.set(name, 'a name that is routed');
  for (const slug of multiCallNames(global?.integrations?.looper)) {
    taken.set(slug, 'the name of a way to call several models');
  }
  for (const name of catalog.cards.keys()) taken.set(name, 'a model');
  for (const name of catalog.adapters.keys()) taken.set(name, 'an adapter');
  const reached = new Set<string>();
  for (const { value, path } of entriesOf(entrypoints, ['entrypoints'])) {
    const recipe = value.recipe?.trim();
    if (recipe !== undefined && known.has(recipe)) reached.add(recipe);
    else if (recipe !== undefined) {
      report({
        code: 'unknown_recipe',
        path: [...path, 'recipe'],
        message: `no recipe is called \`${recipe}\``,
        suggestion: didYouMean(nearestName(recipe, known)),
      });
    }
    const own = new Set<string>();
    for (const entry of entriesOf(value.model_names, [...path, 'model_names'])) {
      const name = entry.value.trim();
      if (own.has(name)) continue;
      own.add(name);
      claim(name, entry.path, taken, report);
    }
  }
  return reached;
}

type Looper = NonNullable<NonNullable<DraftDocument['global']>['integrations']>['looper'];

/** Names that ask for several models; each list replaces the name that it has by default. */
function multiCallNames(looper: Looper): readonly string[] {
  return (['remom', 'fusion', 'flow'] as const).flatMap((kind) =>
    (looper?.[kind]?.model_names ?? [`vllm-sr/${kind}`]).flatMap((name) => name ?? []),
  );
}

function claim(name: string, path: Path, taken: Map<string, string>, report: Report): void {
  const owner = taken.get(name);
  if (name === '') {
    report({ code: 'invalid_value', path, message: 'is blank, write a name' });
  } else if (owner !== undefined) {
    const message = `\`${name}\` is ${owner} already`;
    report({ code: 'name_collision', path, message, suggestion: 'write another name' });
  } else taken.set(name, 'the name of an entrypoint');
}
