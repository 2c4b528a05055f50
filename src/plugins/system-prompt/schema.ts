import { z } from 'zod';
import { section, text } from '../../lib/schema-marks.ts';

/** Puts instructions before what a request says, or in place of its own. */
export const systemPromptPlugin = section({
  enabled: z.boolean().optional(),
  system_prompt: text(z.string()).optional(),
  mode: z
    .enum(['insert', 'replace'])
    .optional()
    .describe('`insert`: before the instructions of the request; omitted: insert'),
}).superRefine(({ enabled = true, system_prompt = '' }, context) => {
  if (!enabled || system_prompt.trim() !== '') return;
  const message = 'is missing, write the instructions to add';
  const params = { code: 'missing_field' };
  context.addIssue({ code: 'custom', path: ['system_prompt'], message, params });
});
