import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';

const maxParameters = 1000;

/** Removes and caps parameters of requests. */
export const requestParamsPlugin = section({
  enabled: z.boolean().optional(),
  blocked_params: z.array(z.string().min(1)).max(maxParameters).optional(),
  max_tokens_limit: z.int().min(1).optional(),
  max_n: z.int().min(1).optional(),
  strip_unknown: z.boolean().optional().describe('Keeps only parameters that are known'),
});
