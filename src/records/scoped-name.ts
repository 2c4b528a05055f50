/** The name of the policy at the top level of a configuration. */
const DEFAULT_RECIPE = 'default';

/**
 * A name of a recipe as the value of a metric's label: `recipe::name`, both parts URL-escaped, so that
 * equal names of two recipes never mix; names of the default recipe stay as they are.
 */
export function scopedName(recipe: string, name: string): string {
  if (recipe === DEFAULT_RECIPE) return name;
  // Half of a pair has no bytes to escape.
  const escaped = (part: string) =>
    encodeURIComponent(part.replaceAll(/\p{Surrogate}/gu, '\ufffd'));
  return `${escaped(recipe)}::${escaped(name)}`;
}
