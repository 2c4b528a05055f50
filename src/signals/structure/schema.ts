import { z } from 'zod';
import { findPatternProblem } from '../../lib/linear-regex.ts';
import { numericPredicate } from '../../lib/numeric-predicate.ts';
import { section } from '../../lib/schema-marks.ts';

const text = z
  .string()
  .max(1000)
  .refine((value) => value.trim() !== '', 'is blank, write a word or remove it');
const caseSensitive = z.boolean().default(false);

const pattern = z
  .string()
  .min(1)
  .superRefine((value, context) => {
    const problem = findPatternProblem(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

const source = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('regex'), pattern, case_sensitive: caseSensitive }),
  z.strictObject({
    type: z.literal('keyword_set'),
    keywords: z.array(text).min(1).max(10_000),
    case_sensitive: caseSensitive,
  }),
  z.strictObject({
    type: z.literal('sequence'),
    sequences: z.array(z.array(text).min(2).max(100)).min(1).max(1000),
    case_sensitive: caseSensitive,
  }),
  z.strictObject({ type: z.literal('text_bytes') }),
]);

const sourcesOf = {
  exists: ['regex', 'keyword_set', 'sequence'],
  count: ['regex', 'keyword_set', 'sequence', 'text_bytes'],
  density: ['regex', 'keyword_set', 'sequence'],
  sequence: ['sequence'],
} as const;

/** One structure rule: a number read off the form of the text, and the bounds that make it match. */
export const structureRule = z
  .strictObject({
    name: z.string().min(1),
    description: z.string().optional(),
    feature: section(
      { type: z.enum(['exists', 'count', 'density', 'sequence']), source },
      { replaced: { normalize_by: '`type: density`, which counts by length' } },
    ),
    predicate: numericPredicate.optional().describe('Omitted: matches when the value is above 0'),
  })
  .superRefine(({ feature, predicate }, context) => {
    const allowed: readonly string[] = sourcesOf[feature.type];
    if (!allowed.includes(feature.source.type)) {
      context.addIssue({
        code: 'custom',
        path: ['feature', 'source', 'type'],
        message: `\`${feature.type}\` cannot use \`${feature.source.type}\`, use ${quoted(allowed)}`,
      });
    }
    if (feature.type === 'exists' && predicate !== undefined) {
      context.addIssue({
        code: 'custom',
        path: ['predicate'],
        message: '`exists` takes no predicate, use `count` or remove it',
      });
    }
  });

export type StructureRule = z.output<typeof structureRule>;

function quoted(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(' or ');
}
