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

const comparisons = ['equals', 'in', 'exists', 'prefix', 'regex'] as const;
const bounds = ['gt', 'gte', 'lt', 'lte'] as const;
const bound = z.number().optional();

const predicate = z
  .strictObject({
    equals: z.string().optional(),
    in: z.array(z.string()).min(1).max(1000).optional(),
    exists: z.boolean().optional().describe('`false` matches when the key is absent'),
    prefix: z.string().min(1).optional(),
    regex: pattern.optional().describe('Found anywhere in the value'),
    gt: bound.describe('Bounds are for values that are decimal numbers'),
    gte: bound,
    lt: bound,
    lte: bound,
  })
  .superRefine((value, context) => {
    const given: string[] = comparisons.filter((name) => value[name] !== undefined);
    const { gt, gte, lt, lte } = value;
    const hasBounds = bounds.some((name) => value[name] !== undefined);
    if (hasBounds) given.push('gt/gte/lt/lte');
    if (given.length !== 1) {
      const all = [...comparisons, 'gt/gte/lt/lte'];
      const names = (given.length === 0 ? all : given).map((name) => `\`${name}\``).join(', ');
      const problem = given.length === 0 ? 'needs one of' : 'keep only one of';
      context.addIssue({ code: 'custom', message: `${problem} ${names}` });
      return;
    }
    if (!hasBounds) return;
    const issues = numericPredicate.safeParse({ gt, gte, lt, lte }).error?.issues ?? [];
    for (const { message } of issues) context.addIssue({ code: 'custom', message });
  });

/** Compares one entry of the request's `metadata`, which the client writes: no proof of identity. */
export const metadataRule = z.strictObject({
  name: trimmed,
  description: z.string().optional(),
  key,
  predicate,
});

export type MetadataRule = z.output<typeof metadataRule>;
