import { z } from 'zod';
import { parseScaledNumber } from '../../lib/scaled-number.ts';

const tokenCount = z
  .union([z.number(), z.string()], { error: 'is neither a number nor text like `32K`' })
  .transform((value, context) => {
    if (value === '') return 0;
    const count = typeof value === 'number' ? value : parseScaledNumber(value);
    if (count !== undefined && Number.isFinite(count) && count >= 0) return count;
    context.addIssue({
      code: 'custom',
      message: `\`${value}\` is no token count, write a number or one with \`K\` or \`M\`, e.g. \`1.5K\``,
    });
    return z.NEVER;
  });

/** A band of prompt sizes in tokens; both ends belong to it unless `max_exclusive` says otherwise. */
export const contextRule = z
  .strictObject({
    name: z.string().min(1),
    description: z.string().optional(),
    min_tokens: tokenCount.default(0),
    max_tokens: tokenCount.optional().describe('Omitted or 0: no upper bound'),
    max_exclusive: z.boolean().default(false).describe('The band ends just below `max_tokens`'),
  })
  .superRefine(({ min_tokens: min, max_tokens: max, max_exclusive: isOpen }, context) => {
    if (max === undefined || max === 0 || min < max || (min === max && !isOpen)) return;
    context.addIssue({
      code: 'custom',
      path: ['min_tokens'],
      message: `no count fits: \`min_tokens\` is ${min}, \`max_tokens\` is ${max}, swap or widen them`,
    });
  });

export type ContextRule = z.output<typeof contextRule>;
