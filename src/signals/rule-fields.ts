import { z } from 'zod';
import { choice, text } from '../lib/schema-marks.ts';

const maxExamples = 1000;
const maxExampleCharacters = 8192;

/** What every rule has. */
export const ruleFields = {
  name: z.string().min(1),
  description: text(z.string()).optional(),
};

/** What every rule that a model answers has besides. */
export const learnedRuleFields = {
  on_error: choice(['no_match', 'match', 'block'])
    .optional()
    .describe('Without a result: no match, a match, or the request is refused; omitted: no_match'),
};

/** A share, a probability or a similarity. */
export const unitInterval = z.number().min(0).max(1);

/** The same where 0 would match everything. */
export const positiveShare = z.number().gt(0).max(1);

/** Utterances to compare with. */
export const examples = text(
  z
    .array(
      z
        .string()
        .max(maxExampleCharacters)
        .refine((value) => value.trim() !== '', 'is blank, write an example or remove it'),
    )
    .max(maxExamples),
);
