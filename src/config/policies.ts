import type { ConfigDocument } from './document.ts';

/** Name of the policy at the top level of a document. */
export const DEFAULT_RECIPE = 'default';

/** A routing policy with the names of models that lead to it. */
export interface Policy {
  readonly name: string;
  /** Of its `routing` in the document. */
  readonly path: readonly (string | number)[];
  readonly routing: ConfigDocument['recipes'][number]['routing'];
  /** Takes what no decision matches; undefined: such requests are refused. */
  readonly defaultModel: string | undefined;
  /** Empty: nobody can reach it. */
  readonly names: readonly {
    readonly name: string;
    readonly description?: string | undefined;
    readonly ownedBy?: string | undefined;
  }[];
}

/** The policies of a document, the default one first. */
export function policiesOf(config: ConfigDocument): readonly Policy[] {
  const { routing, recipes, providers, global, entrypoints } = config;
  const own = recipes.find(({ name }) => name.trim() === DEFAULT_RECIPE);
  const rest = recipes.filter((recipe) => recipe !== own);
  const sharedModel = providers.defaults.default_model;
  const namesOf = (recipe: string) =>
    entrypoints
      .filter((entrypoint) => entrypoint.recipe.trim() === recipe)
      .flatMap(({ model_names, description, owned_by: ownedBy }) =>
        [...new Set(model_names.map((name) => name.trim()))].map((name) => ({
          name,
          description,
          ownedBy,
        })),
      );
  const pathOf = (recipe: (typeof recipes)[number]) => [
    'recipes',
    recipes.indexOf(recipe),
    'routing',
  ];
  return [
    {
      name: DEFAULT_RECIPE,
      path: own === undefined ? ['routing'] : pathOf(own),
      routing: own?.routing ?? routing,
      defaultModel: own?.default_model ?? sharedModel,
      names: [
        ...global.router.auto_model_names.map((name) => ({ name })),
        ...namesOf(DEFAULT_RECIPE),
      ],
    },
    ...rest.map((recipe) => ({
      name: recipe.name.trim(),
      path: pathOf(recipe),
      routing: recipe.routing,
      defaultModel: recipe.default_model ?? sharedModel,
      names: namesOf(recipe.name.trim()),
    })),
  ];
}
