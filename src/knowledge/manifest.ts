import { z } from 'zod';

const MAX_LABELS = 500;
const MAX_EXEMPLARS = 10_000;
const MAX_EXEMPLAR_CHARACTERS = 8192;
const MAX_LABEL_CHARACTERS = 128;

const isNotBlank = (text: string) => text.trim() !== '';

const label = z.strictObject({
  description: z.string().optional(),
  exemplars: z
    .array(
      z
        .string()
        .max(MAX_EXEMPLAR_CHARACTERS)
        .refine(isNotBlank, 'is blank, write an example or remove it'),
    )
    .min(1, 'is empty, every label needs an example'),
});

/** `labels.json`: labels with example prompts. */
const manifestSchema = z
  .strictObject({
    version: z.string().optional(),
    description: z.string().optional(),
    labels: z
      .record(z.string().max(MAX_LABEL_CHARACTERS).refine(isNotBlank, 'is a blank name'), label)
      .refine((labels) => Object.keys(labels).length > 0, 'is empty, write at least one label')
      .refine(
        (labels) => Object.keys(labels).length <= MAX_LABELS,
        `has more than ${MAX_LABELS} labels`,
      ),
  })
  .refine(({ labels }) => countExemplars(labels) <= MAX_EXEMPLARS, {
    path: ['labels'],
    message: `has more than ${MAX_EXEMPLARS} exemplars in all`,
  });

export type Manifest = z.output<typeof manifestSchema>;

interface ManifestProblem {
  /** Inside the manifest, for example `labels.pii.exemplars[3]`. */
  readonly path: string;
  readonly message: string;
}

const MAX_PROBLEMS = 20;

/** Reads the text of a manifest; all problems of it are told, up to twenty. */
export function parseManifest(
  text: string,
): { readonly manifest: Manifest } | { readonly problems: readonly ManifestProblem[] } {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    return { problems: [{ path: '', message: `is no JSON: ${(error as Error).message}` }] };
  }
  return checkManifest(content);
}

/** The same for what is read already. */
export function checkManifest(
  content: unknown,
): { readonly manifest: Manifest } | { readonly problems: readonly ManifestProblem[] } {
  const parsed = manifestSchema.safeParse(content);
  if (parsed.success) return { manifest: parsed.data };
  return {
    problems: parsed.error.issues.slice(0, MAX_PROBLEMS).map(({ path, message }) => ({
      path: pathText(path),
      message,
    })),
  };
}

function countExemplars(labels: Readonly<Record<string, { exemplars: readonly string[] }>>) {
  return Object.values(labels).reduce((sum, { exemplars }) => sum + exemplars.length, 0);
}

function pathText(path: readonly PropertyKey[]): string {
  return path
    .map((key, index) =>
      typeof key === 'number' ? `[${key}]` : `${index > 0 ? '.' : ''}${String(key)}`,
    )
    .join('');
}
