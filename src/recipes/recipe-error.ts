/** Ends a command on a recipe; what is wrong inside of one is a finding instead. */
export class RecipeError extends Error {
  override readonly name = 'RecipeError';
}
