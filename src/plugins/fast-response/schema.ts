import { z } from 'zod';
import { section, text } from '../../lib/schema-marks.ts';

/** Answers without asking a model. */
export const fastResponsePlugin = section({
  enabled: z.boolean().optional(),
  message: text(
    z.string().refine((value) => value.trim() !== '', 'is empty, write the answer'),
  ).describe('The whole answer'),
});
