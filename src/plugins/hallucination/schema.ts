import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';

const action = z.enum(['header', 'body', 'none']);

/** Checks answers against the documents and tool results that they rest on. */
export const hallucinationPlugin = section({
  enabled: z.boolean().optional(),
  use_nli: z.boolean().optional(),
  hallucination_action: action.optional().describe('Omitted: header'),
  unverified_factual_action: action.optional().describe('Omitted: header'),
  include_hallucination_details: z.boolean().optional(),
});
