import { z } from 'zod';
import { findPatternProblem } from '../../lib/linear-regex.ts';
import { numericPredicate } from '../../lib/numeric-predicate.ts';

const maxKeyBytes = 128;

const trimmed = z
  .string()
  .min(1)
  .refine((text) => text === text.trim(), 'has blanks around it, remove them');

const key = trimmed.refine(
  (text) => new TextEncoder().encode(text).length <= maxKeyBytes,
  `is longer than ${maxKeyBytes} bytes, which no request can carry`,
);

const pattern = z
  .string()
  .min(1)
  .superRefine((value, context) => {
    const problem = findPatternProblem(value);
    if (problem !== undefined) context.addIssue({ code: 'custom', message: problem });
  });

const comparisons = ['equals', 'in', 'exists', 'prefix', 'regex', 'number'] as const;

const predicate = z
  .strictObject({
    equals: z.string().optional(),
    in: z.array(z.string()).min(1).max(1000).optional(),
    exists: z.boolean().optional().describe('`false` matches when the key is absent'),
    prefix: z.string().min(1).optional(),
    regex: pattern.optional().describe('Found anywhere in the value'),
    number: numericPredicate.optional().describe('Bounds on a value that is a decimal number'),
  })
  .superRefine((value, context) => {
    const given = comparisons.filter((name) => value[name] !== undefined);
    if (given.length === 1) return;
    const names = (given.length === 0 ? comparisons : given).map((name) => `\`${name}\``);
    const problem = given.length === 0 ? 'needs one of' : 'keep only one of';
    context.addIssue({ code: 'custom', message: `${problem} ${names.join(', ')}` });
  });

/** Compares one entry of the request's `metadata`, which the client writes: never proof of identity. */
export const metadataRule = z.strictObject({
  name: trimmed,
  description: z.string().optional(),
  key,
  predicate,
});

export type MetadataRule = z.output<typeof metadataRule>;
