import { z } from 'zod';
import { section } from '../../lib/schema-marks.ts';

const maxTools = 10_000;
const fraction = z.number().min(0).max(1);
const amount = z.int().min(0);
const toolNames = z.array(z.string().min(1)).max(maxTools);

const hybridHistory = section({
  history_horizon: amount.optional().describe('Omitted: 8'),
  min_history_steps: amount.optional(),
  history_confidence_threshold: fraction.optional(),
  weight_semantic: fraction.optional(),
  weight_history_transition: fraction.optional(),
  weight_decision_prior: fraction.optional(),
  repetition_penalty_strength: fraction.optional(),
});

/** How tools of a catalogue are ranked; `global.integrations.tools` has the same. */
export const advancedToolFiltering = section({
  enabled: z.boolean().optional(),
  retrieval_strategy: z.enum(['weighted', 'hybrid_history']).optional(),
  candidate_pool_size: amount.optional(),
  min_lexical_overlap: amount.optional(),
  min_combined_score: fraction.optional(),
  weights: section({
    embed: fraction.optional(),
    lexical: fraction.optional(),
    tag: fraction.optional(),
    name: fraction.optional(),
    category: fraction.optional(),
  }).optional(),
  use_category_filter: z.boolean().optional(),
  category_confidence_threshold: fraction.optional(),
  allow_tools: toolNames.optional(),
  block_tools: toolNames.optional(),
  hybrid_history: hybridHistory.optional(),
});

/** Chooses tools from a catalogue, or among those of the request. */
export const toolSelectionPlugin = section({
  enabled: z.boolean().optional(),
  mode: z.enum(['add', 'filter']).optional().describe('Omitted: add'),
  tools_db_path: z.string().min(1).optional(),
  top_k: amount.optional(),
  similarity_threshold: fraction.optional(),
  strategy: z.string().min(1).optional(),
  fallback_to_empty: z.boolean().optional(),
  advanced_filtering: advancedToolFiltering.optional(),
  relevance_threshold: fraction.optional().describe('Omitted: 0.25'),
  preserve_count: amount.optional().describe('How many stay at least'),
});
