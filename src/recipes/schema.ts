import { z } from 'zod';

const maxUrlCharacters = 2048;

/** Limits of texts count characters as JSON Schema does: a surrogate pair is one. */
function text(maxCharacters: number) {
  return z.string().superRefine((value, context) => {
    const { length } = [...value];
    const message =
      value.trim() === ''
        ? 'must not be empty'
        : length > maxCharacters
          ? `must have at most ${maxCharacters} characters, has ${length}`
          : undefined;
    if (message !== undefined) context.addIssue({ code: 'custom', message });
  });
}

const kebabName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'must be words of small letters and digits, joined by `-`');

const semanticVersion = z
  .string()
  .max(128)
  .refine(isSemanticVersion, 'is no version like `1.2.3` or `1.2.3-rc.1`');

function isSemanticVersion(value: string): boolean {
  const parts = /^(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+([0-9A-Za-z.-]+))?$/.exec(value);
  if (parts === null) return false;
  const [, major, minor, patch, preRelease, build] = parts;
  // Numbers start with no zero, but for build numbers, which are only names.
  const isNumber = (part = '') => part === '0' || !part.startsWith('0');
  return (
    [major, minor, patch].every(isNumber) &&
    (preRelease?.split('.') ?? []).every(
      (part) => part !== '' && (!/^\d+$/.test(part) || isNumber(part)),
    ) &&
    (build?.split('.') ?? []).every((part) => part !== '')
  );
}

const cleanUrl = z
  .string()
  .max(maxUrlCharacters)
  .refine(
    (value) => /^https:\/\/[^/?#@\s]+(?:\/[^?#\s]*)?$/.test(value) && URL.canParse(value),
    'must be an `https://` address without user, query and fragment',
  );

const author = z.strictObject({
  name: text(128),
  email: z.email('is no e-mail address').optional(),
  url: cleanUrl.optional(),
});

/** `metadata.yaml` of a recipe: who made what, under which licence. */
export const recipeMetadata = z.strictObject({
  schema_version: z.literal('vllm-sr/recipe-metadata/v1'),
  id: kebabName.describe('The name of its folder'),
  name: text(128),
  version: semanticVersion,
  description: text(2048),
  authors: z
    .array(author)
    .min(1)
    .max(32)
    .refine(
      (authors) =>
        areDifferent(authors.map(({ name, email, url }) => JSON.stringify([name, email, url]))),
      'names somebody twice',
    ),
  license: text(128),
  tags: z.array(kebabName).min(1).max(32).refine(areDifferent, 'has a tag twice'),
  links: z.strictObject({
    source: cleanUrl,
    homepage: cleanUrl.optional(),
    documentation: cleanUrl.optional(),
  }),
});

export type RecipeMetadata = z.output<typeof recipeMetadata>;

function areDifferent(values: readonly string[]): boolean {
  return new Set(values).size === values.length;
}
