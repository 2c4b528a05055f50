import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';

const maxTools = 10_000;
const share = z.number().min(0);
const toolNames = z.array(z.string().min(1)).max(maxTools);

const dynamicRetrieval = section({
  enabled: z.boolean().optional(),
  strategy: z.enum(['semantic_only', 'hybrid_history']).optional(),
  history_window: z.int().min(0).optional().describe('Tool calls that are looked back on'),
  weights: section({
    semantic: share.optional(),
    history: share.optional(),
    decision_prior: share.optional(),
    repetition_penalty: share.optional(),
  }).optional(),
  min_history_confidence: z.number().min(0).max(1).optional(),
  fallback_on_low_confidence: z.boolean().optional(),
}).superRefine(({ strategy, history_window }, context) => {
  if (strategy !== 'hybrid_history' || history_window !== 0) return;
  const message = 'must be at least 1 with `hybrid_history`';
  context.addIssue({ code: 'custom', path: ['history_window'], message });
});

/** Which tools of a request its model may see. */
export const toolsPlugin = section({
  enabled: z.boolean().optional(),
  mode: z
    .enum(['passthrough', 'filtered', 'none'])
    .optional()
    .describe('`none`: removes them all; omitted: passthrough'),
  semantic_selection: z.boolean().optional(),
  allow_tools: toolNames.optional().describe('Only these stay'),
  block_tools: toolNames.optional().describe('These go, even when they are allowed'),
  strip_tool_history: z.boolean().optional().describe('Removes earlier calls and their results'),
  strategy: z.string().min(1).optional().describe('Omitted: default'),
  dynamic_retrieval: dynamicRetrieval.optional(),
}).superRefine(({ mode = 'passthrough', strip_tool_history, ...lists }, context) => {
  const given = (['allow_tools', 'block_tools'] as const).filter(
    (key) => (lists[key] ?? []).length > 0,
  );
  if (mode === 'filtered' && given.length === 0) {
    const message = '`filtered` needs `allow_tools`, `block_tools` or both';
    const params = { code: 'missing_field' };
    context.addIssue({ code: 'custom', path: ['mode'], message, params });
  }
  for (const key of mode === 'filtered' ? [] : given) {
    const message = `is not read with \`mode: ${mode}\`, write \`mode: filtered\` or remove it`;
    context.addIssue({ code: 'custom', path: [key], message });
  }
  if (strip_tool_history && mode !== 'none') {
    const message = `is not read with \`mode: ${mode}\`, write \`mode: none\` or remove it`;
    context.addIssue({ code: 'custom', path: ['strip_tool_history'], message });
  }
});
